//! Any selector of any kind on a page: an answer or none, and each path leads to an element.
#![no_main]

use drift_core::{Limits, Page, Strategy, TestIds, select, xpath};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

const PAGE: &[u8] =
    b"<form class='btn a'><label>Save <input value=Save></label><ul><li class=x>Save<b>1</b></li>
    <li>2</li></ul><button id=b class=btn>Save</button><x-card><template shadowrootmode=open><p>Save</p>
    </template></x-card><svg><path></path></svg></form>";

static PREPARED: OnceLock<Page> = OnceLock::new();

fuzz_target!(|given: (u8, &str)| {
    let page = PREPARED.get_or_init(|| Page::from_html(PAGE, &Limits::default(), &TestIds::default()).expect("a page"));
    let strategies = ["css", "xpath", "text", "label", "role", "title", "test_id"];
    let strategy = Strategy::of(strategies[given.0 as usize % strategies.len()]).expect("a strategy");
    for path in select(page, strategy, given.1, "button", "class").unwrap_or_default() {
        assert!(xpath::find(page.tree(), &path).is_some());
    }
});
