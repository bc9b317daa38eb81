//! When an element is the same, has moved, has changed, is gone, or cannot be told.

use super::{Two, assert_near};
use crate::heal::relocate::{Outcome, Relocation, Settings, relocate, relocate_in};
use crate::testing::{marked, marks_of, tree};

fn relocated(two: &Two, settings: &Settings) -> Relocation {
    relocate_in(&two.old, &two.new, &two.matching, two.in_old("a"), settings)
}

/// The outcome for the old page's element `a`, and the mark of what it became.
fn verdict(old: &str, new: &str) -> (Outcome, String) {
    let two = Two::of(old, new);
    let found = relocated(&two, &Settings::default());
    (found.outcome, marks_of(two.new.tree(), found.found()))
}

#[test]
fn outcome_says_what_became_of_an_element_that_was_found() {
    let old = "<p>Total</p><button id=buy type=button x=a>Buy</button>";
    let cases = [
        (old.to_owned(), Outcome::Same),
        (old.replace("Total", "Sum"), Outcome::Same),
        (old.replace("<p>", "<p class=big>"), Outcome::Same),
        (format!("<hr>{old}"), Outcome::Same),
        (format!("<button>Help</button>{old}"), Outcome::Moved),
        (format!("<div>{old}</div>"), Outcome::Moved),
        (old.replace("Buy", "Buy now"), Outcome::Changed),
        (old.replace("type=button", "type=submit"), Outcome::Changed),
        (old.replace("type=button", "role=link"), Outcome::Changed),
        (old.replace("id=buy", "id=order"), Outcome::Changed),
        (old.replace("id=buy", "id=buy title=Now"), Outcome::Changed),
    ];
    for (new, expected) in cases {
        assert_eq!(verdict(old, &new), (expected, "a".into()), "{new}");
    }
}

#[test]
fn outcome_of_an_element_that_went_is_absent_though_another_stands_in_its_place() {
    let cases = [
        ("<p>Total</p><button x=a>Delete</button><p>Terms</p>", "<p>Total</p><p>Terms</p>"),
        (
            "<p>Total</p><button x=a>Delete</button><p>Terms</p>",
            "<p>Total</p><button>Archive</button><p>Terms</p>",
        ),
        ("<button x=a>Delete</button><button>Edit</button>", "<button>Edit</button>"),
        ("<a href=/a x=a>Home</a><a href=/b>Help</a>", "<a href=/b>Help</a>"),
        ("<label>Mail <input x=a></label><label>Phone <input></label>", "<label>Phone <input></label>"),
    ];
    for (old, new) in cases {
        assert_eq!(verdict(old, new), (Outcome::Absent, String::new()), "{new}");
    }
}

#[test]
fn outcome_of_one_of_several_that_fit_equally_well_is_ambiguous() {
    let twins = |count: usize| format!("<form id=list>{}</form>", "<button x=a>Add</button>".repeat(count));
    assert_eq!(verdict(&twins(1), &twins(2)).0, Outcome::Ambiguous);
    assert_eq!(verdict(&twins(2), &twins(1)).0, Outcome::Ambiguous);
    assert_eq!(verdict(&twins(2), &twins(2)), (Outcome::Same, "a".into()));
}

#[test]
fn outcome_keeps_the_nearest_though_it_is_not_the_element() {
    let two = Two::of(
        "<p>Total</p><button x=a>Delete</button><p>Terms</p>",
        "<p>Total</p><button x=b>Archive</button><p>Terms</p>",
    );
    let found = relocated(&two, &Settings::default());
    assert_eq!(found.found(), None);
    assert_eq!(found.best.map(|best| best.id), Some(two.in_new("b")));
}

#[test]
fn outcome_without_any_candidate_is_absent_with_no_confidence() {
    let found = relocated(&Two::of("<h3 x=a>Total</h3>", "<b>Sum</b>"), &Settings::default());
    assert_eq!((found.outcome, found.confidence, found.margin), (Outcome::Absent, 0.0, 0.0));
    assert!(found.best.is_none() && found.runner_up.is_none());
}

