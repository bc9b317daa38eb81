//! Where hashes stand on a page.

use crate::page::index::Postings;
use proptest::prelude::*;

#[test]
fn postings_of_nothing_are_empty() {
    let postings = Postings::of(&[]);
    assert_eq!((postings.get(0), postings.hashes().len()), (&[][..], 0));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn postings_give_what_looking_through_the_entries_gives(
        sets in prop::collection::vec(prop::collection::vec(0..12u64, 0..5), 0..20),
    ) {
        let entries: Vec<(u64, u32)> =
            (0..).zip(&sets).flat_map(|(id, set)| set.iter().map(move |&hash| (hash, id))).collect();
        let postings = Postings::of(&entries);
        for hash in 0..13 {
            let mut expected: Vec<u32> =
                entries.iter().filter(|entry| entry.0 == hash).map(|entry| entry.1).collect();
            expected.dedup();
            prop_assert_eq!(postings.get(hash), expected);
        }
        let known: std::collections::BTreeSet<u64> = entries.iter().map(|entry| entry.0).collect();
        prop_assert_eq!(postings.hashes().collect::<std::collections::BTreeSet<u64>>(), known);
    }
}
