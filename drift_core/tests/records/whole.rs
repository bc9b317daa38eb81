//! A record as a whole is found again by its key, whatever it is made of by then, and is never its neighbour.

use drift_core::{Limits, Outcome, TestIds, heal_html};

/// A form of record: how one is written, and what stands around all of them.
struct Form {
    name: &'static str,
    around: (&'static str, &'static str),
    record: fn(&str, &str) -> String,
    /// The record at a place, below what holds them.
    path: fn(usize) -> String,
}

const FORMS: &[Form] = &[
    Form {
        name: "table",
        around: ("<table><thead><tr><th>Product<th>Price<th>Quantity<th></tr></thead><tbody>", "</table>"),
        record: |key, price| {
            format!(
                "<tr><th scope=row>{key}</th><td>{price}</td><td><input aria-label=Quantity value=1></td>\
                 <td><button>Remove</button></td></tr>"
            )
        },
        path: |at| format!("table[1]/tbody[1]/tr[{at}]"),
    },
    Form {
        name: "bare table",
        around: ("<table>", "</table>"),
        record: |key, price| {
            format!("<tr><td>{key}</td><td>{price}</td><td><button>Remove</button></td></tr>")
        },
        path: |at| format!("table[1]/tbody[1]/tr[{at}]"),
    },
    Form {
        name: "grid of divs",
        around: ("<div role=grid>", "</div>"),
        record: |key, price| {
            format!(
                "<div role=row><span role=gridcell>{key}</span><span role=gridcell>{price}</span>\
                 <span role=gridcell><button>Remove</button></span></div>"
            )
        },
        path: |at| format!("div[1]/div[{at}]"),
    },
    Form {
        name: "list",
        around: ("<ul class=entries>", "</ul>"),
        record: |key, price| {
            format!(
                "<li class=entry><h4>{key}</h4><button class=press><span>Remove</span></button>\
                 <label>Quantity <input value=1></label><div>{price}</div></li>"
            )
        },
        path: |at| format!("ul[1]/li[{at}]"),
    },
    Form {
        name: "list of lines",
        around: ("<ol>", "</ol>"),
        record: |key, price| format!("<li><b>{key}</b> <i>{price}</i> <button>Remove</button></li>"),
        path: |at| format!("ol[1]/li[{at}]"),
    },
    Form {
        name: "cards",
        around: ("<div class=cards>", "</div>"),
        record: |key, price| {
            format!("<div class=card><h3>{key}</h3><p>{price}</p><button>Remove</button></div>")
        },
        path: |at| format!("div[1]/div[{at}]"),
    },
    Form {
        name: "articles",
        around: ("<div>", "</div>"),
        record: |key, price| {
            format!("<article><h2>{key}</h2><p>{price}</p><button>Remove</button></article>")
        },
        path: |at| format!("div[1]/article[{at}]"),
    },
    Form {
        name: "groups",
        around: ("<form>", "</form>"),
        record: |key, price| {
            format!("<fieldset><legend>{key}</legend><p>{price}</p><button>Remove</button></fieldset>")
        },
        path: |at| format!("form[1]/fieldset[{at}]"),
    },
    Form {
        name: "pairs",
        around: ("<dl>", "</dl>"),
        record: |key, price| {
            format!("<div><dt>{key}</dt><dd>{price}</dd><dd><button>Remove</button></dd></div>")
        },
        path: |at| format!("dl[1]/div[{at}]"),
    },
];

const CART: &[(&str, &str)] =
    &[("Green tea 250 g", "4.50 €"), ("Teapot", "24.00 €"), ("Coffee beans", "9.00 €")];

fn page(form: &Form, records: &[(&str, &str)], more: &str) -> Vec<u8> {
    let records: String = records.iter().map(|(key, price)| (form.record)(key, price)).collect();
    let (before, after) = form.around;
    format!(
        "<!doctype html><title>Cart</title><body><nav><a href=/>Home</a><a href=/orders>Orders</a></nav>\
         <main><h1>Your cart</h1>{before}{records}{after}<p>Total</p><a href=/checkout>Checkout</a></main>{more}"
    )
    .into_bytes()
}

fn path(form: &Form, at: usize) -> String {
    format!("/html[1]/body[1]/main[1]/{}", (form.path)(at))
}

fn heal(old: &[u8], new: &[u8], path: &str) -> (Outcome, Option<String>) {
    let healing = heal_html(old, new, path, &Limits::default(), &TestIds::default()).unwrap();
    (healing.outcome, healing.xpath)
}

