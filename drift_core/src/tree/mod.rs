//! One page as an arena: elements in document order, read-only once built.
//!
//! Document order makes the arena cheap to walk: the descendants of node `i` are exactly
//! `i + 1 .. end(i)`, its first child (if any) is `i + 1`, and the sibling after it starts at
//! `end(i)`. Nothing here recurses, so depth costs no stack.

mod frames;
pub(crate) mod pieces;
#[cfg(test)]
mod tests;
pub(crate) mod texts;

use crate::error::{Error, Result};
use crate::hash;
use crate::limits::Limits;
pub use frames::Frame;

/// Name of the node that holds an open shadow root's content, the first child of its host.
pub const SHADOW_ROOT: &str = "#shadow-root";
/// Name of the node that holds a same-origin frame's document, a child of its frame element.
pub const FRAME_DOCUMENT: &str = "#document";

/// Where a page came from. Fingerprints of different sources are never compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// HTML bytes, parsed by the HTML standard's rules.
    Html,
    /// The arrays of the in-page capture script.
    Capture,
    /// The answer of the DevTools protocol's `DOMSnapshot.captureSnapshot`.
    DomSnapshot,
}

/// How much of a page is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// What a fingerprint needs: names and the attributes the rules read.
    Structure,
    /// Also every attribute, own text, and what a capture observed.
    Full,
}

/// A piece of the tree's string pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Span {
    pub start: u32,
    pub len: u32,
}

/// A node's index in document order; the root element is 0.
pub type NodeId = u32;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub parent: NodeId,
    pub end: NodeId,
    pub name: u32,
    pub first_attribute: u32,
    pub text: Span,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute {
    pub name: u32,
    pub value: Span,
}

/// What only a browser can know of an element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Observed {
    pub role: Span,
    pub name: Span,
    pub flags: Option<u8>,
    pub rect: Option<[i32; 4]>,
}

/// One page. See the module's text for the layout.
#[derive(Debug)]
pub struct Tree {
    pub(crate) source: Source,
    pub(crate) nodes: Vec<Node>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) observed: Vec<Observed>,
    /// Where nodes stand between the texts of their parents, when the source tells.
    pub(crate) places: Vec<u32>,
    pub(crate) names: Names,
    pub(crate) strings: String,
    /// Where a capture was taken, when it tells.
    pub(crate) url: String,
}

impl Tree {
    pub(crate) fn new(source: Source) -> Self {
        Self {
            source,
            nodes: Vec::new(),
            attributes: Vec::new(),
            observed: Vec::new(),
            places: Vec::new(),
            names: Names::default(),
            strings: String::new(),
            url: String::new(),
        }
    }

    /// Where the page came from.
    pub fn source(&self) -> Source {
        self.source
    }

    /// The page's address without its query, or nothing when the source does not tell.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Number of nodes; ids are `0 .. len()`.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the page has no element at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Lower-case local name, [`SHADOW_ROOT`] or [`FRAME_DOCUMENT`].
    pub fn tag(&self, id: NodeId) -> &str {
        self.names.text(self.nodes[id as usize].name)
    }

