//! What an application's own code knows an element by, which outlives what people read on it.

use crate::generate::query::{Condition, Query, Step};
use crate::generate::selector::{Maker, attribute, is_nowhere};
use crate::page::accname;
use crate::page::made_up::is_chosen;
use crate::tree::{NodeId, SHADOW_ROOT, Source, Tree};

/// Kinds of fields of which a page often has one.
const TELLING_TYPES: &[&str] = &[
    "color", "date", "email", "file", "month", "number", "password", "range", "search", "tel", "time", "url",
];
/// What icons are called by, the most telling first; a library's own test ids come and go with its builds.
const ICON_NAMES: &[&str] = &["aria-label", "alt", "title", "data-icon"];
/// Nodes in a control that are searched for an icon.
const MAX_INSIDE: usize = 16;

/// What outlives the role and the name of an element: the id or the name of a field, which a server and
/// scripts rely on while its label is reworded; where a link leads whose name counts something, and a label
/// without its count; the only such element of a component whose id was chosen; the page's search field; a
/// hint that may go on.
///
/// A number in an id or a name may be a place, so that such a one has no precedence.
pub(crate) fn lasting(maker: &Maker) -> Option<Query> {
    let tree = &maker.page.tree;
    let steps = field_steps(maker).into_iter().chain(uncounted(maker)).chain(hint(maker));
    let mut queries = within_host(maker).into_iter().chain(steps.map(|step| Query(vec![step])));
    queries.find(|query| query.finds_only(tree, maker.id))
}

fn field_steps(maker: &Maker) -> Vec<Step> {
    let tree = &maker.page.tree;
    let tag = tree.tag(maker.id);
    if !matches!(tag, "input" | "select" | "textarea") && !is_made_field(tree, maker.id) {
        return Vec::new();
    }
    let id = maker.stable("id").map(|value| Step::new("", vec![Condition::Id(value.into())]));
    let name = maker.stable("name").map(|value| Step::new(tag, vec![attribute("name", value)]));
    let mut steps: Vec<Step> = id.into_iter().chain(name).collect();
    steps.retain(|step| !step.conditions.iter().any(Condition::is_numbered));
    let is_search = tag == "input" && maker.value("type") == Some("search");
    steps.extend(is_search.then(|| Step::new(tag, vec![attribute("type", "search")])));
    steps
}

/// By what stays of it when the count in its name goes up.
fn uncounted(maker: &Maker) -> Option<Step> {
    let tree = &maker.page.tree;
    let name = accname::name(tree, &maker.page.labels, maker.id);
    let (tag, is_count) = (tree.tag(maker.id), |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()));
    let words: Vec<&str> = name.split_whitespace().collect();
    let (first, last) = (words.first()?, words.last()?);
    if tag == "a" && (is_count(first) || is_count(last)) {
        let href =
            maker.value("href").filter(|href| !is_nowhere(href) && tree.source() != Source::Capture)?;
        return Some(Step::new(tag, vec![attribute("href", href)]));
    }
    let label = maker.value("aria-label").filter(|label| is_count(first) && label.starts_with(first))?;
    let rest = label[first.len()..].trim();
    rest.contains(char::is_alphabetic)
        .then(|| Step::new(tag, vec![Condition::Contains("aria-label".into(), rest.into())]))
}

/// A field that only its hint names.
fn hint(maker: &Maker) -> Option<Step> {
    let tree = &maker.page.tree;
    let hint = maker.value("placeholder")?;
    let is_only = accname::name(tree, &maker.page.labels, maker.id) == hint.trim();
    is_only.then(|| Step::new(tree.tag(maker.id), vec![Condition::Begins("placeholder".into(), hint.into())]))
}

fn is_made_field(tree: &Tree, id: NodeId) -> bool {
    matches!(
        tree.attribute(id, "role"),
        Some("checkbox" | "combobox" | "searchbox" | "slider" | "spinbutton" | "switch" | "textbox")
    )
}

fn within_host(maker: &Maker) -> Option<Query> {
    let tree = &maker.page.tree;
    let root = tree.ancestors(maker.id).find(|&node| tree.tag(node) == SHADOW_ROOT)?;
    let id = tree.attribute(tree.parent(root)?, "id").filter(|id| is_chosen(id))?;
    let host = Step::new("", vec![Condition::Id(id.into())]);
    let is_plain = !host.conditions.iter().any(Condition::is_numbered);
    is_plain.then(|| Query(vec![host, Step::new(tree.tag(maker.id), Vec::new())]))
}

/// A control that says nothing itself, by the name of the icon in it.
pub(crate) fn icon_steps(maker: &Maker) -> Vec<Step> {
    let tree = &maker.page.tree;
    let inside = || (maker.id + 1..tree.end(maker.id)).take(MAX_INSIDE);
    if !tree.own_text(maker.id).is_empty() || inside().any(|node| !tree.own_text(node).is_empty()) {
        return Vec::new();
    }
    let named = ICON_NAMES.iter().flat_map(|&name| inside().map(move |node| (name, node)));
    let values = named.filter_map(|(name, node)| {
        let inner = Maker { page: maker.page, id: node };
        let value = inner.value(name)?;
        let lasts = !name.starts_with("data-") || is_chosen(value);
        lasts.then(|| Step::new("", vec![attribute(name, value)]))
    });
    let tag = tree.tag(maker.id);
    values.map(|icon| Step::new(tag, vec![Condition::Has(Box::new(icon))])).collect()
}

/// A field by its kind, and what says its kind by its tag.
pub(crate) fn kind_step(maker: &Maker) -> Option<Step> {
    let tag = maker.page.tree.tag(maker.id);
    let kind = maker.value("type").filter(|kind| TELLING_TYPES.contains(kind));
    match tag {
        "input" => kind.map(|kind| Step::new(tag, vec![attribute("type", kind)])),
        "select" | "textarea" => Some(Step::new(tag, Vec::new())),
        _ => None,
    }
}
