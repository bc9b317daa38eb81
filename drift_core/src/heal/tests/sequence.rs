//! Renamed elements of a list, aligned in their order.

use super::Two;

/// Links in a list that is certain; a link is marked by its first letter.
fn list(names: &[&str]) -> String {
    let link = |name: &&str| format!("<a x={}>{name}</a>", &name[..1]);
    format!("<nav id=list>{}</nav>", names.iter().map(link).collect::<String>())
}

#[test]
fn renamed_item_between_new_ones_is_paired_by_its_words() {
    let two =
        Two::of(&list(&["Orders", "Save draft", "Payment"]), &list(&["Fresh", "Save draft now", "Other"]));
    assert_eq!(two.twin("S"), "S");
    assert_eq!((two.twin("O"), two.twin("P")), (String::new(), String::new()));
}

#[test]
fn renamed_item_that_shares_too_little_is_not_paired() {
    let two = Two::of(&list(&["Save draft"]), &list(&["Save all the changes"]));
    assert_eq!(two.twin("S"), "");
}

#[test]
fn renamed_items_keep_their_order() {
    let old = ["Alpha report", "Beta report"];
    let two = Two::of(&list(&old), &list(&["Alpha report page", "Beta report page"]));
    assert_eq!((two.twin("A"), two.twin("B")), ("A".into(), "B".into()));
    // Crossing pairs cannot both be: neither is surer than the other.
    let two = Two::of(&list(&old), &list(&["Beta report page", "Alpha report page"]));
    assert_eq!((two.twin("A"), two.twin("B")), (String::new(), String::new()));
}

#[test]
fn item_that_two_are_equally_like_is_not_paired() {
    let two = Two::of(&list(&["Address"]), &list(&["Billing address", "Shipping address"]));
    assert_eq!(two.twin("A"), "");
}

#[test]
fn item_of_another_family_is_not_aligned() {
    let two = Two::of(&list(&["Save draft"]), "<nav id=list><input aria-label='Save draft now' x=S></nav>");
    assert_eq!(two.twin("S"), "");
}

#[test]
fn item_of_another_container_is_not_aligned() {
    let old = "<nav id=list><p><a x=S>Save draft</a></p></nav><div id=other></div>";
    let new = "<nav id=list></nav><div id=other><a x=S>Save draft now</a></div>";
    assert_eq!(Two::of(old, new).twin("S"), "");
    assert_eq!(Two::of(old, &old.replace("draft", "draft now")).twin("S"), "S");
}

#[test]
fn list_longer_than_a_person_reads_is_not_aligned() {
    // One fresh word in each name, so that no two items of a page are alike.
    let word = |n: usize| {
        format!(
            "{}{}ke",
            ["ba", "de", "fi", "go", "lu", "ma", "ne"][n / 7],
            ["pi", "ro", "su", "ta", "ve", "wo", "xa"][n % 7]
        )
    };
    let list = |count: usize, more: &str| -> String {
        let links: String = (0..count).map(|n| format!("<a x=i{n}>{} part{more}</a>", word(n))).collect();
        format!("<nav id=list>{links}</nav>")
    };
    for (count, expected) in [(40, "i0"), (41, "")] {
        let two = Two::of(&list(count, ""), &list(count, " anew"));
        assert_eq!(two.twin("i0"), expected, "{count} items");
    }
}
