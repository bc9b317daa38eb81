//! What an icon shows, told by the name it has among icons: a class, a sprite, an attribute, a ligature, a file.

use super::texts::{Whole, said};
use super::{Extra, Via};
use crate::discover::kinds;
use crate::discover::vocabulary::same_icons;
use crate::discover::words::{Grade, words};
use crate::page::{Page, evident_role};
use crate::tree::{NodeId, Tree};

/// Levels between an icon and the control it stands in.
const MAX_CLIMB: usize = 4;
/// Words of a name; what is longer is none.
const MAX_WORDS: usize = 4;

/// Words that begin the name of an icon in a class, `fa-trash`, or stand beside it, `trash icon`.
#[rustfmt::skip]
const FAMILIES: &[&str] = &[
    "anticon", "bi", "bx", "bxs", "codicon", "dashicons", "fa", "feather", "fi", "glyphicon", "i", "ico", "icon", "icons",
    "ion", "la", "lucide", "mdi", "octicon", "oi", "ph", "pi", "ri", "svg", "tabler", "ti", "uil", "zmdi",
];
/// Words in the name of an icon that only say how it is drawn.
#[rustfmt::skip]
const STYLES: &[&str] = &[
    "2x", "3x", "alt", "bold", "brands", "duotone", "fab", "fad", "fal", "far", "fas", "fill", "filled", "fixed", "fw", "inline",
    "lg", "light", "line", "md", "o", "outline", "outlined", "pulse", "regular", "root", "rounded", "sharp", "sm", "solid",
    "spin", "thin", "width", "xl", "xs",
];
/// Classes whose elements hold the name of their icon as text.
const LIGATURES: &[&str] = &["material-icons", "material-symbols", "mat-icon", "material-icons-outlined"];
/// Characters that people draw icons with.
#[rustfmt::skip]
const SYMBOLS: &[(&str, &str)] = &[
    ("+", "plus"), ("＋", "plus"), ("-", "minus"), ("−", "minus"), ("–", "minus"), ("×", "close"), ("✕", "close"),
    ("✖", "close"), ("✗", "close"), ("x", "close"), ("‹", "previous"), ("«", "previous"), ("←", "previous"), ("<", "previous"),
    ("›", "next"), ("»", "next"), ("→", "next"), (">", "next"), ("☰", "menu"), ("≡", "menu"), ("⋮", "more"), ("…", "more"),
    ("⋯", "more"), ("...", "more"), ("🔍", "search"), ("🔎", "search"), ("🗑", "delete"), ("✎", "edit"), ("✏", "edit"),
    ("⚙", "settings"), ("♥", "heart"), ("♡", "heart"), ("❤", "heart"), ("★", "star"), ("☆", "star"), ("✓", "check"),
    ("🛒", "cart"), ("🏠", "home"), ("⬇", "download"), ("↻", "refresh"), ("⟳", "refresh"), ("🔔", "bell"), ("📎", "attach"),
];

/// What icons call themselves and the controls that show nothing else.
pub(super) fn icons(page: &Page, texts: &[Option<Whole>], out: &mut Vec<Extra>) {
    let tree = &page.tree;
    for id in (0..page.len()).filter(|&id| !page.of(id).unseen) {
        if is_drawn(page, id) {
            let text = texts[id as usize].as_ref().map(|whole| whole.text.as_str());
            if let Some(name) = name_of_icon(tree, id, text) {
                let control = tree.ancestors(id).take(MAX_CLIMB).find(|&node| kinds::is_control(page, node));
                match control {
                    None => add(out, id, &name),
                    Some(control) if is_mute(texts, control) => add(out, control, &name),
                    Some(_) => {}
                }
            }
        }
        if kinds::is_control(page, id) && !kinds::is_field(page, id) {
            let text = said(texts, id);
            if let Some((_, name)) =
                SYMBOLS.iter().find(|(symbol, _)| *symbol == text.trim_end_matches('\u{fe0f}'))
            {
                add(out, id, name);
            }
        }
    }
}

fn add(out: &mut Vec<Extra>, id: NodeId, name: &str) {
    out.push(Extra { id, via: Via::Icon, grade: Grade::Exact, text: name.to_owned() });
    let others = same_icons(name).filter(|other| *other != name);
    out.extend(others.map(|other| Extra {
        id,
        via: Via::Icon,
        grade: Grade::Trimmed,
        text: other.to_owned(),
    }));
}

/// Whether a control says nothing beside its icon.
pub(super) fn is_mute(texts: &[Option<Whole>], control: NodeId) -> bool {
    !said(texts, control).contains(char::is_alphanumeric)
}

