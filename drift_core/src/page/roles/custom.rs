//! What a custom element is to people, told by the last words of its tag: `sl-button`, `ui5-combobox`.
//!
//! Component libraries call their elements by what they are, behind a prefix of their own. Only a page
//! that was read without its shadow roots needs this; with them the control inside has a role.

/// Endings of tags, the longest of equal meaning first.
#[rustfmt::skip]
const ENDINGS: &[(&str, &str)] = &[
    ("radio-button", "radio"), ("radio", "radio"), ("radiobutton", "radio"),
    ("combo-box", "combobox"), ("combobox", "combobox"), ("select", "combobox"), ("dropdown", "combobox"),
    ("picklist", "combobox"), ("listbox", "listbox"), ("checkbox", "checkbox"), ("check-box", "checkbox"),
    ("switch", "switch"), ("toggle-switch", "switch"), ("button", "button"), ("link", "link"),
    ("slider", "slider"), ("range", "slider"), ("input", "textbox"), ("textfield", "textbox"),
    ("text-field", "textbox"), ("textarea", "textbox"), ("text-area", "textbox"),
    ("date-picker", "combobox"), ("datepicker", "combobox"), ("time-picker", "combobox"),
    ("tab", "tab"), ("option", "option"), ("menu-item", "menuitem"), ("menuitem", "menuitem"),
];

/// Whether a tag is an application's own, as HTML allows.
pub(crate) fn is_custom(tag: &str) -> bool {
    tag.contains('-') && tag.starts_with(|c: char| c.is_ascii_lowercase())
}

/// The role that a custom element plays by its name.
pub(crate) fn custom_role(tag: &str) -> Option<&'static str> {
    let (_, name) = tag.split_once('-').filter(|_| is_custom(tag))?;
    let ends = |ending: &str| {
        let before = name.strip_suffix(ending);
        before.is_some_and(|before| before.is_empty() || before.ends_with('-'))
    };
    ENDINGS.iter().find(|(ending, _)| ends(ending)).map(|(_, role)| *role)
}
