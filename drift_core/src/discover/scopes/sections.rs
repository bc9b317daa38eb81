//! Parts of a page that no role marks: what stands under a heading, and items that only repeat.

use crate::discover::Search;
use crate::discover::names::Hit;
use crate::discover::scopes::Area;
use crate::page::evident_role;
use crate::page::parts::{RecordKind, heading_level, is_heading, is_landmark, is_page};
use crate::tree::NodeId;

/// Levels that are climbed from a text to the item it belongs to.
const MAX_CLIMB: usize = 8;
/// Nodes that are looked at for one part.
const MAX_LOOK: usize = 2048;

/// The panels of tabs that say it.
pub(in crate::discover) fn panels(search: &Search, hits: &[Hit]) -> impl Iterator<Item = NodeId> {
    let tree = &search.page.tree;
    let mut found = Vec::new();
    for hit in hits.iter().take(16) {
        let target = tree
            .attribute(hit.id, "aria-controls")
            .or_else(|| tree.attribute(hit.id, "href").and_then(|href| href.strip_prefix('#')));
        found.extend(target.and_then(|id| search.page.labels.by_id(id)));
    }
    found.into_iter()
}

/// What stands under headings: the box that is theirs alone, then all up to the next heading as high.
pub(in crate::discover) fn under(search: &Search, hits: &[Hit]) -> Vec<Area> {
    let mut headings: Vec<NodeId> =
        hits.iter().map(|hit| hit.id).filter(|&id| is_heading(&search.page.tree, id)).take(16).collect();
    headings.dedup();
    let boxes: Area = headings.iter().map(|&heading| own_box(search, heading)).collect();
    let runs: Area = headings.iter().map(|&heading| run_of(search, heading)).collect();
    vec![boxes, runs]
}

/// The largest box around a heading that has no other one.
fn own_box(search: &Search, heading: NodeId) -> std::ops::Range<NodeId> {
    let tree = &search.page.tree;
    let mut own = heading..tree.end(heading);
    for around in tree.ancestors(heading).take(MAX_CLIMB) {
        let others = (around + 1..tree.end(around)).take(MAX_LOOK).filter(|&id| is_heading(tree, id)).take(2);
        if is_page(tree, around) || others.count() > 1 {
            break;
        }
        own = around..tree.end(around);
    }
    own
}

/// From a heading to the next one of its level or above, in the same landmark.
fn run_of(search: &Search, heading: NodeId) -> std::ops::Range<NodeId> {
    let tree = &search.page.tree;
    let is_apart =
        |&node: &NodeId| is_page(tree, node) || is_landmark(tree, node) || is_marked_record(search, node);
    let end = tree.ancestors(heading).find(is_apart).map_or(search.page.len(), |around| tree.end(around));
    let level = heading_level(tree, heading);
    let next = (tree.end(heading)..end)
        .find(|&id| heading_level(tree, id).is_some_and(|other| Some(other) <= level));
    let footer = (tree.end(heading)..end).find(|&id| evident_role(tree, id) == "contentinfo");
    heading..next.unwrap_or(end).min(footer.unwrap_or(end))
}

/// The items that texts stand in, where only their likeness to their siblings shows that they are items.
pub(in crate::discover) fn beside(search: &Search, hits: &[Hit], among: &[NodeId]) -> Vec<(Hit, NodeId)> {
    let tree = &search.page.tree;
    let is_plain = |hit: &&Hit| !is_heading(&search.page.tree, hit.id) && !among.contains(&hit.id);
    let item = |hit: &Hit| {
        let mut around = hit.id;
        for _ in 0..MAX_CLIMB {
            around = tree.parent(around).filter(|&node| !is_page(tree, node))?;
            let holds = |node: NodeId| holds_one(search, node, among);
            let alike = siblings_alike(search, around);
            if holds(around) {
                // Others of its kind have their own, or it is the small box of the text itself.
                let is_item = alike.iter().any(|&other| holds(other)) || tree.end(around) - around <= 12;
                return is_item.then_some(around);
            }
            if alike.iter().any(|&other| holds(other) && says_more(search, other, among)) {
                return None;
            }
            if is_marked_record(search, around) {
                return None;
            }
        }
        None
    };
    hits.iter().filter(is_plain).take(64).filter_map(|hit| Some((*hit, item(hit)?))).collect()
}

/// A record by its tag or role. That a box only repeats does not keep its texts from the boxes beside it.
fn is_marked_record(search: &Search, id: NodeId) -> bool {
    search.page.records().starting_at(id).is_some_and(|record| record.kind != RecordKind::Box)
}

/// Whether one of the elements, which are in document order, stands in a node.
fn holds_one(search: &Search, node: NodeId, among: &[NodeId]) -> bool {
    let at = among.partition_point(|&one| one < node);
    among.get(at).is_some_and(|&one| search.page.contains(node, one))
}

/// Siblings with the same tag and classes.
fn siblings_alike(search: &Search, id: NodeId) -> Vec<NodeId> {
    let tree = &search.page.tree;
    let Some(parent) = tree.parent(id) else { return Vec::new() };
    let shape = |node: NodeId| (tree.tag(node), tree.attribute(node, "class").unwrap_or(""));
    let own = shape(id);
    let is_cell = matches!(tree.tag(id), "td" | "th" | "dd" | "dt");
    let alike = tree.children(parent).take(MAX_LOOK).filter(|&other| other != id && shape(other) == own);
    if is_cell { Vec::new() } else { alike.collect() }
}

/// Whether it says anything beside the elements that are asked for.
fn says_more(search: &Search, id: NodeId, among: &[NodeId]) -> bool {
    let tree = &search.page.tree;
    let is_other = |node: NodeId| {
        let at = among.partition_point(|&one| one <= node);
        at == 0 || !search.page.contains(among[at - 1], node)
    };
    (id..tree.end(id)).take(MAX_LOOK).any(|node| !tree.own_text(node).is_empty() && is_other(node))
}
