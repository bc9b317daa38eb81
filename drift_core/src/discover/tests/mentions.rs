//! "The row of Bob" is Bob's own; a record that says Bob of somebody else is meant only by who asks for what it says.

use crate::Page;
use crate::discover::{Discovered, Discovery, Request, discover};
use crate::testing::{captured, marked, page};
use crate::xpath::path_of;

/// How one record is written, of somebody, of who manages them, and at a place; its mark is the name.
type Record = fn(&str, &str, usize) -> String;

const HEAD: &str = "<table><tr><th>Name<th>Manager<th>Do</tr>";
const CELLS: Record =
    |who, chief, _| format!("<tr x='{who}'><td>{who}<td>{chief}<td><button>Delete</button></tr>");

const FORMS: &[(&str, &str, Record, &str)] = &[
    ("a table", HEAD, CELLS, "</table>"),
    ("a table without headers", "<table>", CELLS, "</table>"),
    (
        "row headers",
        HEAD,
        |who, chief, _| {
            format!("<tr x='{who}'><th scope=row>{who}</th><td>{chief}<td><button>Delete</button></tr>")
        },
        "</table>",
    ),
    (
        "a box to tick first",
        "<table><tr><th><th>Name<th>Manager<th>Do</tr>",
        |who, chief, _| {
            format!(
                "<tr x='{who}'><td><input type=checkbox><td>{who}<td>{chief}<td><button>Delete</button></tr>"
            )
        },
        "</table>",
    ),
    (
        "a number first",
        "<table><tr><th>Id<th>Name<th>Manager<th>Do</tr>",
        |who, chief, at| {
            format!("<tr x='{who}'><td>{}<td>{who}<td>{chief}<td><button>Delete</button></tr>", at + 100)
        },
        "</table>",
    ),
    (
        "a code first, and no headers",
        "<table>",
        |who, chief, at| {
            format!("<tr x='{who}'><td>EMP-{at}7<td>{who}<td>{chief}<td><button>Delete</button></tr>")
        },
        "</table>",
    ),
    (
        "a picture first",
        HEAD,
        |who, chief, _| {
            format!(
                "<tr x='{who}'><td><img src=a.png alt=Avatar> {who}<td>{chief}<td><button>Delete</button></tr>"
            )
        },
        "</table>",
    ),
    (
        "addresses",
        "<table><tr><th>Name<th>Email<th>Manager<th>Do</tr>",
        |who, chief, _| {
            format!("<tr x='{who}'><td>{who}<td>{who}@x.org<td>{chief}<td><button>Delete</button></tr>")
        },
        "</table>",
    ),
    (
        "links to both",
        HEAD,
        |who, chief, _| {
            format!(
                "<tr x='{who}'><td><a href=/{who}>{who}</a><td><a href=/{chief}>{chief}</a>\
                 <td><button>Delete</button></tr>"
            )
        },
        "</table>",
    ),
    (
        "links to the others, and no headers",
        "<table>",
        |who, chief, _| {
            format!("<tr x='{who}'><td>{who}<td><a href=/{chief}>{chief}</a><td><button>Delete</button></tr>")
        },
        "</table>",
    ),
    (
        "the others first",
        "<table><tr><th>Assigned by<th>Name<th>Do</tr>",
        |who, chief, _| format!("<tr x='{who}'><td>{chief}<td>{who}<td><button>Delete</button></tr>"),
        "</table>",
    ),
    (
        "names to press",
        "<table><tr><th>Name<th>Email<th>Manager<th>Do</tr>",
        |who, chief, _| {
            format!(
                "<tr x='{who}'><td><button>{who}</button><td>{who}@x.org<td>{chief}<td><button>Delete</button></tr>"
            )
        },
        "</table>",
    ),
    (
        "roles",
        "<div role=grid>",
        |who, chief, _| {
            format!(
                "<div role=row x='{who}'><p role=cell>{who}</p><p role=cell>{chief}</p>\
                 <p role=cell><button>Delete</button></p></div>"
            )
        },
        "</div>",
    ),
    (
        "items",
        "<ul>",
        |who, chief, _| {
            format!("<li x='{who}'><b>{who}</b> <span>{chief}</span> <button>Delete</button></li>")
        },
        "</ul>",
    ),
    (
        "cards",
        "<div>",
        |who, chief, _| {
            format!(
                "<div class=card x='{who}'><h3>{who}</h3><p>Manager</p><p>{chief}</p><button>Delete</button></div>"
            )
        },
        "</div>",
    ),
    (
        "boxes",
        "<div>",
        |who, chief, _| {
            format!(
                "<div class=q x='{who}'><div>{who}</div><div>{chief}</div><div><button>Delete</button></div></div>"
            )
        },
        "</div>",
    ),
];

