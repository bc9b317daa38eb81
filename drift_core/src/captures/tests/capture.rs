//! A capture becomes the tree it was taken from, or a clear error.

use crate::testing::{capture_of, captured, marked, page};
use crate::tree::{Detail, Source, Tree};
use crate::{Error, Limits, parse_capture};
use proptest::prelude::*;
use serde_json::{Value, json};

fn parse(capture: &Value) -> Result<Tree, Error> {
    parse_capture(capture.to_string().as_bytes(), &Limits::default(), Detail::Full)
}

/// Two elements, one in the other.
fn small() -> Value {
    json!({
        "format": 1, "url": "https://a.example/", "title": "A", "strings": ["HTML", "body", "id", "x", "Hi"],
        "parent": [-1, 0], "tag": [0, 1], "attr_count": [0, 1], "attrs": [2, 3], "text": [-1, 4],
        "place": [0, 0], "role": [-1, -1], "name": [-1, 4], "flags": [1, 0], "rect": [0, 0, 9, 9, 1, 2, 3, 4],
    })
}

fn changed(key: &str, value: Value) -> Value {
    let mut capture = small();
    capture[key] = value;
    capture
}

#[test]
fn capture_tells_structure_texts_and_what_was_observed() {
    let tree = parse(&small()).expect("a page");
    assert_eq!((tree.source(), tree.len()), (Source::Capture, 2));
    assert_eq!((tree.tag(0), tree.tag(1), tree.parent(1)), ("html", "body", Some(0)));
    assert_eq!((tree.attribute(1, "id"), tree.own_text(1)), (Some("x"), "Hi"));
    assert_eq!((tree.computed_name(0), tree.computed_name(1)), (None, Some("Hi")));
    assert_eq!(
        (tree.is_visible(0), tree.is_visible(1), tree.rect(1)),
        (Some(true), Some(false), Some([1, 2, 3, 4]))
    );
}

#[test]
fn capture_without_optional_arrays_leaves_them_unknown() {
    let mut capture = small();
    for key in ["text", "place", "role", "name", "flags", "rect"] {
        capture.as_object_mut().unwrap().remove(key);
    }
    let tree = parse(&capture).expect("a page");
    assert_eq!(
        (tree.own_text(1), tree.is_visible(1), tree.rect(1), tree.computed_name(1)),
        ("", None, None, None)
    );
}

#[test]
fn capture_that_contradicts_itself_is_refused_with_the_reason() {
    let cases = [
        ("format", json!(2), "its format is 2"),
        ("parent", json!([0, 0]), "first node has a parent"),
        ("parent", json!([-1, 1]), "the parent of node 1 is 1"),
        ("parent", json!([-1, -1]), "the parent of node 1 is -1"),
        ("tag", json!([0]), "array tag has 1 entries, not 2"),
        ("tag", json!([0, 9]), "string 9 is not among the 5"),
        ("attr_count", json!([0, 2]), "attrs is too short"),
        ("attr_count", json!([0, 0]), "attrs is too long"),
        ("attrs", json!([2, 3, 4]), "attrs is too long"),
        ("text", json!([-1]), "array text has 1 entries, not 2"),
        ("rect", json!([1, 2, 3, 4]), "array rect has 4 entries, not 8"),
    ];
    for (key, value, expected) in cases {
        let error = parse(&changed(key, value)).expect_err(expected).to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn capture_with_unknown_keys_is_read_without_them() {
    assert!(parse(&changed("later", json!({"a": [1, {"b": "]"}]}))).is_ok());
}

#[test]
fn capture_counts_places_in_utf_16() {
    let page = captured("<p x=a>😀 one<b x=b>two</b> three</p>");
    let (tree, b) = (page.tree(), marked(page.tree(), "b"));
    assert_eq!(&tree.own_text(marked(tree, "a"))[..(tree.places[b as usize] >> 2) as usize], "😀 one");
}

fn body() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<p title='a \"b\"'>Text",
        "<b>",
        "</b>",
        "</p>",
        "<ul><li>é😀",
        "<input name=q>",
        " and ",
        "<button>Go</button>",
        "<my-app><template shadowrootmode=open><i>In</i></template></my-app>",
        "</ul>",
        "<i hidden></i>",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn capture_of_a_tree_is_that_tree(body in body()) {
        let from = page(&body);
        let (from, to) = (from.tree(), parse_capture(&capture_of(&from), &Limits::default(), Detail::Full).unwrap());
        prop_assert_eq!(from.len(), to.len());
        for id in 0..from.len() as u32 {
            prop_assert_eq!((from.tag(id), from.own_text(id), from.end(id)), (to.tag(id), to.own_text(id), to.end(id)));
            prop_assert!(from.attributes(id).eq(to.attributes(id)));
        }
        // HTML leaves them out where no text is parted.
        prop_assert!(from.places.is_empty() || from.places == to.places);
    }
}
