//! What surrounds one element, as a fingerprint of its own.
//!
//! A page can drift while the element and its surroundings stay, and the other way round. An entry
//! therefore keeps both fingerprints: the page's says whether to look again, this one says whether
//! the element is still where it was.

use crate::drift::codec::{self, Fingerprint, K, NEIGHBOURHOOD, Parts, SEGMENTS};
use crate::drift::merkle;
use crate::drift::normalize::Normalized;
use crate::drift::similarity::overlaps;
use crate::drift::sketch::Sketch;
use crate::error::Result;
use crate::tree::{NodeId, Tree};
use crate::{hash, xpath};

/// The element itself and its way to the root, its siblings, and what it holds.
const WEIGHTS: [f64; SEGMENTS] = [0.5, 0.25, 0.25];
const ANCESTORS: usize = 6;
const SIBLINGS: usize = 64;
const DESCENDANTS: usize = 64;

/// Fingerprint the surroundings of a tree's node.
pub fn neighbourhood(tree: &Tree, id: NodeId) -> Vec<u8> {
    let page = Normalized::of(tree);
    let mut sketch = Sketch::new(usize::from(K));
    // Elements the rules ignore still differ by their name and place below one that counts.
    sketch.add(0, hash::string(xpath::path_of(tree, id).rsplit('/').next().unwrap_or("").as_bytes(), 0));
    let mut label = 0;
    if !page.nodes.is_empty() {
        let index = page.index_of(id);
        label = merkle::label(&page, index);
        add_way(&page, index, &mut sketch);
        add_siblings(&page, index, &mut sketch);
        add_descendants(&page, index, &mut sketch);
    }
    codec::encode(&Parts {
        algorithm: NEIGHBOURHOOD,
        source: tree.source(),
        features: sketch.distinct() as u32,
        nodes: page.nodes.len() as u32,
        root_hash: label,
        segments: sketch.into_segments(),
    })
}

fn add_way(page: &Normalized, index: usize, sketch: &mut Sketch) {
    let mut node = index;
    for _ in 0..ANCESTORS {
        let parent = page.nodes[node].parent as usize;
        sketch.add(0, hash::pair(page.primary(node).own, page.primary(parent).place));
        for token in page.tokens_of(node) {
            sketch.add(0, hash::pair(page.nodes[node].tag, token.hash));
        }
        if parent == node {
            break;
        }
        node = parent;
    }
}

fn add_siblings(page: &Normalized, index: usize, sketch: &mut Sketch) {
    let parent = page.nodes[index].parent;
    let siblings = (parent as usize + 1..page.nodes.len())
        .take_while(|&other| page.nodes[other].parent >= parent)
        .filter(|&other| page.nodes[other].parent == parent && other != index)
        .take(SIBLINGS);
    for sibling in siblings {
        sketch.add(1, hash::pair(page.nodes[index].tag, page.primary(sibling).own));
    }
}

fn add_descendants(page: &Normalized, index: usize, sketch: &mut Sketch) {
    let inside = (index + 1..page.nodes.len()).take_while(|&node| page.nodes[node].parent as usize >= index);
    for node in inside.take(DESCENDANTS) {
        sketch
            .add(2, hash::pair(page.primary(node).own, page.primary(page.nodes[node].parent as usize).place));
    }
}

/// How far apart two surroundings are: 0 the same, 1 nothing in common.
///
/// # Errors
/// As [`crate::compare`].
pub fn compare_neighbourhood(old: &[u8], new: &[u8]) -> Result<f64> {
    let (old, new) = (Fingerprint::decode(old)?, Fingerprint::decode(new)?);
    old.check_comparable(&new, NEIGHBOURHOOD)?;
    let (mut sum, mut weights) = (0.0, 0.0);
    for (part, weight) in overlaps(&old, &new).into_iter().zip(WEIGHTS).filter(|(part, _)| !part.is_empty()) {
        sum += weight * part.drift();
        weights += weight;
    }
    Ok(if weights > 0.0 { sum / weights } else { 0.0 })
}
