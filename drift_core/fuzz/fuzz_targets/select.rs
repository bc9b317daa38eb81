//! Any selector of any kind on a page: an answer or none, and each path leads to an element.
#![no_main]

use drift_core::{Limits, Page, Strategy, TestIds, select, xpath};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

const PAGE: &[u8] =
    b"<form class='btn a'><label>Save <input value=Save></label><ul><li class=x>Save<b>1</b></li>
    <li>2</li></ul><button id=b class=btn>Save</button><x-card><template shadowrootmode=open><p>Save</p>
    </template></x-card><svg><path></path></svg></form>";

const STRATEGIES: [Strategy; 7] = [
    Strategy::Css,
    Strategy::Xpath,
    Strategy::Text,
    Strategy::Label,
    Strategy::RoleName,
    Strategy::Title,
    Strategy::TestId,
];

static PREPARED: OnceLock<Page> = OnceLock::new();

fuzz_target!(|given: (u8, &str)| {
    let page = PREPARED
        .get_or_init(|| Page::from_html(PAGE, &Limits::default(), &TestIds::default()).expect("a page"));
    for path in select(page, STRATEGIES[given.0 as usize % STRATEGIES.len()], given.1, "button", "class")
        .unwrap_or_default()
    {
        assert!(xpath::find(page.tree(), &path).is_some());
    }
});
