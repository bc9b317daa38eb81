//! Changes that real releases make, one fixture and one verdict each.

use drift_core::{Healing, Limits, Outcome, TestIds, heal_html};

fn heal(old: &str, new: &str, xpath: &str) -> Healing {
    heal_html(old.as_bytes(), new.as_bytes(), xpath, &Limits::default(), &TestIds::default()).unwrap()
}

fn page(main: &str) -> String {
    format!(
        "<!doctype html><html><head><title>Shop</title></head><body>\
         <nav><a href=\"/\">Home</a><a href=\"/orders\">Orders</a><a href=\"/help\">Help</a></nav>\
         <main>{main}</main><footer><p>All rights reserved</p></footer></body></html>"
    )
}

fn verdict(old: &str, new: &str, target: &str) -> (Outcome, Option<String>) {
    let healing = heal(&page(old), &page(new), &format!("/html/body/main{target}"));
    let strip = |path: String| path.trim_start_matches("/html[1]/body[1]/main[1]").to_owned();
    (healing.outcome, healing.xpath.map(strip))
}

fn found(outcome: Outcome, path: &str) -> (Outcome, Option<String>) {
    (outcome, Some(path.into()))
}

const LABELS: [&str; 30] = [
    "First name",
    "Last name",
    "Email",
    "Phone",
    "Street",
    "City",
    "Country",
    "Company",
    "Website",
    "Birthday",
    "Currency",
    "Language",
    "Timezone",
    "Industry",
    "Revenue",
    "Employees",
    "Rating",
    "Owner",
    "Source",
    "Stage",
    "Amount",
    "Probability",
    "Campaign",
    "Territory",
    "Region",
    "Segment",
    "Tier",
    "Contract",
    "Renewal",
    "Notes",
];

fn lightning_form(first_id: usize, named: bool) -> String {
    let field = |(at, label): (usize, &&str)| {
        let id = first_id + at;
        let name = if named { format!(" name=\"{}\"", label.replace(' ', "")) } else { String::new() };
        format!("<div><label for=\"input-{id}\">{label}</label><input id=\"input-{id}\"{name}></div>")
    };
    LABELS.iter().enumerate().map(field).collect()
}

#[test]
fn relocate_ids_shifted_by_17_finds_the_field_of_the_same_label() {
    for named in [false, true] {
        for target in [1, 9, 18, 30] {
            let path = format!("/div[{target}]/input[1]");
            let expected = found(Outcome::Changed, &path);
            assert_eq!(verdict(&lightning_form(10, named), &lightning_form(27, named), &path), expected);
        }
    }
}

#[test]
fn relocate_css_in_js_classes_renamed_finds_it_in_its_place() {
    let form = |hash: &str| {
        format!(
            "<div class=\"css-1{hash}a9\"><h2 class=\"sc-{hash}\">Cart</h2>\
             <button class=\"css-{hash}8x\">Check out</button><button class=\"css-{hash}8y\">Empty</button></div>"
        )
    };
    let expected = found(Outcome::Same, "/div[1]/button[2]");
    assert_eq!(verdict(&form("q7x2k"), &form("z9w4b"), "/div/button[2]"), expected);
}

#[test]
fn relocate_wrapped_has_moved() {
    let old = "<form><input name=\"q\" placeholder=\"Search\"><button>Search</button></form>";
    let new = "<div class=\"wrap\"><div><form><span><input name=\"q\" placeholder=\"Search\"></span>\
               <button>Search</button></form></div></div>";
    let expected = found(Outcome::Moved, "/div[1]/div[1]/form[1]/span[1]/input[1]");
    assert_eq!(verdict(old, new, "/form/input"), expected);
}

#[test]
fn relocate_reordered_has_moved() {
    let item = |name: &str| format!("<li><a>{name}</a></li>");
    let list =
        |names: &[&str]| format!("<ul>{}</ul>", names.iter().map(|name| item(name)).collect::<String>());
    let old = list(&["Profile", "Security", "Billing", "Teams"]);
    let new = list(&["Billing", "Teams", "Profile", "Security"]);
    assert_eq!(verdict(&old, &new, "/ul/li[3]/a"), found(Outcome::Moved, "/ul[1]/li[1]/a[1]"));
}

fn table(names: &[&str]) -> String {
    let row = |name: &&str| {
        format!(
            "<tr><td>{name}</td><td>active</td><td><button>Edit</button><button>Delete</button></td></tr>"
        )
    };
    format!("<table><tbody>{}</tbody></table>", names.iter().map(row).collect::<String>())
}

