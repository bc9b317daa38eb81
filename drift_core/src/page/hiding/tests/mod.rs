//! What is hidden, and what shows it: `x` marks the element, `y`, `y1`, `y2` the controls in order.

mod boxless;
mod forms;
mod limits;

use super::{Tie, revealers};
use crate::page::Page;
use crate::testing::{captured, marked, page};

/// The marks of what shows the element, with their ties.
fn steps(page: &Page) -> Vec<(String, Tie)> {
    let mark = |id| page.tree.attribute(id, "x").unwrap_or(page.tree.tag(id)).to_owned();
    revealers(page, marked(&page.tree, "x")).iter().map(|step| (mark(step.control), step.tie)).collect()
}

/// Whether it is hidden and shown by `y` alone, in HTML and in a capture.
#[track_caller]
fn shows(body: &str, tie: Tie) {
    for page in [page(body), captured(body)] {
        assert!(!page.is_shown(marked(&page.tree, "x")), "{body}");
        assert_eq!(steps(&page), [("y".to_owned(), tie)], "{body}");
    }
}

#[track_caller]
fn is_shown(body: &str) {
    let page = page(body);
    assert!(page.is_shown(marked(&page.tree, "x")), "{body}");
    assert_eq!(steps(&page), []);
}
