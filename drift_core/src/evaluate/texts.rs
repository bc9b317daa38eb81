//! What the whole of an element says, as far as its parts tell.
//!
//! A tree holds the own text of each element with its white space collapsed. One piece alone is the
//! whole text; of several, neither the order nor what parts them is known, only the characters.

use super::doubt::Sure;
use super::scope;
use crate::lengths::has_units;
use crate::page::Page;
use crate::tree::pieces::offset_of;
use crate::tree::{FRAME_DOCUMENT, NodeId, Source, Tree};
use std::borrow::Cow;
use std::sync::OnceLock;

/// UTF-16 units of a text from which on a capture may have cut it.
const CUT_TEXT: usize = 1000;
const NONE: NodeId = NodeId::MAX;

/// Who reads: text between which boundaries counts, and whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Playwright's text and label engines: through shadow roots, without scripts and the head.
    Playwright,
    /// XPath's string value: without shadow roots, with scripts.
    Xpath,
}

#[derive(Debug, Clone, Copy)]
struct Sum {
    /// The one that holds text, or the first of several.
    first: NodeId,
    pieces: u32,
    /// Bytes without white space.
    solid: u32,
    /// More text than the tree holds.
    withheld: bool,
}

/// The texts of all elements of a page, summed up from within.
#[derive(Debug)]
pub(crate) struct Texts {
    reader: Reader,
    sums: Vec<Sum>,
}

/// The texts of a page as each reader reads them.
#[derive(Debug, Default)]
struct ByReader([OnceLock<Texts>; 2]);

impl Texts {
    /// The texts of a page, summed up when first asked for.
    pub fn on(page: &Page, reader: Reader) -> &Self {
        let kept = &page.memo.get_or_init(ByReader::default).0[reader as usize];
        kept.get_or_init(|| Self::of(&page.tree, reader))
    }

    fn of(tree: &Tree, reader: Reader) -> Self {
        let mut sums = vec![Sum { first: NONE, pieces: 0, solid: 0, withheld: false }; tree.len()];
        let skipped = skipped(tree, reader);
        for id in (0..tree.len() as NodeId).rev() {
            if skipped[id as usize] {
                continue;
            }
            let sum = &mut sums[id as usize];
            sum.withheld |= withholds(tree, id, reader);
            let text = own(tree, id, reader);
            if !text.is_empty() {
                (sum.first, sum.pieces) = (id, sum.pieces + 1);
                sum.solid = sum
                    .solid
                    .saturating_add(text.chars().filter(is_solid).map(char::len_utf8).sum::<usize>() as u32);
            }
            if replaces_content(tree, id, reader) {
                *sum = Sum { pieces: u32::from(!text.is_empty()), withheld: sum.withheld, ..*sum };
            }
            let sum = *sum;
            if let Some(parent) = tree.parent(id).filter(|_| tree.tag(id) != FRAME_DOCUMENT) {
                let around = &mut sums[parent as usize];
                around.pieces += sum.pieces;
                around.solid = around.solid.saturating_add(sum.solid);
                around.withheld |= sum.withheld;
                around.first = if sum.first == NONE { around.first } else { sum.first };
            }
        }
        Self { reader, sums }
    }

    /// Whether the text of an element is `wanted` (tidied), white space aside.
    pub fn is(&self, tree: &Tree, id: NodeId, wanted: &str) -> Sure {
        let sum = self.sums[id as usize];
        let solid: usize = wanted.chars().filter(is_solid).map(char::len_utf8).sum();
        match (sum.withheld, sum.pieces) {
            (true, _) if has_units(wanted, CUT_TEXT) => Sure::perhaps(sum.solid as usize <= solid),
            // What people typed is taken not to be what a selector asks for.
            (true, _) => {
                let may_be = solid > 0 && sum.solid as usize == solid;
                Sure::perhaps(may_be && has_same_letters(&self.pieces(tree, id), wanted))
            }
            (_, 0) => wanted.is_empty().into(),
            _ if sum.solid as usize != solid => Sure::No,
            (_, 1) => self.single(tree, sum.first, wanted),
            _ => Sure::perhaps(has_same_letters(&self.pieces(tree, id), wanted)),
        }
    }

    fn single(&self, tree: &Tree, id: NodeId, wanted: &str) -> Sure {
        let text = tidy(&own(tree, id, self.reader));
        match (may_be_parted(tree, id, &text), text == wanted) {
            (false, is_same) => is_same.into(),
            (true, _) => Sure::perhaps(has_same_letters(&[text], wanted)),
        }
    }

