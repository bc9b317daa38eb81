//! The accessible name of an element, by the rules of accname 1.2 that HTML without style can follow.

use crate::lengths::head;
pub(crate) use crate::page::labels::Labels;
use crate::page::roles::{named_by_content, role};
use crate::tree::pieces::{Piece, pieces};
use crate::tree::{NodeId, Tree};

/// Characters of a name that are kept, as many as a capture keeps: a consent in legal words is as long, and
/// two that begin alike are two.
pub(crate) const MAX_NAME: usize = 512;
/// Bytes of as many letters of any script.
const MAX_GATHERED: usize = 4 * MAX_NAME;
/// Nodes a name is gathered from.
const MAX_VISITS: usize = 200;

/// The accessible name: what a capture observed, else computed from the tree. May be empty.
pub(crate) fn name(tree: &Tree, labels: &Labels, id: NodeId) -> String {
    Namer::new(tree, labels).name(id).to_owned()
}

/// What one label says of its control.
pub(crate) fn text_of_label(tree: &Tree, labels: &Labels, label: NodeId, control: NodeId) -> String {
    text_of(tree, labels, &[label], control)
}

/// The text of a label alone.
pub(crate) fn label_text(tree: &Tree, labels: &Labels, id: NodeId) -> String {
    text_of(tree, labels, &labels.of_control(tree, id), id)
}

fn text_of(tree: &Tree, labels: &Labels, found: &[NodeId], control: NodeId) -> String {
    let mut text = String::new();
    if !found.is_empty() {
        let mut gather = Gather::new(tree, labels);
        found.iter().for_each(|&label| gather.content(label, control));
        tidy(&gather.out, &mut text);
    }
    text
}

/// Names one element after the other in the same memory.
pub(crate) struct Namer<'a> {
    gather: Gather<'a>,
    tidied: String,
}

impl<'a> Namer<'a> {
    pub fn new(tree: &'a Tree, labels: &'a Labels) -> Self {
        Self { gather: Gather::new(tree, labels), tidied: String::new() }
    }

    /// The accessible name, as [`name`].
    pub fn name(&mut self, id: NodeId) -> &str {
        let tree = self.gather.tree;
        self.name_by(id, named_by_content(role(tree, id)))
    }

    /// The same, when it is known whether the role is named by what the element holds.
    pub fn name_by(&mut self, id: NodeId, by_content: bool) -> &str {
        if let Some(observed) = self.gather.tree.computed_name(id) {
            return clip(observed);
        }
        self.gather.out.clear();
        self.gather.visits = MAX_VISITS;
        self.gather.element(id, Via::Itself, by_content);
        tidy(&self.gather.out, &mut self.tidied);
        &self.tidied
    }
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
    open: Vec<Piece<'a>>,
    visits: usize,
}

impl<'a> Gather<'a> {
    fn new(tree: &'a Tree, labels: &'a Labels) -> Self {
        Self { tree, labels, out: String::new(), open: Vec::new(), visits: MAX_VISITS }
    }

    fn element(&mut self, id: NodeId, via: Via, by_content: bool) {
        let has_more = self.tree.attributes(id).any(|(name, _)| is_naming(name));
        if has_more && via != Via::Reference && self.given(id) {
            return;
        }
        if has_more
            && let Some(label) = self.tree.attribute(id, "aria-label").filter(|text| !text.trim().is_empty())
        {
            return self.add(label);
        }
        if self.native(id, via) {
            return;
        }
        let before = self.out.len();
        if by_content || is_text(self.tree.tag(id)) {
            self.content(id, id);
        }
        if has_more && self.out[before..].trim().is_empty() {
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
            self.element(target, Via::Reference, true);
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
        // A name within a name (an image's in a link) is gathered on top of what is still open.
        let base = self.open.len();
        let is_shown = !is_invisible(self.tree, root);
        self.open.push(Piece::Child(root));
        while self.open.len() > base {
            let Some(piece) = self.open.pop() else { break };
            let id = match piece {
                Piece::Text(text) => {
                    self.add(text);
                    continue;
                }
                Piece::Child(id) => id,
            };
            let is_hidden = is_left_out(self.tree, id) || is_shown && is_invisible(self.tree, id);
            let is_skipped = id != root && (id == named || is_hidden);
            if self.visits == 0 || self.out.len() >= MAX_GATHERED {
                return self.open.truncate(base);
            }
            self.visits -= 1;
            if !is_skipped && (id == root || !self.stands_for_itself(id)) {
                let first = self.open.len();
                pieces(self.tree, id, MAX_VISITS, |piece| self.open.push(piece));
                self.open[first..].reverse();
            }
        }
    }

    fn stands_for_itself(&mut self, id: NodeId) -> bool {
        if let Some(label) = self.tree.attribute(id, "aria-label").filter(|text| !text.trim().is_empty()) {
            self.add(label);
            return true;
        }
        // What somebody typed is a value, as in a field.
        if self.tree.attribute(id, "contenteditable").is_some_and(|value| value.trim() != "false") {
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

fn is_naming(attribute: &str) -> bool {
    matches!(attribute, "aria-label" | "aria-labelledby" | "title" | "placeholder")
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
    is_left_out(tree, id) || is_invisible(tree, id)
}

/// What a collapsed menu holds is named by what it will show.
fn is_invisible(tree: &Tree, id: NodeId) -> bool {
    tree.is_visible(id) == Some(false)
}

fn is_left_out(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.tag(id), "script" | "style" | "template" | "noscript" | "head")
        || tree.attribute(id, "hidden").is_some()
        || tree.attribute(id, "aria-hidden") == Some("true")
}

pub(crate) fn clip(text: &str) -> &str {
    head(text, MAX_NAME)
}

fn tidy(text: &str, out: &mut String) {
    out.clear();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.truncate(head(out, MAX_NAME).len());
}
