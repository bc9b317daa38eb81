//! How far apart two fingerprints are.

use crate::drift::codec::{ALGORITHM, Fingerprint, SEGMENTS};
use crate::error::Result;

/// Drift above this is drift.
pub const DRIFT_THRESHOLD: f64 = 0.35;
/// Below this many features a page says too little to be judged.
pub const MIN_FEATURES: u32 = 20;

/// The drift between two pages. Every ratio is in 0..=1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drift {
    /// The mean of `loss` and `gain`.
    pub drift_ratio: f64,
    /// Share of the old page's features that are gone.
    pub loss: f64,
    /// Share of the new page's features that were not there.
    pub gain: f64,
    /// Drift of tags and their ancestry alone.
    pub skeleton: f64,
    /// Drift of names alone: classes, ids, names, roles, test ids.
    pub naming: f64,
    /// One of the pages has too few features to be judged.
    pub insufficient: bool,
    /// The new page looks like the old one half loaded: look again before believing it.
    pub unsettled: bool,
}

/// How many times less a splash or a skeleton is than the page that comes after it.
const STAND_IN: u32 = 5;
const RUN: usize = 8;

/// How many values of one segment two fingerprints have, and have in common.
#[derive(Default, Clone, Copy)]
pub(crate) struct Overlap {
    old: usize,
    new: usize,
    common: usize,
}

/// Compare two stored fingerprints.
///
/// # Errors
/// [`crate::Error::InvalidFingerprint`] for bytes that are none, [`crate::Error::Incompatible`]
/// when they were made in different ways.
pub fn compare(old: &[u8], new: &[u8]) -> Result<Drift> {
    let (old, new) = (Fingerprint::decode(old)?, Fingerprint::decode(new)?);
    old.check_comparable(&new, ALGORITHM)?;
    let parts = overlaps(&old, &new);
    let naming = parts[1].add(parts[2]);
    let all = parts[0].add(naming);
    let (loss, gain) = (all.loss(), all.gain());
    Ok(Drift {
        drift_ratio: all.drift(),
        loss,
        gain,
        skeleton: parts[0].drift(),
        naming: naming.drift(),
        insufficient: old.features.min(new.features) < MIN_FEATURES,
        unsettled: loss > DRIFT_THRESHOLD && is_half_loaded(&old, &new, gain),
    })
}

/// A page on its way is part of what it will be, or a splash or skeleton that goes when it is there: far
/// smaller, whatever it consists of.
fn is_half_loaded(old: &Fingerprint, new: &Fingerprint, gain: f64) -> bool {
    let is_part = gain <= 0.05 && new.nodes * 2 <= old.nodes;
    let is_stand_in = new.features * STAND_IN <= old.features && new.nodes * STAND_IN <= old.nodes;
    is_part || is_stand_in
}

/// The overlap of each segment.
pub(crate) fn overlaps(old: &Fingerprint, new: &Fingerprint) -> [Overlap; SEGMENTS] {
    // Beyond the smaller of the two bounds a truncated sketch cannot tell absent from cut off.
    let bound = old.bound().min(new.bound());
    std::array::from_fn(|i| overlap(old.segment(i), new.segment(i), bound))
}

fn overlap(old: &[[u8; 4]], new: &[[u8; 4]], bound: u32) -> Overlap {
    let old = &old[..old.partition_point(|&value| u32::from_le_bytes(value) <= bound)];
    let new = &new[..new.partition_point(|&value| u32::from_le_bytes(value) <= bound)];
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < old.len() && j < new.len() {
        // Pages that are compared mostly agree, so equal runs are passed eight at a time.
        if let (Some(a), Some(b)) = (old.get(i..i + RUN), new.get(j..j + RUN))
            && a == b
        {
            (i, j, common) = (i + RUN, j + RUN, common + RUN);
            continue;
        }
        for _ in 0..RUN.min(old.len() - i).min(new.len() - j) {
            let (a, b) = (u32::from_le_bytes(old[i]), u32::from_le_bytes(new[j]));
            common += usize::from(a == b);
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
    }
    Overlap { old: old.len(), new: new.len(), common }
}

impl Overlap {
    fn add(self, other: Self) -> Self {
        Self { old: self.old + other.old, new: self.new + other.new, common: self.common + other.common }
    }

    pub fn is_empty(self) -> bool {
        self.old == 0 && self.new == 0
    }

    fn loss(self) -> f64 {
        missing(self.common, self.old, self.new)
    }

    fn gain(self) -> f64 {
        missing(self.common, self.new, self.old)
    }

    pub fn drift(self) -> f64 {
        (self.loss() + self.gain()) / 2.0
    }
}

/// Share of `of` that is not common. An empty side has lost nothing, unless the other is not empty.
fn missing(common: usize, of: usize, other: usize) -> f64 {
    match (of, other) {
        (0, 0) => 0.0,
        (0, _) => 1.0,
        _ => (of - common) as f64 / of as f64,
    }
}
