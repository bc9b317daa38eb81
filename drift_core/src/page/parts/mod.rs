//! What the parts of a page are: its headings and landmarks, and its records.
//!
//! A *record* is a repeated part of a page (a row, an item, a card, a group of fields) and the text that
//! tells it from its siblings, its *key*. Each of these is decided here and nowhere else.

mod brief;
mod heading;
mod key;
mod kinds;
mod levels;
mod records;
mod rows;
mod shape;
mod telling;
#[cfg(test)]
mod tests;
mod texts;
mod ties;

pub use brief::brief;
pub(crate) use heading::{
    first_heading, heading_level, is_heading, is_landmark, is_landmark_tag, is_named_part, is_page,
};
pub use key::{Key, KeySource};
pub use kinds::RecordKind;
pub(crate) use levels::{Level, first_texts, is_own, is_told_by_its_name, levels, named_level, whole_level};
pub use records::{Record, Records};
pub(crate) use telling::may_name;
pub use ties::{Count, RecordKeys, Whose, elsewhere, record_keys};
pub(crate) use ties::{RecordTie, own_tie, ties};

use crate::page::Page;
use crate::tree::NodeId;

impl Page {
    /// The records of the page, found when first asked for.
    pub fn records(&self) -> &Records {
        self.records.get_or_init(|| Records::of_page(self))
    }

    /// The innermost record that an element is, or stands in.
    pub fn record(&self, id: NodeId) -> Option<&Record> {
        self.records().of(id)
    }

    /// What people call a record by, best first.
    pub fn keys(&self, record: &Record) -> &[Key] {
        self.records().keys(self, record)
    }

    /// The best key that is not said by the element itself: what tells it from its equals.
    pub fn key_beside(&self, id: NodeId) -> Option<&Key> {
        let is_beside = |key: &&Key| !levels::is_said_by(self, id, key);
        self.records().chain(id).find_map(|record| self.keys(record).iter().find(is_beside))
    }
}
