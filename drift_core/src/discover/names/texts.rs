//! The text an element shows, with all it holds.

use super::icons::is_ligature;
use crate::discover::words::squash;
use crate::lengths::is_longer;
use crate::page::{Page, accname};
use crate::tree::NodeId;
use crate::tree::pieces::{Piece, pieces};

/// Characters of a text that can still be a name, as of a name.
const MAX_TEXT: usize = accname::MAX_NAME;

pub(in crate::discover) struct Whole {
    pub text: String,
    /// It is the text of one element inside and nothing more.
    pub is_wrapped: bool,
}

/// What an element shows; empty where that is none or prose.
pub(super) fn said(texts: &[Option<Whole>], id: NodeId) -> &str {
    texts[id as usize].as_ref().map_or("", |whole| whole.text.as_str())
}

/// The text of each element, None where it is none or prose.
pub(in crate::discover) fn whole_texts(page: &Page, shown: &[bool]) -> Vec<Option<Whole>> {
    let mut texts: Vec<Option<Whole>> = Vec::new();
    let mut too_long = vec![false; page.len() as usize];
    texts.resize_with(page.len() as usize, || None);
    for id in (0..page.len()).rev() {
        if page.of(id).unseen || holds_no_text(page, id) {
            continue;
        }
        let inside = |child: &NodeId| {
            (shown[*child as usize] || !shown[id as usize])
                && !matches!(page.tree.tag(*child), "option" | "#document")
        };
        if page.tree.children(id).filter(inside).any(|child| too_long[child as usize]) {
            too_long[id as usize] = true;
            continue;
        }
        let mut said = String::new();
        let mut saying = 0;
        pieces(&page.tree, id, usize::MAX, |piece| match piece {
            Piece::Text(own) => said.push_str(own),
            Piece::Child(child) if !inside(&child) => said.push(' '),
            Piece::Child(child) => {
                let text = self::said(&texts, child);
                saying += usize::from(!text.is_empty());
                said.push_str(text);
            }
        });
        let text = squash(&said);
        too_long[id as usize] = is_longer(&text, MAX_TEXT);
        let is_wrapped = page.tree.own_text(id).is_empty() && saying == 1;
        if !text.is_empty() && !too_long[id as usize] {
            texts[id as usize] = Some(Whole { text, is_wrapped });
        }
    }
    texts
}

/// Whether what it holds is no text: what people typed or could choose, or letters that draw an icon.
pub(in crate::discover) fn holds_no_text(page: &Page, id: NodeId) -> bool {
    let tree = &page.tree;
    matches!(tree.tag(id), "select" | "textarea" | "datalist" | "svg" | "input")
        || tree.attribute(id, "contenteditable").is_some_and(|value| value != "false")
        || tree.attribute(id, "role") == Some("textbox")
        || is_ligature(tree, id)
}
