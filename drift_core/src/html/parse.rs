//! HTML bytes to a tree, by the HTML standard's parsing rules.

use crate::error::{Error, Result};
use crate::html::sink::ArenaSink;
use crate::html::tokenizer::Tokenizer;
use crate::limits::Limits;
use crate::tree::{Detail, Tree};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use std::borrow::Cow;

/// Parse a document. Bytes that are no UTF-8 become replacement characters; a UTF-16 byte order
/// mark is honoured.
///
/// # Errors
/// [`Error::InvalidPage`] when there is nothing but white space, [`Error::PageTooLarge`] when a
/// limit was passed. Everything else is a document, as it is for a browser.
pub fn parse_html(html: &[u8], limits: &Limits, detail: Detail) -> Result<Tree> {
    limits.check_bytes(html.len())?;
    let text = decode(html);
    if text.trim_start_matches('\u{feff}').trim_ascii().is_empty() {
        return Err(Error::InvalidPage("it is empty".into()));
    }
    let text = normalize_line_ends(text);
    let sink = ArenaSink::new(limits.clone(), detail, text.len());
    let options = TreeBuilderOpts { drop_doctype: true, ..TreeBuilderOpts::default() };
    Tokenizer::new(
        text.strip_prefix('\u{feff}').unwrap_or(&text),
        TreeBuilder::new(sink, options),
        limits.clone(),
        detail,
    )
    .run()?
    .into_tree()
}

fn normalize_line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    match memchr::memchr(b'\r', text.as_bytes()) {
        None => text,
        Some(_) => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
    }
}

fn decode(html: &[u8]) -> Cow<'_, str> {
    let utf16 = |pair: fn([u8; 2]) -> u16| {
        let units = html[2..].chunks_exact(2).map(move |bytes| pair([bytes[0], bytes[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match html {
        [0xFF, 0xFE, ..] => Cow::Owned(utf16(u16::from_le_bytes)),
        [0xFE, 0xFF, ..] => Cow::Owned(utf16(u16::from_be_bytes)),
        // Checking alone is several times faster than looking for what to replace.
        _ => std::str::from_utf8(html).map_or_else(|_| String::from_utf8_lossy(html), Cow::Borrowed),
    }
}
