use super::*;
use crate::xpath::path_of;
use proptest::prelude::*;
use std::fmt::Write;

type Said = (String, RecordKind, u32, u32, Vec<String>, bool);

fn said(page: &Page) -> Vec<Said> {
    let records = page.records();
    let say = |record: &super::super::Record| {
        let keys = page.keys(record).iter().map(|key| key.text.clone()).collect();
        let target = records.target(page, record).is_some();
        (path_of(&page.tree, record.node), record.kind, record.ordinal, record.siblings, keys, target)
    };
    records.all().iter().map(say).collect()
}

#[test]
fn records_of_html_and_of_a_capture_are_the_same() {
    let bodies = [
        format!("<table><tr><th>Name<th>State<th></tr>{}</table>", rows_of(&["Alice", "Bob"])),
        format!("<table><thead><tr><th>Name<th>State<th></thead><tr><td colspan=3>North</td></tr>{}</table>", rows_of(&["Alice", "Bob"])),
        "<ul><li><a href='/a?id=1'>Ada</a> <button>Remove</button><li><a href='/b'>Ben</a> <button>Remove</button></ul>".into(),
        "<div><div class=c><h3>Lamp</h3><p>Good</p></div><div class=c><h3>Chair</h3><p>Good</p></div></div>".into(),
        "<div role=grid><div role=row><div role=columnheader>Job</div><div role=columnheader></div></div><div role=row><div role=gridcell>A job</div><div role=gridcell><button>Run</button></div></div></div>".into(),
        "<dl><dt>Mail<dd>a@b.c<dt>Phone<dd>Home line</dl><fieldset><legend>One<input></fieldset><fieldset><legend>Two<input></fieldset>".into(),
        "<table><tr><td><input value=Alice><td><button>Save</button><tr><td><input value=Bob><td><button>Save</button></table>".into(),
    ];
    for body in bodies {
        let (html, capture) = (said(&page(&body)), said(&captured(&body)));
        assert!(!html.is_empty(), "{body}");
        assert_eq!(html, capture, "{body}");
    }
}

#[test]
fn record_that_only_a_capture_knows_to_be_invisible_is_not_counted() {
    let body = "<table><tr data-gone><td>Alice<td>a1</tr><tr><td>Bob<td>b1</tr><tr><td>Carol<td>c1</table>";
    assert_eq!(ordinals(&captured(body), RecordKind::Row), [0, 1, 2]);
    assert_eq!(ordinals(&page(body), RecordKind::Row), [1, 2, 3]);
}

const OPENINGS: &[&str] = &[
    "<div>",
    "<div class=a>",
    "</div>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</table>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<div role=row>",
    "<div role=grid>",
    "<article>",
    "</article>",
    "<fieldset>",
    "<legend>",
    "</fieldset>",
    "<a href=/x1>",
    "</a>",
    "<h2>",
    "</h2>",
    "text",
    "Ada",
    "12",
    "<input>",
    "<button>go</button>",
    "<tr aria-rowindex=2>",
    "<li aria-labelledby=q>",
    "<b id=q>",
    "<template>",
    "<option>",
    "<img alt=pic>",
];

proptest! {
    #[test]
    fn records_of_any_page_nest_and_count(picks in prop::collection::vec(0..OPENINGS.len(), 0..160)) {
        let body: String = picks.iter().map(|&pick| OPENINGS[pick]).collect();
        let page = page(&body);
        let records = page.records();
        for record in records.all() {
            prop_assert!(record.node < record.end && record.end <= page.len());
            prop_assert!(record.ordinal <= record.siblings);
            prop_assert_eq!(records.of(record.node).map(|own| own.node), Some(record.node));
            if let Some(outer) = records.outer(record) {
                prop_assert!(outer.node < record.node && record.end <= outer.end);
            }
            for key in page.keys(record) {
                prop_assert!(!key.wording.is_empty());
            }
        }
        for id in 0..page.len() {
            let _ = super::super::brief(&page, id);
        }
    }
}

/// A page this large is never done with if the time goes with its square.
#[test]
fn records_of_hostile_pages_come_to_an_end() {
    const LARGE: usize = 25_000;
    let rows = |count: usize| {
        format!("<table>{}</table>", "<tr><td>a<td><b>b</b><td><a href=/c>d</a>".repeat(count))
    };
    let boxes = |count: usize| "<div><i>a</i><div><u>b</u></div></div>".repeat(count);
    let nested = |count: usize| {
        "<ul><li>a".repeat(count / 20).replace("<ul>", "") + &"<div><ul><li>a</ul></div>".repeat(count)
    };
    let deep = |count: usize| format!("<div>{}</div>", "<ul><li>a<li>b".repeat(200)).repeat(count / 200);
    let wide = |count: usize| {
        let mut body = String::from("<div>");
        (0..count).for_each(|n| write!(body, "<div class='k{n} z'><i>t {n}</i><p>b</p></div>").unwrap());
        body + "</div>"
    };
    for (name, make) in [
        ("rows", &rows as &dyn Fn(usize) -> String),
        ("boxes", &boxes),
        ("nested", &nested),
        ("deep", &deep),
        ("wide", &wide),
    ] {
        let page = page(&make(LARGE));
        let read = page.records().all().iter().filter(|record| page.keys(record).len() <= 4).count();
        assert!(read > LARGE / 100, "{name}: {read}");
    }
}
