//! What an element's own attributes, name and kind weigh.

use super::{Two, assert_near};
use crate::heal::score::{Feature, text_likeness};
use crate::heal::weights::{COMMON, CONFLICT, FIRST_OF_MANY, MARKS, ONE_SIDED, PARTIAL, SAME_NAME, UNLIKE};
use crate::page::attributes::Trait;

fn weights_of(what: Trait) -> (f64, f64) {
    let found = MARKS.iter().find(|(known, _, _)| *known == what).expect("a weight");
    (found.1, found.2)
}

/// An element with an attribute of each kind; `vale` is its value.
const ATTRIBUTES: &[(Trait, &str)] = &[
    (Trait::TestId, "<b data-testid=vale x=a></b>"),
    (Trait::Id, "<b id=vale x=a></b>"),
    (Trait::Name, "<input name=vale x=a>"),
    (Trait::Target, "<a href=/vale/end x=a></a>"),
    (Trait::TargetTail, "<a href=/start/vale x=a></a>"),
    (Trait::For, "<label for=vale x=a></label>"),
    (Trait::Placeholder, "<input placeholder=vale x=a>"),
    (Trait::Title, "<b title=vale x=a></b>"),
    (Trait::Value, "<button value=vale x=a></button>"),
];

#[test]
fn attribute_that_agrees_or_differs_weighs_as_its_kind_does() {
    for &(what, html) in ATTRIBUTES {
        let (agree, differ) = weights_of(what);
        let weight = |new: &str| Two::of(html, new).weight("a", "a", Feature::Attribute(what));
        assert_near(weight(html), agree);
        assert_near(weight(&html.replace("vale", "other")), differ);
    }
}

#[test]
fn attribute_that_only_one_side_has_is_no_evidence() {
    for &(what, html) in ATTRIBUTES {
        let tag = if html.starts_with("<a") { "<a x=a></a>" } else { "<b x=a></b>" };
        assert_eq!(Two::of(html, tag).weight("a", "a", Feature::Attribute(what)), 0.0, "{html}");
        assert_eq!(Two::of(tag, html).weight("a", "a", Feature::Attribute(what)), 0.0, "{html}");
    }
}

#[test]
fn attribute_that_many_share_says_less() {
    let (agree, _) = weights_of(Trait::Title);
    for count in [1, 4, 9] {
        let html = format!("<b title=vale x=a></b>{}", "<b title=vale></b>".repeat(count - 1));
        let weight =
            Two::of(&html, "<b title=vale x=a></b>").weight("a", "a", Feature::Attribute(Trait::Title));
        assert_near(weight, agree / (count as f64).sqrt());
    }
}

#[test]
fn attribute_that_holds_a_number_says_less() {
    let (agree, differ) = weights_of(Trait::Name);
    let html = |name: &str| format!("<input name={name} x=a>");
    let weight = |old: &str, new: &str| {
        Two::of(&html(old), &html(new)).weight("a", "a", Feature::Attribute(Trait::Name))
    };
    assert_near(weight("line1", "line1"), 0.6 * agree);
    assert_near(weight("line1", "line2"), 0.3 * differ);
    // A number that became a word is another name.
    assert_near(weight("line1", "street"), differ);
}

#[test]
fn name_that_is_the_same_says_more_the_rarer_it_is() {
    for (count, rarity) in [(1, 1.0), (2, 1.0 - 2f64.ln() / 2.0), (200, -1.5)] {
        let new = format!("<button x=a>Save</button>{}", "<button>Save</button>".repeat(count - 1));
        let two = Two::of("<p></p><button x=a>SAVE…</button>", &new);
        assert_near(two.weight("a", "a", Feature::Name), SAME_NAME + rarity);
    }
}

#[test]
fn name_on_one_side_alone_speaks_against_and_on_none_says_nothing() {
    let (said, mute) = ("<button x=a>Save</button>", "<button x=a></button>");
    assert_eq!(Two::of(said, mute).weight("a", "a", Feature::Name), ONE_SIDED);
    assert_eq!(Two::of(mute, said).weight("a", "a", Feature::Name), ONE_SIDED);
    assert_eq!(Two::of(mute, mute).weight("a", "a", Feature::Name), 0.0);
}

#[test]
fn name_without_a_common_word_speaks_against_unless_all_names_went() {
    let others = |names: [&str; 3]| names.map(|name| format!("<p>{name}</p>")).concat();
    let html = |name: &str, more: [&str; 3]| format!("<button x=a>{name}</button>{}", others(more));
    let old = html("Delete", ["One", "Two", "Three"]);
    let kept = Two::of(&old, &html("Archive", ["One", "Two", "Three"]));
    // Three of four names are still there.
    assert_near(kept.weight("a", "a", Feature::Name), CONFLICT * (0.25 + 0.75 * 0.75));
    let translated = Two::of(&old, &html("Archiv", ["Eins", "Zwei", "Drei"]));
    assert_near(translated.weight("a", "a", Feature::Name), CONFLICT * 0.25);
}

