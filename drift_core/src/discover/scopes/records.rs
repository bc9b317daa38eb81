//! Records that are asked for as a whole: "the row of Teapot", whatever the page makes its rows of.
//!
//! People call a record a row, an item or a card by how it looks to them. So its key tells it, and the word only
//! tells which one of several records of that key is meant.

use super::called::{By, first_name, is_called, names_of};
use super::phrase::{PartReading, called, saying};
use super::{Hit, NAMES, area_of, called_so, headed_so, hits, is_wanted};
use crate::discover::names::Via;
use crate::discover::names::trimmed::trimmed;
use crate::discover::phrase::{Manner, Reading, endings, splits, unquoted, without_article};
use crate::discover::rank::{Candidate, Rank};
use crate::discover::vocabulary::{PART_WORDS, kinds_of};
use crate::discover::words::{Asked, Grade, key_with};
use crate::discover::{Request, Search};
use crate::page::Page;
use crate::page::parts::{Record, RecordKind, whole_level};
use crate::tree::NodeId;

/// What people call a record before they say its key.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "row", "table row", "line", "item", "list item", "entry", "card", "tile", "article", "post", "section", "group",
    "panel",
];
/// The same behind its key: "Teapot row". With others names end: "Address line", "Settings panel".
const BEHIND: &[&str] = &["row", "table row", "item", "list item", "entry", "card", "tile"];
/// Parts of a page rather than records: no row and no item of a list is called so.
const PARTS: &[&str] = &["section", "group", "panel"];
/// Last words of the classes of boxes that are records to people although they stand alone.
const CLASSES: &[&str] = &["row", "line", "item", "entry", "card", "tile"];
/// Levels that are climbed from a text to the record that it names.
const MAX_CLIMB: usize = 8;
/// Nodes of a record that are searched for its first text.
const MAX_LOOK: usize = 64;

/// The record that a reading means.
#[derive(Debug, Clone)]
pub(in crate::discover) struct Whole {
    /// What it is called: "row", "card".
    pub word: String,
    /// Its key was said as the scope: "row" in "Teapot".
    pub is_scope: bool,
    /// Whether the name is its key, or any text of it.
    by: By,
    /// The header above that text.
    column: Option<Asked>,
}

/// Each way in which a text asks for a record by its key.
pub(in crate::discover) fn readings(text: &str) -> Vec<Reading> {
    let bare = without_article(text.trim());
    let ahead =
        [2, 1].into_iter().flat_map(|count| called(bare, count)).filter(|(word, _)| is_in(WORDS, word));
    let behind = endings(bare).filter(|(_, word)| is_in(BEHIND, word)).map(|(name, word)| (word, name));
    let owned = ["'s ", "\u{2019}s "].into_iter().filter_map(|apostrophe| bare.split_once(apostrophe));
    let owned = owned.filter(|(_, word)| is_in(WORDS, word)).map(|(name, word)| (word, name));
    let keyed = ahead.chain(behind).chain(owned).filter_map(|(word, name)| reading(word, name, "", false));
    let said =
        [2, 1].into_iter().flat_map(|count| saying(bare, count)).filter(|(word, ..)| is_in(WORDS, word));
    let said = said.filter_map(|(word, column, name)| {
        let mut read = reading(word, name, "", false)?;
        read.whole = read.whole.map(|whole| Whole { by: By::Text, column: column.map(Asked::new), ..whole });
        Some(read)
    });
    keyed.chain(said).collect()
}

/// The same where a request has the key as its scope, alone or in a part of the page.
pub(in crate::discover) fn readings_in_scope(request: &Request) -> Vec<Reading> {
    let word = without_article(request.element.trim());
    if !is_in(WORDS, word) {
        return Vec::new();
    }
    let parted = splits(request.scope);
    let all = std::iter::once((request.scope, "")).chain(parted);
    all.filter_map(|(name, scope)| reading(word, name, scope, true)).collect()
}

fn reading(word: &str, name: &str, scope: &str, is_scope: bool) -> Option<Reading> {
    let name = Asked::new(unquoted(without_article(name.trim())));
    (!name.words.is_empty()).then(|| Reading {
        name: Some(name),
        kinds: None,
        ordinal: None,
        scope: scope.to_owned(),
        manner: Manner::Whole,
        only_called: None,
        whole: Some(Whole { word: word.to_lowercase(), is_scope, by: By::Key, column: None }),
    })
}

fn is_in(words: &[&str], word: &str) -> bool {
    words.contains(&word.to_lowercase().as_str())
}

/// The records of that key, and boxes that are as good as one.
pub(in crate::discover) fn candidates(search: &Search, name: &Asked, whole: &Whole) -> Vec<Candidate> {
    let word = whole.word.as_str();
    let part = PartReading {
        by: whole.by,
        column: whole.column.clone(),
        ..PartReading::of_kind(kinds_of(PART_WORDS, word), word)
    };
    let candidate = |id: NodeId, is_lesser: bool, grade: Grade| Candidate {
        id,
        rank: Rank::of_record(is_wanted(search, &part, id), is_lesser, grade),
    };
    if whole.by == By::Text {
        let said = saying_so(search, &part, name, |_, _| true);
        return said.into_iter().map(|(id, grade)| candidate(id, true, grade)).collect();
    }
    let mut keyed = called_so_by(search, &part, name, |record| keys_of(search.page, record));
    if keyed.is_empty() {
        // Two that are called the same have no keys that tell them.
        keyed = called_so_by(search, &part, name, |record| first_name(search.page, record));
    }
    let mut all: Vec<Candidate> =
        keyed.into_iter().map(|(id, at, grade)| candidate(id, at > 0, grade)).collect();
    let hits = hits(search, &part, name, &area_of(search, &[0]));
    let Some(grade) = hits.iter().map(|hit| hit.grade).min() else { return all };
    let alone = PartReading::of_kind(Some(NAMES), "card");
    let parts = if PARTS.contains(&word) { vec![&part] } else { vec![&part, &alone] };
    for part in parts {
        let named = called_so(search, part, &hits).into_iter().chain(headed_so(search, part, &hits));
        all.extend(named.map(|id| candidate(id, true, grade)));
    }
    let begun = hits.iter().filter_map(|hit| begun_with(search, &part, name, hit));
    all.extend(begun.map(|id| candidate(id, true, grade)));
    if all.is_empty() {
        // What names it may be what people press, of which no key is made.
        let pressed = saying_so(search, &part, name, |record, hit| is_called(search, record, name, hit.id));
        all.extend(pressed.into_iter().map(|(id, grade)| candidate(id, true, grade)));
    }
    if all.is_empty() && search.mentioned.get().is_none() {
        search.mentioned.set(hits.iter().map(|hit| hit.id).find(|&id| search.page.record(id).is_some()));
    }
    all
}

