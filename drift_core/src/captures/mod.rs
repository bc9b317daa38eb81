//! From what a browser reports of its page to a tree.

mod capture;
mod dom_snapshot;
mod dom_snapshot_read;
mod json;
mod strings;
#[cfg(test)]
mod tests;
mod written;

pub use capture::parse_capture;
pub use dom_snapshot::parse_dom_snapshot;
pub use written::write_capture;
