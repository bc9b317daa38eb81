//! The answer of the DevTools protocol's `DOMSnapshot.captureSnapshot` to a tree.
//!
//! A snapshot holds one table for each document; frames refer to theirs by index. The tables are
//! joined here into the one order that a capture has: a frame's document right after its element.

use crate::captures::dom_snapshot_read::{Document, Snapshot};
use crate::captures::json::Reader;
use crate::captures::strings::Strings;
use crate::error::{Error, Result};
use crate::limits::Limits;
use crate::rules;
use crate::tree::texts::Texts;
use crate::tree::{Attribute, Detail, FRAME_DOCUMENT, Node, NodeId, SHADOW_ROOT, Source, Span, Tree};

const ELEMENT: i32 = 1;
const TEXT: i32 = 3;
const DOCUMENT: i32 = 9;
const FRAGMENT: i32 = 11;
const DROPPED: u32 = u32::MAX;

/// Read a snapshot: the bare result, or the whole protocol message around it.
///
/// # Errors
/// [`Error::InvalidPage`] for anything else, [`Error::PageTooLarge`] when a limit was passed.
pub fn parse_dom_snapshot(snapshot: &[u8], limits: &Limits, detail: Detail) -> Result<Tree> {
    limits.check_bytes(snapshot.len())?;
    let mut reader = Reader::new(snapshot)?;
    let mut found = Snapshot::read(&mut reader)?;
    let strings = Strings::new(std::mem::take(&mut found.strings));
    let tree = Tree::new(Source::DomSnapshot);
    let texts = Texts::default();
    let mut builder = Builder { tree, strings, texts, reader: &reader, detail, limits };
    builder.add_documents(&found.documents)?;
    builder.finish()?.seal(limits)
}

struct Builder<'a> {
    tree: Tree,
    strings: Strings,
    texts: Texts,
    reader: &'a Reader<'a>,
    detail: Detail,
    limits: &'a Limits,
}

/// A document that is being read: where we are, and what its nodes became.
struct Open<'a> {
    document: &'a Document,
    next: usize,
    ids: Vec<u32>,
    frame: Option<NodeId>,
}

impl<'a> Open<'a> {
    fn new(document: &'a Document, frame: Option<NodeId>) -> Self {
        Self { document, next: 0, ids: Vec::with_capacity(document.parent.len()), frame }
    }
}

impl Builder<'_> {
    fn add_documents(&mut self, documents: &[Document]) -> Result<()> {
        let Some(first) = documents.first() else {
            return Err(Error::InvalidPage("it has no documents".into()));
        };
        documents.iter().try_for_each(Document::check)?;
        let mut seen = vec![false; documents.len()];
        seen[0] = true;
        let mut stack = vec![Open::new(first, None)];
        while let Some(open) = stack.last_mut() {
            let index = open.next;
            if index == open.document.parent.len() {
                stack.pop();
                continue;
            }
            open.next += 1;
            let id = self.add_node(open, index)?;
            open.ids.push(id);
            let Some(&content) = open.document.content.get(&(index as u32)) else { continue };
            let content = content as usize;
            if id != DROPPED && content < documents.len() && !std::mem::replace(&mut seen[content], true) {
                stack.push(Open::new(&documents[content], Some(id)));
            }
        }
        Ok(())
    }

    fn add_node(&mut self, open: &Open, index: usize) -> Result<u32> {
        let document = open.document;
        let parent = match document.parent[index] {
            -1 => open.frame,
            known => match open.ids.get(known as usize) {
                Some(&DROPPED) if document.kind[known as usize] == DOCUMENT => None,
                Some(&DROPPED) => return Ok(DROPPED),
                Some(&id) => Some(id),
                None => return Err(Error::InvalidPage(format!("the parent of node {index} is {known}"))),
            },
        };
        let name = match document.kind[index] {
            ELEMENT => self.strings.name(self.reader, &mut self.tree, document.name[index])?,
            DOCUMENT if open.frame.is_some() => self.tree.names.intern(FRAME_DOCUMENT),
            FRAGMENT if self.is_shadow_root(document, index)? => self.tree.names.intern(SHADOW_ROOT),
            TEXT if self.detail == Detail::Full => {
                self.add_text(parent, document.value.get(index).copied().unwrap_or(-1))?;
                return Ok(DROPPED);
            }
            _ => return Ok(DROPPED),
        };
        let is_second_root = parent.is_none() && !self.tree.nodes.is_empty();
        if is_second_root || self.tree.names.text(name).starts_with("::") {
            return Ok(DROPPED);
        }
        self.push(parent.unwrap_or(0), name, document.attributes(index))
    }

    fn is_shadow_root(&mut self, document: &Document, index: usize) -> Result<bool> {
        let Some(&kind) = document.shadow.get(&(index as u32)) else { return Ok(false) };
        let kind = self.strings.span(self.reader, &mut self.tree, kind as i32)?;
        Ok(self.tree.span(kind) != "user-agent")
    }

    fn add_text(&mut self, parent: Option<NodeId>, value: i32) -> Result<()> {
        let Some(parent) = parent else { return Ok(()) };
        let span = self.strings.optional_span(self.reader, &mut self.tree, value)?;
        self.texts.append(parent, self.tree.nodes.len() as u32, span);
        // One long string may be named by any number of nodes.
        self.limits.check_bytes(self.texts.bytes())
    }

    fn push(&mut self, parent: u32, name: u32, attributes: &[i32]) -> Result<u32> {
        self.limits.check_attributes(attributes.len() / 2)?;
        self.limits.check_nodes(self.tree.nodes.len() + 1)?;
        let first_attribute = self.tree.attributes.len() as u32;
        for pair in attributes.chunks_exact(2) {
            let name = self.strings.name(self.reader, &mut self.tree, pair[0])?;
            if self.detail == Detail::Full || rules::reads_attribute(self.tree.names.text(name)) {
                let value = self.strings.span(self.reader, &mut self.tree, pair[1])?;
                self.tree.attributes.push(Attribute { name, value });
            }
        }
        self.tree.nodes.push(Node { parent, end: 0, name, first_attribute, text: Span::default() });
        Ok(self.tree.nodes.len() as u32 - 1)
    }

    fn finish(mut self) -> Result<Tree> {
        if self.detail == Detail::Structure {
            return Ok(self.tree);
        }
        let mut runs = Vec::new();
        for id in 0..self.tree.nodes.len() {
            self.tree.nodes[id].text = self.texts.collapsed(&mut self.tree.strings, id as u32, &mut runs);
        }
        Ok(self.tree)
    }
}
