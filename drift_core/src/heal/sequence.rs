//! What is left unpaired in two containers that became one another, aligned in its order by how alike
//! the names are. A pair counts only when every best alignment has it.

use crate::hash::ByHash;
use crate::heal::matching::{Matching, NONE};
use crate::heal::score;
use crate::page::Page;
use crate::tree::NodeId;

/// More than this is no list a person could tell apart.
const MAX_LENGTH: usize = 40;
/// Names less alike are two names.
const ALIKE: f64 = 0.55;
const LEVELS: usize = 6;

/// Pair what is left, from the nearest containers outwards.
pub(crate) fn pair_sequences(matching: &mut Matching, old: &Page, new: &Page) {
    for level in 1..=LEVELS {
        let olds = left_in_containers(matching, true, old, level);
        let news = left_in_containers(matching, false, new, level);
        let mut found = Vec::new();
        for (container, ids) in &olds {
            if let Some(others) = news.get(container) {
                found.extend(agreed_pairs(old, new, ids, others));
            }
        }
        found.sort_unstable();
        for (a, b) in found {
            matching.pair_unless_contradicted(old, a, new, b);
        }
    }
}

/// Unpaired controls by the container some levels up, named by the new page's node.
fn left_in_containers(
    matching: &Matching,
    from_old: bool,
    page: &Page,
    level: usize,
) -> ByHash<u32, Vec<NodeId>> {
    let side = matching.side(from_old).0;
    let mut left: ByHash<u32, Vec<NodeId>> = ByHash::default();
    for id in page.telling.iter().copied().filter(|&id| side.twin[id as usize] == NONE) {
        let facts = page.of(id);
        if !facts.interactive || facts.wording.is_empty() {
            continue;
        }
        let Some(around) = page.tree.ancestors(id).nth(level - 1) else { continue };
        let container = if from_old { side.image[around as usize] } else { around };
        if container != NONE {
            left.entry(container).or_default().push(id);
        }
    }
    left
}

fn agreed_pairs(old: &Page, new: &Page, ids: &[NodeId], others: &[NodeId]) -> Vec<(NodeId, NodeId)> {
    if ids.len() > MAX_LENGTH || others.len() > MAX_LENGTH {
        return Vec::new();
    }
    let alike: Vec<Vec<f64>> =
        ids.iter().map(|&a| others.iter().map(|&b| likeness(old, a, new, b)).collect()).collect();
    let flipped: Vec<Vec<f64>> = alike.iter().rev().map(|row| row.iter().rev().copied().collect()).collect();
    let last = (ids.len() - 1, others.len() - 1);
    let backwards: Vec<_> = align(&flipped).into_iter().map(|(a, b)| (last.0 - a, last.1 - b)).collect();
    let both = align(&alike).into_iter().filter(|pair| backwards.contains(pair));
    both.map(|(a, b)| (ids[a], others[b])).collect()
}

fn likeness(old: &Page, a: NodeId, new: &Page, b: NodeId) -> f64 {
    let same_family = old.of(a).family == new.of(b).family;
    let alike = score::text_likeness(old, a, new, b).unwrap_or(0.0);
    if same_family && alike >= ALIKE { alike } else { 0.0 }
}

/// The order-preserving alignment of most likeness, as early as possible.
fn align(alike: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let (rows, columns) = (alike.len(), alike.first().map_or(0, Vec::len));
    let mut best = vec![vec![0.0f64; columns + 1]; rows + 1];
    for a in (0..rows).rev() {
        for b in (0..columns).rev() {
            let skip = best[a + 1][b].max(best[a][b + 1]);
            let pair = if alike[a][b] > 0.0 { alike[a][b] + best[a + 1][b + 1] } else { 0.0 };
            best[a][b] = skip.max(pair);
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < rows && b < columns {
        let is_pair = alike[a][b] > 0.0 && alike[a][b] + best[a + 1][b + 1] >= best[a][b] - 1e-9;
        match is_pair {
            true => {
                pairs.push((a, b));
                (a, b) = (a + 1, b + 1);
            }
            false if best[a][b + 1] >= best[a][b] - 1e-9 => b += 1,
            false => a += 1,
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn align_keeps_order_and_skips_what_is_new() {
        let alike = vec![vec![1.0, 0.0, 0.0], vec![0.0, 0.0, 0.8]];
        assert_eq!(align(&alike), [(0, 0), (1, 2)]);
    }

    #[test]
    fn align_of_crossing_pairs_keeps_the_better_one() {
        let alike = vec![vec![0.0, 0.9], vec![0.6, 0.0]];
        assert_eq!(align(&alike), [(0, 1)]);
    }
}
