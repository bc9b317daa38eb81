//! The control that most likely shows a part, where the page declares none.

use super::ties::{Tie, Tied, is_open, opens};
use crate::page::attributes::has_class_word;
use crate::page::{Page, accname, evident_role};
use crate::tree::NodeId;

/// Levels up on which a control is looked for, and siblings and nodes that are looked at on each.
const MAX_LEVELS: usize = 3;
const MAX_SIBLINGS: usize = 4;
const MAX_NODES: usize = 24;

pub(super) fn opener(page: &Page, part: NodeId) -> Option<Tied> {
    dialog_opener(page, part)
        .or_else(|| tab_by_order(page, part))
        .or_else(|| beside(page, part))
        .or_else(|| scripted(page, part))
        .or_else(|| check_box(page, part))
        .or_else(|| before(page, part))
}

/// A dialog stands far from its button: the only one that opens a dialog, or one of the same name.
fn dialog_opener(page: &Page, part: NodeId) -> Option<Tied> {
    let tree = &page.tree;
    let is_dialog = |&id: &NodeId| matches!(evident_role(tree, id), "dialog" | "alertdialog");
    let dialog = (part..tree.end(part)).take(MAX_NODES).find(is_dialog)?;
    let name = accname::name(tree, &page.labels, dialog);
    let controls = || (0..page.len()).filter(|&id| is_outside(page, part, id) && page.of(id).interactive);
    let opens_dialog = |id: &NodeId| tree.attribute(*id, "aria-haspopup") == Some("dialog");
    let is_called_so = |id: &NodeId| !name.is_empty() && accname::name(tree, &page.labels, *id) == name;
    let only = only(controls().filter(opens_dialog)).or_else(|| only(controls().filter(is_called_so)));
    only.map(|control| Tied { control, tie: Tie::Dialog })
}

fn tab_by_order(page: &Page, part: NodeId) -> Option<Tied> {
    let tree = &page.tree;
    let is_panel = |id: NodeId| evident_role(tree, id) == "tabpanel" || has_class_word(tree, id, &["pane"]);
    let parent = tree.parent(part).filter(|_| is_panel(part))?;
    let panels: Vec<NodeId> = tree.children(parent).filter(|&id| is_panel(id)).collect();
    let number = panels.iter().position(|&panel| panel == part)?;
    let around = tree.ancestors(part).take(MAX_LEVELS);
    let list = around.into_iter().find_map(|node| {
        (node + 1..tree.end(node))
            .find(|&id| evident_role(tree, id) == "tablist" && is_outside(page, part, id))
    })?;
    let tabs: Vec<NodeId> =
        (list + 1..tree.end(list)).filter(|&id| evident_role(tree, id) == "tab").collect();
    let control = *tabs.get(number).filter(|_| tabs.len() == panels.len())?;
    (!is_open(page, control)).then_some(Tied { control, tie: Tie::TabOrder })
}

/// The button of a menu stands before it, seldom after it, or before a box around it.
fn beside(page: &Page, part: NodeId) -> Option<Tied> {
    let tree = &page.tree;
    let mut at = part;
    for level in 0..MAX_LEVELS {
        let parent = tree.parent(at).filter(|&parent| !matches!(tree.tag(parent), "body" | "html" | "main"));
        let after = tree.next_sibling(at).filter(|_| level == 0);
        let control = siblings_before(page, at).into_iter().chain(after).find_map(|sibling| {
            let is_opener = |id: NodeId| opens(page, id) && !is_open(page, id) && page.is_shown(id);
            (sibling..tree.end(sibling)).take(MAX_NODES).find(|&id| is_opener(id))
        });
        if let Some(control) = control {
            return Some(Tied { control, tie: Tie::Beside });
        }
        at = parent?;
        // The menu button around it: a list item that says of itself that it opens.
        if opens(page, at) && !is_open(page, at) {
            return Some(Tied { control: at, tie: Tie::Beside });
        }
    }
    None
}

fn scripted(page: &Page, part: NodeId) -> Option<Tied> {
    let own = page.tree.attribute(part, "id").filter(|own| own.len() > 2)?;
    let mentions = |&control: &NodeId| {
        let script = page.tree.attribute(control, "onclick").unwrap_or("");
        script.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).any(|word| word == own)
    };
    let controls = page.ties().scripted.iter().copied();
    only(controls.filter(|&control| is_outside(page, part, control)).filter(mentions))
        .map(|control| Tied { control, tie: Tie::Script })
}

/// The check box hack: a box that is not seen either, before the part, and the label that checks it.
fn check_box(page: &Page, part: NodeId) -> Option<Tied> {
    let tree = &page.tree;
    let is_box = |&id: &NodeId| {
        tree.tag(id) == "input" && matches!(tree.attribute(id, "type"), Some("checkbox" | "radio"))
    };
    let switch = siblings_before(page, part).into_iter().find(is_box)?;
    let labels = page.labels.of_control(tree, switch);
    let label = labels.into_iter().find(|&label| page.is_shown(label) && is_outside(page, part, label));
    let control = match label {
        Some(label) => label,
        None if page.is_shown(switch) => switch,
        None => return None,
    };
    Some(Tied { control, tie: Tie::CheckBox })
}

/// A control right before it, or in the heading right before it, that says nothing of itself.
fn before(page: &Page, part: NodeId) -> Option<Tied> {
    let tree = &page.tree;
    let sibling = siblings_before(page, part).into_iter().next()?;
    let says_what = |id: NodeId| {
        ["aria-controls", "popovertarget", "commandfor"].iter().any(|name| tree.attribute(id, name).is_some())
    };
    let is_control = |&id: &NodeId| {
        matches!(evident_role(tree, id), "button" | "link") && page.is_shown(id) && !says_what(id)
    };
    let control = only((sibling..tree.end(sibling)).take(MAX_NODES).filter(is_control))?;
    (!is_open(page, control)).then_some(Tied { control, tie: Tie::Before })
}

/// The siblings before an element, nearest first.
fn siblings_before(page: &Page, id: NodeId) -> Vec<NodeId> {
    let tree = &page.tree;
    let all = tree.parent(id).map(|parent| tree.children(parent).take_while(|&child| child != id));
    let mut before: Vec<NodeId> = all.into_iter().flatten().collect();
    before.reverse();
    before.truncate(MAX_SIBLINGS);
    before
}

fn is_outside(page: &Page, part: NodeId, id: NodeId) -> bool {
    !page.contains(part, id)
}

fn only(mut found: impl Iterator<Item = NodeId>) -> Option<NodeId> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
