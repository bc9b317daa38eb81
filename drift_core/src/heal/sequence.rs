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
/// Containers farther out hold the whole page, where an order pairs what has nothing in common.
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
    agreed(&alike).into_iter().map(|(a, b)| (ids[a], others[b])).collect()
}

fn likeness(old: &Page, a: NodeId, new: &Page, b: NodeId) -> f64 {
    let same_family = old.of(a).family == new.of(b).family;
    let alike = score::text_likeness(old, a, new, b).unwrap_or(0.0);
    if same_family && alike >= ALIKE { alike } else { 0.0 }
}

/// The pairs that every order-preserving alignment of most likeness has: those of some best alignment
/// that no pair of another best one stands against.
fn agreed(alike: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let (rows, columns) = (alike.len(), alike.first().map_or(0, Vec::len));
    let flipped: Vec<Vec<f64>> = alike.iter().rev().map(|row| row.iter().rev().copied().collect()).collect();
    let (after, before) = (most_likeness(alike), most_likeness(&flipped));
    let is_best = |&(a, b): &(usize, usize)| {
        let through = before[rows - a][columns - b] + alike[a][b] + after[a + 1][b + 1];
        alike[a][b] > 0.0 && through >= after[0][0] - 1e-9
    };
    let all = (0..rows).flat_map(|a| (0..columns).map(move |b| (a, b)));
    let best: Vec<(usize, usize)> = all.filter(is_best).collect();
    // Two that cross, or that share one side.
    let is_against = |one: (usize, usize), other: (usize, usize)| one.0.cmp(&other.0) != one.1.cmp(&other.1);
    best.iter().copied().filter(|&one| !best.iter().any(|&other| is_against(one, other))).collect()
}

/// The most likeness that an alignment can have from each row and column on.
fn most_likeness(alike: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let (rows, columns) = (alike.len(), alike.first().map_or(0, Vec::len));
    let mut best = vec![vec![0.0f64; columns + 1]; rows + 1];
    for a in (0..rows).rev() {
        for b in (0..columns).rev() {
            let skip = best[a + 1][b].max(best[a][b + 1]);
            let pair = if alike[a][b] > 0.0 { alike[a][b] + best[a + 1][b + 1] } else { 0.0 };
            best[a][b] = skip.max(pair);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreed_pairs_keep_order_and_skip_what_is_new() {
        let alike = vec![vec![1.0, 0.0, 0.0], vec![0.0, 0.0, 0.8]];
        assert_eq!(agreed(&alike), [(0, 0), (1, 2)]);
    }

    #[test]
    fn agreed_pairs_that_cross_are_the_better_one() {
        let alike = vec![vec![0.0, 0.9], vec![0.6, 0.0]];
        assert_eq!(agreed(&alike), [(0, 1)]);
    }

    #[test]
    fn pair_that_another_best_alignment_lacks_is_not_agreed() {
        let two_alike = vec![vec![0.0, 0.0], vec![1.0, 1.0]];
        let crossing = vec![vec![0.0, 0.7], vec![0.7, 0.0]];
        for alike in [two_alike.clone(), vec![vec![0.0, 1.0], vec![0.0, 1.0]], crossing] {
            assert_eq!(agreed(&alike), [], "{alike:?}");
        }
        assert_eq!(agreed(&[vec![1.0, 0.6], vec![0.6, 1.0]]), [(0, 0), (1, 1)]);
    }
}
