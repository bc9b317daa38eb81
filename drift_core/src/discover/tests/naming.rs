//! Which of its texts call a record: by its column, by what the page says to be its name, by its own address.

use crate::Page;
use crate::discover::{Discovered, Discovery, Request, discover};
use crate::testing::{captured, marked, page};
use crate::xpath::path_of;

/// How one record is written, of a group and a thing in it.
type Record = fn(&str, &str) -> String;

fn asked(page: &Page, (element, scope): (&str, &str)) -> Discovery {
    discover(page, &Request { element, scope, ..Request::default() })
}

#[test]
fn record_is_meant_by_a_column_and_what_stands_under_it() {
    let row = |who: &str, chief: &str, state: &str| {
        format!(
            "<tr x='{who}'><td>{who}<td>{chief}<td>{state}<td>{who}@x.org<td><button>Delete</button></tr>"
        )
    };
    let rows = row("Alice", "Bob", "Paid") + &row("Bob", "Ann", "Overdue") + &row("Erin", "Ann", "Paid");
    let html = format!("<table><tr><th>Name<th>Line manager<th>Status<th>Email<th>Do</tr>{rows}</table>");
    for (phrase, who) in [
        ("row with line manager Bob", "Alice"),
        ("row whose line manager is \"Bob\"", "Alice"),
        ("row where the line manager is Bob", "Alice"),
        ("row with name Bob", "Bob"),
        ("row with status Overdue", "Bob"),
        ("row where status = Overdue", "Bob"),
        ("row of status Overdue", "Bob"),
        ("row with email Erin@x.org", "Erin"),
        ("row of Overdue", "Bob"),
        ("row of Erin@x.org", "Erin"),
        ("row with Overdue", "Bob"),
    ] {
        let page = page(&html);
        let record = path_of(page.tree(), marked(page.tree(), who));
        for ask in [(phrase, ""), (&*format!("Delete in the {phrase}"), ""), ("Delete", phrase)] {
            let found = asked(&page, ask);
            let is_right = found.xpath.as_ref().is_some_and(|path| path.starts_with(&record));
            assert!(is_right, "{ask:?}: {:?} {}", found.xpath, found.reason);
        }
    }
    for (phrase, outcome) in [
        ("row with status Bob", Discovered::Absent),
        ("row with email Bob", Discovered::Absent),
        ("row with status Paid", Discovered::Ambiguous),
        ("row of Paid", Discovered::Ambiguous),
    ] {
        let found = asked(&page(&html), ("Delete", phrase));
        assert_eq!(found.outcome, outcome, "{phrase}: {}", found.reason);
    }
}

/// Names that stand behind what else a record says, which the page says to be the names.
#[test]
fn record_is_called_by_what_the_page_says_to_be_its_name() {
    let things = [("Kitchen", "Teapot"), ("Garden", "Spade"), ("Office", "Stapler")];
    let forms: [(&str, Record, &str); 5] = [
        (
            "<table><tr><th>Category<th>Product<th>Do</tr>",
            |group, it| format!("<tr x='{it}'><td>{group}<td>{it}<td><button>Delete</button></tr>"),
            "</table>",
        ),
        (
            "<table><tr><th>Author<th>Title<th>Do</tr>",
            |group, it| {
                format!("<tr x='{it}'><td>{group}<td><a href=/{it}>{it}</a><td><button>Delete</button></tr>")
            },
            "</table>",
        ),
        (
            "<ul>",
            |group, it| {
                format!(
                    "<li x='{it}'><i>{group}</i> <b class=item-title>{it}</b> <button>Delete</button></li>"
                )
            },
            "</ul>",
        ),
        (
            "<div>",
            |group, it| {
                format!("<div class=card x='{it}'><p>{group}</p><h3>{it}</h3><button>Delete</button></div>")
            },
            "</div>",
        ),
        (
            "<div>",
            |group, it| {
                format!(
                    "<div class=card x='{it}'><p>{group}</p><a href=/{it}>{it}</a><button>Delete</button></div>"
                )
            },
            "</div>",
        ),
    ];
    for (before, record, after) in forms {
        let records: String = things.iter().map(|(group, it)| record(group, it)).collect();
        let html = format!("<h1>Things</h1>{before}{records}{after}");
        for page in [page(&html), captured(&html)] {
            let there = path_of(page.tree(), marked(page.tree(), "Teapot"));
            for ask in [("Delete in the row of Teapot", ""), ("Delete for Teapot", ""), ("Delete", "Teapot")]
            {
                let found = asked(&page, ask);
                let is_right = found.xpath.as_ref().is_some_and(|path| path.starts_with(&there));
                assert!(is_right, "{ask:?} in {html}: {}", found.reason);
            }
        }
    }
}

