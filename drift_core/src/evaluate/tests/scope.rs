//! Open shadow roots belong to a search, frames do not.

use super::nested;
use crate::evaluate::scope::{
    children, document_of, is_boundary, light, parent_or_host, pierced, pierced_around, root_of, shadow_root,
};
use crate::testing::{marked, marks_of};
use crate::tree::{FRAME_DOCUMENT, NodeId, SHADOW_ROOT, Tree};

fn tag_of(tree: &Tree, id: Option<NodeId>) -> &str {
    id.map_or("none", |id| tree.tag(id))
}

#[test]
fn pierced_search_meets_shadow_roots_and_no_frame() {
    let page = nested();
    let tree = page.tree();
    let met = "html body app in_app part in_part slotted frame after";
    assert_eq!(marks_of(tree, pierced(tree)), met);
    assert_eq!(marks_of(tree, pierced_around(tree, marked(tree, "in_part"))), met);
}

#[test]
fn pierced_search_in_a_frame_meets_its_document_alone() {
    let page = nested();
    let tree = page.tree();
    assert_eq!(marks_of(tree, pierced_around(tree, marked(tree, "framed"))), "framed_html framed");
    assert_eq!(marks_of(tree, document_of(tree, marked(tree, "framed_html"))), "framed_html framed");
}

#[test]
fn document_keeps_shadow_roots_as_nodes() {
    let page = nested();
    let tree = page.tree();
    let roots = document_of(tree, 0).filter(|&id| is_boundary(tree, id)).map(|id| tree.tag(id));
    assert_eq!(roots.collect::<Vec<_>>(), [SHADOW_ROOT, SHADOW_ROOT]);
}

#[test]
fn light_search_enters_neither_shadow_roots_nor_frames() {
    let page = nested();
    let tree = page.tree();
    let all = light(tree, 0, tree.len() as NodeId);
    assert_eq!(marks_of(tree, all), "html body app slotted frame after");
    let app = marked(tree, "app");
    assert_eq!(marks_of(tree, light(tree, app + 1, tree.end(app))), "slotted");
}

#[test]
fn parent_of_what_is_in_a_shadow_root_is_its_host() {
    let page = nested();
    let tree = page.tree();
    let cases = [
        ("in_app", Some("app")),
        ("in_part", Some("part")),
        ("slotted", Some("app")),
        ("framed", Some("framed_html")),
        // A frame's document begins anew.
        ("framed_html", None),
        ("html", None),
    ];
    for (mark, expected) in cases {
        let parent = parent_or_host(tree, marked(tree, mark));
        assert_eq!(parent.map(|id| marks_of(tree, [id])).as_deref(), expected, "{mark}");
    }
}

#[test]
fn children_and_shadow_root_of_a_host_are_told_apart() {
    let page = nested();
    let tree = page.tree();
    let app = marked(tree, "app");
    assert_eq!(marks_of(tree, children(tree, app)), "slotted");
    assert_eq!(tag_of(tree, shadow_root(tree, app)), SHADOW_ROOT);
    assert_eq!(shadow_root(tree, marked(tree, "frame")), None);
    assert_eq!(shadow_root(tree, marked(tree, "after")), None);
}

#[test]
fn root_is_that_of_the_nearest_tree_around() {
    let page = nested();
    let tree = page.tree();
    let root = |mark: &str| root_of(tree, marked(tree, mark));
    assert_eq!((root("after"), root("slotted"), root("frame")), (0, 0, 0));
    assert_eq!(tree.tag(root("in_part")), SHADOW_ROOT);
    assert_ne!(root("in_app"), root("in_part"));
    assert_eq!(tree.tag(root("framed")), FRAME_DOCUMENT);
}
