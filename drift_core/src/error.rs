//! What can go wrong, named so that a caller can act on it.

use std::fmt;

/// The result of everything here that reads foreign bytes.
pub type Result<T> = std::result::Result<T, Error>;

/// Why no answer could be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// A limit was passed; the page is not read further.
    PageTooLarge {
        /// The limit's name.
        limit: &'static str,
        /// The limit's value.
        maximum: usize,
        /// What was counted when reading stopped: a lower bound of the page's true size.
        found: usize,
    },
    /// The bytes are not a page of the announced kind.
    InvalidPage(String),
    /// The element that was asked for is not in the page.
    NoSuchElement(String),
    /// The bytes are not a fingerprint, or a damaged one.
    InvalidFingerprint(String),
    /// Two fingerprints that were made in different ways.
    Incompatible {
        /// What differs: `format`, `algorithm`, `rules` or `source`.
        field: &'static str,
        /// The older fingerprint's value.
        old: String,
        /// The newer fingerprint's value.
        new: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PageTooLarge { limit, maximum, found } => {
                write!(f, "page too large: {limit} is {maximum}, found at least {found}")
            }
            Self::InvalidPage(why) => write!(f, "not a page: {why}"),
            Self::NoSuchElement(what) => write!(f, "no such element: {what}"),
            Self::InvalidFingerprint(why) => write!(f, "not a fingerprint: {why}"),
            Self::Incompatible { field, old, new } => {
                write!(
                    f,
                    "fingerprints are not comparable: {field} is {old} in the old one, {new} in the new one"
                )
            }
        }
    }
}

impl std::error::Error for Error {}