/// By what a record is called: as a whole, then what stands in it.
const BY_KEY: &[(&str, &str)] = &[
    ("row of Bob", ""),
    ("the row for Bob", ""),
    ("row named Bob", ""),
    ("Bob's row", ""),
    ("Bob row", ""),
    ("row", "Bob"),
    ("Delete in the row of Bob", ""),
    ("Delete button in the row for \"Bob\"", ""),
    ("Delete for Bob", ""),
    ("Delete of Bob", ""),
    ("Bob's Delete", ""),
    ("Delete", "Bob"),
    ("Delete", "row of Bob"),
    ("Delete", "the Bob row"),
];
/// By anything that it says.
const BY_TEXT: &[(&str, &str)] = &[
    ("row containing Bob", ""),
    ("row that contains Bob", ""),
    ("row with the text \"Bob\"", ""),
    ("row with Bob", ""),
    ("Delete in the row containing Bob", ""),
    ("Delete in the row with Bob", ""),
    ("Delete next to Bob", ""),
    ("Delete", "row that contains Bob"),
    ("Delete", "row with text 'Bob'"),
];

type People<'a> = &'a [(&'a str, &'a str)];

const TEAM: People = &[("Alice", "Zoe"), ("Bob", "Zoe"), ("Erin", "Bob"), ("Dan", "Zoe")];
const GONE: &[People] = &[
    &[("Alice", "Zoe"), ("Erin", "Bob"), ("Dan", "Ann")],
    &[("Alice", "Zoe"), ("Erin", "Bob"), ("Dan", "Zoe"), ("Finn", "Zoe")],
    &[("Erin", "Bob"), ("Dan", "Ann")],
    &[("Erin", "Bob")],
];
const GONE_AND_SAID_TWICE: People = &[("Alice", "Bob"), ("Erin", "Bob"), ("Dan", "Ann")];

fn pages(before: &str, record: Record, after: &str, people: People) -> [Page; 2] {
    let records: String =
        people.iter().enumerate().map(|(at, (who, chief))| record(who, chief, at)).collect();
    let html = format!("<h1>Team</h1>{before}{records}{after}<p>Words</p>");
    [page(&html), captured(&html)]
}

fn asked(page: &Page, (element, scope): (&str, &str)) -> Discovery {
    discover(page, &Request { element, scope, ..Request::default() })
}

/// Ask for each in each form; every one that is not answered by the record of a name, or as none, is told.
#[track_caller]
fn check(asks: &[(&str, &str)], people: People, expected: Result<&str, Discovered>) {
    let mut wrong = Vec::new();
    for &(form, before, record, after) in FORMS {
        // One box alone repeats nothing, and is no record.
        if people.len() == 1 && matches!(form, "boxes" | "cards") {
            continue;
        }
        for page in pages(before, record, after, people) {
            for &ask in asks {
                let found = asked(&page, ask);
                let is_right = match expected {
                    Ok(who) => {
                        let record = path_of(page.tree(), marked(page.tree(), who));
                        found.xpath.as_ref().is_some_and(|path| path.starts_with(&record))
                    }
                    Err(outcome) => found.outcome == outcome,
                };
                if !is_right {
                    wrong.push(format!(
                        "{form}: {ask:?}: {:?} {:?}: {}",
                        found.outcome, found.xpath, found.reason
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn record_that_is_called_so_is_meant_whoever_else_says_it() {
    check(BY_KEY, TEAM, Ok("Bob"));
}

#[test]
fn record_that_only_says_the_name_is_no_record_of_that_name() {
    for people in GONE {
        check(BY_KEY, people, Err(Discovered::Absent));
    }
    check(BY_KEY, GONE_AND_SAID_TWICE, Err(Discovered::Absent));
}

#[test]
fn record_is_meant_by_what_it_says_where_that_is_asked_for() {
    for people in GONE {
        check(BY_TEXT, people, Ok("Erin"));
    }
    check(BY_TEXT, GONE_AND_SAID_TWICE, Err(Discovered::Ambiguous));
}

#[test]
fn refusal_says_whose_record_has_the_name_in_it() {
    let [page, _] = pages(HEAD, CELLS, "</table>", GONE[0]);
    for ask in [("Delete in the row of Bob", ""), ("row of Bob", ""), ("Delete", "row of Bob")] {
        let found = asked(&page, ask);
        assert!(found.reason.contains("'Bob' stands in the record of 'Erin'"), "{}", found.reason);
    }
    let nobody = asked(&page, ("Delete in the row of Gus", ""));
    assert!(!nobody.reason.contains("stands in"), "{}", nobody.reason);
}
