//! What changed between two pages, as subtrees a person can find.

use crate::drift::ChangeKind::{self, Added, Changed, Removed};
use crate::drift::explain::{Change, explain};
use crate::testing::tree;

fn changes(old: &str, new: &str) -> Vec<Change> {
    explain(&tree(old), &tree(new), 100).expect("of one source")
}

/// Kinds and places, without the way that all pages have in common.
fn told(old: &str, new: &str) -> Vec<(ChangeKind, String, usize)> {
    let place = |path: &str| path.trim_start_matches("html > body").trim_start_matches(" > ").to_owned();
    changes(old, new).into_iter().map(|change| (change.kind, place(&change.path), change.nodes)).collect()
}

#[test]
fn pages_that_differ_in_no_structure_have_no_changes() {
    let cases = [
        ("<p>One</p>", "<p>Two</p>"),
        ("<ul><li><li></ul>", "<ul><li><li><li><li></ul>"),
        ("<p class=css-1></p>", "<p class=css-2></p>"),
        ("", ""),
    ];
    for (old, new) in cases {
        assert_eq!(told(old, new), [], "{old} and {new}");
    }
}

#[test]
fn one_change_is_told_with_its_kind_place_and_size() {
    let cases = [
        ("<p></p>", "<p></p><nav><a></a></nav>", (Added, "nav", 2)),
        ("<p></p><nav><a></a></nav>", "<p></p>", (Removed, "nav", 2)),
        ("<p id=one></p>", "<p id=two></p>", (Changed, "p#two", 1)),
        ("<div><p id=one></p></div>", "<div><p id=two></p></div>", (Changed, "div > p#two", 1)),
        ("<div id=box><p></p></div>", "<div id=box><p></p><b></b></div>", (Added, "div#box > b", 1)),
    ];
    for (old, new, (kind, place, nodes)) in cases {
        assert_eq!(told(old, new), [(kind, place.to_owned(), nodes)], "{old} and {new}");
    }
}

#[test]
fn change_deep_down_is_told_where_it_is_and_not_all_the_way() {
    let page = |inner| {
        format!("<main id=m><section id=s><div><p></p>{inner}</div></section></main><nav><a></a></nav>")
    };
    assert_eq!(told(&page(""), &page("<em></em>")), [(Added, "main#m > section#s > div > em".to_owned(), 1)]);
}

#[test]
fn subtree_that_is_found_elsewhere_has_moved_and_is_no_change() {
    let list = "<ul id=menu><li><a></a></ul>";
    assert_eq!(
        told(&format!("<main>{list}</main><aside></aside>"), &format!("<main></main><aside>{list}</aside>")),
        []
    );
    // Small ones are alike all over a page.
    let moved = told("<main><p></p></main><aside></aside>", "<main></main><aside><p></p></aside>");
    let has = |kind, place: &str| moved.contains(&(kind, place.to_owned(), 1));
    assert!(moved.len() == 2 && has(Removed, "main > p") && has(Added, "aside > p"), "{moved:?}");
}

#[test]
fn what_moved_within_a_new_part_does_not_count_to_its_size() {
    let list = "<ul id=menu><li><a></a></ul>";
    let found = told(&format!("<main>{list}</main>"), &format!("<main></main><aside><b></b>{list}</aside>"));
    assert_eq!(found, [(Added, "aside".to_owned(), 2)]);
}

#[test]
fn largest_changes_come_first_and_no_more_than_are_asked_for() {
    let new = "<p></p><b></b><nav><a></a><i></i><em></em></nav><dl><dt></dt></dl>";
    let found = told("<p></p>", new);
    assert_eq!(found.iter().map(|change| change.2).collect::<Vec<_>>(), [4, 2, 1]);
    let two = explain(&tree("<p></p>"), &tree(new), 2).expect("of one source");
    assert_eq!(two, changes("<p></p>", new)[..2]);
    assert_eq!(explain(&tree("<p></p>"), &tree(new), 0), Ok(Vec::new()));
}

#[test]
fn children_are_paired_by_name_before_they_are_paired_by_tag() {
    let old = "<div id=a><p></p></div><div id=b><p></p></div>";
    let new = "<div id=b><p></p><i></i></div>";
    let found = told(old, new);
    assert!(found.contains(&(Added, "div#b > i".into(), 1)), "{found:?}");
    assert!(found.iter().any(|(kind, place, _)| *kind == Removed && place == "div#a"), "{found:?}");
    assert!(found.iter().all(|(kind, ..)| *kind != Changed), "{found:?}");
}

#[test]
fn removed_part_is_described_as_the_old_page_had_it() {
    let change = &changes("<h2>Offers</h2><button id=buy>Buy</button>", "<h2>Offers</h2>")[0];
    assert_eq!((change.kind, change.path.as_str()), (Removed, "html > body > button#buy"));
    assert_eq!(change.context, "\"Buy\" under \"Offers\"");
}

#[test]
fn what_is_added_one_way_is_removed_the_other() {
    let (one, other) = ("<main><p></p></main>", "<main><p></p><form><input><b></b></form></main><nav></nav>");
    let (there, back) = (told(one, other), told(other, one));
    assert_eq!(there.len(), 2);
    assert!(there.iter().all(|change| change.0 == Added) && back.iter().all(|change| change.0 == Removed));
    let places = |changes: &[(ChangeKind, String, usize)]| {
        changes.iter().map(|(_, place, nodes)| (place.clone(), *nodes)).collect::<Vec<_>>()
    };
    assert_eq!(places(&there), places(&back));
}
