//! Steps give each element once, in document order, and positions count anew for each one before.

use super::{ASK, assert_finds, found};
use crate::testing::{captured, page};

#[test]
fn steps_give_each_element_once_in_document_order() {
    let page = page("<div x=a><div x=b><i x=i></i></div></div><i x=j></i>");
    let cases = [
        ("//div//i", "i"),
        ("//i/ancestor::div", "a b"),
        ("//i/.. | //div", "body a b"),
        ("//div/descendant-or-self::*", "a b i"),
        ("//i | //i", "i j"),
        ("//j | //i | //div", "a b i j"),
    ];
    assert_finds(&page, &cases);
}

#[test]
fn positions_count_anew_for_each_element_before() {
    let page = page("<ul><li x=a><li x=b></ul><ul><li x=c></ul>");
    let cases = [
        ("//li[1]", "a c"),
        ("(//li)[1]", "a"),
        ("//li[last()]", "b c"),
        ("(//li)[last()]", "c"),
        ("//ul[2]/li", "c"),
        ("//li[2][1]", "b"),
        ("//li[@x='b'][1]", "b"),
        ("//li[1][@x='b']", ""),
        ("//li[0]", ""),
        ("//li[1.5]", ""),
        ("//ul[li[2]]/li[1]", "a"),
        ("//li[count(//ul)]", "b"),
    ];
    assert_finds(&page, &cases);
}

#[test]
fn names_ignore_case_and_are_those_of_html() {
    let page = page(
        "<svg x=svg><a x=drawn></a><foreignObject x=f><a x=html></a></foreignObject></svg><a x=plain></a>",
    );
    let cases = [
        ("//A", "html plain"),
        ("//svg", ""),
        ("//*[local-name()='a']", "drawn html plain"),
        ("//svg/a", ""),
    ];
    assert_finds(&page, &cases);
}

#[test]
fn attribute_is_there_or_is_not_and_may_be_withheld() {
    let html = "<p x=a title=T onclick=go></p><p x=b></p>";
    assert_finds(
        &page(html),
        &[("//p[@title]", "a"), ("//p[not(@title)]", "b"), ("//p[@onclick]", "a"), ("//p[@Title]", "")],
    );
    assert_finds(
        &captured(html),
        &[("//p[@title]", "a"), ("//p[@onclick]", ASK), ("//p[@x='a'][@onclick]", "a")],
    );
}

#[test]
fn what_is_given_must_be_elements() {
    let page = page("<p x=a title=T>Hi</p>");
    for expression in ["//p/@title", "//p/text()", "'p'", "1", "true()"] {
        assert_eq!(found(&page, expression), ASK, "{expression}");
    }
    assert_finds(&page, &[("/..", ""), ("//p/text()/..", "a"), ("//@title/..", "a")]);
}

#[test]
fn texts_are_nodes_too_and_how_many_there_are_is_left_to_a_browser() {
    let page = page("<p x=a>Hi<i x=i></i></p>");
    let cases = [
        ("//p[node()]", ASK),
        ("//p[count(node()) = 2]", ASK),
        ("//p/node()", ASK),
        ("//p//following-sibling::i", ASK),
        ("//i[preceding-sibling::node()]", ASK),
        ("//i/..//..", ASK),
        // From a text no way leads down, and up there are none.
        ("//p/node()/..", ASK),
        ("/node()/body/p", "a"),
        ("//p//self::i", "i"),
        ("//p/descendant-or-self::node()/i", "i"),
        ("//i/parent::node()", "a"),
        ("//p[self::node()]", "a"),
    ];
    assert_finds(&page, &cases);
}

#[test]
fn search_that_costs_too_much_is_left_to_a_browser() {
    let page = page(&"<i></i>".repeat(2000));
    assert_eq!(found(&page, "//i[count(//i[count(//i) = 1]) = 1]"), ASK);
    assert_eq!(found(&page, "//b[count(//i[count(//i) = 1]) = 1]"), "");
}
