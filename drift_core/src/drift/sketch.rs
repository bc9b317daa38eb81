//! Bottom-k sketches: the k smallest hashes of a set stand for the whole of it.

use crate::hash::{Seeded, mix};
use std::hash::BuildHasher;

const EMPTY: u64 = u64::MAX;
/// Twice the features of a usual page, so that it need not grow; a power of two, since slots are masked.
const FIRST_SLOTS: usize = 2048;

/// Collects features by segment and keeps the k smallest over all of them.
///
/// Most features of a page are repetitions, so the set is a flat table that answers in one look.
pub(crate) struct Sketch {
    k: usize,
    seed: u64,
    slots: Vec<u64>,
    values: Vec<u64>,
}

impl Sketch {
    pub fn new(k: usize) -> Self {
        Self {
            k,
            seed: Seeded::default().hash_one(0_u64),
            slots: vec![EMPTY; FIRST_SLOTS],
            values: Vec::new(),
        }
    }

    /// Add a feature; one that is already there changes nothing.
    pub fn add(&mut self, segment: u8, feature: u64) {
        let value = mix(feature ^ u64::from(segment)) >> 32;
        let entry = (value << 8) | u64::from(segment);
        let slot = self.slot_of(entry);
        if self.slots[slot] == EMPTY {
            self.slots[slot] = entry;
            self.values.push(entry);
            if self.values.len() * 2 > self.slots.len() {
                self.grow();
            }
        }
    }

    fn slot_of(&self, entry: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = mix(entry ^ self.seed) as usize & mask;
        while self.slots[slot] != EMPTY && self.slots[slot] != entry {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![EMPTY; self.slots.len() * 4];
        for index in 0..self.values.len() {
            let slot = self.slot_of(self.values[index]);
            self.slots[slot] = self.values[index];
        }
    }

    pub fn distinct(&self) -> usize {
        self.values.len()
    }

    /// The k smallest values, ascending in each segment.
    pub fn into_segments<const N: usize>(mut self) -> [Vec<u32>; N] {
        self.values.sort_unstable();
        self.values.truncate(self.k);
        let mut segments: [Vec<u32>; N] = std::array::from_fn(|_| Vec::new());
        for entry in self.values {
            segments[(entry & 0xFF) as usize].push((entry >> 8) as u32);
        }
        segments
    }
}
