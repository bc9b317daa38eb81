//! The pull reader takes what JSON allows and says where anything else stands.

use crate::captures::json::Reader;
use proptest::prelude::*;

fn integer(text: &str) -> Option<i32> {
    let mut reader = Reader::new(text.as_bytes()).ok()?;
    let value = reader.integer().ok()?;
    reader.finish().ok().map(|()| value)
}

fn integers(text: &str) -> Option<Vec<i32>> {
    let mut reader = Reader::new(text.as_bytes()).ok()?;
    let values = reader.integers().ok()?;
    reader.finish().ok().map(|()| values)
}

fn string(text: &str) -> Option<String> {
    let mut reader = Reader::new(text.as_bytes()).ok()?;
    let raw = reader.raw_string().ok()?;
    reader.decode(raw).ok().map(Into::into)
}

fn skips(text: &str) -> bool {
    let Ok(mut reader) = Reader::new(text.as_bytes()) else { return false };
    reader.skip().is_ok() && reader.finish().is_ok()
}

#[test]
fn integer_is_cut_to_a_whole_number_of_32_bits() {
    let cases = [
        ("7", Some(7)),
        (" -7 ", Some(-7)),
        ("2.9", Some(2)),
        ("-2.9", Some(-2)),
        ("1e3", Some(1000)),
        ("99999999999", Some(i32::MAX)),
        ("x", None),
        ("-", None),
        ("1.2.3", None),
        ("", None),
    ];
    for (text, expected) in cases {
        assert_eq!(integer(text), expected, "{text}");
    }
}

#[test]
fn integers_are_parted_by_single_commas() {
    let cases = [
        ("[]", Some(vec![])),
        ("[1, 2 ,3]", Some(vec![1, 2, 3])),
        ("[1,]", None),
        ("[1 2]", None),
        ("[,1]", None),
        ("[1", None),
    ];
    for (text, expected) in cases {
        assert_eq!(integers(text), expected, "{text}");
    }
}

#[test]
fn string_is_decoded_as_json_says() {
    let cases = [
        (r#""plain""#, Some("plain")),
        (r#""a\n\t\"\\\/""#, Some("a\n\t\"\\/")),
        (r#""\u00e9""#, Some("é")),
        (r#""\ud83d\ude00""#, Some("😀")),
        // Half of a pair, which a page may hold.
        (r#""\ud83d""#, Some("\u{fffd}")),
        (r#""\ud83dx""#, Some("\u{fffd}x")),
        (r#""\x""#, None),
        (r#""\u12""#, None),
        (r#""open"#, None),
    ];
    for (text, expected) in cases {
        assert_eq!(string(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn skip_passes_over_one_value_of_any_kind() {
    for text in
        ["1", "-1.5e3", "true", "null", "\"]\"", "[]", "[[1],{\"a\":[2]}]", "{\"a\":\"}\"}", "[1,-2,3.5]"]
    {
        assert!(skips(text), "{text}");
    }
    for text in ["", "]", "[", "[}", "{]", "[1,[2}", "\"open"] {
        assert!(!skips(text), "{text}");
    }
}

#[test]
fn skip_refuses_what_is_nested_deeper_than_any_capture() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(skips(&nested(64)));
    assert!(!skips(&nested(66)));
}

#[test]
fn reader_of_other_bytes_than_utf_8_says_so() {
    let error = Reader::new(b"\"\xff\"").err().expect("an error");
    assert!(error.to_string().contains("not UTF-8"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn string_that_another_library_wrote_is_read_back(text in any::<String>()) {
        prop_assert_eq!(string(&serde_json::to_string(&text).unwrap()), Some(text));
    }

    #[test]
    fn integers_that_another_library_wrote_are_read_back(values in prop::collection::vec(any::<i32>(), 0..20)) {
        // The smallest number saturates one short of it.
        let expected: Vec<i32> = values.iter().map(|&value| value.max(-i32::MAX)).collect();
        prop_assert_eq!(integers(&serde_json::to_string(&values).unwrap()), Some(expected));
    }
}
