//! Whatever bytes come, there is an answer or a clear error, soon.

mod common;

use drift_core::{
    Detail, Error, Limits, compare, explain, fingerprint_capture, fingerprint_dom_snapshot, fingerprint_html,
    parse_html,
};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn repeated(piece: &str, times: usize) -> Vec<u8> {
    piece.repeat(times).into_bytes()
}

fn numbered(count: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    (0..count).map(piece).collect::<String>().into_bytes()
}

#[test]
fn hostile_pages_are_answered_in_time() {
    let pages = [
        repeated("<div>", 200_000),
        repeated("<b>", 200_000),
        repeated("<table>", 100_000),
        repeated("<a>", 200_000),
        repeated("<template>", 100_000),
        repeated("<select><option>", 100_000),
        repeated("<!--", 200_000),
        [b"<!--".to_vec(), repeated("-", 1_000_000)].concat(),
        repeated("<title></", 100_000),
        repeated("<script><!--<script>", 100_000),
        repeated("&", 1_000_000),
        repeated("&amp", 300_000),
        repeated("<p><table><b></p>", 50_000),
        [repeated("<svg>", 1_000), repeated("</x>", 500_000)].concat(),
        [repeated("<div>", 1_000), repeated("</x>", 500_000)].concat(),
        numbered(100_000, |i| format!("<font a={i}>")),
        numbered(50_000, |i| format!("<p><font a={i}></p>")),
        numbered(50_000, |i| format!("<x-{i} class=c{i}>")),
        [b"<p ".to_vec(), numbered(100_000, |i| format!("a{i} "))].concat(),
        numbered(50_000, |i| format!("<html a{i}>")),
    ];
    for page in pages {
        let start = Instant::now();
        let _ = fingerprint_html(&page, &Limits::default());
        let head = String::from_utf8_lossy(&page[..20]).into_owned();
        assert!(start.elapsed() < Duration::from_secs(20), "{head} took {:?}", start.elapsed());
    }
}

#[test]
fn limits_are_named_with_their_numbers() {
    let limits = Limits { max_bytes: 400, max_nodes: 10, max_depth: 6, max_attributes: 2 };
    for (page, limit) in [
        (repeated("x", 401), "max_bytes"),
        (repeated("<p>", 20), "max_nodes"),
        (repeated("<div>", 8), "max_depth"),
        (b"<p a b c>".to_vec(), "max_attributes"),
    ] {
        match fingerprint_html(&page, &limits) {
            Err(Error::PageTooLarge { limit: named, maximum, found }) => {
                assert_eq!(named, limit);
                assert!(found > maximum);
            }
            other => panic!("{limit}: {other:?}"),
        }
    }
}

#[test]
fn text_that_is_no_page_is_insufficient_and_nothing_is_invalid() {
    for bytes in [&b"hello"[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"{\"a\": 1}", b"\xff\xfe<\0p\0>\0"] {
        let fingerprint = fingerprint_html(bytes, &Limits::default()).expect("a page");
        assert!(compare(&fingerprint, &fingerprint).expect("comparable").insufficient);
    }
    for bytes in [&b""[..], b" \n", b"\xef\xbb\xbf"] {
        assert!(matches!(fingerprint_html(bytes, &Limits::default()), Err(Error::InvalidPage(_))));
    }
}

#[test]
fn small_captures_cannot_unfold() {
    let long = "x ".repeat(500_000);
    let count = 20_000;
    let list = |value: &str| vec![value; count].join(",");
    let capture = format!(
        r#"{{"format":1,"strings":["","html","class","{long}"],"parent":[-1{}],"tag":[{}],"attr_count":[{}],"attrs":[{}],"text":[{}]}}"#,
        ",0".repeat(count - 1),
        list("1"),
        list("1"),
        list("2,3"),
        list("3"),
    );
    let start = Instant::now();
    fingerprint_capture(capture.as_bytes(), &Limits::default()).expect("a capture");
    assert!(start.elapsed() < Duration::from_secs(10));
}

fn soup() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<div class='a b'>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "<svg>",
        "<p>",
        "text",
        "<template shadowrootmode=open>",
        "</template>",
        "<b>",
        "</b>",
        "&lt;",
        "\0",
        "é",
        "<iframe srcdoc='<p>'>",
        "<body id=x>",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat().into_bytes())
}

fn is_answered<T>(outcome: Result<T, Error>) -> bool {
    outcome.map_or_else(|error| !error.to_string().is_empty(), |_| true)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let limits = Limits::default();
        prop_assert!(is_answered(fingerprint_html(&bytes, &limits)));
        prop_assert!(is_answered(fingerprint_capture(&bytes, &limits)));
        prop_assert!(is_answered(fingerprint_dom_snapshot(&bytes, &limits)));
        prop_assert!(is_answered(compare(&bytes, &bytes)));
    }

    #[test]
    fn any_soup_is_answered(old in soup(), new in soup()) {
        let limits = Limits::default();
        let tree = |html: &[u8]| parse_html(html, &limits, Detail::Full);
        if let (Ok(old), Ok(new)) = (tree(&old), tree(&new)) {
            prop_assert!(explain(&old, &new, 20).is_ok_and(|changes| changes.len() <= 20));
        }
        if let (Ok(old), Ok(new)) = (fingerprint_html(&old, &limits), fingerprint_html(&new, &limits)) {
            prop_assert!(compare(&old, &new).is_ok());
        }
    }

    #[test]
    fn damaged_fingerprints_are_refused(seed in any::<u64>(), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let page = common::page(seed, 100, 20).html();
        let mut fingerprint = fingerprint_html(page.as_bytes(), &Limits::default()).expect("a page");
        let whole = fingerprint.clone();
        let at = at.index(fingerprint.len());
        fingerprint[at] ^= 1 << bit;
        prop_assert!(compare(&whole, &fingerprint).is_err());
        prop_assert!(compare(&whole[..at], &whole).is_err());
    }
}
