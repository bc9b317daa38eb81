//! What people call a record by: the text that tells it from its siblings.
//!
//! No text tells by itself: a status, a role and the word on a button are texts too. So the siblings are
//! read together, place by place (a column, the heading, the second line), and a place whose texts differ
//! from record to record is where their keys stand. That the place is chosen for all of them makes it the
//! same one for each, and on the next version of the page.

use super::records::Records;
use super::texts::{self, Read, Text};
use crate::hash::ByHash;
use crate::page::Page;
use crate::page::wording::Wording;
use crate::tree::NodeId;

/// Keys that are kept of one record.
const MAX_KEYS: usize = 4;
/// Share of the siblings that have a text in a place which names them.
const COMMON: f64 = 0.5;
/// How much the texts of such a place differ, 0 when they are all the same and 1 when no two are.
const TELLING: f64 = 0.5;
/// The same where the page says itself that a text is a name.
const TELLING_NAME: f64 = 0.3;
/// Above this two records may share their name, and it is their name still.
const NEARLY_ALL: f64 = 0.8;

/// Where a key was found, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeySource {
    /// What the page itself calls the record: the header of a row, a label, a term.
    Header,
    /// A heading or legend in it.
    Heading,
    /// The text of a link.
    Link,
    /// A cell, a line, a name in bold.
    Text,
    /// A number that no sibling has.
    Number,
}

impl KeySource {
    /// The source's name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Heading => "heading",
            Self::Link => "link",
            Self::Text => "text",
            Self::Number => "number",
        }
    }
}

/// The name of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The text as the page has it.
    pub text: String,
    /// The text folded, to be compared.
    pub(crate) wording: Wording,
    /// Where it was found.
    pub source: KeySource,
    /// The element that says it.
    pub node: NodeId,
    /// Whether no sibling is called the same.
    pub is_unique: bool,
}

/// The keys of a group of siblings.
#[derive(Debug, Default)]
pub(super) struct Keys {
    keys: Vec<Vec<Key>>,
    targets: Vec<Option<u64>>,
}

impl Keys {
    pub fn of(page: &Page, records: &Records, members: &[u32]) -> Self {
        let read = |with_inner| -> Vec<Read> {
            members.iter().map(|&at| texts::read(page, records, records.at(at), with_inner)).collect()
        };
        let mut found = read(false);
        let mut places = places(&found);
        if places.is_empty() {
            found = read(true);
            places = self::places(&found);
        }
        let counts = counts(found.iter().flat_map(|one| one.texts.iter().map(|text| text.wording.plain)));
        let targets = targets(&found);
        let keys = found.into_iter().map(|one| keys_of(one.texts, &places, &counts)).collect();
        Self { keys, targets }
    }

    pub fn of_member(&self, at: usize) -> &[Key] {
        self.keys.get(at).map_or(&[], Vec::as_slice)
    }

    pub fn target(&self, at: usize) -> Option<u64> {
        self.targets.get(at).copied().flatten()
    }
}

/// A place that names the records: how good it is, lower is better.
type Places = ByHash<u64, (KeySource, bool, u8, usize)>;

fn places(found: &[Read]) -> Places {
    let mut all: Vec<(u64, u64, usize, &Text)> = Vec::new();
    for one in found {
        let texts = one.texts.iter().enumerate();
        all.extend(texts.map(|(order, text)| (text.slot, text.wording.plain, order, text)));
    }
    all.sort_unstable_by_key(|&(slot, plain, order, _)| (slot, plain, order));
    let rate = |place: &[(u64, u64, usize, &Text)]| {
        let (slot, _, _, text) = place[0];
        let distinct = place.chunk_by(|a, b| a.1 == b.1).count();
        let order = place.iter().map(|&(_, _, order, _)| order).min().unwrap_or(0);
        let is_prose = place.iter().filter(|(.., text)| text.is_prose).count() * 2 > place.len();
        let told = told_apart(distinct, place.len(), found.len());
        let least = match text.source {
            KeySource::Header | KeySource::Heading => TELLING_NAME,
            KeySource::Number => 1.0,
            KeySource::Link | KeySource::Text => TELLING,
        };
        let is_common = place.len() as f64 >= COMMON * found.len() as f64;
        let step = if told >= 1.0 { 0 } else { 1 + u8::from(told < NEARLY_ALL) };
        (is_common && told >= least).then_some((slot, (text.source, is_prose, step, order)))
    };
    all.chunk_by(|a, b| a.0 == b.0).filter_map(rate).collect()
}

/// How far the texts of one place tell the records apart; of a single record they can.
fn told_apart(distinct: usize, count: usize, members: usize) -> f64 {
    match count {
        1 if members == 1 => 1.0,
        1 => TELLING,
        _ => (distinct - 1) as f64 / (count - 1) as f64,
    }
}

fn counts(hashes: impl Iterator<Item = u64>) -> ByHash<u64, u32> {
    let mut counts: ByHash<u64, u32> = ByHash::default();
    hashes.for_each(|hash| *counts.entry(hash).or_default() += 1);
    counts
}

/// The texts in places that name; where there is none, the first that no sibling has.
fn keys_of(texts: Vec<Text>, places: &Places, counts: &ByHash<u64, u32>) -> Vec<Key> {
    let is_unique = |text: &Text| counts.get(&text.wording.plain) == Some(&1);
    let mut ranked: Vec<_> =
        texts.iter().enumerate().filter_map(|(at, text)| Some((*places.get(&text.slot)?, at))).collect();
    ranked.sort_unstable();
    let mut chosen: Vec<usize> = ranked.into_iter().map(|(_, at)| at).take(MAX_KEYS).collect();
    if chosen.is_empty() {
        let is_name = |text: &Text| is_unique(text) && text.source != KeySource::Number;
        chosen.extend(texts.iter().position(is_name));
    }
    let mut texts: Vec<Option<Text>> = texts.into_iter().map(Some).collect();
    let taken = chosen.into_iter().filter_map(|at| texts[at].take());
    let key = |text: Text| {
        let is_unique = is_unique(&text);
        let Text { node, source, wording, text, .. } = text;
        Key { text, wording, source, node, is_unique }
    };
    taken.map(key).collect()
}

/// Where the first link leads that leads elsewhere from each sibling.
fn targets(found: &[Read]) -> Vec<Option<u64>> {
    let most = found.iter().map(|one| one.targets.len()).max().unwrap_or(0);
    for at in 0..most {
        let there: Vec<Option<u64>> = found.iter().map(|one| one.targets.get(at).copied()).collect();
        let known = || there.iter().flatten().copied();
        let is_common = known().count() as f64 >= COMMON * found.len() as f64;
        if is_common && counts(known()).values().all(|&count| count == 1) {
            return there;
        }
    }
    vec![None; found.len()]
}
