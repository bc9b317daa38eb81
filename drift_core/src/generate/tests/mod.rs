//! The rules of making selectors.

mod anchors;
mod escape;
mod properties;
mod query;
mod selector;
mod tied;
