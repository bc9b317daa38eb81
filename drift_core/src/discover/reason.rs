//! Why there is one, none or several, in sentences for people.

use super::phrase::Reading;
use super::{Search, kinds, sections};
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

pub(super) fn outside(search: &Search, id: NodeId) -> String {
    let request = search.request;
    let (nothing, brief) = (nothing(request.element), brief(search, id));
    format!("{nothing}; {brief} is outside the scope {}", quoted(request.scope))
}

/// What is called so and was left out.
pub(super) fn unfit(search: &Search, id: NodeId) -> String {
    let request = search.request;
    let why = if kinds::takes(search.page, id, request.action) == kinds::Takes::No {
        format!("cannot take the action {}", quoted(request.action.name()))
    } else if !search.includes(id) {
        "is not visible".into()
    } else {
        "is of another kind".into()
    };
    format!("{}; {} {why}", nothing(request.element), brief(search, id))
}

pub(super) fn ambiguous(search: &Search, equals: &[NodeId]) -> String {
    let more = match equals.len() {
        0..=2 => String::new(),
        count => format!(" and {} more", count - 2),
    };
    let named: Vec<String> = equals.iter().take(2).map(|&id| brief(search, id)).collect();
    format!("{} is equally well {}{more}", quoted(search.request.element), named.join(" and "))
}

pub(super) fn found(search: &Search, id: NodeId, reading: &Reading) -> String {
    let place = match reading.scope.as_str() {
        "" => String::new(),
        scope => format!(", in {}", quoted(scope)),
    };
    format!("{} is {}{place}", quoted(search.request.element), brief(search, id))
}

/// How an element is called in a sentence: role, name, and what tells it from its equals.
fn brief(search: &Search, id: NodeId) -> String {
    let tree = &search.page.tree;
    let kind = Some(evident_role(tree, id)).filter(|role| !role.is_empty()).unwrap_or(tree.tag(id));
    let name = clip(&name(search, id), MAX_NAME);
    let place = match tree.attribute(id, "id").filter(|own| !own.is_empty()) {
        Some(own) => format!(" with id \"{}\"", clip(own, MAX_PLACE)),
        None => place(search, id),
    };
    format!("{kind} \"{name}\"{place}")
}

/// What the row says first, the part of the page that has a name, or the heading above.
fn place(search: &Search, id: NodeId) -> String {
    let tree = &search.page.tree;
    let row = tree.ancestors(id).find(|&node| matches!(evident_role(tree, node), "row" | "listitem"));
    let says = |&node: &NodeId| !tree.own_text(node).is_empty() && !search.page.contains(id, node);
    let in_row = row.and_then(|row| (row..tree.end(row)).take(200).find(says));
    let part = || tree.ancestors(id).find_map(|node| named_part(search, node));
    let heading = || (0..id).rev().take(2000).find(|&node| sections::is_heading(search, node) && says(&node));
    let text = |node: NodeId| clip(tree.own_text(node), MAX_PLACE);
    let in_row = in_row.map(|node| format!(" in \"{}\"", text(node)));
    let under = || heading().map(|node| format!(" under \"{}\"", text(node)));
    in_row.or_else(part).or_else(under).unwrap_or_default()
}

fn named_part(search: &Search, node: NodeId) -> Option<String> {
    let role = evident_role(&search.page.tree, node);
    let is_part = matches!(
        role,
        "dialog" | "alertdialog" | "form" | "group" | "navigation" | "region" | "search" | "tabpanel"
    );
    let name = if is_part { name(search, node) } else { String::new() };
    (!name.is_empty()).then(|| format!(" in {role} \"{}\"", clip(&name, MAX_PLACE)))
}

fn name(search: &Search, id: NodeId) -> String {
    let tree = &search.page.tree;
    let name = accname::name(tree, &search.page.labels, id);
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
