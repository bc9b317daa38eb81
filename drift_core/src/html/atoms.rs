//! A small cache in front of the parser's name table, whose look-ups cost more than a tag's parsing.

use html5ever::LocalName;

/// More than the names HTML has in use (some 140), so that few share a slot.
const SLOTS: usize = 256;

/// Names by their spelling in the page, the latest of each slot.
pub(crate) struct Atoms {
    slots: Vec<Option<(Box<str>, LocalName)>>,
}

impl Default for Atoms {
    fn default() -> Self {
        Self { slots: vec![None; SLOTS] }
    }
}

impl Atoms {
    /// The name as the standard reads it: ASCII letters lowered, NUL replaced.
    pub fn get(&mut self, spelling: &str) -> LocalName {
        let slot = &mut self.slots[slot_of(spelling.as_bytes())];
        if let Some((known, name)) = slot
            && &**known == spelling
        {
            return name.clone();
        }
        let name = read(spelling);
        *slot = Some((spelling.into(), name.clone()));
        name
    }
}

fn slot_of(bytes: &[u8]) -> usize {
    let take = |at: usize| u32::from(bytes.get(at).copied().unwrap_or(0));
    let last = take(bytes.len().wrapping_sub(1));
    let mixed = take(0) ^ (take(1) << 8) ^ (last << 16) ^ ((bytes.len() as u32) << 24);
    (mixed.wrapping_mul(0x9E37_79B1) >> 24) as usize % SLOTS
}

fn read(spelling: &str) -> LocalName {
    if spelling.bytes().any(|b| b.is_ascii_uppercase() || b == 0) {
        LocalName::from(spelling.to_ascii_lowercase().replace('\0', "\u{fffd}"))
    } else {
        LocalName::from(spelling)
    }
}
