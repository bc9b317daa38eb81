//! What a request says of its element's record.

use crate::discover::{Request, whose};
use crate::testing::{marked, page};

const ROWS: &str = "<table><tr><td>Bob Dahl<td>bob@x.org<td>North<td><button x=b>Edit</button></tr>
    <tr><td>Erin Holt<td>erin@x.org<td>North<td><button>Edit</button></tr></table>";

fn named(element: &str, scope: &str) -> (Vec<String>, bool) {
    let page = page(ROWS);
    let whose = whose(&page, &Request { element, scope, ..Request::default() }, marked(page.tree(), "b"));
    let texts = whose.named.iter().map(|&node| page.tree().own_text(node).to_owned()).collect();
    (texts, whose.is_counted)
}

#[test]
fn text_that_a_request_names_is_that_of_the_elements_own_record() {
    let cases = [
        ("Edit", "row of Bob Dahl", "Bob Dahl"),
        ("Edit in the row of bob dahl", "", "Bob Dahl"),
        ("Edit for bob@x.org", "", "bob@x.org"),
        ("Edit in the row of North", "", "North"),
        ("Bob Dahl's Edit", "", "Bob Dahl"),
    ];
    for (element, scope, text) in cases {
        assert_eq!(named(element, scope), (vec![text.to_owned()], false), "{element} {scope}");
    }
}

#[test]
fn request_that_names_no_record_has_no_text() {
    assert_eq!(named("Edit", ""), (vec![], false));
    assert_eq!(named("Edit in the row of Erin Holt", ""), (vec![], false));
}

#[test]
fn request_that_counts_means_whatever_stands_there() {
    for (element, scope) in [("Edit in row 1", ""), ("Edit", "first row"), ("the first Edit button", "")] {
        assert_eq!(named(element, scope), (vec![], true), "{element} {scope}");
    }
}

#[test]
fn words_of_an_elements_own_name_are_no_record() {
    let page = page(
        "<section><h1 x=b>Ada Lovelace</h1><dl><dt>First Name<dd>Ada<dt>Last Name<dd>Lovelace</dl></section>
        <section><h1>Bob Dahl</h1><dl><dt>First Name<dd>Bob<dt>Last Name<dd>Dahl</dl></section>",
    );
    for element in ["Ada Lovelace", "Ada Lovelace heading", "heading Ada Lovelace"] {
        let request = Request { element, ..Request::default() };
        assert!(whose(&page, &request, marked(page.tree(), "b")).named.is_empty(), "{element}");
    }
}
