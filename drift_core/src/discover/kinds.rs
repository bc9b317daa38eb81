//! What kind of element it is: to an action, to a word of people.

use super::Action;
use super::vocabulary::Kinds;
use crate::page::attributes::has_class_word;
use crate::page::roles::{input_type, is_custom, is_interactive, named_by_content};
use crate::page::widgets::control_role;
use crate::page::{Page, evident_role};
use crate::tree::{NodeId, Source, Tree};

const CHECKED: &[&str] = &["checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"];

/// Whether an attribute `name` names the element for people who write forms.
pub(super) fn is_named(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "button" | "fieldset" | "form" | "iframe" | "img" | "input" | "map" | "select" | "textarea"
    )
}

/// Whether its role comes with a name.
pub(super) fn is_nameable(page: &Page, id: NodeId) -> bool {
    let tree = &page.tree;
    let role = evident_role(tree, id);
    if matches!(role, "" | "generic" | "none" | "presentation") {
        return false;
    }
    let is_given = |name| tree.attribute(id, name).is_some();
    tree.source == Source::Capture
        || named_by_content(role)
        || is_interactive(role)
        || ["aria-label", "aria-labelledby", "title"].into_iter().any(is_given)
        || matches!(tree.tag(id), "fieldset" | "figure" | "img" | "svg" | "table" | "iframe")
}

/// Whether people act on it.
pub(super) fn is_control(page: &Page, id: NodeId) -> bool {
    let tree = &page.tree;
    let is_input = tree.tag(id) == "input" && tree.attribute(id, "type") != Some("hidden");
    let is_reachable =
        tree.attribute(id, "tabindex").is_some_and(|index| !index.trim_start().starts_with('-'));
    page.of(id).interactive
        || is_interactive(control_role(tree, id))
        // Only what belongs to a form has a label.
        || is_custom(tree.tag(id)) && !page.labels.pointing_at(tree, id).is_empty()
        || is_input
        || is_reachable
        || tree.tag(id) == "summary"
        || tree.attribute(id, "onclick").is_some()
        || is_editable(tree, id)
}

/// Whether it takes a value: what has a label, and is called by what stands beside it when it has none.
pub(super) fn is_field(page: &Page, id: NodeId) -> bool {
    const ROLES: Kinds = &[
        "textbox",
        "searchbox",
        "combobox",
        "spinbutton",
        "listbox",
        "slider",
        "checkbox",
        "radio",
        "switch",
    ];
    let tree = &page.tree;
    let is_typed = || match tree.tag(id) {
        "input" => {
            let kind = input_type(tree, id);
            !matches!(kind.as_str(), "button" | "submit" | "reset" | "image" | "hidden")
        }
        "select" | "textarea" => true,
        _ => ROLES.contains(&evident_role(tree, id)) || is_editable(tree, id),
    };
    tree.attribute(id, "aria-hidden") != Some("true") && (is_typed() || is_list_of_choices(page, id))
}

/// What opens a list of choices and shows the one that was made.
pub(super) fn is_list_of_choices(page: &Page, id: NodeId) -> bool {
    let tree = &page.tree;
    let is_box = || {
        tree.tag(id) == "div"
            && is_control(page, id)
            && has_class_word(tree, id, &["dropdown", "select", "combobox"])
    };
    evident_role(tree, id) == "combobox" || opens_list(tree, id) || is_box()
}

fn is_editable(tree: &Tree, id: NodeId) -> bool {
    match tree.tag(id) {
        "textarea" => true,
        "input" => !matches!(
            input_type(tree, id).as_str(),
            "button" | "submit" | "reset" | "image" | "checkbox" | "radio" | "file" | "hidden" | "range"
        ),
        _ => {
            let is_on = |value: &str| !value.trim().eq_ignore_ascii_case("false");
            tree.attribute(id, "contenteditable").is_some_and(is_on)
                || matches!(written_role(tree, id), "textbox" | "searchbox" | "spinbutton")
                || written_role(tree, id) == "combobox" && tree.attribute(id, "aria-autocomplete").is_some()
        }
    }
}

/// Whether nobody can use it now.
pub(super) fn is_disabled(page: &Page, id: NodeId) -> bool {
    let tree = &page.tree;
    tree.attribute(id, "aria-disabled") == Some("true")
        || tree.attribute(id, "disabled").is_some() && is_control(page, id)
}

fn written_role(tree: &Tree, id: NodeId) -> &str {
    tree.attribute(id, "role").and_then(|roles| roles.split_ascii_whitespace().next()).unwrap_or("")
}

/// How well an element takes an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Takes {
    Well,
    /// A script may have made it so; the page does not tell.
    Perhaps,
    No,
}

