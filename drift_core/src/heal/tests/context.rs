//! What an element stands in and what it holds.

use super::Two;
use crate::heal::weights::{OTHER_HEADING, OTHER_ROW, SAME_HEADING, SAME_ROW};

fn table(names: &[(&str, &str)]) -> String {
    let row = |(name, mark): &(&str, &str)| {
        format!("<tr><td>{name}</td><td><button x={mark}>Edit</button></td></tr>")
    };
    format!("<table>{}</table>", names.iter().map(row).collect::<String>())
}

#[test]
fn row_of_the_same_first_words_is_the_same() {
    let old = table(&[("Alice", "a"), ("Bob", "b")]);
    let two = Two::of(&old, &table(&[("Bob", "b"), ("Alice", "a")]));
    assert_eq!(two.context("a", "a").row(), SAME_ROW);
    assert_eq!(two.context("a", "b").row(), OTHER_ROW);
}

#[test]
fn row_that_was_renamed_is_told_by_how_alike_the_names_are() {
    let old = table(&[("Alice", "a"), ("Bob", "b")]);
    for (name, expected) in [("Alice Smith", SAME_ROW), ("Erin", OTHER_ROW)] {
        let two = Two::of(&old, &table(&[(name, "n"), ("Bob", "b")]));
        assert_eq!(two.context("a", "n").row(), expected, "{name}");
    }
}

#[test]
fn row_that_is_certain_to_be_another_one_is_no_renamed_one() {
    let old = table(&[("Alice", "a"), ("Alice Smith", "s")]);
    let two = Two::of(&old, &old);
    assert_eq!(two.context("a", "s").row(), OTHER_ROW);
}

#[test]
fn row_that_says_nothing_else_or_is_none_tells_nothing() {
    let item = "<ul><li><button x=a>Edit</button></li></ul>";
    let bare = "<p>Alice</p><button x=a>Edit</button>";
    let row = table(&[("Alice", "a")]);
    for (old, new) in [(item, item), (bare, bare), (bare, &row), (&row, bare)] {
        assert_eq!(Two::of(old, new).context("a", "a").row(), 0.0, "{old} {new}");
    }
}

#[test]
fn heading_above_is_the_same_or_another_one() {
    let part = |title: &str, mark: &str| format!("<h2>{title}</h2><p><button x={mark}>Go</button></p>");
    let two =
        Two::of(&(part("Billing", "b") + &part("Team", "t")), &(part("Team", "t") + &part("Billing", "b")));
    assert_eq!(two.context("b", "b").heading(), SAME_HEADING);
    assert_eq!(two.context("b", "t").heading(), OTHER_HEADING);
}

#[test]
fn heading_that_is_missing_on_one_side_tells_nothing() {
    let (headed, bare) = ("<h2>Billing</h2><button x=a>Go</button>", "<button x=a>Go</button>");
    for (old, new) in [(headed, bare), (bare, headed), (bare, bare)] {
        assert_eq!(Two::of(old, new).context("a", "a").heading(), 0.0, "{old} {new}");
    }
}

#[test]
fn content_is_the_share_of_certain_elements_in_common_on_the_worse_side() {
    let link = |name: &str| format!("<a href=/{name}>{name}</a>");
    let all = |names: &[&str]| names.iter().map(|name| link(name)).collect::<String>();
    let old = format!("<section x=a>{}</section>", all(&["ales", "beer"]));
    let cases = [
        (vec!["ales", "beer"], vec![], Some(1.0)),
        (vec!["ales", "beer", "cider"], vec![], Some(1.0)),
        (vec!["ales"], vec!["beer"], Some(0.5)),
        (vec!["cider"], vec!["ales", "beer"], None),
    ];
    for (inside, outside, expected) in cases {
        let new = format!("<section x=b>{}</section><p>{}</p>", all(&inside), all(&outside));
        assert_eq!(Two::of(&old, &new).context("a", "b").content(), expected, "{new}");
    }
    let both = format!("<section x=a>{}</section><p>{}</p>", all(&["ales", "beer"]), all(&["cider"]));
    let merged = format!("<section x=b>{}</section>", all(&["ales", "beer", "cider"]));
    assert_eq!(Two::of(&both, &merged).context("a", "b").content(), Some(2.0 / 3.0));
}

#[test]
fn content_of_a_large_part_is_what_it_became() {
    let filler = "<hr>".repeat(100);
    let inside = format!("{filler}<p>One</p><p>Two</p>");
    let old = format!("<section x=a>{inside}</section>");
    let two = Two::of(&old, &format!("<article x=b>{inside}</article><article x=c>{filler}</article>"));
    assert_eq!(two.context("a", "b").content(), Some(1.0));
    assert_eq!(two.context("a", "c").content(), Some(0.0));
    // Where it is certain itself, what it holds says nothing more.
    assert_eq!(Two::of(&old, &old).context("a", "a").content(), None);
}

#[test]
fn only_one_is_the_only_control_without_words_in_both_containers() {
    let form = |inside: &str| format!("<form id=bar>{inside}</form>");
    let (one, named) = ("<button class=q x=a></button>", "<button>Close</button>");
    let cases = [
        (one.to_owned(), one.replace("q", "r"), true),
        (format!("{named}{one}"), one.replace("q", "r"), true),
        (one.to_owned(), format!("{}<a></a>", one.replace("q", "r")), false),
        (format!("{one}<a></a>"), one.replace("q", "r"), false),
        (one.to_owned(), format!("{}<input>", one.replace("q", "r")), true),
    ];
    for (old, new, expected) in cases {
        let two = Two::of(&form(&old), &form(&new));
        assert_eq!(two.context("a", "a").is_only_one(), expected, "{old} {new}");
    }
}

#[test]
fn only_one_outside_of_what_the_container_became_is_none() {
    let two = Two::of(
        "<form id=bar><button x=a></button></form>",
        "<form id=bar></form><div><button class=r x=b></button></div>",
    );
    assert!(!two.context("a", "b").is_only_one());
}

#[test]
fn picture_is_the_share_of_classes_and_attributes_inside() {
    let button = |inside: &str| format!("<button x=a>{inside}</button>");
    let old = button("<i class='icon trash'></i>");
    let cases = [
        ("<i class='icon trash'></i>", Some(1.0)),
        ("<i class='icon bin'></i>", Some(0.5)),
        ("<i class='icon trash bin wide'></i>", Some(0.5)),
        ("<b><i class=bin></i></b>", Some(0.0)),
        ("<i></i>", None),
    ];
    for (inside, expected) in cases {
        assert_eq!(Two::of(&old, &button(inside)).context("a", "a").picture(), expected, "{inside}");
    }
    assert_eq!(Two::of(&button(""), &old).context("a", "a").picture(), None);
}
