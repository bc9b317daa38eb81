use super::super::heading::heading_above;
use super::super::{brief, heading_level, is_heading, is_landmark};
use super::*;

fn level(body: &str) -> Option<u32> {
    let page = page(body);
    heading_level(&page.tree, marked(&page))
}

#[test]
fn heading_level_of_each_kind() {
    let cases = [
        ("<h1 x>a</h1>", Some(1)),
        ("<h6 x>a</h6>", Some(6)),
        ("<div role=heading x>a</div>", Some(2)),
        ("<div role=heading aria-level=4 x>a</div>", Some(4)),
        ("<fieldset><legend x>a</legend></fieldset>", Some(7)),
        ("<table><caption x>a</caption></table>", Some(7)),
        ("<details><summary x>a</summary></details>", Some(7)),
        ("<figure><figcaption x>a</figcaption></figure>", Some(7)),
        ("<h2 role=tab x>a</h2>", None),
        ("<p x>a</p>", None),
        ("<header x>a</header>", None),
    ];
    for (body, expected) in cases {
        assert_eq!(level(body), expected, "{body}");
        let page = page(body);
        assert_eq!(is_heading(&page.tree, marked(&page)), expected.is_some(), "{body}");
    }
}

#[test]
fn heading_above_is_the_nearest_that_says_something() {
    let page = page("<h1>Shop</h1><h2>Cart</h2><h3></h3><p x>a</p><h2>Later</h2>");
    let above = heading_above(&page, marked(&page)).unwrap();
    assert_eq!(page.tree.own_text(above), "Cart");
}

#[test]
fn landmark_of_each_kind() {
    let cases = [
        ("<nav x></nav>", true),
        ("<main x></main>", true),
        ("<form x></form>", true),
        ("<section x></section>", true),
        ("<div role=dialog x></div>", true),
        ("<div role=search x></div>", true),
        ("<div x></div>", false),
        ("<article><header x></header></article>", false),
        ("<ul><li x></ul>", false),
    ];
    for (body, expected) in cases {
        let page = page(body);
        assert_eq!(is_landmark(&page.tree, marked(&page)), expected, "{body}");
    }
}

#[test]
fn brief_tells_an_element_from_its_equals() {
    let table = format!("<table>{}</table>", rows_of(&["Alice", "Bob"]));
    let cases = [
        (table.replacen("<button>", "<button x>", 1), "button \"Delete\" in \"Alice\""),
        ("<button id=go x>Go</button>".into(), "button \"Go\" with id \"go\""),
        (
            "<div role=dialog aria-label=Basket><button x>Pay</button></div>".into(),
            "button \"Pay\" in dialog \"Basket\"",
        ),
        ("<h2>Orders</h2><button x>New</button>".into(), "button \"New\" under \"Orders\""),
        ("<button x>Alone</button>".into(), "button \"Alone\""),
    ];
    for (body, expected) in cases {
        let page = page(&body);
        assert_eq!(brief(&page, marked(&page)), expected);
    }
}
