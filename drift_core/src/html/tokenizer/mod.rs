//! The HTML standard's tokenizer over a page that is in memory as a whole.
//!
//! html5ever's own tokenizer is made for pages that arrive in pieces and asks for every character
//! through a queue. Having all of the page, runs can be found by searching, attributes nobody will
//! read need no copy, and limits can be checked between two tokens. Its tree builder, the larger
//! part of the standard, does the rest. Both tokenizers must build the same tree: the tests compare
//! them on every page they have.

mod scan;
mod tag;
#[cfg(test)]
mod tokenizer_tests;

use crate::error::Result;
use crate::html::atoms::Atoms;
use crate::html::charref;
use crate::html::doctype;
use crate::html::sink::{ArenaSink, Handle};
use crate::html::tokenizer::scan::{comment_end, outline};
use crate::limits::Limits;
use crate::tree::Detail;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use memchr::{memchr, memchr2, memmem};

/// What a tag changes about how the text after it is read.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Data,
    Raw(RawKind),
    Plaintext,
}

pub(crate) struct Tokenizer<'a> {
    pub(crate) text: &'a str,
    pub(crate) bytes: &'a [u8],
    pub(crate) at: usize,
    pub(crate) atoms: Atoms,
    pub(crate) detail: Detail,
    limits: Limits,
    pub(crate) most_attributes: usize,
    mode: Mode,
    pub(crate) last_start_tag: String,
    builder: TreeBuilder<Handle, ArenaSink>,
}

