//! The tables of a DOM snapshot as they are written.

use crate::captures::json::{RawString, Reader};
use crate::captures::strings::Strings;
use crate::error::{Error, Result};
use crate::hash::ByHash;

#[derive(Default)]
pub(crate) struct Snapshot {
    pub documents: Vec<Document>,
    pub strings: Vec<RawString>,
}

/// One document's nodes in document order. Strings are indices into [`Snapshot::strings`].
#[derive(Default)]
pub(crate) struct Document {
    pub parent: Vec<i32>,
    pub kind: Vec<i32>,
    pub name: Vec<i32>,
    pub value: Vec<i32>,
    /// Shadow roots by node, with their type.
    pub shadow: ByHash<u32, u32>,
    /// Frame elements by node, with their document.
    pub content: ByHash<u32, u32>,
    attributes: Vec<i32>,
    attribute_ends: Vec<u32>,
}

impl Snapshot {
    pub fn read(reader: &mut Reader) -> Result<Self> {
        let mut snapshot = Self::default();
        reader.object(|reader, key| match key {
            "result" => reader.object(|reader, key| snapshot.read_key(reader, key)),
            _ => snapshot.read_key(reader, key),
        })?;
        Ok(snapshot)
    }

    fn read_key(&mut self, reader: &mut Reader, key: &str) -> Result<()> {
        match key {
            "strings" => self.strings = Strings::read(reader)?,
            "documents" => reader.array(|reader| {
                self.documents.push(Document::read(reader)?);
                Ok(())
            })?,
            _ => reader.skip()?,
        }
        Ok(())
    }
}

impl Document {
    fn read(reader: &mut Reader) -> Result<Self> {
        let mut document = Self::default();
        reader.object(|reader, key| {
            match key {
                "nodes" => reader.object(|reader, key| document.read_nodes(reader, key))?,
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        Ok(document)
    }

    fn read_nodes(&mut self, reader: &mut Reader, key: &str) -> Result<()> {
        match key {
            "parentIndex" => self.parent = reader.integers()?,
            "nodeType" => self.kind = reader.integers()?,
            "nodeName" => self.name = reader.integers()?,
            "nodeValue" => self.value = reader.integers()?,
            "shadowRootType" => self.shadow = rare(reader)?,
            "contentDocumentIndex" => self.content = rare(reader)?,
            "attributes" => reader.array(|reader| {
                reader.array(|reader| {
                    self.attributes.push(reader.integer()?);
                    Ok(())
                })?;
                self.attribute_ends.push(self.attributes.len() as u32);
                Ok(())
            })?,
            _ => reader.skip()?,
        }
        Ok(())
    }

    /// Whether the tables fit together.
    pub fn check(&self) -> Result<()> {
        let count = self.parent.len();
        if self.kind.len() != count || self.name.len() != count || self.attribute_ends.len() > count {
            return Err(Error::InvalidPage("its tables have different lengths".into()));
        }
        Ok(())
    }

    /// A node's attributes: names and values in turn.
    pub fn attributes(&self, index: usize) -> &[i32] {
        let Some(&end) = self.attribute_ends.get(index) else { return &[] };
        let start = if index == 0 { 0 } else { self.attribute_ends[index - 1] };
        &self.attributes[start as usize..end as usize]
    }
}

/// Columns that few nodes have: `{"index": [...], "value": [...]}`.
fn rare(reader: &mut Reader) -> Result<ByHash<u32, u32>> {
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    reader.object(|reader, key| {
        match key {
            "index" => keys = reader.integers()?,
            "value" => values = reader.integers()?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(keys.into_iter().zip(values).map(|(key, value)| (key as u32, value as u32)).collect())
}
