//! A selector in the terms that stored entries and runners use.

/// How a selector is meant; the names are those of stored entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// An attribute that is there for tests.
    TestId,
    /// The role and the exact accessible name.
    RoleName,
    /// The exact text of its label.
    Label,
    /// The exact placeholder.
    Placeholder,
    /// The exact alternative text.
    AltText,
    /// The exact text.
    Text,
    /// The exact title.
    Title,
    /// A CSS selector.
    Css,
    /// An XPath expression.
    Xpath,
}

impl Strategy {
    /// The strategy's name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::TestId => "test_id",
            Self::RoleName => "role",
            Self::Label => "label",
            Self::Placeholder => "placeholder",
            Self::AltText => "alt_text",
            Self::Text => "text",
            Self::Title => "title",
            Self::Css => "css",
            Self::Xpath => "xpath",
        }
    }
}

/// One way to find an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// How `value` is meant.
    pub strategy: Strategy,
    /// The test id, name, text, CSS or XPath.
    pub value: String,
    /// The role, of [`Strategy::RoleName`] only.
    pub role: String,
    /// The attribute, of [`Strategy::TestId`] only.
    pub attribute: String,
    /// Counts places among siblings: a last resort.
    pub positional: bool,
}