#[test]
fn relocate_button_of_a_row_follows_its_row() {
    let old = table(&["Alice", "Bob", "Carol"]);
    let new = table(&["Zoe", "Alice", "Dan", "Bob", "Carol"]);
    let path = |row: usize| format!("/table[1]/tbody[1]/tr[{row}]/td[3]/button[1]");
    for (before, after) in [(1, 2), (2, 4), (3, 5)] {
        assert_eq!(verdict(&old, &new, &path(before)), found(Outcome::Moved, &path(after)));
    }
}

#[test]
fn relocate_button_of_duplicate_rows_follows_its_place_while_there_are_equally_many() {
    let path = |row: usize| format!("/table[1]/tbody[1]/tr[{row}]/td[3]/button[1]");
    let twins = table(&["Alice", "Bob", "Bob", "Carol"]);
    let more = table(&["Zoe", "Alice", "Bob", "Bob", "Carol"]);
    assert_eq!(verdict(&twins, &more, &path(2)), found(Outcome::Moved, &path(3)));
    assert_eq!(verdict(&twins, &more, &path(3)), found(Outcome::Moved, &path(4)));
    let fewer = table(&["Alice", "Bob", "Carol"]);
    assert_eq!(verdict(&twins, &fewer, &path(2)).1, None);
    assert_eq!(verdict(&twins, &fewer, &path(3)).1, None);
}

#[test]
fn relocate_button_of_a_removed_row_is_absent() {
    let old = table(&["Alice", "Bob", "Carol", "Dan"]);
    let new = table(&["Alice", "Carol", "Dan"]);
    for button in ["button[1]", "button[2]"] {
        let target = format!("/table/tbody/tr[2]/td[3]/{button}");
        assert_eq!(verdict(&old, &new, &target), (Outcome::Absent, None));
    }
}

#[test]
fn relocate_translated_text_finds_it_by_what_is_no_text() {
    let form = |title: &str, user: &str, save: &str, cancel: &str| {
        format!(
            "<h1>{title}</h1><form id=\"account\"><label for=\"user\">{user}</label>\
             <input id=\"user\" name=\"user\"><button name=\"save\">{save}</button>\
             <button name=\"cancel\">{cancel}</button></form>"
        )
    };
    let old = form("Account", "User name", "Save", "Cancel");
    let new = form("Konto", "Benutzer", "Speichern", "Abbrechen");
    assert_eq!(verdict(&old, &new, "/form/button[1]"), found(Outcome::Changed, "/form[1]/button[1]"));
    assert_eq!(verdict(&old, &new, "/form/input"), found(Outcome::Changed, "/form[1]/input[1]"));
}

#[test]
fn relocate_moved_to_another_panel_is_found_there() {
    let old = "<section><h2>Account</h2><p>Your data</p><button>Export contacts</button></section>\
               <section><h2>Tools</h2><p>Other things</p><a>Import</a></section>";
    let new = "<section><h2>Account</h2><p>Your data</p></section>\
               <section><h2>Tools</h2><p>Other things</p><a>Import</a><button>Export contacts</button></section>";
    assert_eq!(verdict(old, new, "/section[1]/button"), found(Outcome::Moved, "/section[2]/button[1]"));
}

#[test]
fn relocate_button_become_link_has_changed() {
    let old = "<h2>Session</h2><button>Log out</button><button>Switch user</button>";
    let new = "<h2>Session</h2><a href=\"/logout\">Log out</a><button>Switch user</button>";
    assert_eq!(verdict(old, new, "/button[1]"), found(Outcome::Changed, "/a[1]"));
}

#[test]
fn relocate_removed_button_beside_a_similar_one_is_absent() {
    let cases = [
        (
            "<button>Save</button><button>Save and close</button><p>Note</p>",
            "<button>Save and close</button><p>Note</p>",
        ),
        ("<button>Delete</button><button>Edit</button>", "<button>Edit</button>"),
        (
            "<button id=\"a\">Delete</button><button id=\"b\">Archive</button>",
            "<button id=\"b\">Archive</button>",
        ),
    ];
    for (old, new) in cases {
        assert_eq!(verdict(old, new, "/button[1]"), (Outcome::Absent, None), "{old}");
    }
}

#[test]
fn relocate_button_replaced_by_another_one_in_its_place_is_absent() {
    let old = "<h2>Order</h2><p>Total</p><button>Delete</button><p>Terms</p>";
    let new = "<h2>Order</h2><p>Total</p><button>Archive</button><p>Terms</p>";
    assert_eq!(verdict(old, new, "/button"), (Outcome::Absent, None));
}

#[test]
fn relocate_one_of_twins_with_one_less_is_ambiguous() {
    let twins = |count: usize| format!("<div>{}</div>", "<button>Add</button>".repeat(count));
    assert_eq!(verdict(&twins(3), &twins(2), "/div/button[2]"), (Outcome::Ambiguous, None));
    assert_eq!(verdict(&twins(3), &twins(3), "/div/button[2]"), found(Outcome::Same, "/div[1]/button[2]"));
}

