//! The records that an element is told by, and whether two of them are one.

use super::key::{Key, KeySource};
use super::records::Record;
use super::texts::{self, Text};
use crate::page::Page;
use crate::tree::NodeId;

/// A record around an element, with the keys that the element does not say itself.
pub(crate) struct Level<'a> {
    page: &'a Page,
    pub record: &'a Record,
    pub keys: Vec<&'a Key>,
}

/// The records that an element is told by, innermost first: up to the one that is called what the element
/// says itself, for that one moves with it, into another menu or section. Where several say the same, as
/// "Crates" in each of two warehouses, those around them tell them apart.
pub(crate) fn levels(page: &Page, id: NodeId) -> Vec<Level<'_>> {
    let says = |key: &Key| is_said_by(page, id, key) || page.of(id).wording.plain == key.wording.plain;
    let names_it = |record: &&Record| page.keys(record).first().is_some_and(says);
    let level = |record| {
        let keys: Vec<&Key> = page.keys(record).iter().filter(|key| !says(key)).collect();
        (!keys.is_empty()).then_some(Level { page, record, keys })
    };
    let is_twin = page.record(id).is_some_and(|record| record.node == id) && is_repeated(page, id);
    page.records().chain(id).take_while(|record| is_twin || !names_it(record)).filter_map(level).collect()
}

/// The innermost record that an element names itself, with all of its keys; none when it is told by the
/// records around it.
pub(crate) fn named_level(page: &Page, id: NodeId) -> Option<Level<'_>> {
    let record = page.record(id)?;
    let keys: Vec<&Key> = page.keys(record).iter().collect();
    let names_it = keys.first().is_some_and(|key| page.contains(id, key.node));
    names_it.then_some(Level { page, record, keys })
}

/// The record that an element is, with all of its keys; none when it has no key, or only what names a record
/// in it.
pub(crate) fn whole_level(page: &Page, id: NodeId) -> Option<Level<'_>> {
    let record = page.records().starting_at(id)?;
    let keys: Vec<&Key> = page.keys(record).iter().collect();
    let is_of_inner = |key: &Key| page.contains(id, key.node) && page.record(key.node) != Some(record);
    let is_told = keys.first().is_some_and(|key| !is_of_inner(key));
    is_told.then_some(Level { page, record, keys })
}

/// What a record says first, whether or not it tells it from its siblings: its first heading, else its first text
/// and the numbers before that.
pub(crate) fn first_texts(page: &Page, record: &Record) -> Vec<(NodeId, String)> {
    let mut said = texts::read(page, page.records(), record, false).texts;
    let is_title = |text: &Text| matches!(text.source, KeySource::Header | KeySource::Heading);
    if let Some(title) = said.iter().position(is_title) {
        let title = said.swap_remove(title);
        return vec![(title.node, title.text)];
    }
    let name = said.iter().position(|text| !is_own(&text.text));
    said.truncate(name.map_or(said.len(), |at| at + 1));
    said.into_iter().map(|text| (text.node, text.text)).collect()
}

/// Whether an element says a key itself: it holds it, or is a part of it, as an emphasis in a heading is. In
/// "Bob <button>Pay</button>" the button is none of the name.
pub(super) fn is_said_by(page: &Page, id: NodeId, key: &Key) -> bool {
    let is_part = || match page.tree.own_text(id) {
        // Of a heading what says nothing itself is a part, of the record's own text it is not. A picture
        // with words of its own, as "Avatar" beside a name, is none of the name.
        "" => {
            let is_own_name = page.records().starting_at(key.node).is_some();
            let says_other = !page.of(id).wording.words.iter().all(|word| key.wording.words.contains(word));
            !is_own_name && !says_other && !matches!(key.source, KeySource::Text | KeySource::Number)
        }
        own => key.text.contains(own),
    };
    page.contains(id, key.node) || page.contains(key.node, id) && is_part()
}

/// Whether an element's name stands once on its page, on an element of its kind, although there are other
/// records that could have had it: it needs no record to be told by.
pub(crate) fn is_told_by_its_name(page: &Page, id: NodeId) -> bool {
    let facts = page.of(id);
    let has_siblings = page.record(id).is_none_or(|record| record.siblings != 1);
    has_siblings && !facts.wording.is_empty() && !facts.is_value && !is_repeated(page, id)
}

/// Whether another element of its kind is called the same.
fn is_repeated(page: &Page, id: NodeId) -> bool {
    let facts = page.of(id);
    let alike = page.index.names.get(facts.wording.plain);
    alike.iter().any(|&other| other != id && page.of(other).family == facts.family)
}

impl Level<'_> {
    pub fn agrees(&self, other: &Self) -> bool {
        self.have_one_target(other) || self.is_said_in(other) || other.is_said_in(self)
    }

    fn have_one_target(&self, other: &Self) -> bool {
        let targets = [self, other].map(|level| level.page.records().target(level.page, level.record));
        matches!(targets, [Some(mine), Some(theirs)] if mine == theirs)
    }

    /// Whether two records may be one although their first keys differ: each says the other's, or they share
    /// an address or a number. That a record mentions another one's key proves nothing.
    pub fn is_one_with(&self, other: &Self) -> bool {
        self.have_one_target(other)
            || self.says(other.keys[0]) && other.says(self.keys[0])
            || self.telling().skip(1).any(|key| other.says(key))
    }

    /// The keys that tell it. A lesser key counts only when it is somebody's own: two people may be of one
    /// team, and have one number or address each.
    pub fn telling(&self) -> impl Iterator<Item = &Key> {
        let counts = |(at, key): &(usize, &&Key)| *at == 0 || key.is_unique && is_own(&key.text);
        self.keys.iter().enumerate().filter(counts).map(|(_, key)| *key)
    }

    fn is_said_in(&self, other: &Self) -> bool {
        self.telling().any(|key| other.says(key))
    }

    fn says(&self, key: &Key) -> bool {
        let range = self.record.node..self.record.end;
        let said = self.page.index.names.get(key.wording.plain);
        said.iter().any(|id| range.contains(id))
            || self.keys.iter().any(|own| own.wording.plain == key.wording.plain)
    }
}

/// Whether a text is a number or an address, which are somebody's own.
pub(crate) fn is_own(text: &str) -> bool {
    text.contains('@') || text.bytes().any(|byte| byte.is_ascii_digit())
}
