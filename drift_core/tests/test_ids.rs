//! The attributes that are there for tests count in healing as they do everywhere else.

use drift_core::{Limits, Outcome, TestIds, heal_html};

/// Two pages on which nothing but the value of one attribute tells the element.
fn healed_by(attribute: &str, test_ids: &TestIds) -> Outcome {
    let page = |name: &str, around: &str| {
        format!("<main>{around}<button class=a {attribute}=checkout>{name}</button></main><p>Help</p>")
    };
    let (old, new) = (page("Pay", "<h1>Cart</h1>"), page("Go on", "<section><h1>Cart</h1></section>"));
    let path = "/html[1]/body[1]/main[1]/button[1]";
    heal_html(old.as_bytes(), new.as_bytes(), path, &Limits::default(), test_ids).unwrap().outcome
}

#[test]
fn heal_with_a_configured_test_id_finds_what_a_usual_one_finds() {
    let configured = TestIds::new(["data-e2e"]);
    assert_eq!(healed_by("data-testid", &TestIds::default()), Outcome::Changed);
    assert_eq!(healed_by("data-e2e", &configured), Outcome::Changed);
    assert_eq!(healed_by("data-e2e", &TestIds::default()), Outcome::Absent);
}

#[test]
fn heal_with_other_test_ids_counts_the_usual_ones_as_any_attribute() {
    assert_eq!(healed_by("data-testid", &TestIds::new(["data-e2e"])), Outcome::Absent);
}
