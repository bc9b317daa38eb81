//! Ordinals, quotes, articles and parts of the page in a request.

use crate::discover::ordinal::Ordinal::{Last, Nth};
use crate::discover::ordinal::ordinal_of;
use crate::discover::phrase::{Manner, beginnings, endings, readings, splits, unquoted, without_article};
use proptest::prelude::*;

#[test]
fn ordinal_stands_first_or_last() {
    let cases = [
        ("second Edit", Some(("Edit", Nth(2)))),
        ("Tenth row", Some(("row", Nth(10)))),
        ("last Save button", Some(("Save button", Last))),
        ("3rd Edit button", Some(("Edit button", Nth(3)))),
        ("22nd item", Some(("item", Nth(22)))),
        ("Edit #2", Some(("Edit", Nth(2)))),
        ("Edit number 4", Some(("Edit", Nth(4)))),
        ("Edit no. 4", Some(("Edit", Nth(4)))),
        ("Edit (last)", Some(("Edit", Last))),
        ("Edit (2nd)", Some(("Edit", Nth(2)))),
        ("Edit button 2", Some(("Edit button", Nth(2)))),
    ];
    for (text, expected) in cases {
        assert_eq!(ordinal_of(text), expected, "{text}");
    }
}

#[test]
fn number_that_may_belong_to_a_name_is_no_ordinal() {
    for text in [
        "Chapter 2",
        "Edit",
        "second",
        "Edit #0",
        "0th item",
        "Edit (2)",
        "Edit (draft)",
        "Step number two",
        "last",
    ] {
        assert_eq!(ordinal_of(text), None, "{text}");
    }
}

#[test]
fn quotes_of_every_kind_are_taken_off_when_they_pair() {
    let cases = [
        ("\"Save\"", "Save"),
        ("'Save'", "Save"),
        ("\u{201c}Save\u{201d}", "Save"),
        ("\u{2018}Save\u{2019}", "Save"),
        ("`Save`", "Save"),
        ("«Save»", "Save"),
        ("\" Save \"", "Save"),
        ("\"Save'", "\"Save'"),
        ("\"Save", "\"Save"),
        ("\"\"", "\"\""),
        ("\"", "\""),
    ];
    for (text, expected) in cases {
        assert_eq!(unquoted(text), expected, "{text}");
    }
}

#[test]
fn article_is_a_word_of_its_own() {
    let cases = [
        ("the Save", "Save"),
        ("A link", "link"),
        ("an item", "item"),
        ("Theatre", "Theatre"),
        ("the", "the"),
        ("anchor", "anchor"),
    ];
    for (text, expected) in cases {
        assert_eq!(without_article(text), expected, "{text}");
    }
}

#[test]
fn request_parts_at_each_connector_and_the_longest_element_comes_first() {
    let cases: [(&str, &[(&str, &str)]); 7] = [
        ("Save in the dialog", &[("Save", "the dialog")]),
        ("Edit in the row of Alice", &[("Edit in the row", "Alice"), ("Edit", "the row of Alice")]),
        ("Delete next to Bob", &[("Delete", "Bob")]),
        ("Total inside of Cart", &[("Total inside", "Cart"), ("Total", "Cart")]),
        ("Alice's email", &[("email", "Alice")]),
        ("Alice\u{2019}s email", &[("email", "Alice")]),
        ("Sign in", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(splits(text), expected, "{text}");
    }
}

#[test]
fn words_in_quotes_stay_together() {
    assert_eq!(
        splits("\"Log in at once\" in \"Terms of use\""),
        [("\"Log in at once\"", "\"Terms of use\"")]
    );
    assert_eq!(splits("'Pay on account'"), []);
    // An apostrophe opens no quote, nor does a quote that nothing closes.
    assert_eq!(splits("Don't ask in Settings"), [("Don't ask", "Settings")]);
    assert_eq!(splits("\"Save in Settings"), [("\"Save", "Settings")]);
}

#[test]
fn ends_of_a_text_are_its_two_words_then_one() {
    assert_eq!(endings("a b c d").collect::<Vec<_>>(), [("a b", "c d"), ("a b c", "d")]);
    assert_eq!(beginnings("a b c d").collect::<Vec<_>>(), [("a b", "c d"), ("a", "b c d")]);
    assert_eq!(endings("a b").collect::<Vec<_>>(), [("a", "b")]);
    assert_eq!((endings("a").count(), beginnings("").count()), (0, 0));
}

#[test]
fn readings_begin_with_the_request_as_it_stands() {
    for element in ["First Name", "Sign in", "Save in the dialog", "\"Save\"", "the last one"] {
        let first = &readings(element)[0];
        assert_eq!(first.name.as_ref().map(|name| name.text.as_str()), Some(element));
        assert_eq!(
            (first.manner, first.ordinal, first.kinds, first.scope.as_str()),
            (Manner::Literal, None, None, "")
        );
    }
}

#[test]
fn readings_have_the_ordinal_and_the_part_of_the_page_that_are_said() {
    let all = readings("second Edit button in the row of Alice");
    let has = |name: &str, scope: &str| {
        all.iter().any(|one| {
            let called = one.name.as_ref().map(|name| name.text.as_str());
            called == Some(name) && one.scope == scope && one.ordinal == Some(Nth(2)) && one.kinds.is_some()
        })
    };
    assert!(has("Edit", "the row of Alice"), "{all:?}");
    assert!(all.iter().all(|one| one.ordinal.is_none() || one.ordinal == Some(Nth(2))));
}

#[test]
fn kind_alone_is_the_last_reading_wherever_the_words_part() {
    let all = readings("heading in Bob's card");
    let named: Vec<_> = all.iter().filter(|reading| reading.manner < Manner::Whole).collect();
    let kinds_alone = named.iter().filter(|reading| reading.name.is_none()).count();
    let last = named.iter().rev().take(kinds_alone);
    assert!(kinds_alone > 0 && { last }.all(|reading| reading.manner == Manner::Sole), "{all:?}");
    assert!(all.is_sorted_by_key(|reading| reading.manner));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn readings_of_any_text_are_in_order_and_name_something(text in "[a-z\"'’ #()0-9]{0,30}( in | of | the |'s |second )?[a-zé\"' ]{0,20}") {
        let all = readings(&text);
        prop_assert!(all.is_sorted_by_key(|reading| reading.manner));
        prop_assert!(all.iter().all(|reading| reading.name.is_some() || reading.kinds.is_some()));
    }

    #[test]
    fn ordinal_leaves_the_rest_as_it_is(rest in "[A-Z][a-z]{1,8}( [a-z]{2,8})?", nth in 1..500usize) {
        for text in [format!("{rest} #{nth}"), format!("{nth}th {rest}")] {
            prop_assert_eq!(ordinal_of(&text), Some((rest.as_str(), Nth(nth))));
        }
    }
}
