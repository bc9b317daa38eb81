//! The rules of making selectors.

mod anchors;
mod escape;
mod handle;
mod properties;
mod query;
mod selector;
mod tied;
