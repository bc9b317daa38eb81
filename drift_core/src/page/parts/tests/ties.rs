use super::super::{RecordKeys, Whose, elsewhere, record_keys};
use crate::testing::{captured, marked, page};

fn keys_of(body: &str) -> Vec<Vec<String>> {
    let page = page(body);
    let found = record_keys(&page, marked(page.tree(), "a"), &Whose::default());
    found.into_iter().map(|record| record.keys).collect()
}

/// Whether the marked element of one page stands in another record than that of the other.
fn is_elsewhere(old: &str, new: &str) -> bool {
    let [plain, seen] = [page, captured].map(|read| {
        let (old, new) = (read(old), read(new));
        let records = record_keys(&old, marked(old.tree(), "a"), &Whose::default());
        assert!(!records.is_empty(), "no record");
        elsewhere(&new, marked(new.tree(), "a"), &records).is_some()
    });
    assert_eq!(plain, seen, "a capture differs");
    plain
}

fn rows(rows: &[(&str, &str)]) -> String {
    let row = |&(cells, mark): &(&str, &str)| format!("<tr>{cells}<td><button {mark}>Pay</button></tr>");
    format!("<table><tr><th>Name<th>Boss<th></tr>{}</table>", rows.iter().map(row).collect::<String>())
}

const CAROL: (&str, &str) = ("<td>Carol<td>Dora", "");

#[test]
fn record_keys_are_of_the_records_that_tell_the_element() {
    let cases: [(&str, &[&[&str]]); 5] = [
        ("<ul><li>Bob <button x=a>Pay</button><li>Erin <button>Pay</button></ul>", &[&["Bob"]]),
        // One row of a table is one of many that are not shown; a single article is the page.
        ("<table><tr><td>Bob<td><button x=a>Pay</button></table>", &[&["Bob"]]),
        ("<article><h2>Bob</h2><button x=a>Pay</button></article>", &[]),
        // It says itself which one it is.
        ("<ul><li><a x=a href=/b>Bob</a><li><a href=/e>Erin</a></ul>", &[]),
        ("<ul><li>Bob <button x=a>Approve</button><li>Erin <button>Pay</button></ul>", &[]),
    ];
    for (html, expected) in cases {
        assert_eq!(keys_of(html), expected, "{html}");
    }
}

#[test]
fn record_is_another_one_when_it_is_called_otherwise() {
    let bob = rows(&[("<td>Bob<td>Dora", "x=a"), CAROL]);
    assert!(!is_elsewhere(&bob, &bob));
    assert!(!is_elsewhere(&bob, &rows(&[CAROL, ("<td>Gus<td>Hal", ""), ("<td>Bob<td>Ida", "x=a")])));
    assert!(is_elsewhere(&bob, &rows(&[("<td>Erin<td>Dora", "x=a"), CAROL])));
    assert!(is_elsewhere(&bob, &rows(&[("<td>Erin<td>Dora", "x=a"), ("<td>Bob<td>Dora", "")])));
}

#[test]
fn record_that_only_mentions_the_key_is_another_one() {
    let bob = rows(&[("<td>Bob<td>Dora", "x=a"), CAROL]);
    assert!(is_elsewhere(&bob, &rows(&[("<td>Erin<td>Bob", "x=a"), CAROL])));
    assert!(is_elsewhere(&bob, &rows(&[("<td>Erin<td>Bob", "x=a"), ("<td>Carol<td>Bob", "")])));
}

#[test]
fn record_that_is_all_that_is_left_is_told_by_what_the_page_says() {
    let card = |who: &str, mark: &str| {
        format!("<div class=card><b>{who}</b><p>Ready</p><button {mark}>Pay</button></div>")
    };
    let both = format!("<div>{}{}</div>", card("Bob", "x=a"), card("Carol", ""));
    assert!(!is_elsewhere(&both, &format!("<div>{}</div>", card("Bob", "x=a"))));
    assert!(is_elsewhere(&both, &format!("<div>{}</div>", card("Erin", "x=a"))));
}

#[test]
fn record_on_a_page_that_groups_otherwise_is_told_by_the_innermost() {
    let list = "<ul><li><b>Bob</b><button x=a>Pay</button><li><b>Carol</b><button>Pay</button></ul>";
    let team = |team: &str, list: &str| format!("<div class=team><h2>{team}</h2><p>Open</p>{list}</div>");
    let grouped = format!("<main>{}{}</main>", team("North", list), team("South", "<ul><li>Nobody</ul>"));
    assert!(!is_elsewhere(list, &grouped));
}

#[test]
fn record_that_was_named_by_a_text_need_only_say_it() {
    let html = |note: &str| {
        format!(
            "<ul><li>Bob <i>{note}</i><button x=a>Pay</button><li>Erin <i>late</i><button>Pay</button></ul>"
        )
    };
    let late = [RecordKeys { keys: vec!["late".into()], is_text: true }];
    for (note, expected) in [("late", false), ("early", true)] {
        let page = page(&html(note));
        assert_eq!(elsewhere(&page, marked(page.tree(), "a"), &late).is_some(), expected);
    }
}
