//! "The row of Teapot" is the record of that key, whatever the page makes its records of; it is absent only where
//! there is none.

use super::ask;
use crate::discover::{Discovered, Discovery, Request, discover};
use crate::testing::{captured, marked, page};
use crate::xpath::path_of;

/// How one record is written, of a thing and a figure; the thing is its mark.
type Record = fn(&str, u32) -> String;

const FORMS: &[(&str, &str, Record, &str)] = &[
    (
        "a table",
        "<table>",
        |it, n| format!("<tr x='{it}'><td>{it}<td>{n} €<td><button>Remove</button></tr>"),
        "</table>",
    ),
    (
        "a table whose first column is a code",
        "<table>",
        |it, n| format!("<tr x='{it}'><td>SKU-{n}7<td>{it}<td><button>Remove</button></tr>"),
        "</table>",
    ),
    (
        "row headers",
        "<table>",
        |it, n| format!("<tr x='{it}'><th scope=row>{it}</th><td>{n} €</tr>"),
        "</table>",
    ),
    (
        "roles",
        "<div role=table>",
        |it, n| format!("<div role=row x='{it}'><p role=cell>{it}</p><p role=cell>{n} €</p></div>"),
        "</div>",
    ),
    (
        "items",
        "<ul>",
        |it, n| format!("<li x='{it}'>{it} <b>{n} €</b> <button>Remove</button></li>"),
        "</ul>",
    ),
    ("items in a line", "<ul>", |it, n| format!("<li x='{it}'>{it} <b>{n}.00 €</b></li>"), "</ul>"),
    (
        "items with a link",
        "<ul>",
        |it, n| format!("<li x='{it}'><a href='/{n}'>{it}</a> <i>{n} €</i></li>"),
        "</ul>",
    ),
    (
        "items with a strong name",
        "<ol>",
        |it, n| format!("<li x='{it}'><p><strong>{it}</strong></p><p>{n} €</p></li>"),
        "</ol>",
    ),
    (
        "items with a heading",
        "<ul>",
        |it, n| format!("<li x='{it}'><div><h3>{it}</h3><p>{n} €</p></div></li>"),
        "</ul>",
    ),
    (
        "nested lists",
        "<ul><li>Kitchen<ul>",
        |it, n| format!("<li x='{it}'><span>{it}</span> <i>{n} €</i></li>"),
        "</ul></li><li>Garden<ul><li>Spade</li><li>Rake</li></ul></li></ul>",
    ),
    (
        "articles",
        "<main>",
        |it, n| format!("<article x='{it}'><h2>{it}</h2><p>{n} €</p></article>"),
        "</main>",
    ),
    (
        "cards",
        "<div>",
        |it, n| format!("<div class=card x='{it}'><h3>{it}</h3><p>{n} €</p><button>Remove</button></div>"),
        "</div>",
    ),
    (
        "boxes",
        "<div>",
        |it, n| format!("<div class=q x='{it}'><span>{it}</span><span>{n} €</span></div>"),
        "</div>",
    ),
    (
        "groups",
        "<form>",
        |it, n| {
            format!("<div role=group aria-label='{it}' x='{it}'><p>{n} €</p><button>Remove</button></div>")
        },
        "</form>",
    ),
    (
        "fieldsets",
        "<form>",
        |it, _| format!("<fieldset x='{it}'><legend>{it}</legend><label>Count <input></label></fieldset>"),
        "</form>",
    ),
    ("definitions", "<dl>", |it, n| format!("<dt x='{it}'>{it}</dt><dd>{n} €</dd>"), "</dl>"),
    (
        "definitions in boxes",
        "<dl>",
        |it, n| format!("<div x='{it}'><dt>{it}</dt><dd>{n} €</dd></div>"),
        "</dl>",
    ),
    (
        "choices",
        "<div role=listbox>",
        |it, n| format!("<div role=option x='{it}'><span>{it}</span> <i>{n} €</i></div>"),
        "</div>",
    ),
];

/// Every way to ask for it as a whole.
const ASKED: &[(&str, &str)] = &[
    ("row of Teapot", ""),
    ("the row of \"Teapot\"", ""),
    ("row for Teapot", ""),
    ("row with teapot", ""),
    ("row named Teapot", ""),
    ("Teapot row", ""),
    ("Teapot's row", ""),
    ("row", "Teapot"),
    ("the row", "Teapot"),
    ("table row of Teapot", ""),
    ("card of Teapot", ""),
    ("Teapot card", ""),
    ("card", "Teapot"),
    ("tile of Teapot", ""),
    ("item of Teapot", ""),
    ("item \"Teapot\"", ""),
    ("list item of Teapot", ""),
    ("entry of Teapot", ""),
    ("entry for Teapot", ""),
    ("line of Teapot", ""),
];

const CART: [&str; 3] = ["Green tea", "Teapot", "Milk jug"];

fn written((_, before, record, after): &(&str, &str, Record, &str), all: &[&str]) -> String {
    let records: String = (24..).zip(all).map(|(price, it)| record(it, price)).collect();
    format!("<h1>Cart</h1>{before}{records}{after}<p>Teapot and more was looked at</p>")
}

fn asked(page: &crate::Page, &(element, scope): &(&str, &str)) -> Discovery {
    discover(page, &Request { element, scope, ..Request::default() })
}

#[test]
fn record_is_found_by_its_key_whatever_it_is_and_is_called() {
    for form in FORMS {
        for page in [page(&written(form, &CART)), captured(&written(form, &CART))] {
            let there = path_of(page.tree(), marked(page.tree(), "Teapot"));
            for ask in ASKED {
                let found = asked(&page, ask);
                assert_eq!(found.xpath.as_ref(), Some(&there), "{}: {ask:?}: {}", form.0, found.reason);
            }
        }
    }
}

