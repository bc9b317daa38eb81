//! Elements found in the part of the page that is meant; `x` marks the one that is.

use drift_core::{Detail, Discovered, Limits, Page, Request, Strategy, discover, parse_html, xpath};

const ROWS: &str = "<table><tr><th>Who<th>Do<tr><td>Alice<td><button A>Edit</button>\
    <tr><td>Alice Cooper<td><button B>Edit</button><tr><td>Bob<td><button C>Edit</button></table>";
const DIALOG: &str = "<button>Save</button><div role=dialog aria-label='New contact'>\
    <h2>New contact</h2><button x>Save</button></div>";
const BOXES: &str = "<main><div><h3>Shipping</h3><button>Change</button></div>\
    <div><h3>Billing</h3><div><button x>Change</button></div></div></main>";
const FLAT: &str = "<main><h2>Shipping</h2><p>Home</p><button>Change</button>\
    <h2>Billing</h2><p>Work</p><button x>Change</button></main><footer><button>Help</button></footer>";
const CARDS: &str = "<div class=list><div class=item><b>Alice</b><i><button x>Edit</button></i></div>\
    <div class=item><b>Bob</b><i><button>Edit</button></i></div></div>";

fn page(html: &str) -> Page {
    let whole = format!("<!doctype html><html><body>{html}</body></html>");
    Page::new(parse_html(whole.as_bytes(), &Limits::default(), Detail::Full).unwrap())
}

#[track_caller]
fn check(html: &str, element: &str, scope: &str) {
    let page = page(html);
    let tree = page.tree();
    let marked = (0..tree.len() as u32).find(|&id| tree.attribute(id, "x").is_some());
    let found = discover(&page, &Request { element, scope, ..Request::default() });
    let expected = marked.map(|id| xpath::path_of(tree, id));
    assert_eq!(found.xpath, expected, "{element} / {scope}: {}", found.reason);
    if expected.is_none() {
        assert_eq!(found.outcome, Discovered::Absent, "{element} / {scope}: {:?}", found.equals);
    }
}

#[test]
fn scope_of_a_row_finds_the_element_in_it() {
    let alice = ROWS.replace(" A>", " x>");
    for scope in
        ["row of Alice", "the row of Alice", "Alice row", "Alice", "first row", "row 1", "'Alice' row"]
    {
        check(&alice, "Edit", scope);
        check(&alice, &format!("Edit in {scope}"), "");
    }
    for element in [
        "Edit for Alice",
        "Edit button for Alice",
        "Edit next to Alice",
        "Edit button of 'Alice'",
        "Alice's Edit button",
        "first row's Edit",
        "Edit in the row of Alice in the table",
    ] {
        check(&alice, element, "");
    }
    check(&ROWS.replace(" C>", " x>"), "Edit in the last row", "");
    check(&ROWS.replace(" B>", " x>"), "Edit of Alice Cooper", "");
}

#[test]
fn scope_that_is_not_there_finds_nothing() {
    for (element, scope) in [
        ("Edit", "row of Carol"),
        ("Edit", "dialog"),
        ("Edit", "fifth row"),
        ("Edit in the row of Carol", ""),
        ("Edit for Carol", ""),
        ("Save in the row of Alice", ""),
        ("Who for Alice", ""),
    ] {
        check(ROWS, element, scope);
    }
    let request = Request { element: "Edit", scope: "row of Carol", ..Request::default() };
    assert_eq!(discover(&page(ROWS), &request).reason, "no part of the page is the scope 'row of Carol'");
    let elsewhere = "<button>Save</button><div role=dialog aria-label=Ask><button>No</button></div>";
    check(elsewhere, "Save", "dialog");
    let request = Request { element: "Save", scope: "dialog", ..Request::default() };
    assert!(discover(&page(elsewhere), &request).reason.contains("outside the scope 'dialog'"));
}

#[test]
fn scope_of_a_row_that_lost_the_element_finds_nothing() {
    check(&ROWS.replace("<button A>Edit</button>", ""), "Edit for Alice", "");
    check(&CARDS.replace("<i><button x>Edit</button></i>", ""), "Edit for Alice", "");
    check(&BOXES.replace("<button x>Change</button>", ""), "Change in Billing", "");
}

#[test]
fn scope_of_a_dialog_finds_the_element_in_it() {
    for scope in
        ["dialog", "New contact", "New contact dialog", "modal", "the dialog", "dialog 'New contact'"]
    {
        check(DIALOG, "Save", scope);
        check(DIALOG, &format!("Save button in {scope}"), "");
    }
    check(DIALOG, "the dialog's save button", "");
    check("<div class=modal><button x>Save</button></div><button>Save</button>", "Save in the modal", "");
}

