//! Whatever selector is stored, there is an answer or none, soon.

use drift_core::{Detail, Limits, Page, Strategy as By, parse_html, select, xpath};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const PAGE: &str = "<form class='btn a'><label>Save <input value=Save></label><ul><li class=x>Save<b>1</b></li>\
    <li>2</li></ul><button class=btn>Save</button><x-card><template shadowrootmode=open><p>Save</p></template>\
    </x-card><svg><path></path></svg></form>";

fn page(html: &str) -> Page {
    Page::new(parse_html(html.as_bytes(), &Limits::default(), Detail::Full).unwrap())
}

#[test]
fn hostile_selectors_are_answered_in_time() {
    let rows = "<div class=a><p>x</p></div>".repeat(2_000);
    let page = page(&format!("{}{rows}", "<div>".repeat(200)));
    let nested = format!("{}a{}", ":not(".repeat(60), ")".repeat(60));
    let selectors = [
        (By::Css, "div ".repeat(1_000)),
        (By::Css, "div ~ ".repeat(120) + "p"),
        (By::Css, nested),
        (By::Css, ":has(:not(p) ~ div) ".repeat(20)),
        (By::Xpath, "//div".repeat(700)),
        (By::Xpath, format!("//*{}", "[.//p".repeat(20) + &"]".repeat(20))),
        (By::Xpath, "//div[preceding::p[following::p]]".into()),
        (By::Xpath, format!("{}1{}", "(".repeat(2_000), ")".repeat(2_000))),
        (By::Xpath, format!("//p[1{}]", " + 1".repeat(900))),
        (By::Xpath, "//*[contains(., 'y')][contains(., 'z')] | //*[. = //*]".into()),
        (By::Text, "x".repeat(4_096)),
        (By::Css, "x".repeat(100_000)),
    ];
    for (strategy, value) in selectors {
        let start = Instant::now();
        let _ = select(&page, strategy, &value, "", "");
        let head: String = value.chars().take(30).collect();
        assert!(start.elapsed() < Duration::from_secs(20), "{head} took {:?}", start.elapsed());
    }
}

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "/",
        "//",
        "*",
        "li",
        "[",
        "]",
        "(",
        ")",
        "@class",
        "@",
        "'Save'",
        "\"",
        "'",
        ".",
        "..",
        "::",
        "text()",
        "contains",
        "normalize-space",
        "position",
        "last()",
        "=",
        "!=",
        "<",
        "|",
        ",",
        " and ",
        " or ",
        "not(",
        "1",
        "2.5",
        "ancestor",
        "following-sibling",
        "-",
        " + ",
        " mod ",
        "#",
        ".btn",
        ">",
        "~",
        ":not(",
        ":has(",
        ":is(",
        ":nth-child(",
        "2n",
        ":hover",
        "\\",
        "[class=",
        "é",
        "\u{0}",
        "😀",
        "count(",
        "substring(",
        "translate(",
    ]);
    prop::collection::vec(pieces, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_selector_is_answered(value in soup(), other in any::<String>()) {
        let page = page(PAGE);
        for strategy in [By::Css, By::Xpath, By::Text, By::Label, By::RoleName] {
            for value in [&value, &other] {
                let paths = select(&page, strategy, value, "button", "");
                prop_assert!(paths.is_none_or(|paths| paths.iter().all(|path| xpath::find(page.tree(), path).is_some())));
            }
        }
    }
}
