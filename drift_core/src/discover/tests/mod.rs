//! How a request is read, which part of a page it means, and what is said when there is no answer.

mod parts;
mod phrase;
mod reasons;
mod rows;
mod scope_phrase;
mod whose;

use crate::discover::{Action, Discovery, Request, discover};
use crate::testing::{captured, marked, page};
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

#[test]
fn field_for_a_file_is_a_field_although_browsers_tell_it_as_a_button() {
    let html =
        "<label for=n>Name</label><input id=n><label for=c>CV</label><input type=file id=c acts=button>
        <label>Letter <input type=file acts=button></label>";
    let page = captured(html);
    let (cv, letter) = ("/html[1]/body[1]/input[2]", "/html[1]/body[1]/label[3]/input[1]");
    for (element, path) in [("CV field", cv), ("Letter input", letter), ("Letter upload field", letter)] {
        for action in [Action::Any, Action::Fill] {
            let found = discover(&page, &Request { element, action, ..Request::default() });
            assert_eq!(found.xpath.as_deref(), Some(path), "{element}: {}", found.reason);
        }
    }
}
