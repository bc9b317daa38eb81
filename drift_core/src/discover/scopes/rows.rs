//! The record that a number means: "row 3", "the second card".

use crate::discover::Search;
use crate::discover::ordinal::Ordinal;
use crate::discover::scopes::{Area, PartReading, area_of, innermost, is_in, of_kind, role};
use crate::discover::vocabulary::Kinds;
use crate::page::parts::{Record, RecordKind};
use crate::tree::NodeId;
use std::collections::BTreeMap;
use std::ops::Range;

/// The parts of a kind, or the ones of them that a number means.
pub(super) fn of_kind_alone(
    search: &Search,
    part: &PartReading,
    among: &[NodeId],
    within: &[Range<NodeId>],
) -> Vec<Area> {
    let found = of_kind(search, part, within);
    let Some(ordinal) = part.ordinal else {
        return found.into_iter().map(|found| area_of(search, &innermost(search, &found))).collect();
    };
    let records = search.page.records();
    let is_row = |&id: &NodeId| role(search, id) == "row";
    if let Some(found) = found.iter().find(|found| found.iter().any(is_row)) {
        // Each table counts for itself.
        let is_meant = |id: &NodeId| records.starting_at(*id).is_some_and(|row| is_at(row, ordinal));
        let chosen: Vec<NodeId> = found.iter().copied().filter(is_meant).collect();
        return vec![area_of(search, &chosen)];
    }
    let is_of_role = |&id: &NodeId| part.kinds.is_none_or(|kinds| kinds.contains(&role(search, id)));
    let is_by_role = found.iter().flatten().any(is_of_role);
    let mut areas = match part.kinds {
        Some(kinds) if !is_by_role => boxes_at(search, kinds, ordinal, within, among),
        _ => Vec::new(),
    };
    areas.retain(|area| !area.is_empty());
    areas.extend(found.iter().map(|found| area_of(search, ordinal.of(found).copied().as_slice())));
    areas
}

/// Of rows leave those that people count: what holds data, and not in the menu beside it.
pub(in crate::discover) fn keep_counted(search: &Search, all: &mut Vec<NodeId>) {
    let tree = &search.page.tree;
    let records = search.page.records();
    let is_row = |id: NodeId| role(search, id) == "row";
    let is_data = |id: NodeId| records.starting_at(id).is_some_and(|row| row.ordinal > 0);
    let is_in_menu = |id: NodeId| tree.ancestors(id).any(|node| role(search, node) == "navigation");
    let counted = all.iter().copied().filter(|&id| is_row(id) && is_data(id));
    let (menu, data): (Vec<NodeId>, Vec<NodeId>) = counted.partition(|&id| is_in_menu(id));
    let counted = if data.is_empty() { menu } else { data };
    if !counted.is_empty() {
        all.retain(|&id| !is_row(id) || counted.binary_search(&id).is_ok());
    }
}

/// Elements whose records are looked at.
const MAX_AMONG: usize = 1024;
/// Boxes around an element that may be counted.
const MAX_LEVELS: usize = 4;
/// What people call a row, an item or a card may be any of these.
pub(super) const NAMES: Kinds = &["row", "listitem", "article", "group"];

/// Whether a record stands at a place among its siblings; the parts of a row that a grid splits share it.
pub(in crate::discover) fn is_at(record: &Record, ordinal: Ordinal) -> bool {
    record.ordinal > 0
        && match ordinal {
            Ordinal::Nth(nth) => record.ordinal as usize == nth,
            Ordinal::Last => record.ordinal == record.siblings,
        }
}

/// The boxes that are rows only by their likeness, at a place; of nested ones the innermost first. Those
/// count of which most have one of the elements that are asked for: a row, and not a cell in it.
pub(in crate::discover) fn boxes_at(
    search: &Search,
    kinds: Kinds,
    ordinal: Ordinal,
    within: &[Range<NodeId>],
    among: &[NodeId],
) -> Vec<Area> {
    if !kinds.iter().any(|kind| NAMES.contains(kind)) {
        return Vec::new();
    }
    let records = search.page.records();
    let boxes = |id: NodeId| {
        let is_box = |record: &&Record| record.kind == RecordKind::Box && is_in(within, record.node);
        records.chain(id).filter(is_box)
    };
    // How many of those that stand beside one another hold an element.
    let mut holders: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for record in among.iter().take(MAX_AMONG).flat_map(|&id| boxes(id)) {
        let around = holders.entry(around(search, record)).or_default();
        if around.last() != Some(&record.node) {
            around.push(record.node);
        }
    }
    let are_rows = |record: &&Record| {
        let count = holders.get(&around(search, record)).map_or(0, Vec::len);
        record.siblings > 1 && 2 * count >= record.siblings as usize
    };
    let mut levels: Vec<Area> = vec![Area::new(); MAX_LEVELS];
    for &id in among.iter().take(MAX_AMONG) {
        for (area, record) in levels.iter_mut().zip(boxes(id).filter(are_rows)) {
            if is_at(record, ordinal) && area.last().is_none_or(|last| last.start != record.node) {
                area.push(record.node..record.end);
            }
        }
    }
    levels
}

fn around(search: &Search, record: &Record) -> NodeId {
    search.page.tree.parent(record.node).unwrap_or(record.node)
}
