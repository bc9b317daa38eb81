//! Roles and names as Playwright's `getByRole(…, exact)` reads them.

use super::doubt::{Sure, only_sure};
use super::texts::{Reader, Texts, tidy};
use super::{Found, scope};
use crate::lengths::has_units;
use crate::page::Page;
use crate::page::accname;
use crate::page::roles::{self, named_by_content};
use crate::tree::{NodeId, Source, Tree};

/// UTF-16 units of a name from which on it may have been cut.
const CUT_NAME: usize = accname::MAX_NAME - 1;
const CELLS: &[&str] = &["cell", "columnheader", "gridcell", "rowheader"];

pub(crate) fn find(page: &Page, role: &str, name: &str) -> Found {
    let (role, name) = (role.trim().to_ascii_lowercase(), tidy(name));
    if role.is_empty() || has_units(&name, CUT_NAME) {
        return None;
    }
    let tree = page.tree();
    let is_cell = CELLS.contains(&role.as_str()) && tree.source() == Source::Capture;
    only_sure(scope::pierced(tree).filter_map(|id| match roles::role(tree, id) {
        // Captures neither name cells nor tell the kinds of headers apart as Playwright does.
        _ if is_cell && matches!(tree.tag(id), "td" | "th") => Some((id, may_say(page, id, &name))),
        found if found == role => Some((id, is_named(page, id, &role, &name))),
        _ => None,
    }))
}

fn may_say(page: &Page, id: NodeId, wanted: &str) -> Sure {
    Sure::perhaps(Texts::on(page, Reader::Playwright).is(page.tree(), id, wanted) != Sure::No)
}

fn is_named(page: &Page, id: NodeId, role: &str, wanted: &str) -> Sure {
    let tree = page.tree();
    if tree.source() != Source::Capture {
        let name = accname::name(tree, &page.labels, id);
        return (!is_hidden(tree, id) && tidy(&name) == wanted).into();
    }
    let name = tidy(tree.computed_name(id).unwrap_or(""));
    // Captures leave values out of names, and give none to what is hidden.
    if named_by_content(role) && holds_values(tree, id) {
        return Sure::perhaps(wanted.len() >= name.len());
    }
    match tree.is_visible(id) {
        _ if !name.is_empty() || !wanted.is_empty() => (name == wanted).into(),
        Some(true) => Sure::Yes,
        _ => Sure::Perhaps,
    }
}

fn holds_values(tree: &Tree, id: NodeId) -> bool {
    let has_value = |inner: NodeId| match tree.tag(inner) {
        "select" | "textarea" => true,
        "input" => {
            let kind = tree.attribute(inner, "type").unwrap_or("").to_ascii_lowercase();
            !matches!(
                kind.as_str(),
                "checkbox" | "radio" | "submit" | "button" | "reset" | "image" | "hidden"
            )
        }
        _ => {
            tree.attribute(inner, "contenteditable").is_some()
                || tree.attribute(inner, "aria-valuenow").is_some()
        }
    };
    (id + 1..tree.end(id)).any(has_value)
}

/// As far as HTML tells: what its style hides is not known.
fn is_hidden(tree: &Tree, id: NodeId) -> bool {
    let is_closed = |node: NodeId| match tree.tag(node) {
        "dialog" => tree.attribute(node, "open").is_none(),
        _ => tree.attribute(node, "popover").is_some() || accname::is_unread(tree, node),
    };
    let is_folded = |node: NodeId| {
        let around = tree.parent(node).filter(|&around| tree.tag(around) == "details");
        around.is_some_and(|around| {
            let summary = tree.children(around).find(|&child| tree.tag(child) == "summary");
            tree.attribute(around, "open").is_none() && summary != Some(node)
        })
    };
    std::iter::once(id).chain(tree.ancestors(id)).any(|node| is_closed(node) || is_folded(node))
}
