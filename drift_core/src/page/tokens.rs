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

/// Whether an id, a name or a class may stand in a selector: a person chose it, and the next build of the
/// page has it too. Stricter than what a fingerprint keeps, because a selector uses it as it is.
pub(crate) fn is_chosen(token: &str) -> bool {
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    !token.is_empty() && digits < 2 && !is_made_up(token)
}

/// Whether a machine made it, as for this page only.
pub(crate) fn is_made_up(token: &str) -> bool {
    let lowered = token.to_lowercase();
    let is_run = |part: &str| is_hash_run(part) || is_long_hex(part);
    starts_with_any(&lowered, rules::MADE_UP_PREFIXES)
        || is_generated(token)
        || lowered.contains(['«', '»'])
        || has_react_id(&lowered)
        || longest_number(&lowered) > 2
        || is_counted(&lowered)
        || token.split(|c: char| !c.is_ascii_alphanumeric()).any(is_run)
}

/// React's `useId`: `:r1:` anywhere.
fn has_react_id(token: &str) -> bool {
    let inner: Vec<&str> = token.split(':').collect();
    let is_id =
        |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
    inner.len() > 2 && inner[1..inner.len() - 1].iter().any(is_id)
}

fn longest_number(token: &str) -> usize {
    token.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0)
}

/// A word for any control with a number: `input-45`, `field_7-label`.
fn is_counted(token: &str) -> bool {
    rules::COUNTED.iter().any(|word| {
        let Some(rest) = token.strip_prefix(word) else { return false };
        let number = rest.strip_prefix(['-', '_', ':']).unwrap_or(rest);
        let tail = number.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_end = tail.is_empty()
            || tail
                .strip_prefix(['-', '_', ':'])
                .is_some_and(|end| !end.is_empty() && end.chars().all(|c| c.is_alphanumeric() || c == '_'));
        tail.len() < number.len() && is_end
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

fn starts_with_any(token: &str, prefixes: &[&str]) -> bool {
    prefixes.iter().any(|prefix| token.starts_with(prefix))
}

fn is_state(token: &str) -> bool {
    rules::STATES.contains(&token) || starts_with_any(token, rules::STATE_PREFIXES)
}

fn is_generated(token: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_made_up_recognises_what_frameworks_generate() {
        for token in [
            "css-1q2w3e",
            "sc-bdVaJa",
            "ember123",
            "ember1234-5",
            ":r1:",
            ":R2d6:",
            "«r3»",
            "input-45",
            "a1b2c3",
            "9f86d081884c7d65",
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "radix-7",
            "field_1234",
            "wdthqx",
            "mat-input-0",
            "react-aria-1",
            "yui_3_17",
            "ng-tns-c5",
        ] {
            assert!(is_made_up(token) && !is_chosen(token), "{token}");
        }
    }

    #[test]
    fn is_made_up_keeps_what_people_chose() {
        for token in [
            "search",
            "searchInput",
            "first_name",
            "main-content",
            "p-search",
            "step-2",
            "h1",
            "zip",
            "q",
            "mw-panel",
            "nav",
            "login-form",
            "md:flex",
            "w-1/2",
            "élan",
        ] {
            assert!(!is_made_up(token), "{token}");
        }
    }
}
