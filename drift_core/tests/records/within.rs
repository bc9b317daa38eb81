//! What in a record is tied to it: parts of its branches, chips and headings, and controls without a name.

use drift_core::{Limits, TestIds, heal_html};

const PEOPLE: &[&str] = &["Alice Berg", "Bob Dahl", "Carol Eng", "Dora Falk"];

fn heal(old: &str, new: &str, path: &str) -> Option<String> {
    heal_html(old.as_bytes(), new.as_bytes(), path, &Limits::default(), &TestIds::default()).unwrap().xpath
}

#[test]
fn item_that_several_branches_have_is_told_by_its_branch() {
    let page = |branches: &[(&str, &str)]| {
        let branch = |(name, more): &(&str, &str)| {
            format!(
                "<x-item role=treeitem>{name}<x-item role=treeitem>Crates</x-item>\
                 <x-item role=treeitem>{more}</x-item></x-item>"
            )
        };
        let branches: String = branches.iter().map(branch).collect();
        format!("<body><h1>Stock</h1><x-tree role=tree>{branches}</x-tree><p>Help</p>")
    };
    let old = page(&[("North", "Boxes"), ("South", "Barrels")]);
    let path = |at: u32| format!("/html[1]/body[1]/x-tree[1]/x-item[{at}]/x-item[1]");
    assert_eq!(heal(&old, &page(&[("North", "Pallets"), ("West", "Nets")]), &path(2)), None);
    let moved = page(&[("South", "Barrels"), ("North", "Boxes")]);
    assert_eq!(heal(&old, &moved, &path(2)).as_deref(), Some(&*path(1)));
}

#[test]
fn cross_of_a_chip_that_went_is_not_that_of_another_one() {
    let page = |labels: &[&str]| {
        let chip =
            |label: &&str| format!("<div role=button><span>{label}</span><svg class=cross></svg></div>");
        let chips: String = labels.iter().map(chip).collect();
        format!("<body><h1>Labels</h1><div>{chips}</div><p>Help</p><a href=/more>More</a>")
    };
    let path = |at: u32| format!("/html[1]/body[1]/div[1]/div[{at}]/svg[1]");
    let old = page(&["remote", "intern", "contractor"]);
    assert_eq!(heal(&old, &page(&["remote", "contractor"]), &path(2)), None);
    let moved = page(&["contractor", "intern", "remote"]);
    assert_eq!(heal(&old, &moved, &path(3)).as_deref(), Some(&*path(1)));
}

#[test]
fn nameless_control_that_became_a_switch_is_found_in_its_record() {
    let row = |name: &str, role: &str| {
        format!(
            "<div role=row><span><input type=checkbox aria-label=Pick></span><div>{name}</div><div><span>\
             <span><input class=on type=checkbox {role}></span></span></div></div>"
        )
    };
    let page = |names: &[&str], role: &str| {
        let rows: String = names.iter().map(|name| row(name, role)).collect();
        format!("<body><h1>Users</h1><div role=grid>{rows}</div><p>Help</p>")
    };
    let path = |at: u32| format!("/html[1]/body[1]/div[1]/div[{at}]/div[2]/span[1]/span[1]/input[1]");
    let (old, new) = (page(PEOPLE, ""), page(&["Carol Eng", "Erin Holt", "Bob Dahl"], "role=switch"));
    assert_eq!(heal(&old, &new, &path(2)).as_deref(), Some(&*path(3)));
    assert_eq!(heal(&old, &new, &path(1)), None);
}

#[test]
fn value_that_is_shown_in_a_record_names_nothing() {
    let page = |rows: &[(&str, &str)]| {
        let row = |(name, role): &(&str, &str)| {
            format!("<tr><td>{name}</td><td><div role=combobox class=pick>{role}</div></td></tr>")
        };
        let rows: String = rows.iter().map(row).collect();
        format!("<body><h1>Users</h1><table>{rows}</table><p>Help</p>")
    };
    let path = |at: u32| format!("/html[1]/body[1]/table[1]/tbody[1]/tr[{at}]/td[2]/div[1]");
    let old = page(&[("Ada", "Editor"), ("Bela", "Viewer"), ("Carl", "Admin")]);
    let new = page(&[("Jo", "Admin"), ("Bela", "Editor"), ("Ada", "Viewer")]);
    assert_eq!(heal(&old, &new, &path(3)), None);
    assert_eq!(heal(&old, &new, &path(2)).as_deref(), Some(&*path(2)));
    assert_eq!(heal(&old, &new, &path(1)).as_deref(), Some(&*path(3)));
}

