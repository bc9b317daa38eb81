//! Parts by their kind: by role, by a class, and by what they are called.

use super::phrase::PartReading;
use super::{is_in, role};
use crate::discover::Search;
use crate::discover::vocabulary::CONTAINERS;
use crate::discover::words::words;
use crate::page::attributes::has_class_word;
use crate::tree::NodeId;
use std::collections::BTreeSet;
use std::ops::Range;

/// Tags of plain boxes, which are what their class says.
const BOXES: &[&str] =
    &["div", "section", "header", "footer", "nav", "aside", "form", "ul", "ol", "li", "p", "article"];

/// Words for one part of the page, any of which its class may say.
const SAME_PARTS: &[&[&str]] = &[
    &["pagination", "paginator", "pager", "paging"],
    &["breadcrumb", "breadcrumbs"],
    &["filter", "filters"],
];

/// What the class of a part may say that a word names.
fn same_parts<'a>(word: &'a &'a str) -> &'a [&'a str] {
    SAME_PARTS.iter().find(|same| same.contains(word)).copied().unwrap_or(std::slice::from_ref(word))
}

/// A plain box whose class is the word for the part, or a custom element of its name: `<div class="card">`,
/// `<x-card>`.
pub(super) fn is_worded(search: &Search, part: &PartReading, id: NodeId) -> bool {
    let tree = &search.page.tree;
    let is_custom = || tree.tag(id).split_once('-').is_some_and(|(_, kind)| kind == part.word);
    let is_classed =
        || BOXES.contains(&tree.tag(id)) && has_class_word(tree, id, same_parts(&part.word.as_str()));
    !part.word.contains(' ') && (is_custom() || is_classed())
}

/// All parts of a kind by their role, then by their classes. Of rows only those of data count.
pub(super) fn of_kind(search: &Search, part: &PartReading, within: &[Range<NodeId>]) -> Vec<Vec<NodeId>> {
    let kinds = part.kinds.unwrap_or(CONTAINERS);
    let records = search.page.records();
    let is_data =
        |id| role(search, id) != "row" || records.starting_at(id).is_some_and(|row| row.ordinal > 0);
    let all = || (0..search.page.len()).filter(|&id| is_in(within, id) && search.includes(id));
    let by_role: Vec<NodeId> = all().filter(|&id| kinds.contains(&role(search, id)) && is_data(id)).collect();
    let by_class: Vec<NodeId> = all().filter(|&id| is_worded(search, part, id)).collect();
    // A navigation is breadcrumbs only where nothing else is called so: most lead elsewhere.
    if part.word.starts_with("breadcrumb") {
        let says =
            |id: &&NodeId| search.names.of_element(**id).iter().any(|name| says_breadcrumb(&name.text));
        let called: BTreeSet<NodeId> = by_role.iter().filter(says).chain(&by_class).copied().collect();
        if !called.is_empty() {
            return vec![called.into_iter().collect()];
        }
    }
    [by_role, by_class].into_iter().filter(|found: &Vec<NodeId>| !found.is_empty()).collect()
}

fn says_breadcrumb(name: &str) -> bool {
    words(name).iter().any(|word| word.starts_with("breadcrumb"))
}
