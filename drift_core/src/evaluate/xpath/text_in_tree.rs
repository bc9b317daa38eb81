//! The string values of nodes.

use super::text::{Loose, PARTED, Text};
use super::value::Item;
use crate::evaluate::captured::{Reading, read};
use crate::evaluate::texts::{Reader, Texts, may_be_parted};
use crate::page::Page;
use crate::tree::pieces::offset_of;
use crate::tree::{NodeId, Source, Tree};
use std::borrow::Cow;

/// Own texts that are looked at for one string.
const MAX_PIECES: usize = 4096;

/// The string value of a node.
pub(crate) fn text_of<'p>(page: &'p Page, item: Item) -> Text<'p> {
    match item {
        Item::Root => whole(page, 0),
        Item::Element(id) => whole(page, id),
        Item::TextOf(id) => own(page, id),
        Item::Attribute(id, name) => match read(page.tree(), id, name) {
            Reading::Is(value) => Text::exact(value.unwrap_or("")),
            Reading::Begins(start) => Text::Begins(start),
            Reading::Withheld => Text::Unknown,
        },
    }
}

fn whole(page: &Page, id: NodeId) -> Text<'_> {
    let (tree, texts) = (page.tree(), Texts::on(page, Reader::Xpath));
    if texts.count(id) > MAX_PIECES {
        return Text::Unknown;
    }
    let pieces = match texts.only(id) {
        Some(only) => vec![piece(tree, only)],
        None => texts.pieces(tree, id),
    };
    Text::Loose(Loose { pieces, withheld: texts.withheld(id), normal: false, part: false })
}

fn piece(tree: &Tree, id: NodeId) -> Cow<'_, str> {
    let text = tree.own_text(id);
    if may_be_parted(tree, id, text) { Cow::Owned(format!("{text}{PARTED}")) } else { Cow::Borrowed(text) }
}

/// The text nodes of one element: one, unless elements stand between them or before it.
fn own(page: &Page, id: NodeId) -> Text<'_> {
    let tree = page.tree();
    let text = tree.own_text(id);
    let is_dropped = matches!(tree.tag(id), "script" | "style" | "noscript");
    let withheld =
        Texts::on(page, Reader::Xpath).withheld(id) && (is_dropped || tree.source() == Source::Capture);
    let is_before =
        |child: NodeId| tree.places.get(child as usize).is_none_or(|&at| offset_of(at) < text.len());
    let part = tree.children(id).any(is_before) || text.is_empty() && tree.first_child(id).is_some();
    let pieces = if text.is_empty() { Vec::new() } else { vec![Cow::Borrowed(text)] };
    Text::Loose(Loose { pieces, withheld, normal: false, part })
}
