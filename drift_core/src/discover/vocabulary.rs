//! The words by which people say what kind of element or part of a page they mean.

/// Roles, and `@` kinds that [`super::kinds`] tells from tags and types.
pub(super) type Kinds = &'static [&'static str];

const FIELD: Kinds =
    &["textbox", "searchbox", "combobox", "spinbutton", "listbox", "@editable", "@input", "slider"];
/// What one types into, which "field" means before a list of choices.
pub(super) const TYPED: Kinds = &["textbox", "searchbox", "spinbutton", "@editable"];
const INPUT: Kinds = &["textbox", "searchbox", "combobox", "spinbutton", "@editable", "@input"];
/// The same where they have a name: one calls a field for a file so too, though browsers tell it as a button.
const NAMED_FIELD: Kinds =
    &["textbox", "searchbox", "combobox", "spinbutton", "listbox", "@editable", "@input", "slider", "@file"];
const NAMED_INPUT: Kinds =
    &["textbox", "searchbox", "combobox", "spinbutton", "@editable", "@input", "@file"];
const TEXTBOX: Kinds = &["textbox", "searchbox", "combobox", "spinbutton", "@editable"];
const LIST_OF_CHOICES: Kinds = &["combobox", "listbox", "@popup"];
const CHECKBOX: Kinds = &["checkbox", "switch", "menuitemcheckbox"];
const BUTTON: Kinds = &["button", "@buttonlike", "@summary"];
/// What "icon" means: a picture, or what is clicked and shows nothing else.
pub(super) const ICON: Kinds = &["img", "image", "@picture", "button", "link"];
const TEXT: Kinds = &["@text"];
const IMAGE: Kinds = &["img", "image", "@picture", "figure"];

/// What an element is, as the last or first words of its name say.
#[rustfmt::skip]
pub(super) const ROLE_WORDS: &[(&str, Kinds)] = &[
    ("button", BUTTON), ("btn", BUTTON), ("icon button", BUTTON), ("submit button", &["@submit"]),
    ("link", &["link"]), ("hyperlink", &["link"]), ("anchor", &["link"]), ("nav link", &["link"]),
    ("menu link", &["link", "menuitem"]),
    ("field", TYPED), ("field", NAMED_FIELD), ("form field", TYPED), ("form field", NAMED_FIELD),
    ("input", NAMED_INPUT), ("input field", NAMED_INPUT), ("input box", NAMED_INPUT),
    ("entry", TEXTBOX), ("box", &["textbox", "searchbox", "combobox", "spinbutton", "@editable", "checkbox"]),
    ("textbox", TEXTBOX), ("text box", TEXTBOX), ("text field", TEXTBOX), ("text input", TEXTBOX),
    ("search box", &["searchbox", "textbox", "combobox", "@editable"]),
    ("search field", &["searchbox", "textbox", "combobox", "@editable"]),
    ("search bar", &["searchbox", "textbox", "combobox", "@editable"]),
    ("search input", &["searchbox", "textbox", "combobox", "@editable"]),
    ("searchbox", &["searchbox", "textbox", "combobox", "@editable"]),
    ("textarea", &["@textarea"]), ("text area", &["@textarea"]),
    ("password field", &["@password"]), ("password input", &["@password"]), ("password box", &["@password"]),
    ("dropdown", LIST_OF_CHOICES), ("drop-down", LIST_OF_CHOICES), ("drop down", LIST_OF_CHOICES),
    ("dropdown list", LIST_OF_CHOICES), ("dropdown menu", LIST_OF_CHOICES),
    ("select", LIST_OF_CHOICES), ("select box", LIST_OF_CHOICES), ("selector", LIST_OF_CHOICES),
    ("picklist", LIST_OF_CHOICES), ("combobox", LIST_OF_CHOICES), ("combo box", LIST_OF_CHOICES),
    ("listbox", &["listbox", "combobox"]), ("list box", &["listbox", "combobox"]),
    ("list", &["list", "listbox"]),
    ("checkbox", CHECKBOX), ("check box", CHECKBOX), ("tick box", CHECKBOX),
    ("radio", &["radio", "menuitemradio"]), ("radio button", &["radio", "menuitemradio"]),
    ("radio option", &["radio", "menuitemradio"]),
    ("switch", &["switch", "checkbox"]), ("toggle", &["switch", "checkbox", "button", "@buttonlike"]),
    ("toggle switch", &["switch", "checkbox"]), ("toggle button", BUTTON),
    ("tab", &["tab", "@tablike"]), ("menu item", &["menuitem", "menuitemcheckbox", "menuitemradio"]),
    ("menuitem", &["menuitem", "menuitemcheckbox", "menuitemradio"]),
    ("option", &["option", "radio", "menuitem"]), ("tree item", &["treeitem"]),
    ("slider", &["slider"]), ("range", &["slider"]), ("spinner", &["spinbutton"]),
    ("spinbutton", &["spinbutton"]), ("number field", &["spinbutton", "textbox"]),
    ("number input", &["spinbutton", "textbox"]), ("date picker", &["@input", "textbox", "@date"]),
    ("date field", &["@input", "textbox", "@date"]), ("file input", &["@file"]), ("file field", &["@file"]),
    ("file upload", &["@file"]), ("file picker", &["@file"]), ("upload field", &["@file"]),
    ("upload", &["@file"]), ("heading", &["heading"]), ("header", &["heading", "columnheader", "rowheader"]),
    ("headline", &["heading"]), ("title", &["heading"]), ("subheading", &["heading"]),
    ("column header", &["columnheader"]), ("column", &["columnheader"]), ("row header", &["rowheader"]),
    ("cell", &["cell", "gridcell", "columnheader", "rowheader"]),
    ("table cell", &["cell", "gridcell", "columnheader", "rowheader"]),
    ("row", &["row"]), ("table row", &["row"]), ("list item", &["listitem", "option"]),
    ("item", &["listitem", "menuitem", "option", "treeitem"]),
    ("image", IMAGE), ("img", IMAGE), ("picture", IMAGE), ("photo", IMAGE), ("logo", IMAGE),
    ("icon", ICON), ("arrow", ICON), ("chevron", ICON), ("arrow button", ICON), ("avatar", ICON), ("figure", &["figure", "img"]),
    ("dialog", &["dialog", "alertdialog"]), ("modal", &["dialog", "alertdialog"]),
    ("table", &["table", "grid", "treegrid"]), ("form", &["form", "search"]),
    ("label", &["@label"]), ("text", TEXT), ("message", TEXT), ("paragraph", TEXT), ("caption", TEXT),
    ("alert", &["alert", "status"]), ("status", &["status", "alert"]), ("progress bar", &["progressbar"]),
    ("section", &["region", "group", "article"]), ("section", &["@disclosure"]), ("accordion", &["@disclosure"]),
    ("folder", &["treeitem"]), ("file", &["treeitem"]), ("node", &["treeitem"]), ("region", &["region"]), ("group", &["group", "radiogroup"]),
    ("fieldset", &["group", "radiogroup"]), ("navigation", &["navigation"]), ("menu", &["menu", "menubar"]),
    ("frame", &["@frame"]), ("iframe", &["@frame"]),
];

