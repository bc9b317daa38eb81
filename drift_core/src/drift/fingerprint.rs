//! A page's presence features and the sketch that is kept of them.

use crate::captures::parse_capture;
use crate::captures::parse_dom_snapshot;
use crate::drift::codec::{self, ALGORITHM, K, Parts, SEGMENTS};
use crate::drift::merkle;
use crate::drift::normalize::{Normalized, Primary};
use crate::drift::sketch::Sketch;
use crate::error::Result;
use crate::hash;
use crate::html::parse_html;
use crate::limits::Limits;
use crate::tree::{Detail, Tree};

/// Fingerprint a page of HTML.
///
/// # Errors
/// As [`parse_html`].
pub fn fingerprint_html(html: &[u8], limits: &Limits) -> Result<Vec<u8>> {
    parse_html(html, limits, Detail::Structure).map(|tree| fingerprint(&tree))
}

/// Fingerprint the arrays of the capture script.
///
/// # Errors
/// As [`parse_capture`].
pub fn fingerprint_capture(capture: &[u8], limits: &Limits) -> Result<Vec<u8>> {
    parse_capture(capture, limits, Detail::Structure).map(|tree| fingerprint(&tree))
}

/// Fingerprint a DOM snapshot.
///
/// # Errors
/// As [`parse_dom_snapshot`].
pub fn fingerprint_dom_snapshot(snapshot: &[u8], limits: &Limits) -> Result<Vec<u8>> {
    parse_dom_snapshot(snapshot, limits, Detail::Structure).map(|tree| fingerprint(&tree))
}

/// Fingerprint a tree, whatever it came from.
pub fn fingerprint(tree: &Tree) -> Vec<u8> {
    let page = Normalized::of(tree);
    let mut sketch = Sketch::new(usize::from(K));
    add_features(&page, &mut sketch);
    let features = sketch.distinct() as u32;
    let segments: [Vec<u32>; SEGMENTS] = sketch.into_segments();
    codec::encode(&Parts {
        algorithm: ALGORITHM,
        source: tree.source(),
        features,
        nodes: page.nodes.len() as u32,
        root_hash: merkle::root_hash(&page),
        segments,
    })
}

fn add_features(page: &Normalized, sketch: &mut Sketch) {
    let mut primaries: Vec<Primary> = Vec::with_capacity(page.nodes.len());
    for (index, node) in page.nodes.iter().enumerate() {
        let parent = &page.nodes[node.parent as usize];
        let grandparent = &page.nodes[parent.parent as usize];
        let above = if node.is_frame { 0 } else { grandparent.place };
        sketch.add(0, hash::triple(node.tag, parent.place, above));
        for token in page.tokens_of(index) {
            sketch.add(1, hash::triple(node.tag, token.hash, parent.place));
        }
        let primary = page.primary(index);
        primaries.push(primary);
        if !node.is_frame {
            sketch.add(2, hash::pair(primary.own, primaries[node.parent as usize].place));
        }
    }
}
