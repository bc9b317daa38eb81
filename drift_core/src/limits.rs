//! How large a page may be before it is refused.

use crate::error::{Error, Result};

/// Upper bounds on one page, each of them inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of input.
    pub max_bytes: usize,
    /// Elements, shadow roots and frame documents.
    pub max_nodes: usize,
    /// Ancestors of an element. Blink flattens what is deeper than 512.
    pub max_depth: usize,
    /// Attributes on one element.
    pub max_attributes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 32 << 20, max_nodes: 500_000, max_depth: 1024, max_attributes: 1024 }
    }
}

impl Limits {
    pub(crate) fn check_bytes(&self, found: usize) -> Result<()> {
        check("max_bytes", self.max_bytes, found)
    }

    pub(crate) fn check_nodes(&self, found: usize) -> Result<()> {
        check("max_nodes", self.max_nodes, found)
    }

    pub(crate) fn check_depth(&self, found: usize) -> Result<()> {
        check("max_depth", self.max_depth, found)
    }

    pub(crate) fn check_attributes(&self, found: usize) -> Result<()> {
        check("max_attributes", self.max_attributes, found)
    }
}

fn check(limit: &'static str, maximum: usize, found: usize) -> Result<()> {
    if found > maximum { Err(Error::PageTooLarge { limit, maximum, found }) } else { Ok(()) }
}
