//! The ARIA role of an element, as the HTML Accessibility API Mappings give it.

mod custom;
pub(crate) mod tables;

pub(crate) use crate::page::roles::custom::{custom_role, is_custom};
use crate::page::roles::tables::{IMPLICIT, ROLES};
pub use crate::page::roles::tables::{family, is_interactive};
pub(crate) use crate::page::roles::tables::{named_by_content, shows_a_value};
use crate::tree::{NodeId, Tree};

/// What makes a header or footer one of a part and not of the page.
const SECTIONING: &[&str] = &["article", "aside", "main", "nav", "section"];

/// The element's role: what a capture observed, else the first known one its author wrote, else the
/// one of its tag. Empty when it has none, as a `div`.
pub fn role(tree: &Tree, id: NodeId) -> &str {
    tree.computed_role(id).or_else(|| written_role(tree, id)).unwrap_or_else(|| implicit_role(tree, id))
}

fn written_role(tree: &Tree, id: NodeId) -> Option<&str> {
    let written = tree.attribute(id, "role")?;
    let known = |word: &&str| ROLES.contains(word);
    let first = written.split_ascii_whitespace().find(known)?;
    let is_ignored = matches!(first, "none" | "presentation") && is_focusable(tree, id);
    (!is_ignored).then_some(first)
}

/// Whether the keyboard can reach it, which overrules an author's `presentation`.
pub(crate) fn is_focusable(tree: &Tree, id: NodeId) -> bool {
    let has = |name| tree.attribute(id, name).is_some();
    match tree.tag(id) {
        "a" | "area" => has("href") || has("tabindex"),
        "button" | "select" | "textarea" => !has("disabled"),
        "input" => !has("disabled") && tree.attribute(id, "type") != Some("hidden"),
        "iframe" | "summary" => true,
        _ => has("tabindex") || has("contenteditable"),
    }
}

fn implicit_role(tree: &Tree, id: NodeId) -> &'static str {
    let tag = tree.tag(id);
    let named = |role| if has_author_name(tree, id) { role } else { "" };
    let when = |holds: bool, role| if holds { role } else { "" };
    match tag {
        "a" | "area" => when(tree.attribute(id, "href").is_some(), "link"),
        "input" => input_role(tree, id),
        "select" => select_role(tree, id),
        "img" if tree.attribute(id, "alt") == Some("") && !has_author_name(tree, id) => "none",
        "img" | "svg" => "img",
        "td" if in_grid(tree, id) => "gridcell",
        "td" => "cell",
        "th" => header_role(tree, id),
        "li" => when(in_list(tree, id), "listitem"),
        "header" => when(!in_section(tree, id), "banner"),
        "footer" => when(!in_section(tree, id), "contentinfo"),
        "aside" if in_section(tree, id) => named("complementary"),
        "aside" => "complementary",
        "section" => named("region"),
        "form" => named("form"),
        _ => IMPLICIT.binary_search_by_key(&tag, |(known, _)| known).map_or("", |at| IMPLICIT[at].1),
    }
}

/// The `type` of an input or a button as browsers read it, empty when it has none.
pub(crate) fn input_type(tree: &Tree, id: NodeId) -> String {
    tree.attribute(id, "type").unwrap_or("").trim().to_ascii_lowercase()
}

fn input_role(tree: &Tree, id: NodeId) -> &'static str {
    let kind = input_type(tree, id);
    let listed = tree.attribute(id, "list").is_some();
    match kind.as_str() {
        "button" | "image" | "reset" | "submit" => "button",
        "checkbox" => "checkbox",
        "radio" => "radio",
        "range" => "slider",
        "number" => "spinbutton",
        "hidden" | "color" | "date" | "datetime-local" | "file" | "month" | "time" | "week" => "",
        _ if listed => "combobox",
        "search" => "searchbox",
        _ => "textbox",
    }
}

fn select_role(tree: &Tree, id: NodeId) -> &'static str {
    let size = tree.attribute(id, "size").and_then(|size| size.trim().parse::<u32>().ok());
    let is_list = tree.attribute(id, "multiple").is_some() || size.is_some_and(|size| size > 1);
    if is_list { "listbox" } else { "combobox" }
}

fn header_role(tree: &Tree, id: NodeId) -> &'static str {
    match tree.attribute(id, "scope") {
        Some("row" | "rowgroup") => return "rowheader",
        Some("col" | "colgroup") => return "columnheader",
        _ => {}
    }
    let Some(row) = tree.parent(id) else { return "columnheader" };
    let in_head = tree.parent(row).is_some_and(|group| tree.tag(group) == "thead");
    let all_headers = tree.children(row).all(|cell| tree.tag(cell) == "th");
    if in_head || all_headers { "columnheader" } else { "rowheader" }
}

fn in_grid(tree: &Tree, id: NodeId) -> bool {
    let table = tree.ancestors(id).find(|&node| tree.tag(node) == "table");
    table.and_then(|table| written_role(tree, table)).is_some_and(|role| matches!(role, "grid" | "treegrid"))
}

fn in_list(tree: &Tree, id: NodeId) -> bool {
    tree.parent(id).is_some_and(|list| {
        matches!(tree.tag(list), "ul" | "ol" | "menu")
            && written_role(tree, list).is_none_or(|role| role == "list")
    })
}

fn in_section(tree: &Tree, id: NodeId) -> bool {
    tree.ancestors(id).any(|node| SECTIONING.contains(&tree.tag(node)))
}

fn has_author_name(tree: &Tree, id: NodeId) -> bool {
    ["aria-label", "aria-labelledby", "title"]
        .into_iter()
        .any(|name| tree.attribute(id, name).is_some_and(|value| !value.trim().is_empty()))
}