pub(super) fn takes(page: &Page, id: NodeId, action: Action) -> Takes {
    let tree = &page.tree;
    let role = evident_role(tree, id);
    let does = match action {
        Action::Any | Action::Hover | Action::Read => true,
        Action::Fill => is_editable(tree, id) || is_set(tree, id),
        Action::Select => matches!(role, "combobox" | "listbox") || opens_list(tree, id),
        Action::Check => CHECKED.contains(&role),
        Action::Click => return takes_click(page, id, role),
    };
    match does {
        true => Takes::Well,
        false if may_do(tree, id, action) => Takes::Perhaps,
        false => Takes::No,
    }
}

/// Whether a custom element is called like what takes it, where the page does not tell what is inside.
fn may_do(tree: &Tree, id: NodeId, action: Action) -> bool {
    let role = if is_custom(tree.tag(id)) { control_role(tree, id) } else { "" };
    match action {
        Action::Fill => matches!(role, "textbox" | "combobox" | "slider"),
        Action::Select => matches!(role, "combobox" | "listbox"),
        Action::Check => CHECKED.contains(&role),
        _ => false,
    }
}

/// What is filled without typing: a range, a file.
fn is_set(tree: &Tree, id: NodeId) -> bool {
    tree.tag(id) == "input" && matches!(input_type(tree, id).as_str(), "range" | "file")
}

fn takes_click(page: &Page, id: NodeId, role: &str) -> Takes {
    let tree = &page.tree;
    let is_in_control = || tree.ancestors(id).take(8).any(|node| is_control(page, node));
    if is_control(page, id) || tree.tag(id) == "label" || is_in_control() {
        return Takes::Well;
    }
    if role == "columnheader" || is_custom(tree.tag(id)) {
        return Takes::Perhaps;
    }
    let is_plain = matches!(tree.tag(id), "div" | "span" | "li" | "img" | "svg" | "i" | "b" | "em");
    if is_plain && matches!(role, "" | "listitem" | "img" | "generic") { Takes::Perhaps } else { Takes::No }
}

fn opens_list(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.attribute(id, "aria-haspopup"), Some("listbox"))
}

/// Whether it is of one of the kinds that a word names.
pub(super) fn is_one_of(page: &Page, id: NodeId, kinds: Kinds) -> bool {
    let role = control_role(&page.tree, id);
    kinds.iter().any(|kind| if kind.starts_with('@') { is_special(page, id, kind) } else { *kind == role })
}

fn is_special(page: &Page, id: NodeId, kind: &str) -> bool {
    let tree = &page.tree;
    let tag = tree.tag(id);
    let is_typed = |wanted: &str| tag == "input" && input_type(tree, id) == wanted;
    match kind {
        "@editable" => is_editable(tree, id),
        "@input" => {
            let role = evident_role(tree, id);
            tag == "input" && !matches!(role, "button" | "checkbox" | "radio") && !is_typed("hidden")
        }
        "@textarea" => tag == "textarea" || tree.attribute(id, "aria-multiline") == Some("true"),
        "@password" => is_typed("password"),
        "@email" => is_typed("email"),
        "@tel" => is_typed("tel"),
        "@url" => is_typed("url"),
        "@file" => is_typed("file"),
        "@date" => ["date", "datetime-local", "month", "week", "time"].into_iter().any(is_typed),
        "@submit" => matches!(tag, "input" | "button") && input_type(tree, id) == "submit",
        "@label" => matches!(tag, "label" | "legend"),
        "@h1" => tag == "h1" || role_and_level(tree, id) == ("heading", Some("1")),
        "@summary" => tag == "summary",
        "@disclosure" => {
            tag == "summary" || is_control(page, id) && tree.attribute(id, "aria-expanded").is_some()
        }
        "@frame" => matches!(tag, "iframe" | "frame"),
        "@picture" => matches!(tag, "img" | "svg" | "picture") || tag == "i" && tree.own_text(id).is_empty(),
        "@text" => !is_control(page, id),
        "@popup" => tree.attribute(id, "aria-haspopup").is_some_and(|value| value != "false"),
        "@buttonlike" => {
            matches!(evident_role(tree, id), "link" | "") && has_class_word(tree, id, &["btn", "button"])
        }
        "@tablike" => evident_role(tree, id) == "link" && is_in_tabs(tree, id),
        _ => false,
    }
}

fn role_and_level(tree: &Tree, id: NodeId) -> (&str, Option<&str>) {
    (evident_role(tree, id), tree.attribute(id, "aria-level"))
}

fn is_in_tabs(tree: &Tree, id: NodeId) -> bool {
    tree.attribute(id, "href").is_some_and(|href| href.starts_with('#'))
        && (tree.attribute(id, "data-toggle") == Some("tab")
            || tree.attribute(id, "data-bs-toggle") == Some("tab")
            || tree.ancestors(id).take(3).any(|node| has_class_word(tree, node, &["tabs"])))
}