#[test]
fn relocate_on_the_same_page_finds_every_element_as_itself() {
    let html = page(&format!("{}{}", table(&["Alice", "Alice", "Bob"]), lightning_form(3, false)));
    let tree = drift_core::parse_html(html.as_bytes(), &Limits::default(), drift_core::Detail::Full).unwrap();
    for id in 0..tree.len() as u32 {
        let path = drift_core::xpath::path_of(&tree, id);
        let healing = heal(&html, &html, &path);
        assert_eq!((healing.outcome, healing.xpath), found(Outcome::Same, &path));
    }
}

/// Two tabs whose page is the same, and a menu that repeats one of them, as a wiki's page has.
fn tabs(tabs: &[&str], menu: &[&str]) -> String {
    let links = |names: &[&str]| -> String {
        names.iter().map(|name| format!("<li><a href=\"/w/Lighthouse\">{name}</a></li>")).collect()
    };
    format!("<ul id=\"tabs\">{}</ul><ul id=\"more\">{}</ul>", links(tabs), links(menu))
}

#[test]
fn relocate_removed_link_beside_one_to_the_same_page_is_absent() {
    let old = tabs(&["Page", "Read"], &[]);
    assert_eq!(verdict(&old, &tabs(&["Read"], &[]), "/ul[1]/li[1]/a").1, None);
    assert_eq!(verdict(&old, &tabs(&["Page"], &[]), "/ul[1]/li[2]/a").1, None);
}

#[test]
fn relocate_says_what_agreed_and_who_came_next() {
    let old = page("<button id=\"buy\">Buy</button><button>Sell</button>");
    let healing = heal(&old, &old.replace(">Buy<", ">Buy now<"), "/html/body/main/button");
    let weight =
        |what: &str| healing.evidence.iter().find(|(name, _)| *name == what).map(|(_, weight)| *weight);
    assert!(weight("id") > Some(0.0) && weight("name") > Some(0.0));
    assert_eq!(healing.runner_up.as_deref(), Some("/html[1]/body[1]/main[1]/button[2]"));
    assert!(healing.confidence > 0.9 && healing.margin > 0.5);
}

#[test]
fn heal_without_such_an_element_is_an_error() {
    let html = page("");
    let error = heal_html(
        html.as_bytes(),
        html.as_bytes(),
        "/html/body/aside",
        &Limits::default(),
        &TestIds::default(),
    );
    assert!(matches!(error, Err(drift_core::Error::NoSuchElement(_))));
}

#[test]
fn what_went_into_a_closed_part_is_hidden_and_what_was_there_already_is_not() {
    let fields = "<label>Street <input name=street></label><label>Zip <input name=zip></label>";
    let open = format!("<h1>Address</h1>{fields}<button>Save</button>");
    let parts = [
        "<details><summary>More</summary>{}</details>",
        "<button aria-expanded=false aria-controls=p>More</button><div id=p hidden>{}</div>",
        "<div role=tablist><button role=tab aria-controls=p>More</button></div><div role=tabpanel id=p style='display:none'>{}</div>",
        "<button commandfor=p command=show-modal>More</button><dialog id=p>{}</dialog>",
    ];
    for part in parts {
        let closed = format!("<h1>Address</h1>{}<button>Save</button>", part.replace("{}", fields));
        let (outcome, path) = verdict(&open, &closed, "/label[2]/input");
        assert_eq!(outcome, Outcome::Hidden, "{part}");
        assert!(path.unwrap().ends_with("label[2]/input[1]"), "{part}");
        let place = verdict(&open, &closed, "/label[2]/input").1.unwrap();
        assert_eq!(verdict(&closed, &closed, &place), found(Outcome::Same, &place), "{part}");
        assert!(matches!(verdict(&closed, &open, &place).0, Outcome::Moved | Outcome::Changed), "{part}");
    }
}

#[test]
fn what_was_removed_is_not_its_hidden_double() {
    let double = "<div id=phone hidden><a href=/>Home</a><a href=/basket>Basket</a></div>";
    let old = format!("<p>Shop</p><a href=/basket>Basket</a><p>Welcome</p>{double}");
    let new = format!("<p>Shop</p><p>Welcome</p>{double}");
    assert_eq!(verdict(&old, &new, "/a").0, Outcome::Absent);
    let row = "<table><tr><td>Bob</td><td><button>Delete</button></td></tr>{}</table>";
    let erin = "<tr hidden><td>Erin</td><td><button>Delete</button></td></tr>";
    let gone = row.replace("{}", erin).replace("<tr><td>Bob</td><td><button>Delete</button></td></tr>", "");
    assert_eq!(verdict(&row.replace("{}", ""), &gone, "/table/tbody/tr/td[2]/button").0, Outcome::Absent);
}
