//! Which records are called so, and which only say it: "the row of Bob" is Bob's own, and not that of Erin, whose
//! manager he is.

use crate::discover::names::columns::{cell_of, header_of};
use crate::discover::names::trimmed::trimmed;
use crate::discover::words::{Asked, words};
use crate::discover::{Search, kinds};
use crate::page::parts::{Key, KeySource, Record, RecordKind, first_texts, is_own, may_name};
use crate::page::{Page, shown_text};
use crate::tree::NodeId;

/// What ties a record to the text that a phrase names it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discover) enum By {
    /// It is called so: "row of Bob", "Bob's row".
    Key,
    /// One of its texts says so, whichever: "row containing Bob".
    Text,
}

/// Levels between a text and its record whose classes may say that it is the name.
const MAX_CLASSED: usize = 3;
/// Words that end the header of a column, or a class, of what its record is called.
#[rustfmt::skip]
const OF_NAMES: &[&str] = &[
    "account", "article", "book", "client", "company", "course", "customer", "document", "employee", "event",
    "file", "filename", "heading", "headline", "id", "invoice", "issue", "item", "member", "name", "order", "page",
    "person", "post", "product", "project", "student", "subject", "task", "ticket", "title", "user", "username",
];
/// Words for who or what else has to do with a record.
#[rustfmt::skip]
const OF_OTHERS: &[&str] = &[
    "approver", "assigned", "assignee", "author", "boss", "by", "chief", "comment", "comments", "creator", "editor", "from",
    "head", "lead", "leader", "manager", "managers", "mentor", "note", "notes", "owner", "owners", "parent", "remark",
    "remarks", "reporter", "requester", "reviewer", "sponsor", "supervisor", "teacher", "to", "via", "with",
];

/// Whether a record is called by a name that a text in it says. One that has no key may be, and so may any by
/// what calls nothing, a state or a date.
pub(super) fn is_called(search: &Search, record: &Record, name: &Asked, hit: NodeId) -> bool {
    let page = search.page;
    let is_number = || name.words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    if page.keys(record).is_empty() || !may_name(&name.text) && !is_number() {
        return true;
    }
    let mut names = names_of(page, record);
    names.extend(first_name(page, record));
    let is_said = |(node, text): &(NodeId, String)| {
        let says = |said: &str| name.grade(said).is_some();
        says(text)
            || trimmed(text).any(says)
            || page.contains(hit, *node)
            || page.contains(*node, hit) && words(text).starts_with(&name.words)
    };
    // A button or a small number before all names of a record is one, too: no key is made of these.
    let is_before =
        || names.iter().all(|&(node, _)| hit < node) && (kinds::is_control(page, hit) || is_number());
    names.iter().any(is_said) || is_before()
}

/// The texts that people may call a record by, best first: its first key, a number or an address of its own, the
/// name behind such a one, and what the page says to be the name. What else it says, as who looks after it, calls
/// another one.
pub(in crate::discover) fn names_of(page: &Page, record: &Record) -> Vec<(NodeId, String)> {
    let all = page.keys(record);
    let named = named_by_the_page(page, record);
    let mut keys: Vec<&Key> = all.iter().filter(|key| !is_of_others(page, record, key, named)).collect();
    if keys.is_empty() {
        keys = all.iter().collect();
    }
    let is_first_address = |key: &Key| {
        let is_before = |other: &Key| other.node < key.node && other.text.contains('@');
        !key.text.contains('@') || !all.iter().any(is_before)
    };
    let behind = |at: usize| keys[..at].iter().all(|key| is_own(&key.text));
    let names = |(at, key): &(usize, &&Key)| {
        behind(*at) || key.is_unique && is_own(&key.text) && is_first_address(key) || named == Some(key.node)
    };
    keys.iter().enumerate().filter(names).map(|(_, key)| (key.node, key.text.clone())).collect()
}

/// What a record says first, if the page does not say that it is called by something else.
pub(super) fn first_name(page: &Page, record: &Record) -> Vec<(NodeId, String)> {
    let named = named_by_the_page(page, record);
    let mut first = first_texts(page, record);
    first.retain(|(node, _)| {
        !is_under_others(page, *node) || named.is_none() && is_first(page, record, *node)
    });
    first
}

/// Whether a record begins with a text, but for numbers.
fn is_first(page: &Page, record: &Record, node: NodeId) -> bool {
    let first = first_texts(page, record);
    let before = first.iter().take_while(|(one, _)| *one != node);
    first.iter().any(|(one, _)| *one == node) && before.into_iter().all(|(_, text)| !text.contains('@'))
}

/// The first key of which the page says that it is the name.
fn named_by_the_page(page: &Page, record: &Record) -> Option<NodeId> {
    let keys = page.keys(record).iter().map(|key| key.node);
    keys.filter(|&node| is_said_to_name(page, record, node)).min()
}

/// Whether a key tells of others what they have to do with the record: by its column, or as a link behind the text
/// that a row begins with, in a column that nothing heads. What a record says first is its name all the same, a
/// lead's or an owner's, unless the page says which one that is.
fn is_of_others(page: &Page, record: &Record, key: &Key, named: Option<NodeId>) -> bool {
    let is_behind = || first_texts(page, record).iter().any(|(node, text)| *node < key.node && !is_own(text));
    let is_bare_link = || {
        key.source == KeySource::Link && record.kind == RecordKind::Row && header(page, key.node).is_none()
    };
    let is_told = || is_under_others(page, key.node);
    is_told() && (named.is_some() || !is_first(page, record, key.node)) || is_bare_link() && is_behind()
}

/// Whether the page says that a text is the name: its header or its class ends so. A class lays out more often than it
/// tells of others ("lead", "from-blue"), so that only headers do.
fn is_said_to_name(page: &Page, record: &Record, node: NodeId) -> bool {
    let is_name = |said: &str| {
        let last_is_one = words(said).last().is_some_and(|word| OF_NAMES.contains(&word.as_str()));
        last_is_one && !tells_of_others(said)
    };
    let tree = &page.tree;
    let inside = std::iter::once(node).chain(tree.ancestors(node)).take_while(|&id| id > record.node);
    let mut classes = inside.take(MAX_CLASSED).filter_map(|id| tree.attribute(id, "class"));
    header(page, node).is_some_and(|text| is_name(&text))
        || classes.any(|classes| classes.split_ascii_whitespace().any(is_name))
}

fn is_under_others(page: &Page, node: NodeId) -> bool {
    header(page, node).is_some_and(|text| tells_of_others(&text))
}

fn tells_of_others(said: &str) -> bool {
    words(said).iter().any(|word| OF_OTHERS.contains(&word.as_str()))
}

/// What heads the column that a text stands in.
pub(super) fn header(page: &Page, node: NodeId) -> Option<String> {
    let header = header_of(page, cell_of(page, node)?)?;
    Some(shown_text(&page.tree, header)).filter(|text| !text.trim().is_empty())
}
