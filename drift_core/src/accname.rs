//! The accessible name of an element, by the rules of accname 1.2 that HTML without style can follow.

use crate::accessibility::{named_by_content, role};
use crate::hash::{self, ByHash};
use crate::tree::{NodeId, Tree};

/// Bytes of a name that are kept; the rest is prose.
const MAX_NAME: usize = 240;
/// Nodes a name is gathered from.
const MAX_VISITS: usize = 200;

/// What names elements from elsewhere in the page.
#[derive(Debug)]
pub(crate) struct Labels {
    by_id: ByHash<u64, NodeId>,
    by_target: ByHash<u64, Vec<NodeId>>,
}

impl Labels {
    pub fn of(tree: &Tree) -> Self {
        let mut labels = Self { by_id: ByHash::default(), by_target: ByHash::default() };
        for id in 0..tree.len() as NodeId {
            if let Some(own) = tree.attribute(id, "id") {
                labels.by_id.entry(key(own)).or_insert(id);
            }
            if tree.tag(id) == "label"
                && let Some(target) = tree.attribute(id, "for")
            {
                labels.by_target.entry(key(target)).or_default().push(id);
            }
        }
        labels
    }

    fn referred<'a>(&'a self, list: &'a str) -> impl Iterator<Item = NodeId> + 'a {
        list.split_ascii_whitespace().filter_map(|id| self.by_id.get(&key(id)).copied())
    }

    /// The labels of a control: those that name it, or the one it stands in.
    pub fn of_control(&self, tree: &Tree, id: NodeId) -> Vec<NodeId> {
        if !is_labelable(tree.tag(id)) {
            return Vec::new();
        }
        let named = tree.attribute(id, "id").and_then(|own| {
            let is_first = self.by_id.get(&key(own)) == Some(&id);
            self.by_target.get(&key(own)).filter(|_| is_first)
        });
        let mut found = named.cloned().unwrap_or_default();
        let around = tree.ancestors(id).find(|&node| tree.tag(node) == "label");
        found.extend(
            around.filter(|&label| tree.attribute(label, "for").is_none() && !found.contains(&label)),
        );
        found
    }
}

fn key(text: &str) -> u64 {
    hash::string(text.as_bytes(), 0)
}

fn is_labelable(tag: &str) -> bool {
    matches!(tag, "button" | "input" | "meter" | "output" | "progress" | "select" | "textarea")
}

/// The accessible name: what a capture observed, else computed from the tree. May be empty.
pub(crate) fn name(tree: &Tree, labels: &Labels, id: NodeId) -> String {
    if let Some(observed) = tree.computed_name(id) {
        return clip(observed).to_owned();
    }
    let mut gather = Gather { tree, labels, out: String::new(), visits: MAX_VISITS };
    gather.element(id, Via::Itself);
    tidy(&gather.out)
}

/// The text of a label alone.
pub(crate) fn label_text(tree: &Tree, labels: &Labels, id: NodeId) -> String {
    let mut gather = Gather { tree, labels, out: String::new(), visits: MAX_VISITS };
    for label in labels.of_control(tree, id) {
        gather.content(label, id);
    }
    tidy(&gather.out)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Via {
    Itself,
    Reference,
    Content,
}

struct Gather<'a> {
    tree: &'a Tree,
    labels: &'a Labels,
    out: String,
    visits: usize,
}