fn is_drawn(page: &Page, id: NodeId) -> bool {
    let tag = page.tree.tag(id);
    matches!(tag, "svg" | "i" | "img" | "span" | "em" | "b") || tag.ends_with("icon")
}

/// What an icon shows, or None for what is none.
pub(in crate::discover) fn name_of_icon(tree: &Tree, id: NodeId, text: Option<&str>) -> Option<String> {
    let tag = tree.tag(id);
    let attribute = |name| tree.attribute(id, name);
    if tag == "img" {
        let file = attribute("src").filter(|src| src.contains("icon") || src.contains(".svg"))?;
        return named(attribute("alt").filter(|alt| alt.is_empty()).and(file_stem(file))?);
    }
    if is_ligature(tree, id) {
        return named(tree.own_text(id));
    }
    if text.is_some() {
        return None;
    }
    let given =
        ["data-icon", "data-lucide", "data-feather", "icon", "icon-name"].into_iter().find_map(attribute);
    let given = given.or_else(|| attribute("name").filter(|_| tag.contains('-')));
    let used = tree.children(id).find(|&child| tree.tag(child) == "use");
    let sprite =
        || used.and_then(|used| tree.attribute(used, "href").or_else(|| tree.attribute(used, "xlink:href")));
    let marked = || {
        ["data-testid", "data-test-id"].into_iter().find_map(attribute).and_then(|id| id.strip_suffix("Icon"))
    };
    given
        .and_then(named)
        .or_else(|| sprite().and_then(|href| named(href.rsplit(['#', '/']).next()?)))
        .or_else(|| marked().filter(|_| tag == "svg").and_then(named))
        .or_else(|| attribute("class").and_then(named_by_class))
}

/// Whether its letters draw an icon.
pub(in crate::discover) fn is_ligature(tree: &Tree, id: NodeId) -> bool {
    let classes = tree.attribute(id, "class").unwrap_or("");
    classes.split_ascii_whitespace().any(|class| LIGATURES.iter().any(|known| class.starts_with(known)))
        || tree.tag(id) == "mat-icon"
}

fn file_stem(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.split('.').next()
}

/// The classes that are the name of an icon: one with the word of a family before it, or all beside that word.
fn named_by_class(classes: &str) -> Option<String> {
    let tokens = || classes.split_ascii_whitespace();
    let of_family = |token: &str| {
        let (family, name) = token.split_once(['-', '_'])?;
        FAMILIES.contains(&family).then(|| named(name)).flatten()
    };
    if let Some(name) = tokens().find_map(of_family) {
        return Some(name);
    }
    let is_marked = tokens().any(|token| matches!(token, "icon" | "ico" | "icons" | "glyph"));
    let others: Vec<&str> = tokens().filter(|token| !FAMILIES.contains(token)).collect();
    (is_marked && others.len() == 1).then(|| named(others[0])).flatten()
}

/// A name without how the icon is drawn; None when nothing is left of it.
fn named(raw: &str) -> Option<String> {
    let is_telling = |word: &String| {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        !is_number && !STYLES.contains(&word.as_str()) && !FAMILIES.contains(&word.as_str())
    };
    let kept: Vec<String> = words(raw).into_iter().filter(is_telling).collect();
    (!kept.is_empty() && kept.len() <= MAX_WORDS).then(|| kept.join(" "))
}

/// Whether an element is a picture in a control that shows nothing else, so that the control is meant by it.
pub(in crate::discover) fn control_of_icon(page: &Page, id: NodeId) -> Option<NodeId> {
    let tree = &page.tree;
    let is_icon =
        matches!(tree.tag(id), "svg" | "i") || evident_role(tree, id) == "img" && tree.tag(id) != "img";
    let mut around = tree.ancestors(id).take(MAX_CLIMB).filter(|_| is_icon);
    let control = around.find(|&node| kinds::is_control(page, node))?;
    let is_silent = |node: NodeId| tree.own_text(node).is_empty();
    (control..tree.end(control)).all(is_silent).then_some(control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_by_class_knows_the_families_of_icons() {
        for (classes, name) in [
            ("ico ico-edit", Some("edit")),
            ("fa fa-trash", Some("trash")),
            ("fas fa-shopping-cart fa-lg", Some("shopping cart")),
            ("mdi mdi-close", Some("close")),
            ("bi bi-pencil-fill", Some("pencil")),
            ("trash icon", Some("trash")),
            ("glyphicon glyphicon-search", Some("search")),
            ("lucide lucide-x", Some("x")),
            ("icon", None),
            ("btn btn-primary", None),
            ("MuiSvgIcon-root", None),
            ("fa fa-2x", None),
        ] {
            assert_eq!(named_by_class(classes).as_deref(), name, "{classes}");
        }
    }
}
