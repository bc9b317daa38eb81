//! One case for each rule of roles and names that is applied here.

use crate::page::accname::{Labels, name};
use crate::page::roles::role;
use crate::tree::{Detail, Tree};
use crate::{Limits, parse_html};

fn body(html: &str) -> Tree {
    let page = format!("<!doctype html><html><body>{html}</body></html>");
    parse_html(page.as_bytes(), &Limits::default(), Detail::Full).unwrap()
}

fn marked(tree: &Tree) -> u32 {
    (0..tree.len() as u32).find(|&id| tree.attribute(id, "x").is_some()).unwrap()
}

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
        let tree = body(html);
        assert_eq!(role(&tree, marked(&tree)), expected, "{html}");
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
        let tree = body(html);
        assert_eq!(name(&tree, &Labels::of(&tree), marked(&tree)), expected, "{html}");
    }
}
