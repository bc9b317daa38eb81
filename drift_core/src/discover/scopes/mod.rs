//! The parts of a page that a phrase may mean: "dialog", "row of Alice", "Billing".

pub(super) mod called;
mod keyed;
mod kind;
pub(super) mod phrase;
pub(super) mod records;
pub(super) mod rows;
mod sections;

use self::called::{By, header, is_called};
use self::keyed::keyed_so;
use self::kind::{is_worded, of_kind};
use self::phrase::{PartReading, readings};
use self::rows::{NAMES, of_kind_alone};
use crate::discover::Search;
use crate::discover::kinds;
use crate::discover::names::columns::column_of;
use crate::discover::names::{Hit, Via};
use crate::discover::phrase::splits;
use crate::discover::vocabulary::{CONTAINERS, Kinds};
use crate::discover::words::{Asked, Grade};
use crate::page::evident_role;
use crate::page::parts::{RecordKind, first_heading, is_heading};
use crate::tree::NodeId;
use std::ops::Range;

/// Parts beyond this many are no scope.
const MAX_PARTS: usize = 512;
const MAX_HEADINGS: usize = 64;
/// Boxes around a text that may be the record that is meant.
const MAX_BOXES: usize = 3;
/// Phrases nest no deeper.
const MAX_NESTING: usize = 4;

/// Pieces of the page in document order.
pub(super) type Area = Vec<Range<NodeId>>;

pub(super) fn is_in(area: &[Range<NodeId>], id: NodeId) -> bool {
    area.iter().any(|range| range.contains(&id))
}

/// The elements that stand in the part a phrase names, by the first meaning that holds any; None when
/// no part of the page is meant by it.
pub(super) fn narrow(search: &Search, phrase: &str, among: &[NodeId]) -> Option<Vec<NodeId>> {
    let whole = area_of(search, &[0]);
    let areas = areas(search, phrase, among, &whole, 0);
    let mut is_there = false;
    for area in areas {
        is_there |= !area.is_empty();
        let inside: Vec<NodeId> = among.iter().copied().filter(|&id| is_in(&area, id)).collect();
        if !inside.is_empty() {
            return Some(inside);
        }
    }
    is_there.then(Vec::new)
}

/// What a phrase may mean, the most literal first.
fn areas(
    search: &Search,
    phrase: &str,
    among: &[NodeId],
    within: &[Range<NodeId>],
    nesting: usize,
) -> Vec<Area> {
    let mut all = Vec::new();
    if !search.spend() {
        return all;
    }
    for reading in readings(phrase) {
        all.extend(areas_of(search, &reading, among, within));
    }
    for (inner, outer) in splits(phrase) {
        if nesting < MAX_NESTING {
            for around in areas(search, outer, among, within, nesting + 1) {
                all.extend(areas(search, inner, among, &around, nesting + 1));
            }
        }
    }
    all.truncate(MAX_PARTS);
    all
}

fn areas_of(search: &Search, part: &PartReading, among: &[NodeId], within: &[Range<NodeId>]) -> Vec<Area> {
    let Some(name) = &part.name else {
        return of_kind_alone(search, part, among, within);
    };
    let hits = hits(search, part, name, within);
    let mut all = vec![
        area_of(search, &called_so(search, part, &hits)),
        area_of(search, &headed_so(search, part, &hits)),
        area_of(search, &holding(search, part, &hits)),
    ];
    all.extend((0..MAX_BOXES).map(|level| area_of(search, &boxes(search, part, &hits, level))));
    let is_loose = part.kinds.is_none_or(|kinds| {
        kinds
            .iter()
            .any(|kind| matches!(*kind, "region" | "group" | "article" | "row" | "listitem" | "@section"))
    });
    all.extend(sections::panels(search, &hits).map(|panel| area_of(search, &[panel])));
    if is_loose {
        all.extend(sections::under(search, &hits));
        all.push(area_of(search, &beside(search, part, &hits, among)));
    } else {
        let headed = sections::under(search, &hits).into_iter();
        all.extend(headed.flat_map(|area| of_kind(search, part, &area)).map(|found| area_of(search, &found)));
    }
    if part.word == "column" {
        let columns = hits.iter().map(|hit| column_of(search.page, hit.id));
        all.extend(columns.map(|cells| area_of(search, &cells)));
    }
    if let Some(ordinal) = part.ordinal {
        all = all.iter().map(|area| ordinal.of(area).cloned().into_iter().collect()).collect();
    }
    all.retain(|area| !area.is_empty());
    if all.is_empty() {
        all.extend(keyed_so(search, part, name, within).map(|record| area_of(search, &[record])));
    }
    all
}

/// Who is called so, as closely as anybody is.
fn hits(search: &Search, part: &PartReading, name: &Asked, within: &[Range<NodeId>]) -> Vec<Hit> {
    let mut hits = search.names.find(name);
    let is_of_column = |id: NodeId| {
        let is_headed =
            |column: &Asked| header(search.page, id).is_some_and(|text| column.grade(&text).is_some());
        part.column.as_ref().is_none_or(is_headed)
    };
    hits.retain(|hit| {
        let is_read = !matches!(hit.via, Via::Value | Via::Class | Via::Column);
        is_read && is_in(within, hit.id) && search.includes(hit.id) && is_of_column(hit.id)
    });
    let is_close = |hit: &Hit| hit.grade <= Grade::Words;
    if hits.iter().any(is_close) {
        hits.retain(is_close);
    }
    hits
}

fn area_of(search: &Search, parts: &[NodeId]) -> Area {
    parts.iter().map(|&id| id..search.page.tree.end(id)).collect()
}