    /// What is in an element, piece by piece.
    pub fn pieces<'a>(&self, tree: &'a Tree, id: NodeId) -> Vec<Cow<'a, str>> {
        let wanted = self.sums[id as usize].pieces as usize;
        let all =
            scope::unframed(tree, id, tree.end(id)).filter(|&node| self.sums[node as usize].first == node);
        all.take(wanted).map(|node| own(tree, node, self.reader)).collect()
    }

    /// Whether an element says more than the tree holds.
    pub fn withheld(&self, id: NodeId) -> bool {
        self.sums[id as usize].withheld
    }

    /// The element whose own text is all there is.
    pub fn only(&self, id: NodeId) -> Option<NodeId> {
        let sum = self.sums[id as usize];
        (sum.pieces == 1).then_some(sum.first)
    }

    pub fn count(&self, id: NodeId) -> usize {
        self.sums[id as usize].pieces as usize
    }
}

fn is_solid(c: &char) -> bool {
    !c.is_whitespace() && !is_unseen(*c)
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{ad}')
}

/// A text as Playwright compares it.
pub(crate) fn tidy(text: &str) -> String {
    let seen: String = text.chars().filter(|&c| !is_unseen(c)).collect();
    let mut out = String::with_capacity(seen.len());
    for word in seen.split(|c: char| c.is_whitespace() || c == '\u{feff}').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn has_same_letters(pieces: &[impl AsRef<str>], wanted: &str) -> bool {
    let mut have: Vec<char> =
        pieces.iter().flat_map(|piece| piece.as_ref().chars().filter(is_solid)).collect();
    let mut want: Vec<char> = wanted.chars().filter(is_solid).collect();
    have.sort_unstable();
    want.sort_unstable();
    have == want
}

/// Whether an element inside may stand between two words of the text.
pub(crate) fn may_be_parted(tree: &Tree, id: NodeId, text: &str) -> bool {
    let parts = |child: NodeId| match tree.places.get(child as usize) {
        Some(&place) => (1..text.len()).contains(&offset_of(place)),
        None => !matches!(tree.tag(child), "svg" | "i" | "img" | "span" | "#shadow-root" | "#document"),
    };
    text.contains(' ') && tree.children(id).any(parts)
}

fn own(tree: &Tree, id: NodeId, reader: Reader) -> Cow<'_, str> {
    if !replaces_content(tree, id, reader) {
        return Cow::Borrowed(tree.own_text(id));
    }
    let caption = match tree.source() {
        Source::Capture => tree.computed_name(id),
        _ => tree.attribute(id, "value"),
    };
    Cow::Borrowed(caption.unwrap_or(""))
}

/// A button that says its value.
fn replaces_content(tree: &Tree, id: NodeId, reader: Reader) -> bool {
    let kind = || tree.attribute(id, "type").unwrap_or("").to_ascii_lowercase();
    reader == Reader::Playwright
        && tree.tag(id) == "input"
        && matches!(kind().as_str(), "submit" | "button" | "reset")
}

fn withholds(tree: &Tree, id: NodeId, reader: Reader) -> bool {
    let captured = tree.source() == Source::Capture;
    let is_script = matches!(tree.tag(id), "script" | "style" | "noscript");
    let is_cut = captured && has_units(tree.own_text(id), CUT_TEXT);
    let names_otherwise = || {
        ["aria-label", "aria-labelledby", "title", "id"].iter().any(|name| tree.attribute(id, name).is_some())
            || matches!(tree.computed_name(id), None | Some("Submit" | "Reset"))
    };
    let is_renamed = captured && replaces_content(tree, id, reader) && names_otherwise();
    reader == Reader::Xpath && is_script || captured && is_typed_into(tree, id) || is_cut || is_renamed
}

fn is_typed_into(tree: &Tree, id: NodeId) -> bool {
    let says = |name: &str, words: &[&str]| {
        tree.attribute(id, name).is_some_and(|value| {
            let value = value.to_ascii_lowercase();
            words.iter().any(|word| value.contains(word))
        })
    };
    let edits =
        tree.attribute(id, "contenteditable").is_some() && !says("contenteditable", &["false", "inherit"]);
    tree.tag(id) == "textarea" || edits || says("role", &["textbox", "searchbox"])
}

/// Elements whose text does not count, with all they hold.
fn skipped(tree: &Tree, reader: Reader) -> Vec<bool> {
    let mut skipped = vec![false; tree.len()];
    let mut id = 0;
    while id < tree.len() as NodeId {
        let is_out = matches!(
            (tree.tag(id), reader),
            ("template", _)
                | ("script" | "style" | "noscript" | "head", Reader::Playwright)
                | ("#shadow-root", Reader::Xpath)
        );
        let end = if is_out { tree.end(id) } else { id + 1 };
        skipped[id as usize..end as usize].fill(is_out);
        id = end;
    }
    skipped
}

/// Children and the shadow root: what a text must not be said by for its element to be the one.
pub(crate) fn inner(tree: &Tree, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    scope::children(tree, id).chain(scope::shadow_root(tree, id))
}
