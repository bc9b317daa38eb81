//! Absolute positional paths: `/html[1]/body[1]/div[2]`.
//!
//! Shadow roots and frame documents appear as the steps `#shadow-root` and `#document`, which no
//! XPath engine knows but which read well and lead back to the node.

use crate::tree::{NodeId, Tree};

/// The node's absolute path, every step with its position among equally named siblings.
pub fn path_of(tree: &Tree, id: NodeId) -> String {
    let mut chain: Vec<NodeId> = std::iter::once(id).chain(tree.ancestors(id)).collect();
    chain.reverse();
    let mut path = String::new();
    for node in chain {
        path.push('/');
        path.push_str(tree.tag(node));
        if !tree.tag(node).starts_with('#') {
            path.push_str(&format!("[{}]", position(tree, node)));
        }
    }
    path
}

/// The node at an absolute path, or None. A step without a position means the first.
pub fn find(tree: &Tree, path: &str) -> Option<NodeId> {
    let mut steps = path.trim().strip_prefix('/')?.split('/');
    let (name, position) = parse_step(steps.next()?)?;
    if tree.is_empty() || position != 1 || !is_named(tree, 0, name) {
        return None;
    }
    steps.try_fold(0, |node, step| {
        let (name, position) = parse_step(step)?;
        tree.children(node).filter(|&child| is_named(tree, child, name)).nth(position - 1)
    })
}

fn position(tree: &Tree, id: NodeId) -> usize {
    let Some(parent) = tree.parent(id) else { return 1 };
    tree.children(parent)
        .take_while(|&sibling| sibling <= id)
        .filter(|&sibling| tree.tag(sibling) == tree.tag(id))
        .count()
}

fn is_named(tree: &Tree, id: NodeId, name: &str) -> bool {
    name == "*" || tree.tag(id).eq_ignore_ascii_case(name)
}

fn parse_step(step: &str) -> Option<(&str, usize)> {
    match step.split_once('[') {
        None if step.is_empty() => None,
        None => Some((step, 1)),
        Some((name, rest)) => {
            let position: usize = rest.strip_suffix(']')?.trim().parse().ok()?;
            (position > 0 && !name.is_empty()).then_some((name, position))
        }
    }
}
