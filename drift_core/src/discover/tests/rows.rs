//! "Row 3" is the third row of data, whatever the rows are made of and however the page was read.

use crate::discover::{Request, discover};
use crate::page::Page;
use crate::testing::{captured, marked, page};
use crate::xpath::path_of;

/// Rows of three people, each with a control that carries a mark.
fn people(row: impl Fn(&str, &str) -> String) -> String {
    [("Alice", "1"), ("Bob", "2"), ("Carol", "3")].map(|(name, mark)| row(name, mark)).concat()
}

fn cells(name: &str, mark: &str) -> String {
    format!("<tr><td>{name}<td><button x={mark}>Edit</button></tr>")
}

fn boxes(name: &str, mark: &str) -> String {
    format!("<div class=line><div>{name}</div><div><button x={mark}>Edit</button></div></div>")
}

fn roles(name: &str, mark: &str) -> String {
    format!("<div role=row><p role=cell>{name}</p><p role=cell><button x={mark}>Edit</button></p></div>")
}

/// The pages, as HTML, that have just these three rows of data.
fn pages() -> Vec<(&'static str, String)> {
    let table = |before: &str, after: &str| format!("<table>{before}{}{after}</table>", people(cells));
    let (copy, first) = ("<tr aria-hidden=true><td>Alice<td></tr>", "<tr><th>Name<th>Action</tr>");
    vec![
        ("a bare table", table("", "")),
        ("header cells without scope", table(first, "")),
        ("a head", table("<thead><tr><td>Name<td>Action</tr></thead><tbody>", "")),
        ("an empty corner", table("<tr><td><th>Action</tr>", "")),
        ("two headers", table(&format!("<tr><th colspan=2>People</tr>{first}"), "")),
        ("a row in bold", table("<tr><td><b>Name</b><td><b>Action</b></tr>", "")),
        ("a sticky copy", table(&format!("{first}{copy}"), "")),
        ("the header again", table(first, "<tr><td>Name<td>Action</tr>")),
        ("a group", table(&format!("{first}<tr><td colspan=2>Team North</tr>"), "")),
        ("a hidden row", table(&format!("{first}<tr hidden><td>Zoe<td><button>Edit</button></tr>"), "")),
        ("a sum", table(first, "<tfoot><tr><td>3 people<td></tr></tfoot>")),
        ("roles", format!("<div role=table>{}</div>", people(roles))),
        (
            "roles with a header",
            format!(
                "<div role=grid><div role=row><b role=columnheader>Name</b><b role=columnheader></b></div>{}</div>",
                people(roles)
            ),
        ),
        ("boxes", format!("<div>{}</div>", people(boxes))),
        (
            "boxes with a header of their kind",
            format!("<div><div class=line><div>Name</div><div>Action</div></div>{}</div>", people(boxes)),
        ),
        (
            "boxes with a header of its own class",
            format!("<div><div class='line head'><div>Name</div><div>By</div></div>{}</div>", people(boxes)),
        ),
        (
            "boxes in boxes of a section each",
            format!(
                "<section><h2>People</h2>{}</section><section><h2>Rules</h2><p>None</p></section>",
                people(boxes)
            ),
        ),
    ]
}

fn assert_finds(page: &Page, element: &str, scope: &str, mark: &str, what: &str) {
    let found = discover(page, &Request { element, scope, ..Request::default() });
    let expected = path_of(page.tree(), marked(page.tree(), mark));
    assert_eq!(found.xpath, Some(expected), "{what}: {element} {scope}: {}", found.reason);
}

#[test]
fn row_by_its_number_is_the_same_in_html_and_in_a_capture() {
    for (what, html) in pages() {
        for page in [page(&html), captured(&html)] {
            assert_finds(&page, "Edit in row 1", "", "1", what);
            assert_finds(&page, "Edit", "row 3", "3", what);
            assert_finds(&page, "Edit in the second row", "", "2", what);
            assert_finds(&page, "Edit in the last row", "", "3", what);
        }
    }
}

#[test]
fn row_beyond_the_last_is_none() {
    for (what, html) in pages() {
        for page in [page(&html), captured(&html)] {
            let found = discover(&page, &Request { element: "Edit in row 4", ..Request::default() });
            assert_eq!(found.xpath, None, "{what}");
        }
    }
}

#[test]
fn row_of_two_tables_is_that_of_the_one_that_has_the_element() {
    let other = "<table><tr><td>Lamp<td>5</tr><tr><td>Vase<td>7</tr></table>";
    let page = page(&format!("{other}<table>{}</table>", people(cells)));
    assert_finds(&page, "Edit in row 1", "", "1", "two tables");
}

#[test]
fn row_that_a_grid_splits_is_one() {
    let part = |cell: &dyn Fn(u32) -> String| {
        let row =
            |at: u32| format!("<div role=row aria-rowindex={at}><p role=gridcell>{}</p></div>", cell(at));
        format!("<div role=rowgroup>{}</div>", (2..5).map(row).collect::<String>())
    };
    let names = part(&|at| ["Alice", "Bob", "Carol"][at as usize - 2].into());
    let acts = part(&|at| format!("<button x={}>Edit</button>", at - 1));
    let page = page(&format!("<div role=grid>{names}{acts}</div>"));
    assert_finds(&page, "Edit in row 2", "", "2", "split");
    assert_finds(&page, "Edit in the row of Carol", "", "3", "split");
}

#[test]
fn card_by_its_number_is_one_by_its_likeness() {
    let card = |name: &str, mark: &str| {
        format!("<div class=tile><h3>{name}</h3><p>Ready</p><button x={mark}>Edit</button></div>")
    };
    let html = format!("<div>{}</div>", people(card));
    assert_finds(&page(&html), "Edit in the third card", "", "3", "cards");
}
