//! What an element can be found from: its landmarks, its row, the heading above it, its place.

use crate::generate::query::{Condition, Query, Step, nth_of_type, whole_text};
use crate::generate::selector::{Maker, attribute};
use crate::lengths::is_longer;
use crate::page::made_up::is_chosen;
use crate::page::parts::{is_heading, is_landmark_tag, is_named_part};
use crate::tree::{FRAME_DOCUMENT, NodeId, SHADOW_ROOT, Tree};

/// Anchors that are thought of, nearest first.
const MAX_ANCHORS: usize = 8;
/// Texts of a row or a section that are thought of.
const MAX_TEXTS: usize = 4;
/// Bytes of a text that names a row.
pub(crate) const MAX_TEXT: usize = 80;
/// Nodes that are searched for such a text.
const MAX_LOOK: usize = 256;

/// Ancestors that are found by a stable id, a test id or a name, and landmarks that stand alone.
pub(crate) fn anchors(maker: &Maker) -> Vec<Step> {
    anchored_at(maker).into_iter().map(|(_, step)| step).collect()
}

/// The same, each with the element that it is.
pub(crate) fn anchored_at(maker: &Maker) -> Vec<(NodeId, Step)> {
    let (page, tree) = (maker.page, &maker.page.tree);
    let step = |node: NodeId| {
        let maker = Maker { page, id: node };
        let test_id = maker.own_test_id().map(|(name, value)| attribute(name, value));
        let id = || maker.stable("id").map(|value| Condition::Id(value.into()));
        let tag = tree.tag(node);
        match test_id.or_else(id) {
            Some(condition) => Some((node, Step::new("", vec![condition]))),
            None if is_named_part(tree, node) && maker.value("aria-label").is_some() => {
                let label = maker.value("aria-label").map(|label| attribute("aria-label", label));
                Some((node, Step::new(tag, label.into_iter().collect())))
            }
            None if is_landmark_tag(tag) => Some((node, Step::new(tag, Vec::new()))),
            None => None,
        }
    };
    around(tree, maker.id)
        .filter_map(step)
        .take(MAX_ANCHORS)
        .filter(|(node, step)| Query(vec![step.clone()]).finds_only(tree, *node))
        .collect()
}

/// The elements around one in its document.
fn around(tree: &Tree, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    let ancestors = tree.ancestors(id).take_while(|&node| tree.tag(node) != FRAME_DOCUMENT);
    ancestors.filter(|&node| tree.tag(node) != SHADOW_ROOT)
}

/// The row that says something of its own, and boxes that have a heading.
pub(crate) fn text_anchors(maker: &Maker) -> Vec<Step> {
    let tree = &maker.page.tree;
    let records = maker.page.records();
    let row = records.chain(maker.id).map(|record| record.node).find(|&node| node != maker.id);
    let keys = records.chain(maker.id).flat_map(|record| {
        let keys = maker.page.keys(record).iter();
        texts_in(tree, record.node, maker.id, keys.map(|key| key.node))
    });
    let mut steps: Vec<Step> = keys.take(MAX_TEXTS).collect();
    for node in around(tree, maker.id).take(MAX_ANCHORS).filter(|&node| Some(node) != row) {
        let headings = (node + 1..tree.end(node)).take(MAX_LOOK).filter(|&inner| is_heading(tree, inner));
        steps.extend(texts_in(tree, node, maker.id, headings).into_iter().take(1));
    }
    steps
}

/// A box by the texts in it that stand beside the element.
fn texts_in(tree: &Tree, part: NodeId, id: NodeId, texts: impl Iterator<Item = NodeId>) -> Vec<Step> {
    let beside = texts.filter(|&node| {
        let is_around = node <= id && id < tree.end(node);
        let is_inside = id <= node && node < tree.end(id);
        let is_of_part = part < node && node < tree.end(part) && part < id && id < tree.end(part);
        !is_around && !is_inside && is_of_part
    });
    let step = |node: NodeId| {
        let text = whole_text(tree, node).filter(|text| !is_longer(text, MAX_TEXT))?;
        let steps = steps_down(tree, part, node)?;
        Some(Step::new(tree.tag(part), vec![Condition::Holds(steps, text.into())]))
    };
    beside.filter_map(step).take(MAX_TEXTS).collect()
}

/// The tags from a part of the page to an element in it; None when another document lies between.
pub(crate) fn steps_down(tree: &Tree, part: NodeId, node: NodeId) -> Option<Vec<String>> {
    let up = std::iter::once(node).chain(tree.ancestors(node)).take_while(|&step| step != part);
    let mut steps: Vec<String> = up.map(|step| tree.tag(step).to_owned()).collect();
    steps.reverse();
    steps.iter().all(|step| !step.starts_with('#')).then_some(steps)
}

/// Step by step from the nearest anchor or the root.
pub(crate) fn by_place(maker: &Maker) -> Query {
    by_place_from(maker, maker.id)
}

/// The same, where no anchor stands in what begins at `part`.
pub(crate) fn by_place_from(maker: &Maker, part: NodeId) -> Query {
    let tree = &maker.page.tree;
    let mut steps = Vec::new();
    let mut is_in_shadow = false;
    for node in std::iter::once(maker.id).chain(tree.ancestors(maker.id)) {
        if tree.tag(node) == FRAME_DOCUMENT {
            break;
        }
        if tree.tag(node) == SHADOW_ROOT {
            // No child combinator leads out of a shadow root.
            steps.last_mut().into_iter().for_each(|step: &mut Step| step.is_child = false);
            is_in_shadow = true;
            continue;
        }
        let id = tree.attribute(node, "id").filter(|value| is_chosen(value) && !is_longer(value, MAX_TEXT));
        let anchor = id.map(|value| Step::new("", vec![Condition::Id(value.into())]));
        let anchor = anchor
            .filter(|step| node < part && !is_in_shadow && Query(vec![step.clone()]).finds_only(tree, node));
        if let Some(anchor) = anchor {
            steps.push(anchor);
            break;
        }
        let is_top = tree.parent(node).is_none_or(|parent| tree.tag(parent) == FRAME_DOCUMENT);
        let place = if is_top { vec![] } else { vec![Condition::Nth(nth_of_type(tree, node))] };
        steps.push(Step { is_child: true, ..Step::new(tree.tag(node), place) });
    }
    steps.reverse();
    steps[0].is_child = false;
    Query(steps)
}
