//! What has no box of its own and holds something that people see.

use crate::page::hiding::shown::show_boxless;
use crate::testing::{captured, marked, page};

#[test]
fn show_boxless_shows_what_holds_something_that_is_shown() {
    let page = captured("<main x=outer><div x=host><b x=seen>A</b></div><p x=other>B</p></main>");
    let tree = &page.tree;
    let mut shown: Vec<bool> = (0..tree.len()).map(|_| false).collect();
    shown[marked(tree, "seen") as usize] = true;
    show_boxless(tree, &mut shown);
    let of = |mark: &str| shown[marked(tree, mark) as usize];
    assert_eq!([of("outer"), of("host"), of("seen"), of("other")], [true, true, true, false]);
}

#[test]
fn show_boxless_leaves_what_only_html_tells() {
    let page = page("<div x=host><b x=seen>A</b></div>");
    let mut shown = vec![false; page.tree.len()];
    shown[marked(&page.tree, "seen") as usize] = true;
    show_boxless(&page.tree, &mut shown);
    assert!(!shown[marked(&page.tree, "host") as usize]);
}
