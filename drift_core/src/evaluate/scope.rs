//! Which elements a search meets, and who stands around whom when boundaries are left out.

use crate::tree::{FRAME_DOCUMENT, NodeId, SHADOW_ROOT, Tree};

/// A shadow root or the document of a frame.
pub(crate) fn is_boundary(tree: &Tree, id: NodeId) -> bool {
    tree.tag(id).starts_with('#')
}

/// Every element of the page and its open shadow roots, without what frames show.
pub(crate) fn pierced(tree: &Tree) -> impl Iterator<Item = NodeId> + '_ {
    pierced_around(tree, 0)
}

/// The same of the document that an element is in.
pub(crate) fn pierced_around(tree: &Tree, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    document_of(tree, id).filter(|&node| !is_boundary(tree, node))
}

/// Every element of a range in document order that is in no shadow root and no frame below it.
pub(crate) fn light(tree: &Tree, from: NodeId, to: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    let mut next = from;
    std::iter::from_fn(move || {
        while next < to && is_boundary(tree, next) {
            next = tree.end(next);
        }
        (next < to).then(|| {
            next += 1;
            next - 1
        })
    })
}

/// The element around this one; around a shadow root stands its host.
pub(crate) fn parent_or_host(tree: &Tree, id: NodeId) -> Option<NodeId> {
    let parent = tree.parent(id)?;
    match tree.tag(parent) {
        SHADOW_ROOT => tree.parent(parent),
        FRAME_DOCUMENT => None,
        _ => Some(parent),
    }
}

/// The children that are elements.
pub(crate) fn children(tree: &Tree, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    tree.children(id).filter(|&child| !is_boundary(tree, child))
}

/// The shadow root an element holds.
pub(crate) fn shadow_root(tree: &Tree, id: NodeId) -> Option<NodeId> {
    tree.first_child(id).filter(|&child| tree.tag(child) == SHADOW_ROOT)
}

/// The root of the document or shadow tree an element stands in.
pub(crate) fn root_of(tree: &Tree, id: NodeId) -> NodeId {
    tree.ancestors(id).find(|&node| is_boundary(tree, node)).unwrap_or(0)
}

/// Every element of the document that an element is in, with what is in shadow roots and without what
/// is in frames.
pub(crate) fn document_of(tree: &Tree, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    let root = tree.ancestors(id).find(|&node| tree.tag(node) == FRAME_DOCUMENT);
    let (from, to) = root.map_or((0, tree.len() as NodeId), |root| (root + 1, tree.end(root)));
    unframed(tree, from, to)
}

/// Every node of a range in document order that is in no frame below it.
pub(crate) fn unframed(tree: &Tree, from: NodeId, to: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    let mut node = from;
    std::iter::from_fn(move || {
        while node < to && tree.tag(node) == FRAME_DOCUMENT {
            node = tree.end(node);
        }
        let found = (node < to).then_some(node);
        node += 1;
        found
    })
}
