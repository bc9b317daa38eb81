//! A tree of a capture back to the arrays of the capture script, format 1.

use crate::hash::ByHash;
use crate::tree::{NodeId, Source, Span, Tree};
use std::fmt::Write as _;

/// The capture that a tree would be read from; None when it was read from something else.
pub fn write_capture(tree: &Tree) -> Option<String> {
    (tree.source() == Source::Capture).then(|| Writer::new(tree).written())
}

struct Writer<'a> {
    tree: &'a Tree,
    strings: Vec<&'a str>,
    known: ByHash<u64, i32>,
}

impl<'a> Writer<'a> {
    fn new(tree: &'a Tree) -> Self {
        Self { tree, strings: Vec::new(), known: ByHash::default() }
    }

    fn written(mut self) -> String {
        let tree = self.tree;
        let ids = || 0..tree.len() as NodeId;
        let mut json = String::from("{\"format\":1,\"url\":");
        quote(&mut json, &tree.url);
        json.push_str(",\"title\":\"\",\"truncated\":false");
        put(&mut json, "parent", ids().map(|id| tree.parent(id).map_or(-1, |parent| parent as i32)));
        let tags: Vec<i32> = ids().map(|id| self.string(tree.tag(id))).collect();
        put(&mut json, "tag", tags);
        put(&mut json, "attr_count", ids().map(|id| tree.raw_attributes(id).len() as i32));
        let attributes: Vec<i32> = ids()
            .flat_map(|id| tree.attributes(id))
            .flat_map(|(name, value)| [name, value])
            .map(|text| self.string(text))
            .collect();
        put(&mut json, "attrs", attributes);
        let texts: Vec<i32> = ids().map(|id| self.optional(tree.nodes[id as usize].text)).collect();
        put(&mut json, "text", texts);
        if !tree.places.is_empty() {
            put(&mut json, "place", ids().map(|id| self.place(id)));
        }
        if !tree.observed.is_empty() {
            self.put_observed(&mut json);
        }
        json.push_str(",\"strings\":[");
        for (at, text) in self.strings.iter().enumerate() {
            json.push_str(if at == 0 { "" } else { "," });
            quote(&mut json, text);
        }
        json.push_str("]}");
        json
    }

    fn put_observed(&mut self, json: &mut String) {
        let observed = &self.tree.observed;
        let roles: Vec<i32> = observed.iter().map(|one| self.optional(one.role)).collect();
        let names: Vec<i32> = observed.iter().map(|one| self.optional(one.name)).collect();
        put(json, "role", roles);
        put(json, "name", names);
        if observed.iter().all(|one| one.flags.is_some()) {
            put(json, "flags", observed.iter().filter_map(|one| one.flags).map(i32::from));
        }
        if observed.iter().all(|one| one.rect.is_some()) {
            put(json, "rect", observed.iter().filter_map(|one| one.rect).flatten());
        }
    }

    /// Captures count in UTF-16, as browsers do.
    fn place(&self, id: NodeId) -> i32 {
        let (place, parent) = (self.tree.places[id as usize], self.tree.nodes[id as usize].parent);
        let text = self.tree.own_text(parent);
        let before = text.get(..(place >> 2) as usize).unwrap_or(text);
        (before.encode_utf16().count() as i32) << 2 | (place & 3) as i32
    }

    fn optional(&mut self, span: Span) -> i32 {
        if span == Span::default() { -1 } else { self.string(self.tree.span(span)) }
    }

    fn string(&mut self, text: &'a str) -> i32 {
        let next = self.strings.len() as i32;
        let at = *self.known.entry(crate::hash::string(text.as_bytes(), 0)).or_insert(next);
        if at == next {
            self.strings.push(text);
        }
        at
    }
}

fn put(json: &mut String, key: &str, numbers: impl IntoIterator<Item = i32>) {
    _ = write!(json, ",\"{key}\":[");
    for (at, number) in numbers.into_iter().enumerate() {
        json.push_str(if at == 0 { "" } else { "," });
        _ = write!(json, "{number}");
    }
    json.push(']');
}

fn quote(json: &mut String, text: &str) {
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            control if control < ' ' => _ = write!(json, "\\u{:04x}", control as u32),
            other => json.push(other),
        }
    }
    json.push('"');
}
