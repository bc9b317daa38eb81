//! Character references.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use std::borrow::Cow;

/// The longest name in the standard's table is shorter.
const MAX_NAME: usize = 40;

/// Decode all references of a text or of an attribute's value.
pub(crate) fn decode(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return text.into() };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let used = one(rest, in_attribute, &mut out).unwrap_or(0);
        if used == 0 {
            out.push('&');
        }
        rest = &rest[used.max(1)..];
    }
    out.push_str(rest);
    out.into()
}

/// Decode the reference at the start of `text`; how many bytes it takes, or None when it is none.
fn one(text: &str, in_attribute: bool, out: &mut String) -> Option<usize> {
    match text.as_bytes().get(1)? {
        b'#' => numeric(text, out),
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => named(text, in_attribute, out),
        _ => None,
    }
}

fn numeric(text: &str, out: &mut String) -> Option<usize> {
    let (radix, start) = if matches!(text.as_bytes().get(2), Some(b'x' | b'X')) { (16, 3) } else { (10, 2) };
    let digits = text[start..].bytes().take_while(|b| (*b as char).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let end = start + digits;
    // Too many digits are no character, as much as a number too large.
    let value = text[start..end].bytes().fold(0_u32, |value, digit| {
        let digit = (digit as char).to_digit(radix).unwrap_or(0);
        value.saturating_mul(radix).saturating_add(digit)
    });
    out.push(character(value));
    Some(end + usize::from(text[end..].starts_with(';')))
}

fn character(value: u32) -> char {
    let replaced = match value {
        0 => None,
        0x80..=0x9F => C1_REPLACEMENTS[value as usize - 0x80].or(char::from_u32(value)),
        _ => char::from_u32(value),
    };
    replaced.unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn named(text: &str, in_attribute: bool, out: &mut String) -> Option<usize> {
    let alphanumeric = text[1..].bytes().take(MAX_NAME).take_while(u8::is_ascii_alphanumeric).count();
    let with_semicolon = alphanumeric + usize::from(text[1 + alphanumeric..].starts_with(';'));
    // Names without their semicolon match as far as they can: `&notit` is `&not` and `it`.
    let lengths = std::iter::once(with_semicolon).chain((1..=alphanumeric).rev());
    let (length, &(first, second)) = lengths
        .filter_map(|length| Some((length, NAMED_ENTITIES.get(&text[1..=length])?)))
        .find(|(_, characters)| characters.0 != 0)?;
    let end = 1 + length;
    let next = text.as_bytes().get(end).copied();
    let continues = next.is_some_and(|b| b == b'=' || b.is_ascii_alphanumeric());
    if in_attribute && !text[..end].ends_with(';') && continues {
        return None;
    }
    out.extend([first, second].into_iter().filter(|c| *c != 0).filter_map(char::from_u32));
    Some(end)
}
