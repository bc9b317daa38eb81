//! Whether two elements stand in the same record: what belongs to Bob's row is never Erin's, whatever
//! else agrees.

use crate::heal::matching::Matching;
use crate::heal::score::text_likeness;
use crate::heal::weights::UNLIKE;
use crate::heal::whole::Whole;
use crate::page::parts::{Level, is_told_by_its_name, levels, named_level};
use crate::page::{Page, shown_text};
use crate::tree::NodeId;

/// Below this share of the names around the records that are still there, it is the page that changed
/// (a translation), and what its records are called proves nothing.
const SETTLED: f64 = 0.25;
/// Fewer names than this around the records tell nothing of the page.
const MIN_NAMES: usize = 4;

/// Nodes of an element that shows nothing but a sign.
const MAX_SIGN: NodeId = 4;
/// Nodes of a list that are searched for a sign.
const MAX_LIST: usize = 512;

/// Levels up to the control that an element is a part of.
const MAX_AROUND: usize = 3;

/// Whether the records of two elements have keys that name different things; `whole` tells what the two are as
/// records themselves.
pub(crate) fn contradict(
    matching: &Matching,
    old: &Page,
    a: NodeId,
    new: &Page,
    b: NodeId,
    whole: impl FnOnce() -> Whole,
) -> bool {
    if matching.is_other_page || is_told_by_itself(old, a, new, b) {
        return false;
    }
    if are_of_other_controls(old, a, new, b) || have_other_signs(old, a, new, b) {
        return true;
    }
    if whole() == Whole::Other {
        return true;
    }
    let (mine, theirs) = (levels(old, a), levels(new, b));
    if is_named_by(new, b, old, a, &mine) || is_named_by(old, a, new, b, &theirs) {
        return true;
    }
    if mine.len() == theirs.len() {
        return mine.iter().zip(&theirs).any(|(one, other)| !one.agrees(other));
    }
    // A list came or went around them: the innermost record must be one of the other's.
    let has_none = |one: Option<&Level>, others: &[Level]| {
        one.is_some_and(|one| !others.is_empty() && !others.iter().any(|other| one.agrees(other)))
    };
    has_none(mine.first(), &theirs) && has_none(theirs.first(), &mine)
}

/// Whether one element is the name of a record, and the other stands in one that is called otherwise: what
/// is in a record never becomes the name of another one.
fn is_named_by(page: &Page, name: NodeId, other: &Page, id: NodeId, levels: &[Level]) -> bool {
    let innermost = levels.first().filter(|level| other.record(id) == Some(level.record));
    innermost.zip(named_level(page, name)).is_some_and(|(told, named)| !told.agrees(&named))
}

/// A name that stands once on both pages, on an element of its kind, needs no record to be told by, if
/// there are others that could have had it.
fn is_told_by_itself(old: &Page, a: NodeId, new: &Page, b: NodeId) -> bool {
    old.of(a).wording.plain == new.of(b).wording.plain
        && is_told_by_its_name(old, a)
        && is_told_by_its_name(new, b)
}

/// A part without words, as the cross on a chip, belongs to the control that it stands in.
fn are_of_other_controls(old: &Page, a: NodeId, new: &Page, b: NodeId) -> bool {
    let control = |page: &Page, id: NodeId| {
        let around = page.tree.ancestors(id).take(MAX_AROUND).find(|&around| page.of(around).interactive);
        around.filter(|_| page.of(id).wording.is_empty())
    };
    let (Some(mine), Some(theirs)) = (control(old, a), control(new, b)) else { return false };
    text_likeness(old, mine, new, theirs).is_some_and(|alike| alike < UNLIKE)
}

/// Whether two that are called by a sign alone, as the arrows of a pager, have different ones, and the first
/// one's still stands in the same list: then it is not the sign that was changed.
fn have_other_signs(old: &Page, a: NodeId, new: &Page, b: NodeId) -> bool {
    let (Some(mine), Some(theirs)) = (sign(old, a), sign(new, b)) else { return false };
    let list = new.record(b).and_then(|record| new.tree.parent(record.node));
    let stands_in = |list: NodeId| {
        (list + 1..new.tree.end(list)).take(MAX_LIST).any(|id| new.tree.own_text(id).trim() == mine)
    };
    mine != theirs && list.is_some_and(stands_in)
}

/// What an element without words shows, if it is only a sign.
fn sign(page: &Page, id: NodeId) -> Option<String> {
    let is_small = page.of(id).wording.is_empty() && page.tree.end(id) - id <= MAX_SIGN;
    let text = is_small.then(|| shown_text(&page.tree, id).trim().to_owned());
    text.filter(|text| !text.is_empty())
}

/// Whether the page itself changed: the names that its records share, and those that stand around them,
/// are gone. The next page of a table keeps them; a translation does not.
pub(crate) fn is_other_page(old: &Page, new: &Page) -> bool {
    let is_lasting = |name: u64| {
        let places = old.index.names.get(name);
        let record = |id: Option<&NodeId>| id.and_then(|&id| old.record(id)).map(|record| record.node);
        record(places.first()).is_none() || record(places.first()) != record(places.last())
    };
    let lasting: Vec<u64> = old.index.names.hashes().filter(|&name| is_lasting(name)).collect();
    let kept = lasting.iter().filter(|&&name| !new.index.names.get(name).is_empty()).count();
    lasting.len() >= MIN_NAMES && (kept as f64) < SETTLED * lasting.len() as f64
}