/// To people a form is one whether or not it has a name, which is what gives it the role.
fn role<'a>(search: &'a Search, id: NodeId) -> &'a str {
    let tree = &search.page.tree;
    match (evident_role(tree, id), tree.tag(id)) {
        ("" | "generic", "form") => "form",
        ("" | "generic", "section") => "region",
        (role, _) => role,
    }
}

fn is_wanted(search: &Search, part: &PartReading, id: NodeId) -> bool {
    let role = role(search, id);
    match part.kinds {
        None => CONTAINERS.contains(&role),
        Some(kinds) => kinds.contains(&role) || is_worded(search, part, id),
    }
}

/// Without those that hold another one.
fn innermost(search: &Search, found: &[NodeId]) -> Vec<NodeId> {
    let holds_next = |(at, &id): (usize, &NodeId)| {
        let next = found.get(at + 1);
        (!next.is_some_and(|&next| search.page.contains(id, next))).then_some(id)
    };
    found.iter().enumerate().filter_map(holds_next).collect()
}

/// Parts that have the name themselves.
fn called_so(search: &Search, part: &PartReading, hits: &[Hit]) -> Vec<NodeId> {
    let tree = &search.page.tree;
    let is_box = |id: NodeId| !kinds::is_control(search.page, id) && tree.end(id) > id + 1;
    let is_called = |hit: &&Hit| match hit.via {
        Via::Role | Via::Label | Via::Title => {
            is_wanted(search, part, hit.id) && !REPEATED_BY_CONTENT.contains(&role(search, hit.id))
        }
        Via::TestId | Via::Id => is_box(hit.id) && (part.kinds.is_none() || is_wanted(search, part, hit.id)),
        _ => false,
    };
    distinct(hits.iter().filter(is_called).map(|hit| hit.id))
}

/// Roles that are named by what they hold: such a name tells nothing of a part.
const REPEATED_BY_CONTENT: Kinds = &["row", "option", "treeitem"];

/// Parts whose first heading says it.
fn headed_so(search: &Search, part: &PartReading, hits: &[Hit]) -> Vec<NodeId> {
    let tree = &search.page.tree;
    let of_heading = |hit: &Hit| {
        let around = || tree.ancestors(hit.id).take_while(|&node| !tree.tag(node).starts_with('#'));
        let nearest = around().find(|&node| is_wanted(search, part, node))?;
        (first_heading(tree, nearest) == Some(hit.id)).then_some(nearest)
    };
    let headings = hits.iter().filter(|hit| is_heading(&search.page.tree, hit.id)).take(MAX_HEADINGS);
    distinct(headings.filter_map(of_heading))
}

/// One of many alike that holds an element saying it.
fn holding(search: &Search, part: &PartReading, hits: &[Hit]) -> Vec<NodeId> {
    let is_repeated =
        |id: NodeId| is_record(search, part, id) || part.kinds.is_some() && is_worded(search, part, id);
    let holder = |hit: &Hit| {
        let mut around = std::iter::once(hit.id).chain(search.page.tree.ancestors(hit.id));
        around.find(|&node| is_repeated(node)).filter(|&node| is_meant(search, part, hit, node))
    };
    let records = search.page.records();
    let parts = |id: NodeId| {
        let parts = records.starting_at(id).into_iter().flat_map(|record| records.parts(record));
        parts.map(|part| part.node).chain([id])
    };
    distinct(hits.iter().filter_map(holder).flat_map(parts))
}

/// Whether an element is a record of the kind that a word names, or what holds as one does: a group, which
/// need not repeat, and a row of headers, which is no data.
fn is_record(search: &Search, part: &PartReading, id: NodeId) -> bool {
    let record = search.page.records().starting_at(id);
    let is_marked = record.is_some_and(|record| record.kind != RecordKind::Box);
    let role = role(search, id);
    (is_marked || matches!(role, "group" | "row")) && part.kinds.is_none_or(|kinds| kinds.contains(&role))
}

/// Boxes that only repeat and hold an element saying it: people call them rows, items or cards too. A
/// line of a card repeats as the card does, so each level of them is thought of. What stands in a row or an
/// item means that one, and not the box around the whole table.
fn boxes(search: &Search, part: &PartReading, hits: &[Hit], level: usize) -> Vec<NodeId> {
    if part.kinds.is_some_and(|kinds| !kinds.iter().any(|kind| NAMES.contains(kind))) {
        return Vec::new();
    }
    let around = |hit: &Hit| {
        let boxes = search.page.records().chain(hit.id).take_while(|record| record.kind == RecordKind::Box);
        boxes.map(|record| record.node).nth(level).filter(|&node| is_meant(search, part, hit, node))
    };
    distinct(hits.iter().filter_map(around))
}

/// The items that texts stand in beside one of the elements.
fn beside(search: &Search, part: &PartReading, hits: &[Hit], among: &[NodeId]) -> Vec<NodeId> {
    let mut found = sections::beside(search, hits, among);
    found.retain(|(hit, node)| is_meant(search, part, hit, *node));
    distinct(found.into_iter().map(|(_, node)| node))
}

/// Whether a part is meant by a text in it: a record by its key, unless any of its texts was asked for.
fn is_meant(search: &Search, part: &PartReading, hit: &Hit, node: NodeId) -> bool {
    let (Some(name), Some(record)) = (&part.name, search.page.records().starting_at(node)) else {
        return true;
    };
    let is_meant = part.by == By::Text || is_called(search, record, name, hit.id);
    if !is_meant && search.mentioned.get().is_none() {
        search.mentioned.set(Some(hit.id));
    }
    is_meant
}

fn distinct(ids: impl Iterator<Item = NodeId>) -> Vec<NodeId> {
    let mut all: Vec<NodeId> = ids.take(MAX_PARTS).collect();
    all.sort_unstable();
    all.dedup();
    all
}
