//! A page made ready for finding elements in it: what identifies each of them, computed once.

pub(crate) mod accname;
pub(crate) mod attributes;
mod description;
mod facts;
mod hiding;
mod index;
mod labels;
pub(crate) mod made_up;
mod memo;
pub(crate) mod parts;
pub(crate) mod roles;
mod sources;
mod test_ids;
#[cfg(test)]
mod tests;
pub(crate) mod tokens;
pub(crate) mod widgets;
pub(crate) mod wording;

pub(crate) use description::shown_text;
pub use description::{Description, describe};
pub use hiding::{Revealer, Tie, revealers};
pub use test_ids::TestIds;
pub use tokens::stable_name;

use crate::hash::ByHash;
use crate::page::accname::Labels;
use crate::page::attributes::Mark;
use crate::page::index::Postings;
use crate::page::parts::Records;
use crate::page::wording::Word;
use crate::tree::{NodeId, Tree};
pub(crate) use facts::Facts;
pub(crate) use memo::Memo;
use std::sync::OnceLock;

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
    test_ids: TestIds,
    records: OnceLock<Records>,
    /// What those who read the page keep with it.
    pub(crate) memo: Memo,
}

/// Where a hash stands on a page.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub marks: Postings,
    pub names: Postings,
    pub words: Postings,
}

impl Page {
    /// Compute what identifies each element of a page parsed under [`crate::Detail::Full`].
    pub fn new(tree: Tree) -> Self {
        Self::with_test_ids(tree, &TestIds::default())
    }

    /// The same, where other attributes are there for tests.
    pub fn with_test_ids(tree: Tree, test_ids: &TestIds) -> Self {
        let labels = Labels::of(&tree);
        let mut page = Self {
            facts: Vec::with_capacity(tree.len()),
            marks: Vec::new(),
            classes: Vec::new(),
            stable: ByHash::default(),
            labels,
            telling: Vec::new(),
            index: Index::default(),
            test_ids: test_ids.clone(),
            records: OnceLock::new(),
            memo: Memo::default(),
            tree,
        };
        let mut scratch = Vec::new();
        for id in 0..page.tree.len() as NodeId {
            let facts = page.read(id, &mut scratch);
            page.facts.push(facts);
        }
        page.put_in_words();
        page.digest();
        page.build_index();
        page
    }

    /// The page itself.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The document that a frame's element shows, as a page of its own; None when this one lacks it.
    pub fn frame(&self, element: NodeId) -> Option<Self> {
        Some(Self::with_test_ids(self.tree.frame(element)?, &self.test_ids))
    }

    /// The page without what its frames show; None when they show nothing.
    pub fn alone(&self) -> Option<Self> {
        Some(Self::with_test_ids(self.tree.alone()?, &self.test_ids))
    }

    /// The attributes that are there for tests.
    pub(crate) fn test_ids(&self) -> &TestIds {
        &self.test_ids
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
        self.index.words.get(word.hash).len()
    }
}

/// An `a` is a link to people before and after it has somewhere to lead.
pub(crate) fn evident_role(tree: &Tree, id: NodeId) -> &str {
    match roles::role(tree, id) {
        "" if tree.tag(id) == "a" => "link",
        role => role,
    }
}
