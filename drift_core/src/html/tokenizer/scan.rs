//! Where runs end: comments, raw text, scripts; and what a text means to the tree builder.

use crate::html::tokenizer::Tokenizer;
use memchr::{memchr2, memmem};

impl Tokenizer<'_> {
    /// Where the end tag of the open raw text element begins.
    pub(crate) fn end_tag_from(&self, from: usize) -> Option<usize> {
        let rest = &self.bytes[from..];
        memmem::find_iter(rest, b"</")
            .map(|at| from + at)
            .find(|&at| self.is_named(at + 2, self.last_start_tag.as_bytes()))
    }

    fn is_named(&self, at: usize, name: &[u8]) -> bool {
        let end = at + name.len();
        self.bytes.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(name))
            && matches!(self.bytes.get(end), Some(b' ' | b'\t' | b'\n' | b'\x0c' | b'/' | b'>'))
    }

    /// A script ends at its end tag, except inside `<!-- <script> … </script> -->`.
    pub(crate) fn script_end(&self) -> Option<usize> {
        let mut at = self.at;
        let (mut escaped, mut double) = (false, false);
        loop {
            at += memchr2(b'<', b'-', &self.bytes[at..])?;
            let rest = &self.bytes[at..];
            if rest.starts_with(b"-->") {
                (escaped, double) = (false, false);
                at += 3;
            } else if rest.starts_with(b"<!--") && !escaped {
                escaped = true;
                // Its dashes may be those of the `-->` that ends it.
                at += 2;
            } else if rest.starts_with(b"</") && self.is_named(at + 2, b"script") {
                if !double {
                    return Some(at);
                }
                double = false;
                at += 8;
            } else if escaped && !double && rest.starts_with(b"<") && self.is_named(at + 1, b"script") {
                double = true;
                at += 7;
            } else {
                at += 1;
            }
        }
    }
}

/// Past the `-->` or `--!>` of a comment. Runs of dashes are passed as a whole, for they can be long.
pub(crate) fn comment_end(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memmem::find(&rest[at..], b"--")?;
        at += rest[at..].iter().take_while(|byte| **byte == b'-').count();
        match &rest[at..] {
            [b'>', ..] => return Some(at + 1),
            [b'!', b'>', ..] => return Some(at + 2),
            _ => {}
        }
    }
}

/// A shorter text that means the same to the tree builder, which looks at nothing but white space.
pub(crate) fn outline(text: &str) -> &'static str {
    let bytes = text.as_bytes();
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let blank = bytes.iter().all(is_space);
    match (bytes[0], blank, bytes.len()) {
        (b'\n', true, 1) => "\n",
        (b'\n', true, _) => "\n ",
        (b'\n', false, _) if bytes.get(1).is_some_and(is_space) => "\n x",
        (b'\n', false, _) => "\nx",
        (_, true, _) => " ",
        (first, false, _) if first.is_ascii_whitespace() => " x",
        _ => "x",
    }
}
