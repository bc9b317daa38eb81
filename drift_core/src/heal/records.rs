//! Whether two elements stand in the same record: what belongs to Bob's row is never Erin's, whatever
//! else agrees.

use crate::heal::matching::Matching;
use crate::page::Page;
use crate::page::parts::{Key, Record};
use crate::tree::NodeId;

/// Below this share of the names around the records that are still there, it is the page that changed
/// (a translation), and what its records are called proves nothing.
const SETTLED: f64 = 0.25;
/// Fewer names than this around the records tell nothing of the page.
const MIN_NAMES: usize = 4;

/// A record around an element, with the keys that the element does not say itself.
struct Level<'a> {
    page: &'a Page,
    record: &'a Record,
    keys: Vec<&'a Key>,
}

/// Whether the records of two elements have keys that name different things.
pub(crate) fn contradict(matching: &Matching, old: &Page, a: NodeId, new: &Page, b: NodeId) -> bool {
    if matching.is_other_page || is_told_by_itself(old, a, new, b) {
        return false;
    }
    let (mine, theirs) = (levels(old, a), levels(new, b));
    if mine.len() == theirs.len() {
        return mine.iter().zip(&theirs).any(|(one, other)| !one.agrees(other));
    }
    // A list came or went around them: the innermost record must be one of the other's.
    let has_none = |one: Option<&Level>, others: &[Level]| {
        one.is_some_and(|one| !others.is_empty() && !others.iter().any(|other| one.agrees(other)))
    };
    has_none(mine.first(), &theirs) && has_none(theirs.first(), &mine)
}

/// A name that stands once on both pages, on an element of its kind, needs no record to be told by, if
/// there are others that could have had it.
fn is_told_by_itself(old: &Page, a: NodeId, new: &Page, b: NodeId) -> bool {
    let (mine, theirs) = (&old.of(a).wording, &new.of(b).wording);
    let is_single = |page: &Page, id: NodeId| {
        let facts = page.of(id);
        let alike = page.index.names.get(facts.wording.plain);
        let has_siblings = page.record(id).is_none_or(|record| record.siblings != 1);
        has_siblings && !alike.iter().any(|&other| other != id && page.of(other).family == facts.family)
    };
    !mine.is_empty() && mine.plain == theirs.plain && is_single(old, a) && is_single(new, b)
}

/// The records that an element is told by, innermost first: up to the one that is called what the element
/// says itself, for that one moves with it, into another menu or section.
fn levels(page: &Page, id: NodeId) -> Vec<Level<'_>> {
    let says = |key: &Key| page.contains(id, key.node) || page.contains(key.node, id);
    let names_it = |record: &&Record| page.keys(record).first().is_some_and(says);
    let level = |record| {
        let keys: Vec<&Key> = page.keys(record).iter().filter(|key| !says(key)).collect();
        (!keys.is_empty()).then_some(Level { page, record, keys })
    };
    page.records().chain(id).take_while(|record| !names_it(record)).filter_map(level).collect()
}

impl Level<'_> {
    fn agrees(&self, other: &Self) -> bool {
        let targets = [self, other].map(|level| level.page.records().target(level.page, level.record));
        matches!(targets, [Some(mine), Some(theirs)] if mine == theirs)
            || self.is_said_in(other)
            || other.is_said_in(self)
    }

    /// Whether the other record says what this one is called. A lesser key counts only when it is
    /// somebody's own: two people may be of one team, and have one number or address each.
    fn is_said_in(&self, other: &Self) -> bool {
        let counts = |(at, key): (usize, &&Key)| at == 0 || key.is_unique && is_own(&key.text);
        let mut telling = self.keys.iter().enumerate().filter(|&key| counts(key));
        telling.any(|(_, key)| other.says(key))
    }

    fn says(&self, key: &Key) -> bool {
        let range = self.record.node..self.record.end;
        let said = self.page.index.names.get(key.wording.plain);
        said.iter().any(|id| range.contains(id))
            || self.keys.iter().any(|own| own.wording.plain == key.wording.plain)
    }
}

fn is_own(text: &str) -> bool {
    text.contains('@') || text.bytes().any(|byte| byte.is_ascii_digit())
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
