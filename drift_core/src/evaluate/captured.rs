//! What a tree knows of an attribute. HTML has them all; captures leave out what may be secret or long.

use crate::lengths::has_units;
use crate::tree::{NodeId, Source, Tree};

/// An attribute as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading<'a> {
    /// Exactly this, or that it has none.
    Is(Option<&'a str>),
    /// It has one that starts like this: an address without its query, a text that was cut.
    Begins(&'a str),
    /// It may have one.
    Withheld,
}

/// Attributes that captures keep of every element but a password field; as in `clients/capture`.
#[rustfmt::skip]
const KEPT: &[&str] = &[
    "abbr", "accept", "accesskey", "align", "alt", "autocomplete", "class", "cols", "colspan",
    "contenteditable", "dir", "disabled", "download", "draggable", "enctype", "for", "form", "formmethod",
    "headers", "height", "hidden", "id", "inert", "inputmode", "is", "ismap", "itemid", "itemprop",
    "itemscope", "itemtype", "label", "lang", "list", "max", "maxlength", "method", "min", "minlength",
    "multiple", "name", "open", "part", "pattern", "placeholder", "popover", "popovertarget", "readonly",
    "rel", "required", "reversed", "role", "rows", "rowspan", "scope", "shape", "size", "slot", "span",
    "start", "step", "summary", "tabindex", "target", "title", "type", "usemap", "width", "wrap",
];
const ADDRESSES: &[&str] = &["href", "src", "action", "formaction", "cite", "poster", "xlink:href"];
#[rustfmt::skip]
const OF_A_SECRET: &[&str] = &[
    "type", "name", "id", "class", "role", "for", "form", "placeholder", "title", "autocomplete",
    "aria-label", "aria-labelledby", "aria-describedby", "aria-required", "required", "disabled", "readonly",
    "tabindex", "maxlength", "minlength",
];
const TEST_IDS: &[&str] = &["data-test", "data-qa", "data-cy", "data-e2e", "data-automation"];
/// UTF-16 units from which on a capture may have cut: of classes it keeps whole ones within 1024.
const LONG_TEXT: usize = 255;
const LONG_CLASS: usize = 512;

/// What is known of an attribute; `name` in lower case.
pub(crate) fn read<'a>(tree: &'a Tree, id: NodeId, name: &str) -> Reading<'a> {
    let given = tree.attribute(id, name);
    if tree.source() != Source::Capture {
        return Reading::Is(given);
    }
    match given {
        Some(value) if is_cut(name, value) => Reading::Begins(value),
        None if !is_kept(tree, id, name) => Reading::Withheld,
        given => Reading::Is(given),
    }
}

fn is_cut(name: &str, value: &str) -> bool {
    match name {
        _ if ADDRESSES.contains(&name) => true,
        "class" => has_units(value, LONG_CLASS),
        _ => has_units(value, LONG_TEXT),
    }
}

fn is_kept(tree: &Tree, id: NodeId, name: &str) -> bool {
    let tag = tree.tag(id);
    let is_test_id = TEST_IDS.iter().any(|start| name.starts_with(start));
    if tag == "input" && tree.attribute(id, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("password"))
    {
        return is_test_id || OF_A_SECRET.contains(&name);
    }
    // Nobody looks for these, though their attributes are withheld.
    let is_silent = matches!(
        tag,
        "script" | "style" | "link" | "meta" | "base" | "head" | "noscript" | "template" | "source" | "param"
    );
    let is_kept_data = || is_plain_data(name) && !is_control(tag);
    let is_aria = name.starts_with("aria-") && !matches!(name, "aria-valuenow" | "aria-valuetext");
    is_silent || is_test_id || is_aria || KEPT.contains(&name) || ADDRESSES.contains(&name) || is_kept_data()
}

fn is_control(tag: &str) -> bool {
    matches!(tag, "input" | "textarea" | "select" | "option" | "button" | "output")
}

fn is_plain_data(name: &str) -> bool {
    const TELLING: &[&str] = &[
        "value",
        "token",
        "secret",
        "passw",
        "pwd",
        "csrf",
        "xsrf",
        "nonce",
        "auth",
        "session",
        "credential",
        "api-key",
        "apikey",
        "state",
    ];
    name.starts_with("data-") && !TELLING.iter().any(|word| name.contains(word))
}
