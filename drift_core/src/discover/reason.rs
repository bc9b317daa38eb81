//! Why there is one, none or several, in sentences for people.

use super::meaning::nearest;
use super::phrase::Reading;
use super::scopes::called::names_of;
use super::{Search, kinds};
use crate::lengths::clip;
use crate::page::parts::brief;
use crate::page::{accname, revealers, shown_text};
use crate::tree::NodeId;

const MAX_NAME: usize = 60;
/// Names that a refusal tells in its sentence.
const MAX_TOLD: usize = 3;

pub(super) fn nothing(element: &str) -> String {
    format!("nothing on the page is called {}", quoted(element))
}

/// The same, with what is called nearly so.
pub(super) fn nothing_near(search: &Search, element: &str) -> String {
    let near: Vec<String> =
        nearest(search, element).iter().take(MAX_TOLD).map(|&(id, _)| brief(search.page, id)).collect();
    match near.is_empty() {
        true => nothing(element),
        false => format!("{}; near it: {}", nothing(element), near.join(", ")),
    }
}

pub(super) fn no_scope(scope: &str) -> String {
    format!("no part of the page is the scope {}", quoted(scope))
}

pub(super) fn too_few(element: &str, ordinal: usize, count: usize) -> String {
    format!("{} number {ordinal} is asked for; there are {count}", quoted(element))
}

pub(super) fn outside(search: &Search, id: NodeId) -> String {
    let request = search.request;
    let (nothing, brief) = (nothing(request.element), brief(search.page, id));
    format!("{nothing}; {brief} is outside the scope {}", quoted(request.scope))
}

/// The same, with the record that says what another one would be called by.
pub(super) fn mentioned(search: &Search, why: &str, said_by: NodeId) -> String {
    let page = search.page;
    let text = match shown_text(&page.tree, said_by) {
        text if text.is_empty() => accname::name(&page.tree, &page.labels, said_by),
        text => text,
    };
    let name = page.record(said_by).and_then(|record| names_of(page, record).into_iter().next());
    let whose = name.map_or_else(|| "another name".to_owned(), |(_, name)| quoted(&name));
    let (said, text) = (quoted(&text), clip(&text, MAX_NAME));
    format!("{why}; {said} stands in the record of {whose}, which \"row containing {text}\" would ask for")
}

/// What is called so and was left out.
pub(super) fn unfit(search: &Search, id: NodeId) -> String {
    let request = search.request;
    let why = if kinds::takes(search.page, id, request.action) == kinds::Takes::No {
        format!("cannot take the action {}", quoted(request.action.name()))
    } else if !search.includes(id) {
        "is not visible".into()
    } else {
        "is of another kind".into()
    };
    format!("{}; {} {why}", nothing(request.element), brief(search.page, id))
}

pub(super) fn ambiguous(search: &Search, equals: &[NodeId]) -> String {
    let more = match equals.len() {
        0..=2 => String::new(),
        count => format!(" and {} more", count - 2),
    };
    let named: Vec<String> = equals.iter().take(2).map(|&id| brief(search.page, id)).collect();
    format!("{} is equally well {}{more}", quoted(search.request.element), named.join(" and "))
}

pub(super) fn found(search: &Search, id: NodeId, reading: &Reading, how: &str) -> String {
    let how = if how.is_empty() { String::new() } else { format!(", {how}") };
    let place = match reading.scope.as_str() {
        "" => String::new(),
        scope => format!(", in {}", quoted(scope)),
    };
    format!("{} is {}{how}{place}", quoted(search.request.element), brief(search.page, id))
}

/// What is there and not shown, and what shows it.
pub(super) fn hidden(search: &Search, id: NodeId, found: &str) -> String {
    let steps = revealers(search.page, id);
    let named: Vec<String> = steps.iter().map(|step| brief(search.page, step.control)).collect();
    match named.is_empty() {
        true => format!("{found}, which is hidden; the page does not tell what shows it"),
        false => format!("{found}, which is hidden; {} shows it", named.join(", then ")),
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", clip(text, 2 * MAX_NAME))
}
