//! The text nodes of a page that is being read, as chains of pieces per element.

use crate::tree::Span;

const NONE: u32 = u32::MAX;
const NO_CHAIN: (u32, u32) = (NONE, NONE);

#[derive(Debug, Clone, Copy)]
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
    /// First and last piece of each element.
    chains: Vec<(u32, u32)>,
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
        if let Some((first, last)) =
            self.chains.get_mut(from as usize).map(|chain| std::mem::replace(chain, NO_CHAIN))
            && first != NONE
        {
            self.chain(to, first, last);
        }
    }

    fn chain(&mut self, parent: u32, first: u32, last: u32) {
        let at = parent as usize;
        if self.chains.len() <= at {
            self.chains.resize(at + 1, NO_CHAIN);
        }
        let (start, end) = &mut self.chains[at];
        match *end {
            NONE => *start = first,
            end => self.pieces[end as usize].next = first,
        }
        *end = last;
    }

    /// The element's own text with runs of white space made one space, trimmed, put into `pool`; where
    /// its text nodes end in it goes to `runs`.
    pub fn collapsed(&self, pool: &mut String, id: u32, runs: &mut Vec<Run>) -> Span {
        runs.clear();
        let start = pool.len();
        let mut piece = self.chains.get(id as usize).map_or(NONE, |chain| chain.0);
        let mut is_apart = true;
        while piece != NONE {
            let Piece { span, after, next } = self.pieces[piece as usize];
            if runs.last().is_none_or(|run| run.after != after) {
                is_apart = true;
                runs.push(Run {
                    after,
                    end: 0,
                    leads_with_space: leads_with_space(pool, span),
                    ends_with_space: false,
                });
            }
            is_apart = append_words(pool, span, start, is_apart);
            if let Some(run) = runs.last_mut() {
                (run.end, run.ends_with_space) = ((pool.len() - start) as u32, is_apart);
            }
            piece = next;
        }
        Span { start: start as u32, len: (pool.len() - start) as u32 }
    }
}

fn leads_with_space(pool: &str, span: Span) -> bool {
    pool[span.start as usize..].starts_with(char::is_whitespace) && span.len > 0
}

/// Copy a piece's words to the pool's end, where a text has begun at `start`; true when white space is
/// all that follows its last word.
fn append_words(pool: &mut String, span: Span, start: usize, mut is_apart: bool) -> bool {
    let (mut at, end) = (span.start as usize, (span.start + span.len) as usize);
    while at < end {
        let rest = &pool[at..end];
        let word = at + rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        is_apart |= word > at;
        let rest = &pool[word..end];
        let word_end = word + rest.find(char::is_whitespace).unwrap_or(rest.len());
        if word < word_end {
            if is_apart && pool.len() > start {
                pool.push(' ');
            }
            pool.extend_from_within(word..word_end);
            is_apart = false;
        }
        at = word_end;
    }
    is_apart
}

/// One text node of an element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    /// The child before it.
    pub after: u32,
    /// Where it ends in the collapsed text.
    pub end: u32,
    pub leads_with_space: bool,
    pub ends_with_space: bool,
}
