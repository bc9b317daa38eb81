//! A DOM snapshot becomes one tree of all its documents, or a clear error.

use crate::tree::{Detail, FRAME_DOCUMENT, SHADOW_ROOT, Source, Tree};
use crate::{Error, Limits, parse_dom_snapshot};
use serde_json::{Value, json};

const ELEMENT: u8 = 1;
const TEXT: u8 = 3;
const COMMENT: u8 = 8;
const DOCUMENT: u8 = 9;
const DOCTYPE: u8 = 10;
const FRAGMENT: u8 = 11;

/// A node: its parent, kind, name, and value or attributes.
type Node<'a> = (i32, u8, &'a str, &'a str);

#[derive(Default)]
struct Strings(Vec<String>);

impl Strings {
    fn index(&mut self, text: &str) -> i32 {
        let known = self.0.iter().position(|known| known == text);
        known.unwrap_or_else(|| {
            self.0.push(text.into());
            self.0.len() - 1
        }) as i32
    }

    fn document(&mut self, nodes: &[Node], shadow: &Value, content: &Value) -> Value {
        let attributes = |strings: &mut Self, node: &Node| -> Vec<i32> {
            if node.1 != ELEMENT || node.3.is_empty() {
                return Vec::new();
            }
            node.3.split(['=', ' ']).map(|text| strings.index(text)).collect()
        };
        json!({"nodes": {
            "parentIndex": nodes.iter().map(|node| node.0).collect::<Vec<_>>(),
            "nodeType": nodes.iter().map(|node| node.1).collect::<Vec<_>>(),
            "nodeName": nodes.iter().map(|node| self.index(node.2)).collect::<Vec<_>>(),
            "nodeValue": nodes.iter().map(|node| if node.1 == TEXT { self.index(node.3) } else { -1 }).collect::<Vec<_>>(),
            "attributes": nodes.iter().map(|node| attributes(self, node)).collect::<Vec<_>>(),
            "shadowRootType": shadow, "contentDocumentIndex": content, "backendNodeId": [7, {"a": [null]}],
        }, "layout": {"bounds": [[0.5, 1e3]]}})
    }
}

fn parse(snapshot: &Value) -> Result<Tree, Error> {
    parse_dom_snapshot(snapshot.to_string().as_bytes(), &Limits::default(), Detail::Full)
}

fn snapshot(nodes: &[Node]) -> Value {
    let mut strings = Strings::default();
    let document = strings.document(nodes, &json!({}), &json!({}));
    json!({"documents": [document], "strings": strings.0})
}

/// Each node with its depth, as `tag` or `tag#id`.
fn outline(tree: &Tree) -> String {
    let line = |id: u32| {
        let name = tree.attribute(id, "id").map(|name| format!("#{name}")).unwrap_or_default();
        format!("{}{}{name}", ">".repeat(tree.ancestors(id).count()), tree.tag(id))
    };
    (0..tree.len() as u32).map(line).collect::<Vec<_>>().join(" ")
}

const PAGE: &[Node] = &[
    (-1, DOCUMENT, "#document", ""),
    (0, DOCTYPE, "html", ""),
    (0, ELEMENT, "HTML", ""),
    (2, ELEMENT, "BODY", "id=b class=card"),
    (3, TEXT, "#text", "  Hello\n "),
    (3, COMMENT, "#comment", ""),
    (3, ELEMENT, "P", "id=p"),
    (6, TEXT, "#text", "there"),
    (3, TEXT, "#text", "again"),
    (3, ELEMENT, "::before", ""),
];

#[test]
fn snapshot_tells_elements_attributes_and_texts() {
    let tree = parse(&snapshot(PAGE)).expect("a page");
    assert_eq!((tree.source(), outline(&tree).as_str()), (Source::DomSnapshot, "html >body#b >>p#p"));
    assert_eq!((tree.attribute(1, "class"), tree.attribute(2, "class")), (Some("card"), None));
    assert_eq!((tree.own_text(1), tree.own_text(2)), ("Hello again", "there"));
    assert_eq!((tree.is_visible(1), tree.computed_role(1)), (None, None));
}

#[test]
fn snapshot_is_read_within_the_message_that_carried_it() {
    let whole = json!({"id": 4, "result": snapshot(PAGE), "sessionId": "s"});
    assert_eq!(outline(&parse(&whole).expect("a page")), "html >body#b >>p#p");
}

#[test]
fn snapshot_without_detail_keeps_what_fingerprints_read() {
    let mut nodes = PAGE.to_vec();
    nodes[3].3 = "id=b title=t";
    let bytes = snapshot(&nodes).to_string();
    let tree = parse_dom_snapshot(bytes.as_bytes(), &Limits::default(), Detail::Structure).expect("a page");
    assert_eq!(
        (tree.attribute(1, "id"), tree.attribute(1, "title"), tree.own_text(1)),
        (Some("b"), None, "")
    );
}