/// Requests without a name, for the one element of a kind; the words say nothing that it must be called.
#[rustfmt::skip]
pub(super) const SOLE: &[(&str, Kinds)] = &[
    ("search box", &["searchbox"]), ("search field", &["searchbox"]), ("search input", &["searchbox"]),
    ("search bar", &["searchbox"]), ("searchbox", &["searchbox"]), ("submit button", &["@submit"]),
    ("main heading", &["@h1"]), ("page heading", &["@h1"]), ("page title", &["@h1"]),
    ("heading", &["heading"]), ("checkbox", CHECKBOX), ("check box", CHECKBOX), ("box", CHECKBOX), ("radio button", &["radio"]), ("switch", &["switch"]),
    ("slider", &["slider"]), ("dropdown", LIST_OF_CHOICES), ("select", LIST_OF_CHOICES),
    ("combobox", LIST_OF_CHOICES), ("select box", LIST_OF_CHOICES), ("textarea", &["@textarea"]),
    ("text area", &["@textarea"]), ("text box", TEXTBOX), ("text field", TEXTBOX), ("textbox", TEXTBOX),
    ("input", INPUT), ("input field", INPUT), ("field", FIELD), ("file input", &["@file"]),
    ("file upload", &["@file"]), ("file field", &["@file"]), ("file picker", &["@file"]),
    ("upload field", &["@file"]), ("date picker", &["@date"]),
    ("date field", &["@date"]), ("table", &["table", "grid", "treegrid"]), ("form", &["form", "search"]),
    ("dialog", &["dialog", "alertdialog"]), ("modal", &["dialog", "alertdialog"]), ("image", &["img", "image"]),
    ("link", &["link"]), ("button", BUTTON), ("row", &["row"]), ("tab", &["tab"]), ("item", &["listitem"]),
    ("list item", &["listitem"]), ("option", &["option"]), ("cell", &["cell", "gridcell"]),
    ("menu item", &["menuitem"]), ("alert", &["alert"]), ("progress bar", &["progressbar"]),
];

