//! What identifies each element of a page, computed once.

use super::{Index, Page};
use crate::hash;
use crate::page::accname::{Namer, clip};
use crate::page::attributes::{Mark, marks};
use crate::page::index::Postings;
use crate::page::roles::{self, named_by_content};
use crate::page::tokens::stable_name;
use crate::page::wording::Wording;
use crate::tree::{NodeId, Tree};

/// A subtree larger than this is a part of the page, and its text no name.
const MAX_NAMED: u32 = 40;

/// What identifies one element, as far as it can be compared.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub tag: u64,
    /// Tag with the type of a control.
    pub kind: u64,
    pub role: u64,
    pub family: u64,
    pub interactive: bool,
    pub has_role: bool,
    /// Its role is named by what it holds.
    pub by_content: bool,
    /// Dropped from the page as far as people are concerned.
    pub unseen: bool,
    pub wording: Wording,
    /// The words are the value that it shows, which says nothing of the control.
    pub is_value: bool,
    pub marks: std::ops::Range<u32>,
    pub classes: std::ops::Range<u32>,
    /// Hash of the subtree with its attributes and texts.
    pub digest: u64,
    pub depth: u32,
}

impl Page {
    /// Read what an element says of itself; its words and digest come later.
    pub(super) fn read(&mut self, id: NodeId, scratch: &mut Vec<Mark>) -> Facts {
        let tree = &self.tree;
        let tag_text = tree.tag(id);
        let plain_role = roles::role(tree, id);
        let role = if plain_role.is_empty() && tag_text == "a" { "link" } else { plain_role };
        let tag = hash::string(tag_text.as_bytes(), 0);
        let parent = tree.parent(id).map(|parent| &self.facts[parent as usize]);
        let depth = parent.map_or(0, |parent| parent.depth + 1);
        let is_hidden_input = tag_text == "input" && tree.attribute(id, "type") == Some("hidden");
        let unseen = is_unseen(tag_text) || is_hidden_input || parent.is_some_and(|parent| parent.unseen);
        marks(tree, &self.test_ids, id, scratch);
        let first_mark = self.marks.len() as u32;
        self.marks.append(scratch);
        let first_class = self.classes.len() as u32;
        for class in tree.attribute(id, "class").unwrap_or("").split_ascii_whitespace() {
            let hash = hash::string(class.as_bytes(), 0);
            let is_stable = || stable_name(class).is_some();
            if *self.stable.entry(hash).or_insert_with(is_stable) {
                self.classes.push(hash);
            }
        }
        Facts {
            tag,
            kind: kind(tree, id, tag),
            role: hash::string(role.as_bytes(), 1),
            family: hash::string(roles::family(role).as_bytes(), 2),
            has_role: !role.is_empty(),
            by_content: named_by_content(plain_role),
            interactive: roles::is_interactive(role),
            unseen,
            wording: Wording::default(),
            is_value: false,
            marks: first_mark..self.marks.len() as u32,
            classes: first_class..self.classes.len() as u32,
            digest: 0,
            depth,
        }
    }

    /// Read the accessible names; for an element that has none, the text it holds.
    pub(super) fn put_in_words(&mut self) {
        let Self { tree, labels, facts, .. } = self;
        let (mut namer, mut joined) = (Namer::new(tree, labels), String::new());
        for (id, facts) in (0..).zip(facts) {
            let is_large = tree.end(id) - id > MAX_NAMED;
            if facts.unseen || is_large && !facts.interactive && !facts.by_content {
                continue;
            }
            let name = namer.name_by(id, facts.by_content);
            let text = if name.is_empty() { clip(tree.own_text(id)) } else { name };
            let may_be_value = name.is_empty() && roles::shows_a_value(roles::role(tree, id));
            facts.wording = Wording::read(text, &mut joined);
            facts.is_value = may_be_value && !facts.wording.is_empty();
        }
        self.spread_values();
    }

    /// A cell that says nothing but the value of the field in it says a value.
    fn spread_values(&mut self) {
        for id in (1..self.facts.len()).rev() {
            let Some(parent) = self.tree.parent(id as NodeId) else { continue };
            let (own, around) = (&self.facts[id], &self.facts[parent as usize]);
            if own.is_value && own.wording.plain == around.wording.plain {
                self.facts[parent as usize].is_value = true;
            }
        }
    }

    /// Sum up subtrees, from within.
    pub(super) fn digest(&mut self) {
        let tree = &self.tree;
        let names: Vec<u64> = tree.names.texts().map(|name| hash::string(name.as_bytes(), 3)).collect();
        for id in (0..tree.len()).rev() {
            let node = id as NodeId;
            let attributes = tree.raw_attributes(node).iter().fold(0u64, |sum, attribute| {
                let value = tree.span(attribute.value).as_bytes();
                sum.wrapping_add(hash::string(value, names[attribute.name as usize]))
            });
            let text = hash::string(tree.own_text(node).as_bytes(), 4);
            let own = hash::triple(self.facts[id].tag, attributes, text);
            let whole = tree
                .children(node)
                .fold(own, |sum, child| hash::pair(sum, self.facts[child as usize].digest));
            self.facts[id].digest = whole;
        }
    }

    /// Note where each hash stands.
    pub(super) fn build_index(&mut self) {
        let (mut marks, mut names, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for id in (0..self.len()).filter(|&id| !self.of(id).unseen) {
            marks.extend(self.marks(id).iter().map(|mark| (mark.hash, id)));
            let wording = &self.of(id).wording;
            if !wording.is_empty() {
                names.push((wording.plain, id));
            }
            words.extend(wording.words.iter().flat_map(|word| [(word.hash, id), (word.stem, id)]));
        }
        self.index =
            Index { marks: Postings::of(&marks), names: Postings::of(&names), words: Postings::of(&words) };
        let is_telling = |facts: &Facts| !facts.unseen && (facts.interactive || !facts.wording.is_empty());
        self.telling = (0..self.len()).filter(|&id| is_telling(self.of(id))).collect();
    }
}

fn is_unseen(tag: &str) -> bool {
    matches!(
        tag,
        "head"
            | "script"
            | "style"
            | "template"
            | "noscript"
            | "title"
            | "meta"
            | "link"
            | "base"
            | "br"
            | "wbr"
            | "col"
            | "colgroup"
            | "source"
            | "track"
            | "param"
    )
}

fn kind(tree: &Tree, id: NodeId, tag: u64) -> u64 {
    let is_control = matches!(tree.tag(id), "input" | "button");
    let written = tree.attribute(id, "type").filter(|_| is_control);
    written.map_or(tag, |written| {
        hash::pair(tag, hash::string(written.trim().to_ascii_lowercase().as_bytes(), 5))
    })
}
