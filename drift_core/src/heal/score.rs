//! How well an element of the new page fits one of the old page: evidence for and against, in nats.
//!
//! A weight is about the logarithm of how much likelier the observation is when the two are the same
//! element. What is absent on both sides is no evidence.

use crate::heal::context::Context;
use crate::heal::identity::of_kind;
use crate::heal::matching::{Matching, NONE};
use crate::heal::records;
use crate::heal::weights::*;
use crate::heal::whole::{self, Whole};
use crate::page::Page;
use crate::page::attributes::{Mark, Trait};
use crate::page::wording::{goes_on, is_first_of_many, similarity};
use crate::tree::NodeId;

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
    /// What names the row or item it stands in.
    Row,
    /// What names the record that it is.
    Key,
    /// The heading above it.
    Heading,
    /// That it is the only control of its kind there.
    Only,
    /// The certain elements in it.
    Content,
    /// The icon on it.
    Picture,
    /// Everything it holds, to the letter.
    Subtree,
    /// That the two records are called otherwise: a veto.
    OtherRecord,
    /// That it was shown and the candidate is not.
    Hidden,
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

    fn rescale(&mut self, scales: &Scales) {
        self.evidence.iter_mut().for_each(|evidence| evidence.weight = scales.weigh(evidence));
        self.total = self.evidence.iter().map(|evidence| evidence.weight).sum();
    }

    pub(crate) fn says(&self, what: Feature) -> bool {
        self.evidence.iter().any(|evidence| evidence.what == what)
    }

    /// Whether it is enough but for the record that the candidate belongs to.
    pub(crate) fn would_do(&self, accept: f64) -> bool {
        self.says(Feature::OtherRecord) && self.total - OTHER_RECORD >= accept
    }

    /// What identifies the element itself, as against its place.
    pub(crate) fn identity(&self) -> f64 {
        let own = |e: &&Evidence| {
            matches!(e.what, Feature::Attribute(_) | Feature::Name | Feature::Key | Feature::Content)
        };
        self.evidence.iter().filter(own).map(|e| e.weight).sum()
    }
}

/// Two pages with what is known of both.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub old: &'a Page,
    pub new: &'a Page,
    pub matching: &'a Matching,
    pub scales: Scales,
}

impl Pair<'_> {
    pub fn score(&self, a: NodeId, b: NodeId) -> Score {
        let mut score = Score::default();
        let context = Context { old: self.old, new: self.new, matching: self.matching, a, b };
        let content = context.content();
        self.compare_marks(a, b, &mut score);
        let whole = whole::compare(self.matching, self.old, a, self.new, b);
        if whole == Whole::Same {
            // Of one record the form and the figures may be others.
            score.add(Feature::Key, SAME_RECORD);
        } else {
            self.compare_names(a, b, content, &mut score);
            self.compare_kinds(a, b, &mut score);
        }
        self.compare_places(a, b, &mut score);
        self.compare_context(&context, content, &mut score);
        if (self.old.tree.is_visible(a), self.new.tree.is_visible(b)) == (Some(true), Some(false)) {
            score.add(Feature::Hidden, HIDDEN);
        }
        if records::contradict(self.matching, self.old, a, self.new, b, || whole) {
            score.add(Feature::OtherRecord, OTHER_RECORD);
        }
        if self.matching.old.twin[a as usize] == b && self.old.of(a).digest == self.new.of(b).digest {
            score.add(Feature::Subtree, SAME_SUBTREE);
        }
        if self.scales != Scales::default() {
            score.rescale(&self.scales);
        }
        score
    }

    fn compare_context(&self, context: &Context, content: Option<f64>, score: &mut Score) {
        if let Some(share) = content {
            score.add(Feature::Content, OTHER_CONTENT + (SAME_CONTENT - OTHER_CONTENT) * share);
        }
        score.add(Feature::Row, context.row());
        score.add(Feature::Heading, context.heading());
        let (mine, theirs) = (self.old.of(context.a), self.new.of(context.b));
        let are_bare = mine.wording.is_empty() && theirs.wording.is_empty();
        if are_bare && mine.interactive && mine.family == theirs.family {
            score.add(Feature::Only, if context.is_only_one() { ONLY_ONE } else { 0.0 });
            score.add(Feature::Picture, context.picture().map_or(0.0, |share| 2.0 * share - 1.0));
        }
    }

    fn compare_marks(&self, a: NodeId, b: NodeId, score: &mut Score) {
        let (old, new) = (self.old.marks(a), self.new.marks(b));
        for &(what, agree, differ) in MARKS {
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
        let count = |page: &Page| page.index.marks.get(mark.hash).len().max(1);
        1.0 / (count(self.old).max(count(self.new)) as f64).sqrt()
    }

    fn compare_names(&self, a: NodeId, b: NodeId, content: Option<f64>, score: &mut Score) {
        let (mine, theirs) = (&self.old.of(a).wording, &self.new.of(b).wording);
        let shows_value = |page: &Page, id: NodeId| page.of(id).is_value;
        let weight = match (mine.is_empty(), theirs.is_empty()) {
            _ if shows_value(self.old, a) && shows_value(self.new, b) => {
                if mine.plain == theirs.plain {
                    SAME_VALUE
                } else {
                    0.0
                }
            }
            (true, true) => 0.0,
            (false, false) if mine.plain == theirs.plain => SAME_NAME + self.name_rarity(mine.plain),
            (false, false) => {
                let alike = text_likeness(self.old, a, self.new, b).unwrap_or(0.0);
                let against = CONFLICT * (0.25 + 0.75 * self.matching.survival);
                // The name of what is no control is what it holds, which may be certain by itself.
                let is_known = content.is_some_and(|share| share >= 0.5) && !self.old.of(a).interactive;
                let first = if is_first_of_many(mine, theirs) { FIRST_OF_MANY } else { 0.0 };
                match () {
                    () if alike >= UNLIKE || goes_on(mine, theirs) => {
                        let shared = PARTIAL * (alike - UNLIKE) / (1.0 - UNLIKE);
                        first + if goes_on(mine, theirs) { shared.max(GOES_ON) } else { shared }
                    }
                    () if is_known => 0.0,
                    () => against * (1.0 - alike / UNLIKE),
                }
            }
            _ => ONE_SIDED,
        };
        score.add(Feature::Name, weight);
    }

    fn name_rarity(&self, plain: u64) -> f64 {
        let count = |page: &Page| page.index.names.get(plain).len().max(1) as f64;
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
            score.add(Feature::Taken, TAKEN);
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

/// Similarity of two names, rare words counting more; None when one of them has no words.
pub(crate) fn text_likeness(old: &Page, a: NodeId, new: &Page, b: NodeId) -> Option<f64> {
    let (mine, theirs) = (&old.of(a).wording, &new.of(b).wording);
    let weight = |word| ((old.frequency(word) + new.frequency(word)).max(1) as f64).powf(COMMON).recip();
    (!mine.is_empty() && !theirs.is_empty()).then(|| similarity(mine, theirs, weight))
}
