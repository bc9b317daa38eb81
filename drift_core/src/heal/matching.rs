//! Two versions of a page laid over each other: which elements are certainly the same, and which
//! container became which. What surrounds an element can then be compared however it was rebuilt.

use crate::hash::ByHash;
use crate::heal::siblings::pair_siblings;
use crate::heal::{certain, identity, records};
use crate::page::Page;
use crate::page::parts::is_heading;
use crate::tree::NodeId;

pub(crate) const NONE: NodeId = NodeId::MAX;

/// The elements of one page that became those of the other, seen from one side.
#[derive(Debug)]
pub(crate) struct Side {
    /// The same element in the other page, or [`NONE`].
    pub twin: Vec<NodeId>,
    /// What a container most probably became, or [`NONE`].
    pub image: Vec<NodeId>,
    /// The nearest certain element before and after, in document order.
    pub before: Vec<NodeId>,
    pub after: Vec<NodeId>,
    /// The nearest heading that stands before, or [`NONE`].
    pub heading: Vec<NodeId>,
}

/// An old page and a new one laid over each other.
#[derive(Debug)]
pub struct Matching {
    pub(crate) old: Side,
    pub(crate) new: Side,
    /// Share of the old page's names that are still there: low after a translation.
    pub(crate) survival: f64,
    /// It is the page that changed, and not its records.
    pub(crate) is_other_page: bool,
}

impl Matching {
    /// Compare two pages.
    pub fn new(old: &Page, new: &Page) -> Self {
        let mut matching = Self {
            old: Side::new(old),
            new: Side::new(new),
            survival: survival(old, new),
            is_other_page: records::is_other_page(old, new),
        };
        certain::pair_all(&mut matching, old, new);
        matching.update(old, new);
        pair_siblings(&mut matching, old, new);
        matching.old.look_around(old);
        matching.new.look_around(new);
        matching
    }

    pub(crate) fn pair(&mut self, old: NodeId, new: NodeId) {
        if self.is_free(old, new) {
            self.old.twin[old as usize] = new;
            self.new.twin[new as usize] = old;
        }
    }

    /// Pair two elements unless something certain says that they are two; returns whether it did.
    pub(crate) fn pair_unless_contradicted(&mut self, old: &Page, a: NodeId, new: &Page, b: NodeId) -> bool {
        let is_pair = self.is_free(a, b) && !identity::contradict(self, old, a, new, b);
        if is_pair {
            self.pair(a, b);
        }
        is_pair
    }

    pub(crate) fn is_free(&self, old: NodeId, new: NodeId) -> bool {
        self.old.twin[old as usize] == NONE && self.new.twin[new as usize] == NONE
    }

    /// Derive what depends on the pairs.
    pub(crate) fn update(&mut self, old: &Page, new: &Page) {
        self.old.look_around(old);
        self.new.look_around(new);
        self.old.image = images(&self.old.twin, old, new);
        self.new.image = images(&self.new.twin, new, old);
    }

    /// The same matching with the pages' parts exchanged.
    pub(crate) fn side(&self, from_old: bool) -> (&Side, &Side) {
        if from_old { (&self.old, &self.new) } else { (&self.new, &self.old) }
    }
}

impl Side {
    fn new(page: &Page) -> Self {
        let unknown = vec![NONE; page.len() as usize];
        let mut last = NONE;
        let mut note = |id| {
            let before = last;
            last = if says_heading(page, id) { id } else { last };
            before
        };
        let heading = (0..page.len()).map(&mut note).collect();
        let (image, before, after) = (unknown.clone(), unknown.clone(), unknown.clone());
        Self { twin: unknown, image, before, after, heading }
    }

    fn look_around(&mut self, page: &Page) {
        let is_mark = |twin: &[NodeId], id: usize| {
            let facts = &page.facts[id];
            twin[id] != NONE && (facts.interactive || !facts.wording.is_empty())
        };
        let mut last = NONE;
        for id in 0..self.twin.len() {
            self.before[id] = last;
            if is_mark(&self.twin, id) {
                last = id as NodeId;
            }
        }
        let mut next = NONE;
        for id in (0..self.twin.len()).rev() {
            // What an element holds does not come after it.
            let end = page.tree.end(id as NodeId) as usize;
            self.after[id] = match self.twin.get(end) {
                Some(_) if is_mark(&self.twin, end) => end as NodeId,
                Some(_) => self.after[end],
                None => next,
            };
            next = NONE;
        }
    }
}

fn says_heading(page: &Page, id: NodeId) -> bool {
    !page.of(id).wording.is_empty() && is_heading(&page.tree, id)
}

/// Names that are words and stand on both pages, as a share of the old page's.
fn survival(old: &Page, new: &Page) -> f64 {
    let names = old.index.names.hashes();
    let all = names.len();
    let kept = names.filter(|&name| !new.index.names.get(name).is_empty()).count();
    if all < 4 { 1.0 } else { kept as f64 / all as f64 }
}

/// A container became what most of its certain content now stands in. Wrappers come and go, so a few
/// levels above and below are thought of.
fn images(twin: &[NodeId], from: &Page, to: &Page) -> Vec<NodeId> {
    let mut image = twin.to_vec();
    let mut anchored: Vec<f64> = twin.iter().map(|&twin| f64::from(u8::from(twin != NONE))).collect();
    let mut votes: ByHash<u32, Vec<(NodeId, f64)>> = ByHash::default();
    for id in (0..from.len()).rev() {
        if image[id as usize] == NONE
            && let Some(cast) = votes.remove(&id)
        {
            let better = |a: &&(NodeId, f64), b: &&(NodeId, f64)| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0));
            image[id as usize] = cast.iter().max_by(better).map_or(NONE, |vote| vote.0);
        }
        let Some(parent) = from.tree.parent(id) else { continue };
        anchored[parent as usize] += anchored[id as usize];
        if image[id as usize] != NONE {
            let weight = anchored[id as usize].sqrt();
            cast_votes(votes.entry(parent).or_default(), from, to, (parent, image[id as usize]), weight);
        }
    }
    image
}

fn cast_votes(
    votes: &mut Vec<(NodeId, f64)>,
    from: &Page,
    to: &Page,
    (parent, image): (NodeId, NodeId),
    weight: f64,
) {
    let chain = std::iter::once(image).chain(to.tree.ancestors(image));
    for (candidate, nearness) in chain.zip([0.6, 1.0, 0.9, 0.8]) {
        let same_kind = to.of(candidate).kind == from.of(parent).kind;
        let vote = weight * nearness * if same_kind { 1.5 } else { 1.0 };
        match votes.iter().position(|(known, _)| *known == candidate) {
            Some(at) => votes[at].1 += vote,
            None if votes.len() < 64 => votes.push((candidate, vote)),
            None => {}
        }
    }
}
