//! A pull reader for JSON, as much of it as captures need.
//!
//! It never builds values and never recurses: a caller asks for what it expects, and everything
//! else is skipped.

use crate::error::{Error, Result};
use memchr::{memchr, memchr2};

/// Deeper nesting than any capture has; what is skipped is checked against it.
const MAX_NESTING: usize = 64;

/// A string as it stands in the input, without its quotes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RawString {
    start: u32,
    end: u32,
    escaped: bool,
}

pub(crate) struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Result<Self> {
        let text = std::str::from_utf8(bytes).map_err(|e| invalid(&format!("it is not UTF-8: {e}")))?;
        Ok(Self { text, bytes, at: 0 })
    }

    pub fn fail<T>(&self, why: &str) -> Result<T> {
        Err(invalid(&format!("{why} at byte {}", self.at)))
    }

    fn skip_space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn peek(&mut self) -> Option<u8> {
        self.skip_space();
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8) -> Result<()> {
        if self.take(byte) { Ok(()) } else { self.fail(&format!("expected '{}'", byte as char)) }
    }

    /// The end of the whole input.
    pub fn finish(mut self) -> Result<()> {
        if self.peek().is_some() { self.fail("unexpected text after the end") } else { Ok(()) }
    }

    /// Read an object; `each` must consume the value of every key it is given.
    pub fn object(&mut self, mut each: impl FnMut(&mut Self, &str) -> Result<()>) -> Result<()> {
        self.expect(b'{')?;
        if self.take(b'}') {
            return Ok(());
        }
        loop {
            let key = self.raw_string()?;
            let key = self.decode(key)?;
            self.expect(b':')?;
            each(self, &key)?;
            if self.take(b'}') {
                return Ok(());
            }
            self.expect(b',')?;
        }
    }

    /// Read an array; `each` must consume one value.
    pub fn array(&mut self, mut each: impl FnMut(&mut Self) -> Result<()>) -> Result<()> {
        self.expect(b'[')?;
        if self.take(b']') {
            return Ok(());
        }
        loop {
            each(self)?;
            if self.take(b']') {
                return Ok(());
            }
            self.expect(b',')?;
        }
    }

    /// Read an array of integers into a vector.
    pub fn integers(&mut self) -> Result<Vec<i32>> {
        self.expect(b'[')?;
        let mut out = Vec::new();
        while self.peek() != Some(b']') {
            out.push(self.integer()?);
            if self.bytes.get(self.at) != Some(&b',') && self.peek() != Some(b']') {
                self.expect(b',')?;
            } else if self.bytes[self.at] == b',' {
                self.at += 1;
                if self.peek() == Some(b']') {
                    return self.fail("expected a number");
                }
            }
        }
        self.at += 1;
        Ok(out)
    }

    /// Read a number, cutting off its fraction; beyond 32 bits it saturates.
    pub fn integer(&mut self) -> Result<i32> {
        self.skip_space();
        let negative = self.bytes.get(self.at) == Some(&b'-');
        self.at += usize::from(negative);
        let start = self.at;
        let mut value: i64 = 0;
        while let Some(digit) = self.bytes.get(self.at).map(|b| b.wrapping_sub(b'0')).filter(|d| *d < 10) {
            value = (value * 10 + i64::from(digit)).min(i64::from(i32::MAX));
            self.at += 1;
        }
        if self.at == start {
            return self.fail("expected a number");
        }
        if matches!(self.bytes.get(self.at), Some(b'.' | b'e' | b'E')) {
            return self.fraction(if negative { start - 1 } else { start });
        }
        Ok(if negative { -value } else { value } as i32)
    }

    fn fraction(&mut self, start: usize) -> Result<i32> {
        while matches!(self.bytes.get(self.at), Some(b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')) {
            self.at += 1;
        }
        match self.text[start..self.at].parse::<f64>() {
            Ok(value) => Ok(value as i32),
            Err(_) => self.fail("expected a number"),
        }
    }

    /// Read a string without decoding it.
    pub fn raw_string(&mut self) -> Result<RawString> {
        self.expect(b'"')?;
        let start = self.at;
        let mut escaped = false;
        loop {
            let Some(length) = self.bytes.get(self.at..).and_then(|rest| memchr2(b'"', b'\\', rest)) else {
                return self.fail("unfinished string");
            };
            self.at += length;
            if self.bytes[self.at] == b'"' {
                break;
            }
            escaped = true;
            self.at += 2;
        }
        let raw = RawString { start: start as u32, end: self.at as u32, escaped };
        self.at += 1;
        Ok(raw)
    }

    /// What a string says.
    pub fn decode(&self, raw: RawString) -> Result<std::borrow::Cow<'a, str>> {
        let text = &self.text[raw.start as usize..raw.end as usize];
        if !raw.escaped {
            return Ok(text.into());
        }
        unescape(text)
            .map(Into::into)
            .ok_or_else(|| invalid(&format!("bad escape in the string at byte {}", raw.start)))
    }

    /// Skip one value of any kind.
    pub fn skip(&mut self) -> Result<()> {
        if self.skip_numbers() {
            return Ok(());
        }
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.peek() {
                Some(b'"') => drop(self.raw_string()?),
                Some(bracket @ (b'[' | b'{')) => {
                    open.push(bracket + 2);
                    self.at += 1;
                }
                Some(bracket @ (b']' | b'}')) if open.last() == Some(&bracket) => {
                    open.pop();
                    self.at += 1;
                }
                Some(b',' | b':') if !open.is_empty() => self.at += 1,
                Some(b'0'..=b'9' | b'-' | b't' | b'f' | b'n') => self.skip_scalar(),
                _ => return self.fail("unexpected text"),
            }
            if open.is_empty() {
                return Ok(());
            }
            if open.len() > MAX_NESTING {
                return self.fail("nested too deeply");
            }
        }
    }

    /// Skip a flat array of numbers, as most of what is skipped is, without looking at each of them.
    fn skip_numbers(&mut self) -> bool {
        if self.peek() != Some(b'[') {
            return false;
        }
        let Some(length) = memchr(b']', &self.bytes[self.at..]) else { return false };
        let inside = &self.bytes[self.at + 1..self.at + length];
        // No early exit, so that it compiles to vector code.
        let is_flat = inside.iter().fold(true, |flat, byte| flat & matches!(byte, b'+'..=b'9'));
        self.at += if is_flat { length + 1 } else { 0 };
        is_flat
    }

    fn skip_scalar(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'a'..=b'z' | b'E')) {
            self.at += 1;
        }
    }
}

fn invalid(why: &str) -> Error {
    Error::InvalidPage(why.into())
}

/// Lone surrogates, which a page's strings may hold, become replacement characters.
fn unescape(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let code = *rest.as_bytes().get(at + 1)?;
        let mut used = 2;
        match code {
            b'n' => out.push('\n'),
            b't' => out.push('\t'),
            b'r' => out.push('\r'),
            b'b' => out.push('\u{8}'),
            b'f' => out.push('\u{c}'),
            b'"' | b'\\' | b'/' => out.push(code as char),
            b'u' => {
                let (c, length) = unicode_escape(&rest[at..])?;
                out.push(c);
                used = length;
            }
            _ => return None,
        }
        rest = &rest[at + used..];
    }
    out.push_str(rest);
    Some(out)
}

fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| -> Option<u16> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok()).flatten()
    };
    let first = unit(0)?;
    if let Some(c) = char::from_u32(u32::from(first)) {
        return Some((c, 6));
    }
    match unit(6).and_then(|second| char::decode_utf16([first, second]).next()?.ok()) {
        Some(c) => Some((c, 12)),
        None => Some((char::REPLACEMENT_CHARACTER, 6)),
    }
}
