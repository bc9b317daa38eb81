//! The words of CSS selectors as Servo's engine wants to hold them.

use cssparser::{ParseError, Parser as CssParser, ToCss, serialize_identifier, serialize_string};
use precomputed_hash::PrecomputedHash;
use selectors::parser::{Parser, SelectorImpl, SelectorParseErrorKind};
use std::borrow::Borrow;
use std::fmt;

/// A name or a value in a selector.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Word(pub Box<str>);

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Word {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PrecomputedHash for Word {
    fn precomputed_hash(&self) -> u32 {
        crate::hash::string(self.0.as_bytes(), 0) as u32
    }
}

impl ToCss for Word {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        serialize_identifier(&self.0, dest)
    }
}

/// An attribute's value, which is written in quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quoted(Box<str>);

impl From<&str> for Quoted {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl AsRef<str> for Quoted {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Quoted {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        serialize_string(&self.0, dest)
    }
}

/// Pseudo-classes and pseudo-elements that are known: none, since all of them ask a live page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Live {}

impl ToCss for Live {
    fn to_css<W: fmt::Write>(&self, _: &mut W) -> fmt::Result {
        match *self {}
    }
}

impl selectors::parser::NonTSPseudoClass for Live {
    fn is_active_or_hover(&self) -> bool {
        match *self {}
    }

    fn is_user_action_state(&self) -> bool {
        match *self {}
    }
}

impl selectors::parser::PseudoElement for Live {}

/// Which types stand for what.
#[derive(Debug, Clone)]
pub(crate) struct Terms;

impl SelectorImpl for Terms {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Quoted;
    type Identifier = Word;
    type LocalName = Word;
    type NamespaceUrl = Word;
    type NamespacePrefix = Word;
    type BorrowedNamespaceUrl = str;
    type BorrowedLocalName = str;
    type NonTSPseudoClass = Live;
    type PseudoElement = Live;
}

/// Reads what depends on the tree alone.
pub(crate) struct TermsParser;

impl<'i> Parser<'i> for TermsParser {
    type Impl = Terms;
    type Error = SelectorParseErrorKind;

    fn parse_nth_child_of(&self) -> bool {
        true
    }

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }

    /// A part that is not understood must not be passed over in silence.
    fn allow_forgiving_selectors(&self) -> bool {
        false
    }

    fn parse_non_ts_functional_pseudo_class(
        &self,
        _: &str,
        _: &mut CssParser<'i>,
        _: bool,
    ) -> Result<Live, ParseError<Self::Error>> {
        Err(ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement))
    }
}
