//! Pages for unit tests: a little HTML in, elements by the mark they carry (`x=…`) out.

use crate::page::Page;
use crate::page::accname;
use crate::page::roles;
use crate::tree::{Detail, NodeId, Tree};
use crate::{Limits, parse_capture, parse_html};
use serde_json::json;

/// The tree of a page whose body holds this.
pub(crate) fn tree(body: &str) -> Tree {
    let html = format!("<!doctype html><html><head></head><body>{body}</body></html>");
    parse_html(html.as_bytes(), &Limits::default(), Detail::Full).expect("a page")
}

/// The same, made ready.
pub(crate) fn page(body: &str) -> Page {
    Page::new(tree(body))
}

/// The same as the capture script would have sent it.
pub(crate) fn captured(body: &str) -> Page {
    let capture = capture_of(&page(body));
    Page::new(parse_capture(&capture, &Limits::default(), Detail::Full).expect("a capture"))
}

/// The element that carries a mark.
#[track_caller]
pub(crate) fn marked(tree: &Tree, mark: &str) -> NodeId {
    let found = (0..tree.len() as NodeId).find(|&id| tree.attribute(id, "x") == Some(mark));
    found.unwrap_or_else(|| panic!("nothing is marked {mark:?}"))
}

/// What elements are marked with, else their tags.
pub(crate) fn marks_of(tree: &Tree, ids: impl IntoIterator<Item = NodeId>) -> String {
    let mark = |id: NodeId| tree.attribute(id, "x").unwrap_or(tree.tag(id)).to_owned();
    ids.into_iter().map(mark).collect::<Vec<_>>().join(" ")
}

/// The arrays of a page of HTML. What stands in an element with `unseen` is not visible; `said` and
/// `acts` are the name and the role that the browser computed.
pub(crate) fn capture_of(page: &Page) -> Vec<u8> {
    let tree = page.tree();
    let mut strings: Vec<String> = Vec::new();
    let mut index = |text: &str| -> i32 {
        let at = strings.iter().position(|known| known == text).unwrap_or_else(|| {
            strings.push(text.into());
            strings.len() - 1
        });
        at as i32
    };
    let mut optional = |text: &str| if text.is_empty() { -1 } else { index(text) };
    let ids = || 0..tree.len() as NodeId;
    let text: Vec<i32> = ids().map(|id| optional(tree.own_text(id))).collect();
    let acts = |id: NodeId| tree.attribute(id, "acts").unwrap_or_else(|| roles::role(tree, id));
    let said = |id: NodeId| match tree.attribute(id, "said") {
        Some(said) => said.to_owned(),
        None => accname::name(tree, &page.labels, id),
    };
    let role: Vec<i32> = ids().map(|id| optional(acts(id))).collect();
    let name: Vec<i32> = ids().map(|id| optional(&said(id))).collect();
    let tag: Vec<i32> = ids().map(|id| index(tree.tag(id))).collect();
    let attrs: Vec<i32> = ids()
        .flat_map(|id| tree.attributes(id).flat_map(|(name, value)| [name.to_owned(), value.to_owned()]))
        .map(|text| index(&text))
        .collect();
    let is_unseen = |id: NodeId| tree.attribute(id, "unseen").is_some();
    let flags = ids().map(|id| !std::iter::once(id).chain(tree.ancestors(id)).any(is_unseen));
    let capture = json!({
        "format": 1,
        "url": "https://shop.example/",
        "title": "Shop",
        "parent": ids().map(|id| tree.parent(id).map_or(-1, |parent| parent as i32)).collect::<Vec<_>>(),
        "tag": tag,
        "attr_count": ids().map(|id| tree.attributes(id).count()).collect::<Vec<_>>(),
        "attrs": attrs,
        "text": text,
        "place": ids().map(|id| place_of(tree, id)).collect::<Vec<_>>(),
        "role": role,
        "name": name,
        "flags": flags.map(u8::from).collect::<Vec<_>>(),
        "strings": strings,
    });
    capture.to_string().into_bytes()
}

/// Captures count in UTF-16.
fn place_of(tree: &Tree, id: NodeId) -> u32 {
    let (Some(&place), Some(parent)) = (tree.places.get(id as usize), tree.parent(id)) else { return 0 };
    let before = &tree.own_text(parent)[..(place >> 2) as usize];
    (before.encode_utf16().count() as u32) << 2 | place & 3
}
