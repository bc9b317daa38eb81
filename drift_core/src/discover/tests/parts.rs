//! Parts of a page that no role marks: what stands under a heading, in a tab's panel, in one of many alike.

use super::{ask, assert_finds};
use crate::discover::{Discovered, Request};

#[test]
fn part_under_a_heading_ends_at_the_next_one_as_high() {
    let body = |first: &str, second: &str| {
        format!(
            "<h2>Billing</h2><p><button {first}>Edit</button></p><h3>Card</h3><h2>Shipping</h2><p><button {second}>Edit</button></p>"
        )
    };
    assert_finds(&body("x=a", ""), "Edit", "Billing");
    assert_finds(&body("", "x=a"), "Edit", "Shipping");
}

#[test]
fn part_under_a_heading_holds_the_lower_ones() {
    let body = "<h2>Billing</h2><h3>Card</h3><button x=a>Edit</button><h2>Shipping</h2><button>Edit</button>";
    assert_finds(body, "Edit", "Billing");
    assert_finds(body, "Edit", "Card");
}

#[test]
fn part_of_a_tab_is_its_panel() {
    let body = "<a href='#one'>One</a><a href='#two'>Two</a><div id=one><button>Save</button></div>\
                <div id=two><button x=a>Save</button></div>";
    assert_finds(body, "Save", "Two");
}

#[test]
fn part_within_a_part_is_found_from_the_outside_in() {
    let list = |mark: &str| {
        format!(
            "<ul><li><b>Bob</b> <button>Edit</button></li><li><b>Eve</b> <button {mark}>Edit</button></li></ul>"
        )
    };
    let body = format!(
        "<section aria-label=Guests>{}</section><section aria-label=Hosts>{}</section>",
        list(""),
        list("x=a")
    );
    assert_finds(&body, "Edit", "item of Eve in Hosts");
    assert_finds(&body, "Edit in the item of Eve in Hosts", "");
}

#[test]
fn ordinal_of_a_part_counts_in_document_order() {
    let body = "<ul><li><button>Edit</button></li><li><button x=a>Edit</button></li></ul>";
    for scope in ["second item", "last item", "item 2"] {
        assert_finds(body, "Edit", scope);
    }
    let third = ask(body, &Request { element: "Edit", scope: "third item", ..Request::default() });
    assert_eq!(third.outcome, Discovered::Absent, "{}", third.reason);
}

#[test]
fn record_without_the_element_never_lends_that_of_its_neighbour() {
    let body = "<ul><li><b>Bob</b></li><li><b>Eve</b> <button>Edit</button></li></ul>";
    for scope in ["Bob", "item of Bob", "first item"] {
        let found = ask(body, &Request { element: "Edit", scope, ..Request::default() });
        assert_eq!((found.outcome, found.xpath), (Discovered::Absent, None), "{scope}");
    }
}
