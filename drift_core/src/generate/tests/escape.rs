//! What is escaped is read back as it was.

use crate::generate::escape::{css_identifier, css_string, xpath_string};
use cssparser::{Parser, Token};
use proptest::prelude::*;

/// The one token a text is read as by a CSS parser.
fn css_token(text: &str) -> Option<String> {
    let mut parser = Parser::new(text);
    let token = match parser.next().ok()? {
        Token::Ident(value) | Token::QuotedString(value) => value.to_string(),
        _ => return None,
    };
    parser.is_exhausted().then_some(token)
}

/// The string an XPath literal or `concat` of literals stands for.
fn xpath_value(text: &str) -> String {
    let inside = text.strip_prefix("concat(").and_then(|rest| rest.strip_suffix(')'));
    let mut rest = inside.unwrap_or(text);
    let mut out = String::new();
    while let Some(quote) = rest.chars().next() {
        let end = rest[1..].find(quote).expect("a closing quote") + 1;
        out.push_str(&rest[1..end]);
        rest = rest[end + 1..].trim_start_matches([',', ' ']);
    }
    out
}

#[test]
fn xpath_string_uses_the_quotes_that_the_value_has_not() {
    assert_eq!(xpath_string("plain"), "\"plain\"");
    assert_eq!(xpath_string("it's"), "\"it's\"");
    assert_eq!(xpath_string("\""), "'\"'");
    assert_eq!(xpath_string(""), "\"\"");
}

#[test]
fn css_escapes_replace_what_css_cannot_hold() {
    assert_eq!(css_identifier("a\0b"), "a\u{fffd}b");
    assert_eq!(css_string("a\0b"), "\"a\u{fffd}b\"");
    assert_eq!(css_identifier("a\u{7f}"), "a\\7f ");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn css_identifier_is_read_back(value in "[^\0\r\u{c}]{1,12}") {
        prop_assert_eq!(css_token(&css_identifier(&value)), Some(value));
    }

    #[test]
    fn css_string_is_read_back(value in "[^\0]{0,12}") {
        prop_assert_eq!(css_token(&css_string(&value)), Some(value));
    }

    #[test]
    fn xpath_string_is_read_back(value in "[a-z\"' ,()]{0,12}") {
        prop_assert_eq!(xpath_value(&xpath_string(&value)), value);
    }
}
