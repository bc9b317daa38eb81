//! The arrays of the in-page capture script, format 1, to a tree.

use crate::captures::json::{RawString, Reader};
use crate::captures::strings::Strings;
use crate::error::{Error, Result};
use crate::limits::Limits;
use crate::rules;
use crate::tree::pieces;
use crate::tree::{Attribute, Detail, Node, Observed, Source, Span, Tree};

const FORMAT: i32 = 1;

#[derive(Default)]
struct Arrays {
    format: Option<i32>,
    url: String,
    strings: Vec<RawString>,
    parent: Vec<i32>,
    tag: Vec<i32>,
    attr_count: Vec<i32>,
    attrs: Vec<i32>,
    text: Vec<i32>,
    place: Vec<i32>,
    role: Vec<i32>,
    name: Vec<i32>,
    flags: Vec<i32>,
    rect: Vec<i32>,
}

/// Read a capture.
///
/// # Errors
/// [`Error::InvalidPage`] for anything but a whole capture of format 1, [`Error::PageTooLarge`]
/// when a limit was passed.
pub fn parse_capture(capture: &[u8], limits: &Limits, detail: Detail) -> Result<Tree> {
    limits.check_bytes(capture.len())?;
    let mut reader = Reader::new(capture)?;
    let mut arrays = read(&mut reader, detail)?;
    arrays.check(limits)?;
    let mut builder = Builder {
        tree: Tree::new(Source::Capture),
        strings: Strings::new(std::mem::take(&mut arrays.strings)),
        reader: &reader,
        detail,
    };
    builder.tree.url = std::mem::take(&mut arrays.url);
    builder.add_nodes(&arrays, limits)?;
    if detail == Detail::Full {
        builder.add_details(&arrays)?;
    }
    let tree = builder.tree;
    reader.finish()?;
    tree.seal(limits)
}

