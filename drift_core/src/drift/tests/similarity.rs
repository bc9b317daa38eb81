//! How far apart two fingerprints are.

use super::drift;
use crate::drift::codec::{ALGORITHM, K, Parts, encode};
use crate::drift::similarity::MIN_FEATURES;
use crate::drift::{Drift, compare};
use crate::tree::Source;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn fingerprint(segments: [Vec<u32>; 3], features: u32, nodes: u32) -> Vec<u8> {
    encode(&Parts { algorithm: ALGORITHM, source: Source::Html, features, nodes, root_hash: 0, segments })
}

fn of(segments: [&[u32]; 3]) -> Vec<u8> {
    let segments = segments.map(<[u32]>::to_vec);
    let features = segments.iter().map(Vec::len).sum::<usize>() as u32;
    fingerprint(segments, features, features)
}

fn between(old: [&[u32]; 3], new: [&[u32]; 3]) -> Drift {
    compare(&of(old), &of(new)).expect("comparable")
}

#[test]
fn drift_is_the_mean_of_what_is_gone_and_what_is_new() {
    let found = between([&[1, 2, 3, 4], &[], &[]], [&[3, 4, 5], &[], &[]]);
    assert_eq!((found.loss, found.gain), (0.5, 1.0 / 3.0));
    assert_eq!(found.drift_ratio, (0.5 + 1.0 / 3.0) / 2.0);
}

#[test]
fn names_and_skeleton_are_told_apart() {
    let skeleton = between([&[1, 2], &[7], &[8]], [&[3, 4], &[7], &[8]]);
    assert_eq!((skeleton.skeleton, skeleton.naming, skeleton.drift_ratio), (1.0, 0.0, 0.5));
    let naming = between([&[1, 2], &[7], &[8]], [&[1, 2], &[9], &[10]]);
    assert_eq!((naming.skeleton, naming.naming, naming.drift_ratio), (0.0, 1.0, 0.5));
}

#[test]
fn value_counts_in_its_segment_alone() {
    assert_eq!(between([&[1, 2], &[], &[]], [&[], &[1, 2], &[]]).drift_ratio, 1.0);
}

#[test]
fn nothing_and_nothing_are_the_same_and_nothing_and_something_are_not() {
    assert_eq!(between([&[], &[], &[]], [&[], &[], &[]]).drift_ratio, 0.0);
    let found = between([&[1], &[], &[]], [&[], &[], &[]]);
    assert_eq!((found.loss, found.gain, found.drift_ratio), (1.0, 1.0, 1.0));
}

#[test]
fn page_of_few_features_is_not_judged() {
    let of = |count: u32| fingerprint([(0..count).collect(), vec![], vec![]], count, count);
    let is_insufficient = |old, new| compare(&of(old), &of(new)).expect("comparable").insufficient;
    assert!(is_insufficient(MIN_FEATURES - 1, 90) && is_insufficient(90, MIN_FEATURES - 1));
    assert!(!is_insufficient(MIN_FEATURES, MIN_FEATURES));
}

#[test]
fn page_that_only_lost_more_than_half_of_itself_is_not_settled() {
    let of =
        |from: u32, to: u32, nodes| fingerprint([(from..to).collect(), vec![], vec![]], to - from, nodes);
    let cases = [
        (of(0, 100, 100), of(0, 40, 40), true),
        (of(0, 100, 100), of(0, 40, 51), false),
        (of(0, 100, 100), of(0, 70, 40), false),
        // A splash screen has things of its own, and goes when the page is there.
        (of(0, 100, 100), of(95, 110, 15), true),
        (of(0, 100, 100), of(95, 120, 25), false),
        (of(0, 100, 100), of(95, 110, 30), false),
        // It is another page, not half of this one.
        (of(0, 100, 100), of(60, 110, 50), false),
        (of(0, 40, 40), of(0, 100, 100), false),
    ];
    for (at, (old, new, expected)) in cases.into_iter().enumerate() {
        assert_eq!(compare(&old, &new).expect("comparable").unsettled, expected, "case {at}");
    }
}

#[test]
fn sketches_are_compared_up_to_where_both_were_kept() {
    let kept: Vec<u32> = (0..u32::from(K)).collect();
    let cut = fingerprint([kept, vec![], vec![]], 5000, 5000);
    // What lies beyond the cut may be on the other page too.
    let longer = fingerprint([(0..100).chain(9000..9100).collect(), vec![], vec![]], 200, 200);
    let found = compare(&cut, &longer).expect("comparable");
    assert_eq!((found.loss, found.gain), (924.0 / 1024.0, 0.0));
}

#[test]
fn drift_of_pages_is_read_from_their_features() {
    let list = |rows: usize| format!("<main><ul>{}</ul></main>", "<li class=row>x</li>".repeat(rows));
    assert_eq!(drift(&list(3), &list(30)).drift_ratio, 0.0);
    let (some, more) = (
        drift("<main><p></p></main>", "<main><b></b></main>"),
        drift("<main><p></p></main>", "<aside><b></b></aside>"),
    );
    assert!(0.0 < some.drift_ratio && some.drift_ratio < more.drift_ratio, "{some:?} and {more:?}");
}

fn segment() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::btree_set(0..300u32, 0..60).prop_map(|set: BTreeSet<u32>| set.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn drift_is_what_counting_sets_gives(old in segment(), new in segment()) {
        let found = between([&[], &old, &[]], [&[], &new, &[]]);
        let common = old.iter().filter(|value| new.contains(value)).count();
        let share = |of: usize| if of == 0 { 1.0 } else { (of - common) as f64 / of as f64 };
        if !old.is_empty() || !new.is_empty() {
            prop_assert_eq!((found.loss, found.gain), (share(old.len()), share(new.len())));
        }
        prop_assert_eq!(found.naming, found.drift_ratio);
    }

    #[test]
    fn drift_is_symmetric_and_a_ratio(old in [segment(), segment(), segment()], new in [segment(), segment(), segment()]) {
        let (old, new) = (old.each_ref().map(Vec::as_slice), new.each_ref().map(Vec::as_slice));
        let (there, back) = (between(old, new), between(new, old));
        prop_assert_eq!((there.loss, there.gain), (back.gain, back.loss));
        prop_assert_eq!((there.drift_ratio, there.skeleton, there.naming), (back.drift_ratio, back.skeleton, back.naming));
        for ratio in [there.drift_ratio, there.loss, there.gain, there.skeleton, there.naming] {
            prop_assert!((0.0..=1.0).contains(&ratio), "{:?}", there);
        }
        prop_assert_eq!(between(old, old).drift_ratio, 0.0);
    }
}
