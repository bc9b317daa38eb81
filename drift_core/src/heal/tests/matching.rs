//! What one element certainly became, what stands around it, and which container became which.

use super::Two;
use crate::heal::matching::{Matching, NONE};
use crate::testing::{marks_of, page};

#[test]
fn pair_of_a_taken_element_changes_nothing() {
    let mut two = Two::of("<p x=a>One</p>", "<p x=b>Two</p><p x=c>Three</p>");
    let (a, b, c) = (two.in_old("a"), two.in_new("b"), two.in_new("c"));
    assert!(two.matching.is_free(a, b) && two.matching.is_free(a, c));
    two.matching.pair(a, b);
    two.matching.pair(a, c);
    assert_eq!(two.twin("a"), "b");
    assert!(!two.matching.is_free(a, c));
    assert_eq!(two.matching.new.twin[c as usize], NONE);
}

#[test]
fn matching_of_both_sides_tells_the_same_pairs() {
    let two = Two::of("<p>Terms</p><a href=/cart>Cart</a>", "<a href=/cart>Basket</a><p>Terms</p>");
    let (old, new) = two.matching.side(true);
    for (id, &twin) in (0..).zip(&old.twin).filter(|&(_, &twin)| twin != NONE) {
        assert_eq!(new.twin[twin as usize], id);
    }
    assert_eq!(new.twin.iter().filter(|&&twin| twin != NONE).count(), 2);
    assert!(std::ptr::eq(two.matching.side(false).0, new));
}

#[test]
fn before_and_after_are_the_nearest_certain_ones() {
    let html = |middle: &str| {
        format!("<a x=l href=/l>Left</a><i></i><b x=m>{middle}</b><i></i><a x=r href=/r>Right</a>")
    };
    let two = Two::of(&html("Old words"), &html("Another thing"));
    assert_eq!(two.twin("m"), "");
    let (at, side) = (two.in_old("m") as usize, &two.matching.old);
    assert_eq!(marks_of(two.old.tree(), [side.before[at], side.after[at]]), "l r");
    let (first, last) = (two.in_old("l") as usize, two.in_old("r") as usize);
    assert_eq!((side.before[first], side.after[last]), (NONE, NONE));
}

#[test]
fn after_an_element_nothing_that_it_holds_comes() {
    let html = "<form x=form><a href=/in>In</a></form><a x=out href=/out>Out</a>";
    let two = Two::of(html, html);
    let after = two.matching.old.after[two.in_old("form") as usize];
    assert_eq!(marks_of(two.old.tree(), [after]), "out");
}

#[test]
fn heading_is_the_nearest_with_words_before() {
    let html = "<p x=top>Intro</p><h1 x=one>One</h1><h2></h2><p x=first>A</p>\
                <fieldset><legend x=two>Two</legend><input x=field></fieldset>\
                <table><caption x=three>Three</caption><tr><td x=cell>B</td></tr></table>";
    let two = Two::of(html, html);
    for (mark, expected) in [("first", "one"), ("two", "one"), ("field", "two"), ("cell", "three")] {
        let heading = two.matching.old.heading[two.in_old(mark) as usize];
        assert_eq!(marks_of(two.old.tree(), [heading]), expected, "{mark}");
    }
    assert_eq!(two.matching.old.heading[two.in_old("top") as usize], NONE);
    assert_eq!(two.matching.old.heading[two.in_old("one") as usize], NONE);
}

#[test]
fn survival_is_the_share_of_names_that_are_still_there() {
    let page_of =
        |names: &[&str]| page(&names.iter().map(|name| format!("<p>{name}</p>")).collect::<String>());
    let old = page_of(&["One", "Two", "Three", "Four"]);
    let cases: [(&[&str], f64); 4] = [
        (&["One", "Two", "Three", "Four"], 1.0),
        (&["Four", "Five", "One", "Six", "Seven"], 0.5),
        (&["ONE!", "Uno"], 0.25),
        (&["Eins", "Zwei"], 0.0),
    ];
    for (names, expected) in cases {
        assert_eq!(Matching::new(&old, &page_of(names)).survival, expected, "{names:?}");
    }
}

#[test]
fn survival_of_fewer_than_four_names_is_whole() {
    let (old, new) = (page("<p>One</p><p>Two</p><p>Three</p>"), page("<p>Eins</p>"));
    assert_eq!(Matching::new(&old, &new).survival, 1.0);
}

const APPLES: &str = "<a href=/a>Apples</a>";
const PEARS: &str = "<a href=/p>Pears</a>";
const PLUMS: &str = "<a href=/u>Plums</a>";

#[test]
fn image_of_a_container_is_where_its_content_stands_now() {
    let old = format!("<div x=o>{APPLES}{PEARS}</div><div x=q>{PLUMS}</div>");
    let new = format!("<section x=n>{APPLES}{PEARS}</section><section x=m>{PLUMS}</section>");
    let two = Two::of(&old, &new);
    assert_eq!((two.image("o"), two.image("q")), ("n".into(), "m".into()));
    assert_eq!((two.twin("o"), two.twin("q")), (String::new(), String::new()));
}

#[test]
fn image_of_a_container_follows_most_of_its_content() {
    let old = format!("<div x=o>{APPLES}{PEARS}{PLUMS}</div>");
    let new = format!("<div x=few>{APPLES}</div><div x=most>{PEARS}{PLUMS}</div>");
    assert_eq!(Two::of(&old, &new).image("o"), "most");
}

#[test]
fn image_of_a_container_sees_through_new_wrappers_to_its_own_kind() {
    let old = format!("<ul x=o>{APPLES}{PEARS}</ul>");
    let new = format!("<ul x=n><li>{APPLES}</li><li>{PEARS}</li></ul>");
    assert_eq!(Two::of(&old, &new).image("o"), "n");
}

#[test]
fn image_of_a_container_without_certain_content_is_none() {
    let two = Two::of("<div x=o><p>Gone</p></div>", "<div><b>Something else</b></div>");
    assert_eq!(two.image("o"), "");
}

#[test]
fn image_of_what_is_certain_is_its_twin() {
    let two = Two::of(
        &format!("<form id=login x=a>{APPLES}</form>"),
        &format!("<form id=login x=b></form><div>{APPLES}</div>"),
    );
    assert_eq!((two.twin("a"), two.image("a")), ("b".into(), "b".into()));
}
