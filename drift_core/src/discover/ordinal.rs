//! Which of several a request means: "second", "last", "#3".

use super::vocabulary::{ORDINALS, ROLE_WORDS, kinds_of};
use crate::page::parts::Count;
use crate::tree::NodeId;

/// Which of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ordinal {
    /// From 1.
    Nth(usize),
    Last,
}

impl Ordinal {
    /// The one that it means of those that are counted.
    pub fn of<T>(self, all: &[T]) -> Option<&T> {
        match self {
            Self::Last => all.last(),
            Self::Nth(n) => all.get(n - 1),
        }
    }

    /// The same, as it is told to who writes selectors.
    pub fn among(self, all: Vec<NodeId>, is_named: bool) -> Count {
        let nth = match self {
            Self::Last => None,
            Self::Nth(n) => Some(n),
        };
        Count { among: all, nth, is_named }
    }
}

/// An ordinal at the beginning or the end, and the rest.
pub(super) fn ordinal_of(text: &str) -> Option<(&str, Ordinal)> {
    let (first, rest) = text.split_once(' ')?;
    if let Some(ordinal) = ordinal_word(first) {
        return Some((rest, ordinal));
    }
    let (before, last) = text.rsplit_once(' ')?;
    if let Some(ordinal) = last.strip_prefix('#').and_then(numeral) {
        return Some((before, ordinal));
    }
    if let Some(rest) = before.strip_suffix(" number").or_else(|| before.strip_suffix(" no.")) {
        return Some((rest, numeral(last)?));
    }
    if let Some(inner) = last.strip_prefix('(').and_then(|last| last.strip_suffix(')')) {
        return Some((before, ordinal_word(inner)?));
    }
    let ends_in_role =
        before.rsplit(' ').next().is_some_and(|word| kinds_of(ROLE_WORDS, &word.to_lowercase()).is_some());
    Some((before, numeral(last).filter(|_| ends_in_role)?))
}

fn ordinal_word(word: &str) -> Option<Ordinal> {
    let word = word.to_lowercase();
    if word == "last" {
        return Some(Ordinal::Last);
    }
    if let Some(at) = ORDINALS.iter().position(|known| *known == word) {
        return Some(Ordinal::Nth(at + 1));
    }
    let digits = ["st", "nd", "rd", "th"].into_iter().find_map(|ending| word.strip_suffix(ending))?;
    numeral(digits)
}

/// A number from 1.
pub(super) fn numeral(text: &str) -> Option<Ordinal> {
    text.parse().ok().filter(|&n| n > 0).map(Ordinal::Nth)
}
