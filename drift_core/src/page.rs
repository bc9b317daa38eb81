//! A page made ready for finding elements in it: what identifies each of them, computed once.

use crate::accessibility;
use crate::accname::{self, Labels};
use crate::hash::{self, ByHash};
use crate::traits::{Mark, marks};
use crate::tree::{NodeId, Tree};
use crate::wording::{Word, Wording};

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
    /// Dropped from the page as far as people are concerned.
    pub unseen: bool,
    pub wording: Wording,
    pub marks: std::ops::Range<u32>,
    pub classes: std::ops::Range<u32>,
    /// Hash of the subtree with its attributes and texts.
    pub digest: u64,
    pub depth: u32,
}

/// A parsed page with its facts. Make it once for all elements that are looked for in it.
#[derive(Debug)]
pub struct Page {
    pub(crate) tree: Tree,
    pub(crate) facts: Vec<Facts>,
    marks: Vec<Mark>,
    classes: Vec<u64>,
    /// Whether a class outlives the next build.
    stable: ByHash<u64, bool>,
    pub(crate) labels: Labels,
    /// What people see and could name or use, in document order.
    pub(crate) telling: Vec<NodeId>,
    /// Elements by a hash that identifies: a mark, a name, a word.
    pub(crate) index: Index,
}

/// Where a hash stands on a page.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub marks: ByHash<u64, Vec<NodeId>>,
    pub names: ByHash<u64, Vec<NodeId>>,
    pub words: ByHash<u64, Vec<NodeId>>,
}

impl Page {
    /// Compute what identifies each element of a page parsed under [`crate::Detail::Full`].
    pub fn new(tree: Tree) -> Self {
        let labels = Labels::of(&tree);
        let mut page = Self {
            facts: Vec::with_capacity(tree.len()),
            marks: Vec::new(),
            classes: Vec::new(),
            stable: ByHash::default(),
            labels,
            telling: Vec::new(),
            index: Index::default(),
            tree,
        };
        let mut scratch = Vec::new();
        for id in 0..page.tree.len() as NodeId {
            let facts = page.read(id, &mut scratch);
            page.facts.push(facts);
        }
        page.digest();
        page.build_index();
        page
    }

    /// The page itself.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    pub(crate) fn len(&self) -> NodeId {
        self.tree.len() as NodeId
    }

    pub(crate) fn of(&self, id: NodeId) -> &Facts {
        &self.facts[id as usize]
    }

    pub(crate) fn marks(&self, id: NodeId) -> &[Mark] {
        let range = &self.of(id).marks;
        &self.marks[range.start as usize..range.end as usize]
    }

    pub(crate) fn classes(&self, id: NodeId) -> &[u64] {
        let range = &self.of(id).classes;
        &self.classes[range.start as usize..range.end as usize]
    }

    /// Whether `inner` is `outer` or stands in it.
    pub(crate) fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        outer <= inner && inner < self.tree.end(outer)
    }

    /// How many named elements a word stands on.
    pub(crate) fn frequency(&self, word: Word) -> usize {
        self.index.words.get(&word.hash).map_or(0, Vec::len)
    }

    fn read(&mut self, id: NodeId, scratch: &mut Vec<Mark>) -> Facts {
        let tree = &self.tree;
        let tag_text = tree.tag(id);
        let role = evident_role(tree, id);
        let tag = hash::string(tag_text.as_bytes(), 0);
        let parent = tree.parent(id).map(|parent| &self.facts[parent as usize]);
        let depth = parent.map_or(0, |parent| parent.depth + 1);
        let is_hidden_input = tag_text == "input" && tree.attribute(id, "type") == Some("hidden");
        let unseen = is_unseen(tag_text) || is_hidden_input || parent.is_some_and(|parent| parent.unseen);
        let is_part = tree.end(id) - id > MAX_NAMED
            && !accessibility::named_by_content(role)
            && !accessibility::is_interactive(role);
        let name = if unseen || is_part { String::new() } else { self.name(id) };
        marks(tree, id, scratch);
        let first_mark = self.marks.len() as u32;
        self.marks.append(scratch);
        let first_class = self.classes.len() as u32;
        for class in tree.attribute(id, "class").unwrap_or("").split_ascii_whitespace() {
            let hash = hash::string(class.as_bytes(), 0);
            let is_stable = || crate::names::stable_name(class).is_some();
            if *self.stable.entry(hash).or_insert_with(is_stable) {
                self.classes.push(hash);
            }
        }
        Facts {
            tag,
            kind: kind(tree, id, tag),
            role: hash::string(role.as_bytes(), 1),
            family: hash::string(accessibility::family(role).as_bytes(), 2),
            has_role: !role.is_empty(),
            interactive: accessibility::is_interactive(role),
            unseen,
            wording: Wording::of(&name),

            marks: first_mark..self.marks.len() as u32,
            classes: first_class..self.classes.len() as u32,
            digest: 0,
            depth,
        }
    }

    /// The accessible name; for an element that has none, the text it holds.
    fn name(&self, id: NodeId) -> String {
        let name = accname::name(&self.tree, &self.labels, id);
        if name.is_empty() { self.tree.own_text(id).chars().take(200).collect() } else { name }
    }

    fn digest(&mut self) {
        let tree = &self.tree;
        for id in (0..tree.len()).rev() {
            let node = id as NodeId;
            let attributes = tree.attributes(node).fold(0u64, |sum, (name, value)| {
                let name = hash::string(name.as_bytes(), 3);
                sum.wrapping_add(hash::string(value.as_bytes(), name))
            });
            let text = hash::string(tree.own_text(node).as_bytes(), 4);
            let own = hash::triple(self.facts[id].tag, attributes, text);
            let whole = tree
                .children(node)
                .fold(own, |sum, child| hash::pair(sum, self.facts[child as usize].digest));
            self.facts[id].digest = whole;
        }
    }

    fn build_index(&mut self) {
        let mut index = Index::default();
        for id in (0..self.len()).filter(|&id| !self.of(id).unseen) {
            for mark in self.marks(id) {
                index.marks.entry(mark.hash).or_default().push(id);
            }
            let wording = &self.of(id).wording;
            if !wording.is_empty() {
                index.names.entry(wording.plain).or_default().push(id);
            }
            for word in &wording.words {
                push_new(index.words.entry(word.hash).or_default(), id);
                push_new(index.words.entry(word.stem).or_default(), id);
            }
        }
        self.index = index;
        let is_telling = |facts: &Facts| !facts.unseen && (facts.interactive || !facts.wording.is_empty());
        self.telling = (0..self.len()).filter(|&id| is_telling(self.of(id))).collect();
    }
}

/// An `a` is a link to people before and after it has somewhere to lead.
fn evident_role(tree: &Tree, id: NodeId) -> &str {
    match accessibility::role(tree, id) {
        "" if tree.tag(id) == "a" => "link",
        role => role,
    }
}

fn push_new(list: &mut Vec<NodeId>, id: NodeId) {
    if list.last() != Some(&id) {
        list.push(id);
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