#[test]
fn scope_by_a_heading_finds_what_stands_under_it() {
    for html in [BOXES, FLAT] {
        check(html, "Change", "Billing");
        check(html, "Change under Billing", "");
        check(html, "Change in the Billing section", "");
        check(html, "Change button within 'Billing'", "");
    }
    let fieldset = "<fieldset><legend>Home</legend><label>City<input></label></fieldset>\
        <fieldset><legend>Work</legend><label>City<input x></label></fieldset>";
    check(fieldset, "City in the Work group", "");
    check(fieldset, "City field under Work", "");
}

#[test]
fn scope_of_a_form_without_a_name_finds_the_element_in_it() {
    let html = "<a href=/saved>Save order</a><form><h2>Order</h2><button x>Save order</button></form>";
    check(html, "Save order", "form");
    check(html, "Save order in the form", "");
    check(html, "Save order", "Order form");
}

#[test]
fn scope_of_landmarks_finds_the_element_in_them() {
    let html = "<header><input aria-label=Search x></header><main><input aria-label=Search></main>";
    check(html, "Search in the header", "");
    check(html, "Search field", "page header");
    let html = "<nav><a href=/>Home</a></nav><footer><a href=/ x>Home</a></footer>";
    check(html, "Home link in the footer", "");
}

#[test]
fn scope_of_items_that_only_repeat_finds_the_element_in_them() {
    for element in ["Edit for Alice", "Edit next to Alice", "Edit in Alice", "Alice's Edit"] {
        check(CARDS, element, "");
    }
}

#[test]
fn scope_of_a_tab_is_its_panel() {
    let html = "<a role=tab href='#one'>One</a><a role=tab href='#two'>Two</a>\
        <div id=one><button>Go</button></div><div id=two><button x>Go</button></div>";
    check(html, "Go on the Two tab", "");
}

#[test]
fn scope_word_in_a_name_is_part_of_the_name() {
    check("<a href=/ x>Sign in for free</a><a href=/>Sign in</a>", "Sign in for free", "");
    check("<a href=/ x>Terms of service</a>", "Terms of service link", "");
    check("<a href=/>Terms</a><h2>Service</h2>", "Terms of service", "");
}

#[test]
fn selectors_in_a_row_are_anchored_at_its_text() {
    let page = page(&ROWS.replace("Alice Cooper", "O'Neil \"X\""));
    let found = discover(&page, &Request { element: "Edit for Alice", ..Request::default() });
    let first = &found.selectors[0];
    assert_eq!(first.value, "//tr[.//*[normalize-space()=\"Alice\"]]//button[normalize-space()=\"Edit\"]");
    assert_eq!((first.strategy, first.positional), (Strategy::Xpath, false));
    assert!(found.selectors.last().unwrap().positional);
}

#[test]
fn selectors_under_a_heading_are_anchored_at_it() {
    let page = page(BOXES);
    let found = discover(&page, &Request { element: "Change", scope: "Billing", ..Request::default() });
    let expected = "//div[h3[normalize-space()=\"Billing\"]]//button[normalize-space()=\"Change\"]";
    assert!(found.selectors.iter().any(|one| one.value == expected), "{:?}", found.selectors);
}

#[test]
fn scope_that_a_row_says_is_that_row_and_not_the_repeated_box_around_its_table() {
    let module = |name: &str, rows: &str| {
        format!(
            "<div class=module><table><caption>{name}</caption>\
             <thead><tr><th>Model<th>Add link</thead>{rows}</table></div>"
        )
    };
    let row = |name: &str, mark: &str| format!("<tr><th scope=row>{name}<td><a href=/{name} {mark}>Add</a>");
    let people = module("People", &(row("Groups", "x") + &row("Users", "")));
    let shop = module("Shop", &(row("Products", "") + &row("Tags", "")));
    check(&format!("<main>{people}{shop}</main>"), "Add link", "Groups");
}

#[test]
fn scope_that_a_header_says_is_the_row_of_headers() {
    let columns: String = (3..9).map(|n| format!("<th><a href={n}>Column {n}</a>")).collect();
    let html = format!(
        "<table><thead><tr><th><a href=1>Name</a><th><a href=2 x>Email</a>{columns}</thead>\
         <tr><td>Ada<td>a@b.c</table>"
    );
    check(&html, "Email link", "Name");
}
