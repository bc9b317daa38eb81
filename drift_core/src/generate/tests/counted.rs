//! Selectors of what is counted find all that are counted, and then the one that stands there.

use crate::discover::{Request, discover};
use crate::evaluate::{Selector, Strategy, select};
use crate::page::Page;
use crate::testing::{captured, page};
use crate::{describe_in, whose};

const NAMES: [&str; 3] = ["Tea", "Pot", "Cup"];

fn list(names: &[&str]) -> String {
    let item = |name: &&str| {
        format!("<li id=p-{name}><b>{name}</b><p>Fine</p><button data-testid=add-{name}>Add</button></li>")
    };
    format!("<h1>Shop</h1><ul>{}</ul>", names.iter().map(item).collect::<String>())
}

fn found(page: &Page, request: &Request) -> Vec<Selector> {
    let found = discover(page, request);
    assert!(found.xpath.is_some(), "{request:?}: {}", found.reason);
    found.selectors
}

fn values(html: &str, element: &str, scope: &str, ordinal: usize) -> Vec<String> {
    let request = Request { element, scope, ordinal, ..Request::default() };
    found(&page(html), &request).into_iter().map(|made| made.value).collect()
}

#[test]
fn what_is_counted_is_found_by_its_name_and_counted() {
    let html = list(&NAMES);
    let says = r#"(//button[normalize-space()="Add"])"#;
    assert_eq!(values(&html, "Add", "", 2), [format!("{says}[2]")]);
    assert_eq!(values(&html, "first Add button", "", 0), [format!("{says}[1]")]);
    assert_eq!(values(&html, "last Add button", "", 0), [format!("{says}[last()]")]);
    assert_eq!(values(&html, "third button", "", 0), ["(//button)[3]"]);
}

#[test]
fn scope_is_part_of_what_is_counted() {
    let html = format!("{}<div role=dialog aria-label=Cart>{}</div>", list(&NAMES), list(&["Oats", "Rye"]));
    let made = values(&html, "Add", "dialog", 2);
    assert_eq!(made, [r#"(//div[@aria-label="Cart"]//button[normalize-space()="Add"])[2]"#]);
}

#[test]
fn only_one_of_its_name_is_found_by_the_name_alone_too() {
    let html = list(&["Tea"]);
    let made = found(&page(&html), &Request { element: "Add", ordinal: 1, ..Request::default() });
    assert_eq!(made[0].strategy, Strategy::RoleName);
    assert!(made.iter().all(|one| !one.value.contains("Tea")), "{made:?}");
}

#[test]
fn links_and_buttons_are_counted_together_however_their_text_is_put() {
    let html = "<button><i></i><span>Edit</span></button><a href=/x>Edit</a><button>Edit</button><button>No</button>";
    let both = r#"(//button[normalize-space()="Edit"] | //a[normalize-space()="Edit"])[2]"#;
    assert_eq!(values(html, "Edit", "", 2), [both]);
}

#[test]
fn fields_are_counted_by_their_label() {
    let html = "<label for=a>Email</label><input id=a><label>Email <input></label><input aria-label=Name>";
    let made = values(html, "second Email field", "", 0);
    let label = r#"label[normalize-space()="Email"]"#;
    assert_eq!(made, [format!("(//input[@id=//{label}/@for or ancestor::{label}])[2]")]);
}

#[test]
fn selectors_follow_the_place_when_the_list_is_sorted_anew() {
    for make in [page, captured] {
        for (element, at) in [("first Add button", 0), ("second Add button", 1), ("last Add button", 2)] {
            let made = found(&make(&list(&NAMES)), &Request { element, ..Request::default() });
            let turned = make(&list(&["Cup", "Tea", "Pot"]));
            for one in made {
                let paths = select(&turned, one.strategy, &one.value, &one.role, &one.attribute);
                let there = format!("/html[1]/body[1]/ul[1]/li[{}]/button[1]", at + 1);
                assert_eq!(paths, Some(vec![there]), "{element}: {}", one.value);
            }
        }
    }
}

#[test]
fn description_has_what_all_that_are_counted_have() {
    let page = page(&list(&NAMES));
    let request = Request { element: "Add", ordinal: 2, ..Request::default() };
    let path = discover(&page, &request).xpath.expect("the second one");
    let id = crate::xpath::find(page.tree(), &path).expect("its element");
    let said = describe_in(&page, id, &whose(&page, &request, id));
    assert_eq!((said.name.as_str(), said.role.as_str()), ("Add", "button"));
    assert!(said.attributes.is_empty() && said.neighbourhood.is_empty(), "{said:?}");
}

#[test]
fn what_stands_in_a_counted_part_has_its_place_alone() {
    let html = format!("<div id=list>{}</div>", list(&NAMES));
    let made = found(&page(&html), &Request { element: "Add in the second item", ..Request::default() });
    assert!(made.iter().all(|one| one.positional && !one.value.contains("p-")), "{made:?}");
}

#[test]
fn record_whose_name_has_a_number_is_not_counted() {
    let row = |name: &str| format!("<tr><td>{name}<td><button>Edit</button>");
    let html = format!("<table>{}{}{}</table>", row("Item 3"), row("Item 4"), row("Item 5"));
    let made = values(&html, "Edit in the row of Item 3", "", 0);
    assert!(made.iter().all(|value| value.contains("Item 3")), "{made:?}");
}
