//! Structural fingerprints of web pages, the drift between two of them, and finding elements again.
//!
//! By stage: `html` and `captures` make a tree, `page` reads what it says, and `drift`, `heal`,
//! `generate`, `evaluate` and `discover` stand on that.

mod captures;
mod discover;
mod drift;
mod error;
mod evaluate;
mod generate;
mod hash;
mod heal;
mod html;
mod lengths;
mod limits;
mod page;
#[cfg(feature = "python")]
mod python;
mod rules;
#[cfg(test)]
mod testing;
pub mod tree;
pub mod xpath;

pub use captures::{parse_capture, parse_dom_snapshot, write_capture};
pub use discover::{Action, Discovered, Discovery, Request, discover, whose};
pub use drift::{
    Change, ChangeKind, DRIFT_THRESHOLD, Drift, Fingerprint, compare, compare_neighbourhood, explain,
    fingerprint, fingerprint_capture, fingerprint_dom_snapshot, fingerprint_html, neighbourhood,
};
pub use error::{Error, Result};
pub use evaluate::{Selector, Strategy, select};
pub use generate::{describe_in, selectors, selectors_in};
pub use heal::{Healing, Matching, Outcome, Scales, Settings, heal, heal_html, heal_with, relocate};
pub use html::parse_html;
pub use limits::Limits;
pub use page::parts::{
    Count, Key, KeySource, Record, RecordKeys, RecordKind, Records, Whose, brief, elsewhere, record_keys,
};
pub use page::roles::{family as role_family, is_interactive};
pub use page::{Description, Page, Revealer, TestIds, Tie, describe, revealers, stable_name};
pub use tree::{Detail, Frame, NodeId, Source, Tree};
