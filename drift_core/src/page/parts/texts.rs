//! The texts of a record that it may be called by, with where each of them stands in it.

use super::heading::is_heading;
use super::key::KeySource;
use super::records::{Record, Records};
use super::telling::{Telling, is_action, telling};
use super::{kinds::RecordKind, rows};
use crate::hash;
use crate::page::attributes::Trait;
use crate::page::wording::Wording;
use crate::page::{Page, accname, evident_role, shown_text};
use crate::tree::{NodeId, Tree};
use std::borrow::Cow;

/// Nodes of a record that are looked at; what names it stands near its beginning.
const MAX_LOOK: usize = 128;
/// Texts that are thought of.
const MAX_TEXTS: usize = 8;
/// Levels between a text and its record that tell the one from other texts.
const MAX_LEVELS: usize = 8;
/// Nodes of a text with marks inside it: "Invoice <b>101</b>".
const MAX_INLINE: NodeId = 12;
/// Links whose targets are thought of.
const MAX_TARGETS: usize = 4;

/// A text that may be a key.
#[derive(Debug)]
pub(super) struct Text {
    pub node: NodeId,
    pub source: KeySource,
    pub is_prose: bool,
    /// The same for the texts of siblings that stand in the same place.
    pub slot: u64,
    pub wording: Wording,
    pub text: String,
}

/// What was read of one record.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub texts: Vec<Text>,
    /// Where its first links lead.
    pub targets: Vec<u64>,
}

/// Read a record; what belongs to a record inside it is left out unless `with_inner`.
pub(super) fn read(page: &Page, records: &Records, record: &Record, with_inner: bool) -> Read {
    let mut reader = Reader { page, record, cell: 0, read: Read::default(), joined: String::new() };
    reader.read_own_name();
    let mut at = record.node;
    for _ in 0..MAX_LOOK {
        if at >= record.end || reader.read.texts.len() >= MAX_TEXTS {
            break;
        }
        let is_inner = at != record.node && records.starting_at(at).is_some();
        at = if is_inner && !with_inner { page.tree.end(at) } else { reader.take(at) };
    }
    reader.read
}

struct Reader<'a> {
    page: &'a Page,
    record: &'a Record,
    /// Cells that have begun: the column a text stands in.
    cell: u64,
    read: Read,
    joined: String,
}

impl Reader<'_> {
    /// Take what an element says, and give the element to go on with.
    fn take(&mut self, id: NodeId) -> NodeId {
        let (page, tree) = (self.page, &self.page.tree);
        let (next, after) = (id + 1, tree.end(id));
        let role = evident_role(tree, id);
        self.cell += u64::from(matches!(role, "cell" | "gridcell" | "rowheader" | "columnheader"));
        let is_whole = id == self.record.node;
        if page.of(id).unseen || !is_whole && (is_control(page, id, role) || is_passed_over(page, id)) {
            return after;
        }
        if !is_whole && is_heading(tree, id) {
            return self.add(id, KeySource::Heading, said(tree, id), after);
        }
        match (tree.tag(id), role) {
            ("th", _) | (_, "rowheader") if rows::is_row_header(page, id) => {
                return self.add(id, KeySource::Header, said(tree, id), after);
            }
            (_, "link") if !is_whole => return self.take_link(id),
            ("img", _) => {
                let alt = tree.attribute(id, "alt").unwrap_or("").trim();
                return self.add(id, KeySource::Text, alt.into(), after);
            }
            _ => {}
        }
        if tree.own_text(id).is_empty() {
            return next;
        }
        if is_inline_only(page, id) {
            return self.add(id, KeySource::Text, said(tree, id), after);
        }
        self.add(id, KeySource::Text, tree.own_text(id).into(), next)
    }

    /// A card may be one link: then its parts name it, and not all of its text.
    fn take_link(&mut self, id: NodeId) -> NodeId {
        let tree = &self.page.tree;
        let target = self.page.marks(id).iter().find(|mark| mark.what == Trait::Target);
        if let Some(mark) = target.filter(|_| self.read.targets.len() < MAX_TARGETS) {
            self.read.targets.push(mark.hash);
        }
        if tree.end(id) - id > MAX_INLINE || holds_heading(self.page, id) {
            return id + 1;
        }
        self.add(id, KeySource::Link, said(tree, id), tree.end(id))
    }

    /// What the author of the page named the record.
    fn read_own_name(&mut self) {
        let (tree, node) = (&self.page.tree, self.record.node);
        let label = tree.attribute(node, "aria-label").unwrap_or("").trim();
        self.add(node, KeySource::Header, label.into(), node);
        if let Some(list) = tree.attribute(node, "aria-labelledby")
            && let Some(named) = self.page.labels.referred(list).next()
        {
            self.add(named, KeySource::Header, said(tree, named), node);
        }
        if self.record.kind == RecordKind::Pair && tree.tag(node) == "dt" {
            self.add(node, KeySource::Header, said(tree, node), node);
        }
    }

    fn add(&mut self, node: NodeId, source: KeySource, text: Cow<str>, next: NodeId) -> NodeId {
        let told = telling(&text);
        let is_only = self.record.siblings < 2;
        if told == Telling::Nothing || source == KeySource::Link && is_only && is_action(&text) {
            return next;
        }
        let source = if told == Telling::Number { KeySource::Number } else { source };
        let wording = Wording::read(accname::clip(&text), &mut self.joined);
        if wording.is_empty() || self.read.texts.iter().any(|known| known.wording.plain == wording.plain) {
            return next;
        }
        let slot = self.slot(node, source);
        let text = text.into_owned();
        self.read.texts.push(Text { node, source, is_prose: told == Telling::Prose, slot, wording, text });
        next
    }

    /// The way from the record to a text, by tags, column and the text's own classes, and how many texts
    /// were there already.
    fn slot(&self, node: NodeId, source: KeySource) -> u64 {
        let page = self.page;
        let name = |id: NodeId| u64::from(page.tree.nodes[id as usize].name);
        let inside = std::iter::once(node).chain(page.tree.ancestors(node));
        let steps = inside.take(MAX_LEVELS).take_while(|&step| step > self.record.node);
        let way = steps.fold(self.cell, |slot, step| hash::pair(slot, name(step)));
        let classes = page.classes(node).iter().fold(0u64, |sum, class| sum.wrapping_add(*class));
        let slot = hash::triple(way, classes, source as u64);
        let before = self.read.texts.iter().filter(|text| text.slot == slot).count();
        if before == 0 { slot } else { hash::pair(slot, before as u64) }
    }
}

