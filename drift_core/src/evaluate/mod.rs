//! A stored selector evaluated on a prepared page, as Playwright would on the page itself.
//!
//! A tree tells less than a browser: white space is collapsed, captures leave out what may be secret,
//! and nothing moves. Whatever an answer would have to guess at makes it [`None`]. Text nodes that
//! stand next to one another count as one, and what was typed into a field is not looked for as text;
//! from HTML alone, what style hides is not known.

mod captured;
mod css;
mod css_element;
mod css_terms;
mod doubt;
mod label;
mod role;
mod scope;
mod strategy;
#[cfg(test)]
mod tests;
mod text;
mod texts;
mod xpath;

pub(crate) use label::find_only as only_label;
pub(crate) use scope::document_of;
pub(crate) use text::find_only as only_text;

use crate::page::Page;
pub use strategy::{Selector, Strategy};

use crate::tree::NodeId;
use crate::xpath::path_of;
use captured::{Reading, read};
use doubt::Sure;

/// Paths that one selector may give.
const MAX_MATCHES: usize = 100;
/// Bytes of a selector that is worth a look.
const MAX_VALUE: usize = 8192;

/// What a selector finds: elements in document order, or None where only a browser can tell.
type Found = Option<Vec<NodeId>>;

/// The paths of all elements a selector matches, in document order and at most 100 of them; None when
/// it takes a browser to tell. Open shadow roots are searched as Playwright searches them, frames not.
pub fn select(
    page: &Page,
    strategy: Strategy,
    value: &str,
    role: &str,
    attribute: &str,
) -> Option<Vec<String>> {
    let found = find(page, strategy, value, role, attribute)?;
    Some(found.into_iter().take(MAX_MATCHES).map(|id| path_of(page.tree(), id)).collect())
}

fn find(page: &Page, strategy: Strategy, value: &str, role: &str, attribute: &str) -> Found {
    if value.len() > MAX_VALUE {
        return None;
    }
    match strategy {
        Strategy::Css => css::find(page.tree(), value),
        Strategy::Xpath => xpath::find(page, value),
        Strategy::RoleName => role::find(page, role, value),
        Strategy::Label => label::find(page, value),
        Strategy::Text => text::find(page, value),
        Strategy::TestId if attribute.is_empty() => None,
        Strategy::TestId => by_attribute(page, attribute, value),
        Strategy::Placeholder => by_attribute(page, "placeholder", value),
        Strategy::AltText => by_attribute(page, "alt", value),
        Strategy::Title => by_attribute(page, "title", value),
    }
}

fn by_attribute(page: &Page, name: &str, value: &str) -> Found {
    let tree = page.tree();
    let name = name.to_ascii_lowercase();
    doubt::only_sure(scope::pierced(tree).map(|id| {
        let sure = match read(tree, id, &name) {
            Reading::Is(given) => Sure::from(given == Some(value)),
            Reading::Begins(start) => Sure::perhaps(value.starts_with(start)),
            Reading::Withheld => Sure::Perhaps,
        };
        (id, sure)
    }))
}
