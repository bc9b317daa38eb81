//! CSS selectors, matched by Servo's engine.

use super::Found;
use super::css_element::{Element, Search};
use super::css_terms::{Terms, TermsParser};
use super::scope;
use crate::tree::Tree;
use cssparser::Parser;
use selectors::SelectorList;
use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::matches_selector_list;
use selectors::parser::ParseRelative;

/// Parts of one selector; matching recurses once for each.
const MAX_PARTS: usize = 256;

/// All elements a selector matches. A page says neither here whether its names ignore case, as old
/// pages' do, so that both must come to the same.
pub(crate) fn find(tree: &Tree, css: &str) -> Found {
    // What Playwright reads in its own way, or not at all.
    let has_namespace = css.replace("|=", "").contains('|');
    if has_namespace || css.to_ascii_lowercase().contains(":scope") {
        return None;
    }
    let list = SelectorList::parse(&TermsParser, &mut Parser::new(css), ParseRelative::No).ok()?;
    if list.slice().iter().any(|selector| selector.len() > MAX_PARTS) {
        return None;
    }
    let found = matches(tree, &list, QuirksMode::NoQuirks)?;
    (matches(tree, &list, QuirksMode::Quirks)? == found).then_some(found)
}

fn matches(tree: &Tree, list: &SelectorList<Terms>, quirks: QuirksMode) -> Found {
    let search = Search::of(tree);
    let mut caches = SelectorCaches::default();
    let mut context = MatchingContext::new(
        MatchingMode::Normal,
        None,
        &mut caches,
        quirks,
        NeedsSelectorFlags::No,
        MatchingForInvalidation::No,
    );
    let mut found = Vec::new();
    for id in scope::pierced(tree) {
        let matched = matches_selector_list(list, Element { search: &search, id }, &mut context);
        if search.is_in_doubt() {
            return None;
        }
        found.extend(matched.then_some(id));
    }
    Some(found)
}
