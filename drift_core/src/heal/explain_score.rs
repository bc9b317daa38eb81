//! Evidence in words.

use crate::heal::score::Feature;
use crate::page::attributes::Trait;

impl Feature {
    /// The feature's name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attribute(what) => what.name(),
            Self::Name => "name",
            Self::Role => "role",
            Self::Tag => "tag",
            Self::Classes => "classes",
            Self::Before => "element before",
            Self::After => "element after",
            Self::Container => "container",
            Self::Row => "row",
            Self::Key => "record key",
            Self::Heading => "heading",
            Self::Only => "only one there",
            Self::Content => "what it holds",
            Self::Picture => "icon",
            Self::Subtree => "content",
            Self::OtherRecord => "another record",
            Self::Hidden => "is hidden",
            Self::Taken => "is another element",
        }
    }
}

impl Trait {
    /// The attribute's name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::TestId => "test id",
            Self::Id => "id",
            Self::Name => "name attribute",
            Self::Target => "target",
            Self::TargetTail => "last part of the target",
            Self::For => "labelled control",
            Self::Placeholder => "placeholder",
            Self::Title => "title",
            Self::Value => "value",
            Self::Other => "other attributes",
        }
    }
}
