//! Fingerprints as bytes.
//!
//! All integers are little-endian:
//!
//! | offset | size | field |
//! |---|---|---|
//! | 0 | 4 | magic `PDFP` |
//! | 4 | 1 | format, 1 |
//! | 5 | 1 | algorithm |
//! | 6 | 2 | rules version |
//! | 8 | 1 | source: 1 html, 2 capture, 3 dom_snapshot |
//! | 9 | 1 | reserved, 0 |
//! | 10 | 2 | k, the sketch's capacity |
//! | 12 | 4 | n, distinct features of the page |
//! | 16 | 4 | nodes that counted |
//! | 20 | 8 | root hash of the folded tree |
//! | 28 | 2·3 | values in each segment: skeleton, names, pairs |
//! | 34 | 2 | reserved, 0 |
//! | 36 | 4 | low half of the XXH3-64 of everything else |
//! | 40 | 4·Σ | values, ascending in each segment |

use crate::error::{Error, Result};
use crate::hash;
use crate::rules;
use crate::tree::Source;

/// Page fingerprints: bottom-k sketch of the presence features.
pub const ALGORITHM: u8 = 1;
/// Element-neighbourhood fingerprints.
pub const NEIGHBOURHOOD: u8 = 2;
/// Capacity of a sketch: pages with at most this many features are compared exactly.
pub const K: u16 = 1024;

pub(crate) const SEGMENTS: usize = 3;
const MAGIC: &[u8; 4] = b"PDFP";
const FORMAT: u8 = 1;
const HEADER: usize = 40;
const CHECKSUM: usize = 36;

/// A decoded fingerprint that borrows its values.
#[derive(Debug, Clone, Copy)]
pub struct Fingerprint<'a> {
    /// What was computed: [`ALGORITHM`] or [`NEIGHBOURHOOD`].
    pub algorithm: u8,
    /// Version of the normalisation rules.
    pub rules: u16,
    /// What kind of page it was made from.
    pub source: Source,
    /// The sketch's capacity.
    pub k: u16,
    /// Distinct features of the page, kept in the sketch or not.
    pub features: u32,
    /// Nodes that counted.
    pub nodes: u32,
    /// Hash of the folded tree: equal for pages without any structural difference.
    pub root_hash: u64,
    segments: [&'a [[u8; 4]]; SEGMENTS],
}

/// What [`encode`] writes.
#[derive(Debug)]
pub(crate) struct Parts {
    pub algorithm: u8,
    pub source: Source,
    pub features: u32,
    pub nodes: u32,
    pub root_hash: u64,
    pub segments: [Vec<u32>; SEGMENTS],
}

impl Source {
    fn code(self) -> u8 {
        match self {
            Self::Html => 1,
            Self::Capture => 2,
            Self::DomSnapshot => 3,
        }
    }

    fn from_code(code: u8) -> Option<Self> {
        [Self::Html, Self::Capture, Self::DomSnapshot].into_iter().find(|source| source.code() == code)
    }

    /// The name that users see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Capture => "capture",
            Self::DomSnapshot => "dom_snapshot",
        }
    }
}

pub(crate) fn encode(parts: &Parts) -> Vec<u8> {
    let count: usize = parts.segments.iter().map(Vec::len).sum();
    let mut out = Vec::with_capacity(HEADER + 4 * count);
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&[FORMAT, parts.algorithm]);
    out.extend_from_slice(&rules::VERSION.to_le_bytes());
    out.extend_from_slice(&[parts.source.code(), 0]);
    out.extend_from_slice(&K.to_le_bytes());
    out.extend_from_slice(&parts.features.to_le_bytes());
    out.extend_from_slice(&parts.nodes.to_le_bytes());
    out.extend_from_slice(&parts.root_hash.to_le_bytes());
    for segment in &parts.segments {
        out.extend_from_slice(&(segment.len() as u16).to_le_bytes());
    }
    out.resize(HEADER, 0);
    for value in parts.segments.iter().flatten() {
        out.extend_from_slice(&value.to_le_bytes());
    }
    let sum = checksum(&out);
    out[CHECKSUM..HEADER].copy_from_slice(&sum.to_le_bytes());
    out
}

fn checksum(bytes: &[u8]) -> u32 {
    let head = hash::string(&bytes[..CHECKSUM], 0);
    hash::string(&bytes[HEADER..], head) as u32
}

