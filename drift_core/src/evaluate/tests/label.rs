//! Which element a label leads to.

use super::{ASK, assert_finds, found};
use crate::evaluate::Strategy::Label;
use crate::evaluate::only_label;
use crate::testing::{captured, marked, page};

#[test]
fn label_leads_to_the_control_it_names_or_holds() {
    let cases = [
        ("<label for=c>L</label><input x=a id=c>", "a"),
        ("<label>L <input x=a></label>", "a"),
        ("<label>L <span><select x=a></select></span></label>", "a"),
        ("<label for=c>L <input x=inside></label><input x=a id=c>", "a"),
        ("<label for=none>L <input x=inside></label>", ""),
        ("<label>L <input x=a><input x=second></label>", "a"),
        ("<label>L <input type=hidden x=hidden><input x=a></label>", "a"),
        ("<label>L <div x=div></div></label>", ""),
        ("<label for=c>L</label><div x=div id=c></div>", ""),
        ("<label for=c>L</label><label for=c>M</label><input x=a id=c>", "a"),
    ];
    for (html, expected) in cases {
        assert_eq!(found(&page(html), Label, "L"), expected, "{html}");
    }
}

#[test]
fn label_may_be_given_by_reference_or_by_attribute() {
    let page = page(
        "<p id=one>One</p><p id=two>Two</p><i x=both aria-labelledby='one two'></i><i x=own aria-label='Own label'></i>\
         <i x=lost aria-labelledby=none aria-label=Kept></i><i x=won aria-labelledby=one aria-label=Unread></i>",
    );
    let cases = [
        ("One", "both won"),
        ("Two", "both"),
        ("One Two", ""),
        ("Own label", "own"),
        ("own label", ""),
        ("Kept", "lost"),
        ("Unread", ""),
    ];
    assert_finds(&page, Label, &cases);
}

#[test]
fn attribute_of_a_control_goes_before_the_label_around_it() {
    let page = page(
        "<label>Outside <input x=a aria-label=Inside></label><label>Blank<input x=b aria-label=' '></label>",
    );
    assert_finds(&page, Label, &[("Inside", "a"), ("Outside", ""), ("Blank", "b")]);
}

#[test]
fn label_in_another_tree_names_nothing() {
    let page =
        page("<label for=c>L</label><my-a><template shadowrootmode=open><input x=a id=c></template></my-a>");
    assert_eq!(found(&page, Label, "L"), "");
}

#[test]
fn label_in_pieces_is_left_to_a_browser() {
    let page = page("<label for=c>First <b>name</b></label><input x=a id=c>");
    assert_finds(&page, Label, &[("First name", ASK), ("Last name", "")]);
}

#[test]
fn label_that_a_capture_may_have_cut_is_left_to_a_browser() {
    let long = "l".repeat(300);
    let page = captured(&format!("<input x=a aria-label={long}>"));
    assert_finds(&page, Label, &[(&format!("{long}er"), ASK), ("Other", "")]);
}

#[test]
fn only_label_leads_to_one_element_alone() {
    let page = page("<label>L <input x=a></label><label>M <input x=b></label><i x=c aria-label=M></i>");
    let only = |mark, text| only_label(&page, marked(page.tree(), mark), text);
    assert!(only("a", "L"));
    assert!(!only("b", "L") && !only("b", "M"));
}
