//! Texts as people compare them: exactly first, then without what only decorates them.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Bytes of a request that are read; nobody calls an element more.
const MAX_ASKED: usize = 1024;

/// How closely a text says what was asked, closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    Exact,
    /// In other letters, quotes or dashes.
    Folded,
    /// Without marks around it: `Email *`, `Next →`.
    Plain,
    /// The same words with other punctuation between them.
    Words,
    /// The same letters: `E-mail`, `firstname`.
    Joined,
    /// The same letters without their accents: `Prénom`.
    Unaccented,
    /// Without the number that counts what is behind it: `Inbox (3)`.
    Uncounted,
    /// Without the hint, unit, format or price behind it: `Date of birth (DD/MM/YYYY)`.
    Trimmed,
    /// In other words: `Sign in`, `Log in`.
    Reworded,
    /// A longer name that is about it: `Send me the newsletter`.
    About,
}

/// A text that is asked for, in all the forms it is compared in.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub text: String,
    folded: String,
    plain: String,
    pub words: Vec<String>,
}

impl Asked {
    pub fn new(text: &str) -> Self {
        let text = squash(&text[..text.floor_char_boundary(MAX_ASKED)]);
        let folded = fold(&text);
        let plain = undecorated(&folded).to_owned();
        let words = words(&text);
        Self { text, folded, plain, words }
    }

    pub fn key(&self) -> u64 {
        key(&self.text)
    }

    /// How closely a text that has the same key says it.
    pub fn grade(&self, said: &str) -> Option<Grade> {
        let said = squash(said);
        if said == self.text {
            return Some(Grade::Exact);
        }
        let folded = fold(&said);
        if folded == self.folded {
            return Some(Grade::Folded);
        }
        if self.words.is_empty() {
            return None;
        }
        if undecorated(&folded) == self.plain {
            return Some(Grade::Plain);
        }
        if words(&said) == self.words {
            return Some(Grade::Words);
        }
        if letters(&said) == letters(&self.text) {
            return Some(Grade::Joined);
        }
        (joined(&said) == joined(&self.text)).then_some(Grade::Unaccented)
    }

    /// Whether every word of it is among those of a text.
    pub fn is_within(&self, said: &str) -> bool {
        let said = words(said);
        !self.words.is_empty() && self.words.iter().all(|word| said.contains(word))
    }
}

/// What two texts share that may be the same to people.
pub(super) fn key(text: &str) -> u64 {
    key_with(text, &mut String::new())
}

/// The same, without a new string for each.
pub(super) fn key_with(text: &str, scratch: &mut String) -> u64 {
    scratch.clear();
    join(text, scratch);
    if scratch.is_empty() {
        return crate::hash::string(fold(&squash(text)).as_bytes(), 11);
    }
    crate::hash::string(scratch.as_bytes(), 10)
}

/// White space made single, and what has no width left out.
pub(super) fn squash(text: &str) -> String {
    let is_invisible = |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}');
    let is_odd = |c: char| is_invisible(&c);
    let seen: Cow<str> = match text.contains(is_odd) {
        true => text.chars().filter(|c| !is_invisible(c)).collect::<String>().into(),
        false => text.into(),
    };
    let mut out = String::with_capacity(seen.len());
    for word in seen.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Squashed text in small letters with plain quotes and dashes.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2018}' | '\u{2019}' => out.push('\''),
            '\u{201c}' | '\u{201d}' => out.push('"'),
            '\u{2010}'..='\u{2015}' => out.push('-'),
            '\u{2026}' => out.push_str("..."),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// A folded text without the marks around it, and without the remark that it must be filled.
pub(super) fn undecorated(folded: &str) -> &str {
    let mut text = trim_marks(folded);
    for remark in ["(required)", "(optional)", "[required]", "[optional]"] {
        let bare = trim_marks(remark);
        let before = folded.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != ']');
        if before.ends_with(remark) && text.len() > bare.len() {
            text = trim_marks(&text[..text.len() - bare.len()]);
        }
    }
    text
}

fn trim_marks(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// A text without a count in brackets at its end, or None when it has none.
pub(super) fn uncounted(text: &str) -> Option<&str> {
    let inner = text.trim_end().strip_suffix([')', ']'])?;
    let at = inner.rfind(['(', '['])?;
    let is_count = is_count(&inner[at + 1..]);
    let rest = text[..at].trim_end();
    (is_count && rest.contains(char::is_alphanumeric)).then_some(rest)
}

/// Whether a text is a number of things: `3`, `1,204`, `99+`, `2.5k`.
pub(super) fn is_count(text: &str) -> bool {
    let text = text.trim();
    text.contains(|c: char| c.is_ascii_digit())
        && text.len() <= 9
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | 'k' | 'K' | 'M'))
}

/// The words that one name has more than another, in their order.
pub(super) fn beyond(these: &[String], those: &[String]) -> String {
    these.iter().filter(|word| !those.contains(word)).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// The words of a text or an identifier, in small letters: `firstName` has two.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars() {
        let is_hump = c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit());
        let is_apostrophe = matches!(before, '\'' | '\u{2019}');
        if c == '&' && !before.is_alphanumeric() {
            words.push("and".to_owned());
        } else if c.is_alphanumeric() {
            let begins = !before.is_alphanumeric() && !is_apostrophe || is_hump || words.is_empty();
            if begins {
                words.push(String::new());
            }
            words.last_mut().expect("just begun").extend(c.to_lowercase());
        }
        before = c;
    }
    words
}

/// A word without accents.
pub(super) fn plain_word(word: &str) -> String {
    if word.is_ascii() { word.to_owned() } else { joined(word) }
}

fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    join(text, &mut out);
    out
}

/// Letters and digits in small letters, with their accents.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// All letters and digits, without what people leave out when they type: accents, and "&" for "and".
fn join(text: &str, out: &mut String) {
    let is_letter = |c: &char| c.is_alphanumeric();
    for c in text.chars() {
        match c {
            '&' => out.push_str("and"),
            _ if c.is_ascii() => out.extend(c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase())),
            'ß' => out.push_str("ss"),
            'ı' => out.push('i'),
            'ø' | 'Ø' => out.push('o'),
            'đ' | 'Đ' => out.push('d'),
            'ł' | 'Ł' => out.push('l'),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            _ if c.is_alphanumeric() => {
                let parts = std::iter::once(c).nfkd().filter(|part| !is_accent(*part));
                out.extend(parts.flat_map(char::to_lowercase).filter(is_letter));
            }
            _ => {}
        }
    }
}

/// A mark that other alphabets than those of Europe do not use: there it would tell letters apart.
fn is_accent(c: char) -> bool {
    is_combining_mark(c) && matches!(c, '\u{300}'..='\u{36f}')
}
