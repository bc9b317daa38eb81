//! Every answer says why, in a sentence that names what was asked for.

use super::ask;
use crate::discover::{Action, Discovered, Request};

#[track_caller]
fn assert_reason(body: &str, request: &Request, outcome: Discovered, parts: &[&str]) {
    let found = ask(body, request);
    assert_eq!(found.outcome, outcome, "{}", found.reason);
    for part in parts {
        assert!(found.reason.contains(part), "{part:?} is not in {:?}", found.reason);
    }
}

fn named(element: &str) -> Request<'_> {
    Request { element, ..Request::default() }
}

#[test]
fn absent_element_is_named() {
    assert_reason("<p>Hi</p>", &named("Save"), Discovered::Absent, &["nothing on the page is called 'Save'"]);
}

#[test]
fn absent_scope_is_another_reason_than_an_absent_element() {
    let body = "<button>Save</button>";
    let request = Request { scope: "Billing", ..named("Save") };
    assert_reason(body, &request, Discovered::Absent, &["no part of the page is the scope 'Billing'"]);
}

#[test]
fn element_outside_the_scope_is_told() {
    let body = "<button>Save</button><section aria-label=Billing><p>Hi</p></section>";
    let request = Request { scope: "Billing", ..named("Save") };
    assert_reason(body, &request, Discovered::Absent, &["Save", "is outside the scope 'Billing'"]);
}

#[test]
fn element_that_cannot_take_the_action_is_told() {
    let request = Request { action: Action::Fill, ..named("Save") };
    assert_reason("<button>Save</button>", &request, Discovered::Absent, &["cannot take the action 'fill'"]);
}

#[test]
fn ordinal_beyond_what_there_is_tells_how_many_there_are() {
    let body = "<button>Edit</button><button>Edit</button>";
    let request = Request { ordinal: 3, ..named("Edit") };
    assert_reason(body, &request, Discovered::Absent, &["'Edit' number 3 is asked for; there are 2"]);
}

#[test]
fn equals_are_named_and_the_rest_is_counted() {
    let body = "<button>Edit</button>".repeat(5);
    assert_reason(&body, &named("Edit"), Discovered::Ambiguous, &["'Edit' is equally well", "and 3 more"]);
    let found = ask(&body, &named("Edit"));
    assert_eq!((found.equals.len(), found.confidence, found.selectors.len()), (5, 0.2, 0));
}

#[test]
fn found_element_is_described_with_the_part_it_was_found_in() {
    let body = "<section aria-label=Billing><button>Save</button></section><button>Save</button>";
    assert_reason(
        body,
        &named("Save in Billing"),
        Discovered::Found,
        &["'Save in Billing' is", "in 'Billing'"],
    );
}

#[test]
fn long_request_is_cut_in_the_reason() {
    let long = "w".repeat(500);
    let reason = ask("<p>Hi</p>", &named(&long)).reason;
    assert!(reason.contains(&format!("'{}…'", "w".repeat(120))) && reason.len() < 200, "{reason}");
}
