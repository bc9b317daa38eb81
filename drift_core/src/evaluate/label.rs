//! Labels as Playwright's `getByLabel(…, exact)` reads them: any one of an element's labels.

use super::captured::{Reading, read};
use super::doubt::{Sure, only_sure};
use super::texts::{Reader, Texts, tidy};
use super::{Found, scope};
use crate::page::Page;
use crate::tree::{NodeId, Tree};

pub(crate) fn find(page: &Page, text: &str) -> Found {
    find_around(page, 0, text)
}

/// Those of the document that an element is in.
fn find_around(page: &Page, id: NodeId, text: &str) -> Found {
    let wanted = tidy(text);
    only_sure(scope::pierced_around(page.tree(), id).map(|id| (id, has_label(page, id, &wanted))))
}

/// Whether a label certainly leads to this element and nothing else.
pub(crate) fn find_only(page: &Page, id: NodeId, text: &str) -> bool {
    find_around(page, id, text).is_some_and(|found| found == [id])
}

fn has_label(page: &Page, id: NodeId, wanted: &str) -> Sure {
    let tree = page.tree();
    let says = |label: NodeId| Texts::on(page, Reader::Playwright).is(tree, label, wanted);
    let named: Vec<NodeId> = referred(page, id);
    if !named.is_empty() {
        return Sure::any(named.into_iter().map(says));
    }
    match read(tree, id, "aria-label") {
        Reading::Is(Some(label)) if !label.trim().is_empty() => return (tidy(label) == wanted).into(),
        Reading::Begins(start) => return Sure::perhaps(wanted.starts_with(&tidy(start))),
        _ => {}
    }
    Sure::any(labels_of(page, id).into_iter().map(says))
}

fn referred(page: &Page, id: NodeId) -> Vec<NodeId> {
    let tree = page.tree();
    let list = tree.attribute(id, "aria-labelledby").unwrap_or("");
    let same_root = |other: &NodeId| scope::root_of(tree, *other) == scope::root_of(tree, id);
    page.labels.referred(list).filter(same_root).collect()
}

/// The labels of a control by HTML's rules: of a label that names none, the first control in it.
fn labels_of(page: &Page, id: NodeId) -> Vec<NodeId> {
    let tree = page.tree();
    if !is_labelable(tree, id) {
        return Vec::new();
    }
    let controls = |label: &NodeId| match tree.attribute(*label, "for") {
        Some(_) => scope::root_of(tree, *label) == scope::root_of(tree, id),
        None => (*label + 1..tree.end(*label)).find(|&inner| is_labelable(tree, inner)) == Some(id),
    };
    page.labels.of_control(tree, id).into_iter().filter(controls).collect()
}

fn is_labelable(tree: &Tree, id: NodeId) -> bool {
    let is_hidden =
        || tree.attribute(id, "type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("hidden"));
    match tree.tag(id) {
        "button" | "meter" | "output" | "progress" | "select" | "textarea" => true,
        "input" => !is_hidden(),
        _ => false,
    }
}
