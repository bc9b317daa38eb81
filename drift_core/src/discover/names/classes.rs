//! The class of a control that has no other name, or of the box that is its own: `<div class="qty"><input>`.

use super::icons::is_mute;
use super::texts::Whole;
use super::{Extra, Via};
use crate::discover::kinds;
use crate::discover::words::{Grade, words};
use crate::page::Page;
use crate::page::made_up::is_chosen;
use crate::tree::NodeId;

/// Words of classes that say what something is or how it is laid out, and not what it is called.
#[rustfmt::skip]
const PLAIN: &[&str] = &[
    "action", "actions", "active", "block", "box", "btn", "button", "card", "cell", "col", "column", "container", "content",
    "control", "default", "dropdown", "field", "flex", "form", "grid", "group", "icon", "inner", "input", "item", "label", "left", "lg",
    "link", "list", "md", "outer", "primary", "right", "row", "secondary", "select", "sm", "table", "text", "textbox",
    "wrap", "wrapper",
];

/// The names of all controls that nothing else names.
pub(super) fn classes(page: &Page, texts: &[Option<Whole>], out: &mut Vec<Extra>) {
    let tree = &page.tree;
    let controls = (0..page.len()).filter(|&id| !page.of(id).unseen && kinds::is_control(page, id));
    for id in controls {
        let is_given = ["aria-label", "aria-labelledby", "title", "placeholder", "alt"]
            .iter()
            .any(|name| tree.attribute(id, name).is_some());
        if is_given || !is_mute(texts, id) || !page.labels.of_control(tree, id).is_empty() {
            continue;
        }
        let is_own = |node: &NodeId| {
            let others = *node + 1..tree.end(*node);
            others.clone().count() <= 8 && others.filter(|&other| kinds::is_field(page, other)).count() == 1
        };
        let around = tree.parent(id).filter(|node| kinds::is_field(page, id) && is_own(node));
        for node in std::iter::once(id).chain(around) {
            let telling = tree
                .attribute(node, "class")
                .unwrap_or("")
                .split_ascii_whitespace()
                .filter(|class| is_telling(class));
            out.extend(telling.map(|class| Extra {
                id,
                via: Via::Class,
                grade: Grade::Trimmed,
                text: class.to_owned(),
            }));
        }
    }
}

fn is_telling(class: &str) -> bool {
    let words = words(class);
    is_chosen(class)
        && class.len() > 2
        && words.len() <= 3
        && !words.iter().any(|word| PLAIN.contains(&word.as_str()))
}