/// All that an element shows; one that holds no other has it as it is.
fn said(tree: &Tree, id: NodeId) -> Cow<'_, str> {
    let is_leaf = tree.end(id) == id + 1;
    if is_leaf { tree.own_text(id).into() } else { shown_text(tree, id).into() }
}

/// What says nothing of the record: what is not read at all, and what only decorates or counts.
fn is_passed_over(page: &Page, id: NodeId) -> bool {
    let tree = &page.tree;
    let tag = tree.tag(id);
    if matches!(tag, "time" | "svg") || tree.is_visible(id) == Some(false) {
        return true;
    }
    let has_attributes = !tree.raw_attributes(id).is_empty();
    has_attributes && (accname::is_unread(tree, id) || is_badge(page, id))
        || tag == "label" && labels_control(page, id)
}

/// A button, a field, a choice: what each record has alike, or what somebody typed.
fn is_control(page: &Page, id: NodeId, role: &str) -> bool {
    let tree = &page.tree;
    let is_edited = || tree.attribute(id, "contenteditable").is_some_and(|value| value != "false");
    matches!(tree.tag(id), "button" | "input" | "select" | "textarea" | "datalist")
        || page.of(id).interactive && !matches!(role, "link" | "option" | "treeitem")
        || matches!(role, "menu" | "tooltip")
        || is_edited()
}

fn labels_control(page: &Page, label: NodeId) -> bool {
    let tree = &page.tree;
    tree.attribute(label, "for").is_some_and(|id| page.labels.by_id(id).is_some())
        || (label + 1..tree.end(label))
            .take(MAX_INLINE as usize)
            .any(|id| is_control(page, id, evident_role(tree, id)))
}

/// A box whose class says that it is no name: a badge, a counter, the initials in place of a picture.
fn is_badge(page: &Page, id: NodeId) -> bool {
    const WORDS: &[&str] = &[
        "ago",
        "avatar",
        "badge",
        "chip",
        "count",
        "counter",
        "date",
        "initials",
        "pill",
        "state",
        "status",
        "time",
        "timestamp",
    ];
    let classes = page.tree.attribute(id, "class").unwrap_or("");
    // Its parts are no badges: only the last word of a class says what it is, "user-badge", "badge".
    let last = |class: &str| class.rsplit(['-', '_']).next().is_some_and(|word| WORDS.contains(&word));
    !classes.is_empty() && page.tree.end(id) - id <= 4 && classes.split_ascii_whitespace().any(last)
}

fn is_inline_only(page: &Page, id: NodeId) -> bool {
    let tree = &page.tree;
    let inside = id + 1..tree.end(id);
    let is_plain = |node: NodeId| {
        let role = evident_role(tree, node);
        crate::tree::pieces::is_inline(tree.tag(node))
            && tree.tag(node) != "label"
            && role != "link"
            && !is_control(page, node, role)
            && !is_passed_over(page, node)
    };
    inside.len() <= MAX_INLINE as usize && inside.into_iter().all(is_plain)
}

fn holds_heading(page: &Page, id: NodeId) -> bool {
    (id + 1..page.tree.end(id)).any(|node| is_heading(&page.tree, node))
}
