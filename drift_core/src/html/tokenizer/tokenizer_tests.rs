//! Our tokenizer against html5ever's own: whatever the page, both must build the same tree.

#[path = "../../../tests/common/pages.rs"]
mod pages;

use crate::html::sink::ArenaSink;
use crate::limits::Limits;
use crate::tree::{Detail, Tree};
use crate::{parse_html, xpath};
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use proptest::prelude::*;
use std::fmt::Write;

fn reference(html: &str, detail: Detail) -> Tree {
    let sink = ArenaSink::new(limits(), detail, usize::MAX >> 8);
    let options = TreeBuilderOpts { drop_doctype: true, ..TreeBuilderOpts::default() };
    let tokenizer = html5ever::tokenizer::Tokenizer::new(TreeBuilder::new(sink, options), Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    while !matches!(tokenizer.feed(&input), html5ever::TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.sink.into_tree().expect("the reference has no limits")
}

fn limits() -> Limits {
    let many = usize::MAX >> 8;
    Limits { max_bytes: many, max_nodes: 1 << 24, max_depth: 1 << 24, max_attributes: many }
}

fn dump(tree: &Tree) -> String {
    let mut out = String::new();
    for id in 0..tree.len() as u32 {
        let attributes: Vec<_> = tree.attributes(id).collect();
        let _ = writeln!(out, "{} {attributes:?} {:?}", xpath::path_of(tree, id), tree.own_text(id));
    }
    out
}

fn assert_same(html: &str) {
    for detail in [Detail::Full, Detail::Structure] {
        let ours = parse_html(html.as_bytes(), &limits(), detail).expect("within limits");
        pretty_compare(html, &dump(&ours), &dump(&reference(html, detail)));
    }
}

fn pretty_compare(html: &str, ours: &str, theirs: &str) {
    if ours == theirs {
        return;
    }
    let differs = ours.lines().zip(theirs.lines()).find(|(a, b)| a != b);
    panic!("trees differ at {differs:?} for {:?}", html.chars().take(400).collect::<String>());
}

#[test]
fn tokenizer_corner_cases_build_the_reference_tree() {
    for html in CORNER_CASES {
        assert_same(html);
    }
}

#[test]
fn tokenizer_real_pages_build_the_reference_tree() {
    for (_, html) in pages::real_pages() {
        assert_same(&String::from_utf8_lossy(&html));
    }
}

const PIECES: &[&str] = &[
    "<",
    ">",
    "/",
    "=",
    "\"",
    "'",
    "&",
    ";",
    "-",
    "!",
    "?",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\0",
    "x",
    "A",
    "é",
    "<!--",
    "-->",
    "--!>",
    "<!-->",
    "<!--->",
    "<!doctype html>",
    "<!DOCTYPE html PUBLIC \"a\" 'b'>",
    "<!doctype",
    "<![CDATA[",
    "]]>",
    "&amp",
    "&amp;",
    "&notit;",
    "&#x41;",
    "&#65",
    "&#0;",
    "&#x80;",
    "&#xD800;",
    "&#",
    "&#x",
    "&nbsp;",
    "&NotEqualTilde;",
    "<p",
    "<p>",
    "</p>",
    "<div class=a id='b'>",
    "</div>",
    "<a href=x>",
    "</a>",
    "<b>",
    "</b>",
    "<i a=1>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<script>",
    "</script>",
    "<script",
    "</script ",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<textarea>\n",
    "</textarea>",
    "<template shadowrootmode=open>",
    "<template>",
    "</template>",
    "<svg>",
    "<math>",
    "<mi>",
    "<annotation-xml encoding=text/html>",
    "<foreignObject>",
    "</svg>",
    "<select>",
    "<option>",
    "<plaintext>",
    "<noscript>",
    "</noscript>",
    "<iframe>",
    "</iframe>",
    "<input type=hidden>",
    "<input/>",
    "<pre>\n",
    "<html a=1>",
    "<body b=2>",
    "<head>",
    "</head>",
    "</body>",
    "</html>",
    "<frameset>",
    "<xmp>",
    "</xmp>",
    "</",
    "</x",
    "<br/>",
    "<?php",
    "<button>",
    "<form>",
    "</form>",
    "<li>",
    "<h1>",
    "<font color=a>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokenizer_tag_soup_builds_the_reference_tree(pieces in prop::collection::vec(prop::sample::select(PIECES), 1..40)) {
        let html = pieces.concat();
        prop_assume!(!html.trim_ascii().is_empty());
        assert_same(&html);
    }
}

const CORNER_CASES: &[&str] = &[
    "x",
    "<",
    "</",
    "<!",
    "<a",
    "<a b",
    "<a b=",
    "<a b='",
    "<a b=c",
    "</a",
    "<!-",
    "<!--",
    "<!--a",
    "<!--a-",
    "<!--a--",
    "<!--a--!",
    "<!--a--!><p>",
    "<!-->a<p>",
    "<!--->a<p>",
    "<!---><p>--><b>",
    "<!------><p>",
    "<!-----!><p>",
    "<a/ b><c / d/>",
    "<a =b=c><p =>",
    "<a b=\"1\"c=2>",
    "<a a=1 A=2 a>",
    "<P CLASS=X>",
    "<a b=c/>",
    "<a b=c/d>",
    "<a/b>",
    "<a\0b c\0d=e\0>",
    "<script><!--<script></script>--></script><p>",
    "<script><!--></script><p>",
    "<script><!---></script><p>",
    "<script><!--<script>x</script></script><p>",
    "<script><!--<scriptx></script><p>",
    "<script><!-- --></script><p>",
    "<script><!--<script/></script>-</script><p>",
    "<script></scrip></script/><p>",
    "<script>a</SCRIPT x=1><p>",
    "<title>&amp;<b></title><p>",
    "<textarea>\n\na</textarea>",
    "<title></titles></title><p>",
    "<style></style",
    "<title>a\0b</title>",
    "<svg><![CDATA[a<b>]]><p>",
    "<svg><![CDATA[a]]",
    "<div><![CDATA[a<b>]]>",
    "<math><mi><![CDATA[x]]></mi></math>",
    "<!doctype html system><p><table>",
    "<!doctype><p><table>",
    "<!doctype html public \"-//W3C//DTD HTML 3.2//EN\"><p><table>",
    "<!doctype html public \"-//W3C//DTD HTML 4.01//EN\"><p><table>",
    "<!doctype html PUBLIC 'a' \"b\" c><p><table>",
    "<!doctype html system 'about:legacy-compat'><p><table>",
    "<!doctypehtml><p><table>",
    "<!doctype html public 'a><p><table>",
    "<!doctype html publix><p><table>",
    "<!doctype html",
    "<p><table>",
    "&",
    "&#",
    "&#x",
    "&a",
    "&amp",
    "a&b=c",
    "<a b='&not=1&notx&not;&amp'>",
    "&notit; &notin; &NotEqualTilde; &#x1F600; &#128; &#xFFFFFF; &#99999999999; &#0; &Tab;<p>",
    "<table>&#32;<tr>&nbsp;",
    "<table> x<td>",
    "<pre>\n</pre>",
    "<pre>\n\n<b>",
    "<pre>&#10;x</pre>",
    "a\r\nb\rc<p\rx=1\r>",
    "\u{feff}<p>",
    "<frameset> x</frameset>",
    "<p>\0<table>\0<tr>",
    "<plaintext></plaintext><p>&amp;",
    "<noscript><p></noscript><p>",
    "<iframe><p></iframe><p>",
    "<xmp><p></xmp><p>",
    "</p></br>",
    "<x-a><template shadowrootmode=open><p>a</p></template><p>b</p></x-a>",
    "<input type=hidden><frameset>",
    "<?xml version='1.0'?><p>",
    "</ a><p>",
    "</><p>",
    "<3",
    "<svg><foreignObject><p></svg>x",
    "<select><p><option><b></select>",
    "<b a=1><p><b a=1><p><b a=1><p><b a=1><p>x",
];
