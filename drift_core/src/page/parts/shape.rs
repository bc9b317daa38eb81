//! How alike two elements are built, so that boxes that only repeat are seen as repeated.

use crate::hash;
use crate::page::{Page, tokens};
use crate::tree::NodeId;

/// A step into the tree moves a descendant's bit by this much: `div > a` is another shape than `a > div`.
const PER_LEVEL: u32 = 9;
/// Share of two skeletons that must agree. Cards have parts that some of them lack.
const ALIKE: f64 = 0.5;
/// The same for two boxes that nothing else confirms: a page is full of two boxes side by side.
const ALIKE_PAIR: f64 = 0.6;
/// Share of the class names.
const ALIKE_CLASSES: f64 = 0.5;

/// What all elements of a page are built of.
pub(super) struct Shapes {
    /// Tags of the descendants with their depth, as a set of bits: repetition inside does not count.
    skeletons: Vec<u128>,
    /// Texts, controls and pictures inside, as far as they can be counted.
    leaves: Vec<u8>,
    holds_table: Vec<bool>,
}

impl Shapes {
    pub fn of(page: &Page) -> Self {
        let count = page.tree.len();
        let mut shapes =
            Self { skeletons: vec![0; count], leaves: vec![0; count], holds_table: vec![false; count] };
        for id in (0..count).rev() {
            let node = id as NodeId;
            let facts = page.of(node);
            if facts.unseen {
                continue;
            }
            shapes.leaves[id] = own_leaves(page, node, shapes.leaves[id]);
            let Some(parent) = page.tree.parent(node) else { continue };
            let parent = parent as usize;
            let own = 1u128 << (hash::mix(facts.kind) & 127);
            shapes.skeletons[parent] |= own | shapes.skeletons[id].rotate_left(PER_LEVEL);
            shapes.leaves[parent] = shapes.leaves[parent].saturating_add(shapes.leaves[id]);
            shapes.holds_table[parent] |= shapes.holds_table[id] || page.tree.tag(node) == "table";
        }
        shapes
    }

    pub fn leaves(&self, id: NodeId) -> u8 {
        self.leaves[id as usize]
    }

    pub fn holds_table(&self, id: NodeId) -> bool {
        self.holds_table[id as usize]
    }

    /// Whether two siblings are built alike. `are_alone` when there are only these two.
    pub fn are_alike(&self, page: &Page, a: NodeId, b: NodeId, are_alone: bool) -> bool {
        let nodes = &page.tree.nodes;
        let least = if are_alone { ALIKE_PAIR } else { ALIKE };
        nodes[a as usize].name == nodes[b as usize].name
            && self.likeness(a, b) >= least
            && have_alike_classes(page, a, b)
    }

    fn likeness(&self, a: NodeId, b: NodeId) -> f64 {
        let (mine, theirs) = (self.skeletons[a as usize], self.skeletons[b as usize]);
        let all = (mine | theirs).count_ones();
        if all == 0 { 1.0 } else { f64::from((mine & theirs).count_ones()) / f64::from(all) }
    }
}

/// What an element and its children come to. A control is one whatever it holds, but for a link, which
/// may be a whole card; a label belongs to its control.
fn own_leaves(page: &Page, id: NodeId, inside: u8) -> u8 {
    let tree = &page.tree;
    let facts = page.of(id);
    let is_link = facts.interactive && tree.tag(id) == "a";
    match () {
        () if facts.interactive && !is_link => 1,
        () if tree.tag(id) == "label" => inside,
        () if tree.tag(id) == "img" => 1,
        () => {
            let own = u8::from(!tree.own_text(id).is_empty());
            inside.saturating_add(own).max(u8::from(is_link))
        }
    }
}

fn have_alike_classes(page: &Page, a: NodeId, b: NodeId) -> bool {
    let (mine, theirs) = (page.classes(a), page.classes(b));
    if mine == theirs {
        return true;
    }
    let shared = mine.iter().filter(|class| theirs.contains(class)).count();
    if shared as f64 >= ALIKE_CLASSES * mine.len().max(theirs.len()) as f64 {
        return true;
    }
    shared == 0 && folded_classes(page, a) == folded_classes(page, b)
}

/// The stable part of each class name: `item-101` and `item-102` are one kind of box.
fn folded_classes(page: &Page, id: NodeId) -> Vec<String> {
    let classes = page.tree.attribute(id, "class").unwrap_or("").split_ascii_whitespace();
    classes.take(8).filter_map(tokens::stable_name).collect()
}