/// The innermost records around the texts that say it, and boxes that are as good as one.
fn saying_so(
    search: &Search,
    part: &PartReading,
    name: &Asked,
    is_meant: impl Fn(&Record, &Hit) -> bool,
) -> Vec<(NodeId, Grade)> {
    let records = search.page.records();
    let around = |hit: &Hit| {
        let is_one = |&node: &NodeId| match records.starting_at(node) {
            Some(record) => may_be(part, record.kind),
            None => part.by == By::Text && is_classed(search, part, node),
        };
        let mut nodes = std::iter::once(hit.id).chain(search.page.tree.ancestors(hit.id)).take(MAX_CLIMB);
        let node = nodes.find(is_one)?;
        let record = records.starting_at(node);
        let first = record.and_then(|record| records.parts(record).next()).map_or(node, |first| first.node);
        record.is_none_or(|record| is_meant(record, hit)).then_some((first, hit.grade))
    };
    hits(search, part, name, &area_of(search, &[0])).iter().filter_map(around).collect()
}

/// The records that one of their texts calls so, with which of these it is and how closely it says the name.
fn called_so_by(
    search: &Search,
    part: &PartReading,
    name: &Asked,
    texts: impl Fn(&Record) -> Vec<(NodeId, String)>,
) -> Vec<(NodeId, usize, Grade)> {
    let (records, key) = (search.page.records(), name.key());
    let mut scratch = String::new();
    let is_whole = |record: &&Record| {
        let is_first = || records.parts(record).next().is_some_and(|first| first.node == record.node);
        may_be(part, record.kind) && is_first()
    };
    let mut called = Vec::new();
    for record in records.all().iter().filter(is_whole) {
        for (at, (_, text)) in texts(record).iter().enumerate() {
            let mut says =
                |said: &str| (key_with(said, &mut scratch) == key).then(|| name.grade(said)).flatten();
            // What is read in one line may have a price behind the name: "Teapot <b>24 €</b>".
            let rest = |grade: Grade| grade.max(Grade::Trimmed);
            let grade = says(text).or_else(|| trimmed(text).find_map(&mut says).map(rest));
            called.extend(grade.map(|grade| (record.node, at, grade)));
        }
    }
    called
}

fn keys_of(page: &Page, record: &Record) -> Vec<(NodeId, String)> {
    whole_level(page, record.node).map_or(Vec::new(), |_| names_of(page, record))
}

/// Whether a word may mean a record of a kind.
fn may_be(part: &PartReading, kind: RecordKind) -> bool {
    let is_part = PARTS.contains(&part.word.as_str());
    !is_part || matches!(kind, RecordKind::Article | RecordKind::Fieldset | RecordKind::Box)
}

/// The nearest box that is as good as a record, though it stands alone, and whose first text this is; also a record
/// that is not shown, whose keys nobody reads.
fn begun_with(search: &Search, part: &PartReading, name: &Asked, hit: &Hit) -> Option<NodeId> {
    let (tree, records) = (&search.page.tree, search.page.records());
    if !matches!(hit.via, Via::Role | Via::Label | Via::Text | Via::Alt | Via::Title) {
        return None;
    }
    let is_record = |node: NodeId| records.starting_at(node).is_some();
    let is_one = |node: NodeId| match records.starting_at(node) {
        Some(record) => {
            search.with_hidden.get() && may_be(part, record.kind) && is_called(search, record, name, hit.id)
        }
        None => true,
    };
    let mut around = std::iter::once(hit.id).chain(tree.ancestors(hit.id)).take(MAX_CLIMB);
    let node = around.find(|&node| is_record(node) || is_classed(search, part, node))?;
    let mut inside = (node..tree.end(node)).take(MAX_LOOK);
    let said = inside.find(|&id| tree.own_text(id).contains(char::is_alphabetic))?;
    (is_one(node) && search.page.contains(hit.id, said)).then_some(node)
}

/// A plain box with a class for such records, as `cart-item`; its parts, as `card-title`, are none.
fn is_classed(search: &Search, part: &PartReading, id: NodeId) -> bool {
    let tree = &search.page.tree;
    let is_box = matches!(tree.tag(id), "div" | "section" | "a" | "form" | "figure");
    let is_part = PARTS.contains(&part.word.as_str());
    let is_word = |word: &str| word == part.word || !is_part && CLASSES.contains(&word);
    let last = |class: &str| class.rsplit(['-', '_']).next().is_some_and(is_word);
    is_box && tree.attribute(id, "class").unwrap_or("").split_ascii_whitespace().any(last)
}
