//! How well an element of the new page fits one of the old page: evidence for and against, in nats.
//!
//! A weight is about the logarithm of how much likelier the observation is when the two are the same
//! element. What is absent on both sides is no evidence.

use crate::matching::{Matching, NONE};
use crate::page::Page;
use crate::traits::{Mark, Trait};
use crate::tree::NodeId;
use crate::wording::similarity;

/// One observation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// What was compared.
    pub what: Feature,
    /// Above 0 speaks for the pair, below 0 against it.
    pub weight: f64,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Feature {
    /// An identifying attribute.
    Attribute(Trait),
    /// The accessible name or text.
    Name,
    /// The role.
    Role,
    /// The tag and type.
    Tag,
    /// The class names.
    Classes,
    /// The nearest certain element before it.
    Before,
    /// The nearest certain element after it.
    After,
    /// The container it stands in.
    Container,
    /// Everything it holds, to the letter.
    Subtree,
    /// The candidate certainly is another element of the old page.
    Taken,
}

/// All evidence on one pair.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// The sum of the weights.
    pub total: f64,
    /// What it is the sum of.
    pub evidence: Vec<Evidence>,
}

impl Score {
    fn add(&mut self, what: Feature, weight: f64) {
        if weight != 0.0 {
            self.total += weight;
            self.evidence.push(Evidence { what, weight });
        }
    }

    /// What identifies the element itself, as against its place.
    pub(crate) fn identity(&self) -> f64 {
        let own = |e: &&Evidence| matches!(e.what, Feature::Attribute(_) | Feature::Name);
        self.evidence.iter().filter(own).map(|e| e.weight).sum()
    }
}

/// Two pages with what is known of both.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub old: &'a Page,
    pub new: &'a Page,
    pub matching: &'a Matching,
}

impl Pair<'_> {
    pub fn score(&self, a: NodeId, b: NodeId) -> Score {
        let mut score = Score::default();
        self.compare_marks(a, b, &mut score);
        self.compare_names(a, b, &mut score);
        self.compare_kinds(a, b, &mut score);
        self.compare_places(a, b, &mut score);
        if self.matching.old.twin[a as usize] == b && self.old.of(a).digest == self.new.of(b).digest {
            score.add(Feature::Subtree, SAME_SUBTREE);
        }
        score
    }

    fn compare_marks(&self, a: NodeId, b: NodeId, score: &mut Score) {
        let (old, new) = (self.old.marks(a), self.new.marks(b));
        for &(what, agree, differ) in MARK_WEIGHTS {
            let (mine, theirs) = (of_kind(old, what), of_kind(new, what));
            if mine.is_empty() || theirs.is_empty() {
                continue;
            }
            let same = mine.iter().find(|mark| theirs.iter().any(|other| other.hash == mark.hash));
            let weight = match same {
                Some(mark) => agree * self.rarity(mark) * if mark.numbered { 0.6 } else { 1.0 },
                None if mine[0].numbered && theirs[0].numbered => differ * 0.3,
                None => differ,
            };
            score.add(Feature::Attribute(what), weight);
        }
    }

    /// An attribute value that many elements share says little.
    fn rarity(&self, mark: &Mark) -> f64 {
        let count = |page: &Page| page.index.marks.get(&mark.hash).map_or(1, Vec::len);
        1.0 / (count(self.old).max(count(self.new)) as f64).sqrt()
    }

    fn compare_names(&self, a: NodeId, b: NodeId, score: &mut Score) {
        let (mine, theirs) = (&self.old.of(a).wording, &self.new.of(b).wording);
        let weight = match (mine.is_empty(), theirs.is_empty()) {
            (true, true) => 0.0,
            (false, false) if mine.plain == theirs.plain => 3.0 + self.name_rarity(mine.plain),
            (false, false) => {
                let alike = text_likeness(self.old, a, self.new, b).unwrap_or(0.0);
                let against = CONFLICT * (0.25 + 0.75 * self.matching.survival);
                if alike < UNLIKE {
                    against * (1.0 - alike / UNLIKE)
                } else {
                    PARTIAL * (alike - UNLIKE) / (1.0 - UNLIKE)
                }
            }
            _ => ONE_SIDED,
        };
        score.add(Feature::Name, weight);
    }

    fn name_rarity(&self, plain: u64) -> f64 {
        let count = |page: &Page| page.index.names.get(&plain).map_or(1, Vec::len) as f64;
        (1.0 - count(self.old).max(count(self.new)).ln() * 0.5).max(-1.5)
    }

    fn compare_kinds(&self, a: NodeId, b: NodeId, score: &mut Score) {
        let (mine, theirs) = (self.old.of(a), self.new.of(b));
        let role = match () {
            () if mine.role == theirs.role && !mine.has_role => 0.0,
            () if mine.role == theirs.role => 0.5,
            () if mine.family == theirs.family => 0.0,
            () if mine.interactive != theirs.interactive => -5.0,
            () => -2.0,
        };
        score.add(Feature::Role, role);
        let tag = match () {
            () if mine.kind == theirs.kind => 0.5,
            () if mine.tag == theirs.tag => 0.0,
            () if mine.has_role => -0.5,
            () => -1.0,
        };
        score.add(Feature::Tag, tag);
        let (old, new) = (self.old.classes(a), self.new.classes(b));
        if !old.is_empty() && !new.is_empty() {
            let shared = old.iter().filter(|class| new.contains(class)).count() as f64;
            score.add(Feature::Classes, shared / old.len().max(new.len()) as f64 - 0.2);
        }
    }

    fn compare_places(&self, a: NodeId, b: NodeId, score: &mut Score) {
        let (old, new) = (&self.matching.old, &self.matching.new);
        let same = |mine: NodeId, theirs: NodeId| match (mine, theirs) {
            (NONE, NONE) => 0.0,
            (NONE, _) | (_, NONE) => OTHER_NEIGHBOUR,
            _ if old.twin[mine as usize] == theirs => NEIGHBOUR,
            _ => OTHER_NEIGHBOUR,
        };
        score.add(Feature::Before, same(old.before[a as usize], new.before[b as usize]));
        score.add(Feature::After, same(old.after[a as usize], new.after[b as usize]));
        score.add(Feature::Container, self.container(a, b));
        let is_other = |twin: NodeId, given: NodeId| twin != NONE && twin != given;
        if is_other(new.twin[b as usize], a) || is_other(old.twin[a as usize], b) {
            score.add(Feature::Taken, -6.0);
        }
    }

    /// The fewer levels up a common container is found, the better.
    fn container(&self, a: NodeId, b: NodeId) -> f64 {
        let mut known = false;
        for (level, around) in self.old.tree.ancestors(a).take(6).enumerate() {
            let image = self.matching.old.image[around as usize];
            known |= image != NONE;
            if image != NONE && self.new.contains(image, b) {
                let apart = f64::from(self.new.of(b).depth.saturating_sub(self.new.of(image).depth));
                return (1.4 - 0.2 * level as f64 - 0.1 * apart).max(-0.2);
            }
        }
        if known { -1.0 } else { 0.0 }
    }
}

