//! What a capture leaves out is not taken to be missing.

use crate::evaluate::captured::{Reading, read};
use crate::page::Page;
use crate::testing::{captured, marked, page};

fn reading<'a>(page: &'a Page, name: &str) -> Reading<'a> {
    read(page.tree(), marked(page.tree(), "a"), name)
}

#[test]
fn html_tells_every_attribute() {
    let page = page("<a x=a href='/cart?n=1'>Cart</a>");
    assert_eq!(reading(&page, "href"), Reading::Is(Some("/cart?n=1")));
    for name in ["onclick", "value", "data-token", "style"] {
        assert_eq!(reading(&page, name), Reading::Is(None), "{name}");
    }
}

#[test]
fn capture_tells_the_beginning_of_an_address() {
    for name in ["href", "src", "action", "formaction", "cite", "poster"] {
        let page = captured(&format!("<i x=a {name}='/cart'></i>"));
        assert_eq!(reading(&page, name), Reading::Begins("/cart"), "{name}");
    }
}

#[test]
fn capture_tells_the_beginning_of_what_is_long_enough_to_be_cut() {
    let cases = [("title", 254, true), ("title", 255, false), ("class", 511, true), ("class", 512, false)];
    for (name, length, is_whole) in cases {
        let value = "v".repeat(length);
        let page = captured(&format!("<i x=a {name}={value}></i>"));
        let expected = if is_whole { Reading::Is(Some(&value)) } else { Reading::Begins(&value) };
        assert_eq!(reading(&page, name), expected, "{name} of {length}");
    }
}

#[test]
fn attribute_that_a_capture_may_leave_out_is_withheld() {
    let cases = [
        ("<i x=a>", "id", false),
        ("<i x=a>", "title", false),
        ("<i x=a>", "aria-label", false),
        ("<i x=a>", "aria-valuenow", true),
        ("<i x=a>", "aria-valuetext", true),
        ("<i x=a>", "style", true),
        ("<i x=a>", "onclick", true),
        ("<i x=a>", "value", true),
        ("<i x=a>", "data-row", false),
        ("<i x=a>", "data-testid", false),
        ("<i x=a>", "data-csrf-token", true),
        ("<i x=a>", "data-session", true),
        // What a control's data says may be what was typed into it.
        ("<input x=a>", "data-row", true),
        ("<button x=a>", "data-row", true),
        ("<input x=a>", "data-qa", false),
        ("<input x=a>", "maxlength", false),
        ("<input x=a type=password>", "placeholder", false),
        ("<input x=a type=PASSWORD>", "pattern", true),
        ("<input x=a type=password>", "data-testid", false),
        ("<input x=a type=text>", "pattern", false),
        // Nobody looks for these.
        ("<script x=a>", "onclick", false),
        ("<template x=a>", "style", false),
    ];
    for (html, name, is_withheld) in cases {
        let page = captured(html);
        let expected = if is_withheld { Reading::Withheld } else { Reading::Is(None) };
        assert_eq!(reading(&page, name), expected, "{html} {name}");
    }
}

#[test]
fn attribute_that_a_capture_has_is_known_even_where_it_may_leave_it_out() {
    let page = captured("<i x=a style='top:0'></i>");
    assert_eq!(reading(&page, "style"), Reading::Is(Some("top:0")));
}
