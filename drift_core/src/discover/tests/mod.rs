//! How a request is read, which part of a page it means, and what is said when there is no answer.

mod parts;
mod phrase;
mod reasons;
mod rows;
mod scope_phrase;
mod whose;

use crate::discover::{Discovery, Request, discover};
use crate::testing::{marked, page};
use crate::xpath::path_of;

fn ask(body: &str, request: &Request) -> Discovery {
    discover(&page(body), request)
}

/// Whether the element that is meant is the one marked `a`; its marks are what tells when it is not.
#[track_caller]
fn assert_finds(body: &str, element: &str, scope: &str) {
    let page = page(body);
    let found = discover(&page, &Request { element, scope, ..Request::default() });
    let expected = path_of(page.tree(), marked(page.tree(), "a"));
    assert_eq!(found.xpath, Some(expected), "{element} in {scope}: {}", found.reason);
}
