//! Whether people see an element: what a capture observed, else what HTML says of itself.

use crate::page::roles::input_type;
use crate::page::{Page, evident_role};
use crate::tree::{NodeId, Tree};

pub(super) fn is_shown(page: &Page, id: NodeId) -> bool {
    let tree = &page.tree;
    for node in std::iter::once(id).chain(tree.ancestors(id)) {
        match observed(tree, node) {
            Some(is_visible) => return is_visible || holds_what_is_seen(tree, id),
            None if is_put_away(page, node) => return false,
            None => {}
        }
    }
    true
}

pub(super) fn shown(page: &Page) -> Vec<bool> {
    let tree = &page.tree;
    let mut shown: Vec<bool> = Vec::with_capacity(tree.len());
    for id in 0..tree.len() as NodeId {
        let is_shown = observed(tree, id).unwrap_or_else(|| {
            tree.parent(id).is_none_or(|parent| shown[parent as usize]) && !is_put_away(page, id)
        });
        shown.push(is_shown);
    }
    show_boxless(tree, &mut shown);
    shown
}

/// What has no box of its own is seen when something in it is: fixed or floating children,
/// `display: contents`.
fn holds_what_is_seen(tree: &Tree, id: NodeId) -> bool {
    (id..tree.end(id)).any(|inner| tree.is_visible(inner) == Some(true))
}

/// A shadow root and a frame's document have no box of their own.
fn observed(tree: &Tree, id: NodeId) -> Option<bool> {
    tree.is_visible(id).filter(|_| !tree.tag(id).starts_with('#'))
}

/// The same for all elements at once.
pub(super) fn show_boxless(tree: &Tree, shown: &mut [bool]) {
    for id in (1..tree.len() as NodeId).rev() {
        if shown[id as usize]
            && tree.is_visible(id) == Some(true)
            && let Some(parent) = tree.parent(id)
        {
            show(tree, shown, parent);
        }
    }
}

fn show(tree: &Tree, shown: &mut [bool], from: NodeId) {
    for node in std::iter::once(from).chain(tree.ancestors(from)) {
        if shown[node as usize] && !tree.tag(node).starts_with('#') {
            break;
        }
        shown[node as usize] = true;
    }
}

/// What HTML alone says of not being seen.
fn is_put_away(page: &Page, id: NodeId) -> bool {
    let tree = &page.tree;
    match tree.tag(id) {
        "input" if tree.attribute(id, "type") == Some("hidden") => return true,
        "dialog" if tree.attribute(id, "open").is_none() => return true,
        "option" | "optgroup" => {
            return list_of(tree, id).is_some_and(|list| evident_role(tree, list) == "combobox");
        }
        _ => {}
    }
    let is_given = |name| tree.attribute(id, name).is_some();
    is_given("hidden")
        || is_given("popover")
        || tree.attribute(id, "style").is_some_and(is_hiding_style)
        || is_folded(tree, id)
        || is_closed_by_its_control(page, id)
}

fn is_hiding_style(style: &str) -> bool {
    let style = style.replace(' ', "").to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether it is a closed `details`' content, which is all but its first summary.
fn is_folded(tree: &Tree, id: NodeId) -> bool {
    let Some(parent) = tree.parent(id).filter(|&parent| tree.tag(parent) == "details") else { return false };
    let summary = tree.children(parent).find(|&child| tree.tag(child) == "summary");
    tree.attribute(parent, "open").is_none() && summary != Some(id)
}

/// Whether the control of a part says that it is closed. A collapsed region proves nothing: where
/// there is room, styles show it whatever its button says.
fn is_closed_by_its_control(page: &Page, id: NodeId) -> bool {
    let tree = &page.tree;
    let says = |control: NodeId, name| tree.attribute(control, name) == Some("false");
    let closes: fn(&Tree, NodeId) -> bool = match tree.attribute(id, "role") {
        Some("tabpanel") => |tree, control| evident_role(tree, control) == "tab",
        Some("menu" | "listbox" | "dialog") => |_, _| true,
        _ if tree.attribute(id, "aria-hidden") == Some("true") => |_, _| true,
        _ => return false,
    };
    let mut controls = page.ties().of_part(id).iter().map(|tied| tied.control);
    controls.any(|control| {
        closes(tree, control) && (says(control, "aria-expanded") || says(control, "aria-selected"))
    })
}

/// A file is given to a field that nobody sees, an option is chosen through its list, and a box is
/// checked by its label.
pub(super) fn has_stand_in(page: &Page, id: NodeId) -> bool {
    let tree = &page.tree;
    match tree.tag(id) {
        "input" => match input_type(tree, id).as_str() {
            "file" => true,
            "checkbox" | "radio" => {
                page.labels.of_control(tree, id).into_iter().any(|label| is_shown(page, label))
            }
            _ => false,
        },
        "option" | "optgroup" => list_of(tree, id).is_some_and(|list| is_shown(page, list)),
        _ => false,
    }
}

/// The list that an option belongs to.
fn list_of(tree: &Tree, option: NodeId) -> Option<NodeId> {
    tree.ancestors(option).find(|&node| tree.tag(node) == "select")
}
