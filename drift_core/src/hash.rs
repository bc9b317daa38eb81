//! The hashes that fingerprints are made of.
//!
//! Stored fingerprints outlive a process, so every bit here is part of the format: strings are
//! hashed with XXH3-64 (specified, endian-independent) under a fixed seed, and combinations with
//! the SplitMix64 finaliser. A change of either needs a new number for the algorithm in the format.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::OnceLock;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Hash a string in its role: equal strings in different roles differ.
pub(crate) fn string(text: &[u8], role: u64) -> u64 {
    xxh3_64_with_seed(text, role)
}

/// Combine two hashes; the order matters.
#[inline]
pub(crate) fn pair(a: u64, b: u64) -> u64 {
    mix(a.rotate_left(23) ^ mix(b.wrapping_add(0x9E37_79B9_7F4A_7C15)))
}

/// Combine three hashes; the order matters.
#[inline]
pub(crate) fn triple(a: u64, b: u64, c: u64) -> u64 {
    pair(a, pair(b, c))
}

/// SplitMix64's finaliser: a bijection on 64 bits that spreads every bit.
#[inline]
pub(crate) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// Tables keyed by hashes, seeded per process so that no page can aim at their buckets. No result
/// depends on their order.
pub(crate) type ByHash<K, V> = std::collections::HashMap<K, V, Seeded>;

/// Builds [`SeededHasher`]s that share the process's seed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Self {
        static SEED: OnceLock<u64> = OnceLock::new();
        Self(*SEED.get_or_init(|| RandomState::new().hash_one(0)))
    }
}

impl BuildHasher for Seeded {
    type Hasher = SeededHasher;

    fn build_hasher(&self) -> SeededHasher {
        SeededHasher(self.0)
    }
}

/// One round of mixing is enough for keys that are hashes already.
pub(crate) struct SeededHasher(u64);

impl Hasher for SeededHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = mix(self.0 ^ u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = mix(self.0 ^ value);
    }
}
