//! Whose an element is, in a form that outlives its page: what is stored of it, and compared with later.

use super::kinds::RecordKind;
use super::levels::{Level, is_said_by, is_told_by_its_name, levels, whole_level};
use super::records::Record;
use crate::page::wording::Wording;
use crate::page::{Page, accname, shown_text};
use crate::tree::NodeId;

/// Records around an element that are told of; what is further out is a part of the page.
const MAX_TIES: usize = 4;

/// What a request says of the record its element stands in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whose {
    /// The elements whose texts it names: "the row of Bob".
    pub named: Vec<NodeId>,
    /// It counts, "the third row", and means whatever stands there.
    pub is_counted: bool,
    /// What it counts, where that is the elements themselves: "the third Edit button".
    pub count: Option<Count>,
}

/// Which of several elements a request means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// All that are counted, in document order.
    pub among: Vec<NodeId>,
    /// Which of them, from 1; none for the last.
    pub nth: Option<usize>,
    /// They are called by a name, and not only of one kind.
    pub is_named: bool,
}

/// What a record is called that an element belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordKeys {
    /// Each of them tells it, the best first.
    pub keys: Vec<String>,
    /// The request named it by a text that is none of its keys.
    pub is_text: bool,
}

/// A record that an element is tied to, by the elements that say so.
pub(crate) struct RecordTie<'a> {
    pub record: &'a Record,
    pub said_by: Vec<(NodeId, String)>,
    is_text: bool,
}

/// The records that an element is tied to, innermost first: what the request named, else by their keys.
pub(crate) fn ties<'a>(page: &'a Page, id: NodeId, whose: &Whose) -> Vec<RecordTie<'a>> {
    let named: Vec<RecordTie> = whose.named.iter().filter_map(|&node| named_tie(page, id, node)).collect();
    if whose.is_counted || named.is_empty() && is_told_by_its_name(page, id) {
        return innermost_first(named);
    }
    let is_named = |record: &Record| named.iter().any(|tie| tie.record.node == record.node);
    let by_key = levels(page, id).into_iter().filter_map(|level| {
        let is_wanted = may_repeat(level.record) && !is_named(level.record);
        is_wanted.then(|| tie_of(&level))
    });
    let mut all: Vec<RecordTie> = by_key.collect();
    all.extend(named);
    innermost_first(all)
}

/// The record that an element is, by its own keys; none where it has none.
pub(crate) fn own_tie(page: &Page, id: NodeId) -> Option<RecordTie<'_>> {
    whole_level(page, id).filter(|level| may_repeat(level.record)).map(|level| tie_of(&level))
}

fn tie_of<'a>(level: &Level<'a>) -> RecordTie<'a> {
    let said_by = level.telling().map(|key| (key.node, key.text.clone())).collect();
    RecordTie { record: level.record, said_by, is_text: false }
}

/// A single article or fieldset is as often the whole page as one of many; a single row is a table's.
fn may_repeat(record: &Record) -> bool {
    record.siblings != 1 || matches!(record.kind, RecordKind::Row | RecordKind::Item)
}

fn innermost_first(mut all: Vec<RecordTie>) -> Vec<RecordTie> {
    all.sort_by_key(|tie| std::cmp::Reverse(tie.record.node));
    all.dedup_by_key(|tie| tie.record.node);
    all.truncate(MAX_TIES);
    all
}

/// The innermost record in which an element stands beside a text that the request named.
fn named_tie(page: &Page, id: NodeId, node: NodeId) -> Option<RecordTie<'_>> {
    let is_around = |record: &&Record| record.node <= node && node < record.end;
    let record = page.records().chain(id).find(is_around)?;
    let keys = page.keys(record);
    if page.contains(node, id) && node != id {
        let own = keys.iter().find(|key| key.node == node && !is_said_by(page, id, key))?;
        return Some(RecordTie { record, said_by: vec![(own.node, own.text.clone())], is_text: false });
    }
    if page.contains(id, node) {
        return None;
    }
    let text = said(page, node);
    let plain = wording(&text).plain;
    let key = keys.iter().find(|key| key.wording.plain == plain);
    let said_by = key.map_or((node, text), |key| (key.node, key.text.clone()));
    Some(RecordTie { record, said_by: vec![said_by], is_text: key.is_none() })
}

fn said(page: &Page, node: NodeId) -> String {
    match shown_text(&page.tree, node) {
        text if text.is_empty() => accname::name(&page.tree, &page.labels, node),
        text => text,
    }
}

fn wording(text: &str) -> Wording {
    Wording::read(accname::clip(text), &mut String::new())
}

/// What the records are called that an element belongs to, innermost first; none when it is told by itself.
pub fn record_keys(page: &Page, id: NodeId, whose: &Whose) -> Vec<RecordKeys> {
    let keys = |tie: RecordTie| RecordKeys {
        keys: tie.said_by.into_iter().map(|(_, text)| text).collect(),
        is_text: tie.is_text,
    };
    ties(page, id, whose).into_iter().map(keys).collect()
}

/// The first of these records that an element does not stand in; None when it stands in all of them, or, on
/// a page that groups its records otherwise, in the innermost.
pub fn elsewhere<'a>(page: &Page, id: NodeId, records: &'a [RecordKeys]) -> Option<&'a RecordKeys> {
    let around: Vec<&Record> = page.records().chain(id).collect();
    let is_regrouped = levels(page, id).len() != records.len();
    let asked = if is_regrouped { records.get(..1).unwrap_or(records) } else { records };
    asked.iter().find(|wanted| !wanted.is_around(page, &around))
}

impl RecordKeys {
    fn is_around(&self, page: &Page, around: &[&Record]) -> bool {
        let own: Vec<Wording> = self.keys.iter().map(|key| wording(key)).collect();
        if around.iter().any(|record| self.is_key_of(page, record, &own)) {
            return true;
        }
        let is_nameless = around.first().is_none_or(|record| page.keys(record).is_empty());
        if !self.is_text && !is_nameless {
            return false;
        }
        // A text of another record inside one of these is not said of this one; where there are no records
        // any more, it may be the only one that is left.
        let is_said = |node: &NodeId| match page.record(*node) {
            Some(record) => around.iter().any(|one| one.node == record.node),
            None => around.is_empty(),
        };
        own.iter().any(|own| page.index.names.get(own.plain).iter().any(is_said))
    }

    /// Whether a record is called so. The row of Erin, whose manager is Bob, is not Bob's: a lesser key of
    /// hers proves nothing, unless it was somebody's own.
    fn is_key_of(&self, page: &Page, record: &Record, own: &[Wording]) -> bool {
        page.keys(record).iter().enumerate().any(|(at, key)| {
            let which = own.iter().position(|own| own.plain == key.wording.plain);
            which.is_some_and(|which| at == 0 || self.is_text || which > 0 && key.is_unique)
        })
    }
}
