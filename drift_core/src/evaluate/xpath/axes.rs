//! The elements along each axis, in its own order.

use super::ast::Axis;
use super::value::Item;
use crate::evaluate::scope::{children, is_boundary, light};
use crate::tree::{NodeId, Tree};

/// What stands along an axis; attributes and text nodes are not reached this way.
pub(crate) fn along<'t>(tree: &'t Tree, axis: Axis, item: Item) -> Box<dyn Iterator<Item = Item<'t>> + 't> {
    let id = match item {
        Item::Root => return below_root(tree, axis),
        Item::Element(id) => id,
        // Their only ways lead to the element.
        Item::TextOf(id) | Item::Attribute(id, _) => {
            let is_up = matches!(axis, Axis::Parent | Axis::Ancestor | Axis::AncestorOrSelf);
            let up = if axis == Axis::Parent { Axis::Itself } else { Axis::AncestorOrSelf };
            return if is_up { along(tree, up, Item::Element(id)) } else { Box::new(std::iter::empty()) };
        }
    };
    let itself = std::iter::once(Item::Element(id));
    let element = Item::Element;
    match axis {
        Axis::Itself => Box::new(itself),
        Axis::Child => Box::new(children(tree, id).map(element)),
        Axis::Descendant => Box::new(light(tree, id + 1, tree.end(id)).map(element)),
        Axis::DescendantOrSelf => Box::new(light(tree, id, tree.end(id)).map(element)),
        Axis::Parent => Box::new(ancestors(tree, id).take(1)),
        Axis::Ancestor => Box::new(ancestors(tree, id)),
        Axis::AncestorOrSelf => Box::new(itself.chain(ancestors(tree, id))),
        Axis::FollowingSibling => Box::new(
            std::iter::successors(tree.next_sibling(id), |&sibling| tree.next_sibling(sibling))
                .filter(|&sibling| !is_boundary(tree, sibling))
                .map(element),
        ),
        Axis::PrecedingSibling => {
            let around = tree.parent(id);
            let mut before: Vec<NodeId> = around
                .into_iter()
                .flat_map(|around| children(tree, around))
                .take_while(|&c| c < id)
                .collect();
            before.reverse();
            Box::new(before.into_iter().map(element))
        }
        Axis::Following => Box::new(light(tree, tree.end(id), tree.len() as NodeId).map(element)),
        Axis::Preceding => {
            let mut before: Vec<NodeId> = light(tree, 0, id).filter(|&other| tree.end(other) <= id).collect();
            before.reverse();
            Box::new(before.into_iter().map(element))
        }
        Axis::Attribute => Box::new(std::iter::empty()),
    }
}

fn below_root(tree: &Tree, axis: Axis) -> Box<dyn Iterator<Item = Item<'_>> + '_> {
    let all = || light(tree, 0, tree.len() as NodeId).map(Item::Element);
    let root = std::iter::once(Item::Root);
    match axis {
        Axis::Child => Box::new(std::iter::once(Item::Element(0))),
        Axis::Descendant => Box::new(all()),
        Axis::DescendantOrSelf => Box::new(root.chain(all())),
        Axis::Itself | Axis::AncestorOrSelf => Box::new(root),
        _ => Box::new(std::iter::empty()),
    }
}

/// Outwards to the document, never out of a shadow root or frame: none is ever entered.
fn ancestors(tree: &Tree, id: NodeId) -> impl Iterator<Item = Item<'_>> + '_ {
    tree.ancestors(id).map(Item::Element).chain(std::iter::once(Item::Root))
}
