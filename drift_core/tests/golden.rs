//! The vectors under `tests/golden/drift`, which were counted by hand.

use drift_core::{
    ChangeKind, Detail, Fingerprint, Limits, Tree, compare, compare_neighbourhood, explain, fingerprint_html,
    neighbourhood, parse_html, stable_name, xpath,
};
use serde_json::Value;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/drift")
}

fn read(name: &str) -> Value {
    let text = std::fs::read_to_string(folder().join(name)).expect("a golden file");
    serde_json::from_str(&text).expect("JSON")
}

fn page(name: &Value) -> Vec<u8> {
    let name = name.as_str().expect("a page's name");
    std::fs::read(folder().join(format!("{name}.html"))).expect("a golden page")
}

fn fingerprint(name: &Value) -> Vec<u8> {
    fingerprint_html(&page(name), &Limits::default()).expect("a fingerprint")
}

fn tree(name: &Value) -> Tree {
    parse_html(&page(name), &Limits::default(), Detail::Full).expect("a page")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().expect("a list")
}

fn ratio(value: &Value) -> f64 {
    value[0].as_f64().expect("a numerator") / value[1].as_f64().expect("a denominator")
}

#[test]
fn pages_have_the_features_counted_by_hand() {
    for case in list(&read("pages.json"), "pages") {
        let bytes = fingerprint(&case["page"]);
        let found = Fingerprint::decode(&bytes).expect("whole");
        let counts: u64 = list(case, "counts").iter().map(|count| count.as_u64().expect("a count")).sum();
        assert_eq!(u64::from(found.features), counts, "features of {}", case["page"]);
        assert_eq!(Some(u64::from(found.nodes)), case["nodes"].as_u64(), "nodes of {}", case["page"]);
    }
}

#[test]
fn pairs_have_the_drift_counted_by_hand() {
    for case in list(&read("pages.json"), "pairs") {
        let drift = compare(&fingerprint(&case["old"]), &fingerprint(&case["new"])).expect("comparable");
        let (loss, gain) = (ratio(&case["loss"]), ratio(&case["gain"]));
        let expected = [(loss + gain) / 2.0, loss, gain, ratio(&case["skeleton"]), ratio(&case["naming"])];
        let found = [drift.drift_ratio, drift.loss, drift.gain, drift.skeleton, drift.naming];
        for (found, expected) in found.into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{} to {}: {drift:?}", case["old"], case["new"]);
        }
        assert!(drift.insufficient, "a dozen features are too few to judge by");
    }
}

#[test]
fn neighbourhoods_notice_what_surrounds_the_element() {
    for case in list(&read("pages.json"), "neighbourhoods") {
        let at = |side: &str, index: usize| {
            let path = case["xpath"][index].as_str().expect("a path");
            let tree = tree(&case[side]);
            neighbourhood(&tree, xpath::find(&tree, path).expect("an element"))
        };
        let distance = compare_neighbourhood(&at("old", 0), &at("new", 1)).expect("comparable");
        assert_eq!(distance == 0.0, case["same"] == true, "{} to {}: {distance}", case["old"], case["new"]);
    }
}

#[test]
fn explanations_name_the_changed_subtrees() {
    for case in list(&read("pages.json"), "explain") {
        let changes = explain(&tree(&case["old"]), &tree(&case["new"]), 20).expect("pages of one source");
        let found: Vec<Value> =
            changes.iter().map(|c| serde_json::json!([c.kind.name(), c.path, c.nodes])).collect();
        assert_eq!(&found, list(case, "changes"), "{} to {}", case["old"], case["new"]);
        assert!(changes.iter().all(|change| change.kind != ChangeKind::Removed));
    }
}

#[test]
fn tokens_keep_what_the_rules_leave() {
    for case in list(&read("tokens.json"), "tokens") {
        let raw = case[0].as_str().expect("a token");
        assert_eq!(stable_name(raw).as_deref(), case[1].as_str(), "{raw}");
    }
}
