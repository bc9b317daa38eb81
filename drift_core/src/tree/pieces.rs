//! An element's own texts and its children in the order they are read.

use crate::tree::{NodeId, Tree};

const SPACED_BEFORE: u32 = 1;
const SPACED_AFTER: u32 = 2;

/// A child's place: how much of its parent's own text is before it, and where white space is.
pub(crate) fn place(offset: u32, spaced_before: bool, spaced_after: bool) -> u32 {
    offset << 2 | if spaced_before { SPACED_BEFORE } else { 0 } | if spaced_after { SPACED_AFTER } else { 0 }
}

/// How much of the parent's own text is before a child at this place.
pub(crate) fn offset_of(place: u32) -> usize {
    (place >> 2) as usize
}

/// A piece of what an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Text(&'a str),
    Child(NodeId),
}

/// All pieces, with a space wherever the page or a block makes one. Where the source does not tell the
/// order, the element's own text comes first. After `most` children the rest is left out.
pub(crate) fn pieces<'a>(tree: &'a Tree, id: NodeId, most: usize, mut give: impl FnMut(Piece<'a>)) {
    let own = tree.own_text(id);
    let mut done = 0;
    for child in tree.children(id).take(most) {
        let Some(&place) = tree.places.get(child as usize) else {
            give(Piece::Text(&own[done..]));
            done = own.len();
            give(Piece::Text(" "));
            give(Piece::Child(child));
            continue;
        };
        let at = ((place >> 2) as usize).clamp(done, own.len());
        let is_apart = !is_inline(tree.tag(child));
        give(Piece::Text(own[done..at].trim()));
        done = at;
        let spaces = [is_apart || place & SPACED_BEFORE != 0, is_apart || place & SPACED_AFTER != 0];
        spaces[0].then(|| give(Piece::Text(" ")));
        give(Piece::Child(child));
        spaces[1].then(|| give(Piece::Text(" ")));
    }
    give(Piece::Text(own[done..].trim()));
}

/// Elements that a browser lays out within a line of text.
pub(crate) fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "slot"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "svg"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}
