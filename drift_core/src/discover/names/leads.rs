//! What an element says before a hint, a counter or a nested list that stands in elements of their own.

use super::texts::{Whole, said};
use crate::discover::kinds;
use crate::discover::vocabulary::says_another;
use crate::discover::words::{Grade, is_count};
use crate::page::attributes::has_class_word;
use crate::page::{Page, evident_role};
use crate::tree::NodeId;
use crate::tree::pieces::{Piece, pieces};

/// Children that are looked at.
const MAX_PIECES: usize = 12;
const HINTS: &[&str] = &[
    "badge",
    "caption",
    "count",
    "counter",
    "desc",
    "description",
    "help",
    "helper",
    "hint",
    "meta",
    "note",
    "pill",
    "price",
    "secondary",
    "shortcut",
    "sub",
    "subtitle",
    "tag",
    "tip",
];

/// Who is called by what it says first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeadOf {
    /// A label, in which all that stands apart is a hint.
    Label,
    /// What is called by its content.
    Own,
}

/// What an element says first, when the rest only remarks on it.
pub(super) fn lead(page: &Page, texts: &[Option<Whole>], id: NodeId, of: LeadOf) -> Option<(String, Grade)> {
    let (mut first, mut rest): (Option<String>, Vec<NodeId>) = (None, Vec::new());
    let mut goes_on = false;
    pieces(&page.tree, id, MAX_PIECES, |piece| match piece {
        Piece::Text(text) if !text.contains(char::is_alphanumeric) => {}
        Piece::Text(text) if first.is_none() => first = Some(text.to_owned()),
        Piece::Text(_) => goes_on = true,
        Piece::Child(child) => {
            let said = texts[child as usize].as_ref().map(|whole| whole.text.as_str());
            let is_list = matches!(evident_role(&page.tree, child), "group" | "list" | "tree");
            match (said, &first) {
                _ if kinds::is_field(page, child) => {}
                (None, _) if !is_list => {}
                (Some(said), None) if !is_list => first = Some(said.to_owned()),
                _ => rest.push(child),
            }
        }
    });
    let first = first.filter(|_| !goes_on && !rest.is_empty())?;
    let are_all = |test: &dyn Fn(NodeId) -> bool| rest.iter().all(|&child| test(child));
    if are_all(&|child| matches!(evident_role(&page.tree, child), "group" | "list" | "tree")) {
        return Some((first, Grade::Plain));
    }
    are_all(&|child| is_remark(page, texts, child, of)).then_some((first, Grade::Trimmed))
}

fn is_remark(page: &Page, texts: &[Option<Whole>], id: NodeId, of: LeadOf) -> bool {
    let tree = &page.tree;
    let said = said(texts, id);
    let is_marked =
        matches!(tree.tag(id), "small" | "kbd" | "sup") || has_class_word(tree, id, HINTS) || is_count(said);
    let is_apart = matches!(tree.tag(id), "span" | "div" | "p") && of == LeadOf::Label;
    (is_marked || is_apart) && !says_another(said) && !kinds::is_control(page, id)
}