#[test]
fn last_record_that_is_left_is_found_by_its_key() {
    for form in FORMS.iter().filter(|(what, ..)| *what != "boxes") {
        for page in [page(&written(form, &["Teapot"])), captured(&written(form, &["Teapot"]))] {
            for ask in ASKED {
                let found = asked(&page, ask);
                assert_eq!(found.outcome, Discovered::Found, "{}: {ask:?}: {}", form.0, found.reason);
            }
        }
    }
}

#[test]
fn record_that_is_not_there_is_absent() {
    for form in FORMS {
        for all in [["Green tea", "Milk jug", "Teapot lid"], ["Green tea", "Milk jug", "Red Teapot"]] {
            for page in [page(&written(form, &all)), captured(&written(form, &all))] {
                for ask in ASKED {
                    let found = asked(&page, ask);
                    assert_eq!(found.outcome, Discovered::Absent, "{}: {ask:?}: {}", form.0, found.reason);
                }
            }
        }
    }
}

#[test]
fn two_records_of_one_key_are_ambiguous() {
    for form in FORMS {
        for all in [&["Teapot", "Teapot"][..], &["Teapot", "Milk jug", "Teapot"]] {
            for page in [page(&written(form, all)), captured(&written(form, all))] {
                for ask in ASKED {
                    let found = asked(&page, ask);
                    assert_eq!(found.outcome, Discovered::Ambiguous, "{}: {ask:?}: {}", form.0, found.reason);
                }
            }
        }
    }
}

#[test]
fn record_of_another_list_is_told_by_the_word_for_it_or_by_its_part() {
    let table = written(&FORMS[0], &CART);
    let seen = "<section><h2>Seen</h2><ul><li x=seen><a href=/t>Teapot</a></li><li><a href=/m>Mug</a></li></ul></section>";
    let page = page(&format!("<section>{table}</section>{seen}"));
    for (element, scope, mark) in [
        ("row of Teapot", "", "Teapot"),
        ("list item of Teapot", "", "seen"),
        ("row of Teapot", "Seen", "seen"),
        ("row of Teapot in Seen", "", "seen"),
        ("row", "Teapot in Seen", "seen"),
        ("line of Teapot in Cart", "", "Teapot"),
    ] {
        let found = asked(&page, &(element, scope));
        let there = path_of(page.tree(), marked(page.tree(), mark));
        assert_eq!(found.xpath, Some(there), "{element} {scope}: {}", found.reason);
    }
    assert_eq!(asked(&page, &("entry of Teapot", "")).outcome, Discovered::Ambiguous);
}

#[test]
fn record_that_is_not_shown_is_hidden() {
    let html = "<ul unseen><li x=a><b>Teapot</b> <i>24 €</i></li><li><b>Mug</b> <i>8 €</i></li></ul>";
    let page = captured(html);
    let request = Request { element: "row of Teapot", hidden: true, ..Request::default() };
    assert_eq!(discover(&page, &request).outcome, Discovered::Hidden);
}

#[test]
fn record_that_only_mentions_the_key_is_another_one() {
    let row = |name: &str, chief: &str| format!("<li><h3>{name}</h3><p>Manager</p><p>{chief}</p></li>");
    let html = format!("<ul>{}{}</ul>", row("Erin", "Bob"), row("Carol", "Dan"));
    for element in ["row of Bob", "card of Bob", "Bob's row"] {
        let found = ask(&html, &Request { element, ..Request::default() });
        assert_eq!(found.outcome, Discovered::Absent, "{element}: {}", found.reason);
    }
    let bob = format!("<ul>{}{}</ul>", row("Erin", "Bob"), row("Bob", "Dan"));
    let found = ask(&bob, &Request { element: "row of Bob", ..Request::default() });
    assert_eq!(found.xpath.as_deref(), Some("/html[1]/body[1]/ul[1]/li[2]"), "{}", found.reason);
}

#[test]
fn section_is_the_one_with_that_heading_and_no_item_of_a_menu() {
    let menu = "<nav><ul><li><a href=#b>Billing</a></li><li><a href=#s>Shipping</a></li></ul></nav>";
    let section = |name: &str| format!("<section x='{name}'><h2>{name}</h2><p>Words</p><input></section>");
    let page = page(&format!("{menu}{}{}", section("Billing"), section("Shipping")));
    let there = path_of(page.tree(), marked(page.tree(), "Billing"));
    for ask in [("section of Billing", ""), ("section", "Billing")] {
        assert_eq!(asked(&page, &ask).xpath.as_ref(), Some(&there), "{ask:?}");
    }
    let gone = crate::testing::page(&format!("{menu}{}", section("Shipping")));
    for ask in [("section of Billing", ""), ("section", "Billing")] {
        assert_eq!(asked(&gone, &ask).outcome, Discovered::Absent, "{ask:?}: {}", asked(&gone, &ask).reason);
    }
}

#[test]
fn record_by_its_number_among_those_of_one_key() {
    for form in FORMS {
        let page = page(&written(form, &["Teapot", "Milk jug", "Teapot"]));
        let second = discover(&page, &Request { element: "row of Teapot", ordinal: 2, ..Request::default() });
        assert_eq!(second.outcome, Discovered::Found, "{}: {}", form.0, second.reason);
        let third = discover(&page, &Request { element: "row of Teapot", ordinal: 3, ..Request::default() });
        assert_eq!(third.outcome, Discovered::Absent, "{}: {}", form.0, third.reason);
    }
}
