//! What is left of a class, id or name.

use crate::page::tokens::stable_name;
use proptest::prelude::*;

#[test]
fn stable_name_keeps_what_a_person_wrote() {
    let cases = [
        ("card", "card"),
        ("btn-primary", "btn-primary"),
        ("searchInput", "searchInput"),
        ("embers", "embers"),
        ("id-card", "id-card"),
        ("facade", "facade"),
        ("rhythm", "rhythm"),
        ("postbox", "postbox"),
        ("md:flex", "md:flex"),
        ("été", "été"),
    ];
    for (raw, expected) in cases {
        assert_eq!(stable_name(raw).as_deref(), Some(expected), "{raw}");
    }
}

#[test]
fn stable_name_folds_each_number_into_one_sign() {
    let cases = [("row-7", "row-#"), ("row-12-of-30", "row-#-of-#"), ("h1", "h#")];
    for (raw, expected) in cases {
        assert_eq!(stable_name(raw).as_deref(), Some(expected), "{raw}");
    }
}

#[test]
fn stable_name_cuts_the_hash_that_css_modules_append() {
    for raw in ["card__title___3xYz1", "card__title--1a2b3", "card__title_x8k2p"] {
        assert_eq!(stable_name(raw).as_deref(), Some("card__title"), "{raw}");
    }
    // The words at the end of a name are no hash.
    assert_eq!(stable_name("card__title_small").as_deref(), Some("card__title_small"));
}

#[test]
fn stable_name_of_what_the_next_build_changes_is_none() {
    let cases = [
        "",
        "12",
        "--",
        // States.
        "active",
        "is-open",
        "has-error",
        "ng-dirty",
        // Generated.
        "css-1q8x9z",
        "sc-bdVaJa",
        "ember12",
        "id-5",
        ":r1:",
        "_ngcontent-x",
        // Hashes.
        "a1b2",
        "deadbeef",
        "wdthqx",
        // What a CMS shows.
        "postid-7",
        "category-news",
    ];
    for raw in cases {
        assert_eq!(stable_name(raw), None, "{raw}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn stable_name_is_the_same_whatever_is_counted(stem in "[a-z]{3,8}", a in 0..10_000u32, b in 0..10_000u32) {
        prop_assert_eq!(stable_name(&format!("{stem}-{a}")), stable_name(&format!("{stem}-{b}")));
    }

    #[test]
    fn stable_name_holds_no_digit_and_a_letter(raw in "[a-zA-Z0-9_:-]{0,20}") {
        if let Some(name) = stable_name(&raw) {
            prop_assert!(!name.contains(|c: char| c.is_ascii_digit()) && name.contains(char::is_alphabetic));
            prop_assert!(raw.starts_with(name.split('#').next().unwrap_or("")), "{} of {}", name, raw);
        }
    }
}
