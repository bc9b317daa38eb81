//! Whether a person chose an id, a name or a class, or a machine made it for this page only.
//!
//! Makers of ids are many and new ones come each year, so that it is told by shape: a counter with
//! nothing before it but words for widgets, an id of React, a hash. Tables hold only the words.

use crate::page::tokens::{is_generated, starts_with_any};
use crate::rules;

/// Digits a counter of React has at most; a longer run of letters is a word.
const MAX_COUNTER: usize = 4;

/// Whether an id, a name or a class may stand in a selector: a person chose it, and the next build of the
/// page has it too. Stricter than what a fingerprint keeps, because a selector uses it as it is.
pub(crate) fn is_chosen(token: &str) -> bool {
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    !token.is_empty() && digits < 2 && !is_made_up(token) && !is_repeated(token)
}

/// Whether a machine made it, as for this page only.
pub(crate) fn is_made_up(token: &str) -> bool {
    let lowered = token.to_lowercase();
    let is_run = |part: &str| is_hash_run(part) || is_long_hex(part);
    starts_with_any(&lowered, rules::MADE_UP_PREFIXES)
        || is_generated(token)
        || has_react_id(token)
        || longest_number(token) > 2
        || is_counted(token)
        || token.split(|c: char| !c.is_ascii_alphanumeric()).any(is_run)
}

/// React's `useId` anywhere: `:r1:`, `«r1»` and `_r_1_`, with capitals when a server made it, and with
/// other signs where a library does not like these.
pub(crate) fn has_react_id(token: &str) -> bool {
    token.contains(['«', '»'])
        || has_part_in_colons(token)
        || ['_', '-', ':'].into_iter().any(|sign| has_counter_in(token, sign))
}

fn has_part_in_colons(token: &str) -> bool {
    let is_id = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let parts: Vec<&str> = token.split(':').collect();
    parts.len() > 2 && parts[1..parts.len() - 1].iter().any(|part| is_id(part))
}

/// `_r1_` in one piece, with signs or nothing around it, or `_r_1_` in two, where one side is enough.
fn has_counter_in(token: &str, sign: char) -> bool {
    let parts: Vec<&str> = token.split(sign).collect();
    let is_open = |at: usize| !parts[at - 1].ends_with(char::is_alphanumeric);
    let is_closed = |at: usize| !parts[at + 1].starts_with(char::is_alphanumeric);
    let in_one = |at: usize| parts[at].contains(|c: char| c.is_ascii_digit()) && is_react(parts[at]);
    let in_two = |at: usize| {
        // An application may put a prefix of its own before the mark.
        let is_prefixed = at == 1 && parts[0].is_empty();
        let mark = if is_prefixed { parts[at].char_indices().next_back() } else { None };
        let mark = mark.map_or(parts[at], |(last, _)| &parts[at][last..]);
        matches!(mark, "r" | "R") && is_react(&format!("{mark}{}", parts[at + 1]))
    };
    let inner = 1..parts.len().saturating_sub(1);
    let is_whole = inner.clone().any(|at| in_one(at) && is_open(at) && is_closed(at));
    let mut pairs = inner.skip(1).map(|last| last - 1);
    is_whole || sign == '_' && pairs.any(|at| in_two(at) && (is_open(at) || is_closed(at + 1)))
}

/// An `r` and digits to the base of 32, or after an `R` a server's path of them.
fn is_react(part: &str) -> bool {
    let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'v').contains(&b);
    let counter = part.strip_prefix('r').filter(|digits| digits.len() <= MAX_COUNTER);
    let path = part.strip_prefix('R');
    counter.or(path).is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|b| is_digit(b) || path.is_some() && b == b'H')
    })
}

fn longest_number(token: &str) -> usize {
    token.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0)
}

