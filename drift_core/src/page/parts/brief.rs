//! How an element is called in a sentence for people.

use super::heading::{heading_above, is_named_part};
use crate::lengths::clip;
use crate::page::{Page, accname, evident_role};
use crate::tree::NodeId;

/// Characters: role, name and place together stay within one line of a terminal.
const MAX_NAME: usize = 60;
const MAX_PLACE: usize = 40;

/// The role and name of an element, and what tells it from its equals: its id, the record or the named
/// part of the page it stands in, or the heading above.
pub fn brief(page: &Page, id: NodeId) -> String {
    let tree = &page.tree;
    let kind = Some(evident_role(tree, id)).filter(|role| !role.is_empty()).unwrap_or(tree.tag(id));
    let name = clip(&name(page, id), MAX_NAME);
    let place = match tree.attribute(id, "id").filter(|own| !own.is_empty()) {
        Some(own) => format!(" with id \"{}\"", clip(own, MAX_PLACE)),
        None => place(page, id),
    };
    format!("{kind} \"{name}\"{place}")
}

fn place(page: &Page, id: NodeId) -> String {
    let in_record = page.key_beside(id).map(|key| format!(" in \"{}\"", clip(&key.text, MAX_PLACE)));
    let part = || page.tree.ancestors(id).find_map(|node| named_part(page, node));
    let under = || {
        let heading = heading_above(page, id)?;
        Some(format!(" under \"{}\"", clip(&name(page, heading), MAX_PLACE)))
    };
    in_record.or_else(part).or_else(under).unwrap_or_default()
}

fn named_part(page: &Page, node: NodeId) -> Option<String> {
    let name = if is_named_part(&page.tree, node) { name(page, node) } else { String::new() };
    let role = evident_role(&page.tree, node);
    (!name.is_empty() && !role.is_empty()).then(|| format!(" in {role} \"{}\"", clip(&name, MAX_PLACE)))
}

fn name(page: &Page, id: NodeId) -> String {
    let name = accname::name(&page.tree, &page.labels, id);
    if name.is_empty() { page.tree.own_text(id).to_owned() } else { name }
}
