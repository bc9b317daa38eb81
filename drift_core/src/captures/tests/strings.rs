//! The string table is decoded once for each string, whatever refers to it.

use crate::captures::json::Reader;
use crate::captures::strings::Strings;
use crate::tree::{Source, Span, Tree};

/// What a test does with the strings `["DIV", "a\u00e9", "div"]`.
fn with_strings(run: impl FnOnce(&mut Strings, &Reader, &mut Tree)) {
    let mut reader = Reader::new(br#"["DIV", "a\u00e9", "div"]"#).expect("JSON");
    let raw = Strings::read(&mut reader).expect("strings");
    run(&mut Strings::new(raw), &reader, &mut Tree::new(Source::Capture));
}

#[test]
fn name_is_in_small_letters_and_the_same_for_all_that_are_written_so() {
    with_strings(|strings, reader, tree| {
        let upper = strings.name(reader, tree, 0).expect("a name");
        let lower = strings.name(reader, tree, 2).expect("a name");
        assert_eq!((upper, tree.names.text(upper)), (lower, "div"));
    });
}

#[test]
fn value_keeps_its_letters_and_is_copied_once() {
    with_strings(|strings, reader, tree| {
        let first = strings.span(reader, tree, 1).expect("a value");
        let again = strings.span(reader, tree, 1).expect("a value");
        assert_eq!((first, tree.span(first), tree.strings.len()), (again, "aé", 3));
        let upper = strings.span(reader, tree, 0).expect("a value");
        assert_eq!(tree.span(upper), "DIV");
    });
}

#[test]
fn index_below_zero_is_no_string_only_where_there_may_be_none() {
    with_strings(|strings, reader, tree| {
        assert_eq!(strings.optional_span(reader, tree, -1).expect("nothing"), Span::default());
        assert!(strings.span(reader, tree, -1).is_err() && strings.name(reader, tree, -1).is_err());
    });
}

#[test]
fn index_beyond_the_table_is_refused_with_its_size() {
    with_strings(|strings, reader, tree| {
        for index in [3, i32::MAX] {
            let error = strings.optional_span(reader, tree, index).expect_err("no string").to_string();
            assert!(error.contains(&format!("string {index} is not among the 3 strings")), "{error}");
        }
    });
}
