//! Elements that are records themselves: a row that became a card is told by its key, in its own collection.

use crate::heal::matching::{Matching, NONE};
use crate::page::parts::{Key, Level, Record, RecordKind, whole_level};
use crate::page::wording::Wording;
use crate::page::{Page, evident_role};
use crate::tree::NodeId;

/// Siblings of a record that are looked for in another collection.
const MAX_SIBLINGS: usize = 64;
/// Elements of a record that are looked at for controls.
const MAX_PARTS: usize = 96;
/// Records of a collection that are looked at.
const MAX_COLLECTION: usize = 512;

/// What two elements are to each other as records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whole {
    /// They are of two forms and called the same, in collections that are one.
    Same,
    /// They are called otherwise, or the collection of the one is still there without it.
    Other,
    /// One is no record, or the keys say no more than all else does.
    Untold,
}

/// Compare two elements as the records that they are.
pub(crate) fn compare(matching: &Matching, old: &Page, a: NodeId, new: &Page, b: NodeId) -> Whole {
    let (Some(mine), Some(theirs)) = (whole_level(old, a), whole_level(new, b)) else { return Whole::Untold };
    let is_acted_on = || is_acted_on(old, mine.record) && is_acted_on(new, theirs.record);
    if wording(&mine).plain != wording(&theirs).plain {
        return if mine.is_one_with(&theirs) || !is_acted_on() { Whole::Untold } else { Whole::Other };
    }
    if !mine.keys[0].is_unique {
        return Whole::Untold;
    }
    let collections = Collections { matching, old, mine: mine.record, new, theirs: theirs.record };
    let has_its_form = old.of(a).kind == new.of(b).kind && mine.record.kind == theirs.record.kind;
    let same = if has_its_form { Whole::Untold } else { Whole::Same };
    match () {
        () if collections.share_sibling() => same,
        () if collections.is_there_without_it() => {
            if is_acted_on() {
                Whole::Other
            } else {
                Whole::Untold
            }
        }
        () if collections.are_in_one_place() => same,
        () => Whole::Untold,
    }
}

/// Whether a record is a row, or one that holds no others and people do something to it. What is only read,
/// opened or ticked, as an entry of a menu or an item of a text, may be worded anew.
fn is_acted_on(page: &Page, record: &Record) -> bool {
    let tree = &page.tree;
    let opens = |id| {
        ["aria-expanded", "aria-controls", "aria-haspopup"]
            .iter()
            .any(|name| tree.attribute(id, name).is_some())
    };
    let is_control = |id: NodeId| {
        let role = evident_role(tree, id);
        matches!(role, "button" | "textbox" | "searchbox" | "spinbutton" | "combobox") && !opens(id)
    };
    let parts = || (record.node..record.end).take(MAX_PARTS);
    let is_its_own = |id: NodeId| page.record(id) == Some(record);
    record.kind == RecordKind::Row || parts().any(is_control) && parts().all(is_its_own)
}

/// The records of a page that are called as a record of another one is.
pub(crate) fn called_as(from: &Page, id: NodeId, to: &Page) -> Vec<NodeId> {
    let Some(level) = whole_level(from, id) else { return Vec::new() };
    called(to, wording(&level)).map(|record| record.node).collect()
}

/// Whether so many records are more than were called as this one, on which people act, on its own page.
pub(crate) fn are_more(page: &Page, id: NodeId, count: usize) -> bool {
    let Some(level) = whole_level(page, id).filter(|level| is_acted_on(page, level.record)) else {
        return false;
    };
    let is_called_so =
        |record: &&Record| first(page, record).is_some_and(|own| own.wording.plain == wording(&level).plain);
    page.records().all().iter().filter(is_called_so).count() < count
}

fn called<'a>(page: &'a Page, key: &'a Wording) -> impl Iterator<Item = &'a Record> {
    let places = page.index.names.get(key.plain).iter().take(MAX_COLLECTION);
    let of_place = |&node: &NodeId| {
        let is_called = |record: &&Record| {
            first(page, record).is_some_and(|own| own.wording.plain == key.plain && own.node == node)
        };
        page.records().chain(node).find(is_called)
    };
    places.filter_map(of_place)
}

fn first<'a>(page: &'a Page, record: &Record) -> Option<&'a Key> {
    page.keys(record).first()
}

fn wording<'a>(level: &Level<'a>) -> &'a Wording {
    &level.keys[0].wording
}

/// Two records that are called the same, with what each stands among.
struct Collections<'a> {
    matching: &'a Matching,
    old: &'a Page,
    mine: &'a Record,
    new: &'a Page,
    theirs: &'a Record,
}

impl Collections<'_> {
    /// What the siblings of the old one are called.
    fn siblings(&self) -> impl Iterator<Item = &Wording> {
        let own = first(self.old, self.mine).map(|key| key.wording.plain);
        let others = self.old.records().group(self.mine).filter_map(|record| first(self.old, record));
        others.map(|key| &key.wording).filter(move |key| Some(key.plain) != own).take(MAX_SIBLINGS)
    }

    fn share_sibling(&self) -> bool {
        let is_there = |key: &Wording| {
            let mut all = self.new.records().group(self.theirs).take(MAX_COLLECTION);
            all.any(|record| first(self.new, record).is_some_and(|own| own.wording.plain == key.plain))
        };
        self.siblings().any(is_there)
    }

    /// Whether siblings of the old one stand in another collection of the new page.
    fn is_there_without_it(&self) -> bool {
        self.siblings().any(|key| called(self.new, key).next().is_some())
    }

    /// Whether they stand below one heading, or in what certainly became of the old one's surroundings.
    fn are_in_one_place(&self) -> bool {
        let (old, new) = (&self.matching.old, &self.matching.new);
        let around = |page: &Page, record: &Record| page.tree.parent(record.node);
        let became = around(self.old, self.mine).map(|parent| old.image[parent as usize]);
        let is_image =
            became.is_some_and(|image| image != NONE && around(self.new, self.theirs) == Some(image));
        let headings = (old.heading[self.mine.node as usize], new.heading[self.theirs.node as usize]);
        is_image
            || matches!(headings, (mine, theirs) if mine != NONE && theirs != NONE
            && self.old.of(mine).wording.plain == self.new.of(theirs).wording.plain)
    }
}
