//! The text nodes of a page that is being read, as chains of pieces per element.

use crate::tree::Span;
use std::collections::HashMap;

const NONE: u32 = u32::MAX;

#[derive(Debug)]
struct Piece {
    span: Span,
    /// The child before the piece when it arrived: a change means another text node.
    after: u32,
    next: u32,
}

/// Pieces of text by the element that owns them.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    pieces: Vec<Piece>,
    chains: HashMap<u32, (u32, u32), crate::hash::Seeded>,
    bytes: usize,
}

impl Texts {
    /// Add a piece that stands in the pool to its element.
    pub fn append(&mut self, parent: u32, after: u32, span: Span) {
        let id = self.pieces.len() as u32;
        self.pieces.push(Piece { span, after, next: NONE });
        self.bytes += span.len as usize;
        self.chain(parent, id, id);
    }

    /// The length of all pieces together.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    pub fn move_all(&mut self, from: u32, to: u32) {
        if let Some((first, last)) = self.chains.remove(&from) {
            self.chain(to, first, last);
        }
    }

    fn chain(&mut self, parent: u32, first: u32, last: u32) {
        let (_, end) = self.chains.entry(parent).or_insert((first, NONE));
        if *end != NONE {
            self.pieces[*end as usize].next = first;
        }
        *end = last;
    }

    /// The element's own text with runs of white space made one space, trimmed, put into `pool`.
    pub fn collapsed(&self, pool: &mut String, id: u32) -> Span {
        let Some(&(mut piece, _)) = self.chains.get(&id) else { return Span::default() };
        let mut joined = String::new();
        let mut after = self.pieces[piece as usize].after;
        while piece != NONE {
            let Piece { span, after: place, next } = &self.pieces[piece as usize];
            if *place != after {
                joined.push(' ');
            }
            after = *place;
            joined.push_str(&pool[span.start as usize..(span.start + span.len) as usize]);
            piece = *next;
        }
        let start = pool.len();
        for word in joined.split_whitespace() {
            if pool.len() > start {
                pool.push(' ');
            }
            pool.push_str(word);
        }
        Span { start: start as u32, len: (pool.len() - start) as u32 }
    }
}
