//! What marks an element as a record by itself, and where its siblings stand.

use super::heading::is_page;
use super::shape::Shapes;
use crate::page::{Page, evident_role};
use crate::tree::NodeId;

/// Wrappers of one child, and levels up to a list, that are climbed.
const MAX_CLIMB: usize = 6;
/// A larger box is a part of the page.
const MAX_BOX: NodeId = 300;

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// A row of a table or grid, by tag or by role.
    Row,
    /// An item of a list, a tree or a list of choices.
    Item,
    /// An article, or a card that says it is one.
    Article,
    /// A group of fields that stands there more than once.
    Fieldset,
    /// A term and what belongs to it.
    Pair,
    /// A box that only its likeness to its siblings makes a record.
    Box,
}

impl RecordKind {
    /// The kind's name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Item => "item",
            Self::Article => "article",
            Self::Fieldset => "fieldset",
            Self::Pair => "pair",
            Self::Box => "box",
        }
    }
}

/// An element that is a record, with the element that its siblings share.
pub(super) struct Marked {
    pub kind: RecordKind,
    pub around: NodeId,
    /// The outermost wrapper that holds nothing else.
    pub wrapper: NodeId,
}

/// What tag or role make of an element, likeness left out.
pub(super) fn marked(page: &Page, shapes: &Shapes, id: NodeId) -> Option<Marked> {
    let tree = &page.tree;
    let parent = tree.parent(id)?;
    let role = evident_role(tree, id);
    let marked = |kind, around| Some(Marked { kind, around, wrapper: id });
    match (tree.tag(id), role) {
        ("tr", "row" | "") | (_, "row") => {
            let table = table_of(page, id)?;
            let is_layout = is_presented(page, table) || is_laid_out(page, shapes, id, table);
            if is_layout { None } else { marked(RecordKind::Row, table) }
        }
        ("option" | "optgroup", _) => None,
        ("li", "" | "generic") | (_, "listitem" | "option" | "treeitem") => {
            marked(RecordKind::Item, list_of(page, id).unwrap_or(parent))
        }
        (_, "article") => {
            let wrapper = outermost_wrapper(page, id);
            let around = tree.parent(wrapper)?;
            Some(Marked { kind: RecordKind::Article, around, wrapper })
        }
        ("fieldset", _) => marked(RecordKind::Fieldset, parent),
        (_, "group" | "radiogroup") if has_name(page, id) => marked(RecordKind::Fieldset, parent),
        ("div", _) if tree.tag(parent) == "dl" && tree.children(id).any(|inner| tree.tag(inner) == "dt") => {
            marked(RecordKind::Pair, parent)
        }
        ("dt", _) if tree.tag(parent) == "dl" => marked(RecordKind::Pair, parent),
        _ => None,
    }
}

/// One past the last node of a record: a term's goes on to the end of its definitions.
pub(super) fn end_of(page: &Page, id: NodeId) -> NodeId {
    let tree = &page.tree;
    let mut last = id;
    if tree.tag(id) == "dt" {
        while let Some(next) = tree.next_sibling(last).filter(|&next| tree.tag(next) == "dd") {
            last = next;
        }
    }
    tree.end(last)
}

/// Whether likeness to its siblings may make an element a record: a plain box of some content.
pub(super) fn may_be_box(page: &Page, shapes: &Shapes, id: NodeId) -> bool {
    let tree = &page.tree;
    let is_plain = match tree.tag(id) {
        "div" | "section" | "a" | "form" | "span" | "figure" | "details" => true,
        tag => tag.contains('-'),
    };
    is_plain
        && shapes.leaves(id) >= 2
        && tree.end(id) - id <= MAX_BOX
        && matches!(
            evident_role(tree, id),
            "" | "generic" | "group" | "region" | "form" | "figure" | "link" | "none" | "presentation"
        )
}

/// The table or grid a row belongs to, whatever groups it stands in.
fn table_of(page: &Page, row: NodeId) -> Option<NodeId> {
    let tree = &page.tree;
    let is_table = |&node: &NodeId| {
        tree.tag(node) == "table" || matches!(evident_role(tree, node), "table" | "grid" | "treegrid")
    };
    tree.ancestors(row).take(MAX_CLIMB).find(is_table).or_else(|| tree.parent(row))
}

fn list_of(page: &Page, item: NodeId) -> Option<NodeId> {
    let is_list = |&node: &NodeId| {
        matches!(page.tree.tag(node), "ul" | "ol" | "menu")
            || matches!(evident_role(&page.tree, node), "list" | "listbox" | "tree" | "group" | "feed")
    };
    page.tree.ancestors(item).take(MAX_CLIMB).find(is_list)
}

/// A table that was told to be none, as for mails and old pages.
fn is_presented(page: &Page, table: NodeId) -> bool {
    matches!(page.tree.attribute(table, "role"), Some("presentation" | "none"))
}

/// A row of a table that only lays out others: one that holds a table, in a table without headers.
fn is_laid_out(page: &Page, shapes: &Shapes, row: NodeId, table: NodeId) -> bool {
    let tree = &page.tree;
    let has_head = || tree.children(table).any(|group| tree.tag(group) == "thead");
    shapes.holds_table(row) && !has_head() && tree.tag(row) == "tr"
}

fn outermost_wrapper(page: &Page, id: NodeId) -> NodeId {
    let tree = &page.tree;
    let mut wrapper = id;
    for _ in 0..MAX_CLIMB {
        let Some(parent) = tree.parent(wrapper) else { break };
        let holds_more = tree.first_child(parent) != Some(wrapper)
            || tree.end(parent) != tree.end(wrapper)
            || !tree.own_text(parent).is_empty();
        if holds_more || is_page(tree, parent) || tree.tag(parent) != "div" {
            break;
        }
        wrapper = parent;
    }
    wrapper
}

fn has_name(page: &Page, id: NodeId) -> bool {
    ["aria-label", "aria-labelledby"].iter().any(|name| page.tree.attribute(id, name).is_some())
}