/// A number with nothing before it but words for any widget, a part of one or a library:
/// `input-45`, `combobox-button-3`, `field_7-label`, `sl-tab-3`, `pn_id_1`.
fn is_counted(token: &str) -> bool {
    if !token.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let all = pieces(token);
    let is_private = token.starts_with("__");
    let mut words: Vec<&str> = Vec::new();
    for (at, piece) in all.iter().enumerate() {
        match piece {
            Piece::Word(word) => words.push(word),
            Piece::Number { is_apart, is_end: true } => {
                let is_first = !all[..at].iter().any(|before| matches!(before, Piece::Number { .. }));
                if is_visit(&words, *is_apart) || is_first && (is_private || says_nothing(&words)) {
                    return true;
                }
            }
            Piece::Number { .. } => {}
        }
    }
    false
}

/// Whether a person who chose these words would have said nothing.
fn says_nothing(words: &[&str]) -> bool {
    let is_in = |word: &str, known: &[&str]| known.iter().any(|one| word.eq_ignore_ascii_case(one));
    let counts = |word: &str| is_in(word, rules::COUNTED);
    let is_library = |word: &str| is_in(word, rules::LIBRARIES);
    let is_empty =
        |word: &&str| word.len() < 3 || counts(word) || is_library(word) || is_in(word, rules::PARTS);
    let is_counted = match words {
        [.., widget, "r"] => counts(widget),
        [.., last] => counts(last),
        [] => false,
    };
    words.iter().all(is_empty) && (is_counted || words.iter().any(|word| is_library(word)))
}

/// Vue's and Solid's `useId` behind anything, and the counters that JSF and Select2 give to what has no
/// id: `trigger-v-3`, `form:j_idt5`.
fn is_visit(words: &[&str], is_apart: bool) -> bool {
    match words.last() {
        Some(&("v" | "cl")) => is_apart,
        Some(last) => rules::VISITS.iter().any(|known| last.eq_ignore_ascii_case(known)),
        None => false,
    }
}

enum Piece<'a> {
    Word(&'a str),
    /// Whether something stands between it and the word before it, and whether no letter follows.
    Number {
        is_apart: bool,
        is_end: bool,
    },
}

/// The words and pieces of a name, parted at signs, humps and digits.
fn pieces(token: &str) -> Vec<Piece<'_>> {
    let bytes = token.as_bytes();
    let mut out = Vec::with_capacity(8);
    let mut start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        let is_digit = byte.is_ascii_digit();
        if !byte.is_ascii_alphanumeric() && byte.is_ascii() {
            start = at + 1;
        } else if is_digit && !next.is_ascii_digit() {
            let is_apart = start == 0 || !bytes[start - 1].is_ascii_alphanumeric();
            out.push(Piece::Number { is_apart, is_end: !next.is_ascii_alphabetic() });
            start = at + 1;
        } else if !is_digit
            && (!next.is_ascii_alphabetic() && next.is_ascii()
                || byte.is_ascii_lowercase() && next.is_ascii_uppercase())
        {
            out.push(Piece::Word(&token[start..=at]));
            start = at + 1;
        }
    }
    out
}

/// A number behind two signs tells one name from the others that are given out like it: `menu--1`,
/// `edit-submit--2`.
fn is_repeated(token: &str) -> bool {
    token.split("--").skip(1).any(|part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < part.len() && !rest.starts_with(char::is_alphanumeric)
    })
}

fn is_long_hex(run: &str) -> bool {
    let is_hex = run.len() >= 8 && run.bytes().all(|b| b.is_ascii_hexdigit());
    is_hex && run.bytes().any(|b| b.is_ascii_digit())
}

/// Letters and digits in turns, or many letters that nobody could say.
fn is_hash_run(run: &str) -> bool {
    let kinds: Vec<bool> = run.bytes().map(|b| b.is_ascii_digit()).collect();
    let changes = kinds.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let has_vowel = || run.bytes().any(|b| b"aeiouy".contains(&b.to_ascii_lowercase()));
    changes > 1 || run.len() >= 6 && !has_vowel()
}
