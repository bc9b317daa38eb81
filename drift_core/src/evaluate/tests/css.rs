//! CSS on a tree: what depends on the tree alone, and a bound on what it costs.

use super::{ASK, assert_finds, found, nested};
use crate::evaluate::Strategy::Css;
use crate::testing::{captured, page};

#[test]
fn css_gives_each_element_once_in_document_order() {
    let page = page("<b x=one class='u v'></b><i x=two></i><b x=three></b>");
    assert_finds(&page, Css, &[("i, b", "one two three"), (".v, .u, b", "one three"), ("b, b", "one three")]);
}

#[test]
fn css_counts_among_siblings() {
    let page = page("<ul><li x=a><li x=b><li x=c><li x=d></ul><ol><li x=only></ol><p><i x=i></i><b x=e></b>");
    let cases = [
        ("li:nth-child(odd)", "a c only"),
        ("li:nth-child(even)", "b d"),
        ("li:nth-child(-n + 2)", "a b only"),
        ("li:nth-child(n + 3)", "c d"),
        ("li:nth-last-child(2)", "c"),
        ("li:nth-child(0)", ""),
        ("ul > :first-child", "a"),
        ("ul > :last-child", "d"),
        ("li:only-child", "only"),
        ("p > :only-of-type", "i e"),
        ("p > :nth-last-of-type(1)", "i e"),
        ("li:nth-last-child(-n + 1)", "d only"),
    ];
    assert_finds(&page, Css, &cases);
}

#[test]
fn css_combinators_part_descendants_children_and_siblings() {
    let page = page("<div x=out><p x=p><i x=deep></i></p><i x=near></i><b></b><i x=late></i></div>");
    let cases = [
        ("div i", "deep near late"),
        ("div > i", "near late"),
        ("p + i", "near"),
        ("p ~ i", "near late"),
        ("b + i", "late"),
        ("i + p", ""),
        ("body i > i", ""),
        ("div  >  p\n> i", "deep"),
    ];
    assert_finds(&page, Css, &cases);
}

#[test]
fn css_logic_takes_any_all_or_none() {
    let page = page("<a x=a class='m n'></a><a x=b class=m></a><a x=c></a>");
    let cases = [
        ("a:is(.m, .n)", "a b"),
        ("a:where(.n)", "a"),
        ("a:not(.n)", "b c"),
        ("a:not(:not(.m))", "a b"),
        ("a:is(.m):not(.n)", "b"),
        ("body:has(> .n) > a", "a b c"),
        ("a:has(+ .m)", "a"),
        ("a:has(~ a)", "a b"),
        ("body:has(p) a", ""),
    ];
    assert_finds(&page, Css, &cases);
}

#[test]
fn css_escapes_are_read_as_the_characters_they_stand_for() {
    let page = page(
        "<i x=colon id='a:b'></i><i x=digit id='1a'></i><i x=slash class='w-1/2'></i><i x=umlaut id=ü></i>",
    );
    let cases = [
        ("#a\\:b", "colon"),
        ("#\\31 a", "digit"),
        (".w-1\\/2", "slash"),
        ("#\\fc", "umlaut"),
        ("[id='a\\3a b']", "colon"),
        ("#a:b", ASK),
    ];
    assert_finds(&page, Css, &cases);
}

#[test]
fn css_pierces_open_shadow_roots_and_enters_no_frame() {
    let cases = [
        ("p", "in_app in_part slotted after"),
        ("my-app p", "in_app in_part slotted"),
        ("my-app > p", "in_app slotted"),
        ("my-part > p", "in_part"),
        ("iframe p", ""),
        ("p:first-child", "in_app in_part slotted"),
        ("my-part + p", ""),
        ("iframe + p", "after"),
    ];
    assert_finds(&nested(), Css, &cases);
}

#[test]
fn css_root_and_empty_are_known_where_white_space_cannot_hide() {
    let page = page("<hr x=hr><img x=img><p x=p>Hi</p>");
    assert_finds(&page, Css, &[(":root > body > p", "p"), ("hr:empty", "hr"), ("p:empty", "")]);
    assert_eq!(found(&page, Css, "head:empty"), ASK);
}

#[test]
fn css_class_that_may_be_cut_is_left_to_a_browser() {
    let long = format!("<b x=long class='on {}'></b><i x=short class=on></i>", "c".repeat(600));
    assert_eq!(found(&page(&long), Css, ".on"), "long short");
    assert_eq!(found(&captured(&long), Css, ".on"), ASK);
    // Its tag tells already that it is not meant.
    assert_eq!(found(&captured(&long), Css, "i.on"), "short");
}

#[test]
fn css_of_another_case_in_ids_and_classes_is_left_to_a_browser() {
    let page = page("<B x=b ID=Go CLASS=On></B>");
    assert_finds(&page, Css, &[("b#Go", "b"), ("b.On", "b"), ("b#go", ASK), ("B.on", ASK), ("B", "b")]);
}

#[test]
fn css_of_more_parts_than_a_person_writes_is_left_to_a_browser() {
    let page = page("<i x=a class=c></i>");
    assert_eq!(found(&page, Css, &format!("i{}", ".c".repeat(200))), "a");
    assert_eq!(found(&page, Css, &format!("i{}", ".c".repeat(300))), ASK);
    assert_eq!(found(&page, Css, &format!("i{}", " ".repeat(9000))), ASK);
}

#[test]
fn css_that_costs_too_much_on_a_page_is_left_to_a_browser() {
    let page = page(&"<i></i>".repeat(3000));
    assert_eq!(found(&page, Css, "i:has(~ b):has(~ u)"), ASK);
    assert_eq!(found(&page, Css, "b"), "");
}