impl Gather<'_> {
    fn element(&mut self, id: NodeId, via: Via) {
        if via != Via::Reference && self.given(id) {
            return;
        }
        if let Some(label) = self.tree.attribute(id, "aria-label").filter(|text| !text.trim().is_empty()) {
            return self.add(label);
        }
        if self.native(id, via) {
            return;
        }
        let by_content =
            via != Via::Itself || named_by_content(role(self.tree, id)) || is_text(self.tree.tag(id));
        let before = self.out.len();
        if by_content {
            self.content(id, id);
        }
        if self.out[before..].trim().is_empty() {
            for fallback in ["title", "placeholder"] {
                if let Some(text) = self.tree.attribute(id, fallback).filter(|text| !text.trim().is_empty()) {
                    return self.add(text);
                }
            }
        }
    }

    /// `aria-labelledby`, which is followed once.
    fn given(&mut self, id: NodeId) -> bool {
        let Some(list) = self.tree.attribute(id, "aria-labelledby") else { return false };
        let before = self.out.len();
        for target in self.labels.referred(list).take(8) {
            self.element(target, Via::Reference);
            self.add(" ");
        }
        !self.out[before..].trim().is_empty()
    }

    /// What HTML itself names an element by: labels, value, alt, caption, legend.
    fn native(&mut self, id: NodeId, via: Via) -> bool {
        let tree = self.tree;
        let kind = tree.attribute(id, "type").unwrap_or("");
        let before = self.out.len();
        if via != Via::Content {
            for label in self.labels.of_control(tree, id) {
                self.content(label, id);
                self.add(" ");
            }
        }
        if !self.out[before..].trim().is_empty() {
            return true;
        }
        let text = match (tree.tag(id), kind) {
            ("input", "submit") => tree.attribute(id, "value").or(Some("Submit")),
            ("input", "reset") => tree.attribute(id, "value").or(Some("Reset")),
            ("input", "button") => tree.attribute(id, "value"),
            ("input", "image") => {
                tree.attribute(id, "alt").or(tree.attribute(id, "title")).or(Some("Submit"))
            }
            ("input", _) if via != Via::Itself => tree.attribute(id, "value"),
            ("img" | "area", _) => tree.attribute(id, "alt"),
            ("optgroup" | "option" | "track", _) => tree.attribute(id, "label"),
            ("fieldset", _) => return self.child_content(id, "legend"),
            ("figure", _) => return self.child_content(id, "figcaption"),
            ("table", _) => return self.child_content(id, "caption"),
            ("svg", _) => return self.child_content(id, "title"),
            _ => None,
        };
        match text.filter(|text| !text.trim().is_empty()) {
            Some(text) => self.add(text),
            None => return false,
        }
        true
    }

    fn child_content(&mut self, id: NodeId, tag: &str) -> bool {
        let Some(child) = self.tree.children(id).find(|&child| self.tree.tag(child) == tag) else {
            return false;
        };
        self.content(child, id);
        true
    }

    /// Everything shown in an element, without the one that is being named.
    fn content(&mut self, root: NodeId, named: NodeId) {
        let tree = self.tree;
        self.add(tree.own_text(root));
        let mut id = root + 1;
        while id < tree.end(root) && self.visits > 0 && self.out.len() < MAX_NAME {
            self.visits -= 1;
            let is_skipped = id == named || is_unread(tree, id);
            if is_skipped {
                id = tree.end(id);
                continue;
            }
            self.add(" ");
            if self.stands_for_itself(id) {
                id = tree.end(id);
                continue;
            }
            self.add(tree.own_text(id));
            id += 1;
        }
    }

    fn stands_for_itself(&mut self, id: NodeId) -> bool {
        if let Some(label) = self.tree.attribute(id, "aria-label").filter(|text| !text.trim().is_empty()) {
            self.add(label);
            return true;
        }
        match self.tree.tag(id) {
            "img" | "area" | "input" => self.native(id, Via::Content) || self.tree.tag(id) == "input",
            "select" | "textarea" | "svg" => true,
            _ => false,
        }
    }

    fn add(&mut self, text: &str) {
        self.out.push_str(clip(text));
    }
}

/// Elements that are read as the text they hold though their role is not named by content.
fn is_text(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "caption" | "dd" | "dt" | "figcaption" | "label" | "legend" | "li" | "p" | "span" | "summary"
    )
}

/// Whether assistive technology passes an element over.
pub(crate) fn is_unread(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.tag(id), "script" | "style" | "template" | "noscript" | "head")
        || tree.attribute(id, "hidden").is_some()
        || tree.attribute(id, "aria-hidden") == Some("true")
        || tree.flags(id).is_some_and(|flags| flags & 1 == 0)
}

fn clip(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_NAME)]
}

fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.truncate(out.floor_char_boundary(MAX_NAME));
    out
}
