//! What a phrase says of a part of the page: its name, its kind, which of several.

use super::called::By;
use crate::discover::ordinal::{Ordinal, numeral, ordinal_of};
use crate::discover::phrase::{beginnings, endings, starts_with_words, unquoted, without_article};
use crate::discover::vocabulary::{Kinds, PART_WORDS, kinds_of};
use crate::discover::words::Asked;

/// One way to understand a phrase for a part of the page.
pub(in crate::discover) struct PartReading {
    pub name: Option<Asked>,
    pub kinds: Option<Kinds>,
    /// The word for its kind, which a class may repeat.
    pub word: String,
    pub ordinal: Option<Ordinal>,
    /// Whether a record is called by the name, or only says it.
    pub by: By,
    /// The header above the text that says the name.
    pub column: Option<Asked>,
}

impl PartReading {
    /// Of a kind alone.
    pub(super) fn of_kind(kinds: Option<Kinds>, word: &str) -> Self {
        Self { name: None, kinds, word: word.to_owned(), ordinal: None, by: By::Key, column: None }
    }
}

/// Words before what stands anywhere in a record, the longest of those that begin alike first.
#[rustfmt::skip]
const SAYING: &[&str] = &[
    "with the text", "with text", "with the value", "with value", "with", "containing the text", "containing", "having",
    "that contains", "which contains", "that has", "which has", "that says", "which says", "that mentions", "mentioning",
    "saying", "showing", "where the", "where", "whose",
];
/// The same between an element and a text beside it, whatever that is to the record.
pub(in crate::discover) const BESIDE: &[&str] = &["next to", "close to", "beside", "near"];
/// Words between the header of a column and what stands under it.
const IS: &[&str] = &["is", "=", "equals", "equal to", "says", "reads", "of", ":"];

/// Every way to understand a phrase for a part, the most literal first.
pub(in crate::discover) fn readings(phrase: &str) -> Vec<PartReading> {
    let bare = without_article(phrase.trim());
    if let Some(beside) = BESIDE.iter().find(|words| starts_with_words(bare, words)) {
        let all = readings(&bare[beside.len()..]).into_iter();
        return all.map(|part| PartReading { by: By::Text, ..part }).collect();
    }
    let reading = |name: &str, word: Option<&str>, ordinal| {
        let asked = Asked::new(unquoted(name));
        let lowered = word.unwrap_or_default().to_lowercase();
        PartReading {
            name: (!asked.text.is_empty()).then_some(asked),
            // A word for things of this page alone, "product", is one that their classes say.
            kinds: word.map(|_| kinds_of(PART_WORDS, &lowered).unwrap_or_default()),
            word: lowered,
            ordinal,
            by: By::Key,
            column: None,
        }
    };
    let is_part = |word: &str| kinds_of(PART_WORDS, &word.to_lowercase()).is_some();
    let mut all = Vec::new();
    if is_part(bare) {
        all.push(reading("", Some(bare), None));
    }
    all.push(reading(bare, None, None));
    all.extend(
        endings(bare).filter(|(_, word)| is_part(word)).map(|(rest, word)| reading(rest, Some(word), None)),
    );
    for word_count in [2, 1] {
        all.extend(
            called(bare, word_count)
                .filter(|(word, _)| is_part(word))
                .map(|(word, rest)| reading(without_article(rest), Some(word), None)),
        );
        let saying = saying(bare, word_count).into_iter().filter(|(word, ..)| is_part(word));
        all.extend(saying.map(|(word, column, name)| PartReading {
            by: By::Text,
            column: column.map(Asked::new),
            ..reading(without_article(name), Some(word), None)
        }));
    }
    if let Some((rest, ordinal)) = ordinal_of(bare).or_else(|| numbered_part(bare)) {
        all.extend(is_part(rest).then(|| reading("", Some(rest), Some(ordinal))));
        let named = endings(rest).filter(|(_, word)| is_part(word));
        all.extend(named.map(|(rest, word)| reading(rest, Some(word), Some(ordinal))));
        all.extend((!is_part(rest) && !rest.contains(' ')).then(|| reading("", Some(rest), Some(ordinal))));
    }
    if let Some((word, rest)) = bare.split_once(' ').filter(|(word, _)| !is_part(word)) {
        all.push(reading(rest, Some(word), None));
        all.extend((unquoted(rest) != rest).then(|| reading(rest, None, None)));
    }
    all
}

/// "row 3".
fn numbered_part(text: &str) -> Option<(&str, Ordinal)> {
    let (before, last) = text.rsplit_once(' ')?;
    Some((before, numeral(last)?))
}

/// What a record is asked to say, with the column it says it in: "row with status Overdue".
pub(super) fn saying(text: &str, word_count: usize) -> Vec<(&str, Option<&str>, &str)> {
    let at = text.match_indices(' ').map(|(at, _)| at).nth(word_count - 1);
    let Some((word, rest)) = at.map(|at| (&text[..at], &text[at + 1..])) else { return Vec::new() };
    let said =
        SAYING.iter().find(|words| starts_with_words(rest, words)).map(|words| rest[words.len()..].trim());
    let any = said.map(|name| (word, None, name));
    // "Row of status Overdue" says it as well.
    let of = ["of", "for"]
        .iter()
        .find(|words| starts_with_words(rest, words))
        .map(|words| rest[words.len()..].trim());
    let mut all: Vec<_> = any.into_iter().collect();
    for (column, name) in said.or(of).into_iter().flat_map(|rest| beginnings(without_article(rest))) {
        let name =
            IS.iter().find(|is| starts_with_words(name, is)).map_or(name, |is| name[is.len()..].trim());
        all.push((word, Some(column.trim_end_matches(':')), name));
    }
    all
}

/// "row of Alice", "tab panel Billing".
pub(super) fn called(text: &str, word_count: usize) -> impl Iterator<Item = (&str, &str)> {
    const BETWEEN: &[&str] =
        &["of", "for", "with", "named", "called", "titled", "labelled", "labeled", "containing", "about"];
    let at = text.match_indices(' ').map(|(at, _)| at).nth(word_count - 1);
    at.into_iter().flat_map(move |at| {
        let (word, rest) = (&text[..at], &text[at + 1..]);
        let between = BETWEEN
            .iter()
            .find(|between| rest.strip_prefix(**between).is_some_and(|rest| rest.starts_with(' ')));
        [between.map(|between| rest[between.len()..].trim_start()), between.is_none().then_some(rest)]
            .into_iter()
            .flatten()
            .map(move |rest| (word, rest))
    })
}