/// Dice of one shared word (on both pages once) and `more` words that are not.
fn alike(more: f64) -> f64 {
    let shared = 2.0 * 2f64.powf(-COMMON);
    shared / (shared + more)
}

#[test]
fn name_that_is_partly_the_same_speaks_for_it_as_far_as_it_is_alike() {
    let button = |name: &str| format!("<button x=a>{name}</button>");
    let two = Two::of(&button("Save"), &button("Save now"));
    assert_near(text_likeness(&two.old, two.in_old("a"), &two.new, two.in_new("a")).unwrap(), alike(1.0));
    assert_near(two.weight("a", "a", Feature::Name), PARTIAL * (alike(1.0) - UNLIKE) / (1.0 - UNLIKE));
    let less = Two::of(&button("Save"), &button("Save all of the many changes"));
    let likeness = alike(5.0);
    assert!(likeness < UNLIKE);
    assert_near(less.weight("a", "a", Feature::Name), CONFLICT * (1.0 - likeness / UNLIKE));
}

#[test]
fn name_that_became_the_first_of_several_says_more() {
    let button = |name: &str| format!("<button x=a>{name}</button>");
    for (name, more) in [("Address 1", FIRST_OF_MANY), ("Address v1", FIRST_OF_MANY), ("Address 2", 0.0)] {
        let two = Two::of(&button("Address"), &button(name));
        let partial = PARTIAL * (alike(1.0) - UNLIKE) / (1.0 - UNLIKE);
        assert_near(two.weight("a", "a", Feature::Name), partial + more);
    }
}

#[test]
fn name_of_no_control_does_not_speak_against_when_what_it_holds_is_certain() {
    let item = |name: &str| format!("<li x=a><a href=/cart>{name}</a></li>");
    let list = |name: &str| format!("<ul>{}</ul>", item(name));
    assert_eq!(Two::of(&list("Basket"), &list("Cart")).weight("a", "a", Feature::Name), 0.0);
    let bare = |name: &str| format!("<ul><li x=a>{name}</li></ul>");
    assert_near(Two::of(&bare("Basket"), &bare("Cart")).weight("a", "a", Feature::Name), CONFLICT);
}

#[test]
fn likeness_of_a_text_without_words_is_unknown() {
    let two = Two::of("<b x=a>Save</b><i x=b>¶</i>", "<b x=a>Save</b><i x=b>→</i>");
    let likeness = |old: &str, new: &str| text_likeness(&two.old, two.in_old(old), &two.new, two.in_new(new));
    assert_eq!((likeness("a", "b"), likeness("b", "a"), likeness("b", "b")), (None, None, None));
    assert_eq!(likeness("a", "a"), Some(1.0));
}

#[test]
fn role_and_tag_weigh_by_what_they_mean_to_people() {
    let cases = [
        ("<button x=a></button>", "<button x=a></button>", 0.5, 0.5),
        ("<b x=a></b>", "<b x=a></b>", 0.0, 0.5),
        ("<button x=a></button>", "<a href=/ x=a></a>", 0.0, -0.5),
        ("<b x=a></b>", "<i x=a></i>", 0.0, -1.0),
        ("<input type=text x=a>", "<input type=search x=a>", 0.0, 0.0),
        ("<button x=a></button>", "<p x=a></p>", -5.0, -0.5),
        ("<p x=a></p>", "<button x=a></button>", -5.0, -0.5),
        ("<h2 x=a></h2>", "<p x=a></p>", -2.0, -0.5),
        ("<button x=a></button>", "<input type=checkbox x=a>", -2.0, -0.5),
    ];
    for (old, new, role, tag) in cases {
        let two = Two::of(old, new);
        assert_eq!(two.weight("a", "a", Feature::Role), role, "role of {old} {new}");
        assert_eq!(two.weight("a", "a", Feature::Tag), tag, "tag of {old} {new}");
    }
}

#[test]
fn classes_weigh_by_the_share_that_lasts() {
    let html = |class: &str| format!("<b class='{class}' x=a></b>");
    let cases = [
        ("card wide", "wide card", 0.8),
        ("card wide", "card narrow", 0.3),
        ("card wide", "panel", -0.2),
        ("card css-1x2y3z", "card css-9q8w7e", 0.8),
        ("card", "", 0.0),
        ("css-1x2y3z", "card", 0.0),
    ];
    for (old, new, expected) in cases {
        assert_near(Two::of(&html(old), &html(new)).weight("a", "a", Feature::Classes), expected);
    }
}
