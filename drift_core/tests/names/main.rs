//! Names as people write them, kind by kind; `x` marks the element that is meant, and no mark that none may be.

mod beside;
mod controls;
mod lists;
mod meaning;

use drift_core::{Action, Detail, Discovery, Limits, Page, Request, discover, parse_html, xpath};

fn page(html: &str) -> Page {
    let whole = format!("<!doctype html><html><body>{html}</body></html>");
    Page::new(parse_html(whole.as_bytes(), &Limits::default(), Detail::Full).unwrap())
}

fn ask(html: &str, element: &str, action: Action) -> (Discovery, Option<String>) {
    let page = page(html);
    let tree = page.tree();
    let marked = (0..tree.len() as u32).find(|&id| tree.attribute(id, "x").is_some());
    let expected = marked.map(|id| xpath::path_of(tree, id));
    (discover(&page, &Request { element, action, ..Request::default() }), expected)
}

/// Ask for each; every one that is not answered as marked is told.
#[track_caller]
fn check(cases: &[(Action, &str, &str)]) {
    let mut wrong = Vec::new();
    for &(action, element, html) in cases {
        let (found, expected) = ask(html, element, action);
        if found.xpath != expected {
            wrong.push(format!("{element:?} {action:?} in {html}\n    {:?}: {}", found.xpath, found.reason));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const ANY: Action = Action::Any;
const CLICK: Action = Action::Click;
const FILL: Action = Action::Fill;
const CHECK: Action = Action::Check;
const SELECT: Action = Action::Select;
const READ: Action = Action::Read;
