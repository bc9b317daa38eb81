//! The name, the kind and the ordinal that a phrase gives a part of the page.

use crate::discover::ordinal::Ordinal::{self, Last, Nth};
use crate::discover::scopes::phrase::readings;

/// Name, word for the kind and ordinal of each reading.
fn read(phrase: &str) -> Vec<(String, String, Option<Ordinal>)> {
    let told = |part: crate::discover::scopes::phrase::PartReading| {
        assert_eq!(part.kinds.is_some(), !part.word.is_empty(), "{phrase}: {}", part.word);
        (part.name.map(|name| name.text).unwrap_or_default(), part.word, part.ordinal)
    };
    readings(phrase).into_iter().map(told).collect()
}

#[track_caller]
fn assert_read(phrase: &str, name: &str, word: &str, ordinal: Option<Ordinal>) {
    let all = read(phrase);
    assert!(all.contains(&(name.into(), word.into(), ordinal)), "{phrase}: {all:?}");
}

#[test]
fn word_for_a_part_alone_is_any_of_its_kind() {
    assert_eq!(read("dialog")[0], (String::new(), "dialog".into(), None));
    assert_eq!(read("the Dialog")[0], (String::new(), "dialog".into(), None));
    assert_eq!(read("navigation bar")[0].1, "navigation bar");
}

#[test]
fn other_words_are_the_name_of_a_part() {
    assert_eq!(read("Billing"), [("Billing".to_owned(), String::new(), None)]);
    assert_eq!(read("\"Sign in\"")[0].0, "Sign in");
}

#[test]
fn name_stands_before_or_behind_the_word_for_the_part() {
    let cases = [
        ("Billing dialog", "Billing", "dialog"),
        ("the \"Billing\" dialog", "Billing", "dialog"),
        ("Shipping tab panel", "Shipping", "tab panel"),
        ("row of Alice", "Alice", "row"),
        ("row with the Alice", "Alice", "row"),
        ("dialog called Billing", "Billing", "dialog"),
        ("tab panel Billing", "Billing", "tab panel"),
        ("card \"Blue shirt\"", "Blue shirt", "card"),
    ];
    for (phrase, name, word) in cases {
        assert_read(phrase, name, word, None);
        // It may be the whole name, too, and that is thought of before.
        assert_eq!(read(phrase)[0].1, "", "{phrase}");
    }
}

#[test]
fn ordinal_counts_parts() {
    assert_read("second row", "", "row", Some(Nth(2)));
    assert_read("last item", "", "item", Some(Last));
    assert_read("row 3", "", "row", Some(Nth(3)));
    assert_read("second Billing card", "Billing", "card", Some(Nth(2)));
    assert!(read("row 0").iter().all(|reading| reading.2.is_none()));
}
