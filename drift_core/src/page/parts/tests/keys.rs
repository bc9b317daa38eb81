use super::super::{KeySource, RecordKind};
use super::*;

fn table(rows: &[&[&str]]) -> String {
    let row = |cells: &&[&str]| {
        let cells: String = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr>{cells}<td><button>Delete</button></td></tr>")
    };
    format!("<table>{}</table>", rows.iter().map(row).collect::<String>())
}

fn row_keys(rows: &[&[&str]]) -> Vec<String> {
    keys_of_all(&page(&table(rows)), RecordKind::Row)
}

#[test]
fn key_is_never_a_status_that_rows_share() {
    let rows: &[&[&str]] =
        &[&["Gold plan", "Alice"], &["Gold plan", "Bob"], &["Free plan", "Carol"], &["Gold plan", "Dan"]];
    assert_eq!(row_keys(rows), ["Alice", "Bob", "Carol", "Dan"]);
}

#[test]
fn key_is_never_a_word_for_a_state_though_it_differs() {
    assert_eq!(row_keys(&[&["Active", "Alice"], &["Pending", "Bob"]]), ["Alice", "Bob"]);
}

#[test]
fn key_is_never_the_initials_before_a_name() {
    assert_eq!(row_keys(&[&["BK", "Bob Kay"], &["AL", "Ann Lee"]]), ["Bob Kay", "Ann Lee"]);
    assert_eq!(row_keys(&[&["BK"], &["AL"]]), ["", ""]);
}

#[test]
fn key_is_never_a_badge() {
    let item = |badge: &str, name: &str| {
        format!("<li><span class='user-badge'>{badge}</span><span>{name}</span></li>")
    };
    let page = page(&format!("<ul>{}{}</ul>", item("Founder", "Ada"), item("Guest star", "Ben")));
    assert_eq!(keys_of_all(&page, RecordKind::Item), ["Ada", "Ben"]);
}

/// Letters of two bytes are no longer than those of one: the check in the page counts characters, too.
#[test]
fn key_is_a_name_as_long_in_cyrillic_as_in_latin() {
    let titles = [
        "Договор поставки оборудования для медицинских центров",
        "Договор аренды помещений для вечерних курсов взрослых и детей",
    ];
    assert!(titles.iter().all(|title| title.len() > 100 && title.chars().count() < 70));
    assert_eq!(row_keys(&[&[titles[0], "Павлова Анна"], &[titles[1], "Орлова Вера"]]), titles);
}

#[test]
fn key_is_never_a_counter_a_date_or_an_amount() {
    let rows: &[&[&str]] =
        &[&["3 new", "2024-01-05", "$41.02", "Alice"], &["5 new", "2 hours ago", "$7.00", "Bob"]];
    assert_eq!(row_keys(rows), ["Alice", "Bob"]);
}

#[test]
fn key_is_never_a_text_of_a_control() {
    let row =
        |name: &str| format!("<tr><td><button>Open {name}</button><td><input aria-label='Note on {name}'>");
    let page = page(&format!("<table>{}{}</table>", row("Alice"), row("Bob")));
    assert_eq!(keys_of_all(&page, RecordKind::Row), ["", ""]);
}

#[test]
fn key_is_never_what_was_typed() {
    let row = |name: &str| {
        format!("<tr><td><input value='{name}'><td><textarea>{name}</textarea><td><button>Save</button>")
    };
    let page = page(&format!("<table>{}{}</table>", row("Alice"), row("Bob")));
    assert_eq!(keys_of_all(&page, RecordKind::Row), ["", ""]);
}

#[test]
fn key_is_the_number_of_an_order_where_nothing_else_names_it() {
    let page = page(&table(&[&["#5001", "open"], &["#5002", "open"], &["#5003", "sent"]]));
    assert_eq!(keys_of_all(&page, RecordKind::Row), ["#5001", "#5002", "#5003"]);
    let key = &page.keys(&page.records().all()[0])[0];
    assert_eq!((key.source, key.is_unique), (KeySource::Number, true));
}

#[test]
fn key_is_not_the_place_in_the_list() {
    assert_eq!(row_keys(&[&["1", "open"], &["2", "open"]]), ["", ""]);
    assert_eq!(row_keys(&[&["1", "Alice"], &["2", "Bob"]]), ["Alice", "Bob"]);
}

#[test]
fn key_with_a_number_in_it_is_read_as_a_whole() {
    let item = |n: u32| format!("<li><span>Invoice <b>{n}</b></span><button>Pay</button></li>");
    let page = page(&format!("<ul>{}{}{}</ul>", item(101), item(102), item(103)));
    assert_eq!(keys_of_all(&page, RecordKind::Item), ["Invoice 101", "Invoice 102", "Invoice 103"]);
}