#[test]
fn control_in_the_heading_of_a_record_is_tied_to_it() {
    let page = |names: &[&str]| {
        let section = |name: &&str| {
            format!(
                "<div class=part><h3><a href=/{name}>{name}</a><button>Fold</button></h3><p>Some words</p></div>"
            )
        };
        let sections: String = names.iter().map(section).collect();
        format!("<body><h1>Parts</h1><main>{sections}</main><p>Help</p>")
    };
    let path = |at: u32| format!("/html[1]/body[1]/main[1]/div[{at}]/h3[1]/button[1]");
    let old = page(&["loaves", "ovens", "shops"]);
    assert_eq!(heal(&old, &page(&["loaves", "ovens", "orders"]), &path(3)), None);
    assert_eq!(heal(&old, &page(&["loaves", "orders", "shops"]), &path(3)).as_deref(), Some(&*path(3)));
}

#[test]
fn arrow_of_a_pager_is_not_the_one_that_points_the_other_way() {
    let page = |signs: &[&str]| {
        let items: String = signs.iter().map(|sign| format!("<li><a href=#>{sign}</a></li>")).collect();
        format!("<body><h1>Users</h1><ul>{items}</ul><p>Help</p>")
    };
    let path = |at: u32| format!("/html[1]/body[1]/ul[1]/li[{at}]/a[1]");
    let old = page(&["«", "‹", "1", "2", "›", "»"]);
    let moved = page(&["»", "1", "‹", "«", "2", "›"]);
    for (at, found) in [(1, 4), (2, 3), (5, 6), (6, 1)] {
        let healed = heal(&old, &moved, &path(at));
        assert!(healed.is_none() || healed == Some(path(found)), "{at} became {healed:?}");
    }
    let redrawn = page(&["⟪", "⟨", "1", "2", "⟩", "⟫"]);
    assert_eq!(heal(&old, &redrawn, &path(1)), Some(path(1)), "all signs were drawn anew");
}

#[test]
fn cell_of_a_record_that_went_is_not_the_name_of_another_one() {
    let page = |rows: &[(&str, &str)]| {
        let row = |(name, count): &(&str, &str)| format!("<tr><td>{name}</td><td>{count}</td></tr>");
        let rows: String = rows.iter().map(row).collect();
        format!("<body><h1>Options</h1><table>{rows}</table><p>Help</p>")
    };
    let cell = |row: u32, at: u32| format!("/html[1]/body[1]/table[1]/tbody[1]/tr[{row}]/td[{at}]");
    let (old, new) = (page(&[("alpha", "4"), ("beta", "4")]), page(&[("gamma", "4"), ("beta", "4")]));
    assert_eq!(heal(&old, &new, &cell(1, 2)), None);
    assert_eq!(heal(&old, &new, &cell(2, 2)), Some(cell(2, 2)));
}

#[test]
fn picture_in_the_link_of_a_record_that_went_is_not_that_of_another_one() {
    let page = |names: &[&str]| {
        let item = |name: &&str| format!("<li><a href=#><img alt='User Avatar'><b>{name}</b></a></li>");
        let items: String = names.iter().map(item).collect();
        format!("<body><h1>Contacts</h1><ul>{items}</ul><p>Help</p>")
    };
    let path = |at: u32| format!("/html[1]/body[1]/ul[1]/li[{at}]/a[1]/img[1]");
    let old = page(PEOPLE);
    let new = page(&["Carol Eng", "Alice Berg", "Erin Holt", "Dora Falk"]);
    assert_eq!(heal(&old, &new, &path(2)), None);
    assert_eq!(heal(&old, &new, &path(3)), Some(path(1)));
}
