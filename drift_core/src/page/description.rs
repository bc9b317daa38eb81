//! What identifies one element to people, as it is stored.

use crate::lengths::{self, is_longer};
use crate::page::accname;
use crate::page::parts::is_heading;
use crate::page::roles;
use crate::page::{Page, evident_role};
use crate::tree::pieces::{Piece, pieces};
use crate::tree::{NodeId, Tree};

/// Characters kept of a text: a sentence or two tell an element, and a description is stored with every entry.
const MAX_TEXT: usize = 200;
/// Beside, row and the two headings above come to six; what is farther says nothing about this element.
const MAX_NEIGHBOURS: usize = 6;
/// Nodes that one text is gathered from.
const MAX_VISITS: usize = 500;
const KEPT: &[&str] = &["id", "name", "type", "placeholder", "aria-label", "title", "alt", "role"];
const KEPT_OF_PASSWORDS: &[&str] = &["type", "name", "aria-label"];

/// What an element is, says, and stands beside.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Description {
    /// Lower-case name of the element.
    pub tag: String,
    /// ARIA role, empty when it has none.
    pub role: String,
    /// Accessible name.
    pub name: String,
    /// Text of its label, or `aria-label`.
    pub label: String,
    /// What it shows itself; never what a user typed or chose.
    pub text: String,
    /// Attributes that identify, without addresses' queries.
    pub attributes: Vec<(String, String)>,
    /// Texts beside, around and above it.
    pub neighbourhood: Vec<String>,
    /// x, y, width and height on the page, when the source tells.
    pub rect: Option<[f64; 4]>,
}

/// Describe an element. Of a password field only its type, name and labels are told.
pub fn describe(page: &Page, id: NodeId) -> Description {
    let tree = &page.tree;
    let is_secret = is_secret(tree, id);
    let rect = tree.rect(id).map(|rect| rect.map(f64::from));
    let label = [accname::label_text(tree, &page.labels, id), attribute(tree, id, "aria-label")];
    Description {
        tag: tree.tag(id).into(),
        role: evident_role(tree, id).into(),
        name: clip(&accname::name(tree, &page.labels, id)),
        label: clip(label.iter().find(|text| !text.is_empty()).map_or("", |text| text)),
        text: if is_secret { String::new() } else { shown_text(tree, id) },
        attributes: kept(page, id, is_secret),
        neighbourhood: if is_secret { Vec::new() } else { neighbours(page, id) },
        rect,
    }
}

fn is_secret(tree: &Tree, id: NodeId) -> bool {
    tree.tag(id) == "input" && attribute(tree, id, "type").eq_ignore_ascii_case("password")
}

fn attribute(tree: &Tree, id: NodeId, name: &str) -> String {
    tree.attribute(id, name).unwrap_or("").trim().into()
}

fn kept(page: &Page, id: NodeId, is_secret: bool) -> Vec<(String, String)> {
    let tree = &page.tree;
    let is_kept = |name: &str| match is_secret {
        true => KEPT_OF_PASSWORDS.contains(&name),
        false => {
            KEPT.contains(&name) || page.test_ids().contains(name) || name == "href" && tree.tag(id) == "a"
        }
    };
    let take = |(name, value): (&str, &str)| {
        let value = if name == "href" { address(value)? } else { value };
        (!value.is_empty()).then(|| (name.to_owned(), clip(value)))
    };
    tree.attributes(id).filter(|(name, _)| is_kept(name)).filter_map(take).collect()
}

/// An address without what may be secret in it.
fn address(value: &str) -> Option<&str> {
    let lowered = value.trim_start().to_ascii_lowercase();
    let is_other =
        ["javascript:", "data:", "mailto:", "tel:"].iter().any(|scheme| lowered.starts_with(scheme));
    (!is_other).then(|| value.split(['?', '#']).next().unwrap_or(""))
}

/// All that an element shows, without what controls in it hold.
pub(crate) fn shown_text(tree: &Tree, id: NodeId) -> String {
    let mut out = String::new();
    let mut visits = MAX_VISITS;
    let mut open = vec![Piece::Child(id)];
    while let Some(piece) = open.pop() {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Child(child) if holds_value(tree, child) || child != id && is_skipped(tree, child) => {}
            Piece::Child(child) => {
                if visits == 0 || out.len() > 4 * MAX_TEXT {
                    break;
                }
                visits -= 1;
                let first = open.len();
                pieces(tree, child, visits, |piece| open.push(piece));
                open[first..].reverse();
            }
        }
    }
    clip(&out.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn holds_value(tree: &Tree, id: NodeId) -> bool {
    let is_edited = tree.attribute(id, "contenteditable").is_some_and(|value| value != "false");
    matches!(tree.tag(id), "input" | "select" | "textarea" | "datalist")
        || is_edited
        || matches!(roles::role(tree, id), "textbox" | "searchbox")
}

fn is_skipped(tree: &Tree, id: NodeId) -> bool {
    tree.tag(id) == "button" || tree.tag(id) == "#document" || accname::is_unread(tree, id)
}

/// The siblings beside it, its row, and the headings above.
fn neighbours(page: &Page, id: NodeId) -> Vec<String> {
    let tree = &page.tree;
    let siblings: Vec<NodeId> =
        tree.parent(id).map(|parent| tree.children(parent).collect()).unwrap_or_default();
    let at = siblings.iter().position(|&sibling| sibling == id).unwrap_or(0);
    let before = at.checked_sub(1).and_then(|at| siblings.get(at));
    let beside = before.into_iter().chain(siblings.get(at + 1)).copied();
    let row = page.records().chain(id).map(|record| record.node).find(|&node| node != id);
    let headings = (0..id).rev().filter(|&node| is_heading(tree, node)).take(2);
    let mut all: Vec<String> = Vec::new();
    for node in beside.chain(row).chain(headings).filter(|&node| !accname::is_unread(tree, node)) {
        let text = shown_text(tree, node);
        if !text.is_empty() && !all.contains(&text) && all.len() < MAX_NEIGHBOURS {
            all.push(text);
        }
    }
    all
}

fn clip(text: &str) -> String {
    let text = text.trim();
    if is_longer(text, MAX_TEXT) { lengths::clip(text, MAX_TEXT - 1) } else { text.into() }
}
