//! Text as Playwright's `getByText(…, exact)` reads it: the innermost elements that say just this.

use super::doubt::{Sure, only_sure};
use super::texts::{Reader, Texts, inner, tidy};
use super::{Found, scope};
use crate::page::Page;
use crate::tree::NodeId;

pub(crate) fn find(page: &Page, text: &str) -> Found {
    find_around(page, 0, text)
}

/// Those of the document that an element is in.
fn find_around(page: &Page, id: NodeId, text: &str) -> Found {
    let wanted = tidy(text);
    only_sure(scope::pierced_around(page.tree(), id).map(|id| (id, says(page, id, &wanted))))
}

fn says(page: &Page, id: NodeId, wanted: &str) -> Sure {
    let (tree, texts) = (page.tree(), Texts::on(page, Reader::Playwright));
    let whole = match tree.tag(id) {
        "script" | "style" | "noscript" | "head" => Sure::No,
        _ => texts.is(tree, id, wanted),
    };
    if whole == Sure::No || in_head(page, id) {
        return Sure::No;
    }
    match Sure::any(inner(tree, id).map(|child| texts.is(tree, child, wanted))) {
        Sure::Yes => Sure::No,
        Sure::Perhaps => Sure::Perhaps,
        Sure::No => whole,
    }
}

fn in_head(page: &Page, id: NodeId) -> bool {
    page.tree().ancestors(id).any(|node| page.tree().tag(node) == "head")
}

/// Whether a text certainly leads to this element and nothing else.
pub(crate) fn find_only(page: &Page, id: NodeId, text: &str) -> bool {
    find_around(page, id, text).is_some_and(|found| found == [id])
}