impl<'a> Fingerprint<'a> {
    /// Read a fingerprint and check that it is whole.
    ///
    /// # Errors
    /// [`Error::InvalidFingerprint`] for other or damaged bytes, [`Error::Incompatible`] for a
    /// format of another version.
    pub fn decode(bytes: &'a [u8]) -> Result<Self> {
        let invalid = |why: &str| Error::InvalidFingerprint(why.into());
        if bytes.len() < HEADER || !bytes.starts_with(MAGIC) {
            return Err(invalid("it does not begin like one"));
        }
        if bytes[4] != FORMAT {
            return Err(differs("format", FORMAT, bytes[4]));
        }
        let count = |i: usize| usize::from(read_u16(bytes, 28 + 2 * i));
        let (values, rest) = bytes[HEADER..].as_chunks::<4>();
        if !rest.is_empty() || values.len() != (0..SEGMENTS).map(count).sum::<usize>() {
            return Err(invalid("its length is not what its header says"));
        }
        // A fuzzer cannot guess checksums, and what lies behind them has to be tried too.
        if read_u32(bytes, CHECKSUM) != checksum(bytes) && !cfg!(fuzzing) {
            return Err(invalid("its checksum is wrong"));
        }
        let (skeleton, rest) = values.split_at(count(0));
        let (names, pairs) = rest.split_at(count(1));
        let found = Self {
            algorithm: bytes[5],
            rules: read_u16(bytes, 6),
            source: Source::from_code(bytes[8]).ok_or_else(|| invalid("its source is unknown"))?,
            k: read_u16(bytes, 10),
            features: read_u32(bytes, 12),
            nodes: read_u32(bytes, 16),
            root_hash: u64::from_le_bytes(bytes[20..28].try_into().expect("eight bytes")),
            segments: [skeleton, names, pairs],
        };
        found.check().map_err(invalid)?;
        Ok(found)
    }

    /// The checksum guards against damage, these against bytes that were made to look right.
    fn check(&self) -> std::result::Result<(), &'static str> {
        let ascends = |values: &[[u8; 4]]| {
            // No early exit, so that it compiles to vector code.
            let pairs = values.windows(2);
            pairs.fold(true, |ok, w| ok & (u32::from_le_bytes(w[0]) < u32::from_le_bytes(w[1])))
        };
        let kept: usize = self.segments.iter().map(|segment| segment.len()).sum();
        if kept > usize::from(self.k) || kept != (self.features as usize).min(usize::from(self.k)) {
            return Err("its counts contradict each other");
        }
        if !self.segments.iter().all(|segment| ascends(segment)) {
            return Err("its values are not in order");
        }
        Ok(())
    }

    pub(crate) fn check_comparable(&self, new: &Self, algorithm: u8) -> Result<()> {
        if self.algorithm != new.algorithm || self.k != new.k || self.algorithm != algorithm {
            return Err(differs("algorithm", self.algorithm_name(), new.algorithm_name()));
        }
        if self.rules != new.rules {
            return Err(differs("rules", self.rules, new.rules));
        }
        if self.source != new.source {
            return Err(differs("source", self.source.name(), new.source.name()));
        }
        Ok(())
    }

    fn algorithm_name(&self) -> String {
        match self.algorithm {
            ALGORITHM => format!("page (1, k {})", self.k),
            NEIGHBOURHOOD => format!("neighbourhood (2, k {})", self.k),
            other => format!("unknown ({other}, k {})", self.k),
        }
    }

    pub(crate) fn segment(&self, index: usize) -> &'a [[u8; 4]] {
        self.segments[index]
    }

    /// The largest value the sketch can be trusted up to: its largest one when it was cut off.
    pub(crate) fn bound(&self) -> u32 {
        if self.features <= u32::from(self.k) {
            return u32::MAX;
        }
        self.segments
            .iter()
            .filter_map(|segment| segment.last())
            .map(|&v| u32::from_le_bytes(v))
            .max()
            .unwrap_or(u32::MAX)
    }
}

fn differs(field: &'static str, old: impl ToString, new: impl ToString) -> Error {
    Error::Incompatible { field, old: old.to_string(), new: new.to_string() }
}

fn read_u16(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn read_u32(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
