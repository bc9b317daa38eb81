//! Finding an element of an old page in a new one, or saying that it is gone.

use crate::heal::candidates::candidates;
use crate::heal::identity;
use crate::heal::matching::Matching;
use crate::heal::score::{Feature, Pair, Score};
use crate::heal::weights::Scales;
use crate::heal::whole;
use crate::page::Page;
use crate::tree::{NodeId, Tree};

/// When an answer is given. One setting serves all pages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Least evidence, in nats, that a pair needs.
    pub accept: f64,
    /// Lead, in nats, over the runner-up on both pages.
    pub margin: f64,
    /// Least evidence of the element itself: its place alone does not prove a named element.
    pub identity: f64,
    /// Below this share of names that are still there (a translation) the place may do.
    pub settled: f64,
    /// How groups of weights count.
    pub scales: Scales,
}

impl Default for Settings {
    fn default() -> Self {
        Self { accept: 2.5, margin: 1.0, identity: 0.55, settled: 0.25, scales: Scales::default() }
    }
}

/// What became of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is where it was, unchanged.
    Same,
    /// It is unchanged and stands elsewhere.
    Moved,
    /// It is there with another name, tag, role or attribute.
    Changed,
    /// It is there and was shown before; [`crate::revealers`] says what shows it now.
    Hidden,
    /// It is gone.
    Absent,
    /// Two or more elements fit equally well.
    Ambiguous,
}

impl Outcome {
    /// The outcome's name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Hidden => "hidden",
            Self::Absent => "absent",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// An element that was thought of, with the evidence.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The element in the new page.
    pub id: NodeId,
    /// What speaks for and against it.
    pub score: Score,
}

/// An answer that explains itself.
#[derive(Debug, Clone)]
pub struct Relocation {
    /// What became of the element.
    pub outcome: Outcome,
    /// The element in the new page; of `absent` and `ambiguous` the one that came nearest.
    pub best: Option<Candidate>,
    /// The next best.
    pub runner_up: Option<Candidate>,
    /// 0..1, how sure it is that `best` is the element.
    pub confidence: f64,
    /// 0..1, how much surer than of the runner-up on either page.
    pub margin: f64,
    /// An element that would be it, if it did not belong to another record.
    pub of_other_record: Option<NodeId>,
}

impl Relocation {
    /// The element when it was found.
    pub fn found(&self) -> Option<NodeId> {
        let is_found = !matches!(self.outcome, Outcome::Absent | Outcome::Ambiguous);
        self.best.as_ref().filter(|_| is_found).map(|best| best.id)
    }
}

/// Find an element of one page in another. For many elements of the same two pages prepare both
/// with [`Page::new`] and [`Matching::new`] and call [`relocate_in`].
pub fn relocate(old: Tree, target: NodeId, new: Tree, settings: &Settings) -> Relocation {
    let (old, new) = (Page::new(old), Page::new(new));
    relocate_in(&old, &new, &Matching::new(&old, &new), target, settings)
}

/// Find an element of a prepared page in another one.
pub fn relocate_in(
    old: &Page,
    new: &Page,
    matching: &Matching,
    target: NodeId,
    settings: &Settings,
) -> Relocation {
    let pair = Pair { old, new, matching, scales: settings.scales };
    let mut ranked: Vec<Candidate> = candidates(matching, true, old, new, target)
        .into_iter()
        .map(|id| Candidate { id, score: pair.score(target, id) })
        .collect();
    // Equal scores keep document order, so that the same pages always get the same answer.
    ranked.sort_by(|a, b| b.score.total.total_cmp(&a.score.total));
    let of_other_record = ranked.iter().find(|one| one.score.would_do(settings.accept)).map(|one| one.id);
    let is_repeated = are_more_called_so(old, target, &ranked);
    let mut ranked = ranked.into_iter();
    let (best, runner_up) = (ranked.next(), ranked.next());
    let Some(found) = &best else {
        let (confidence, margin) = (0.0, 0.0);
        return Relocation { outcome: Outcome::Absent, best, runner_up, confidence, margin, of_other_record };
    };
    let total = found.score.total;
    let next = runner_up.as_ref().map_or(f64::NEG_INFINITY, |next| next.score.total);
    let rival = best_rival(&pair, target, found.id);
    let outcome = match () {
        () if total < settings.accept || is_only_a_place(&pair, target, found, settings) => Outcome::Absent,
        () if is_repeated || total - next < settings.margin => Outcome::Ambiguous,
        () if total - rival >= settings.margin => identity::outcome(old, target, new, found.id),
        () if rival - total >= settings.margin => Outcome::Absent,
        () => Outcome::Ambiguous,
    };
    let confidence = sure(total - settings.accept);
    let margin = (confidence - sure(next.max(rival) - settings.accept)).max(0.0);
    Relocation { outcome, best, runner_up, confidence, margin, of_other_record }
}

/// Whether more records than on the old page are called as the one that is looked for, where it would be.
fn are_more_called_so(old: &Page, target: NodeId, ranked: &[Candidate]) -> bool {
    let is_called_so = |one: &&Candidate| one.score.says(Feature::Key);
    let count = ranked.iter().filter(is_called_so).count();
    count > 1 && whole::are_more(old, target, count)
}

/// A name that went while the page's other names stayed is an element that went.
fn is_only_a_place(pair: &Pair, target: NodeId, found: &Candidate, settings: &Settings) -> bool {
    let is_named = |page: &Page, id: NodeId| !page.of(id).wording.is_empty() && !page.of(id).is_value;
    let are_named = is_named(pair.old, target) && is_named(pair.new, found.id);
    are_named && pair.matching.survival >= settings.settled && found.score.identity() < settings.identity
}

/// How well the best other element of the old page fits the one that was found.
fn best_rival(pair: &Pair, target: NodeId, found: NodeId) -> f64 {
    candidates(pair.matching, false, pair.new, pair.old, found)
        .into_iter()
        .filter(|&other| other != target)
        .map(|other| pair.score(other, found).total)
        .fold(f64::NEG_INFINITY, f64::max)
}

fn sure(nats: f64) -> f64 {
    1.0 / (1.0 + (-nats - 1.0).exp())
}