#[test]
fn key_that_two_records_share_is_theirs_and_says_so() {
    let page = page(&table(&[
        &["Bob", "b1@x.org"],
        &["Ada", "a@x.org"],
        &["Bob", "b2@x.org"],
        &["Cy", "c@x.org"],
        &["Dan", "d@x.org"],
        &["Eve", "e@x.org"],
    ]));
    let record = page.records().all()[0];
    let keys = page.keys(&record);
    let said: Vec<(&str, bool)> = keys.iter().map(|key| (key.text.as_str(), key.is_unique)).collect();
    assert_eq!(said, [("b1@x.org", true), ("Bob", false)]);
}

#[test]
fn key_stands_in_the_same_place_for_all_siblings() {
    let page = page(&table(&[
        &["Al", "alexander@example.org"],
        &["Maximiliana Augusta", "m@x.y"],
        &["Bo Li", "b@x.y"],
    ]));
    assert_eq!(keys_of_all(&page, RecordKind::Row), ["Al", "Maximiliana Augusta", "Bo Li"]);
}

#[test]
fn key_of_a_name_that_the_page_gives_is_before_all_others() {
    let card = |name: &str, head: &str| {
        format!("<article aria-label='{name}'><h3>{head}</h3><a href='/{head}'>more of {head}</a></article>")
    };
    let page =
        page(&format!("<div>{}{}</div>", card("Ada Lovelace", "Programs"), card("Emmy Noether", "Rings")));
    let keys = page.keys(&page.records().all()[0]);
    let sources: Vec<KeySource> = keys.iter().map(|key| key.source).collect();
    assert_eq!(keys[0].text, "Ada Lovelace");
    assert_eq!(sources, [KeySource::Header, KeySource::Heading, KeySource::Link]);
}

#[test]
fn key_of_a_label_elsewhere_is_followed() {
    let card = |id: &str, name: &str| {
        format!(
            "<article aria-labelledby={id}><div><div id={id}>{name}</div></div><button>Buy</button></article>"
        )
    };
    let page = page(&format!("<div>{}{}</div>", card("n1", "Lamp"), card("n2", "Chair")));
    assert_eq!(keys_of_all(&page, RecordKind::Article), ["Lamp", "Chair"]);
}

#[test]
fn key_of_a_link_that_all_rows_have_is_none() {
    let row = |n: u32| format!("<tr><td><a href='/orders/{n}'>View</a><td>open");
    let page = page(&format!("<table>{}{}</table>", row(100), row(101)));
    assert_eq!(keys_of_all(&page, RecordKind::Row), ["", ""]);
}

#[test]
fn target_that_differs_is_a_second_key() {
    let row = |n: u32| format!("<tr><td>paid<td><a href='/orders/{n}'>View</a><td><a href='/help'>Help</a>");
    let body = |first: u32| format!("<table>{}{}</table>", row(first), row(first + 1));
    let (old, new) = (page(&body(100)), page(&body(101)));
    let target = |page: &Page, at: usize| page.records().target(page, &page.records().all()[at]);
    assert!(target(&old, 0).is_some() && target(&old, 0) != target(&old, 1));
    assert_eq!(target(&old, 1), target(&new, 0));
}

#[test]
fn target_that_all_records_share_is_none() {
    let page = page("<ul><li>Ada <a href='/help'>Help</a><li>Ben <a href='/help'>Help</a></ul>");
    let records = page.records();
    assert!(records.all().iter().all(|record| records.target(&page, record).is_none()));
}

#[test]
fn key_in_other_scripts_is_read_as_written() {
    assert_eq!(row_keys(&[&["محمد علي", "نشط"], &["فاطمة حسن", "نشط"]]), ["محمد علي", "فاطمة حسن"]);
    assert_eq!(row_keys(&[&["李明", "2024年5月3日"], &["王芳", "2024年6月9日"]]), ["李明", "王芳"]);
}

#[test]
fn key_of_a_single_record_is_no_action() {
    assert_eq!(key_of("<ul><li><a href='/1/edit' x>Edit</a> <span>Milk</span></ul>"), "Milk");
}

#[test]
fn key_beside_an_element_is_not_its_own_text() {
    let item = |name: &str, mark: &str| {
        format!("<li><a href='/{name}' {mark}>{name}</a><small>of {name} street</small></li>")
    };
    let page = page(&format!("<ul>{}{}</ul>", item("Ada", ""), item("Ben", "x")));
    assert_eq!(page.key_beside(marked(&page)).map(|key| key.text.as_str()), Some("of Ben street"));
}

#[test]
fn key_of_a_picture_is_its_text() {
    let item = |name: &str| format!("<li><img alt='{name}'><button>Show</button></li>");
    let page = page(&format!("<ul>{}{}</ul>", item("Sunrise"), item("Harbour")));
    assert_eq!(keys_of_all(&page, RecordKind::Item), ["Sunrise", "Harbour"]);
}
