//! The string table of a capture: decoded when first used, and copied once however often it is
//! referred to, so that a small capture cannot unfold into a huge tree.

use crate::captures::json::{RawString, Reader};
use crate::error::{Error, Result};
use crate::tree::{Span, Tree};

const UNKNOWN: u32 = u32::MAX;

pub(crate) struct Strings {
    raw: Vec<RawString>,
    names: Vec<u32>,
    spans: Vec<Option<Span>>,
}

impl Strings {
    pub fn read(reader: &mut Reader) -> Result<Vec<RawString>> {
        let mut raw = Vec::new();
        reader.array(|reader| {
            raw.push(reader.raw_string()?);
            Ok(())
        })?;
        Ok(raw)
    }

    pub fn new(raw: Vec<RawString>) -> Self {
        Self { names: vec![UNKNOWN; raw.len()], spans: vec![None; raw.len()], raw }
    }

    fn slot(&self, index: i32) -> Result<usize> {
        usize::try_from(index).ok().filter(|slot| *slot < self.raw.len()).ok_or_else(|| {
            Error::InvalidPage(format!("string {index} is not among the {} strings", self.raw.len()))
        })
    }

    /// The string as an interned lower-case name.
    pub fn name(&mut self, reader: &Reader, tree: &mut Tree, index: i32) -> Result<u32> {
        let slot = self.slot(index)?;
        if self.names[slot] == UNKNOWN {
            let text = reader.decode(self.raw[slot])?;
            self.names[slot] = if text.bytes().any(|b| b.is_ascii_uppercase()) {
                tree.names.intern(&text.to_ascii_lowercase())
            } else {
                tree.names.intern(&text)
            };
        }
        Ok(self.names[slot])
    }

    /// The string as a span of the tree's pool.
    pub fn span(&mut self, reader: &Reader, tree: &mut Tree, index: i32) -> Result<Span> {
        let slot = self.slot(index)?;
        if let Some(span) = self.spans[slot] {
            return Ok(span);
        }
        let span = tree.push_string(&reader.decode(self.raw[slot])?);
        self.spans[slot] = Some(span);
        Ok(span)
    }

    /// The same where -1 stands for no string.
    pub fn optional_span(&mut self, reader: &Reader, tree: &mut Tree, index: i32) -> Result<Span> {
        if index < 0 { Ok(Span::default()) } else { self.span(reader, tree, index) }
    }
}
