//! The rules of finding an element again, each on the smallest two pages that show it.

mod candidates;
mod certain;
mod context;
mod identity;
mod matching;
mod nearby;
mod properties;
mod relocate;
mod score;
mod score_places;
mod sequence;
mod siblings;
mod weights;

use crate::heal::context::Context;
use crate::heal::matching::{Matching, NONE};
use crate::heal::score::{Feature, Pair, Score};
use crate::heal::weights::Scales;
use crate::page::Page;
use crate::testing::{captured, marked, marks_of, page};
use crate::tree::NodeId;

/// Two versions of a page laid over each other.
struct Two {
    old: Page,
    new: Page,
    matching: Matching,
}

impl Two {
    fn of(old: &str, new: &str) -> Self {
        Self::laid(page(old), page(new))
    }

    fn captured(old: &str, new: &str) -> Self {
        Self::laid(captured(old), captured(new))
    }

    fn laid(old: Page, new: Page) -> Self {
        let matching = Matching::new(&old, &new);
        Self { old, new, matching }
    }

    #[track_caller]
    fn in_old(&self, mark: &str) -> NodeId {
        marked(self.old.tree(), mark)
    }

    #[track_caller]
    fn in_new(&self, mark: &str) -> NodeId {
        marked(self.new.tree(), mark)
    }

    /// The mark of what certainly is the old page's element, empty when nothing is.
    #[track_caller]
    fn twin(&self, mark: &str) -> String {
        let twin = self.matching.old.twin[self.in_old(mark) as usize];
        marks_of(self.new.tree(), Some(twin).filter(|&twin| twin != NONE))
    }

    /// The mark of what the old page's container became.
    #[track_caller]
    fn image(&self, mark: &str) -> String {
        let image = self.matching.old.image[self.in_old(mark) as usize];
        marks_of(self.new.tree(), Some(image).filter(|&image| image != NONE))
    }

    #[track_caller]
    fn context(&self, old: &str, new: &str) -> Context<'_> {
        let Self { old: before, new: after, matching } = self;
        Context { old: before, new: after, matching, a: self.in_old(old), b: self.in_new(new) }
    }

    fn pair(&self) -> Pair<'_> {
        let Self { old, new, matching } = self;
        Pair { old, new, matching, scales: Scales::default() }
    }

    #[track_caller]
    fn score(&self, old: &str, new: &str) -> Score {
        self.pair().score(self.in_old(old), self.in_new(new))
    }

    /// What one observation weighs on a pair, 0 when it says nothing.
    #[track_caller]
    fn weight(&self, old: &str, new: &str, what: Feature) -> f64 {
        let score = self.score(old, new);
        let found: Vec<f64> =
            score.evidence.iter().filter(|evidence| evidence.what == what).map(|one| one.weight).collect();
        assert!(found.len() < 2, "{what:?} is counted twice");
        found.first().copied().unwrap_or(0.0)
    }
}

/// Whether two weights are the same but for rounding.
#[track_caller]
fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}
