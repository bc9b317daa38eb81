//! Why there is one, none or several, in sentences for people.

use super::phrase::Reading;
use super::{Sight, kinds, sections};
use crate::page::accname;
use crate::page::evident_role;
use crate::tree::NodeId;

const MAX_NAME: usize = 60;
const MAX_PLACE: usize = 40;

pub(super) fn nothing(element: &str) -> String {
    format!("nothing on the page is called {}", quoted(element))
}

pub(super) fn no_scope(scope: &str) -> String {
    format!("no part of the page is the scope {}", quoted(scope))
}

pub(super) fn too_few(element: &str, ordinal: usize, count: usize) -> String {
    format!("{} number {ordinal} is asked for; there are {count}", quoted(element))
}

pub(super) fn outside(sight: &Sight, id: NodeId) -> String {
    let request = sight.request;
    let (nothing, brief) = (nothing(request.element), brief(sight, id));
    format!("{nothing}; {brief} is outside the scope {}", quoted(request.scope))
}

/// What is called so and was left out.
pub(super) fn unfit(sight: &Sight, id: NodeId) -> String {
    let request = sight.request;
    let why = if kinds::takes(sight.page, id, request.action) == kinds::Takes::No {
        format!("cannot take the action {}", quoted(request.action.name()))
    } else if !sight.sees(id) {
        "is not visible".into()
    } else {
        "is of another kind".into()
    };
    format!("{}; {} {why}", nothing(request.element), brief(sight, id))
}

pub(super) fn ambiguous(sight: &Sight, equals: &[NodeId]) -> String {
    let more = match equals.len() {
        0..=2 => String::new(),
        count => format!(" and {} more", count - 2),
    };
    let named: Vec<String> = equals.iter().take(2).map(|&id| brief(sight, id)).collect();
    format!("{} is equally well {}{more}", quoted(sight.request.element), named.join(" and "))
}

pub(super) fn found(sight: &Sight, id: NodeId, reading: &Reading) -> String {
    let place = match reading.scope.as_str() {
        "" => String::new(),
        scope => format!(", in {}", quoted(scope)),
    };
    format!("{} is {}{place}", quoted(sight.request.element), brief(sight, id))
}

/// How an element is called in a sentence: role, name, and what tells it from its equals.
fn brief(sight: &Sight, id: NodeId) -> String {
    let tree = &sight.page.tree;
    let kind = Some(evident_role(tree, id)).filter(|role| !role.is_empty()).unwrap_or(tree.tag(id));
    let name = clip(&name(sight, id), MAX_NAME);
    let place = match tree.attribute(id, "id").filter(|own| !own.is_empty()) {
        Some(own) => format!(" with id \"{}\"", clip(own, MAX_PLACE)),
        None => place(sight, id),
    };
    format!("{kind} \"{name}\"{place}")
}

/// What the row says first, the part of the page that has a name, or the heading above.
fn place(sight: &Sight, id: NodeId) -> String {
    let tree = &sight.page.tree;
    let row = tree.ancestors(id).find(|&node| matches!(evident_role(tree, node), "row" | "listitem"));
    let says = |&node: &NodeId| !tree.own_text(node).is_empty() && !sight.page.contains(id, node);
    let in_row = row.and_then(|row| (row..tree.end(row)).take(200).find(says));
    let part = || tree.ancestors(id).find_map(|node| named_part(sight, node));
    let heading = || (0..id).rev().take(2000).find(|&node| sections::is_heading(sight, node) && says(&node));
    let text = |node: NodeId| clip(tree.own_text(node), MAX_PLACE);
    let in_row = in_row.map(|node| format!(" in \"{}\"", text(node)));
    let under = || heading().map(|node| format!(" under \"{}\"", text(node)));
    in_row.or_else(part).or_else(under).unwrap_or_default()
}

fn named_part(sight: &Sight, node: NodeId) -> Option<String> {
    let role = evident_role(&sight.page.tree, node);
    let is_part = matches!(
        role,
        "dialog" | "alertdialog" | "form" | "group" | "navigation" | "region" | "search" | "tabpanel"
    );
    let name = if is_part { name(sight, node) } else { String::new() };
    (!name.is_empty()).then(|| format!(" in {role} \"{}\"", clip(&name, MAX_PLACE)))
}

fn name(sight: &Sight, id: NodeId) -> String {
    let tree = &sight.page.tree;
    let name = accname::name(tree, &sight.page.labels, id);
    if name.is_empty() { tree.own_text(id).to_owned() } else { name }
}

fn quoted(text: &str) -> String {
    format!("'{}'", clip(text, 2 * MAX_NAME))
}

fn clip(text: &str, length: usize) -> String {
    let mut kept: String = text.chars().take(length).collect();
    if kept.len() < text.len() {
        kept.push('…');
    }
    kept
}
