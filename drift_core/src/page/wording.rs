//! Texts as the words a person reads in them, so that case, punctuation and symbols do not matter.

use crate::hash;

/// Words of a text that are looked at; what is longer is prose, not a name.
const MAX_WORDS: usize = 24;
/// Characters two words must begin with to be forms of one another: "Register", "Registration".
const STEM: usize = 5;
/// Words of a hint, a unit or a reason behind a name.
const MAX_MORE: usize = 3;

/// A text's folded form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wording {
    /// Hash of all letters and digits in one piece, 0 when the text has none.
    pub plain: u64,
    pub words: Vec<Word>,
}

/// One word and the beginning that its other forms share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    pub hash: u64,
    pub stem: u64,
}

impl Wording {
    #[cfg(test)]
    pub fn of(text: &str) -> Self {
        Self::read(text, &mut String::new())
    }

    /// Read a text, with memory to do it in.
    pub fn read(text: &str, joined: &mut String) -> Self {
        joined.clear();
        let mut words = Vec::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let start = joined.len();
            if word.is_ascii() {
                joined.push_str(word);
                joined[start..].make_ascii_lowercase();
            } else {
                joined.extend(word.chars().flat_map(char::to_lowercase));
            }
            if words.len() < MAX_WORDS {
                words.push(Word::of(&joined[start..]));
            }
        }
        let plain = if joined.is_empty() { 0 } else { hash::string(joined.as_bytes(), 0) };
        Self { plain, words }
    }

    pub fn is_empty(&self) -> bool {
        self.plain == 0
    }
}

impl Word {
    fn of(folded: &str) -> Self {
        let stem = folded.char_indices().nth(STEM).map_or(folded, |(at, _)| &folded[..at]);
        Self { hash: hash::string(folded.as_bytes(), 0), stem: hash::string(stem.as_bytes(), 1) }
    }
}

/// How much of two texts is shared, 0..1: the Dice coefficient with each word counting `weight`;
/// another form of a word counts most of it.
pub(crate) fn similarity(a: &Wording, b: &Wording, weight: impl Fn(Word) -> f64) -> f64 {
    if a.plain == b.plain {
        return 1.0;
    }
    let shared: f64 = a.words.iter().map(|word| weight(*word) * best_form(*word, &b.words)).sum();
    let back: f64 = b.words.iter().map(|word| weight(*word) * best_form(*word, &a.words)).sum();
    let all: f64 = a.words.iter().chain(&b.words).map(|word| weight(*word)).sum();
    if all > 0.0 { (shared + back) / all } else { 0.0 }
}

/// Whether the second is the first with a number one: what there was one of became several.
pub(crate) fn is_first_of_many(name: &Wording, other: &Wording) -> bool {
    let is_one = |word: &Word| ["1", "v1"].iter().any(|one| *word == Word::of(one));
    let mut more = other.words.iter().filter(|word| !name.words.contains(word));
    name.words.iter().all(|word| other.words.contains(word))
        && other.words.len() == name.words.len() + 1
        && more.next().is_some_and(is_one)
}

/// Whether one of two texts is the other with a little behind it: "Email", "Email address".
pub(crate) fn goes_on(a: &Wording, b: &Wording) -> bool {
    let (short, long) = if a.words.len() < b.words.len() { (a, b) } else { (b, a) };
    let is_little = long.words.len() <= short.words.len() + MAX_MORE;
    is_little && !short.words.is_empty() && long.words.starts_with(&short.words)
}

fn best_form(word: Word, among: &[Word]) -> f64 {
    if among.iter().any(|other| other.hash == word.hash) {
        return 1.0;
    }
    if among.iter().any(|other| other.stem == word.stem) { 0.7 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> f64 {
        similarity(&Wording::of(a), &Wording::of(b), |_| 1.0)
    }

    #[test]
    fn wording_case_punctuation_and_spacing_do_not_matter() {
        assert_eq!(alike("Yes, I'm sure", "yes, i’m SURE"), 1.0);
        assert_eq!(alike("Data tables", "DataTables"), 1.0);
        assert_eq!(alike("Über uns", "über uns"), 1.0);
    }

    #[test]
    fn wording_of_symbols_is_empty() {
        assert!(Wording::of("¶ → \u{f0c1} ×").is_empty());
    }

    #[test]
    fn name_goes_on_with_a_few_words_behind_it() {
        let goes_on = |a: &str, b: &str| goes_on(&Wording::of(a), &Wording::of(b));
        assert!(goes_on("Email", "Email address") && goes_on("Notes (optional)", "Notes"));
        assert!(!goes_on("Email", "Your email") && !goes_on("", "Email"));
        assert!(!goes_on("Save", "Save all of the changes"));
    }

    #[test]
    fn similarity_counts_shared_words_and_their_forms() {
        assert_eq!(alike("Modals", "Modals & Alerts"), 2.0 / 3.0);
        assert!(alike("Registration Page", "Register") > 0.4);
        assert_eq!(alike("Save", "Delete"), 0.0);
    }
}
