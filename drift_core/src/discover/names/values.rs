//! The term that a value stands behind: what one reads when one asks for "Status".

use super::texts::Whole;
use super::{Extra, Via};
use crate::discover::kinds;
use crate::discover::words::Grade;
use crate::lengths::is_longer;
use crate::page::Page;
use crate::tree::NodeId;
use crate::tree::pieces::{Piece, pieces};

/// Characters of a text that can still be a term.
const MAX_TERM: usize = 60;
/// Children of a box in which terms and values stand.
const MAX_CHILDREN: usize = 24;

/// What each value is the value of.
pub(super) fn values(page: &Page, texts: &[Option<Whole>], out: &mut Vec<Extra>) {
    let text = |id: NodeId| texts[id as usize].as_ref().map(|whole| whole.text.as_str());
    let tree = &page.tree;
    for around in (0..page.len()).filter(|&id| !page.of(id).unseen) {
        let mut term: Option<String> = None;
        let is_marked = |said: &str| said.ends_with([':', '：']);
        pieces(tree, around, MAX_CHILDREN, |piece| match piece {
            Piece::Text(said) if !said.trim().is_empty() => term = is_marked(said).then(|| said.to_owned()),
            Piece::Text(_) => {}
            Piece::Child(child) => {
                let Some(said) = text(child) else { return };
                let is_free = !kinds::is_control(page, child) && !kinds::is_field(page, child);
                if let Some(term) = term.take().filter(|term| is_free && !is_longer(term, MAX_TERM)) {
                    out.push(Extra { id: child, via: Via::Value, grade: Grade::Exact, text: term });
                } else if is_free && (is_marked(said) || is_term(page, child)) {
                    term = Some(said.to_owned());
                }
            }
        });
    }
}

/// A term by its tag: of a list of definitions, or the header of a row with one value.
pub(in crate::discover) fn is_term(page: &Page, id: NodeId) -> bool {
    let tree = &page.tree;
    let stands_alone = || tree.parent(id).is_some_and(|row| tree.children(row).count() == 2);
    match tree.tag(id) {
        "dt" => true,
        "th" => stands_alone() && tree.next_sibling(id).is_some_and(|next| tree.tag(next) == "td"),
        _ => false,
    }
}
