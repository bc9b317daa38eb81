//! What comes before the role and the name because it lasts longer.

use crate::evaluate::{Selector, Strategy};
use crate::generate::selectors;
use crate::page::Page;
use crate::testing::{marked, page};

fn made(body: &str) -> Vec<Selector> {
    let page: Page = page(body);
    selectors(&page, marked(page.tree(), "a"))
}

#[track_caller]
fn assert_first(cases: &[(&str, &str)]) {
    for (body, expected) in cases {
        assert_eq!(made(body)[0].value, *expected, "{body}");
    }
}

#[test]
fn id_and_name_of_a_field_come_before_its_label() {
    assert_first(&[
        ("<label for=guest>Guest</label><input x=a id=guest>", "#guest"),
        ("<label>Guest<input x=a name=guest></label>", "input[name=\"guest\"]"),
        ("<button x=a role=switch id=beamer>Projector</button>", "#beamer"),
        // A number may be a place, and what leads to two elements tells neither.
        ("<label>Guest<input x=a id=guest-2></label>", "Guest"),
        ("<label>Guest<input x=a name=who></label><input name=who>", "Guest"),
        ("<button x=a id=go>Go</button>", "Go"),
    ]);
}

#[test]
fn test_id_comes_before_the_id_of_a_field() {
    assert_first(&[("<input x=a id=guest data-testid=who>", "who")]);
}

#[test]
fn control_of_a_component_is_found_by_the_id_of_its_host() {
    let host = |id: &str, inner: &str| {
        format!("<my-button id={id}><template shadowrootmode=open>{inner}</template></my-button>")
    };
    assert_first(&[
        (&host("open", "<button x=a>New</button>"), "#open button"),
        (&host("open", "<button x=a>New</button><button>Old</button>"), "New"),
        (&host("open-2", "<button x=a>New</button>"), "New"),
    ]);
}

#[test]
fn count_in_a_name_is_left_out() {
    assert_first(&[
        ("<button x=a aria-label='2 unread mails'></button>", "button[aria-label*=\"unread mails\"]"),
        ("<a x=a href=/mail>Inbox <b>17</b></a>", "a[href=\"/mail\"]"),
        ("<a x=a href=/mail>Inbox</a>", "Inbox"),
        ("<a x=a href='#'>Inbox 17</a>", "Inbox 17"),
        ("<button x=a aria-label='2 mails'></button><button aria-label='5 mails'></button>", "2 mails"),
    ]);
}

#[test]
fn hint_of_a_field_may_go_on_where_one_begins_so() {
    assert_first(&[
        ("<input x=a placeholder='Search people'>", "input[placeholder^=\"Search people\"]"),
        ("<input x=a placeholder=Search><input placeholder='Search all'>", "Search"),
        ("<label>Who<input x=a placeholder=Name></label>", "Who"),
    ]);
}

#[test]
fn search_field_that_is_the_only_one_is_found_by_its_kind() {
    assert_first(&[
        ("<input x=a type=search placeholder=Find>", "input[type=\"search\"]"),
        ("<input x=a type=search aria-label=Find><input type=search>", "Find"),
    ]);
}

#[test]
fn icon_tells_a_control_of_a_row_before_its_place() {
    let button =
        |icon: &str, mark: &str| format!("<button {mark}><span role=img aria-label={icon}></span></button>");
    let row = |who: &str, mark: &str| {
        format!("<tr><td>{who}</td><td>{}{}</td></tr>", button("edit", ""), button("delete", mark))
    };
    let found = made(&format!("<table>{}{}</table>", row("Bob", ""), row("Eve", "x=a")));
    let expected = "//tr[.//*[normalize-space()=\"Eve\"]]//button[.//*[@aria-label=\"delete\"]]";
    assert_eq!((found[0].strategy, found[0].value.as_str()), (Strategy::Xpath, expected));
}

#[test]
fn kind_of_a_field_comes_before_its_place() {
    let first = &made("<input type=number><div><input x=a type=range></div>")[0];
    assert_eq!((first.value.as_str(), first.positional), ("input[type=\"range\"]", false));
    let boxes = made("<input type=text><input x=a type=checkbox>");
    assert!(boxes.iter().all(|made| made.positional), "{boxes:?}");
}
