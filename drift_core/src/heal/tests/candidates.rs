//! Which elements are worth a closer look.

use super::Two;
use crate::heal::candidates::candidates;
use crate::testing::marks_of;

/// Marks of what is thought of for the old page's element `a`.
fn thought_of(old: &str, new: &str) -> String {
    let two = Two::of(old, new);
    let found = candidates(&two.matching, true, &two.old, &two.new, two.in_old("a"));
    marks_of(two.new.tree(), found)
}

#[test]
fn candidates_share_something_rare() {
    let cases = [
        ("<a href=/cart x=a>Cart</a>", "<a href=/cart x=b>Basket</a><p>Help</p>"),
        ("<b data-kind=total x=a>9</b>", "<i data-kind=total x=b>12</i><i data-kind=tax>3</i>"),
        ("<h3 x=a>Total</h3>", "<b x=b>TOTAL:</b><b>Sum</b>"),
        ("<h3 x=a>Total price</h3>", "<b x=b>Price list</b><b>Sum</b>"),
        ("<h3 x=a>Registration</h3>", "<b x=b>Register now</b><b>Sum</b>"),
        ("<a title=Help href=/a x=a>Help</a>", "<a title=Help href=/b x=b>Help</a><p>Sum</p>"),
    ];
    for (old, new) in cases {
        assert_eq!(thought_of(old, new), "b", "{new}");
    }
}

#[test]
fn candidates_that_share_nothing_are_none() {
    assert_eq!(thought_of("<h3 x=a>Total</h3>", "<h3>Sum of it all</h3><a href=/x>Leave</a>"), "");
}

#[test]
fn candidates_by_a_value_on_too_many_elements_are_none() {
    for (count, expected) in [(48, 48), (49, 0)] {
        let new = "<i title=Hint x=b></i>".repeat(count);
        let found = thought_of("<b title=Hint x=a></b>", &new);
        assert_eq!(found.split_whitespace().count(), expected, "{count} elements");
    }
}

#[test]
fn candidates_of_its_family_stand_between_the_same_neighbours() {
    let around =
        |inside: &str| format!("<div><div><div><h2>Size</h2>{inside}<h2>Price</h2></div></div></div>");
    let old = around("<button x=a>Alpha</button>");
    let new = around("<a href=/b x=b>Beta</a><p x=p>Gamma</p>") + "<button x=out>Delta</button>";
    assert_eq!(thought_of(&old, &new), "b");
}

#[test]
fn candidates_of_its_family_stand_in_what_its_container_became() {
    let part = |inside: &str| format!("<div><div><div><form id=bar>{inside}</form></div></div></div>");
    let old = part("<i></i><button x=a>Alpha</button>");
    let new = part("<p><a href=/b x=b>Beta</a></p><p x=p>Gamma</p>") + "<button x=out>Delta</button>";
    assert_eq!(thought_of(&old, &new), "b");
}

#[test]
fn candidates_hold_no_element_that_nobody_sees() {
    assert_eq!(thought_of("<input name=q x=a>", "<input type=hidden name=q x=b>"), "");
}

#[test]
fn candidates_of_an_unseen_element_hold_its_twin() {
    let script = |mark: &str| format!("<script src=/{mark}.js x={mark}></script>");
    let html = format!("<p>Text</p><ul><li>1</li><li>2</li><li>3</li></ul>{}{}", script("a"), script("z"));
    let found = thought_of(&html, &html);
    assert!(found.ends_with('a') && !found.contains('z'), "{found}");
}

#[test]
fn candidates_are_looked_for_in_either_direction() {
    let two = Two::of("<a href=/cart x=a>Cart</a><p>Old</p>", "<p>New</p><a href=/cart x=b>Basket</a>");
    let back = candidates(&two.matching, false, &two.new, &two.old, two.in_new("b"));
    assert_eq!(marks_of(two.old.tree(), back), "a");
}
