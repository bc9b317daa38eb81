//! From an element to selectors that find it and nothing else.

mod anchors;
mod counted;
mod escape;
mod lasting;
mod query;
mod selector;
#[cfg(test)]
mod tests;
mod tied;

pub use counted::describe_in;
pub use selector::{selectors, selectors_in};
