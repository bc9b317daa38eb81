//! The rules of evaluating a selector: the elements a browser would find, or that only it can tell.

mod captured;
mod css;
mod css_attributes;
mod doubt;
mod label;
mod role;
mod scope;
mod text;
mod texts;

use crate::evaluate::{Found, Strategy, find};
use crate::page::Page;
use crate::testing::marks_of;
use crate::tree::{Detail, Tree};
use crate::{Limits, parse_capture};
use serde_json::json;

/// What stands for an answer that only a browser can give.
const ASK: &str = "?";

/// The marks of what was found.
fn marks(tree: &Tree, found: Found) -> String {
    found.map_or(ASK.to_owned(), |ids| marks_of(tree, ids))
}

fn found(page: &Page, strategy: Strategy, value: &str) -> String {
    marks(page.tree(), find(page, strategy, value, "", ""))
}

#[track_caller]
fn assert_finds(page: &Page, strategy: Strategy, cases: &[(&str, &str)]) {
    for (value, expected) in cases {
        assert_eq!(found(page, strategy, value), *expected, "{value}");
    }
}

/// A captured page: each node's parent, tag, mark, and own text.
fn outline(nodes: &[(i32, &str, &str, &str)]) -> Page {
    let (mut strings, mut attrs): (Vec<&str>, Vec<usize>) = (vec!["x"], Vec::new());
    let mut index = |text| {
        strings.push(text);
        strings.len() - 1
    };
    let (mut tags, mut texts) = (Vec::new(), Vec::new());
    for (_, tag, mark, text) in nodes {
        tags.push(index(tag));
        texts.push(if text.is_empty() { -1 } else { index(text) as i32 });
        if !mark.is_empty() {
            attrs.extend([0, index(mark)]);
        }
    }
    let capture = json!({
        "format": 1, "parent": nodes.iter().map(|node| node.0).collect::<Vec<_>>(), "tag": tags,
        "attr_count": nodes.iter().map(|node| u8::from(!node.2.is_empty())).collect::<Vec<_>>(),
        "attrs": attrs, "text": texts, "strings": strings,
    });
    let capture = capture.to_string();
    Page::new(parse_capture(capture.as_bytes(), &Limits::default(), Detail::Full).expect("a capture"))
}

/// A page with a shadow root that holds another one, and a frame between two paragraphs.
fn nested() -> Page {
    outline(&[
        (-1, "html", "html", ""),
        (0, "body", "body", ""),
        (1, "my-app", "app", ""),
        (2, "#shadow-root", "", ""),
        (3, "p", "in_app", "In the app"),
        (3, "my-part", "part", ""),
        (5, "#shadow-root", "", ""),
        (6, "p", "in_part", "In the part"),
        (2, "p", "slotted", "Slotted"),
        (1, "iframe", "frame", ""),
        (9, "#document", "", ""),
        (10, "html", "framed_html", ""),
        (11, "p", "framed", "Framed"),
        (1, "p", "after", "After"),
    ])
}
