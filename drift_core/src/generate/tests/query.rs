//! Queries mean on the tree what they are written as.

use crate::generate::query::{Condition, Query, Step, nth_of_type, whole_text};
use crate::testing::{marked, tree};

fn id(value: &str) -> Condition {
    Condition::Id(value.into())
}

fn class(value: &str) -> Condition {
    Condition::Class(value.into())
}

fn one(tag: &str, conditions: Vec<Condition>) -> Query {
    Query(vec![Step::new(tag, conditions)])
}

#[test]
fn query_is_written_as_css_and_as_xpath() {
    let attribute = Condition::Attribute("title".into(), "A b".into());
    let begins = Condition::Begins("href".into(), "/cart".into());
    let cases = [
        (one("", vec![id("go")]), "#go", "//*[@id=\"go\"]"),
        (one("p", vec![attribute]), "p[title=\"A b\"]", "//p[@title=\"A b\"]"),
        (one("a", vec![begins]), "a[href^=\"/cart\"]", "//a[starts-with(@href, \"/cart\")]"),
        (
            one("b", vec![class("on")]),
            "b.on",
            "//b[contains(concat(\" \", normalize-space(@class), \" \"), \" on \")]",
        ),
        (
            Query(vec![
                Step::new("ul", vec![]),
                Step { is_child: true, ..Step::new("li", vec![Condition::Nth(2)]) },
            ]),
            "ul > li:nth-of-type(2)",
            "//ul/li[2]",
        ),
        (Query(vec![Step::new("form", vec![]), Step::new("input", vec![])]), "form input", "//form//input"),
    ];
    for (query, css, xpath) in cases {
        assert!(query.is_css(), "{css}");
        assert_eq!((query.css(), query.xpath()), (css.to_owned(), xpath.to_owned()));
    }
}

#[test]
fn query_counts_places_before_other_conditions_in_xpath() {
    let query = one("li", vec![Condition::Attribute("title".into(), "t".into()), Condition::Nth(3)]);
    assert_eq!(query.xpath(), "//li[3][@title=\"t\"]");
    assert!(query.is_positional());
}

#[test]
fn query_by_text_has_no_css() {
    let says = one("p", vec![Condition::Says("Hi".into())]);
    let holds = one("tr", vec![Condition::Holds(vec!["td".into(), "b".into()], "Hi".into())]);
    assert!(!says.is_css() && !holds.is_css() && !says.is_positional());
    assert_eq!(says.xpath(), "//p[normalize-space()=\"Hi\"]");
    assert_eq!(holds.xpath(), "//tr[td/b[normalize-space()=\"Hi\"]]");
}

#[test]
fn query_finds_only_what_alone_matches_it() {
    let cases = [
        ("<b id=go x=a></b>", one("", vec![id("go")]), true),
        ("<b id=go x=a></b><i id=go></i>", one("", vec![id("go")]), false),
        ("<b id=go x=a></b><i id=go></i>", one("b", vec![id("go")]), true),
        ("<i id=go></i><b x=a></b>", one("", vec![id("go")]), false),
        ("<b class='on off' x=a></b><b class=one></b>", one("b", vec![class("on")]), true),
        ("<i></i><b></b><b x=a></b>", one("b", vec![Condition::Nth(2)]), true),
        ("<p x=a>Hi</p><p>Hi there</p>", one("p", vec![Condition::Says("Hi".into())]), true),
        ("<p x=a>Hi <b>there</b></p>", one("p", vec![Condition::Says("Hi there".into())]), false),
        ("<b x=a></b>", Query::default(), false),
    ];
    for (html, query, expected) in cases {
        let tree = tree(html);
        assert_eq!(query.finds_only(&tree, marked(&tree, "a")), expected, "{html} {}", query.xpath());
    }
}

#[test]
fn query_step_is_anywhere_in_the_one_before_or_directly_in_it() {
    let html = "<form id=f><p><input x=a></p></form><input>";
    let tree = tree(html);
    let within =
        |is_child| Query(vec![Step::new("", vec![id("f")]), Step { is_child, ..Step::new("input", vec![]) }]);
    assert!(within(false).finds_only(&tree, marked(&tree, "a")));
    assert!(!within(true).finds_only(&tree, marked(&tree, "a")));
}

#[test]
fn query_tries_every_ancestor_for_a_step() {
    // The nearest div is not in the section; the one around it is.
    let tree = tree("<section><div><p><div x=d><i x=a></i></div></p></div></section><div><i></i></div>");
    let steps = vec![
        Step::new("section", vec![]),
        Step { is_child: true, ..Step::new("div", vec![]) },
        Step::new("i", vec![]),
    ];
    assert!(Query(steps).finds_only(&tree, marked(&tree, "a")));
}

#[test]
fn nth_counts_siblings_of_the_same_tag() {
    let tree = tree("<b></b><i x=one></i><b x=two></b><p><b x=first></b></p>");
    let nth = |mark: &str| nth_of_type(&tree, marked(&tree, mark));
    assert_eq!((nth("one"), nth("two"), nth("first"), nth_of_type(&tree, 0)), (1, 2, 1, 1));
}

#[test]
fn whole_text_is_one_piece_of_the_element_itself() {
    let cases = [
        ("<p x=a>Hi there</p>", Some("Hi there")),
        ("<p x=a><i></i>Hi there</p>", Some("Hi there")),
        ("<p x=a>Hi there<i></i></p>", Some("Hi there")),
        ("<p x=a>Hi <i></i>there</p>", None),
        ("<p x=a>Hi <b>there</b></p>", None),
        ("<p x=a></p>", None),
    ];
    for (html, expected) in cases {
        let tree = tree(html);
        assert_eq!(whole_text(&tree, marked(&tree, "a")), expected, "{html}");
    }
}
