//! What a request may mean: every way to read it, the most literal first.

use super::ordinal::{Ordinal, ordinal_of};
use super::scopes::phrase::BESIDE;
use super::scopes::records::{self, Whole};
use super::vocabulary::{
    ARTICLES, CONNECTORS, CONTENTS, COUNTED_IN_NAMES, Kinds, NAMED, ROLE_WORDS, SAYING_NOTHING, SOLE,
    kinds_of, roles_of,
};
use super::words::{Asked, squash};

/// Words of a request that are taken apart; a longer one is only taken literally.
const MAX_WORDS: usize = 24;
const QUOTES: &[(char, char)] =
    &[('"', '"'), ('\'', '\''), ('\u{201c}', '\u{201d}'), ('\u{2018}', '\u{2019}'), ('`', '`'), ('«', '»')];

/// How sure it is that this is what was meant, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Manner {
    Literal,
    Numbered,
    Scoped,
    /// A field of a group that the first words name: "billing city".
    Within,
    /// The only one of its kind, whatever it is called.
    Sole,
    /// A record by its key, whatever the page makes its records of: "row of Teapot".
    Whole,
}

/// One way to understand a request.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// None for an element that is told by its kind alone.
    pub name: Option<Asked>,
    /// None expects no kind.
    pub kinds: Option<Kinds>,
    pub ordinal: Option<Ordinal>,
    /// The part of the page it is in, when the request says so itself.
    pub scope: String,
    pub manner: Manner,
    /// Words that a sole element of a kind may be called by beside others that say nothing.
    pub only_called: Option<&'static [&'static str]>,
    /// The record that is meant, whose key is the name.
    pub whole: Option<Whole>,
}

impl Reading {
    fn new(name: &str, kinds: Option<Kinds>) -> Self {
        let name = Asked::new(name);
        let name = (!name.text.is_empty()).then_some(name);
        Self {
            name,
            kinds,
            ordinal: None,
            scope: String::new(),
            manner: Manner::Literal,
            only_called: None,
            whole: None,
        }
    }
}

/// All readings, in the order they are to be tried.
pub(super) fn readings(element: &str) -> Vec<Reading> {
    let whole = squash(element);
    let words: Vec<&str> = whole.split(' ').collect();
    let mut all = named(&whole);
    if words.len() <= MAX_WORDS {
        all.extend(numbered(&whole));
        for (inner, scope) in splits(&whole) {
            let (plain, counted) = (named(inner), numbered(inner));
            // What it stands beside may be any text of a record, and so the words for that are kept.
            let rest = whole.get(inner.len() + 1..).filter(|_| whole.starts_with(inner)).unwrap_or_default();
            let is_beside = BESIDE.iter().any(|words| starts_with_words(rest, words));
            let scope = if is_beside { rest } else { scope };
            let within = plain.into_iter().chain(counted).chain(sole(inner)).chain(records::readings(inner));
            all.extend(within.map(|reading| Reading {
                scope: scope.to_owned(),
                manner: reading.manner.max(Manner::Scoped),
                ..reading
            }));
        }
        all.extend(within_group(&whole));
        all.extend(sole(&whole));
        all.extend(records::readings(&whole));
        all.sort_by_key(|reading| reading.manner);
    }
    all
}

/// The name as it stands, without article and quotes, and with a word for its role split off.
fn named(text: &str) -> Vec<Reading> {
    let bare = without_article(text);
    let mut all = vec![Reading::new(text, None)];
    for other in [bare, unquoted(bare)] {
        if all.iter().all(|reading| reading.name.as_ref().is_none_or(|name| name.text != other)) {
            all.push(Reading::new(other, None));
        }
    }
    // Names begin with articles too: "The Verge link".
    for whole in [text, bare] {
        all.extend(with_role(whole));
        if bare == text {
            break;
        }
    }
    all.retain(|reading| reading.name.is_some());
    all
}

/// The rest as an element of the kind that the last or the first words name.
fn with_role(text: &str) -> Vec<Reading> {
    let mut all = Vec::new();
    for (rest, word) in endings(text) {
        all.extend(roles_of(word).map(|kinds| Reading::new(unquoted(rest), Some(kinds))));
    }
    for (word, rest) in beginnings(text) {
        let connector = NAMED.iter().filter(|connector| starts_with_words(rest, connector));
        let longest = connector.max_by_key(|connector| connector.len());
        let named = longest.map(|connector| rest[connector.len()..].trim_start());
        for kinds in roles_of(word) {
            all.extend(named.map(|name| Reading::new(unquoted(name), Some(kinds))));
            all.push(Reading::new(unquoted(rest), Some(kinds)));
        }
    }
    all
}

/// A field by the group it is in, which the first words name whole or without a word that says nothing more.
fn within_group(text: &str) -> Vec<Reading> {
    const MORE: &[&str] = &["", " address", " details", " information", " info", " data", " contact"];
    let mut all = Vec::new();
    for (group, name) in beginnings(without_article(text)) {
        for reading in named(name) {
            all.extend(MORE.iter().map(|more| Reading {
                scope: format!("{group}{more} section"),
                manner: Manner::Within,
                ..reading.clone()
            }));
        }
    }
    all
}

