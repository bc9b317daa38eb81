//! A text without what stands behind the name in it: a hint, a unit, a format, a counter, a price, a shortcut.

use crate::discover::vocabulary::says_another;
use crate::discover::words::is_count;

/// Tails that are taken off one text.
const MAX_TAILS: usize = 3;
/// Words from which a remark is a sentence and part of no name.
const SENTENCE: usize = 3;
const SEPARATORS: &[&str] =
    &[" \u{b7} ", " \u{2022} ", " | ", " \u{2013} ", " \u{2014} ", " - ", ": ", ". ", ", "];
const CURRENCIES: &[&str] = &["usd", "eur", "gbp", "chf", "jpy", "cad", "aud", "inr", "try", "pln", "kr"];
const KEYS: &[&str] = &["ctrl", "cmd", "alt", "shift", "meta", "option", "command", "esc"];
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "chars", "characters", "days", "digits", "hours", "hrs", "items", "minutes", "months", "optional", "required",
    "seconds", "weeks", "words", "years", "percent", "facultatif", "obligatoire", "opcional", "obligatorio",
    "pflichtfeld", "kcal", "items", "pixels",
];

/// The text after each tail that was taken off, the longest first, and without what stands before it.
pub(in crate::discover) fn trimmed(text: &str) -> impl Iterator<Item = &str> {
    let tails = std::iter::successors(without_tail(text), |&rest| without_tail(rest)).take(MAX_TAILS);
    tails.chain(without_head(text))
}

/// Without a count, or the letters of a picture made of the name: "2 unread messages", "LM Lena Moor".
fn without_head(text: &str) -> Option<&str> {
    let (head, rest) = text.trim_start().split_once(' ')?;
    let initials: String = rest.split(' ').filter_map(|word| word.chars().next()).collect();
    let is_count = head.bytes().all(|byte| byte.is_ascii_digit()) && rest.trim().contains(' ');
    let is_picture = head.chars().count() > 1 && head.chars().all(char::is_uppercase) && head == initials;
    (is_count || is_picture).then_some(rest)
}

fn without_tail(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let cut = without_bracket(text).or_else(|| without_amount(text)).or_else(|| without_remark(text))?;
    let rest =
        cut.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | ']' | '?' | '"' | '\''));
    (rest.chars().filter(|c| c.is_alphabetic()).count() > 1).then_some(rest)
}

/// Without what stands in brackets at the end.
fn without_bracket(text: &str) -> Option<&str> {
    let inner = text.strip_suffix([')', ']'])?;
    let at = inner.rfind(['(', '['])?;
    is_remark(&inner[at + 1..]).then(|| &text[..at])
}

/// Without a price, a ratio or a shortcut at the end.
fn without_amount(text: &str) -> Option<&str> {
    let spaces = text.rmatch_indices(' ').map(|(at, _)| at).take(3);
    let mut tails = spaces.map(|at| (at, &text[at + 1..])).collect::<Vec<_>>();
    tails.reverse();
    tails.into_iter().find(|(_, tail)| is_amount(tail)).map(|(at, _)| &text[..at])
}

/// Without what follows a mark that parts the name from a remark on it.
fn without_remark(text: &str) -> Option<&str> {
    let cuts = SEPARATORS.iter().filter_map(|separator| text.find(separator).map(|at| (at, separator.len())));
    let (at, length) = cuts.min()?;
    let (tail, separator) = (&text[at + length..], &text[at..at + length]);
    let is_sentence = tail.split(' ').count() >= SENTENCE && !says_another(tail);
    let is_tail = match separator {
        ", " => false,
        ": " | ". " => is_sentence,
        _ => is_sentence || is_remark(tail),
    };
    is_tail.then(|| &text[..at])
}

