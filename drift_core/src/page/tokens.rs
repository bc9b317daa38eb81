//! What is left of one class, id or name after the rules.

use crate::rules;

/// Write what the rules leave of a token to `out`; false when they leave nothing.
pub(crate) fn normalize_token(raw: &str, out: &mut String) -> bool {
    out.clear();
    if raw.is_empty() || is_state(raw) || is_generated(raw) || starts_with_any(raw, rules::CONTENT_PREFIXES) {
        return false;
    }
    let stem = strip_module_suffix(raw);
    if is_hash_like(stem) {
        return false;
    }
    let mut in_digits = false;
    for c in stem.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !in_digits {
            out.push('#');
        }
        in_digits = c.is_ascii_digit();
    }
    out.contains(char::is_alphabetic)
}

/// What of an id or a class outlives the next build of the page, or None when nothing does.
pub fn stable_name(raw: &str) -> Option<String> {
    let mut out = String::new();
    normalize_token(raw, &mut out).then_some(out)
}

pub(crate) fn starts_with_any(token: &str, prefixes: &[&str]) -> bool {
    prefixes.iter().any(|prefix| token.starts_with(prefix))
}

fn is_state(token: &str) -> bool {
    rules::STATES.contains(&token) || starts_with_any(token, rules::STATE_PREFIXES)
}

pub(crate) fn is_generated(token: &str) -> bool {
    starts_with_any(token, rules::GENERATED_PREFIXES)
        || rules::NUMBERED_PREFIXES.iter().any(|prefix| {
            token.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        })
}

/// CSS modules append a hash to a readable name: `card__title___3xYz1` keeps `card__title`.
fn strip_module_suffix(token: &str) -> &str {
    let Some(at) = token.rfind(['_', '-']) else { return token };
    let (stem, tail) = (token[..at].trim_end_matches(['_', '-']), &token[at + 1..]);
    let looks_hashed =
        tail.len() >= 5 && tail.bytes().all(|b| b.is_ascii_alphanumeric()) && is_hash_like(tail);
    if looks_hashed && !stem.is_empty() { stem } else { token }
}

fn is_hash_like(token: &str) -> bool {
    let (mut changes, mut letters, mut has_vowel, mut is_hex) = (0, 0, false, token.len() >= 8);
    let mut before = None;
    for byte in token.bytes() {
        let is_digit = byte.is_ascii_digit();
        let kind = byte.is_ascii_alphanumeric().then_some(is_digit);
        changes += u32::from(kind.is_some() && before.is_some() && kind != before);
        before = kind;
        letters += u32::from(byte.is_ascii_alphabetic());
        has_vowel |= matches!(byte | 0x20, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
        is_hex &= byte.is_ascii_hexdigit();
    }
    changes >= 2 || is_hex || (letters >= 5 && !has_vowel)
}
