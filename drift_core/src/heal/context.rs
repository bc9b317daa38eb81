//! What an element stands in and what it holds, as far as people would tell it by that: the row it is
//! in, the heading above it, the certain elements inside, the picture on a button without words.

use crate::heal::matching::{Matching, NONE};
use crate::heal::score::text_likeness;
use crate::heal::weights::*;
use crate::page::Page;
use crate::tree::NodeId;

/// Elements of a part of a page that are looked at.
const MAX_PART: u32 = 96;
/// Names that are more alike than this are one name.
const ALIKE: f64 = 0.5;

/// Two pages and what is certain between them, with one element of each.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub old: &'a Page,
    pub new: &'a Page,
    pub matching: &'a Matching,
    pub a: NodeId,
    pub b: NodeId,
}

impl Context<'_> {
    /// Whether what names the rows of the two is the same.
    pub fn row(&self) -> f64 {
        let keys = (self.old.key_beside(self.a), self.new.key_beside(self.b));
        let (Some(mine), Some(theirs)) = keys else { return 0.0 };
        if mine.wording.plain == theirs.wording.plain {
            // Whatever wraps that text. It is all that is known of a control without words.
            let facts = self.old.of(self.a);
            return if facts.wording.is_empty() || facts.is_value { SAME_KEY } else { SAME_ROW };
        }
        self.same_thing(mine.node, theirs.node).map_or(0.0, |same| if same { SAME_ROW } else { OTHER_ROW })
    }

    /// Whether the nearest headings above the two are the same.
    pub fn heading(&self) -> f64 {
        let (mine, theirs) =
            (self.matching.old.heading[self.a as usize], self.matching.new.heading[self.b as usize]);
        if mine == NONE || theirs == NONE {
            return 0.0;
        }
        self.same_thing(mine, theirs).map_or(0.0, |same| if same { SAME_HEADING } else { OTHER_HEADING })
    }

    fn same_thing(&self, mine: NodeId, theirs: NodeId) -> Option<bool> {
        let twins = (self.matching.old.twin[mine as usize], self.matching.new.twin[theirs as usize]);
        match twins {
            (twin, _) if twin == theirs => Some(true),
            (NONE, NONE) => text_likeness(self.old, mine, self.new, theirs).map(|alike| alike >= ALIKE),
            _ => Some(false),
        }
    }

    /// Share of the certain elements inside the two that they have in common, if there are any.
    pub fn content(&self) -> Option<f64> {
        let (old, new) = (&self.matching.old, &self.matching.new);
        let (a_end, b_end) = (self.old.tree.end(self.a), self.new.tree.end(self.b));
        if a_end - self.a > MAX_PART || b_end - self.b > MAX_PART {
            let became = old.image[self.a as usize];
            return (became != NONE && old.twin[self.a as usize] == NONE)
                .then(|| f64::from(u8::from(became == self.b)));
        }
        let certain = |twins: &[NodeId], from: NodeId, end: NodeId, other: std::ops::Range<NodeId>| {
            let twins = twins[from as usize + 1..end as usize].iter().filter(|&&twin| twin != NONE);
            let (mut all, mut shared) = (0u32, 0u32);
            for twin in twins {
                all += 1;
                shared += u32::from(other.contains(twin));
            }
            (all > 0).then(|| f64::from(shared) / f64::from(all))
        };
        let mine = certain(&old.twin, self.a, a_end, self.b + 1..b_end)?;
        let theirs = certain(&new.twin, self.b, b_end, self.a + 1..a_end)?;
        Some(mine.min(theirs))
    }

    /// Whether both are the only control of their family without words in what their container became.
    pub fn is_only_one(&self) -> bool {
        let around = self.old.tree.ancestors(self.a).take(4);
        let mut known = around.map(|around| (around, self.matching.old.image[around as usize]));
        let Some((around, image)) = known.find(|&(_, image)| image != NONE) else { return false };
        let family = self.old.of(self.a).family;
        self.new.contains(image, self.b)
            && counts_one(self.old, around, family)
            && counts_one(self.new, image, family)
    }

    /// Share of the classes and attributes inside the two that they have in common: the icon.
    pub fn picture(&self) -> Option<f64> {
        let (mine, theirs) = (picture(self.old, self.a), picture(self.new, self.b));
        let shared = mine.iter().filter(|hash| theirs.contains(hash)).count() as f64;
        (!mine.is_empty() && !theirs.is_empty()).then(|| shared / mine.len().max(theirs.len()) as f64)
    }
}

fn counts_one(page: &Page, around: NodeId, family: u64) -> bool {
    let end = page.tree.end(around);
    let alike = |&id: &NodeId| page.of(id).family == family && page.of(id).wording.is_empty();
    end - around <= MAX_PART && (around + 1..end).filter(alike).take(2).count() == 1
}

fn picture(page: &Page, id: NodeId) -> Vec<u64> {
    let inside = id + 1..page.tree.end(id).min(id + 8);
    let mut found: Vec<u64> = inside
        .flat_map(|id| page.classes(id).iter().copied().chain(page.marks(id).iter().map(|mark| mark.hash)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
