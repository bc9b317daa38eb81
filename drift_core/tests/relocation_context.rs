//! Elements that are told by what they stand in, what they hold, and what stands beside them.

use drift_core::{
    Detail, Healing, Limits, Outcome, Scales, Settings, TestIds, heal_html, parse_html, relocate, xpath,
};

fn heal(old: &str, new: &str, path: &str) -> Healing {
    let page = |main: &str| {
        format!(
            "<!doctype html><html><body><nav><a href=\"/\">Home</a><a href=\"/orders\">Orders</a></nav>\
             <main>{main}</main><footer><p>All rights reserved</p></footer></body></html>"
        )
    };
    let path = format!("/html/body/main{path}");
    heal_html(page(old).as_bytes(), page(new).as_bytes(), &path, &Limits::default(), &TestIds::default())
        .unwrap()
}

fn verdict(old: &str, new: &str, path: &str) -> (Outcome, Option<String>) {
    let healing = heal(old, new, path);
    let strip = |path: String| path.trim_start_matches("/html[1]/body[1]/main[1]").to_owned();
    (healing.outcome, healing.xpath.map(strip))
}

fn found(outcome: Outcome, path: &str) -> (Outcome, Option<String>) {
    (outcome, Some(path.into()))
}

fn weight(healing: &Healing, what: &str) -> Option<f64> {
    healing.evidence.iter().find(|(name, _)| *name == what).map(|(_, weight)| *weight)
}

#[test]
fn relocate_name_that_became_numbered_ones_is_the_first() {
    let list = |names: &[&str]| names.iter().map(|name| format!("<a>{name}</a>")).collect::<String>();
    let old = list(&["Orders", "Address", "Payment"]);
    let new = list(&["Orders", "Address 1", "Address 2", "Payment"]);
    assert_eq!(verdict(&old, &new, "/a[2]"), found(Outcome::Changed, "/a[2]"));
}

#[test]
fn relocate_name_that_goes_on_is_the_same_where_its_place_agrees() {
    let form = |name: &str| {
        format!("<label>Mail <input></label><label>{name} <input></label><label>Notes <input></label>")
    };
    let old = form("Role");
    assert_eq!(
        verdict(&old, &form("Role in the team"), "/label[2]/input"),
        found(Outcome::Changed, "/label[2]/input[1]")
    );
    assert_eq!(verdict(&old, &form("Shoe size"), "/label[2]/input"), (Outcome::Absent, None));
}

#[test]
fn relocate_name_that_became_two_other_ones_is_ambiguous() {
    let list = |names: &[&str]| names.iter().map(|name| format!("<a>{name}</a>")).collect::<String>();
    let old = list(&["Orders", "Address", "Payment"]);
    let new = list(&["Orders", "Address billing", "Address shipping", "Payment"]);
    assert_eq!(verdict(&old, &new, "/a[2]"), (Outcome::Ambiguous, None));
}

#[test]
fn relocate_item_whose_link_was_renamed_is_told_by_the_link() {
    let old = "<ul><li><a href=\"/a\">Basket</a></li><li><a href=\"/b\">Wishes</a></li></ul>";
    let new = "<ul><li><a href=\"/b\">Wishes</a></li><li class=\"x\"><a href=\"/a\">Cart</a></li></ul>";
    let healing = heal(old, new, "/ul/li[1]");
    assert_eq!(healing.xpath.as_deref(), Some("/html[1]/body[1]/main[1]/ul[1]/li[2]"));
    assert!(weight(&healing, "what it holds") > Some(0.0));
}

#[test]
fn relocate_title_outlives_the_name() {
    let old = "<p>Group</p><a title=\"Add another group\"><img alt=\"Add\"></a><p>Rights</p><a><img alt=\"Add\"></a>";
    let new =
        "<p>Group</p><a title=\"Add another group\"><img alt=\"\"></a><p>Rights</p><a><img alt=\"Add\"></a>";
    let healing = heal(old, new, "/a[1]");
    assert_eq!(healing.xpath.as_deref(), Some("/html[1]/body[1]/main[1]/a[1]"));
    assert!(weight(&healing, "title") > Some(0.0));
}

fn rating(class: &str, ids: [u32; 5]) -> String {
    let star = |id: u32| format!("<li class=\"{class}\" data-stars=\"{id}\"></li>");
    format!("<h2>Rating</h2><ul>{}</ul><p>Thanks</p>", ids.map(star).concat())
}

