//! What a request says of the record that its element stands in.

use super::names::{Names, Via};
use super::phrase::{Manner, Reading, readings, splits};
use super::scopes;
use super::words::Grade;
use super::{Request, count_of};
use crate::page::Page;
use crate::page::parts::{Count, Whose};
use crate::tree::NodeId;

/// Phrases that are read.
const MAX_PHRASES: usize = 32;
/// Texts that one of them may name.
const MAX_HITS: usize = 256;

/// What a request says of the record of an element that it led to, or that it once led to.
pub fn whose(page: &Page, request: &Request, id: NodeId) -> Whose {
    whose_counted(page, request, id, || count_of(page, request, id))
}

/// The same, where it may be known which of several the request means by counting them.
pub(super) fn whose_counted(
    page: &Page,
    request: &Request,
    id: NodeId,
    count: impl FnOnce() -> Option<Count>,
) -> Whose {
    let names = Names::on(page);
    let readings = readings(request.element);
    let calls_it = |name: &super::words::Asked| names.find(name).iter().any(|hit| hit.id == id);
    let is_literal = readings
        .iter()
        .any(|reading| reading.manner == Manner::Literal && reading.name.as_ref().is_some_and(calls_it));
    let counts = readings.iter().any(|reading| reading.ordinal.is_some() && reading.scope.is_empty());
    let may_count = request.ordinal > 0 || counts && !is_literal;
    let count = may_count.then(count).flatten();
    let mut whose = Whose { named: Vec::new(), is_counted: request.ordinal > 0 || count.is_some(), count };
    let mut phrases: Vec<&str> = vec![request.scope];
    // What is called just so is not said to stand anywhere: "Ada Lovelace" names no record of Ada's.
    if !readings.iter().any(|reading| reading.manner == Manner::Literal && is_said_whole(names, reading, id))
    {
        phrases.extend(readings.iter().map(|reading| reading.scope.as_str()));
    }
    let mut at = 0;
    while at < phrases.len().min(MAX_PHRASES) {
        let phrase = phrases[at];
        at += 1;
        if phrase.trim().is_empty() || phrases[..at - 1].contains(&phrase) {
            continue;
        }
        phrases.extend(splits(phrase).into_iter().flat_map(|(inner, outer)| [inner, outer]));
        let parts = scopes::phrase::readings(phrase);
        let called = parts.iter().filter_map(|part| part.name.as_ref());
        let named: Vec<NodeId> = called.flat_map(|name| said_around(page, names, name, id)).collect();
        // What is called "Item 3" is no third item.
        let is_number = |part: &scopes::phrase::PartReading| part.name.is_none() && part.ordinal.is_some();
        whose.is_counted |= named.is_empty() && parts.iter().any(is_number);
        whose.named.extend(named);
    }
    whose.named.sort_unstable();
    whose.named.dedup();
    whose
}

fn is_said_whole(names: &Names, reading: &Reading, id: NodeId) -> bool {
    let is_said = |name| names.find(name).iter().any(|hit| hit.id == id && hit.grade <= Grade::Words);
    reading.name.as_ref().is_some_and(is_said)
}

/// The elements in the records around one that say it to people; neither the one nor what holds it.
fn said_around<'a>(
    page: &'a Page,
    names: &'a Names,
    name: &super::words::Asked,
    id: NodeId,
) -> impl Iterator<Item = NodeId> + 'a {
    let is_text = |via: Via| matches!(via, Via::Role | Via::Label | Via::Text | Via::Alt | Via::Title);
    let hits = names.find(name).into_iter().take(MAX_HITS);
    let said = hits.filter(move |hit| is_text(hit.via) && hit.grade <= Grade::Words).map(|hit| hit.id);
    let beside = said.filter(move |&node| !page.contains(node, id) && !page.contains(id, node));
    beside
        .filter(move |&node| page.records().chain(id).any(|record| record.node <= node && node < record.end))
}