/// Kinds of fields that a word for their content names, with words that such a field may be called by too.
#[rustfmt::skip]
pub(super) const CONTENTS: &[(&str, Kinds)] = &[
    ("email", &["@email"]), ("email address", &["@email"]), ("e-mail", &["@email"]), ("phone", &["@tel"]),
    ("telephone", &["@tel"]), ("phone number", &["@tel"]), ("url", &["@url"]), ("password", &["@password"]),
    ("date", &["@date"]), ("file", &["@file"]), ("number", &["spinbutton"]),
];
pub(super) const SAYING_NOTHING: &[&str] = &[
    "a", "address", "e", "email", "enter", "input", "mail", "my", "number", "password", "phone", "the",
    "type", "your",
];

/// Names of icons that show the same thing.
#[rustfmt::skip]
const SAME_ICONS: &[&[&str]] = &[
    &["delete", "trash", "trash can", "bin", "remove", "garbage"], &["edit", "pencil", "pen"],
    &["close", "x", "times", "cross", "xmark", "dismiss"], &["settings", "gear", "cog", "cogs"],
    &["search", "magnifying glass", "magnifier", "find"], &["add", "plus", "increase", "increment"],
    &["minus", "decrease", "decrement"], &["menu", "bars", "hamburger", "burger"],
    &["calendar", "date", "event"], &["user", "profile", "account", "avatar", "person", "account circle"],
    &["home", "house"], &["view", "eye", "show", "visibility"], &["wishlist", "heart", "favorite", "favourite", "like"],
    &["cart", "shopping cart", "basket", "bag", "shopping bag"], &["mail", "email", "envelope"],
    &["next", "chevron right", "arrow right", "angle right", "caret right", "forward", "right"],
    &["previous", "prev", "chevron left", "arrow left", "angle left", "caret left", "back", "left"],
    &["more", "ellipsis", "dots", "kebab", "three dots", "more vert", "more horiz", "ellipsis v", "ellipsis h"],
    &["copy", "duplicate", "clone"], &["notifications", "bell", "notification"], &["filter", "funnel"],
    &["help", "question", "question circle"], &["info", "information", "info circle"], &["print", "printer"],
    &["refresh", "reload", "sync", "rotate"], &["attach", "paperclip", "attachment"], &["lock", "padlock"],
    &["download", "arrow down tray"], &["log out", "logout", "sign out", "sign out alt"],
];

/// What else an icon may be called.
pub(super) fn same_icons(name: &str) -> impl Iterator<Item = &'static str> {
    let group = SAME_ICONS.iter().find(|group| group.contains(&name));
    group.into_iter().flat_map(|group| group.iter().copied())
}

/// Words that make another thing of what they stand with: "Backup email" is no "Email".
#[rustfmt::skip]
const ANOTHER: &[&str] = &[
    "again", "alternate", "alternative", "another", "backup", "billing", "confirm", "confirmation", "current", "different",
    "emergency", "except", "former", "new", "old", "original", "other", "previous", "re", "recovery",
    "reenter", "repeat", "retype", "second", "secondary", "shipping", "temporary", "unsubscribe", "verify", "without",
];
/// Words that make the opposite of what they stand with.
const OPPOSITE: &[&str] = &["don't", "dont", "never", "no", "not"];

/// Whether a text has a word that makes another thing of the rest.
pub(super) fn says_another(text: &str) -> bool {
    has_one(text, ANOTHER)
}

/// Whether it has a word that makes another thing of the rest, or its opposite.
pub(super) fn says_otherwise(text: &str) -> bool {
    has_one(text, ANOTHER) || has_one(text, OPPOSITE)
}

fn has_one(text: &str, among: &[&str]) -> bool {
    super::words::words(text).iter().any(|word| among.contains(&word.as_str()))
}

