//! A sketch keeps the k smallest of a set, whatever the order and however often they were added.

use crate::drift::sketch::Sketch;
use proptest::prelude::*;

fn sketch(k: usize, features: &[(u8, u64)]) -> (usize, [Vec<u32>; 3]) {
    let mut sketch = Sketch::new(k);
    features.iter().for_each(|&(segment, feature)| sketch.add(segment, feature));
    (sketch.distinct(), sketch.into_segments())
}

#[test]
fn sketch_of_nothing_is_empty() {
    assert_eq!(sketch(4, &[]), (0, [vec![], vec![], vec![]]));
}

#[test]
fn feature_added_twice_counts_once_and_in_another_segment_again() {
    let (distinct, segments) = sketch(8, &[(0, 7), (0, 7), (1, 7)]);
    assert_eq!((distinct, segments.map(|segment| segment.len())), (2, [1, 1, 0]));
}

#[test]
fn sketch_grows_beyond_its_first_table() {
    let features: Vec<_> = (0..20_000).map(|feature| (0, feature)).collect();
    let (distinct, [kept, ..]) = sketch(100, &features);
    // Of 32 bits some few of so many may be the same.
    assert!((19_990..=20_000).contains(&distinct) && kept.len() == 100, "{distinct}");
}

fn features() -> impl Strategy<Value = Vec<(u8, u64)>> {
    prop::collection::vec((0..3u8, 0..500u64), 0..200)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_repetition_change_nothing(features in features(), turn in 0..200usize) {
        let mut again = features.clone();
        again.rotate_left(turn.min(features.len()));
        again.extend(features.iter().rev().take(50));
        prop_assert_eq!(sketch(64, &features), sketch(64, &again));
    }

    #[test]
    fn smaller_sketch_holds_the_smallest_of_a_larger_one(features in features(), k in 1..100usize) {
        let (distinct, all) = sketch(1000, &features);
        let (same, kept) = sketch(k, &features);
        prop_assert_eq!(distinct, same);
        let mut smallest: Vec<(u32, usize)> =
            all.iter().enumerate().flat_map(|(at, segment)| segment.iter().map(move |&value| (value, at))).collect();
        smallest.sort_unstable();
        smallest.truncate(k);
        let mut found: Vec<(u32, usize)> =
            kept.iter().enumerate().flat_map(|(at, segment)| segment.iter().map(move |&value| (value, at))).collect();
        found.sort_unstable();
        prop_assert_eq!(found, smallest);
        prop_assert!(kept.iter().all(|segment| segment.is_sorted()));
    }
}
