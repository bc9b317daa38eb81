//! What names elements from elsewhere in the page: labels, and elements that are referred to by id.

use crate::hash::{self, ByHash};
use crate::tree::{NodeId, Tree};

/// Where they are.
#[derive(Debug)]
pub(crate) struct Labels {
    by_id: ByHash<u64, NodeId>,
    by_target: ByHash<u64, Vec<NodeId>>,
}

impl Labels {
    pub fn of(tree: &Tree) -> Self {
        let mut labels = Self { by_id: ByHash::default(), by_target: ByHash::default() };
        for id in 0..tree.len() as NodeId {
            if let Some(own) = tree.attribute(id, "id") {
                labels.by_id.entry(key(own)).or_insert(id);
            }
            if tree.tag(id) == "label"
                && let Some(target) = tree.attribute(id, "for")
            {
                labels.by_target.entry(key(target)).or_default().push(id);
            }
        }
        labels
    }

    pub fn referred<'a>(&'a self, list: &'a str) -> impl Iterator<Item = NodeId> + 'a {
        list.split_ascii_whitespace().filter_map(|id| self.by_id.get(&key(id)).copied())
    }

    /// The first element with an id.
    pub fn by_id(&self, id: &str) -> Option<NodeId> {
        self.by_id.get(&key(id)).copied()
    }

    /// The labels of a control: those that name it, or the one it stands in.
    pub fn of_control(&self, tree: &Tree, id: NodeId) -> Vec<NodeId> {
        if !is_labelable(tree.tag(id)) {
            return Vec::new();
        }
        let named = tree.attribute(id, "id").and_then(|own| {
            let is_first = self.by_id.get(&key(own)) == Some(&id);
            self.by_target.get(&key(own)).filter(|_| is_first)
        });
        let mut found = named.cloned().unwrap_or_default();
        let around = tree.ancestors(id).find(|&node| tree.tag(node) == "label");
        found.extend(
            around.filter(|&label| tree.attribute(label, "for").is_none() && !found.contains(&label)),
        );
        found
    }
}

fn key(text: &str) -> u64 {
    hash::string(text.as_bytes(), 0)
}

fn is_labelable(tag: &str) -> bool {
    matches!(tag, "button" | "input" | "meter" | "output" | "progress" | "select" | "textarea")
}
