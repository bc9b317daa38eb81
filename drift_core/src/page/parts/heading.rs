//! Headings and landmarks: what names a part of a page, and the parts that a page has of itself.

use crate::page::{Page, evident_role};
use crate::tree::{NodeId, Tree};

/// Level of what is a heading to people and has no level of its own: it stands below all that have one.
const UNLEVELLED: u32 = 7;
/// Level that ARIA gives a heading without `aria-level`.
const USUAL: u32 = 2;
/// Nodes that are searched for a heading.
const MAX_LOOK: usize = 2048;

/// Whether an element is a heading to people: one of a page, a form's group, a table or a picture.
pub(crate) fn is_heading(tree: &Tree, id: NodeId) -> bool {
    heading_level(tree, id).is_some()
}

/// The level of a heading, 1 the highest; None when it is none.
pub(crate) fn heading_level(tree: &Tree, id: NodeId) -> Option<u32> {
    match tree.tag(id).as_bytes() {
        // A written role takes the heading away: `<h2 role=tab>`.
        [b'h', digit @ b'1'..=b'6'] => (evident_role(tree, id) == "heading").then(|| u32::from(digit - b'0')),
        b"legend" | b"caption" | b"summary" | b"figcaption" => Some(UNLEVELLED),
        _ if is_given_role(tree, id, "heading") => {
            tree.attribute(id, "aria-level").and_then(|level| level.parse().ok()).or(Some(USUAL))
        }
        _ => None,
    }
}

/// Whether an element that has no role by its tag was given one. Asked of every element of a page.
fn is_given_role(tree: &Tree, id: NodeId, role: &str) -> bool {
    match tree.computed_role(id) {
        Some(computed) => computed == role,
        None => tree.attribute(id, "role").is_some() && evident_role(tree, id) == role,
    }
}

/// The first heading inside a part.
pub(crate) fn first_heading(tree: &Tree, part: NodeId) -> Option<NodeId> {
    (part + 1..tree.end(part)).take(MAX_LOOK).find(|&id| is_heading(tree, id))
}

/// The nearest heading above an element that says something.
pub(crate) fn heading_above(page: &Page, id: NodeId) -> Option<NodeId> {
    let says = |node: NodeId| !page.of(node).wording.is_empty() && !page.contains(node, id);
    (0..id).rev().take(MAX_LOOK).find(|&node| is_heading(&page.tree, node) && says(node))
}

/// Whether an element is one of the parts a page is made of: a landmark of ARIA, or a dialog.
///
/// A form and a section are landmarks to people whether or not they have the name that ARIA asks for.
pub(crate) fn is_landmark(tree: &Tree, id: NodeId) -> bool {
    match (tree.tag(id), evident_role(tree, id)) {
        (_, role) if is_landmark_role(role) => true,
        ("form" | "section", "" | "generic") => true,
        _ => false,
    }
}

/// Whether a tag makes a landmark wherever it is used.
pub(crate) fn is_landmark_tag(tag: &str) -> bool {
    matches!(tag, "main" | "nav" | "header" | "footer" | "aside" | "form" | "dialog")
}

fn is_landmark_role(role: &str) -> bool {
    matches!(
        role,
        "alertdialog"
            | "banner"
            | "complementary"
            | "contentinfo"
            | "dialog"
            | "form"
            | "main"
            | "navigation"
            | "region"
            | "search"
    )
}

/// Whether an element is a part that people call by its name: a landmark, a group, a panel.
pub(crate) fn is_named_part(tree: &Tree, id: NodeId) -> bool {
    matches!(evident_role(tree, id), "group" | "tabpanel") || is_landmark(tree, id) && !is_page(tree, id)
}

/// Whether an element is the page, or its whole content, and no part of it.
pub(crate) fn is_page(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.tag(id), "body" | "html" | "main" | "#document" | "#shadow-root")
}
