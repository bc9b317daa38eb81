//! Any request on a page: an answer, and each path leads to an element.
#![no_main]

use drift_core::{Action, Limits, Page, Request, TestIds, discover, xpath};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

const PAGE: &[u8] = b"<form><h2>Order</h2><label>First Name <input name=first></label><table><tr><td>Alice<td>
    <button>Edit</button><tr><td>Bob<td><button>Edit</button></table><div role=dialog aria-label=Confirm>
    <button id=save>Save</button><a href=/>Save</a></div></form>";

static PREPARED: OnceLock<Page> = OnceLock::new();

fuzz_target!(|given: (&str, &str, u8)| {
    let page = PREPARED.get_or_init(|| Page::from_html(PAGE, &Limits::default(), &TestIds::default()).expect("a page"));
    let (element, scope, ordinal) = given;
    let request = Request { element, action: Action::Any, scope, ordinal: ordinal.into(), hidden: true };
    let found = discover(page, &request);
    for path in found.xpath.iter().chain(&found.equals) {
        assert!(xpath::find(page.tree(), path).is_some());
    }
});
