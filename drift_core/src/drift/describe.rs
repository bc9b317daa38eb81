//! Places in a page, in words.

use crate::lengths::clip;
use crate::page::parts::is_heading;
use crate::page::tokens::normalize_token;
use crate::tree::{NodeId, Tree};

/// A path of more steps does not fit one line, and the first and last tell where it is.
const MAX_STEPS: usize = 6;
const MAX_WORDS: usize = 60;
/// Nodes that are searched for a text or a heading.
const MAX_SEARCH: usize = 4096;

/// The way to a node, `html > … > form#login > button.primary`, the middle left out when long.
pub fn path(tree: &Tree, id: NodeId) -> String {
    let mut steps: Vec<String> =
        std::iter::once(id).chain(tree.ancestors(id)).take(MAX_STEPS).map(|node| step(tree, node)).collect();
    let root = tree.ancestors(id).nth(MAX_STEPS - 1);
    if root.is_some() {
        steps.push("…".into());
    }
    steps.reverse();
    steps.join(" > ")
}

fn step(tree: &Tree, id: NodeId) -> String {
    let tag = tree.tag(id);
    let stable = |value: &&str| {
        let mut scratch = String::new();
        value.len() <= MAX_WORDS
            && !value.contains(char::is_whitespace)
            && normalize_token(value, &mut scratch)
    };
    if let Some(name) = tree.attribute(id, "id").as_ref().filter(|value| stable(value)) {
        return format!("{tag}#{name}");
    }
    let class =
        tree.attribute(id, "class").and_then(|list| list.split_ascii_whitespace().find(|c| stable(c)));
    match class {
        Some(class) => format!("{tag}.{class}"),
        None => tag.to_owned(),
    }
}

/// What a person sees at a node: its role and label or text, and the heading before it.
pub fn context(tree: &Tree, id: NodeId) -> String {
    let mut parts = Vec::new();
    let role = tree.attribute(id, "role").or_else(|| tree.computed_role(id));
    if let Some(role) = role.filter(|role| !role.is_empty()) {
        parts.push(clip(role, MAX_WORDS));
    }
    if let Some(label) = label(tree, id) {
        parts.push(format!("\"{}\"", clip(label, MAX_WORDS)));
    }
    if let Some(heading) = heading_before(tree, id) {
        parts.push(format!("under \"{}\"", clip(heading, MAX_WORDS)));
    }
    parts.join(" ")
}

fn label(tree: &Tree, id: NodeId) -> Option<&str> {
    let named = |node| {
        let attributes = ["aria-label", "alt", "placeholder", "title"];
        let given = attributes.into_iter().find_map(|name| tree.attribute(node, name));
        tree.computed_name(node).or(given).map(str::trim).filter(|text| !text.is_empty())
    };
    let text = |node| Some(tree.own_text(node)).filter(|text| !text.is_empty());
    named(id)
        .or_else(|| (id..tree.end(id)).take(MAX_SEARCH).find_map(|node| text(node).or_else(|| named(node))))
}

fn heading_before(tree: &Tree, id: NodeId) -> Option<&str> {
    let heading = (0..id).rev().take(MAX_SEARCH).find(|&node| is_heading(tree, node))?;
    label(tree, heading)
}
