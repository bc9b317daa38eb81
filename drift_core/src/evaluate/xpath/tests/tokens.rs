//! Expressions fall into words, or are none.

use crate::evaluate::xpath::tokens::Token::{Literal, Name, Number, Sign};
use crate::evaluate::xpath::tokens::{Token, tokens};
use proptest::prelude::*;

fn name(text: &str) -> Token {
    Name(text.into())
}

#[test]
fn tokens_take_the_longest_sign() {
    let cases = [
        ("//a/b", vec![Sign("//"), name("a"), Sign("/"), name("b")]),
        ("..//.", vec![Sign(".."), Sign("//"), Sign(".")]),
        ("a<=1", vec![name("a"), Sign("<="), Number(1.0)]),
        ("a!=.5", vec![name("a"), Sign("!="), Number(0.5)]),
        ("self::a", vec![name("self"), Sign("::"), name("a")]),
        ("@x='a'", vec![Sign("@"), name("x"), Sign("="), Literal("a".into())]),
        (" \n\t ", vec![]),
    ];
    for (text, expected) in cases {
        assert_eq!(tokens(text), Some(expected), "{text}");
    }
}

#[test]
fn names_hold_dashes_and_dots() {
    assert_eq!(tokens("my-app.x_1"), Some(vec![name("my-app.x_1")]));
    assert_eq!(tokens("a - b"), Some(vec![name("a"), Sign("-"), name("b")]));
}

#[test]
fn literals_hold_the_other_quote_and_have_no_escapes() {
    assert_eq!(tokens("\"it's\""), Some(vec![Literal("it's".into())]));
    assert_eq!(tokens("'a\\'"), Some(vec![Literal("a\\".into())]));
    assert_eq!(tokens("''"), Some(vec![Literal(String::new())]));
}

#[test]
fn what_is_no_word_is_no_expression() {
    for text in ["'open", "\"open'", "$x", "a;b", "1.2.3", "a!b", "#id"] {
        assert_eq!(tokens(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_quotes_is_that_text(text in "[^']{0,20}") {
        prop_assert_eq!(tokens(&format!("'{text}'")), Some(vec![Literal(text)]));
    }

    #[test]
    fn white_space_between_words_changes_nothing(
        words in prop::collection::vec(prop::sample::select(vec!["a", "//", "'b c'", "7", "<=", "[", "..", "div"]), 0..12),
    ) {
        prop_assert_eq!(tokens(&words.join(" ")), tokens(&words.join(" \n\t")));
        prop_assert_eq!(tokens(&words.join(" ")).map(|found| found.len()), Some(words.len()));
    }
}
