//! The surroundings of one element stay while the rest of its page changes, and the other way round.

use crate::Error;
use crate::drift::{compare, compare_neighbourhood, fingerprint, neighbourhood};
use crate::testing::{marked, tree};

fn around(body: &str) -> Vec<u8> {
    let tree = tree(body);
    neighbourhood(&tree, marked(&tree, "a"))
}

fn between(old: &str, new: &str) -> f64 {
    compare_neighbourhood(&around(old), &around(new)).expect("comparable")
}

const FORM: &str = "<main><form id=login><input name=user><button x=a>Go</button></form></main>";

#[test]
fn surroundings_that_stay_are_the_same_whatever_else_changes() {
    let unchanged = [
        format!("{FORM}<aside><p></p><table></table></aside>"),
        format!("<header></header>{FORM}"),
        FORM.replace("Go", "Send"),
        FORM.replace("<button x=a", "<button title=t x=a"),
    ];
    for new in unchanged {
        assert_eq!(between(FORM, &new), 0.0, "{new}");
    }
}

#[test]
fn surroundings_differ_by_the_way_the_siblings_and_what_is_inside() {
    let changed = [
        FORM.replace("id=login", "id=other"),
        FORM.replace("<main>", "<aside>").replace("</main>", "</aside>"),
        FORM.replace("<input name=user>", "<select></select>"),
        FORM.replace("Go", "<b></b>"),
        FORM.replace("button", "a"),
    ];
    for new in changed {
        let found = between(FORM, &new);
        assert!(found > 0.0 && found <= 1.0, "{new}: {found}");
    }
}

#[test]
fn way_to_the_root_weighs_more_than_what_stands_beside() {
    let moved = between(FORM, "<aside><div><p><input name=user><button x=a>Go</button></p></div></aside>");
    let beside = between(FORM, &FORM.replace("<input name=user>", "<select></select>"));
    assert!(moved > beside, "{moved} and {beside}");
}

#[test]
fn neighbours_of_one_form_are_told_apart() {
    let html = "<form><input x=a><p></p></form>";
    assert!(between(html, "<form><input><p x=a></p></form>") > 0.0);
    // The same element by all but its place.
    assert!(between("<ul><li x=a></li><li></li></ul>", "<ul><li></li><li x=a></li></ul>") > 0.0);
}

#[test]
fn comparison_is_symmetric_and_a_ratio() {
    let pages = [FORM, "<p x=a></p>", "<ul><li><b x=a></b></ul>", "<svg x=a></svg>"];
    for old in pages {
        for new in pages {
            let (there, back) = (between(old, new), between(new, old));
            assert_eq!(there, back, "{old} and {new}");
            assert!((0.0..=1.0).contains(&there));
            assert_eq!(there == 0.0, old == new, "{old} and {new}");
        }
    }
}

#[test]
fn surroundings_and_pages_are_never_compared() {
    let (page, element) = (fingerprint(&tree(FORM)), around(FORM));
    assert!(matches!(compare(&element, &element), Err(Error::Incompatible { field: "algorithm", .. })));
    assert!(matches!(
        compare_neighbourhood(&page, &page),
        Err(Error::Incompatible { field: "algorithm", .. })
    ));
    assert!(compare_neighbourhood(&page, &element).is_err());
}