/// What became of the record at a place of the cart, in each form out of each: none when it must not be found.
#[track_caller]
fn check(at: usize, records: &[(&str, &str)], more: &str, expected: Option<usize>) {
    let mut wrong = Vec::new();
    for old in FORMS {
        for new in FORMS {
            let before = page(old, CART, "");
            let (outcome, found) = heal(&before, &page(new, records, more), &path(old, at));
            let wanted = expected.map(|at| path(new, at));
            if found != wanted {
                wrong.push(format!("{} to {}: {outcome:?} {found:?}", old.name, new.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), FORMS.len().pow(2), wrong.join("\n"));
}

#[test]
fn record_is_found_by_its_key_in_every_form() {
    check(1, CART, "", Some(1));
    check(2, CART, "", Some(2));
}

#[test]
fn record_that_moved_among_others_is_found() {
    check(2, &[CART[2], ("Cup", "8.00 €"), CART[1], CART[0]], "", Some(3));
}

#[test]
fn record_whose_figures_changed_is_found() {
    let now = [("Green tea 250 g", "9.00 €"), ("Teapot", "48.00 €"), ("Coffee beans", "4.50 €")];
    check(2, &now, "", Some(2));
    check(1, &now, "", Some(1));
}

#[test]
fn record_that_was_removed_is_gone() {
    check(2, &[CART[0], CART[2]], "", None);
    check(1, &[CART[1], CART[2]], "", None);
    check(3, &[CART[0], CART[1]], "", None);
}

#[test]
fn record_that_was_exchanged_is_gone() {
    check(2, &[CART[0], ("Milk jug", "24.00 €"), CART[2]], "", None);
}

#[test]
fn record_of_a_key_that_is_another_in_part_is_gone() {
    check(1, &[("Green tea 500 g", "4.50 €"), CART[1], CART[2]], "", None);
    check(1, &[("Black tea 250 g", "4.50 €"), CART[1], CART[2]], "", None);
    check(2, &[CART[0], ("Teapot stand", "24.00 €"), CART[2]], "", None);
    check(2, &[CART[0], ("Glass teapot", "24.00 €"), CART[2]], "", None);
}

const SUGGESTED: &str = "<aside><h2>You may also like</h2><ul><li><b>Teapot</b> <i>24.00 €</i> <button>Add</button></li>\
    <li><b>Milk jug</b> <i>7.00 €</i> <button>Add</button></li><li><b>Cup</b> <i>8.00 €</i> <button>Add</button></li></ul></aside>";

#[test]
fn record_whose_key_another_collection_has_too_is_that_of_its_own() {
    check(2, CART, SUGGESTED, Some(2));
}

#[test]
fn record_that_only_another_collection_has_is_gone() {
    check(2, &[CART[0], CART[2]], SUGGESTED, None);
}

#[test]
fn record_that_its_collection_has_twice_is_not_chosen() {
    check(2, &[CART[0], CART[1], ("Teapot", "24.00 €"), CART[2]], "", None);
}

#[test]
fn record_that_two_collections_of_the_same_records_hold_is_not_chosen() {
    let (form, list) = (&FORMS[0], &FORMS[3]);
    let records: String = CART.iter().map(|(key, price)| (list.record)(key, price)).collect();
    let again = format!("<section><h1>Your cart</h1>{}{records}{}</section>", list.around.0, list.around.1);
    let (old, new) = (page(form, CART, ""), page(list, CART, &again));
    assert_eq!(heal(&old, &new, &path(form, 2)), (Outcome::Ambiguous, None));
}

#[test]
fn record_that_another_one_mentions_is_not_that_one() {
    let team = |people: &[(&str, &str)]| {
        let row = |(name, lead): &(&str, &str)| {
            format!("<tr><td>{name}</td><td>{lead}</td><td><button>Delete</button></td></tr>")
        };
        let rows: String = people.iter().map(row).collect();
        format!("<body><h1>Team</h1><table><tr><th>Name<th>Lead<th>Action</tr>{rows}</table>").into_bytes()
    };
    let old = team(&[("Ann Berg", "Zoe Aas"), ("Bob Dahl", "Ann Berg"), ("Carol Eng", "Ann Berg")]);
    let new = team(&[("Ann Berg", "Zoe Aas"), ("Erin Holt", "Bob Dahl"), ("Carol Eng", "Ann Berg")]);
    let row = "/html[1]/body[1]/table[1]/tbody[1]/tr[3]";
    assert_eq!(heal(&old, &new, row), (Outcome::Absent, None));
    assert_eq!(heal(&old, &old, row).1.as_deref(), Some(row));
}

#[test]
fn only_record_of_its_collection_is_told_by_the_heading_above() {
    let (one, other) = (&CART[1..2], &[("Milk jug", "24.00 €")]);
    let cart = |form: &Form, records| page(form, records, SUGGESTED);
    for form in FORMS.iter().filter(|form| matches!(form.name, "table" | "list")) {
        let old = page(&FORMS[0], one, "");
        assert_eq!(heal(&old, &cart(form, one), &path(&FORMS[0], 1)).1, Some(path(form, 1)), "{}", form.name);
        let gone = heal(&old, &cart(form, other), &path(&FORMS[0], 1));
        assert_eq!(gone.1, None, "{}: {gone:?}", form.name);
    }
}

#[test]
fn entry_that_is_all_its_key_may_be_renamed_and_moves_with_its_name() {
    let menu = |head: &str, entries: &[&str]| {
        let items: String = entries.iter().map(|entry| format!("<li>{entry}</li>")).collect();
        format!("<h2>{head}</h2><ul>{items}</ul>")
    };
    let old = format!("<body>{}{}", menu("Pages", &["Invoice", "Profile"]), menu("More", &["Lock", "Login"]));
    let moved =
        format!("<body>{}{}", menu("Pages", &["Profile"]), menu("More", &["Invoice", "Lock", "Login"]));
    let renamed = old.replace("Invoice", "Invoices");
    let first = "/html[1]/body[1]/ul[1]/li[1]";
    let found = |new: &str| heal(old.as_bytes(), new.as_bytes(), first).1;
    assert_eq!(found(&moved).as_deref(), Some("/html[1]/body[1]/ul[2]/li[1]"));
    assert_eq!(found(&renamed).as_deref(), Some(first));
}
