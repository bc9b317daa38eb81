//! What names elements from elsewhere in the page: labels, and elements that are referred to by id.

use crate::hash::{self, ByHash};
use crate::page::roles::is_custom;
use crate::tree::{NodeId, Tree};

/// Where they are.
#[derive(Debug)]
pub(crate) struct Labels {
    by_id: ByHash<u64, NodeId>,
    /// All elements of an id that several have, in document order.
    repeated: ByHash<u64, Vec<NodeId>>,
    by_target: ByHash<u64, Vec<NodeId>>,
    /// The same of labels that are custom elements, which no browser reads.
    by_custom_target: ByHash<u64, Vec<NodeId>>,
}

impl Labels {
    pub fn of(tree: &Tree) -> Self {
        let mut labels = Self {
            by_id: ByHash::default(),
            repeated: ByHash::default(),
            by_target: ByHash::default(),
            by_custom_target: ByHash::default(),
        };
        for id in 0..tree.len() as NodeId {
            if let Some(own) = tree.attribute(id, "id") {
                let first = *labels.by_id.entry(key(own)).or_insert(id);
                if first != id {
                    labels.repeated.entry(key(own)).or_insert_with(|| vec![first]).push(id);
                }
            }
            let Some(target) = tree.attribute(id, "for") else { continue };
            if tree.tag(id) == "label" {
                labels.by_target.entry(key(target)).or_default().push(id);
            } else if is_custom_label(tree.tag(id)) {
                labels.by_custom_target.entry(key(target)).or_default().push(id);
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

    /// The labels that point at an element and that HTML lets not name it.
    pub fn pointing_at(&self, tree: &Tree, id: NodeId) -> Vec<NodeId> {
        let Some(own) = tree.attribute(id, "id").map(key) else { return Vec::new() };
        let mut found = self.meaning(tree, id, own, &self.by_custom_target);
        if !is_labelable(tree.tag(id)) {
            found.extend(self.meaning(tree, id, own, &self.by_target));
        }
        found
    }

    /// The labels of a control: those that name it, or the one it stands in.
    pub fn of_control(&self, tree: &Tree, id: NodeId) -> Vec<NodeId> {
        if !is_labelable(tree.tag(id)) {
            return Vec::new();
        }
        let own = tree.attribute(id, "id").map(key);
        let mut found = own.map(|own| self.meaning(tree, id, own, &self.by_target)).unwrap_or_default();
        let around = tree.ancestors(id).find(|&node| tree.tag(node) == "label");
        found.extend(
            around.filter(|&label| tree.attribute(label, "for").is_none() && !found.contains(&label)),
        );
        found
    }

    /// The labels that name an id and mean this element of it.
    fn meaning(
        &self,
        tree: &Tree,
        id: NodeId,
        own: u64,
        by_target: &ByHash<u64, Vec<NodeId>>,
    ) -> Vec<NodeId> {
        let named = by_target.get(&own).map_or(&[][..], Vec::as_slice);
        named.iter().copied().filter(|&label| self.target(tree, label, own) == Some(id)).collect()
    }

    /// What a label means by an id: of several that have it the one in the smallest box around both, as
    /// people see it; in the same box the one behind the label.
    fn target(&self, tree: &Tree, label: NodeId, id: u64) -> Option<NodeId> {
        let Some(all) = self.repeated.get(&id) else { return self.by_id.get(&id).copied() };
        let behind = all.partition_point(|&one| one <= label);
        let nearest = [all.get(behind), behind.checked_sub(1).and_then(|at| all.get(at))];
        let around = std::iter::once(label).chain(tree.ancestors(label));
        let mut boxes = around.map(|node| node..tree.end(node));
        boxes.find_map(|within| nearest.into_iter().flatten().find(|one| within.contains(one)).copied())
    }
}

fn key(text: &str) -> u64 {
    hash::string(text.as_bytes(), 0)
}

fn is_custom_label(tag: &str) -> bool {
    is_custom(tag) && tag.ends_with("-label")
}

fn is_labelable(tag: &str) -> bool {
    matches!(tag, "button" | "input" | "meter" | "output" | "progress" | "select" | "textarea")
}
