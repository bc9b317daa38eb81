//! Any request on any page has an answer: one element that is there, several, or none.

use drift_core::{Action, Detail, Discovered, Limits, Page, Request, discover, parse_html, xpath};
use proptest::prelude::*;

const PAGE: &str = "<form><h2>Order</h2><label>First Name <input name=first></label>\
    <table><tr><td>Alice<td><button>Edit</button><tr><td>Bob<td><button>Edit</button></table>\
    <div role=dialog aria-label=Confirm><button id=save>Save</button><a href=/>Save</a></div></form>";

/// Requests made of the words that mean something, and of anything else.
fn request() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Edit",
        "Save",
        "the",
        "second",
        "last",
        "first",
        "#3",
        "2nd",
        "row",
        "of",
        "Alice",
        "in",
        "dialog",
        "button",
        "field",
        "labelled",
        "'",
        "\"",
        "’s",
        "Bob's",
        "under",
        "Order",
        "next to",
        "",
        "\u{0}",
        "İ",
        "ß",
        "(required)",
        "*",
        "99999999999999999999",
    ]);
    let phrase = prop::collection::vec(words, 0..12).prop_map(|words| words.join(" "));
    prop_oneof![phrase, any::<String>()]
}

fn page(html: &str) -> Page {
    Page::new(parse_html(html.as_bytes(), &Limits::default(), Detail::Full).expect("a page"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_request_is_answered(element in request(), scope in request(), ordinal in 0usize..4, html in ".{0,80}") {
        for html in [PAGE.to_owned(), format!("{PAGE}{html}"), format!("<p>{html}")] {
            let page = page(&html);
            for action in [Action::Any, Action::Click, Action::Fill] {
                for scope in ["", &scope] {
                    let request = Request { element: &element, action, scope, ordinal, hidden: true };
                    let found = discover(&page, &request);
                    let paths = found.xpath.iter().chain(&found.equals);
                    prop_assert!(paths.clone().all(|path| xpath::find(page.tree(), path).is_some()));
                    prop_assert_eq!(found.outcome == Discovered::Found, found.xpath.is_some());
                    prop_assert_eq!(found.outcome == Discovered::Ambiguous, found.equals.len() > 1);
                    prop_assert!((0.0..=1.0).contains(&found.confidence));
                }
            }
        }
    }
}
