//! The parts of small pages, each of them one thing that a page may do.

mod boxes;
mod captures;
mod headings;
mod keys;
mod rows;
mod ties;

use super::RecordKind;
use crate::captures::parse_capture;
use crate::html::parse_html;
use crate::limits::Limits;
use crate::page::{Page, evident_role};
use crate::tree::{Detail, NodeId, Tree};
use serde_json::json;
use std::collections::HashMap;

fn page(body: &str) -> Page {
    let html = format!("<!doctype html><html><body>{body}</body></html>");
    Page::new(parse_html(html.as_bytes(), &Limits::default(), Detail::Full).unwrap())
}

/// The same page as a browser would capture it, all of it visible unless `data-gone` says other.
fn captured(body: &str) -> Page {
    let page = page(body);
    let capture = capture_of(page.tree());
    Page::new(parse_capture(capture.as_bytes(), &Limits::default(), Detail::Full).unwrap())
}

fn capture_of(tree: &Tree) -> String {
    let mut strings: Vec<String> = Vec::new();
    let mut known: HashMap<String, i32> = HashMap::new();
    let mut place = |text: &str| {
        let next = strings.len() as i32;
        let at = *known.entry(text.into()).or_insert(next);
        if at == next {
            strings.push(text.into());
        }
        at
    };
    let all = || 0..tree.len() as NodeId;
    let parent: Vec<i32> = all().map(|id| tree.parent(id).map_or(-1, |parent| parent as i32)).collect();
    let tag: Vec<i32> = all().map(|id| place(tree.tag(id))).collect();
    // As the capture script: no values and no styles.
    let kept = |id| tree.attributes(id).filter(|(name, _)| !matches!(*name, "value" | "style"));
    let attr_count: Vec<usize> = all().map(|id| kept(id).count()).collect();
    let attrs: Vec<i32> = all()
        .flat_map(|id| kept(id).flat_map(|(name, value)| [place(name), place(value)]).collect::<Vec<_>>())
        .collect();
    let text: Vec<i32> = all().map(|id| place(tree.own_text(id))).collect();
    let role: Vec<i32> = all()
        .map(|id| match evident_role(tree, id) {
            "" => place("generic"),
            role => place(role),
        })
        .collect();
    let name = vec![-1; tree.len()];
    let flags: Vec<u8> = all().map(|id| u8::from(tree.attribute(id, "data-gone").is_none())).collect();
    let rect = vec![0; 4 * tree.len()];
    json!({
        "format": 1, "url": "http://localhost/", "title": "", "strings": strings, "parent": parent, "tag": tag,
        "attr_count": attr_count, "attrs": attrs, "text": text, "role": role, "name": name, "flags": flags,
        "rect": rect,
    })
    .to_string()
}

/// The element marked with `x`.
fn marked(page: &Page) -> NodeId {
    (0..page.len()).find(|&id| page.tree.attribute(id, "x").is_some()).expect("an element marked with x")
}

/// The best key of the innermost record around the element marked with `x`, empty when it has none.
fn key_of(body: &str) -> String {
    let page = page(body);
    let record = page.record(marked(&page)).expect("a record around x");
    page.keys(record).first().map(|key| key.text.clone()).unwrap_or_default()
}

/// The best keys of all records of the kind, in document order.
fn keys_of_all(page: &Page, kind: RecordKind) -> Vec<String> {
    let records = page.records().all().iter().filter(|record| record.kind == kind);
    records.map(|record| page.keys(record).first().map(|key| key.text.clone()).unwrap_or_default()).collect()
}

fn ordinals(page: &Page, kind: RecordKind) -> Vec<u32> {
    page.records().all().iter().filter(|record| record.kind == kind).map(|record| record.ordinal).collect()
}

fn rows_of(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("<tr><td>{name}</td><td>Active</td><td><button>Delete</button></td></tr>"))
        .collect()
}
