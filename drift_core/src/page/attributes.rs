//! The attributes that identify an element, hashed so that two of them compare at once.

use crate::hash;
use crate::page::TestIds;
use crate::page::made_up::has_react_id;
use crate::page::tokens::stable_name;
use crate::tree::{NodeId, Tree};

/// Where captures keep the digest of the query that they cut from an address.
const QUERY: &str = "data-pacts-query";

/// What an attribute says of its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trait {
    /// One of the test ids.
    TestId,
    /// `id`, when it is not generated.
    Id,
    /// `name`.
    Name,
    /// Where a link or form leads.
    Target,
    /// The last part of where it leads.
    TargetTail,
    /// The control a label is for.
    For,
    /// `placeholder`.
    Placeholder,
    /// `title`.
    Title,
    /// The value of a radio button, checkbox, option or button.
    Value,
    /// Any `data-*` attribute, `itemprop`, `autocomplete`, `src`, `onclick` or `aria-controls`.
    Other,
}

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    pub what: Trait,
    pub hash: u64,
    /// Holds a number, which the next build may give to another element.
    pub numbered: bool,
}

/// Whether a word of its classes is among those given: `btn` is one of `x-btn--big`.
pub(crate) fn has_class_word(tree: &Tree, id: NodeId, wanted: &[&str]) -> bool {
    let classes = tree.attribute(id, "class").unwrap_or("");
    classes.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| wanted.contains(&word))
}

/// All of an element's marks, ordered.
pub(crate) fn marks(tree: &Tree, test_ids: &TestIds, id: NodeId, out: &mut Vec<Mark>) {
    out.clear();
    for (name, value) in tree.attributes(id) {
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        match name {
            "id" if is_lasting(value) => out.push(mark(Trait::Id, value)),
            "name" if is_lasting(value) || value.len() < 4 => out.push(mark(Trait::Name, value)),
            "href" | "action" | "formaction" => target(value, tree.attribute(id, QUERY).unwrap_or(""), out),
            "for" if is_lasting(value) => out.push(mark(Trait::For, value)),
            "placeholder" => out.push(mark(Trait::Placeholder, value)),
            "title" => out.push(mark(Trait::Title, value)),
            "value" if has_fixed_value(tree, id) => out.push(mark(Trait::Value, value)),
            _ if test_ids.contains(name) => out.push(mark(Trait::TestId, value)),
            _ if is_other(name) => out.push(other(name, value)),
            _ => {}
        }
    }
    out.sort_unstable();
}

/// A counter of React's may hold no digit, so that nothing else would tell it from a name.
fn is_lasting(value: &str) -> bool {
    stable_name(value).is_some() && !has_react_id(value)
}

fn mark(what: Trait, value: &str) -> Mark {
    let numbered = what != Trait::TestId && value.bytes().any(|byte| byte.is_ascii_digit());
    Mark { what, hash: hash::string(value.as_bytes(), what as u64), numbered }
}

fn other(name: &str, value: &str) -> Mark {
    let hash = hash::string(value.as_bytes(), hash::string(name.as_bytes(), Trait::Other as u64));
    Mark { what: Trait::Other, hash, numbered: true }
}

fn is_other(name: &str) -> bool {
    name.starts_with("data-") && name != QUERY
        || matches!(name, "itemprop" | "autocomplete" | "src" | "onclick" | "aria-controls" | "list")
}

fn has_fixed_value(tree: &Tree, id: NodeId) -> bool {
    match tree.tag(id) {
        "button" | "option" => true,
        "input" => {
            matches!(tree.attribute(id, "type"), Some("radio" | "checkbox" | "submit" | "button" | "reset"))
        }
        _ => false,
    }
}

/// A target without what only says from where it is looked at; a capture gives its query as a digest.
fn target(value: &str, query: &str, out: &mut Vec<Mark>) {
    let mut path =
        value.split_once("://").map_or(value, |(_, rest)| rest.split_once('/').map_or(rest, |r| r.1));
    while let Some(rest) = path.strip_prefix("../").or_else(|| path.strip_prefix("./")) {
        path = rest;
    }
    let path = path.trim_start_matches('/').trim_end_matches("index.html");
    if matches!(value, "#" | "#!")
        || value.starts_with("javascript:")
        || path.is_empty() && value.starts_with('.')
    {
        return;
    }
    let whole = if path.is_empty() { "/" } else { path };
    let hash = |what: Trait, text: &str| {
        let path = hash::string(text.as_bytes(), what as u64);
        if query.is_empty() { path } else { hash::string(query.as_bytes(), path) }
    };
    out.push(Mark { what: Trait::Target, hash: hash(Trait::Target, whole), numbered: false });
    let trimmed = whole.trim_end_matches('/');
    let tail = trimmed.rsplit('/').next().unwrap_or(trimmed);
    if !tail.is_empty() {
        out.push(Mark { what: Trait::TargetTail, hash: hash(Trait::Target, tail), numbered: false });
    }
}
