//! The rules of XPath on a tree, room by room.

mod axes;
mod functions;
mod operators;
mod parser;
mod steps;
mod text;
mod tokens;

use crate::evaluate::xpath::find;
use crate::page::Page;
use crate::testing::marks_of;

/// What stands for an answer that only a browser can give.
const ASK: &str = "?";

fn found(page: &Page, expression: &str) -> String {
    find(page, expression).map_or(ASK.to_owned(), |ids| marks_of(page.tree(), ids))
}

#[track_caller]
fn assert_finds(page: &Page, cases: &[(&str, &str)]) {
    for (expression, expected) in cases {
        assert_eq!(found(page, expression), *expected, "{expression}");
    }
}

/// Whether a condition holds of the element that is marked `a`; None when it is not known.
#[track_caller]
fn holds(page: &Page, condition: &str) -> Option<bool> {
    match found(page, &format!("//*[@x='a'][{condition}]")).as_str() {
        ASK => None,
        "" => Some(false),
        "a" => Some(true),
        other => panic!("{condition} found {other}"),
    }
}

#[track_caller]
fn assert_holds(page: &Page, cases: &[(&str, Option<bool>)]) {
    for (condition, expected) in cases {
        assert_eq!(holds(page, condition), *expected, "{condition}");
    }
}
