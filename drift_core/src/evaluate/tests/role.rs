//! Elements by their role and exact name.

use super::{ASK, marks};
use crate::evaluate::{Strategy, find};
use crate::page::Page;
use crate::testing::{captured, page};

fn found(page: &Page, role: &str, name: &str) -> String {
    marks(page.tree(), find(page, Strategy::RoleName, name, role, ""))
}

#[test]
fn role_is_that_of_the_tag_or_the_written_one() {
    let page = page(
        "<button x=tag>Go</button><div x=written role=button>Go</div><button x=other role=tab>Go</button>\
         <input x=submit type=submit value=Go><a x=link href=/>Go</a><a x=none>Go</a>",
    );
    assert_eq!(found(&page, "button", "Go"), "tag written submit");
    assert_eq!(found(&page, "tab", "Go"), "other");
    assert_eq!(found(&page, "link", "Go"), "link");
    assert_eq!(found(&page, " BUTTON ", " Go\n"), "tag written submit");
}

#[test]
fn name_is_compared_whole_and_in_its_own_letters() {
    let page =
        page("<button x=a>Save</button><button x=b>Save as</button><button x=c aria-label=Save>X</button>");
    assert_eq!(found(&page, "button", "Save"), "a c");
    assert_eq!(found(&page, "button", "save"), "");
    assert_eq!(found(&page, "button", "X"), "");
}

#[test]
fn role_of_what_is_put_away_is_none() {
    let cases = [
        ("<button x=a>Go</button>", "a"),
        ("<button x=a hidden>Go</button>", ""),
        ("<div hidden><button x=a>Go</button></div>", ""),
        ("<div aria-hidden=true><button x=a>Go</button></div>", ""),
        ("<dialog><button x=a>Go</button></dialog>", ""),
        ("<dialog open><button x=a>Go</button></dialog>", "a"),
        ("<div popover><button x=a>Go</button></div>", ""),
        ("<details><summary>S</summary><button x=a>Go</button></details>", ""),
        ("<details open><summary>S</summary><button x=a>Go</button></details>", "a"),
        ("<details><summary><button x=a>Go</button></summary></details>", "a"),
        // Only the first summary is shown.
        ("<details><summary>S</summary><summary><button x=a>Go</button></summary></details>", ""),
    ];
    for (html, expected) in cases {
        assert_eq!(found(&page(html), "button", "Go"), expected, "{html}");
    }
}

#[test]
fn capture_names_elements_as_the_browser_did() {
    let page = captured("<button x=a said=Send>Go</button><div x=b acts=button said=Go>X</div>");
    assert_eq!(found(&page, "button", "Send"), "a");
    assert_eq!(found(&page, "button", "Go"), "b");
}

#[test]
fn name_of_what_holds_a_value_is_left_to_a_browser() {
    let cases = [
        ("<button x=a said=Go>Go</button>", "Go", "a"),
        ("<button x=a said=Go>Go <input></button>", "Go", ASK),
        ("<button x=a said=Go>Go <input></button>", "Go 7", ASK),
        // Values only make a name longer.
        ("<button x=a said=Going>Going <select></select></button>", "Go", ""),
        ("<button x=a said=Go>Go <input type=checkbox></button>", "Go", "a"),
        ("<button x=a said=Go>Go <i contenteditable></i></button>", "Go", ASK),
    ];
    for (html, name, expected) in cases {
        assert_eq!(found(&captured(html), "button", name), expected, "{html} {name}");
    }
}

#[test]
fn unnamed_element_of_a_capture_is_known_where_it_is_seen() {
    assert_eq!(found(&captured("<button x=a></button>"), "button", ""), "a");
    assert_eq!(found(&captured("<button x=a unseen></button>"), "button", ""), ASK);
    assert_eq!(found(&captured("<button x=a unseen></button>"), "button", "Go"), "");
}

#[test]
fn cells_of_a_capture_are_left_to_a_browser() {
    let html = "<table><tr><th x=h>Name</th></tr><tr><td x=d>Bob</td></tr></table>";
    assert_eq!(found(&captured(html), "cell", "Bob"), ASK);
    assert_eq!(found(&captured(html), "cell", "Eve"), "");
    assert_eq!(found(&page(html), "cell", "Bob"), "d");
}

#[test]
fn role_without_a_name_to_compare_is_left_to_a_browser() {
    let page = page("<button x=a>Go</button>");
    assert_eq!(found(&page, "", "Go"), ASK);
    assert_eq!(found(&page, "button", &"g".repeat(511)), ASK);
    assert_eq!(found(&page, "button", &"g".repeat(510)), "");
}
