//! Structural fingerprints of web pages, and the drift between two of them.

mod arena;
mod atoms;
mod capture;
mod charref;
mod codec;
mod describe;
mod doctype;
mod dom_snapshot;
mod dom_snapshot_read;
mod error;
mod explain;
mod fingerprint;
mod hash;
mod json;
mod limits;
mod merkle;
mod names;
mod neighbourhood;
mod normalize;
mod parse;
#[cfg(feature = "python")]
mod python;
mod rules;
mod similarity;
mod sink;
mod sink_text;
mod sketch;
mod strings;
mod tokenizer;
mod tokenizer_scan;
mod tokenizer_tag;
#[cfg(test)]
mod tokenizer_tests;
pub mod tree;
pub mod xpath;

pub use capture::parse_capture;
pub use codec::{ALGORITHM, Fingerprint, K, NEIGHBOURHOOD};
pub use dom_snapshot::parse_dom_snapshot;
pub use error::{Error, Result};
pub use explain::{Change, ChangeKind, explain, explain_capture, explain_html};
pub use fingerprint::{fingerprint, fingerprint_capture, fingerprint_dom_snapshot, fingerprint_html};
pub use limits::Limits;
pub use names::stable_name;
pub use neighbourhood::{compare_neighbourhood, neighbourhood, neighbourhood_capture, neighbourhood_html};
pub use parse::parse_html;
pub use rules::VERSION as RULES_VERSION;
pub use similarity::{DRIFT_THRESHOLD, Drift, MIN_FEATURES, compare};
pub use tree::{Detail, NodeId, Source, Tree};
