//! What an element's place, content and visibility weigh, and how all of it adds up.

use super::{Two, assert_near};
use crate::heal::score::{Feature, Pair};
use crate::heal::weights::{
    HIDDEN, NEIGHBOUR, ONLY_ONE, OTHER_CONTENT, OTHER_NEIGHBOUR, SAME_CONTENT, SAME_SUBTREE, Scales, TAKEN,
};

#[test]
fn neighbours_that_are_certain_speak_for_or_against() {
    let html = |before: &str, after: &str| format!("{before}<button x=a>Add</button>{after}");
    let (wine, beer) = ("<p>Wine</p>", "<p>Beer</p>");
    let old = html(wine, beer);
    let cases = [
        (html(wine, beer), NEIGHBOUR, NEIGHBOUR),
        (html(&format!("{wine}<p>Ad</p>"), beer), NEIGHBOUR, NEIGHBOUR),
        (html(beer, wine), OTHER_NEIGHBOUR, OTHER_NEIGHBOUR),
        (html(&format!("{wine}{beer}"), ""), OTHER_NEIGHBOUR, OTHER_NEIGHBOUR),
        (html(wine, ""), NEIGHBOUR, 0.0),
    ];
    for (new, before, after) in cases {
        let two = Two::of(&old, &new);
        let weights = (two.weight("a", "a", Feature::Before), two.weight("a", "a", Feature::After));
        assert_eq!(weights, (before, after), "{new}");
    }
}

#[test]
fn neighbours_on_neither_side_say_nothing() {
    let two = Two::of("<button x=a>Add</button>", "<i></i><button x=b>Remove</button>");
    assert_eq!(two.weight("a", "b", Feature::Before), 0.0);
    assert_eq!(two.weight("a", "b", Feature::After), 0.0);
}

#[test]
fn container_in_common_says_more_the_nearer_it_is() {
    let form = |inside: &str| format!("<form id=bar>{inside}</form>");
    let old = form("<button x=a>Alpha</button>");
    let weight = |old: &str, new: &str| Two::of(old, new).weight("a", "b", Feature::Container);
    assert_near(weight(&old, &form("<button x=b>Beta</button>")), 1.3);
    // Each level in between on the new page costs a tenth, on the old page two tenths.
    assert_near(weight(&old, &form("<p><button x=b>Beta</button></p>")), 1.2);
    let deep = form("<i><button x=a>Alpha</button></i>");
    assert_near(weight(&deep, &form("<button x=b>Beta</button>")), 1.1);
}

#[test]
fn container_that_is_known_and_not_in_common_speaks_against() {
    let two = Two::of(
        "<div><form id=bar><button x=a>Alpha</button></form></div>",
        "<div><form id=bar></form></div><button x=b>Beta</button>",
    );
    // The body is in common, three levels up.
    assert_near(two.weight("a", "b", Feature::Container), 1.4 - 0.4 - 0.1);
    let none = Two::of("<button x=a>Alpha</button>", "<button x=b>Beta</button>");
    assert_eq!(none.weight("a", "b", Feature::Container), 0.0);
}

#[test]
fn candidate_that_is_certain_to_be_another_element_is_taken() {
    let html = "<a href=/in x=in>Sign in</a><a href=/up x=up>Sign up</a>";
    let two = Two::of(html, html);
    assert_eq!(two.weight("in", "up", Feature::Taken), TAKEN);
    assert_eq!(two.weight("in", "in", Feature::Taken), 0.0);
    // It is enough that one of the two has become another.
    let two = Two::of("<a href=/in x=in>Sign in</a>", "<a href=/in x=in>Sign in</a><a x=up>Sign up</a>");
    assert_eq!(two.weight("in", "up", Feature::Taken), TAKEN);
}

