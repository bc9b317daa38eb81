//! How a request is read, which part of a page it means, and what is said when there is no answer.

mod columns;
mod mentions;
mod naming;
mod parts;
mod phrase;
mod reasons;
mod rows;
mod scope_phrase;
mod whole;
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

/// Consents are long, and longer in some languages: what tells two apart stands at their end.
#[test]
fn long_names_that_begin_alike_are_told_apart_in_any_script() {
    for (start, words) in
        [("I agree ", "to all of it "), ("Согласен ", "со всем этим "), ("同意", "以上全部条款内容")]
    {
        let long = format!("{start}{}", words.repeat(14));
        let long = long.trim();
        let box_of =
            |mark: &str, name: &str| format!("<p><label><input type=checkbox {mark}> {name}</label></p>");
        let (first, second) = (long.to_owned(), format!("{long} second"));
        let page = |a: &str, b: &str| {
            box_of(a, &first) + &box_of(b, &second) + &format!("<button>{first}!</button>")
        };
        assert_finds(&page("x=a", ""), &first, "");
        assert_finds(&page("", "x=a"), &second, "");
    }
}