/// Whether a text only remarks on the name before it: an abbreviation, a format, a unit, a count, a hint.
fn is_remark(text: &str) -> bool {
    let text = text.trim();
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let words = text.split(' ').count();
    if letters.is_empty() || is_amount(text) || is_count(text) {
        return true;
    }
    if says_another(text) {
        return false;
    }
    let is_short =
        words == 1 && (letters.len() <= 2 || letters.len() <= 6 && letters.iter().all(|c| c.is_uppercase()));
    let is_format = text.contains('/') && !text.contains(' ');
    let is_unit = |word: &str| UNITS.contains(&word.to_lowercase().as_str());
    let is_measure = text.split(' ').all(|word| is_unit(word) || is_count(word));
    is_short || is_format || is_measure || words >= SENTENCE || text.starts_with("e.g.")
}

fn is_amount(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    is_price(&joined) || is_ratio(&joined) || is_shortcut(text)
}

/// `$41.02`, `41,02€`, `USD41`, `$9/month`.
fn is_price(text: &str) -> bool {
    let bare = text.split('/').next().unwrap_or(text);
    let amount: String = bare.chars().filter(|c| !is_symbol_of_money(*c)).collect();
    let lowered = amount.to_lowercase();
    let code =
        CURRENCIES.iter().find_map(|code| lowered.strip_prefix(code).or_else(|| lowered.strip_suffix(code)));
    let is_marked = amount.len() < bare.len() || code.is_some();
    let digits = code.unwrap_or(&lowered).trim_matches(['.', '-', '+']);
    is_marked
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\''))
}

fn is_symbol_of_money(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '\u{20a0}'..='\u{20cf}')
}

/// `0/200`, `3 of 10`, `50%`.
fn is_ratio(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let halves = text.split_once('/').or_else(|| text.split_once("of"));
    text.strip_suffix('%').is_some_and(is_number) || halves.is_some_and(|(a, b)| is_number(a) && is_number(b))
}

/// `Ctrl+S`, `⌘K`, `Ctrl K`.
fn is_shortcut(text: &str) -> bool {
    let is_key = |part: &str| KEYS.contains(&part.to_lowercase().as_str());
    let parts: Vec<&str> = text.split(['+', ' ', '-']).collect();
    let is_pressed = |part: &&str| {
        is_key(part) || part.chars().count() <= 2 || part.starts_with(['F', 'f']) && part.len() < 4
    };
    text.starts_with(['\u{2318}', '\u{2325}', '\u{21e7}', '\u{2303}', '\u{21b5}'])
        || parts.len() > 1 && is_key(parts[0]) && parts.iter().all(is_pressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shortest(text: &str) -> &str {
        trimmed(text).last().unwrap_or(text)
    }

    #[test]
    fn trimmed_takes_off_what_only_remarks_on_the_name() {
        for (text, name) in [
            ("Date of birth (DD/MM/YYYY)", "Date of birth"),
            ("Timeout (ms)", "Timeout"),
            ("Social Security Number (SSN)", "Social Security Number"),
            ("Password (at least 8 characters)", "Password"),
            ("Place order · $41.02", "Place order"),
            ("Pay 41,02 €", "Pay"),
            ("Jetzt kaufen – 9,99 EUR", "Jetzt kaufen"),
            ("Upgrade $9/month", "Upgrade"),
            ("About you 0 / 200", "About you"),
            ("Save Ctrl+S", "Save"),
            ("Search ⌘K", "Search"),
            ("Last name: Not sorted. Activate to sort ascending.", "Last name"),
            ("Weight [kg]", "Weight"),
            ("Volume 50%", "Volume"),
            ("Betreff (max. 80 Zeichen)", "Betreff"),
        ] {
            assert_eq!(shortest(text), name);
        }
    }

    #[test]
    fn trimmed_keeps_what_says_another_thing() {
        for text in [
            "Name (billing)",
            "Email (backup)",
            "Password (enter it again)",
            "Order 7",
            "Save as draft",
            "Save - draft",
            "Color: blue",
            "Terms, conditions and privacy",
            "Phone - work",
            "$41.02",
            "(optional)",
        ] {
            assert_eq!(shortest(text), text);
        }
    }
}
