//! An element is found by its text when it is the innermost one that says just this.

use super::{ASK, assert_finds, found, nested};
use crate::evaluate::Strategy::Text;
use crate::evaluate::only_text;
use crate::testing::{captured, marked, page};

#[test]
fn text_is_that_of_the_innermost_element_that_says_it() {
    let page = page(
        "<p x=p><b x=b>Deep</b></p><p x=q>Own<i x=i></i></p><div x=d>Twice<div x=e><u x=u>Twice</u></div></div>",
    );
    assert_finds(&page, Text, &[("Deep", "b"), ("Own", "q"), ("Twice", "u"), ("Own ", "q"), ("own", "")]);
}

#[test]
fn text_ignores_white_space_and_what_has_no_width() {
    let page = page("<p x=p>Save\u{200b} \n\t as</p><p x=q>soft\u{ad}ly</p>");
    let cases = [("Save as", "p"), ("  Save\u{a0}as ", "p"), ("Saveas", ""), ("softly", "q")];
    assert_finds(&page, Text, &cases);
}

#[test]
fn text_in_several_pieces_is_left_to_a_browser_unless_its_letters_differ() {
    let page = page("<p x=p>One <b x=b>new</b> thing</p>");
    let cases = [
        ("One new thing", ASK),
        ("thing One new", ASK),
        ("One old thing", ""),
        ("One new", ""),
        ("new", "b"),
        ("One thing", ""),
    ];
    assert_finds(&page, Text, &cases);
}

#[test]
fn text_of_scripts_styles_and_the_head_is_no_text() {
    let page = page("<script x=s>Go</script><style x=t>Go</style><noscript x=n>Go</noscript><p x=p>Go</p>");
    assert_eq!(found(&page, Text, "Go"), "p");
}

#[test]
fn text_of_a_button_of_the_input_kind_is_its_value() {
    let page = page(
        "<input x=submit type=submit value=Send><input x=upper type=BUTTON value=Send>\
         <input x=field type=text value=Send><input x=radio type=radio value=Send>",
    );
    assert_eq!(found(&page, Text, "Send"), "submit upper");
}

#[test]
fn text_that_was_typed_is_not_looked_for() {
    let html = "<textarea x=t>Hello</textarea><p x=p>Hello</p>";
    assert_eq!(found(&page(html), Text, "Hello"), "t p");
    assert_eq!(found(&captured(html), Text, "Hello"), ASK);
    assert_eq!(found(&captured(html), Text, "Bye"), "");
}

#[test]
fn text_is_found_in_shadow_roots_and_not_in_frames() {
    let page = nested();
    assert_finds(&page, Text, &[("In the part", "in_part"), ("Framed", ""), ("Slotted", "slotted")]);
}

#[test]
fn text_is_only_that_of_an_element_in_its_own_document() {
    let page = nested();
    let only = |mark: &str, text| only_text(&page, marked(page.tree(), mark), text);
    assert!(only("framed", "Framed") && only("in_part", "In the part"));
    assert!(!only("after", "Framed") && !only("slotted", "After"));
    let page = super::outline(&[(-1, "html", "", ""), (0, "p", "a", "Go"), (0, "p", "b", "Go")]);
    assert!(!only_text(&page, marked(page.tree(), "a"), "Go"));
}
