//! Selectors of what belongs to a record lead to no other record.

use crate::evaluate::{Selector, Strategy, select};
use crate::generate::{selectors, selectors_in};
use crate::page::Page;
use crate::page::parts::Whose;
use crate::testing::{captured, marked, page};
use crate::xpath::path_of;

const PEOPLE: [&str; 3] = ["Alice Berg", "Bob Dahl", "Carol Eng"];
const OTHERS: [&str; 3] = ["Alice Berg", "Erin Holt", "Carol Eng"];
const TURNED: [&str; 4] = ["Carol Eng", "Dora Falk", "Bob Dahl", "Alice Berg"];

/// How one record is written, of a person at a place; what acts in it carries the person's name as mark.
type Record = fn(&str, usize) -> String;

const FORMS: &[(&str, Record, &str)] = &[
    (
        "<table>",
        |who, at| format!("<tr id=row-{at}><td>{who}<td><button x='{who}' id=go-{at}>Pay</button>"),
        "</table>",
    ),
    (
        "<table>",
        |who, _| format!("<tr><th scope=row><a href=#>{who}</a><td><button x='{who}'>Pay</button>"),
        "</table>",
    ),
    ("<table>", |who, _| format!("<tr><td><input type=checkbox x='{who}'><td>{who}"), "</table>"),
    ("<ul>", |who, _| format!("<li><span>{who}</span><button x='{who}' class=b></button>"), "</ul>"),
    ("<ul>", |who, _| format!("<li>{who} <button x='{who}'>Pay</button>"), "</ul>"),
    ("<ul>", |who, _| format!("<li aria-label='{who}'><i></i><button x='{who}'>Pay</button>"), "</ul>"),
    ("<ul>", |who, _| format!("<li><img alt='{who}'><button x='{who}'>Pay</button>"), "</ul>"),
    (
        "<div role=grid>",
        |who, _| {
            format!("<div role=row><p role=cell>{who}</p><p role=cell><button x='{who}'>Pay</button></div>")
        },
        "</div>",
    ),
    (
        "<div>",
        |who, _| format!("<div class=card><h3>{who}</h3><p>Now</p><a href=# x='{who}'>Open</a></div>"),
        "</div>",
    ),
    (
        "<main>",
        |who, _| format!("<article><h2>{who}</h2><button x='{who}'>A</button><button>B</button></article>"),
        "</main>",
    ),
    (
        "<form>",
        |who, _| format!("<fieldset><legend>{who}</legend><label>Age <input x='{who}'></label></fieldset>"),
        "</form>",
    ),
];

fn written((before, record, after): (&str, Record, &str), people: &[&str]) -> String {
    let records: String = people.iter().enumerate().map(|(at, who)| record(who, at)).collect();
    format!("<h1>People</h1>{before}{records}{after}")
}

fn found(page: &Page, made: &Selector) -> Vec<String> {
    select(page, made.strategy, &made.value, &made.role, &made.attribute).expect("an answer")
}

#[test]
fn selectors_of_a_records_control_go_with_the_record() {
    for &form in FORMS {
        for read in [page, captured] {
            let old = read(&written(form, &PEOPLE));
            let made = selectors(&old, marked(old.tree(), "Bob Dahl"));
            let (gone, moved) = (read(&written(form, &OTHERS)), read(&written(form, &TURNED)));
            let there = path_of(moved.tree(), marked(moved.tree(), "Bob Dahl"));
            assert!(!made.is_empty());
            for one in made {
                assert!(found(&gone, &one).is_empty(), "{} leads to another record", one.value);
                assert_eq!(found(&moved, &one), std::slice::from_ref(&there), "{}", one.value);
            }
        }
    }
}

#[test]
fn selectors_of_the_only_row_go_with_it() {
    for &form in &FORMS[..3] {
        let (old, new) = (page(&written(form, &["Bob Dahl"])), page(&written(form, &["Erin Holt"])));
        for one in selectors(&old, marked(old.tree(), "Bob Dahl")) {
            assert!(found(&new, &one).is_empty(), "{}", one.value);
        }
    }
}

fn first(html: &str) -> Selector {
    let page = page(html);
    selectors(&page, marked(page.tree(), "a")).swap_remove(0)
}

#[test]
fn identifier_that_says_the_key_comes_first() {
    let row = |who: &str, mark: &str| {
        format!("<tr><td>{who}<td><button {mark} data-testid=delete-{who}>Delete</button>")
    };
    let html = format!("<table>{}{}</table>", row("bob", "x=a"), row("erin", ""));
    assert_eq!((first(&html).strategy, first(&html).value), (Strategy::TestId, "delete-bob".into()));
}

#[test]
fn name_that_stands_once_needs_no_record() {
    let html = "<ul><li>Bob Dahl <button x=a>Approve</button><li>Erin Holt <button>Delete</button></ul>";
    assert_eq!(first(html).strategy, Strategy::RoleName);
}

#[test]
fn key_that_stands_in_two_lists_is_told_by_what_is_around_them() {
    let list = |team: &str, mark: &str| {
        let item = |who: &str, mark: &str| format!("<li><b>{who}</b><button {mark}>Pay</button></li>");
        let items = format!("{}{}", item("Bob Dahl", mark), item("Erin Holt", ""));
        format!("<div class=team><h2>{team}</h2><p>Open</p><ul>{items}</ul></div>")
    };
    let html = format!("<main>{}{}</main>", list("North", "x=a"), list("South", ""));
    let value = first(&html).value;
    assert!(value.contains("\"North\"") && value.contains("\"Bob Dahl\""), "{value}");
}

#[test]
fn text_that_the_request_named_is_the_anchor() {
    let html = "<table><tr><td>Bob Dahl<td>bob@x.org<td><button x=a>Pay</button>
        <tr><td>Erin Holt<td>erin@x.org<td><button>Pay</button></table>";
    let page = page(html);
    let mail = (0..page.tree().len() as u32).find(|&id| page.tree().own_text(id) == "bob@x.org");
    let whose = Whose { named: mail.into_iter().collect(), ..Whose::default() };
    for one in selectors_in(&page, marked(page.tree(), "a"), &whose) {
        assert!(one.value.contains("bob@x.org"), "{}", one.value);
    }
}

#[test]
fn request_that_counts_keeps_its_place() {
    let html = "<ul><li>Bob Dahl <button x=a>Pay</button><li>Erin Holt <button>Pay</button></ul>";
    let page = page(html);
    let whose = Whose { is_counted: true, ..Whose::default() };
    let made = selectors_in(&page, marked(page.tree(), "a"), &whose);
    assert!(made.last().is_some_and(|last| last.positional && !last.value.contains("Bob")));
}

#[test]
fn record_in_a_shadow_root_keeps_what_there_is() {
    let html = "<my-app><template shadowrootmode=open><ul><li>Bob Dahl <button x=a>Pay</button>
        <li>Erin Holt <button>Pay</button></ul></template></my-app>";
    assert_eq!(first(html).strategy, Strategy::Css);
}