fn read(reader: &mut Reader, detail: Detail) -> Result<Arrays> {
    let mut arrays = Arrays::default();
    let full = detail == Detail::Full;
    reader.object(|reader, key| {
        match key {
            "format" => arrays.format = Some(reader.integer()?),
            // A damaged one is a damaged capture, whether anybody reads it or not.
            "url" | "title" => {
                let text = reader.raw_string()?;
                if full {
                    let text = reader.decode(text)?;
                    if key == "url" {
                        arrays.url = text.into_owned();
                    }
                }
            }
            "strings" => arrays.strings = Strings::read(reader)?,
            "parent" => arrays.parent = reader.integers()?,
            "tag" => arrays.tag = reader.integers()?,
            "attr_count" => arrays.attr_count = reader.integers()?,
            "attrs" => arrays.attrs = reader.integers()?,
            "text" if full => arrays.text = reader.integers()?,
            "place" if full => arrays.place = reader.integers()?,
            "role" if full => arrays.role = reader.integers()?,
            "name" if full => arrays.name = reader.integers()?,
            "flags" if full => arrays.flags = reader.integers()?,
            "rect" if full => arrays.rect = reader.integers()?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(arrays)
}

impl Arrays {
    fn check(&self, limits: &Limits) -> Result<()> {
        match self.format {
            None => return Err(Error::InvalidPage("it has no format".into())),
            Some(FORMAT) => {}
            Some(other) => return Err(Error::InvalidPage(format!("its format is {other}, not {FORMAT}"))),
        }
        let count = self.parent.len();
        limits.check_nodes(count)?;
        for (name, array, width) in [("tag", &self.tag, 1), ("attr_count", &self.attr_count, 1)] {
            check_length(name, array.len(), count * width)?;
        }
        let optional = [
            ("text", &self.text, 1),
            ("place", &self.place, 1),
            ("role", &self.role, 1),
            ("name", &self.name, 1),
            ("flags", &self.flags, 1),
            ("rect", &self.rect, 4),
        ];
        for (name, array, width) in optional.into_iter().filter(|(_, array, _)| !array.is_empty()) {
            check_length(name, array.len(), count * width)?;
        }
        if self.parent.first().is_some_and(|&parent| parent != -1) {
            return Err(Error::InvalidPage("its first node has a parent".into()));
        }
        Ok(())
    }
}

fn check_length(name: &str, found: usize, expected: usize) -> Result<()> {
    if found == expected {
        return Ok(());
    }
    Err(Error::InvalidPage(format!("its array {name} has {found} entries, not {expected}")))
}

struct Builder<'a> {
    tree: Tree,
    strings: Strings,
    reader: &'a Reader<'a>,
    detail: Detail,
}

impl Builder<'_> {
    fn add_nodes(&mut self, arrays: &Arrays, limits: &Limits) -> Result<()> {
        let mut attributes = arrays.attrs.chunks_exact(2);
        let mut wanted: Vec<Option<bool>> = Vec::new();
        self.tree.nodes.reserve_exact(arrays.parent.len());
        for (id, &parent) in arrays.parent.iter().enumerate() {
            if id > 0 && !(0..id as i32).contains(&parent) {
                return Err(Error::InvalidPage(format!("the parent of node {id} is {parent}")));
            }
            let name = self.strings.name(self.reader, &mut self.tree, arrays.tag[id])?;
            let first_attribute = self.tree.attributes.len() as u32;
            let count = usize::try_from(arrays.attr_count[id]).unwrap_or(usize::MAX);
            limits.check_attributes(count)?;
            for _ in 0..count {
                let Some(&[name, value]) = attributes.next() else {
                    return Err(Error::InvalidPage("its array attrs is too short".into()));
                };
                self.add_attribute(name, value, &mut wanted)?;
            }
            let parent = parent.max(0) as u32;
            self.tree.nodes.push(Node { parent, end: 0, name, first_attribute, text: Span::default() });
        }
        match attributes.next() {
            None if attributes.remainder().is_empty() => Ok(()),
            _ => Err(Error::InvalidPage("its array attrs is too long".into())),
        }
    }

    fn add_attribute(&mut self, name: i32, value: i32, wanted: &mut Vec<Option<bool>>) -> Result<()> {
        let name = self.strings.name(self.reader, &mut self.tree, name)?;
        if wanted.len() <= name as usize {
            wanted.resize(name as usize + 1, None);
        }
        let names = &self.tree.names;
        let full = self.detail == Detail::Full;
        if *wanted[name as usize].get_or_insert_with(|| full || rules::reads_attribute(names.text(name))) {
            let value = self.strings.span(self.reader, &mut self.tree, value)?;
            self.tree.attributes.push(Attribute { name, value });
        }
        Ok(())
    }

    fn add_details(&mut self, arrays: &Arrays) -> Result<()> {
        for (id, &text) in arrays.text.iter().enumerate() {
            self.tree.nodes[id].text = self.strings.optional_span(self.reader, &mut self.tree, text)?;
        }
        self.tree.places =
            arrays.place.iter().enumerate().map(|(id, &place)| self.place(id, place)).collect();
        let lists = [&arrays.role, &arrays.name, &arrays.flags, &arrays.rect];
        if lists.iter().all(|list| list.is_empty()) {
            return Ok(());
        }
        for id in 0..arrays.parent.len() {
            let text_of = |list: &[i32]| list.get(id).copied().unwrap_or(-1);
            let role = self.strings.optional_span(self.reader, &mut self.tree, text_of(&arrays.role))?;
            let name = self.strings.optional_span(self.reader, &mut self.tree, text_of(&arrays.name))?;
            let flags = arrays.flags.get(id).map(|&flags| flags as u8);
            let rect = arrays.rect.as_chunks().0.get(id).copied();
            self.tree.observed.push(Observed { role, name, flags, rect });
        }
        Ok(())
    }

    /// Captures count in UTF-16, as browsers do.
    fn place(&self, id: usize, place: i32) -> u32 {
        let parent = self.tree.nodes[id].parent;
        let text = self.tree.own_text(parent);
        let units = usize::try_from(place >> 2).unwrap_or(0);
        let offset = bytes_of(text, units) as u32;
        pieces::place(offset, place & 1 != 0, place & 2 != 0)
    }
}

/// How many bytes the first `units` of UTF-16 take.
fn bytes_of(text: &str, units: usize) -> usize {
    let mut left = units;
    let taken = text.chars().take_while(|letter| {
        let fits = left >= letter.len_utf16();
        left = left.saturating_sub(letter.len_utf16());
        fits
    });
    taken.map(char::len_utf8).sum()
}