#[test]
fn first_column_names_its_rows_whatever_is_above_it() {
    for head in ["Lead", "Owner", "Reviewer", "Contact", "Anything"] {
        let row = |who: &str, team: &str| {
            format!("<tr x='{who}'><td>{who}<td>{team}<td><button>Delete</button></tr>")
        };
        let rows = row("Bob", "North") + &row("Erin", "South") + &row("Dan", "West");
        let page = page(&format!("<table><tr><th>{head}<th>Team lead<th>Do</tr>{rows}</table>"));
        let there = path_of(page.tree(), marked(page.tree(), "Bob"));
        for ask in [("Delete in the row of Bob", ""), ("row of Bob", "")] {
            let found = asked(&page, ask);
            let is_right = found.xpath.as_ref().is_some_and(|path| path.starts_with(&there));
            assert!(is_right, "{head}: {ask:?}: {}", found.reason);
        }
        assert_eq!(asked(&page, ("Delete", "row of South")).outcome, Discovered::Absent, "{head}");
    }
}

#[test]
fn name_that_stands_once_among_names_that_repeat_is_a_name() {
    let row = |who: &str, mail: &str| {
        format!("<tr x='{who}'><td>{who}<td>{mail}@x.org<td><button>Delete</button></tr>")
    };
    let rows = row("Bob", "b1") + &row("Bob", "b2") + &row("Bob", "b3") + &row("Ann", "a");
    let page = page(&format!("<table><tr><th>Name<th>Email<th>Do</tr>{rows}</table>"));
    let found = asked(&page, ("Delete in the row of Ann", ""));
    assert_eq!(found.outcome, Discovered::Found, "{}", found.reason);
    assert_eq!(asked(&page, ("Delete in the row of Bob", "")).outcome, Discovered::Ambiguous);
}

#[test]
fn address_of_another_one_and_a_count_call_no_record() {
    let row = |id: usize, mail: &str, chief: &str, count: usize| {
        format!("<tr><td>{id}<td>{mail}@x.org<td>{chief}@x.org<td>{count}<td><button>Delete</button></tr>")
    };
    let rows = row(1, "ann", "bob", 7) + &row(2, "erin", "zoe", 12) + &row(3, "dan", "gus", 9);
    let html = format!("<table><tr><th>No<th>Email<th>Chief<th>Open<th>Do</tr>{rows}</table>");
    for (whose, expected) in
        [("bob@x.org", Discovered::Absent), ("erin@x.org", Discovered::Found), ("12", Discovered::Absent)]
    {
        let found = asked(&page(&html), ("Delete", &*format!("row of {whose}")));
        assert_eq!(found.outcome, expected, "{whose}: {}", found.reason);
    }
}

#[test]
fn what_stands_in_a_cell_with_a_control_is_beside_it() {
    let row = |who: &str, chief: &str| {
        format!("<tr><td>{who}<td><span>{chief}</span> <button x='{who}'>Change</button></tr>")
    };
    let html = format!("<table>{}{}</table>", row("Erin", "Bob"), row("Dan", "Ann"));
    let page = page(&html);
    let there = path_of(page.tree(), marked(page.tree(), "Erin"));
    assert_eq!(asked(&page, ("Change next to Bob", "")).xpath, Some(there));
}
