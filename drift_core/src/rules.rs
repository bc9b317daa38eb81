//! What is structure and what is noise, as data. [`VERSION`] names exactly these tables.
//!
//! Any change that can alter a fingerprint raises the version, so that fingerprints of different
//! rules are never compared.

/// Version of the tables and of the code that applies them: `drift::normalize` and `page::tokens`.
pub const VERSION: u16 = 1;

/// Elements that are ignored with everything in them: they show nothing or only help others.
const DROPPED: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "head", "link", "meta", "noscript", "param", "script", "source",
    "style", "template", "title", "track", "wbr",
];

/// Elements that count themselves while their content does not.
const LEAVES: &[&str] = &["audio", "canvas", "img", "math", "object", "picture", "select", "svg", "video"];

/// Elements that come and go with advertisements: of themselves only their parent's tag counts, while
/// a document a capture found inside counts like the rest of the page.
const FRAMES: &[&str] = &["frame", "iframe"];

/// Attributes that a fingerprint reads, with the role their values play.
const ATTRIBUTES: &[(&str, Role)] = &[
    ("class", Role::Class),
    ("id", Role::Id),
    ("name", Role::Name),
    ("role", Role::Aria),
    ("itemprop", Role::Itemprop),
    ("data-testid", Role::TestId),
    ("data-test", Role::TestId),
    ("data-qa", Role::TestId),
    ("data-cy", Role::TestId),
    ("type", Role::Type),
];

/// Elements that count as a plain container when they are the parent of another one, so that a page
/// may gain or lose a wrapper around everything.
const CONTAINERS: &[&str] = &["body", "html"];
const CONTAINER: &str = "div";

/// Elements whose `type` makes them another kind of control.
const TYPED: &[&str] = &["button", "input"];

/// Hosts that the DOM standard allows beside custom elements.
const SHADOW_HOSTS: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "body",
    "div",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "main",
    "nav",
    "p",
    "section",
    "span",
];

/// Tokens that say what state an element is in, not what it is.
pub(crate) const STATES: &[&str] = &[
    "active",
    "animated",
    "checked",
    "closed",
    "collapse",
    "collapsed",
    "current",
    "disabled",
    "enabled",
    "error",
    "even",
    "expanded",
    "fade",
    "first",
    "focus",
    "focused",
    "hidden",
    "hide",
    "hover",
    "in",
    "inactive",
    "invalid",
    "last",
    "lazy",
    "lazyload",
    "lazyloaded",
    "lazyloading",
    "loaded",
    "loading",
    "odd",
    "open",
    "opened",
    "out",
    "pressed",
    "selected",
    "show",
    "shown",
    "sticky",
    "stuck",
    "touched",
    "untouched",
    "valid",
    "visible",
    "visited",
];

/// Beginnings of tokens that say a state.
pub(crate) const STATE_PREFIXES: &[&str] = &[
    "has-",
    "is-",
    "js-is-",
    "ng-dirty",
    "ng-invalid",
    "ng-pristine",
    "ng-touched",
    "ng-untouched",
    "ng-valid",
];

/// Beginnings of names that frameworks generate anew for each build or visit.
pub(crate) const GENERATED_PREFIXES: &[&str] = &[
    ":r",
    "_ng",
    "astro-",
    "css-",
    "emotion-",
    "headlessui-",
    "jss",
    "mantine-",
    "mui-",
    "ng-c",
    "ng-tns",
    "radix-",
    "react-aria",
    "sc-",
    "svelte-",
    "yui_",
    "yui-gen",
];

/// Beginnings of generated names that must be followed by a digit.
pub(crate) const NUMBERED_PREFIXES: &[&str] = &["ember", "ext-gen", "gwt-uid-", "uid-", "id-"];

/// Beginnings of names that a selector avoids: a framework's, or a library's own parts. No fingerprint
/// reads them.
#[rustfmt::skip]
pub(crate) const MADE_UP_PREFIXES: &[&str] = &[
    "css-", "sc-", "jss", "emotion", "svelte-", "astro-", "radix-", "react-aria", "react-select-",
    "headlessui-", "mui-", "ng-tns", "_ng", "ngb-", "cdk-", "mat-", "yui", "ext-gen", "gwt-uid",
    "lgt-", "aura-", "rc_", "rc-", "downshift-", "chakra-", "mantine-", "v-", "tippy-", "popper",
    "datatables_table_",
];

/// Words for any widget, which make a name generated when a number follows. No fingerprint reads them.
#[rustfmt::skip]
pub(crate) const COUNTED: &[&str] = &[
    "input", "combobox", "checkbox", "radio", "button", "textarea", "select", "field", "textfield", "textbox",
    "listbox", "control", "element", "window", "lightning", "dropdown", "menu", "uid", "uuid", "id", "el",
    "auto", "gen", "generated", "x", "f", "c",
];

/// Words for a part of any widget, which say nothing before one of [`COUNTED`] either.
#[rustfmt::skip]
pub(crate) const PARTS: &[&str] = &[
    "area", "body", "box", "cell", "combo", "component", "container", "content", "description", "dialog", "error",
    "footer", "form", "grid", "group", "header", "help", "helper", "host", "item", "label", "list", "message",
    "modal", "option", "overlay", "panel", "popover", "popup", "row", "switch", "slider", "tab", "table", "text",
    "title", "tooltip", "tree", "trigger", "value", "widget", "wrapper",
];

/// Libraries whose names of parts with a number are counters.
#[rustfmt::skip]
pub(crate) const LIBRARIES: &[&str] = &[
    "ark", "bits", "bui", "bvid", "cke", "dijit", "ext", "ion", "kobalte", "mce", "melt", "ooui",
    "reka", "sl", "ui5wc", "vaadin", "wa", "zk",
];

/// Words that only a generator of ids puts before a number.
pub(crate) const VISITS: &[&str] = &["autogen", "idt"];

/// Beginnings of tokens by which a CMS says which content is shown.
pub(crate) const CONTENT_PREFIXES: &[&str] = &[
    "author-",
    "category-",
    "cat-item-",
    "page-id-",
    "page-item-",
    "parent-pageid-",
    "post-",
    "postid-",
    "rootpage-",
    "tag-",
    "term-",
    "wp-image-",
];

/// What an attribute's value says of its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Class = 1,
    Id,
    Name,
    Aria,
    Itemprop,
    TestId,
    Type,
}

/// What becomes of an element by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Treatment {
    Drop,
    Leaf,
    Typed,
    Frame,
    Keep,
}

pub(crate) fn treatment(tag: &str) -> Treatment {
    match tag {
        _ if DROPPED.contains(&tag) => Treatment::Drop,
        _ if LEAVES.contains(&tag) => Treatment::Leaf,
        _ if FRAMES.contains(&tag) => Treatment::Frame,
        _ if TYPED.contains(&tag) => Treatment::Typed,
        _ => Treatment::Keep,
    }
}

/// What a tag is called in the features of the elements below it.
pub(crate) fn place(tag: &str) -> &str {
    if CONTAINERS.contains(&tag) { CONTAINER } else { tag }
}

pub(crate) fn attribute_role(name: &str) -> Option<Role> {
    ATTRIBUTES.iter().find(|(known, _)| *known == name).map(|(_, role)| *role)
}

pub(crate) fn reads_attribute(name: &str) -> bool {
    attribute_role(name).is_some()
}

pub(crate) fn can_host_shadow(tag: &str) -> bool {
    SHADOW_HOSTS.contains(&tag) || (tag.contains('-') && tag.starts_with(|c: char| c.is_ascii_lowercase()))
}