#[test]
fn content_weighs_by_the_share_in_common() {
    let link = |name: &str| format!("<a href=/{name}>{name}</a>");
    let old = format!("<section x=a>{}{}</section>", link("ales"), link("beer"));
    let split = format!("<section x=b>{}</section><section x=c>{}</section>", link("ales"), link("beer"));
    let two = Two::of(&old, &split);
    assert_near(two.weight("a", "b", Feature::Content), (SAME_CONTENT + OTHER_CONTENT) / 2.0);
    let apart = format!("{old}<section x=b>{}</section>", link("cider"));
    let two = Two::of(&apart, &apart.replace("x=a", "class=one x=a"));
    assert_eq!(two.weight("a", "b", Feature::Content), OTHER_CONTENT);
    assert_eq!(two.weight("b", "b", Feature::Content), SAME_CONTENT);
}

#[test]
fn subtree_that_is_certain_and_the_same_to_the_letter_speaks_for_it() {
    let two = Two::of("<a href=/in x=a>Sign in</a>", "<p></p><a href=/in x=a>Sign in</a>");
    assert_eq!(two.weight("a", "a", Feature::Subtree), SAME_SUBTREE);
    let two = Two::of("<a href=/in x=a>Sign in</a>", "<p></p><a href=/in class=now x=a>Sign in</a>");
    assert_eq!(two.weight("a", "a", Feature::Subtree), 0.0);
}

#[test]
fn hiding_what_was_shown_speaks_against_it_and_showing_what_was_hidden_does_not() {
    let (shown, hidden) = ("<a href=/in x=a>Sign in</a>", "<a href=/in unseen x=a>Sign in</a>");
    let weight = |two: Two| two.weight("a", "a", Feature::Hidden);
    assert_eq!(weight(Two::captured(shown, hidden)), HIDDEN);
    assert_eq!(weight(Two::captured(hidden, shown)), 0.0);
    assert_eq!(weight(Two::captured(hidden, hidden)), 0.0);
    // HTML alone does not tell what is shown.
    assert_eq!(weight(Two::of(shown, hidden)), 0.0);
}

#[test]
fn icon_and_being_the_only_one_count_for_controls_without_words_alone() {
    let form = |button: &str| format!("<form id=bar>{button}</form>");
    let icon = |name: &str, words: &str| form(&format!("<button x=a><i class={name}></i>{words}</button>"));
    let weights = |old: &str, new: &str| {
        let two = Two::of(old, new);
        (two.weight("a", "a", Feature::Only), two.weight("a", "a", Feature::Picture))
    };
    assert_eq!(weights(&icon("trash", ""), &icon("trash", "")), (ONLY_ONE, 1.0));
    assert_eq!(weights(&icon("trash", ""), &icon("pencil", "")), (ONLY_ONE, -1.0));
    assert_eq!(weights(&icon("trash", "Delete"), &icon("trash", "Delete")), (0.0, 0.0));
}

#[test]
fn total_is_the_sum_of_the_evidence_under_any_scales() {
    let two = Two::of(
        "<h2>Cart</h2><form id=bar><button id=buy class=go x=a>Buy</button></form>",
        "<h2>Cart</h2><form id=bar><p><button id=buy class=run x=a>Buy now</button></p></form>",
    );
    let scales =
        Scales { attributes: 2.0, names: 0.5, kinds: 3.0, neighbours: 0.0, containers: 1.5, content: 1.0 };
    for scales in [Scales::default(), scales] {
        let score = Pair { scales, ..two.pair() }.score(two.in_old("a"), two.in_new("a"));
        assert!(score.evidence.len() > 4, "{score:?}");
        assert_near(score.total, score.evidence.iter().map(|one| one.weight).sum());
    }
}

#[test]
fn identity_counts_attributes_name_and_content_alone() {
    let two = Two::of(
        "<h2>Cart</h2><button id=buy x=a>Buy</button>",
        "<h2>Cart</h2><button id=buy x=a>Pay</button>",
    );
    let score = two.score("a", "a");
    let own = |what: &Feature| matches!(what, Feature::Attribute(_) | Feature::Name);
    let expected: f64 = score.evidence.iter().filter(|one| own(&one.what)).map(|one| one.weight).sum();
    assert_near(score.identity(), expected);
    assert!(score.evidence.iter().any(|one| !own(&one.what)), "{score:?}");
}
