//! Selectors of a record as a whole find it by its key: after its list was sorted anew, and never another one.

use crate::evaluate::{Selector, Strategy, select};
use crate::generate::selectors;
use crate::page::Page;
use crate::testing::{captured, marked, page};
use crate::xpath::path_of;

const CART: [&str; 3] = ["Green tea", "Teapot", "Milk jug"];
const SORTED: [&str; 4] = ["Milk jug", "Teapot lid", "Teapot", "Green tea"];
const WITHOUT: [&str; 3] = ["Green tea", "Teapot lid", "Milk jug"];

/// How one record is written, of a thing at a place; the thing is its mark, and its price is another each time.
type Record = fn(&str, usize) -> String;

const FORMS: &[(&str, Record, &str)] = &[
    (
        "<table>",
        |it, at| format!("<tr id=row-{at} x='{it}'><td>{it}<td>{at}.00<td><button>Pay</button>"),
        "</table>",
    ),
    ("<table>", |it, at| format!("<tr x='{it}'><th scope=row><a href=#>{it}</a><td>{at}.00"), "</table>"),
    ("<ul>", |it, at| format!("<li x='{it}'>{it} <i>{at}.00</i> <button>Pay</button></li>"), "</ul>"),
    ("<ul>", |it, at| format!("<li x='{it}'><p><strong>{it}</strong></p><i>{at}.00</i></li>"), "</ul>"),
    ("<ul>", |it, at| format!("<li x='{it}'><img alt='{it}'><i>{at}.00</i></li>"), "</ul>"),
    (
        "<ul><li>Kitchen<ul>",
        |it, at| format!("<li x='{it}'><span>{it}</span> <i>{at}.00</i></li>"),
        "</ul></li><li>Garden</li></ul>",
    ),
    (
        "<div role=grid>",
        |it, at| format!("<div role=row x='{it}'><p role=cell>{it}</p><p role=cell>{at}.00</p></div>"),
        "</div>",
    ),
    ("<div>", |it, at| format!("<div class=card x='{it}'><h3>{it}</h3><p>{at}.00</p></div>"), "</div>"),
    ("<main>", |it, at| format!("<article x='{it}'><h2>{it}</h2><p>{at}.00</p></article>"), "</main>"),
    (
        "<form>",
        |it, at| format!("<div role=group aria-label='{it}' x='{it}'><p>{at}.00</p></div>"),
        "</form>",
    ),
    ("<dl>", |it, at| format!("<dt x='{it}'>{it}</dt><dd>{at}.00</dd>"), "</dl>"),
];

fn written((before, record, after): (&str, Record, &str), all: &[&str]) -> String {
    let records: String = all.iter().enumerate().map(|(at, it)| record(it, at + 3 * all.len())).collect();
    format!("<h1>Cart</h1>{before}{records}{after}")
}

fn found(page: &Page, made: &Selector) -> Vec<String> {
    select(page, made.strategy, &made.value, &made.role, &made.attribute).expect("an answer")
}

#[test]
fn selectors_of_a_record_find_it_in_a_list_that_was_sorted_anew() {
    for &form in FORMS {
        for read in [page, captured] {
            let old = read(&written(form, &CART));
            let made = selectors(&old, marked(old.tree(), "Teapot"));
            let (sorted, without) = (read(&written(form, &SORTED)), read(&written(form, &WITHOUT)));
            let there = path_of(sorted.tree(), marked(sorted.tree(), "Teapot"));
            assert!(!made.is_empty() && !made[0].positional, "{}", form.0);
            for one in made {
                assert_eq!(found(&sorted, &one), std::slice::from_ref(&there), "{}", one.value);
                assert!(found(&without, &one).is_empty(), "{} leads to another record", one.value);
            }
        }
    }
}

#[test]
fn record_whose_key_a_sibling_has_keeps_its_place() {
    for &form in FORMS {
        let page = page(&written(form, &["Milk jug", "Teapot", "Teapot", "Lid", "Cup"]));
        let made = selectors(&page, marked(page.tree(), "Teapot"));
        assert!(made.iter().all(|one| found(&page, one).len() == 1), "{made:?}");
    }
}

#[test]
fn record_in_each_of_two_lists_is_told_by_what_is_around_them() {
    let list = |place: &str, mark: &str| {
        let item = |it: &str, mark: &str| format!("<li {mark}><b>{it}</b><i>Open</i></li>");
        let items = format!("{}{}", item("Teapot", mark), item("Milk jug", ""));
        format!("<div class=shelf><h2>{place}</h2><p>Open</p><ul>{items}</ul></div>")
    };
    let page = page(&format!("<main>{}{}</main>", list("North", "x=a"), list("South", "")));
    let value = &selectors(&page, marked(page.tree(), "a"))[0].value;
    assert!(value.contains("\"North\"") && value.contains("\"Teapot\""), "{value}");
}

#[test]
fn identifier_of_a_row_that_does_not_say_its_key_is_left_out_and_that_of_a_box_comes_first() {
    let row = |it: &str, more: &str| format!("<tr {more}><td>{it}<td>Open</tr>");
    let table = page(&format!("<table>{}{}</table>", row("Teapot", "x=a id=current"), row("Milk jug", "")));
    let made = selectors(&table, marked(table.tree(), "a"));
    assert!(made.iter().all(|one| one.value.contains("Teapot")), "{made:?}");

    let form = |title: &str, id: &str, mark: &str| {
        format!(
            "<form id={id} {mark}><h2>{title}</h2><label>E-mail <input></label><button>Go</button></form>"
        )
    };
    let forms =
        page(&format!("{}{}", form("Welcome back", "login", "x=a"), form("New here", "register", "")));
    let made = selectors(&forms, marked(forms.tree(), "a"));
    assert_eq!((made[0].strategy, made[0].value.as_str()), (Strategy::Css, "#login"), "{made:?}");
}
