//! One case for each rule of roles and names that is applied here.

use crate::page::accname::{Labels, name};
use crate::page::roles::tables::{IMPLICIT, ROLES};
use crate::page::roles::{family, is_focusable, is_interactive, named_by_content, role};
use crate::testing::{captured, marked, tree};

#[test]
fn role_of_each_kind_of_element() {
    let cases = [
        ("<a x href=/>", "link"),
        ("<a x>", ""),
        ("<input x>", "textbox"),
        ("<input x type=SEARCH>", "searchbox"),
        ("<input x type=email list=l>", "combobox"),
        ("<input x type=submit>", "button"),
        ("<input x type=hidden>", ""),
        ("<select x>", "combobox"),
        ("<select x multiple>", "listbox"),
        ("<select x size=4>", "listbox"),
        ("<img x alt=''>", "none"),
        ("<img x alt=a>", "img"),
        ("<ul><li x>", "listitem"),
        ("<table><tr><th x>a</th><td>b", "rowheader"),
        ("<table><tr><th x>a</th><th>b", "columnheader"),
        ("<table><tr><th x scope=row>a</th><th>b", "rowheader"),
        ("<table role=grid><tr><td x>", "gridcell"),
        ("<header x>", "banner"),
        ("<main><header x>", ""),
        ("<section x>", ""),
        ("<section x aria-label=a>", "region"),
        ("<div x role='nonsense button'>", "button"),
        ("<button x role=presentation>", "button"),
        ("<ul x role=presentation>", "presentation"),
    ];
    for (html, expected) in cases {
        let tree = tree(html);
        assert_eq!(role(&tree, marked(&tree, "")), expected, "{html}");
    }
}

#[test]
fn name_by_each_rule() {
    let cases = [
        ("<i id=a>One</i><i id=b hidden>Two</i><button x aria-labelledby='a b'>No</button>", "One Two"),
        ("<button x aria-labelledby=none aria-label=Label>No</button>", "Label"),
        ("<button x aria-label=' '>Text</button>", "Text"),
        ("<label for=i>Mail</label><input x id=i placeholder=No>", "Mail"),
        ("<label>Mail <input x value=No></label>", "Mail"),
        ("<label for=i>A</label><label for=i>B</label><input x id=i>", "A B"),
        ("<input x type=submit>", "Submit"),
        ("<input x type=submit value=Send>", "Send"),
        ("<input x type=image alt=Go>", "Go"),
        ("<input x title=Title placeholder=No>", "Title"),
        ("<input x placeholder=Find>", "Find"),
        ("<img x alt=Logo title=No>", "Logo"),
        ("<a x href=/><img alt=Home></a>", "Home"),
        ("<a x href=/>Read<span aria-hidden=true>!</span><span hidden>no</span></a>", "Read"),
        ("<button x><svg><title>Close</title></svg></button>", ""),
        ("<button x title=Close></button>", "Close"),
        ("<fieldset x><legend>Who</legend><input></fieldset>", "Who"),
        ("<table x><caption>Sales</caption><tr><td>1</table>", "Sales"),
        ("<h2 x>A <b>b</b></h2>", "A b"),
        ("<div x>text</div>", ""),
    ];
    for (html, expected) in cases {
        let tree = tree(html);
        assert_eq!(name(&tree, &Labels::of(&tree), marked(&tree, "")), expected, "{html}");
    }
}

#[test]
fn role_that_a_browser_computed_is_taken_before_what_is_written() {
    let page = captured("<div acts=button role=link x=a></div><div role=link x=b></div>");
    let role = |mark: &str| role(page.tree(), marked(page.tree(), mark));
    assert_eq!((role("a"), role("b")), ("button", "link"));
}

#[test]
fn role_of_a_header_in_a_part_is_none() {
    for part in ["article", "aside", "main", "nav", "section"] {
        let tree = tree(&format!("<{part}><div><header x=h></header><footer x=f></footer></div></{part}>"));
        assert_eq!((role(&tree, marked(&tree, "h")), role(&tree, marked(&tree, "f"))), ("", ""), "{part}");
    }
}

#[test]
fn role_that_only_a_name_gives() {
    let cases = [("section", "region"), ("form", "form")];
    for (tag, expected) in cases {
        for (name, expected) in [("aria-label=A", expected), ("title=A", expected), ("aria-label=' '", "")] {
            let tree = tree(&format!("<{tag} {name} x=a></{tag}>"));
            assert_eq!(role(&tree, marked(&tree, "a")), expected, "{tag} {name}");
        }
    }
    let tree = tree("<nav><aside x=a></aside><aside x=b title=B></aside></nav><aside x=c></aside>");
    assert_eq!(
        ["a", "b", "c"].map(|mark| role(&tree, marked(&tree, mark))),
        ["", "complementary", "complementary"]
    );
}

#[test]
fn focusable_is_what_the_keyboard_reaches() {
    let cases = [
        ("<a href=/ x>", true),
        ("<a x>", false),
        ("<a tabindex=0 x>", true),
        ("<button x>", true),
        ("<button disabled x>", false),
        ("<input type=hidden x>", false),
        ("<div x>", false),
        ("<div tabindex=-1 x>", true),
        ("<div contenteditable x>", true),
        ("<summary x>", true),
    ];
    for (html, expected) in cases {
        let tree = tree(html);
        assert_eq!(is_focusable(&tree, marked(&tree, "")), expected, "{html}");
    }
}

#[test]
fn tables_of_roles_agree_with_one_another() {
    assert!(IMPLICIT.is_sorted_by_key(|(tag, _)| *tag), "it is searched by halves");
    for (tag, role) in IMPLICIT {
        assert!(ROLES.contains(role), "{tag}: {role}");
    }
}

#[test]
fn family_holds_roles_that_do_the_same_for_a_person() {
    let families: [&[&str]; 7] = [
        &["button", "link", "menuitem", "tab"],
        &["textbox", "searchbox", "spinbutton", "combobox", "listbox"],
        &["checkbox", "switch", "menuitemcheckbox"],
        &["radio", "menuitemradio", "option"],
        &["cell", "gridcell"],
        &["columnheader", "rowheader"],
        &["heading"],
    ];
    for roles in families {
        for role in ROLES {
            assert_eq!(family(role) == family(roles[0]), roles.contains(role), "{role} {roles:?}");
        }
    }
}

#[test]
fn family_never_joins_what_people_act_on_with_what_they_read() {
    for one in ROLES {
        for other in ROLES.iter().filter(|other| family(one) == family(other)) {
            assert_eq!(is_interactive(one), is_interactive(other), "{one} {other}");
        }
    }
}

#[test]
fn named_by_content_are_small_things_and_not_parts_of_a_page() {
    for role in ["button", "link", "heading", "option", "cell", "row", "tooltip"] {
        assert!(named_by_content(role), "{role}");
    }
    for role in ["", "dialog", "list", "listitem", "textbox", "combobox", "navigation", "paragraph", "img"] {
        assert!(!named_by_content(role), "{role}");
    }
}
