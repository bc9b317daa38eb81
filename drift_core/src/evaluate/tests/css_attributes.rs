//! Attributes in CSS, also where a capture has only the beginning of their values.

use super::{ASK, assert_finds, found};
use crate::evaluate::Strategy::Css;
use crate::testing::{captured, page};
use proptest::prelude::*;

#[test]
fn css_attribute_operators_compare_as_they_say() {
    let page =
        page("<i x=a title='One two' lang=en-GB></i><i x=b title=one lang=en></i><i x=c title=''></i>");
    let cases = [
        ("[title]", "a b c"),
        ("[title='One two']", "a"),
        ("[title='one' i]", "b"),
        ("[title='ONE TWO' i]", "a"),
        ("[title^=One]", "a"),
        ("[title$=two]", "a"),
        ("[title*='e t']", "a"),
        ("[title~=two]", "a"),
        ("[title~='One two']", ""),
        ("[lang|=en]", "a b"),
        ("[title='']", "c"),
        // Nothing begins, ends or goes on with nothing.
        ("[title^='']", ""),
        ("[title$='']", ""),
        ("[title*='']", ""),
        ("i:not([lang])", "c"),
        ("[TITLE=one]", "b"),
    ];
    assert_finds(&page, Css, &cases);
}

#[test]
fn css_attribute_of_which_a_capture_has_the_beginning_is_known_as_far_as_that() {
    let page = captured("<a x=a href='/cart/7'></a>");
    let cases = [
        ("[href]", "a"),
        ("[href^='/cart']", "a"),
        ("[href^='/shop']", ""),
        ("[href^='/cart/7?n']", ASK),
        ("[href='/cart/7']", ASK),
        ("[href='/cart']", ""),
        ("[href='/cart/8']", ""),
        ("[href*='art']", "a"),
        ("[href*='n=1']", ASK),
        ("[href$='7']", ASK),
        ("[href^='']", ""),
        ("[href^='/CART' i]", "a"),
    ];
    assert_finds(&page, Css, &cases);
}

fn address() -> impl Strategy<Value = String> {
    "[ab/]{1,4}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// A capture has an address without its query: what it answers must hold of the whole one.
    #[test]
    fn css_on_a_capture_says_nothing_that_the_page_contradicts(
        start in address(), rest in "([?][ab]{0,3})?", wanted in "[ab/?]{0,5}", operator in "[~^$*|]?", case in "( i)?",
    ) {
        let on_page = |href: &str| format!("<a x=a href='{href}'></a>");
        let css = format!("[href{operator}='{wanted}'{case}]");
        let known = found(&captured(&on_page(&start)), Css, &css);
        let truth = found(&page(&on_page(&format!("{start}{rest}"))), Css, &css);
        prop_assert!(known == ASK || known == truth, "{} on {}{}: {} is {}", css, start, rest, known, truth);
    }
}
