//! The rules of making selectors.

mod anchors;
mod counted;
mod escape;
mod lasting;
mod properties;
mod query;
mod selector;
mod tied;
mod whole;
