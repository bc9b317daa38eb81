//! Accessible names beyond the table of `roles`: what is gathered, and what is left out.

use crate::page::accname::{Labels, is_unread, label_text, name, text_of_label};
use crate::testing::{captured, marked, tree};

#[track_caller]
fn assert_names(cases: &[(&str, &str)]) {
    for (html, expected) in cases {
        let tree = tree(html);
        assert_eq!(name(&tree, &Labels::of(&tree), marked(&tree, "a")), *expected, "{html}");
    }
}

#[test]
fn name_of_mixed_content_is_read_in_its_order() {
    assert_names(&[
        ("<a href=/ x=a>Read <b>much</b> more</a>", "Read much more"),
        ("<a href=/ x=a>Read <img alt=more> now</a>", "Read more now"),
        ("<a href=/ x=a>Read<b>able</b></a>", "Readable"),
        ("<button x=a>One<div>Two</div>Three</button>", "One Two Three"),
        ("<button x=a>  Save \n all </button>", "Save all"),
    ]);
}

#[test]
fn name_takes_the_value_of_a_field_in_it_and_not_its_own() {
    assert_names(&[
        ("<button x=a>Go <input value=7> on</button>", "Go 7 on"),
        ("<button x=a>Go <input type=checkbox aria-label=fast></button>", "Go fast"),
        ("<label>Mail <input x=a value=No> now</label>", "Mail now"),
        ("<li x=a role=option>Note <b contenteditable>typed</b></li>", "Note"),
        ("<li x=a role=option>Note <b contenteditable=false>kept</b></li>", "Note kept"),
        ("<input x=a value=No>", ""),
        ("<button x=a>Pick <select><option>One</select></button>", "Pick"),
    ]);
}

#[test]
fn name_follows_references_once() {
    assert_names(&[
        ("<i id=p aria-labelledby=q>One</i><i id=q>Two</i><button x=a aria-labelledby=p></button>", "One"),
        ("<button x=a id=me aria-labelledby=me aria-label=Me>Text</button>", "Me"),
        ("<i id=p aria-label=Said>One</i><button x=a aria-labelledby=p></button>", "Said"),
        ("<input id=p value=7><button x=a aria-labelledby=p></button>", "7"),
    ]);
}

#[test]
fn name_by_what_html_has_for_an_element() {
    assert_names(&[
        ("<input type=reset x=a>", "Reset"),
        ("<input type=button title=Stop x=a>", "Stop"),
        ("<input type=image title=Find x=a>", "Find"),
        ("<input type=image x=a>", "Submit"),
        ("<figure x=a><figcaption>Map</figcaption></figure>", "Map"),
        ("<svg x=a><title>Close</title></svg>", "Close"),
        ("<select><option x=a label=Short>Long text</option></select>", "Short"),
        ("<table x=a><tr><td>1</td></tr></table>", ""),
        ("<details><summary x=a>More</summary>Text</details>", "More"),
    ]);
}

#[test]
fn name_leaves_out_what_assistive_technology_passes_over() {
    assert_names(&[
        ("<button x=a>Save<script>no()</script><style>b{}</style></button>", "Save"),
        ("<button x=a>Save<b aria-hidden=true>!</b><b hidden>no</b></button>", "Save"),
        ("<button x=a>Save<b aria-hidden=false>!</b></button>", "Save!"),
    ]);
}

#[test]
fn name_is_cut_where_it_becomes_prose_and_never_within_a_letter() {
    let (long, wide) = ("a".repeat(600), "€".repeat(600));
    assert_names(&[
        (&format!("<button x=a>{long}</button>"), &long[..512]),
        (&format!("<button x=a aria-label={long}></button>"), &long[..512]),
        (&format!("<button x=a>a{wide}</button>"), &format!("a{}", "€".repeat(511))),
    ]);
}

#[test]
fn name_that_a_browser_computed_is_taken_as_it_is() {
    let page =
        captured("<button x=a said='Save the page' aria-label=No>Text</button><button x=b>Go</button>");
    let name = |mark: &str| name(page.tree(), &Labels::of(page.tree()), marked(page.tree(), mark));
    assert_eq!((name("a"), name("b")), ("Save the page".into(), "Go".into()));
}

#[test]
fn name_of_what_is_shown_leaves_out_what_is_not_visible() {
    let page = captured(
        "<button said='' x=a>Menu<b unseen>Closed</b></button><a href=/ said='' unseen x=b>Menu <b>Closed</b></a>",
    );
    let name = |mark: &str| name(page.tree(), &Labels::of(page.tree()), marked(page.tree(), mark));
    assert_eq!(name("a"), "Menu");
    // What a closed menu holds is named by what it will show.
    assert_eq!(name("b"), "Menu Closed");
}

#[test]
fn label_text_is_that_of_all_labels_without_the_control() {
    let cases = [
        ("<label for=i>Mail</label><input id=i x=a>", "Mail"),
        ("<label for=i>A</label><label for=i>B</label><input id=i x=a>", "AB"),
        ("<label>Size <select x=a><option>Big</option></select> please</label>", "Size please"),
        ("<input aria-label=Mail x=a>", ""),
    ];
    for (html, expected) in cases {
        let tree = tree(html);
        let found = label_text(&tree, &Labels::of(&tree), marked(&tree, "a"));
        assert_eq!(found.replace(' ', ""), expected.replace(' ', ""), "{html}");
    }
}

#[test]
fn text_of_one_of_two_labels_is_its_own() {
    let tree = tree("<label for=i x=one>First</label><label for=i x=two>Given</label><input id=i x=a>");
    let labels = Labels::of(&tree);
    let of = |mark: &str| text_of_label(&tree, &labels, marked(&tree, mark), marked(&tree, "a"));
    assert_eq!((of("one"), of("two")), ("First".into(), "Given".into()));
}

#[test]
fn unread_is_what_is_hidden_or_no_content() {
    let cases = [
        ("<p hidden x=a>", true),
        ("<p aria-hidden=true x=a>", true),
        ("<p aria-hidden=false x=a>", false),
        ("<script x=a></script>", true),
        ("<noscript x=a></noscript>", true),
        ("<p style='display: none' x=a>", false),
        ("<p x=a>", false),
    ];
    for (html, expected) in cases {
        let tree = tree(html);
        assert_eq!(is_unread(&tree, marked(&tree, "a")), expected, "{html}");
    }
    let page = captured("<p unseen x=a>Closed</p><p x=b>Open</p>");
    let is_unread = |mark: &str| is_unread(page.tree(), marked(page.tree(), mark));
    assert_eq!((is_unread("a"), is_unread("b")), (true, false));
}
