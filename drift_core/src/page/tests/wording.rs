//! Texts as the words a person reads in them.

use crate::page::wording::{Wording, is_first_of_many, similarity};
use proptest::prelude::*;

fn alike(a: &str, b: &str) -> f64 {
    similarity(&Wording::of(a), &Wording::of(b), |_| 1.0)
}

#[test]
fn wording_is_the_same_however_a_text_is_written() {
    let cases = [
        ("Log in", "LOG IN"),
        ("Log in", "login"),
        ("e-mail", "E Mail"),
        ("Don't", "dont"),
        ("ÄRGER", "ärger"),
        ("→ Next ›", "next"),
    ];
    for (a, b) in cases {
        assert_eq!(Wording::of(a).plain, Wording::of(b).plain, "{a} {b}");
    }
    assert_ne!(Wording::of("Log in").plain, Wording::of("Log on").plain);
}

#[test]
fn wording_of_a_long_text_keeps_its_first_words_and_all_of_its_letters() {
    let text = |last: &str| format!("{}{last}", "word ".repeat(30));
    let (one, other) = (Wording::of(&text("one")), Wording::of(&text("other")));
    assert_eq!((one.words.len(), &one.words), (24, &other.words));
    assert_ne!(one.plain, other.plain);
}

#[test]
fn similarity_counts_another_form_of_a_word_as_most_of_it() {
    let cases = [
        ("Register", "Registration", 0.7),
        ("Setting", "Settings", 0.7),
        // Shorter than a stem, and so another word.
        ("Log", "Logs", 0.0),
        ("Save", "Saves", 0.0),
        ("Save file", "Save file", 1.0),
        ("Save file", "Save it", 0.5),
    ];
    for (a, b, expected) in cases {
        assert!((alike(a, b) - expected).abs() < 1e-9, "{a} {b}: {}", alike(a, b));
    }
}

#[test]
fn similarity_counts_each_word_by_its_weight() {
    let (a, b) = (Wording::of("Edit profile"), Wording::of("Edit address"));
    let edit = a.words[0];
    let weigh = |common: f64| similarity(&a, &b, |word| if word == edit { common } else { 1.0 });
    assert_eq!((weigh(1.0), weigh(0.0)), (0.5, 0.0));
    assert!((weigh(0.25) - 0.5 / 2.5).abs() < 1e-9);
}

#[test]
fn similarity_of_symbols_with_words_is_nothing() {
    assert_eq!(alike("→", "Next"), 0.0);
    assert_eq!(alike("→", "›"), 1.0, "neither says anything");
}

#[test]
fn first_of_many_is_the_same_name_with_a_number_one() {
    let cases = [
        ("Address", "Address 1", true),
        ("Address", "1 address", true),
        ("Address", "Address v1", true),
        ("Home address", "Address 1 home", true),
        ("Address", "Address 2", false),
        ("Address", "Address 1 2", false),
        ("Address", "Address one", false),
        ("Address", "Street 1", false),
        ("Address", "Address", false),
        ("Address 1", "Address", false),
    ];
    for (name, other, expected) in cases {
        assert_eq!(is_first_of_many(&Wording::of(name), &Wording::of(other)), expected, "{name} {other}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn similarity_is_symmetric_and_a_share(a in "[a-c1 é]{0,30}", b in "[a-c1 é]{0,30}") {
        let there = alike(&a, &b);
        prop_assert!((there - alike(&b, &a)).abs() < 1e-9);
        prop_assert!((0.0..=1.0).contains(&there), "{}", there);
        prop_assert_eq!(alike(&a, &a), 1.0);
    }

    #[test]
    fn wording_says_nothing_only_of_texts_without_letters_and_digits(text in any::<String>()) {
        prop_assert_eq!(Wording::of(&text).is_empty(), !text.contains(char::is_alphanumeric));
    }
}
