//! Bytes and a path in, an answer with working selectors out.

mod candidates;
mod certain;
mod context;
mod explain_score;
mod identity;
mod matching;
mod records;
mod relocate;
mod score;
mod sequence;
mod siblings;
#[cfg(test)]
mod tests;
mod weights;
mod whole;

pub use matching::Matching;
use relocate::{Candidate, relocate_in};
pub use relocate::{Outcome, Settings, relocate};
pub use weights::Scales;

use crate::error::{Error, Result};
use crate::evaluate::Selector;
use crate::generate::selectors;
use crate::limits::Limits;
use crate::page::{Page, TestIds};
use crate::xpath::{find, path_of};

/// What became of an element, in a form that outlives the pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Healing {
    /// What became of it.
    pub outcome: Outcome,
    /// Its absolute path in the new page, when it was found, shown or not.
    pub xpath: Option<String>,
    /// Ways to find it there, best first; none when it was not found.
    pub selectors: Vec<Selector>,
    /// 0..1, how sure it is that `nearest` is the element.
    pub confidence: f64,
    /// 0..1, how much surer than of any other element on either page.
    pub margin: f64,
    /// The path of the element that came nearest, whether or not that was near enough.
    pub nearest: Option<String>,
    /// What spoke for it, above 0, and against it, below 0.
    pub evidence: Vec<(&'static str, f64)>,
    /// The path of an element that would be it, if it did not belong to another record.
    pub of_other_record: Option<String>,
    /// The path of the next best.
    pub runner_up: Option<String>,
    /// What spoke for and against that one.
    pub runner_up_evidence: Vec<(&'static str, f64)>,
}

/// Find the element at an absolute path of the old page in the new one.
///
/// # Errors
/// [`Error::NoSuchElement`] when nothing is at that path, else as [`Page::both_from_html`].
pub fn heal_html(
    old: &[u8],
    new: &[u8],
    xpath: &str,
    limits: &Limits,
    test_ids: &TestIds,
) -> Result<Healing> {
    let (old, new) = Page::both_from_html(old, new, limits, test_ids)?;
    heal(&old, &new, &Matching::new(&old, &new), xpath)
}

/// The same on prepared pages.
///
/// # Errors
/// [`Error::NoSuchElement`] when nothing is at that path.
pub fn heal(old: &Page, new: &Page, matching: &Matching, xpath: &str) -> Result<Healing> {
    heal_with(old, new, matching, xpath, &Settings::default())
}

/// The same under other settings.
///
/// # Errors
/// [`Error::NoSuchElement`] when nothing is at that path.
pub fn heal_with(
    old: &Page,
    new: &Page,
    matching: &Matching,
    xpath: &str,
    settings: &Settings,
) -> Result<Healing> {
    let target = find(old.tree(), xpath).ok_or_else(|| Error::NoSuchElement(xpath.into()))?;
    let found = relocate_in(old, new, matching, target, settings);
    let path = |candidate: &Candidate| path_of(new.tree(), candidate.id);
    let evidence = |candidate: &Candidate| {
        candidate.score.evidence.iter().map(|evidence| (evidence.what.name(), evidence.weight)).collect()
    };
    Ok(Healing {
        outcome: found.outcome,
        xpath: found.found().map(|id| path_of(new.tree(), id)),
        selectors: found.found().map(|id| selectors(new, id)).unwrap_or_default(),
        confidence: found.confidence,
        margin: found.margin,
        nearest: found.best.as_ref().map(path),
        evidence: found.best.as_ref().map(evidence).unwrap_or_default(),
        runner_up: found.runner_up.as_ref().map(path),
        runner_up_evidence: found.runner_up.as_ref().map(evidence).unwrap_or_default(),
        of_other_record: found.of_other_record.map(|id| path_of(new.tree(), id)),
    })
}
