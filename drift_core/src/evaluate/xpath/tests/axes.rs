//! Which elements stand along an axis, and in what order they are counted.

use super::{assert_finds, found};
use crate::evaluate::xpath::ast::Axis;
use crate::evaluate::xpath::axes::along;
use crate::evaluate::xpath::value::Item;
use crate::testing::{marked, marks_of, page};
use crate::tree::Tree;

const HTML: &str = "<div x=before><i x=inner></i></div><div x=around><b x=first></b><b x=a><u x=child><s x=deep></s></u></b>\
                    <b x=next></b><b x=last></b></div><p x=after><q x=quote></q></p>";

fn marks_along(tree: &Tree, axis: Axis, item: Item) -> String {
    let mark = |item: Item| match item {
        Item::Root => "/".to_owned(),
        Item::Element(id) => marks_of(tree, [id]),
        other => panic!("{other:?} is not reached along an axis"),
    };
    along(tree, axis, item).map(mark).collect::<Vec<_>>().join(" ")
}

#[test]
fn axes_lead_from_an_element_nearest_first() {
    let page = page(HTML);
    let cases = [
        (Axis::Itself, "a"),
        (Axis::Child, "child"),
        (Axis::Descendant, "child deep"),
        (Axis::DescendantOrSelf, "a child deep"),
        (Axis::Parent, "around"),
        (Axis::Ancestor, "around body html /"),
        (Axis::AncestorOrSelf, "a around body html /"),
        (Axis::FollowingSibling, "next last"),
        (Axis::PrecedingSibling, "first"),
        (Axis::Following, "next last after quote"),
        (Axis::Preceding, "first inner before head"),
        (Axis::Attribute, ""),
    ];
    let tree = page.tree();
    for (axis, expected) in cases {
        assert_eq!(marks_along(tree, axis, Item::Element(marked(tree, "a"))), expected, "{axis:?}");
    }
}

#[test]
fn axes_part_a_page_into_five() {
    let page = page(HTML);
    let tree = page.tree();
    for id in 0..tree.len() as u32 {
        let axes = [Axis::Itself, Axis::Ancestor, Axis::Descendant, Axis::Following, Axis::Preceding];
        let mut all: Vec<Item> =
            axes.into_iter().flat_map(|axis| along(tree, axis, Item::Element(id))).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), tree.len() + 1, "{}", marks_of(tree, [id]));
    }
}

#[test]
fn document_is_above_the_root_element() {
    let page = page("");
    let tree = page.tree();
    let from_root = |axis| marks_along(tree, axis, Item::Root);
    assert_eq!((from_root(Axis::Child), from_root(Axis::Itself)), ("html".into(), "/".into()));
    assert_eq!(from_root(Axis::Descendant), "html head body");
    assert_eq!(from_root(Axis::DescendantOrSelf), "/ html head body");
    assert_eq!((from_root(Axis::Parent), from_root(Axis::FollowingSibling)), (String::new(), String::new()));
}

#[test]
fn attributes_and_texts_lead_up_only() {
    let page = page(HTML);
    let tree = page.tree();
    let id = marked(tree, "a");
    for item in [Item::Attribute(id, "x"), Item::TextOf(id)] {
        assert_eq!(marks_along(tree, Axis::Parent, item), "a");
        assert_eq!(marks_along(tree, Axis::Ancestor, item), "a around body html /");
        for axis in [Axis::Child, Axis::Descendant, Axis::FollowingSibling, Axis::Preceding, Axis::Following]
        {
            assert_eq!(marks_along(tree, axis, item), "", "{axis:?}");
        }
    }
}

#[test]
fn boundaries_are_never_crossed() {
    let page = page(
        "<my-a x=host><template shadowrootmode=open><i x=in></i></template><i x=light></i></my-a><i x=next></i>",
    );
    let cases = [
        ("//i", "light next"),
        ("//my-a/*", "light"),
        ("//my-a/descendant::*", "light"),
        ("//my-a/following::*", "next"),
        ("//i[@x='light']/preceding::*", "head"),
        ("//i[@x='light']/preceding-sibling::*", ""),
    ];
    assert_finds(&page, &cases);
}

#[test]
fn reverse_axes_count_backwards() {
    let page = page(HTML);
    let cases = [
        ("//b[@x='last']/preceding-sibling::b[1]", "next"),
        ("//b[@x='last']/preceding-sibling::b[last()]", "first"),
        ("//s/ancestor::*[2]", "a"),
        ("(//s/ancestor::*)[2]", "body"),
        ("//q/preceding::b[1]", "last"),
    ];
    assert_finds(&page, &cases);
    assert_eq!(found(&page, "//b[@x='first']/following-sibling::b[1]"), "a");
}
