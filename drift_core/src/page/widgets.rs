//! Controls that are made of several elements: which of them acts, and what labels it.

use crate::page::roles::{custom_role, is_custom, is_interactive, role};
use crate::page::{Page, evident_role};
use crate::tree::{NodeId, SHADOW_ROOT, Tree};

/// Levels between a control and what is written in it.
const MAX_DEPTH: usize = 6;
/// Roles of controls that hold a value; a button in a box is not what the box is for.
const FIELDS: &[&str] =
    &["slider", "switch", "checkbox", "spinbutton", "combobox", "listbox", "textbox", "searchbox"];
/// Elements in a box that is a part of its control.
const MAX_BOX: NodeId = 60;
/// Attributes that custom elements are labelled by, whatever library they come from.
const OWN_LABELS: &[&str] = &["label", "accessible-name", "text"];
/// Roles of controls that show a text of their own, which then is theirs to act on.
const PRESSED: &[&str] = &[
    "button",
    "link",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "tab",
    "checkbox",
    "radio",
    "switch",
];

/// The role of a control; for a custom element whose inside is not known, the one of its name.
pub(crate) fn control_role(tree: &Tree, id: NodeId) -> &str {
    match evident_role(tree, id) {
        "" | "generic" => custom_role(tree.tag(id)).filter(|_| !has_inside(tree, id)).unwrap_or(""),
        role => role,
    }
}

/// Whether the page tells what a custom element is made of.
fn has_inside(tree: &Tree, id: NodeId) -> bool {
    // The choices of a list stand in it from outside.
    let is_control = |node: NodeId| !matches!(role(tree, node), "option") && is_interactive(role(tree, node));
    tree.children(id).any(|child| tree.tag(child) == SHADOW_ROOT) || (id + 1..tree.end(id)).any(is_control)
}

/// The control that acts when an element in it is acted on; None for what stands alone.
pub(crate) fn control_around(page: &Page, id: NodeId) -> Option<NodeId> {
    let tree = &page.tree;
    if is_interactive(control_role(tree, id)) || tree.tag(id) == "label" {
        return None;
    }
    let mut around = tree.ancestors(id).take(MAX_DEPTH);
    let control = around.find(|&node| {
        is_interactive(control_role(tree, node))
            || matches!(tree.tag(node), "summary" | "label" | "li" | "tr")
    })?;
    let acts = PRESSED.contains(&control_role(tree, control)) || tree.tag(control) == "summary";
    acts.then_some(control)
}

/// The texts that label a control one by one, where its name has them together or not at all: each
/// element that `aria-labelledby` lists, a `label` that points at what HTML lets no label name, the
/// label inside the control that opens a list for the field in it.
pub(crate) fn labels_of_widget(page: &Page, id: NodeId) -> Vec<NodeId> {
    let (tree, labels) = (&page.tree, &page.labels);
    let mut found: Vec<NodeId> = Vec::new();
    if let Some(list) = tree.attribute(id, "aria-labelledby") {
        found.extend(labels.referred(list).filter(|&label| label != id && !page.contains(label, id)).take(8));
    }
    let is_field = matches!(tree.tag(id), "input" | "select" | "textarea");
    let acts = is_field || is_interactive(control_role(tree, id)) || is_custom(tree.tag(id));
    if acts {
        found.extend(labels.pointing_at(tree, id));
        if FIELDS.contains(&control_role(tree, id)) {
            found.extend(labels_around(page, id));
        }
    }
    if acts && opens_list(tree, id) {
        let fields = (id + 1..tree.end(id)).filter(|&inner| matches!(tree.tag(inner), "input" | "select"));
        let inside = fields.flat_map(|field| labels.of_control(tree, field));
        found.extend(inside.filter(|&label| page.contains(id, label)));
    }
    let mut seen = Vec::new();
    found.retain(|label| {
        !seen.contains(label) && {
            seen.push(*label);
            true
        }
    });
    found
}

/// The labels of the boxes around a control that hold it and no other one: a slider's track, a picker's
/// wrapper.
fn labels_around(page: &Page, id: NodeId) -> Vec<NodeId> {
    let (tree, labels) = (&page.tree, &page.labels);
    let acts = |&inner: &NodeId| is_interactive(control_role(tree, inner));
    let is_part = |&node: &NodeId| {
        tree.end(node) - node <= MAX_BOX && (node + 1..tree.end(node)).filter(acts).take(2).count() < 2
    };
    let boxes = tree
        .ancestors(id)
        .take(MAX_DEPTH)
        .take_while(is_part)
        .filter(|&node| matches!(evident_role(tree, node), "" | "generic" | "group"));
    boxes
        .flat_map(|node| {
            let list = tree.attribute(node, "aria-labelledby").unwrap_or("");
            let given = labels.referred(list).filter(|&label| !page.contains(label, id)).take(8);
            given.chain(labels.pointing_at(tree, node)).collect::<Vec<_>>()
        })
        .collect()
}

/// What a custom element says of its own label.
pub(crate) fn own_labels(tree: &Tree, id: NodeId) -> impl Iterator<Item = &str> {
    let given = OWN_LABELS.iter().filter(move |_| is_custom(tree.tag(id)));
    given.filter_map(move |name| tree.attribute(id, name))
}

fn opens_list(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.attribute(id, "aria-haspopup"), Some("listbox" | "menu" | "true" | "dialog"))
        || matches!(evident_role(tree, id), "combobox" | "listbox")
}