#[test]
fn open_shadow_roots_are_kept_and_the_browsers_own_are_not() {
    let nodes: &[Node] = &[
        (-1, DOCUMENT, "#document", ""),
        (0, ELEMENT, "HTML", ""),
        (1, ELEMENT, "MY-APP", ""),
        (2, FRAGMENT, "#document-fragment", ""),
        (3, ELEMENT, "P", "id=in"),
        (1, ELEMENT, "INPUT", ""),
        (5, FRAGMENT, "#document-fragment", ""),
        (6, ELEMENT, "DIV", "id=inner"),
        (1, ELEMENT, "TEMPLATE", ""),
        (8, FRAGMENT, "#document-fragment", ""),
        (9, ELEMENT, "B", ""),
    ];
    let mut strings = Strings::default();
    let (open, own) = (strings.index("open"), strings.index("user-agent"));
    let document = strings.document(nodes, &json!({"index": [3, 6], "value": [open, own]}), &json!({}));
    let tree = parse(&json!({"documents": [document], "strings": strings.0})).expect("a page");
    assert_eq!(outline(&tree), format!("html >my-app >>{SHADOW_ROOT} >>>p#in >input >template"));
}

fn framed(content: &Value) -> Value {
    let outer: &[Node] = &[
        (-1, DOCUMENT, "#document", ""),
        (0, ELEMENT, "HTML", ""),
        (1, ELEMENT, "IFRAME", "id=f"),
        (1, ELEMENT, "P", "id=after"),
    ];
    let inner: &[Node] =
        &[(-1, DOCUMENT, "#document", ""), (0, ELEMENT, "HTML", ""), (1, ELEMENT, "B", "id=framed")];
    let mut strings = Strings::default();
    let first = strings.document(outer, &json!({}), content);
    let second = strings.document(inner, &json!({}), &json!({}));
    json!({"documents": [first, second], "strings": strings.0})
}

#[test]
fn document_of_a_frame_stands_right_after_its_element() {
    let tree = parse(&framed(&json!({"index": [2], "value": [1]}))).expect("a page");
    assert_eq!(outline(&tree), format!("html >iframe#f >>{FRAME_DOCUMENT} >>>html >>>>b#framed >p#after"));
}

#[test]
fn document_is_shown_by_one_frame_and_never_by_itself() {
    let cases = [
        (json!({"index": [2, 3], "value": [1, 1]}), 6),
        (json!({"index": [2], "value": [0]}), 3),
        (json!({"index": [2], "value": [9]}), 3),
        (json!({}), 3),
    ];
    for (content, expected) in cases {
        assert_eq!(parse(&framed(&content)).expect("a page").len(), expected, "{content}");
    }
}

#[test]
fn snapshot_that_contradicts_itself_is_refused_with_the_reason() {
    let cases = [
        ("/documents", json!([]), "it has no documents"),
        ("/documents/0/nodes/nodeType", json!([9]), "tables have different lengths"),
        ("/documents/0/nodes/nodeName", json!([0, 0]), "tables have different lengths"),
        (
            "/documents/0/nodes/attributes",
            json!([[], [], [], [], [], [], [], [], [], [], []]),
            "different lengths",
        ),
        (
            "/documents/0/nodes/parentIndex",
            json!([-1, 0, 0, 99, 3, 3, 3, 6, 3, 3]),
            "the parent of node 3 is 99",
        ),
        (
            "/documents/0/nodes/parentIndex",
            json!([-1, 0, 0, -2, 3, 3, 3, 6, 3, 3]),
            "the parent of node 3 is -2",
        ),
        ("/strings", json!(["#document"]), "is not among the 1 strings"),
    ];
    for (place, value, expected) in cases {
        let mut whole = snapshot(PAGE);
        *whole.pointer_mut(place).expect(place) = value;
        let error = parse(&whole).expect_err(expected);
        assert!(matches!(error, Error::InvalidPage(_)) && error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn page_without_an_element_is_refused() {
    let empty = snapshot(&[(-1, DOCUMENT, "#document", "")]);
    assert!(parse(&empty).expect_err("no page").to_string().contains("no elements"));
}

#[test]
fn limits_hold_for_snapshots_too() {
    let whole = snapshot(PAGE).to_string();
    let limits = Limits::default();
    let cases = [
        ("max_nodes", Limits { max_nodes: 2, ..limits.clone() }),
        ("max_depth", Limits { max_depth: 1, ..limits.clone() }),
        ("max_attributes", Limits { max_attributes: 1, ..limits.clone() }),
        ("max_bytes", Limits { max_bytes: 50, ..limits.clone() }),
    ];
    for (name, limits) in cases {
        let error = parse_dom_snapshot(whole.as_bytes(), &limits, Detail::Full).expect_err(name);
        assert!(matches!(error, Error::PageTooLarge { limit, .. } if limit == name), "{name}: {error}");
    }
}

#[test]
fn text_that_many_nodes_name_counts_for_each_of_them() {
    let mut nodes: Vec<Node> = vec![(-1, DOCUMENT, "#document", ""), (0, ELEMENT, "HTML", "")];
    let long = "word ".repeat(1000);
    nodes.extend((0..100).map(|_| (1, TEXT, "#text", long.as_str())));
    let bytes = snapshot(&nodes).to_string();
    let limits = Limits { max_bytes: 100_000, ..Limits::default() };
    assert!(bytes.len() < limits.max_bytes);
    let error = parse_dom_snapshot(bytes.as_bytes(), &limits, Detail::Full).expect_err("too much text");
    assert!(matches!(error, Error::PageTooLarge { limit: "max_bytes", .. }), "{error}");
}