#[test]
fn settings_ask_for_more_evidence_or_a_wider_lead() {
    let two = Two::of(
        "<button id=buy x=a>Buy</button>",
        "<button id=buy x=a>Buy now</button><button>Buy later</button>",
    );
    let outcome = |settings: &Settings| relocated(&two, settings).outcome;
    let usual = Settings::default();
    let found = relocated(&two, &usual);
    assert_eq!(found.outcome, Outcome::Changed);
    let total = found.best.as_ref().unwrap().score.total;
    let lead = total - found.runner_up.as_ref().unwrap().score.total;
    assert_eq!(outcome(&Settings { accept: total - 0.1, ..usual }), Outcome::Changed);
    assert_eq!(outcome(&Settings { accept: total + 0.1, ..usual }), Outcome::Absent);
    assert_eq!(outcome(&Settings { margin: lead - 0.1, ..usual }), Outcome::Changed);
    assert_eq!(outcome(&Settings { margin: lead + 0.1, ..usual }), Outcome::Ambiguous);
}

#[test]
fn place_alone_proves_a_named_element_only_after_a_translation() {
    let html = |names: [&str; 5]| {
        let [one, two, three, name, four] = names;
        format!(
            "<h1>{one}</h1><p>{two}</p><form id=f><p>{three}</p><button class=go x=a>{name}</button></form><i>{four}</i>"
        )
    };
    let old = html(["Account", "Welcome", "Details", "Save", "Imprint"]);
    let kept = html(["Account", "Welcome", "Details", "Speichern", "Imprint"]);
    let translated = html(["Konto", "Willkommen", "Angaben", "Speichern", "Impressum"]);
    let settings = Settings { accept: -10.0, margin: 0.1, ..Settings::default() };
    assert_eq!(relocated(&Two::of(&old, &kept), &settings).outcome, Outcome::Absent);
    assert_eq!(relocated(&Two::of(&old, &translated), &settings).outcome, Outcome::Changed);
}

#[test]
fn candidate_that_fits_another_element_better_is_not_taken() {
    // Both old buttons are like the one that is left; it is the one with the same id.
    let old = "<button id=one x=a>Save draft</button><button id=two x=b>Save draft now</button>";
    let new = "<button id=two x=b>Save draft</button>";
    let (outcome, _) = verdict(old, new);
    assert!(matches!(outcome, Outcome::Absent | Outcome::Ambiguous), "{outcome:?}");
    assert_eq!(
        verdict(&old.replace("x=a", "x=z").replace("x=b", "x=a"), new),
        (Outcome::Changed, "b".into())
    );
}

#[test]
fn confidence_grows_with_the_evidence_over_what_is_needed() {
    let two = Two::of("<button id=buy x=a>Buy</button>", "<button id=buy x=a>Buy now</button>");
    let total = relocated(&two, &Settings::default()).best.unwrap().score.total;
    for more in [0.0, 1.0, 5.0] {
        let found = relocated(&two, &Settings { accept: total - more, ..Settings::default() });
        assert_near(found.confidence, 1.0 / (1.0 + (-more - 1.0).exp()));
        // There is no other one, so that nothing is lost to it.
        assert_near(found.margin, found.confidence);
    }
}

#[test]
fn relocate_on_trees_answers_as_on_prepared_pages() {
    let (old, new) = ("<p>Total</p><button x=a>Buy</button>", "<button x=a>Buy</button><p>Total</p>");
    let prepared = relocated(&Two::of(old, new), &Settings::default());
    let (before, after) = (tree(old), tree(new));
    let target = marked(&before, "a");
    let plain = relocate(before, target, after, &Settings::default());
    assert_eq!((plain.outcome, plain.found()), (prepared.outcome, prepared.found()));
}

#[test]
fn outcome_names_are_those_of_answers() {
    let names = [
        (Outcome::Same, "same"),
        (Outcome::Moved, "moved"),
        (Outcome::Changed, "changed"),
        (Outcome::Absent, "absent"),
        (Outcome::Ambiguous, "ambiguous"),
    ];
    for (outcome, name) in names {
        assert_eq!(outcome.name(), name);
    }
}
