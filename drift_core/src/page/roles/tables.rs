//! Roles as tables: which there are, which tags have them, and what they mean to people.

/// Roles that WAI-ARIA 1.2 defines and an author may write; others are ignored as browsers do.
#[rustfmt::skip]
pub(crate) const ROLES: &[&str] = &[
    "alert", "alertdialog", "application", "article", "banner", "blockquote", "button", "caption", "cell",
    "checkbox", "code", "columnheader", "combobox", "complementary", "contentinfo", "definition",
    "deletion", "dialog", "directory", "document", "emphasis", "feed", "figure", "form", "generic", "grid",
    "gridcell", "group", "heading", "img", "image", "insertion", "link", "list", "listbox", "listitem",
    "log", "main", "mark", "marquee", "math", "menu", "menubar", "menuitem", "menuitemcheckbox",
    "menuitemradio", "meter", "navigation", "none", "note", "option", "paragraph", "presentation",
    "progressbar", "radio", "radiogroup", "region", "row", "rowgroup", "rowheader", "scrollbar", "search",
    "searchbox", "separator", "slider", "spinbutton", "status", "strong", "subscript", "superscript",
    "switch", "tab", "table", "tablist", "tabpanel", "term", "textbox", "time", "timer", "toolbar",
    "tooltip", "tree", "treegrid", "treeitem",
];

/// Tags whose role depends on nothing else.
#[rustfmt::skip]
pub(crate) const IMPLICIT: &[(&str, &str)] = &[
    ("address", "group"), ("article", "article"), ("blockquote", "blockquote"), ("button", "button"),
    ("caption", "caption"), ("code", "code"), ("datalist", "listbox"), ("dd", "definition"),
    ("del", "deletion"), ("details", "group"), ("dfn", "term"), ("dialog", "dialog"), ("dt", "term"),
    ("em", "emphasis"), ("fieldset", "group"), ("figure", "figure"), ("h1", "heading"), ("h2", "heading"),
    ("h3", "heading"), ("h4", "heading"), ("h5", "heading"), ("h6", "heading"), ("hgroup", "group"),
    ("hr", "separator"), ("html", "document"), ("ins", "insertion"), ("main", "main"), ("math", "math"),
    ("menu", "list"), ("meter", "meter"), ("nav", "navigation"), ("ol", "list"), ("optgroup", "group"),
    ("option", "option"), ("output", "status"), ("p", "paragraph"), ("progress", "progressbar"),
    ("search", "search"), ("strong", "strong"), ("sub", "subscript"), ("sup", "superscript"),
    ("table", "table"), ("tbody", "rowgroup"), ("textarea", "textbox"), ("tfoot", "rowgroup"),
    ("thead", "rowgroup"), ("time", "time"), ("tr", "row"), ("ul", "list"),
];

/// Whether people act on elements of this role.
pub fn is_interactive(role: &str) -> bool {
    matches!(
        role,
        "button"
            | "checkbox"
            | "combobox"
            | "link"
            | "listbox"
            | "menuitem"
            | "menuitemcheckbox"
            | "menuitemradio"
            | "option"
            | "radio"
            | "searchbox"
            | "slider"
            | "spinbutton"
            | "switch"
            | "tab"
            | "textbox"
            | "treeitem"
    )
}

/// Roles that do the same for a person, so that one may become the other.
pub fn family(role: &str) -> &str {
    match role {
        "button" | "link" | "menuitem" | "tab" => "press",
        "textbox" | "searchbox" | "spinbutton" | "combobox" | "listbox" => "enter",
        "checkbox" | "switch" | "menuitemcheckbox" => "tick",
        "radio" | "menuitemradio" | "option" => "choose",
        "cell" | "gridcell" => "cell",
        "columnheader" | "rowheader" => "header",
        other => other,
    }
}

/// Whether the text in an element of this role is what was entered or chosen.
pub(crate) fn shows_a_value(role: &str) -> bool {
    matches!(role, "combobox" | "searchbox" | "slider" | "spinbutton" | "textbox")
}

/// Whether an element of this role is named by what it holds.
pub(crate) fn named_by_content(role: &str) -> bool {
    matches!(
        role,
        "button"
            | "cell"
            | "checkbox"
            | "columnheader"
            | "gridcell"
            | "heading"
            | "link"
            | "menuitem"
            | "menuitemcheckbox"
            | "menuitemradio"
            | "option"
            | "radio"
            | "row"
            | "rowheader"
            | "switch"
            | "tab"
            | "tooltip"
            | "treeitem"
    )
}
