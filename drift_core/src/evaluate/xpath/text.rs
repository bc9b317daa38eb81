//! Strings of which something may be unknown, and what can be said of them all the same.

use crate::evaluate::doubt::Sure;
use std::borrow::Cow;

#[derive(Debug, Clone)]
pub(crate) enum Text<'a> {
    Exact(Cow<'a, str>),
    /// It goes on in an unknown way.
    Begins(&'a str),
    Loose(Loose<'a>),
    Unknown,
}

/// A text of an element: its words, but not the white space between them.
#[derive(Debug, Clone)]
pub(crate) struct Loose<'a> {
    /// Own texts in an order that is not that of the page.
    pub pieces: Vec<Cow<'a, str>>,
    /// There is more than these.
    pub withheld: bool,
    /// White space is collapsed in the page's own string too.
    pub normal: bool,
    /// One of several text nodes that make up the pieces, and not known which.
    pub part: bool,
}

pub(crate) fn normalized(text: &str) -> String {
    let words = text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn solid(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !c.is_whitespace())
}

impl<'a> Text<'a> {
    pub fn exact(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Exact(text.into())
    }

    /// The string, when all of it is known.
    pub fn known(&self) -> Option<&str> {
        match self {
            Self::Exact(text) => Some(text),
            _ => None,
        }
    }

    pub fn is_filled(&self) -> Sure {
        match self {
            Self::Exact(text) => (!text.is_empty()).into(),
            Self::Begins(start) if !start.is_empty() => Sure::Yes,
            Self::Loose(loose) if !loose.pieces.is_empty() && !loose.part => Sure::Yes,
            Self::Loose(Loose { pieces, withheld: false, normal: true, .. }) if pieces.is_empty() => Sure::No,
            _ => Sure::Perhaps,
        }
    }

    pub fn equals(&self, other: &Self) -> Sure {
        match (self, other) {
            (Self::Exact(a), Self::Exact(b)) => (a == b).into(),
            (Self::Begins(start), Self::Exact(whole)) | (Self::Exact(whole), Self::Begins(start)) => {
                Sure::perhaps(whole.starts_with(start))
            }
            (Self::Loose(loose), Self::Exact(whole)) | (Self::Exact(whole), Self::Loose(loose)) => {
                loose.equals(whole)
            }
            _ => Sure::Perhaps,
        }
    }

    pub fn contains(&self, part: &str) -> Sure {
        match self {
            _ if part.is_empty() => Sure::Yes,
            Self::Exact(text) => text.contains(part).into(),
            Self::Begins(start) if start.contains(part) => Sure::Yes,
            Self::Loose(loose) => loose.contains(part),
            _ => Sure::Perhaps,
        }
    }

    pub fn starts_with(&self, part: &str) -> Sure {
        match self {
            _ if part.is_empty() => Sure::Yes,
            Self::Exact(text) => text.starts_with(part).into(),
            Self::Begins(start) if start.starts_with(part) => Sure::Yes,
            Self::Begins(start) => Sure::perhaps(part.starts_with(start)),
            Self::Loose(loose) => loose.starts_with(part),
            Self::Unknown => Sure::Perhaps,
        }
    }

    pub fn normalize(self) -> Self {
        match self {
            Self::Exact(text) => Self::exact(normalized(&text)),
            Self::Loose(loose) if loose.part || loose.withheld => {
                Self::Loose(Loose { normal: true, ..loose })
            }
            Self::Loose(mut loose) => match loose.pieces.len() {
                0 => Self::exact(""),
                1 if loose.is_whole() => Self::Exact(loose.pieces.remove(0)),
                _ => Self::Loose(Loose { normal: true, ..loose }),
            },
            Self::Begins(start) if !start.contains(char::is_whitespace) => Self::Begins(start),
            Self::Begins(_) | Self::Unknown => Self::Unknown,
        }
    }
}

/// Set on a single piece whose words an element may part.
pub(crate) const PARTED: &str = "\u{0}";

impl Loose<'_> {
    fn is_whole(&self) -> bool {
        !self.pieces[0].ends_with(PARTED)
    }

    fn equals(&self, wanted: &str) -> Sure {
        if self.part {
            return self.contains_words(wanted);
        }
        let wanted_length = solid(wanted).count();
        let length: usize = self.texts().map(|piece| solid(piece).count()).sum();
        if self.withheld {
            return Sure::perhaps(length <= wanted_length);
        }
        if length != wanted_length || self.normal && normalized(wanted) != wanted {
            return Sure::No;
        }
        match self.pieces.len() {
            0 => Sure::perhaps(!self.normal || wanted.is_empty()),
            1 if self.is_whole() => Sure::perhaps(normalized(wanted) == self.pieces[0]),
            _ => {
                let mut have: Vec<char> = self.texts().flat_map(solid).collect();
                let mut want: Vec<char> = solid(wanted).collect();
                have.sort_unstable();
                want.sort_unstable();
                Sure::perhaps(have == want)
            }
        }
    }

    fn contains(&self, part: &str) -> Sure {
        let is_one_word = !part.contains(char::is_whitespace);
        let holds = self.texts().any(|piece| piece.contains(part));
        match holds && !self.part && (is_one_word || self.normal && self.pieces.len() == 1 && self.is_whole())
        {
            true => Sure::Yes,
            false => self.contains_words(part),
        }
    }

    /// Whether each word may be there, whole or put together from the ends of two pieces.
    fn contains_words(&self, text: &str) -> Sure {
        let possible = |word: &str| self.texts().any(|piece| piece.contains(word)) || self.spans(word);
        let all_there = text.split_whitespace().all(possible);
        Sure::perhaps(all_there || self.withheld)
    }

    fn spans(&self, word: &str) -> bool {
        let words = || self.texts().flat_map(str::split_whitespace);
        let may_join = self.pieces.len() > 1 || self.pieces.iter().any(|piece| piece.ends_with(PARTED));
        let is_end = |start: &str| words().any(|one| one.ends_with(start));
        let is_start = |rest: &str| words().any(|one| one.starts_with(rest) || rest.starts_with(one));
        let mut cuts = word.char_indices().map(|(at, _)| at).skip(1);
        may_join && cuts.any(|at| is_end(&word[..at]) && is_start(&word[at..]))
    }

    fn starts_with(&self, part: &str) -> Sure {
        if self.contains_words(part) == Sure::No {
            return Sure::No;
        }
        let first_word = part.split_whitespace().next().unwrap_or("");
        let single = self.pieces.len() == 1 && !self.part && !self.withheld && self.is_whole();
        // White space may come first, but not another word.
        Sure::perhaps(!single || self.pieces[0].starts_with(first_word))
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().map(|piece| piece.trim_end_matches(PARTED))
    }
}
