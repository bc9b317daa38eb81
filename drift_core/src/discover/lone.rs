//! What is meant by little: the only field there is, called by more words than were asked, and a record's own box.

use super::choose::{Lookup, Verdict, candidates};
use super::contradiction::contradicts;
use super::names::{Name, Via};
use super::phrase::Reading;
use super::vocabulary::{Kinds, says_otherwise};
use super::words::{Asked, beyond, words};
use super::{Action, Search, kinds, reason};
use crate::page::parts::{Record, first_texts};
use crate::tree::NodeId;

const FIELDS: Kinds = &["textbox", "searchbox", "combobox", "spinbutton", "@editable"];

/// The only field there is, when its name has every word that was asked and more, none of which makes
/// another thing of it.
pub(super) fn lone_field(search: &Search, reading: &Reading) -> Option<Verdict> {
    let name = reading.name.as_ref()?;
    let is_field = reading.kinds.is_some_and(|kinds| kinds.contains(&"textbox"))
        || reading.kinds.is_none() && search.request.action == Action::Fill;
    let ordinal = reading.ordinal.is_some() || search.request.ordinal > 1;
    if !is_field || ordinal {
        return None;
    }
    let kinds = reading.kinds.filter(|kinds| !kinds.contains(&"@file")).unwrap_or(FIELDS);
    let fields = Reading { name: None, kinds: Some(kinds), only_called: None, ..reading.clone() };
    let [only] = candidates(search, &fields, Lookup::Written, &mut String::new())[..] else { return None };
    let called = search.names.of_element(only.id);
    let is_free = |said: &&Name| !matches!(said.via, Via::Name | Via::Id) || !contradicts(called, name);
    called.iter().filter(is_free).find(|said| says(said, name))?;
    let reason = reason::found(search, only.id, reading, "the only field, and called by more words");
    Some(Verdict::One { id: only.id, confidence: 0.5, reason, count: None })
}

fn says(said: &Name, asked: &Asked) -> bool {
    asked.is_within(&said.text) && !says_otherwise(&beyond(&words(&said.text), &asked.words))
}

/// The box that a record begins with, before all it says: "the checkbox in the row of Bob" chooses the row, whatever
/// other boxes it has.
pub(super) fn leading_box(search: &Search, boxes: &[NodeId]) -> Option<NodeId> {
    let (&first, &next) = (boxes.first()?, boxes.get(1)?);
    let page = search.page;
    let around = |record: &&Record| boxes.iter().all(|&id| page.contains(record.node, id));
    let record = page.records().chain(first).find(around)?;
    let said = first_texts(page, record).first()?.0;
    let are_boxes = boxes.iter().all(|&id| kinds::is_one_of(page, id, &["checkbox"]));
    (are_boxes && first < said && said < next).then_some(first)
}
