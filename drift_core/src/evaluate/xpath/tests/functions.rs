//! The function library by the rules of XPath 1.0.

use super::{assert_finds, assert_holds};
use crate::testing::{captured, page};

#[test]
fn string_functions_count_characters_from_one() {
    let cases = [
        ("substring('12345', 2, 3) = '234'", Some(true)),
        ("substring('12345', 2) = '2345'", Some(true)),
        ("substring('12345', 1.5, 2.6) = '234'", Some(true)),
        ("substring('12345', 0, 3) = '12'", Some(true)),
        ("substring('12345', -42, 1 div 0) = '12345'", Some(true)),
        ("substring('12345', 0 div 0, 3) = ''", Some(true)),
        ("substring('hé😀', 3) = '😀'", Some(true)),
        ("string-length('hé😀') = 3", Some(true)),
        ("substring-before('2026-11', '-') = '2026'", Some(true)),
        ("substring-after('2026-11', '-') = '11'", Some(true)),
        ("substring-before('2026', '-') = ''", Some(true)),
        ("substring-after('2026', '-') = ''", Some(true)),
        ("concat('a', 1, true()) = 'a1true'", Some(true)),
        ("contains('abc', '') and starts-with('abc', '')", Some(true)),
        ("contains('abc', 'bc') and not(starts-with('abc', 'bc'))", Some(true)),
        ("normalize-space('  a \n b ') = 'a b'", Some(true)),
    ];
    assert_holds(&page("<p x=a></p>"), &cases);
}

#[test]
fn translate_replaces_by_place_and_drops_what_has_none() {
    let cases = [
        ("translate('bar', 'abc', 'ABC') = 'BAr'", Some(true)),
        ("translate('--aaa--', 'abc-', 'ABC') = 'AAA'", Some(true)),
        ("translate('aa', 'aa', 'xy') = 'xx'", Some(true)),
        ("translate(., 'ABC', 'abc') = 'abc'", None),
        ("translate(., 'ABC', 'abc') = 'abd'", Some(false)),
        ("contains(translate(., 'ABC', 'abc'), 'bc')", Some(true)),
        // What is dropped may be what parts two words.
        ("contains(translate(., 'B', ''), 'AC')", None),
    ];
    assert_holds(&page("<p x=a>ABC</p>"), &cases);
}

#[test]
fn rounding_goes_up_at_the_half() {
    let cases = [
        ("round(2.5) = 3 and round(-2.5) = -2", Some(true)),
        ("floor(2.9) = 2 and floor(-2.1) = -3", Some(true)),
        ("ceiling(2.1) = 3 and ceiling(-2.9) = -2", Some(true)),
    ];
    assert_holds(&page("<p x=a></p>"), &cases);
}

#[test]
fn functions_without_an_argument_are_of_the_node_itself() {
    let cases = [
        ("string-length(normalize-space()) = 2", Some(true)),
        ("normalize-space() = 'Hi'", Some(true)),
        ("local-name() = 'p' and name() = 'p'", Some(true)),
        ("local-name(..) = 'body'", Some(true)),
        ("local-name(@x) = 'x'", Some(true)),
        ("local-name(b) = ''", Some(true)),
    ];
    assert_holds(&page("<p x=a>Hi</p>"), &cases);
}

#[test]
fn string_of_a_set_is_that_of_its_first() {
    let page = page("<ul x=a><li title=one></li><li title=two></li></ul>");
    let cases = [
        ("string(li/@title) = 'one'", Some(true)),
        ("contains(li/@title, 'two')", Some(false)),
        ("starts-with(li[2]/@title, 't')", Some(true)),
        ("string(b) = ''", Some(true)),
        ("count(li) = 2 and count(b) = 0", Some(true)),
    ];
    assert_holds(&page, &cases);
}

#[test]
fn what_counts_text_nodes_is_left_to_a_browser() {
    let page = page("<p x=a>One <b>two</b> three</p>");
    let cases = [
        ("count(text()) = 2", None),
        ("text()[2]", None),
        ("text()[position() = 1]", None),
        ("text()[last()]", None),
        ("text()", Some(true)),
        ("b/text() = 'two'", None),
        ("b/text()[normalize-space() = 'two']", Some(true)),
        ("text()[contains(., 'four')]", Some(false)),
    ];
    assert_holds(&page, &cases);
}

#[test]
fn names_in_a_drawing_of_a_capture_are_left_to_a_browser() {
    let html = "<svg x=svg><path x=path /><clipPath x=clip /></svg><p x=p></p>";
    assert_finds(&page(html), &[("//*[local-name()='clipPath']", "clip")]);
    assert_finds(&captured(html), &[("//*[local-name()='clippath']", "?"), ("//p[local-name()='p']", "p")]);
}