/// Two texts of words without a common one.
const CONFLICT: f64 = -5.0;
/// Two texts that are nearly the same.
const PARTIAL: f64 = 3.5;
/// Below this two texts are rather different than alike.
const UNLIKE: f64 = 0.3;
/// The same subtree, which stands once on both pages.
const SAME_SUBTREE: f64 = 2.0;
/// Only one of the two has words.
const ONE_SIDED: f64 = -1.0;
/// The same certain neighbour, and another one.
const NEIGHBOUR: f64 = 1.2;
const OTHER_NEIGHBOUR: f64 = -0.4;

/// Weight of an attribute that agrees, and of one that differs.
const MARK_WEIGHTS: &[(Trait, f64, f64)] = &[
    (Trait::TestId, 6.0, -4.0),
    (Trait::Id, 5.0, -0.7),
    (Trait::Name, 4.5, -2.5),
    (Trait::Target, 4.5, -1.5),
    (Trait::TargetTail, 1.5, -1.0),
    (Trait::For, 3.5, -1.0),
    (Trait::Placeholder, 1.5, 0.0),
    (Trait::Value, 1.5, -1.5),
    (Trait::Other, 1.0, 0.0),
];

fn of_kind(marks: &[Mark], what: Trait) -> &[Mark] {
    let start = marks.partition_point(|mark| mark.what < what);
    let end = marks.partition_point(|mark| mark.what <= what);
    &marks[start..end]
}

/// Similarity of two names, rare words counting more; None when one of them has no words.
pub(crate) fn text_likeness(old: &Page, a: NodeId, new: &Page, b: NodeId) -> Option<f64> {
    let (mine, theirs) = (&old.of(a).wording, &new.of(b).wording);
    let weight = |word| ((old.frequency(word) + new.frequency(word)).max(1) as f64).powf(0.25).recip();
    (!mine.is_empty() && !theirs.is_empty()).then(|| similarity(mine, theirs, weight))
}

/// Whether both have an attribute that the next build would not change, and it differs.
pub(crate) fn contradicts(old: &Page, a: NodeId, new: &Page, b: NodeId) -> bool {
    let (mine, theirs) = (old.marks(a), new.marks(b));
    let differs = |what| {
        let (mine, theirs) = (of_kind(mine, what), of_kind(theirs, what));
        let fixed = |marks: &[Mark]| marks.iter().any(|mark| !mark.numbered);
        fixed(mine) && fixed(theirs) && !mine.iter().any(|mark| theirs.contains(mark))
    };
    differs(Trait::TestId) || differs(Trait::Name) || differs(Trait::Target) && differs(Trait::TargetTail)
}
