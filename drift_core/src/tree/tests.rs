//! A frame's document alone is the page that it would have been by itself.

use crate::testing::{captured, marked};
use crate::tree::{Detail, Source, Tree};
use crate::{Limits, parse_capture, parse_html, write_capture};
use serde_json::{Value, json};

/// A page with a frame that holds a document, one in that document, and one of another origin.
fn framed() -> Value {
    json!({
        "format": 1, "url": "https://shop.example/orders", "title": "",
        "strings": ["html", "body", "iframe", "#document", "button", "p", "name", "src", "pay", "/pay",
                    "inner", "Pay é \"now\"", "Press ", "far", "https://far.example/", "id", "button", "Pay"],
        "parent": [-1, 0, 1, 2, 3, 4, 5, 5, 7, 8, 1, 1],
        "tag": [0, 1, 2, 3, 0, 1, 4, 2, 3, 0, 2, 5],
        "attr_count": [0, 0, 2, 0, 0, 0, 1, 1, 0, 0, 2, 0],
        "attrs": [6, 8, 7, 9, 15, 8, 15, 10, 6, 13, 7, 14],
        "text": [-1, -1, -1, -1, -1, 11, 12, -1, -1, -1, -1, -1],
        "place": [0, 0, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0],
        "role": [-1, -1, -1, -1, -1, -1, 16, -1, -1, -1, -1, -1],
        "name": [-1, -1, -1, -1, -1, -1, 17, -1, -1, -1, -1, -1],
        "flags": [1, 1, 1, 0, 1, 1, 35, 1, 0, 1, 1, 1],
        "rect": [0,0,9,9, 0,0,9,9, 10,20,5,5, 0,0,0,0, 10,20,5,5, 10,20,5,5, 12,24,2,1, 0,0,1,1, 0,0,0,0,
                 0,0,1,1, 0,0,1,1, 0,0,1,1],
    })
}

fn parsed(capture: &str) -> Tree {
    parse_capture(capture.as_bytes(), &Limits::default(), Detail::Full).expect("a capture")
}

#[test]
fn frames_are_named_as_browsers_name_them() {
    let tree = parsed(&framed().to_string());
    let told: Vec<_> =
        tree.frames().into_iter().map(|one| (one.name, one.address, one.is_open, one.element)).collect();
    assert_eq!(
        told,
        [
            ("pay".into(), "/pay".into(), true, 2),
            ("inner".into(), String::new(), true, 7),
            ("far".into(), "https://far.example/".into(), false, 10),
        ]
    );
    assert_eq!(tree.url(), "https://shop.example/orders");
}

#[test]
fn frame_is_its_document_alone() {
    let tree = parsed(&framed().to_string());
    let frame = tree.frame(2).expect("the frame is open");
    assert_eq!((frame.source(), frame.len(), frame.end(0)), (Source::Capture, 4, 4));
    assert_eq!(
        (frame.tag(0), frame.parent(0), frame.tag(2), frame.parent(2)),
        ("html", None, "button", Some(1))
    );
    assert_eq!((frame.attribute(2, "id"), frame.own_text(2)), (Some("pay"), "Press "));
    assert_eq!((frame.computed_role(2), frame.computed_name(2)), (Some("button"), Some("Pay")));
    assert_eq!(
        (frame.flags(2), frame.rect(2), frame.rect(0)),
        (Some(35), Some([2, 4, 2, 1]), Some([0, 0, 5, 5]))
    );
    assert_eq!(frame.frames().iter().map(|one| one.is_open).collect::<Vec<_>>(), [false]);
    assert_eq!(tree.frame(7).map(|inner| inner.len()), Some(1));
}

#[test]
fn page_alone_is_without_what_its_frames_show() {
    let alone = parsed(&framed().to_string()).alone().expect("it has frames");
    let tags: Vec<_> = (0..alone.len() as u32).map(|id| alone.tag(id).to_owned()).collect();
    assert_eq!(tags, ["html", "body", "iframe", "iframe", "p"]);
    assert_eq!((alone.end(1), alone.end(2), alone.parent(4)), (5, 3, Some(1)));
    assert_eq!((alone.attribute(3, "name"), alone.url()), (Some("far"), "https://shop.example/orders"));
    assert!(alone.alone().is_none());
}

#[test]
fn frame_of_another_origin_and_what_is_no_frame_have_no_document() {
    let tree = parsed(&framed().to_string());
    assert!(tree.frame(10).is_none() && tree.frame(1).is_none());
}

#[test]
fn written_frame_is_read_as_the_same_tree() {
    let frame = parsed(&framed().to_string()).frame(2).expect("the frame is open");
    let written = write_capture(&frame).expect("a capture");
    let again = parsed(&written);
    assert_eq!(write_capture(&again).as_deref(), Some(&*written));
    assert_eq!(crate::fingerprint(&again), crate::fingerprint(&frame));
    for id in 0..frame.len() as u32 {
        assert_eq!((again.tag(id), again.parent(id)), (frame.tag(id), frame.parent(id)));
        assert!(again.attributes(id).eq(frame.attributes(id)));
        assert_eq!(again.own_text(id), frame.own_text(id));
        assert_eq!(again.computed_name(id), frame.computed_name(id));
        assert_eq!((again.flags(id), again.rect(id)), (frame.flags(id), frame.rect(id)));
    }
    assert_eq!(again.places, frame.places);
}

#[test]
fn written_page_says_the_same_of_its_elements() {
    let page = captured("<form><label>Town <input x=a name=town></label><p>\u{1}\\ and \"b\" é</p></form>");
    let written = write_capture(page.tree()).expect("a capture");
    let again = parsed(&written);
    assert_eq!(again.computed_name(marked(&again, "a")), page.tree().computed_name(marked(page.tree(), "a")));
    assert_eq!(serde_json::from_str::<Value>(&written).expect("JSON")["format"], 1);
}

#[test]
fn page_of_html_is_no_capture() {
    let tree = parse_html(b"<iframe name=a></iframe>", &Limits::default(), Detail::Full).expect("a page");
    assert!(write_capture(&tree).is_none());
    assert_eq!(tree.frames().iter().map(|one| one.is_open).collect::<Vec<_>>(), [false]);
}