    /// The parent, or None for the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id != 0).then(|| self.nodes[id as usize].parent)
    }

    /// One past the last descendant: the subtree of `id` is `id .. end(id)`.
    pub fn end(&self, id: NodeId) -> NodeId {
        self.nodes[id as usize].end
    }

    /// The first child element.
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        (id + 1 < self.end(id)).then_some(id + 1)
    }

    /// The next element with the same parent.
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        let next = self.end(id);
        (next < self.end(self.parent(id)?)).then_some(next)
    }

    /// The children, in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(id), |&child| self.next_sibling(child))
    }

    /// The ancestors, nearest first, without the node itself.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |&ancestor| self.parent(ancestor))
    }

    /// The attributes that were kept, as written, in source order.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> + '_ {
        self.raw_attributes(id).iter().map(|a| (self.names.text(a.name), self.span(a.value)))
    }

    /// One attribute's value.
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        self.attributes(id).find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The element's own text, whitespace collapsed and trimmed; empty under [`Detail::Structure`].
    pub fn own_text(&self, id: NodeId) -> &str {
        self.span(self.nodes[id as usize].text)
    }

    /// The role a browser computed, or None when the source does not tell.
    pub fn computed_role(&self, id: NodeId) -> Option<&str> {
        self.observed.get(id as usize).map(|o| self.span(o.role)).filter(|role| !role.is_empty())
    }

    /// The accessible name a browser computed, or None when the source does not tell.
    pub fn computed_name(&self, id: NodeId) -> Option<&str> {
        self.observed.get(id as usize).map(|o| self.span(o.name)).filter(|name| !name.is_empty())
    }

    /// Capture flags (bit 0 visible, 1 enabled, 2 editable, 3 focusable, 4 checked,
    /// 5 receives pointer events), or None when the source does not tell.
    pub fn flags(&self, id: NodeId) -> Option<u8> {
        self.observed.get(id as usize)?.flags
    }

    /// Whether people see it, or None when the source does not tell.
    pub fn is_visible(&self, id: NodeId) -> Option<bool> {
        self.flags(id).map(|flags| flags & 1 != 0)
    }

    /// `[x, y, width, height]` in CSS pixels of the viewport, or None when the source does not tell.
    pub fn rect(&self, id: NodeId) -> Option<[i32; 4]> {
        self.observed.get(id as usize)?.rect
    }

    pub(crate) fn raw_attributes(&self, id: NodeId) -> &[Attribute] {
        let start = self.nodes[id as usize].first_attribute as usize;
        let end = self
            .nodes
            .get(id as usize + 1)
            .map_or(self.attributes.len(), |next| next.first_attribute as usize);
        &self.attributes[start..end]
    }

    pub(crate) fn span(&self, span: Span) -> &str {
        &self.strings[span.start as usize..(span.start + span.len) as usize]
    }

    pub(crate) fn push_string(&mut self, text: &str) -> Span {
        let start = self.strings.len() as u32;
        self.strings.push_str(text);
        Span { start, len: text.len() as u32 }
    }

    /// Derive every subtree's end from the parents, and check what the other code relies on.
    pub(crate) fn seal(mut self, limits: &Limits) -> Result<Self> {
        limits.check_nodes(self.nodes.len())?;
        if self.nodes.is_empty() {
            return Err(Error::InvalidPage("it has no elements".into()));
        }
        let mut open: Vec<NodeId> = vec![0];
        for id in 1..self.nodes.len() {
            let parent = self.nodes[id].parent;
            while open.last().is_some_and(|&top| top != parent) {
                open.pop();
            }
            if open.is_empty() {
                let why = format!("node {id} does not follow its parent in document order");
                return Err(Error::InvalidPage(why));
            }
            limits.check_depth(open.len())?;
            open.push(id as NodeId);
        }
        self.close();
        Ok(self)
    }

    /// Derive every subtree's end, where parents stand before their children.
    fn close(&mut self) {
        for id in (0..self.nodes.len()).rev() {
            let end = self.nodes[id].end.max(id as NodeId + 1);
            self.nodes[id].end = end;
            if id > 0 {
                let parent = self.nodes[id].parent as usize;
                self.nodes[parent].end = self.nodes[parent].end.max(end);
            }
        }
    }
}

/// Interned tag and attribute names with their hashes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    texts: Vec<Box<str>>,
    ids: hash::ByHash<u64, u32>,
}

impl Names {
    pub fn intern(&mut self, text: &str) -> u32 {
        let next = self.texts.len() as u32;
        let id = *self.ids.entry(hash::string(text.as_bytes(), 0)).or_insert(next);
        if id == next {
            self.texts.push(text.into());
        }
        id
    }

    pub fn text(&self, id: u32) -> &str {
        &self.texts[id as usize]
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// All names, by their number.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }
}