/// Readings with an ordinal, which names often begin with too: "First Name".
fn numbered(text: &str) -> Vec<Reading> {
    let bare = without_article(text);
    let Some((rest, ordinal)) = ordinal_of(bare).filter(|(rest, _)| counts(text, bare, rest)) else {
        return Vec::new();
    };
    let of_kind = kinds_of(ROLE_WORDS, &singular(&rest.to_lowercase())).map(|kinds| {
        let mut reading = Reading::new("", Some(kinds));
        reading.manner = Manner::Sole;
        reading
    });
    let counted = |reading: Reading| Reading {
        ordinal: Some(ordinal),
        manner: reading.manner.max(Manner::Numbered),
        ..reading
    };
    named(rest).into_iter().chain(of_kind).chain(records::readings(rest)).map(counted).collect()
}

/// Whether a word that could be part of a name counts: with an article or a word for a kind, and in "Last
/// name" only where capitals part it from the name, "last Name field". A number, as in "2nd", always does.
fn counts(text: &str, bare: &str, rest: &str) -> bool {
    let is_spelled =
        bare.len() > rest.len() && bare.ends_with(rest) && !bare.starts_with(|c: char| c.is_ascii_digit());
    let is_parted = bare.starts_with(char::is_lowercase) && rest.starts_with(char::is_uppercase);
    let mut of_rest = rest.split(' ').map(str::to_lowercase);
    let (first, last) = (of_rest.next().unwrap_or_default(), of_rest.next_back());
    let is_kind = |word: &str| kinds_of(ROLE_WORDS, &singular(word)).is_some();
    let says_kind = is_kind(&first) || last.is_some_and(|last| is_kind(&last));
    !is_spelled || (!COUNTED_IN_NAMES.contains(&first.as_str()) || is_parted) && (text != bare || says_kind)
}

fn singular(word: &str) -> String {
    match word.strip_suffix("es").filter(|stem| stem.ends_with(['x', 'h'])) {
        Some(stem) => stem.to_owned(),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

/// Readings of a kind of which there is but one.
fn sole(text: &str) -> Vec<Reading> {
    let bare = without_article(text).to_lowercase();
    let mut all = Vec::new();
    // With a capital it is rather the name of one that is gone.
    if !without_article(text).starts_with(char::is_uppercase) {
        all.extend(kinds_of(SOLE, &bare).map(|kinds| Reading::new("", Some(kinds))));
    }
    for (rest, word) in endings(&bare) {
        let is_field = matches!(word, "field" | "input" | "box" | "picker" | "input field" | "input box");
        if let Some(kinds) = kinds_of(CONTENTS, rest).filter(|_| is_field) {
            all.push(Reading { only_called: Some(SAYING_NOTHING), ..Reading::new("", Some(kinds)) });
        }
    }
    all.iter_mut().for_each(|reading| reading.manner = Manner::Sole);
    all
}

/// The element and the part of the page it is in, for each place where the words part; the longest
/// element first. Words in quotes stay together.
pub(super) fn splits(text: &str) -> Vec<(&str, &str)> {
    let mut all = Vec::new();
    for at in parting_spaces(text).into_iter().rev() {
        let (inner, rest) = (&text[..at], &text[at + 1..]);
        let connector = CONNECTORS.iter().filter(|connector| starts_with_words(rest, connector));
        if let Some(longest) = connector.max_by_key(|connector| connector.len()) {
            all.push((inner, rest[longest.len()..].trim()));
        }
    }
    for apostrophe in ["'s ", "\u{2019}s "] {
        if let Some((owner, inner)) = text.split_once(apostrophe).filter(|(_, inner)| !inner.is_empty()) {
            all.push((inner, owner));
        }
    }
    all
}

/// Byte offsets of the spaces that stand outside quotes.
fn parting_spaces(text: &str) -> Vec<usize> {
    let mut spaces = Vec::new();
    let mut closing: Option<char> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match closing {
            Some(end) if c == end => closing = None,
            Some(_) => {}
            None if c == ' ' => spaces.push(at),
            None if before == ' ' => {
                let pair = QUOTES.iter().find(|(open, _)| *open == c);
                closing =
                    pair.map(|(_, close)| *close).filter(|close| text[at + c.len_utf8()..].contains(*close));
            }
            None => {}
        }
        before = c;
    }
    spaces
}

pub(super) fn starts_with_words(text: &str, words: &str) -> bool {
    text.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words))
        && text[words.len()..].starts_with(' ')
}

pub(super) fn without_article(text: &str) -> &str {
    let article = ARTICLES.iter().find(|article| starts_with_words(text, article));
    article.map_or(text, |article| text[article.len()..].trim_start())
}

/// What is inside the quotes around a text.
pub(super) fn unquoted(text: &str) -> &str {
    let inside = QUOTES.iter().find_map(|&(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    inside.map(str::trim).filter(|inside| !inside.is_empty()).unwrap_or(text)
}

/// The rest and the last two words, then the last one.
pub(super) fn endings(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let spaces: Vec<usize> = text.rmatch_indices(' ').map(|(at, _)| at).take(2).collect();
    spaces.into_iter().rev().map(|at| (&text[..at], &text[at + 1..]))
}

/// The first two words and the rest, then the first one.
pub(super) fn beginnings(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).take(2).collect();
    spaces.into_iter().rev().map(|at| (&text[..at], &text[at + 1..]))
}
