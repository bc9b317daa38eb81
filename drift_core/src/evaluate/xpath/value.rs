//! What expressions give.

use super::text::Text;
use crate::tree::NodeId;

/// A node as XPath sees it. Text nodes of one element are not told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item<'a> {
    /// The document.
    Root,
    Element(NodeId),
    TextOf(NodeId),
    Attribute(NodeId, &'a str),
}

#[derive(Debug, Clone)]
pub(crate) enum Value<'a> {
    Items(Vec<Item<'a>>),
    Text(Text<'a>),
    Number(f64),
    Truth(bool),
}