#[test]
fn relocate_one_of_equally_many_nameless_ones_keeps_its_order() {
    let (old, new) = (rating("star", [1, 2, 3, 4, 5]), rating("css-1x2y3z", [1, 2, 3, 4, 5]));
    for star in 1..=5 {
        let path = format!("/ul[1]/li[{star}]");
        assert_eq!(verdict(&old, &new, &path).1.as_deref(), Some(&*path));
    }
}

#[test]
fn relocate_nameless_ones_in_another_order_are_not_taken_for_each_other() {
    let (old, new) = (rating("star", [1, 2, 3, 4, 5]), rating("star", [5, 4, 3, 2, 1]));
    let (_, path) = verdict(&old, &new, "/ul/li[1]");
    assert_ne!(path.as_deref(), Some("/ul[1]/li[1]"));
}

#[test]
fn relocate_only_icon_button_of_its_container_is_found_though_restyled() {
    let old = "<header><h1>Shop</h1><button class=\"toggler\"><span class=\"bar\"></span></button></header>";
    let new =
        "<header><h1>Shop</h1><div><button class=\"x-1\"><span class=\"bar\"></span></button></div></header>";
    assert_eq!(verdict(old, new, "/header/button").1.as_deref(), Some("/header[1]/div[1]/button[1]"));
}

#[test]
fn relocate_row_button_with_a_renamed_neighbour_row_stays_with_its_row() {
    let row = |name: &str| format!("<tr><td>{name}</td><td><button>Edit</button></td></tr>");
    let table = |names: &[&str]| {
        format!("<table><tbody>{}</tbody></table>", names.iter().map(|name| row(name)).collect::<String>())
    };
    let old = table(&["Alice", "Bob", "Carol"]);
    let new = table(&["Carol", "Robert", "Alice"]);
    assert_eq!(
        verdict(&old, &new, "/table/tbody/tr[1]/td[2]/button").1.as_deref(),
        Some("/table[1]/tbody[1]/tr[3]/td[2]/button[1]")
    );
}

#[test]
fn relocate_removed_item_beside_one_that_begins_alike_is_absent() {
    let list = |names: &[&str]| {
        let items: String = names.iter().map(|name| format!("<li><a>{name}</a></li>")).collect();
        format!("<h2>Forms</h2><ul>{items}</ul><p>End</p>")
    };
    let old = list(&["Simple tables", "General elements", "Advanced", "Layout", "Validation"]);
    let new = list(&["Simple tables", "Theme generate", "Advanced", "Layout", "Validation"]);
    assert_eq!(verdict(&old, &new, "/ul/li[2]/a"), (Outcome::Absent, None));
}

#[test]
fn relocate_name_of_mixed_content_is_read_in_its_order() {
    let old = "<a>Order <b>no</b> 7</a><a>Order 7 no</a>";
    let new = "<a>Order 7 no</a><div><a>Order <i>no</i> 7</a></div>";
    assert_eq!(verdict(old, new, "/a[1]"), found(Outcome::Moved, "/div[1]/a[1]"));
}

#[test]
fn settings_scales_change_what_evidence_weighs() {
    let html = |label: &str| format!("<main><p>Total</p><button id=\"buy\">{label}</button></main>");
    let tree = |label| parse_html(html(label).as_bytes(), &Limits::default(), Detail::Full).unwrap();
    let total = |scales: Scales| {
        let settings = Settings { scales, ..Settings::default() };
        let target = xpath::find(&tree("Buy"), "/html/body/main/button").unwrap();
        relocate(tree("Buy"), target, tree("Buy now"), &settings).best.unwrap().score.total
    };
    let usual = total(Scales::default());
    assert!(total(Scales { attributes: 2.0, ..Scales::default() }) > usual);
    assert!(total(Scales { names: 0.0, ..Scales::default() }) < usual);
}

#[test]
fn heal_html_of_large_pages_answers_as_on_prepared_ones() {
    let rows =
        |first: u32| (first..first + 2000).map(|n| format!("<p>Item {n} of many</p>")).collect::<String>();
    let (old, new) = (rows(0), rows(3));
    assert!(old.len().min(new.len()) > 32 << 10);
    assert_eq!(verdict(&old, &new, "/p[200]"), found(Outcome::Moved, "/p[197]"));
    assert_eq!(verdict(&old, &new, "/p[2]"), (Outcome::Absent, None));
    let empty =
        heal_html(b" ", rows(0).repeat(3).as_bytes(), "/html", &Limits::default(), &TestIds::default());
    assert!(matches!(empty, Err(drift_core::Error::InvalidPage(_))));
}
