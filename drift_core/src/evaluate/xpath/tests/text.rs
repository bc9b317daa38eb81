//! What can be said of a string of which only a part is known.

use crate::evaluate::doubt::Sure::{self, No, Perhaps, Yes};
use crate::evaluate::xpath::text::{Loose, Text, normalized};
use proptest::prelude::*;

fn loose(pieces: &[&str]) -> Text<'static> {
    let pieces = pieces.iter().map(|piece| (*piece).to_owned().into()).collect();
    Text::Loose(Loose { pieces, withheld: false, normal: false, part: false })
}

#[test]
fn normalized_text_has_single_spaces_of_the_four_that_xml_knows() {
    let cases = [(" a\t\r\n b ", "a b"), ("a\u{a0}b", "a\u{a0}b"), ("", ""), ("  ", "")];
    for (text, expected) in cases {
        assert_eq!(normalized(text), expected, "{text:?}");
    }
}

#[test]
fn known_text_answers_for_certain() {
    let text = Text::exact("Save as");
    assert_eq!((text.equals(&Text::exact("Save as")), text.equals(&Text::exact("Save"))), (Yes, No));
    assert_eq!((text.contains("e a"), text.contains("ea")), (Yes, No));
    assert_eq!((text.starts_with("Save"), text.starts_with("as")), (Yes, No));
    assert_eq!((text.is_filled(), Text::exact("").is_filled()), (Yes, No));
}

#[test]
fn text_that_goes_on_answers_for_its_beginning() {
    let text = Text::Begins("/cart");
    let cases = [
        (text.equals(&Text::exact("/cart?n=1")), Perhaps),
        (text.equals(&Text::exact("/car")), No),
        (text.equals(&Text::exact("/shop")), No),
        (text.contains("art"), Yes),
        (text.contains("n=1"), Perhaps),
        (text.starts_with("/ca"), Yes),
        (text.starts_with("/cart?"), Perhaps),
        (text.starts_with("/shop"), No),
        (text.is_filled(), Yes),
        (Text::Begins("").is_filled(), Perhaps),
    ];
    for (at, (found, expected)) in cases.into_iter().enumerate() {
        assert_eq!(found, expected, "case {at}");
    }
}

#[test]
fn unknown_text_answers_only_for_what_every_text_holds() {
    assert_eq!((Text::Unknown.contains(""), Text::Unknown.starts_with("")), (Yes, Yes));
    assert_eq!((Text::Unknown.contains("a"), Text::Unknown.starts_with("a")), (Perhaps, Perhaps));
    assert_eq!((Text::Unknown.is_filled(), Text::Unknown.equals(&Text::exact(""))), (Perhaps, Perhaps));
    assert_eq!(Text::Unknown.known(), None);
}

#[test]
fn words_of_an_element_are_known_and_the_space_between_them_is_not() {
    let text = loose(&["Save as"]);
    let cases = [
        (text.contains("Save"), Yes),
        (text.contains("Save as"), Perhaps),
        (text.contains("Open"), No),
        (text.equals(&Text::exact("Save as")), Perhaps),
        (text.equals(&Text::exact(" Save\n as ")), Perhaps),
        (text.equals(&Text::exact("Save it")), No),
        (text.starts_with("Save"), Perhaps),
        (text.starts_with("as"), No),
    ];
    for (at, (found, expected)) in cases.into_iter().enumerate() {
        assert_eq!(found, expected, "case {at}");
    }
}

#[test]
fn normalized_text_of_one_piece_is_known_whole() {
    assert_eq!(loose(&["Save as"]).normalize().known(), Some("Save as"));
    assert_eq!(loose(&[]).normalize().known(), Some(""));
    assert_eq!(loose(&["Save", "as"]).normalize().known(), None);
    assert_eq!(Text::exact(" a  b ").normalize().known(), Some("a b"));
    assert!(matches!(Text::Begins("a b").normalize(), Text::Unknown));
    assert!(matches!(Text::Begins("ab").normalize(), Text::Begins("ab")));
}

#[test]
fn word_may_be_put_together_from_the_ends_of_two_pieces() {
    let text = loose(&["first sec", "ond third"]);
    assert_eq!((text.contains("second"), text.contains("first")), (Perhaps, Yes));
    // In which order they stand is not known.
    assert_eq!((text.contains("ondsec"), text.contains("seventh")), (Perhaps, No));
    assert_eq!(loose(&["first sec"]).contains("second"), No);
}

/// The pieces of a text, as a tree holds them: white space collapsed, in an order of its own.
fn parted() -> impl Strategy<Value = (Vec<String>, usize)> {
    (prop::collection::vec("[ab \n]{0,6}", 1..4), 0..4usize)
}

fn agrees(sure: Sure, truth: bool) -> bool {
    sure == Perhaps || (sure == Yes) == truth
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn loose_text_says_nothing_that_the_whole_contradicts((written, turn) in parted(), wanted in "[ab ]{0,5}") {
        let whole = written.concat();
        let mut pieces: Vec<String> = written.iter().map(|piece| normalized(piece)).filter(|piece| !piece.is_empty()).collect();
        let count = pieces.len().max(1);
        pieces.rotate_left(turn % count);
        let known = loose(&pieces.iter().map(String::as_str).collect::<Vec<_>>());
        for (text, truth) in [(known.clone(), whole.clone()), (known.normalize(), normalized(&whole))] {
            prop_assert!(agrees(text.equals(&Text::exact(wanted.clone())), truth == wanted), "{:?} = {:?}", text, wanted);
            prop_assert!(agrees(text.contains(&wanted), truth.contains(&wanted)), "{:?} contains {:?}", text, wanted);
            prop_assert!(agrees(text.starts_with(&wanted), truth.starts_with(&wanted)), "{:?} starts {:?}", text, wanted);
            prop_assert!(agrees(text.is_filled(), !truth.is_empty()), "{:?}", text);
        }
    }

    #[test]
    fn beginning_says_nothing_that_the_whole_contradicts(start in "[ab]{0,4}", rest in "[ab]{0,4}", wanted in "[ab]{0,6}") {
        let (text, whole) = (Text::Begins(&start), format!("{start}{rest}"));
        prop_assert!(agrees(text.equals(&Text::exact(wanted.clone())), whole == wanted));
        prop_assert!(agrees(text.contains(&wanted), whole.contains(&wanted)));
        prop_assert!(agrees(text.starts_with(&wanted), whole.starts_with(&wanted)));
        prop_assert!(agrees(text.is_filled(), !whole.is_empty()));
    }
}
