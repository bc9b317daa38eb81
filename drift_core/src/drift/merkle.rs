//! Hashes of whole subtrees, with runs of equal siblings folded into one.

use crate::drift::normalize::Normalized;
use crate::hash;

/// One hash for each node that counts.
pub(crate) fn subtree_hashes(page: &Normalized) -> Vec<u64> {
    let count = page.nodes.len();
    let mut hashes = vec![0_u64; count];
    let mut children = vec![0_u64; count];
    let mut latest = vec![0_u64; count];
    // Backwards, every node comes after all of its descendants.
    for index in (0..count).rev() {
        let own = hash::pair(label(page, index), children[index]);
        hashes[index] = own;
        let parent = page.nodes[index].parent as usize;
        if parent != index && latest[parent] != own {
            latest[parent] = own;
            children[parent] = hash::pair(children[parent], own);
        }
    }
    hashes
}

pub(crate) fn root_hash(page: &Normalized) -> u64 {
    subtree_hashes(page).first().copied().unwrap_or(0)
}

/// A node's own identity: its tag and its tokens, in whatever order they are written.
pub(crate) fn label(page: &Normalized, index: usize) -> u64 {
    let tokens = page.tokens_of(index).fold(0_u64, |sum, token| sum.wrapping_add(hash::mix(token.hash)));
    hash::pair(page.nodes[index].tag, tokens)
}
