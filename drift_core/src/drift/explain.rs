//! What changed between two pages, as subtrees a person can find.
//!
//! The trees are compared from the root down: equal hashes end the search, so that only the parts
//! that differ are visited. A subtree that is found anywhere in the other page has moved and is not
//! reported as lost or new.

use crate::drift::describe;
use crate::drift::merkle;
use crate::drift::normalize::Normalized;
use crate::error::{Error, Result};
use crate::hash::ByHash;
use crate::tree::{NodeId, Tree};
use std::cmp::Reverse;

/// Smaller subtrees are alike all over a page, so that finding one elsewhere says nothing.
const MIN_MOVED: usize = 3;

/// What happened to a subtree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is only in the new page.
    Added,
    /// It is only in the old page.
    Removed,
    /// It is in both, with other names.
    Changed,
}

impl ChangeKind {
    /// The name that users see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// One changed subtree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// Where: tags with ids and classes, in the old page when removed, else in the new one.
    pub path: String,
    /// Elements that are only on this side.
    pub nodes: usize,
    /// What a person sees there: its text or label, and the heading it stands under.
    pub context: String,
}

/// The largest changes between two trees parsed under [`crate::Detail::Full`], largest first.
///
/// # Errors
/// [`Error::Incompatible`] when they come from different sources.
pub fn explain(old: &Tree, new: &Tree, max_changes: usize) -> Result<Vec<Change>> {
    if old.source() != new.source() {
        let [old, new] = [old, new].map(|tree| tree.source().name().to_owned());
        return Err(Error::Incompatible { field: "source", old, new });
    }
    let (old, new) = (Side::of(old), Side::of(new));
    let mut found = Search::default();
    if !old.page.nodes.is_empty() && !new.page.nodes.is_empty() {
        found.run(&old, &new);
    }
    found.changes.sort_by_key(|change| (Reverse(change.nodes), change.id));
    found.changes.truncate(max_changes);
    let describe = |change: &Found| {
        let tree = if change.kind == ChangeKind::Removed { old.tree } else { new.tree };
        let (path, context) = (describe::path(tree, change.id), describe::context(tree, change.id));
        Change { kind: change.kind, path, nodes: change.nodes, context }
    };
    Ok(found.changes.iter().map(describe).collect())
}

struct Side<'a> {
    tree: &'a Tree,
    page: Normalized,
    hashes: Vec<u64>,
    ends: Vec<usize>,
    /// Every subtree of the page by its hash.
    all: ByHash<u64, ()>,
}

impl<'a> Side<'a> {
    fn of(tree: &'a Tree) -> Self {
        let page = Normalized::of(tree);
        let hashes = merkle::subtree_hashes(&page);
        let all = hashes.iter().map(|&hash| (hash, ())).collect();
        let mut ends: Vec<usize> = (1..=page.nodes.len()).collect();
        for index in (1..page.nodes.len()).rev() {
            let parent = page.nodes[index].parent as usize;
            ends[parent] = ends[parent].max(ends[index]);
        }
        Self { tree, page, hashes, ends, all }
    }

    fn children(&self, index: usize) -> Vec<usize> {
        let next = |&child: &usize| Some(self.ends[child]).filter(|&next| next < self.ends[index]);
        let first = Some(index + 1).filter(|&first| first < self.ends[index]);
        std::iter::successors(first, next).collect()
    }

    /// Nodes of a subtree that are in no subtree the other page has too.
    fn own_nodes(&self, index: usize, other: &Side) -> usize {
        let (mut at, mut count) = (index, 0);
        while at < self.ends[index] {
            let moved = self.ends[at] - at >= MIN_MOVED && other.all.contains_key(&self.hashes[at]);
            count += usize::from(!moved);
            at = if moved { self.ends[at] } else { at + 1 };
        }
        count
    }
}

struct Found {
    kind: ChangeKind,
    id: NodeId,
    nodes: usize,
}

#[derive(Default)]
struct Search {
    changes: Vec<Found>,
    pairs: Vec<(usize, usize)>,
}

impl Search {
    fn run(&mut self, old: &Side, new: &Side) {
        self.pairs.push((0, 0));
        while let Some((a, b)) = self.pairs.pop() {
            if old.hashes[a] == new.hashes[b] {
                continue;
            }
            if merkle::label(&old.page, a) != merkle::label(&new.page, b) {
                self.changes.push(Found { kind: ChangeKind::Changed, id: new.page.nodes[b].id, nodes: 1 });
            }
            self.match_children(old, new, a, b);
        }
    }

    /// Pair children by what they hold, then by what they are called, then by tag.
    fn match_children(&mut self, old: &Side, new: &Side, a: usize, b: usize) {
        let (mut gone, mut come) = (old.children(a), new.children(b));
        let hashes = |side: &Side, list: &[usize]| -> ByHash<u64, ()> {
            list.iter().map(|&child| (side.hashes[child], ())).collect()
        };
        let (before, after) = (hashes(old, &gone), hashes(new, &come));
        // Runs of equal siblings are folded: one more of what is there is no change.
        gone.retain(|&child| !after.contains_key(&old.hashes[child]));
        come.retain(|&child| !before.contains_key(&new.hashes[child]));
        self.pair_by(&mut gone, &mut come, |i| merkle::label(&old.page, i), |i| merkle::label(&new.page, i));
        self.pair_by(&mut gone, &mut come, |i| old.page.nodes[i].tag, |i| new.page.nodes[i].tag);
        self.report(ChangeKind::Removed, &gone, old, new);
        self.report(ChangeKind::Added, &come, new, old);
    }

    fn pair_by(
        &mut self,
        gone: &mut Vec<usize>,
        come: &mut Vec<usize>,
        old_key: impl Fn(usize) -> u64,
        new_key: impl Fn(usize) -> u64,
    ) {
        let mut waiting: ByHash<u64, Vec<usize>> = ByHash::default();
        for &child in come.iter().rev() {
            waiting.entry(new_key(child)).or_default().push(child);
        }
        gone.retain(|&child| match waiting.get_mut(&old_key(child)).and_then(Vec::pop) {
            Some(partner) => {
                self.pairs.push((child, partner));
                false
            }
            None => true,
        });
        *come = waiting.into_values().flatten().collect();
        come.sort_unstable();
    }

    fn report(&mut self, kind: ChangeKind, list: &[usize], side: &Side, other: &Side) {
        for &index in list {
            let nodes = side.own_nodes(index, other);
            if nodes > 0 {
                self.changes.push(Found { kind, id: side.page.nodes[index].id, nodes });
            }
        }
    }
}
