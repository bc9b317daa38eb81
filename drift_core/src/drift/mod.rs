//! What a page is made of, summed up in a fingerprint, and how much of it differs on another one.

mod codec;
mod describe;
mod explain;
mod fingerprint;
mod merkle;
mod neighbourhood;
mod normalize;
mod similarity;
mod sketch;
#[cfg(test)]
mod tests;

pub use codec::Fingerprint;
pub use explain::{Change, ChangeKind, explain};
pub use fingerprint::{fingerprint, fingerprint_capture, fingerprint_dom_snapshot, fingerprint_html};
pub use neighbourhood::{compare_neighbourhood, neighbourhood};
pub use similarity::{DRIFT_THRESHOLD, Drift, compare};
