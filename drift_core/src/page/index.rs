//! Where hashes stand on a page: flat lists, because thousands of small ones cost more than the search.

use crate::hash::ByHash;
use crate::tree::NodeId;

/// Elements by a hash.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    slots: ByHash<u64, u32>,
    /// Where each slot's elements begin, and where the last one's end.
    starts: Vec<u32>,
    ids: Vec<NodeId>,
}

impl Postings {
    /// Entries come in document order; an element counts once for each hash.
    pub fn of(entries: &[(u64, NodeId)]) -> Self {
        let mut slots = ByHash::<u64, u32>::default();
        slots.reserve(entries.len() / 4);
        let mut counts: Vec<(u32, NodeId)> = Vec::new();
        let mut kept: Vec<(u32, NodeId)> = Vec::with_capacity(entries.len());
        for &(hash, id) in entries {
            let slot = *slots.entry(hash).or_insert(counts.len() as u32);
            match counts.get_mut(slot as usize) {
                None => counts.push((1, id)),
                Some((_, last)) if *last == id => continue,
                Some((count, last)) => (*count, *last) = (*count + 1, id),
            }
            kept.push((slot, id));
        }
        let mut starts = Vec::with_capacity(counts.len() + 1);
        counts.iter().fold(0, |start, (count, _)| {
            starts.push(start);
            start + count
        });
        let mut ids = vec![0; kept.len()];
        for (slot, id) in kept {
            let place = &mut starts[slot as usize];
            ids[*place as usize] = id;
            *place += 1;
        }
        // Each start has moved to its end, which is the next one's start.
        starts.insert(0, 0);
        Self { slots, starts, ids }
    }

    /// The elements in document order; none has no entry.
    pub fn get(&self, hash: u64) -> &[NodeId] {
        let Some(&slot) = self.slots.get(&hash) else { return &[] };
        &self.ids[self.starts[slot as usize] as usize..self.starts[slot as usize + 1] as usize]
    }

    /// The distinct hashes.
    pub fn hashes(&self) -> impl ExactSizeIterator<Item = u64> + '_ {
        self.slots.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_of_entries_give_each_element_once_in_order() {
        let postings = Postings::of(&[(9, 1), (7, 2), (7, 3), (7, 3)]);
        assert_eq!((postings.get(7), postings.get(9)), (&[2, 3][..], &[1][..]));
        assert!(postings.get(8).is_empty() && postings.hashes().len() == 2);
    }
}
