//! What the whole of an element says, as far as its parts tell.

use super::nested;
use crate::evaluate::doubt::Sure::{self, No, Perhaps, Yes};
use crate::evaluate::texts::{Reader, Texts, inner, may_be_parted, tidy};
use crate::page::Page;
use crate::testing::{captured, marked, marks_of, page};

fn says(page: &Page, reader: Reader, text: &str) -> Sure {
    Texts::on(page, reader).is(page.tree(), marked(page.tree(), "a"), text)
}

fn pieces(page: &Page, reader: Reader) -> Vec<String> {
    let found = Texts::on(page, reader).pieces(page.tree(), marked(page.tree(), "a"));
    found.into_iter().map(String::from).collect()
}

#[test]
fn tidy_text_has_single_spaces_and_nothing_without_width() {
    let cases = [
        (" a \n\t b ", "a b"),
        ("a\u{a0}b", "a b"),
        ("a\u{feff}b", "a b"),
        ("a\u{200b}b\u{ad}c", "abc"),
        ("\u{200b}", ""),
        ("", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(tidy(text), expected, "{text:?}");
        assert_eq!(tidy(expected), expected);
    }
}

#[test]
fn one_piece_is_the_whole_text_and_of_several_only_the_letters_are_known() {
    let cases = [
        ("<p x=a>Hi there</p>", "Hi there", Yes),
        ("<p x=a>Hi there</p>", "Hithere", No),
        ("<p x=a><b><i>Hi</i></b></p>", "Hi", Yes),
        ("<p x=a>Hi <b>there</b></p>", "Hi there", Perhaps),
        ("<p x=a>Hi <b>there</b></p>", "thereHi", Perhaps),
        ("<p x=a>Hi <b>there</b></p>", "Hi three", Perhaps),
        ("<p x=a>Hi <b>there</b></p>", "Hi them", No),
        ("<p x=a></p>", "", Yes),
        ("<p x=a></p>", "Hi", No),
        ("<p x=a>Hi<br>there</p>", "Hi there", Perhaps),
        ("<p x=a>Hi there<br></p>", "Hi there", Yes),
    ];
    for (html, text, expected) in cases {
        assert_eq!(says(&page(html), Reader::Playwright, text), expected, "{html} {text}");
    }
}

#[test]
fn readers_differ_in_scripts_shadow_roots_and_captions() {
    let cases: [(&str, &[&str], &[&str]); 3] = [
        ("<my-a x=a>One<template shadowrootmode=open>Two</template></my-a>", &["One", "Two"], &["One"]),
        ("<div x=a><input type=submit value=Go></div>", &["Go"], &[]),
        ("<div x=a><template>No</template>One</div>", &["One"], &["One"]),
    ];
    for (html, playwright, xpath) in cases {
        let page = page(html);
        assert_eq!(pieces(&page, Reader::Playwright), playwright, "{html}");
        assert_eq!(pieces(&page, Reader::Xpath), xpath, "{html}");
    }
}

#[test]
fn count_and_the_only_piece_are_those_of_the_subtree() {
    let page = page("<div x=a><p x=p>One</p><p>Two <b x=b>three</b></p><i x=i></i></div>");
    let (tree, texts) = (page.tree(), Texts::on(&page, Reader::Playwright));
    let count = |mark| texts.count(marked(tree, mark));
    assert_eq!((count("a"), count("p"), count("b"), count("i")), (3, 1, 1, 0));
    assert_eq!(texts.only(marked(tree, "p")), Some(marked(tree, "p")));
    assert_eq!((texts.only(marked(tree, "a")), texts.only(marked(tree, "i"))), (None, None));
}

#[test]
fn text_is_withheld_where_a_capture_cuts_it_or_leaves_it_out() {
    let long = "w".repeat(1000);
    let cases = [
        ("<p x=a>Hi</p>".to_owned(), false, false),
        (format!("<p x=a>{long}</p>"), true, false),
        (format!("<div x=a><p>{long}</p></div>"), true, false),
        ("<textarea x=a></textarea>".into(), true, false),
        ("<p x=a contenteditable>Hi</p>".into(), true, false),
        ("<p x=a contenteditable=false>Hi</p>".into(), false, false),
        ("<p x=a role=searchbox>Hi</p>".into(), true, false),
        ("<input x=a type=submit value=Send>".into(), false, false),
        // The name that the browser computed need not be what the button shows.
        ("<input x=a type=submit value=Send title=t>".into(), true, false),
        ("<input x=a type=submit>".into(), true, false),
    ];
    for (html, of_capture, of_html) in cases {
        for (page, expected) in [(captured(&html), of_capture), (page(&html), of_html)] {
            let withheld = Texts::on(&page, Reader::Playwright).withheld(marked(page.tree(), "a"));
            assert_eq!(withheld, expected, "{html} of {:?}", page.tree().source());
        }
    }
}

#[test]
fn text_of_a_script_is_withheld_from_those_who_read_it() {
    let page = page("<div x=a>One<script>Two</script></div>");
    let id = marked(page.tree(), "a");
    assert!(Texts::on(&page, Reader::Xpath).withheld(id));
    assert!(!Texts::on(&page, Reader::Playwright).withheld(id));
    assert_eq!(says(&page, Reader::Playwright, "One"), Yes);
}

#[test]
fn text_in_a_frame_is_that_of_its_own_document_alone() {
    let page = nested();
    let (tree, texts) = (page.tree(), Texts::on(&page, Reader::Playwright));
    assert_eq!(texts.is(tree, marked(tree, "framed_html"), "Framed"), Yes);
    assert_eq!((texts.count(marked(tree, "frame")), texts.count(marked(tree, "framed_html"))), (0, 1));
    let all = ["In the app", "In the part", "Slotted", "After"];
    assert_eq!(texts.pieces(tree, 0), all);
}

#[test]
fn cut_text_may_go_on() {
    let (cut, longer) = ("w".repeat(1000), "w".repeat(1200));
    let page = captured(&format!("<p x=a>{cut}</p>"));
    assert_eq!(says(&page, Reader::Playwright, &longer), Perhaps);
    assert_eq!(says(&page, Reader::Playwright, &"w".repeat(1100)), Perhaps);
    assert_eq!(says(&page, Reader::Playwright, "short"), No);
}

#[test]
fn text_may_be_parted_where_an_element_stands_between_two_words() {
    let cases = [
        ("<p x=a>One two</p>", false),
        ("<p x=a>One <b></b>two</p>", true),
        ("<p x=a><b></b>One two</p>", false),
        ("<p x=a>One two<b></b></p>", false),
        ("<p x=a>One<b></b></p>", false),
    ];
    for (html, expected) in cases {
        let page = page(html);
        let (tree, id) = (page.tree(), marked(page.tree(), "a"));
        assert_eq!(may_be_parted(tree, id, tree.own_text(id)), expected, "{html}");
    }
}

#[test]
fn inner_elements_are_children_and_the_shadow_root() {
    let page = nested();
    let app = marked(page.tree(), "app");
    assert_eq!(marks_of(page.tree(), inner(page.tree(), app)), "slotted #shadow-root");
    assert_eq!(marks_of(page.tree(), inner(page.tree(), marked(page.tree(), "frame"))), "");
}