impl<'a> Tokenizer<'a> {
    /// `text` has its line ends normalised already.
    pub fn new(
        text: &'a str,
        builder: TreeBuilder<Handle, ArenaSink>,
        limits: Limits,
        detail: Detail,
    ) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            atoms: Atoms::default(),
            detail,
            limits,
            most_attributes: 0,
            mode: Mode::Data,
            last_start_tag: String::new(),
            builder,
        }
    }

    /// Read everything, or stop as soon as a limit is passed.
    pub fn run(mut self) -> Result<ArenaSink> {
        while self.at < self.bytes.len() {
            match self.mode {
                Mode::Data => self.data(),
                Mode::Plaintext => {
                    self.raw_text(self.bytes.len());
                    self.at = self.bytes.len();
                }
                Mode::Raw(kind) => self.raw(kind),
            }
            self.check()?;
        }
        self.send(Token::EOFToken);
        self.builder.end();
        self.check()?;
        Ok(self.builder.sink)
    }

    fn check(&self) -> Result<()> {
        self.limits.check_attributes(self.most_attributes)?;
        self.builder.sink.check()
    }

    fn send(&mut self, token: Token) {
        self.mode = match self.builder.process_token(token, 1) {
            TokenSinkResult::Plaintext => Mode::Plaintext,
            TokenSinkResult::RawData(kind) => Mode::Raw(kind),
            _ => Mode::Data,
        }
    }

    fn data(&mut self) {
        let rest = &self.bytes[self.at..];
        let text_end = self.at + memchr(b'<', rest).unwrap_or(rest.len());
        if text_end > self.at {
            self.text(text_end);
        }
        if text_end < self.bytes.len() {
            self.markup();
        }
    }

    /// At a `<` in the data state.
    fn markup(&mut self) {
        match self.bytes.get(self.at + 1) {
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.tag(self.at + 1, TagKind::StartTag),
            Some(b'/') => match self.bytes.get(self.at + 2) {
                Some(b'a'..=b'z' | b'A'..=b'Z') => self.tag(self.at + 2, TagKind::EndTag),
                Some(b'>') => self.at += 3,
                Some(_) => self.bogus_comment(self.at + 2),
                None => self.literal(2),
            },
            Some(b'!') => self.declaration(),
            Some(b'?') => self.bogus_comment(self.at + 1),
            _ => self.literal(1),
        }
    }

    /// Characters that look like markup and are not.
    fn literal(&mut self, length: usize) {
        let end = self.at + length;
        self.send_text(StrTendril::from_slice(&self.text[self.at..end]));
        self.at = end;
    }

    fn declaration(&mut self) {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(b"<!--") {
            self.comment();
        } else if rest.len() >= 9 && rest[2..9].eq_ignore_ascii_case(b"doctype") {
            let end = memchr(b'>', rest);
            let inside = &self.text[self.at + 9..self.at + end.unwrap_or(rest.len())];
            let doctype = doctype::parse(inside, end.is_some());
            self.at += end.map_or(rest.len(), |end| end + 1);
            self.send(Token::DoctypeToken(doctype));
        } else if rest.starts_with(b"<![CDATA[")
            && self.builder.adjusted_current_node_present_but_not_in_html_namespace()
        {
            let length = memmem::find(&rest[9..], b"]]>");
            let end = self.at + 9 + length.unwrap_or(rest.len() - 9);
            self.at += 9;
            self.cdata(end);
            self.at = end + if length.is_some() { 3 } else { 0 };
        } else {
            self.bogus_comment(self.at + 2);
        }
    }

    fn bogus_comment(&mut self, from: usize) {
        self.at = memchr(b'>', &self.bytes[from..]).map_or(self.bytes.len(), |end| from + end + 1);
        self.send(Token::CommentToken(StrTendril::new()));
    }

    fn comment(&mut self) {
        let from = self.at + 4;
        let rest = &self.bytes[from..];
        self.at = if rest.starts_with(b">") {
            from + 1
        } else if rest.starts_with(b"->") {
            from + 2
        } else {
            let ends = comment_end(rest);
            ends.map_or(self.bytes.len(), |end| from + end)
        };
        self.send(Token::CommentToken(StrTendril::new()));
    }

    /// Text up to `end` in which character references count.
    fn text(&mut self, end: usize) {
        let text = &self.text[self.at..end];
        self.at = end;
        if memchr2(b'&', 0, text.as_bytes()).is_none() {
            self.send_plain(text);
        } else {
            self.send_with_nulls(&charref::decode(text, false), true);
        }
    }

    fn cdata(&mut self, end: usize) {
        let text = &self.text[self.at..end];
        self.send_with_nulls(text, true);
    }

    /// Text up to `end` in which nothing but NUL has a meaning.
    fn raw_text(&mut self, end: usize) {
        let text = &self.text[self.at..end];
        self.at = end;
        let mode = self.mode;
        self.send_with_nulls(text, false);
        self.mode = mode;
    }

    /// In the data state the tree builder decides about NUL, elsewhere it is replaced here.
    fn send_with_nulls(&mut self, text: &str, keep: bool) {
        if memchr(0, text.as_bytes()).is_none() {
            return self.send_plain(text);
        }
        for (index, part) in text.split('\0').enumerate() {
            if index > 0 && keep {
                self.send(Token::NullCharacterToken);
            } else if index > 0 {
                self.send_text(StrTendril::from_slice("\u{fffd}"));
            }
            self.send_plain(part);
        }
    }

    fn send_plain(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.detail {
            Detail::Full => self.send_text(StrTendril::from_slice(text)),
            Detail::Structure => self.send_text(StrTendril::from_slice(outline(text))),
        }
    }

    fn send_text(&mut self, text: StrTendril) {
        self.send(Token::CharacterTokens(text));
    }

    fn raw(&mut self, kind: RawKind) {
        let end = match kind {
            RawKind::Rcdata | RawKind::Rawtext => self.end_tag_from(self.at),
            RawKind::ScriptData | RawKind::ScriptDataEscaped(_) => self.script_end(),
        };
        let mode = self.mode;
        let text_end = end.unwrap_or(self.bytes.len());
        if kind == RawKind::Rcdata && text_end > self.at {
            let text = charref::decode(&self.text[self.at..text_end], false).into_owned();
            self.at = text_end;
            self.send_with_nulls(&text, false);
        } else if kind == RawKind::Rawtext && text_end > self.at {
            self.raw_text(text_end);
        }
        self.mode = mode;
        self.at = text_end;
        if end.is_some() {
            self.tag(text_end + 2, TagKind::EndTag);
        }
    }

    fn tag(&mut self, name_start: usize, kind: TagKind) {
        let Some(tag) = self.read_tag(name_start, kind) else {
            self.at = self.bytes.len();
            return;
        };
        if kind == TagKind::StartTag {
            self.last_start_tag.clear();
            self.last_start_tag.push_str(&tag.name);
        }
        self.send(Token::TagToken(tag));
    }
}