/// What a part of the page is, by the roles it may have.
#[rustfmt::skip]
pub(super) const PART_WORDS: &[(&str, Kinds)] = &[
    ("dialog", &["dialog", "alertdialog"]), ("dialog box", &["dialog", "alertdialog"]),
    ("modal", &["dialog", "alertdialog"]), ("popup", &["dialog", "alertdialog"]),
    ("pop-up", &["dialog", "alertdialog"]), ("window", &["dialog", "alertdialog"]),
    ("form", &["form", "search"]), ("search", &["search"]), ("region", &["region"]),
    ("section", &["region", "article", "group", "form"]), ("area", &["region", "group"]),
    ("row", &["row"]), ("table row", &["row"]), ("line", &["row", "listitem"]),
    ("item", &["listitem", "article", "row"]), ("list item", &["listitem"]), ("entry", &["listitem", "article", "row"]),
    ("card", &["article", "listitem", "group", "region"]), ("tile", &["article", "listitem", "group", "region"]),
    ("panel", &["region", "group", "tabpanel", "article"]), ("box", &["region", "group", "article"]),
    ("widget", &["region", "group", "article"]), ("article", &["article"]), ("post", &["article"]),
    ("group", &["group", "radiogroup"]), ("fieldset", &["group", "radiogroup"]),
    ("navigation", &["navigation"]), ("nav", &["navigation"]), ("navbar", &["navigation", "banner"]),
    ("navigation bar", &["navigation", "banner"]), ("nav bar", &["navigation", "banner"]),
    ("menu", &["menu", "menubar", "navigation"]), ("breadcrumb", &["navigation"]), ("breadcrumbs", &["navigation"]),
    ("header", &["banner"]), ("page header", &["banner"]), ("banner", &["banner"]), ("top bar", &["banner"]),
    ("footer", &["contentinfo"]), ("page footer", &["contentinfo"]),
    ("sidebar", &["complementary", "navigation"]), ("side bar", &["complementary", "navigation"]),
    ("aside", &["complementary"]), ("main", &["main"]), ("main content", &["main"]), ("content", &["main"]),
    ("tab", &["tabpanel"]), ("tab panel", &["tabpanel"]), ("toolbar", &["toolbar"]),
    ("list", &["list", "listbox"]), ("table", &["table", "grid", "treegrid"]), ("grid", &["grid", "table"]),
    ("figure", &["figure"]), ("heading", &["@section"]), ("title", &["@section"]), ("tree", &["tree"]),
    ("field", &["group", "radiogroup", "@section"]), ("column", &["list", "listitem", "region", "group", "article"]),
    ("lane", &["list", "listitem", "region", "group", "article"]), ("toast", &["status", "alert"]),
    ("snackbar", &["status", "alert"]), ("notification", &["status", "alert", "listitem", "article"]),
    ("alert", &["alert", "status", "alertdialog"]), ("tooltip", &["tooltip"]), ("popover", &["dialog", "group"]),
    ("drawer", &["dialog", "complementary", "region"]), ("accordion", &["region", "group"]),
    ("step", &["group", "region", "tabpanel", "article"]),
    ("filter", &["@section"]), ("filters", &["@section"]), ("pagination", &["@section"]), ("paginator", &["@section"]),
    ("pager", &["@section"]), ("paging", &["@section"]),
];

/// Roles that make an element a part of the page.
pub(super) const CONTAINERS: Kinds = &[
    "dialog",
    "alertdialog",
    "form",
    "search",
    "region",
    "row",
    "listitem",
    "article",
    "group",
    "navigation",
    "main",
    "banner",
    "contentinfo",
    "complementary",
    "tabpanel",
    "toolbar",
    "menu",
    "menubar",
    "list",
    "listbox",
    "table",
    "grid",
    "treegrid",
    "radiogroup",
    "figure",
    "tree",
];

/// Words between an element and the part of the page it is in, or what it stands beside.
pub(super) const CONNECTORS: &[&str] = &[
    "in",
    "inside",
    "inside of",
    "within",
    "on",
    "under",
    "below",
    "of",
    "for",
    "from",
    "at",
    "by",
    "near",
    "beside",
    "next to",
    "close to",
    "belonging to",
    "with",
    "against",
];

/// Words between a role and the name of the element: "link to Home".
pub(super) const NAMED: &[&str] = &[
    "with text",
    "with the text",
    "with label",
    "with the label",
    "with name",
    "with the name",
    "with title",
    "with the title",
    "with placeholder",
    "with the placeholder",
    "labelled as",
    "labeled as",
    "labelled",
    "labeled",
    "named",
    "called",
    "titled",
    "saying",
    "that says",
    "reading",
    "to",
    "for",
    "with alt text",
];

pub(super) const ORDINALS: &[&str] =
    &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// What has an ordinal in its name: "First name", "Last page", "Last 7 days", "Second factor".
#[rustfmt::skip]
pub(super) const COUNTED_IN_NAMES: &[&str] = &[
    "activity", "aid", "changed", "class", "contact", "day", "days", "edited", "factor", "half", "hour", "hours", "language",
    "line", "login", "modified", "month", "months", "name", "names", "page", "party", "quarter", "seen", "update", "updated", "used",
    "visit", "visited", "week", "weeks", "year", "years",
];

pub(super) const ARTICLES: &[&str] = &["the", "a", "an"];

/// All meanings of a word for a role, the likeliest first.
pub(super) fn roles_of(word: &str) -> impl Iterator<Item = Kinds> {
    let word = word.to_lowercase();
    ROLE_WORDS.iter().filter(move |(known, _)| *known == word).map(|(_, kinds)| *kinds)
}

/// The kinds that a word names.
pub(super) fn kinds_of(table: &[(&str, Kinds)], word: &str) -> Option<Kinds> {
    table.iter().find(|(known, _)| *known == word).map(|(_, kinds)| *kinds)
}
