//! What an element can be found from.

use crate::generate::anchors::{anchors, by_place, text_anchors};
use crate::generate::query::{Query, Step};
use crate::generate::selector::Maker;
use crate::testing::{marked, page};

fn written(html: &str, make: fn(&Maker) -> Vec<Step>) -> Vec<String> {
    let page = page(html);
    let maker = Maker { page: &page, id: marked(page.tree(), "a") };
    make(&maker).into_iter().map(|step| Query(vec![step]).xpath()).collect()
}

#[test]
fn anchors_are_found_by_what_lasts_nearest_first() {
    let cases: [(&str, &[&str]); 8] = [
        ("<div id=login><b x=a></b></div>", &["//*[@id=\"login\"]"]),
        ("<div data-testid=box id=login><b x=a></b></div>", &["//*[@data-testid=\"box\"]"]),
        ("<main><div id=login><b x=a></b></div></main>", &["//*[@id=\"login\"]", "//main"]),
        ("<nav aria-label=Top><b x=a></b></nav><nav></nav>", &["//nav[@aria-label=\"Top\"]"]),
        ("<nav><b x=a></b></nav><nav></nav>", &[]),
        ("<div id=ember12><b x=a></b></div>", &[]),
        ("<div id=login></div><div id=login><b x=a></b></div>", &[]),
        ("<div aria-label=Box><b x=a></b></div>", &[]),
    ];
    for (html, expected) in cases {
        assert_eq!(written(html, anchors), expected, "{html}");
    }
}

#[test]
fn text_anchor_of_a_row_is_what_it_says_beside_the_element() {
    let row = |inside: &str| format!("<table><tr>{inside}<td><button x=a>Edit</button></td></tr></table>");
    let cases = [
        (row("<td>Bob</td>"), vec!["//tr[td[normalize-space()=\"Bob\"]]"]),
        (row("<td><b>Bob</b></td>"), vec!["//tr[td/b[normalize-space()=\"Bob\"]]"]),
        // A number alone, or a control, tells no row.
        (row("<td>7</td>"), vec![]),
        (row("<td><button>Bob</button></td>"), vec![]),
        (row(&format!("<td>{}</td>", "long ".repeat(20))), vec![]),
    ];
    for (html, expected) in cases {
        assert_eq!(written(&html, text_anchors), expected, "{html}");
    }
}

#[test]
fn place_begins_at_the_nearest_id_or_at_the_root() {
    let cases = [
        ("<p></p><p><b x=a></b></p>", "html > body:nth-of-type(1) > p:nth-of-type(2) > b:nth-of-type(1)"),
        ("<div id=box><p><b x=a></b></p></div>", "#box > p:nth-of-type(1) > b:nth-of-type(1)"),
        (
            "<div id=a1b2><b x=a></b></div>",
            "html > body:nth-of-type(1) > div:nth-of-type(1) > b:nth-of-type(1)",
        ),
    ];
    for (html, expected) in cases {
        let page = page(html);
        let query = by_place(&Maker { page: &page, id: marked(page.tree(), "a") });
        assert_eq!(query.css(), expected, "{html}");
        assert!(query.finds_only(page.tree(), marked(page.tree(), "a")), "{html}");
    }
}
