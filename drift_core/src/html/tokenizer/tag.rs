//! One tag: its name and its attributes.

use crate::html::charref;
use crate::html::tokenizer::Tokenizer;
use crate::rules;
use crate::tree::Detail;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{Attribute, LocalName, QualName, ns};
use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// The tree builder compares all attributes of these when it reopens them.
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Attributes that steer the tree builder.
const STEERING: &[&str] = &["encoding", "shadowrootmode"];

struct Attributes {
    list: Vec<Attribute>,
    keep_all: bool,
    count: usize,
}

impl<'a> Tokenizer<'a> {
    /// Read the tag whose name begins at `start`; None when the page ends inside of it.
    pub(crate) fn read_tag(&mut self, start: usize, kind: TagKind) -> Option<Tag> {
        let length = self.bytes[start..].iter().position(|b| ends_name(*b))?;
        let name = self.name(start, start + length);
        self.at = start + length;
        let keep_all = self.detail == Detail::Full || FORMATTING.contains(&&*name);
        let mut attributes = Attributes { list: Vec::new(), keep_all, count: 0 };
        let self_closing = self.read_attributes(&mut attributes)?;
        self.most_attributes = self.most_attributes.max(attributes.count);
        let attrs = if kind == TagKind::StartTag { attributes.list } else { Vec::new() };
        Some(Tag { kind, name, self_closing, attrs, had_duplicate_attributes: false })
    }

    /// Read up to the tag's end; whether it closes itself.
    fn read_attributes(&mut self, found: &mut Attributes) -> Option<bool> {
        loop {
            match *self.bytes.get(self.at)? {
                b'>' => {
                    self.at += 1;
                    return Some(false);
                }
                b'/' if *self.bytes.get(self.at + 1)? == b'>' => {
                    self.at += 2;
                    return Some(true);
                }
                b'/' | b' ' | b'\t' | b'\n' | b'\x0c' => self.at += 1,
                _ => self.read_attribute(found)?,
            }
        }
    }

    fn read_attribute(&mut self, found: &mut Attributes) -> Option<()> {
        let start = self.at;
        // A first `=` belongs to the name.
        let end = start + 1 + self.bytes[start + 1..].iter().position(|b| ends_name(*b) || *b == b'=')?;
        self.at = end;
        self.skip_space();
        let value = if self.bytes.get(self.at) == Some(&b'=') {
            self.at += 1;
            self.read_value()?
        } else {
            ""
        };
        found.count += 1;
        // Beyond any sane number the page will be refused; until then nothing may become quadratic.
        if found.list.len() > 4096 {
            return Some(());
        }
        let name = self.name(start, end);
        let wanted = found.keep_all || rules::reads_attribute(&name) || STEERING.contains(&&*name);
        if wanted && found.list.iter().all(|known| known.name.local != name) {
            let value = value_of(value);
            found.list.push(Attribute { name: QualName::new(None, ns!(), name), value });
        }
        Some(())
    }

    fn read_value(&mut self) -> Option<&'a str> {
        self.skip_space();
        let text = self.text;
        let (start, length) = match *self.bytes.get(self.at)? {
            b'>' => return Some(""),
            quote @ (b'"' | b'\'') => (self.at + 1, memchr(quote, &self.bytes[self.at + 1..])?),
            _ => {
                let ends = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\x0c' | b'>');
                let length = self.bytes[self.at..].iter().position(ends)?;
                let value = &text[self.at..self.at + length];
                self.at += length;
                return Some(value);
            }
        };
        self.at = start + length + 1;
        Some(&text[start..start + length])
    }

    fn skip_space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\x0c')) {
            self.at += 1;
        }
    }

    fn name(&mut self, start: usize, end: usize) -> LocalName {
        self.atoms.get(&self.text[start..end])
    }
}

fn ends_name(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'/' | b'>')
}

fn value_of(raw: &str) -> StrTendril {
    match memchr2(b'&', 0, raw.as_bytes()) {
        None => StrTendril::from_slice(raw),
        Some(_) => {
            let decoded = charref::decode(raw, true);
            let clean: Cow<str> = if memchr(0, decoded.as_bytes()).is_some() {
                decoded.replace('\0', "\u{fffd}").into()
            } else {
                decoded
            };
            StrTendril::from_slice(&clean)
        }
    }
}
