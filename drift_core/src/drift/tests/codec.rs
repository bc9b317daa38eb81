//! Fingerprints are bytes that are read back as they were written, or refused.

use crate::Error;
use crate::drift::codec::{ALGORITHM, Fingerprint, K, NEIGHBOURHOOD, Parts, encode};
use crate::tree::Source;
use proptest::prelude::*;
use std::collections::BTreeSet;

const SOURCES: [Source; 3] = [Source::Html, Source::Capture, Source::DomSnapshot];

fn parts(segments: [Vec<u32>; 3]) -> Parts {
    let features = segments.iter().map(Vec::len).sum::<usize>() as u32;
    Parts {
        algorithm: ALGORITHM,
        source: Source::Html,
        features,
        nodes: 7,
        root_hash: 0x0102_0304_0506_0708,
        segments,
    }
}

fn small() -> Parts {
    parts([vec![1, 5], vec![], vec![2, 3, 9]])
}

fn values(segment: &[[u8; 4]]) -> Vec<u32> {
    segment.iter().map(|&value| u32::from_le_bytes(value)).collect()
}

#[track_caller]
fn refused(bytes: &[u8], why: &str) {
    let error = Fingerprint::decode(bytes).expect_err(why);
    assert!(matches!(error, Error::InvalidFingerprint(_)) && error.to_string().contains(why), "{error}");
}

#[test]
fn header_is_laid_out_as_it_is_documented() {
    let bytes = encode(&small());
    assert_eq!(bytes.len(), 40 + 4 * 5);
    assert_eq!(&bytes[..6], b"PDFP\x01\x01");
    assert_eq!((bytes[8], bytes[9]), (1, 0));
    assert_eq!(&bytes[10..20], [0, 4, 5, 0, 0, 0, 7, 0, 0, 0]);
    assert_eq!(&bytes[20..28], [8, 7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(&bytes[28..36], [2, 0, 0, 0, 3, 0, 0, 0]);
    assert_eq!(&bytes[40..48], [1, 0, 0, 0, 5, 0, 0, 0]);
}

#[test]
fn bytes_that_are_no_fingerprint_are_refused_with_the_reason() {
    let good = encode(&small());
    let cut = &good[..good.len() - 4];
    let mut longer = good.clone();
    longer.extend([0; 4]);
    let cases: [(&[u8], &str); 6] = [
        (b"", "does not begin"),
        (b"PDFP", "does not begin"),
        (&[0; 64], "does not begin"),
        (cut, "length"),
        (&good[..good.len() - 1], "length"),
        (&longer, "length"),
    ];
    for (bytes, why) in cases {
        refused(bytes, why);
    }
}

#[test]
fn format_of_another_version_is_another_thing_than_damage() {
    let mut bytes = encode(&small());
    bytes[4] = 2;
    let error = Fingerprint::decode(&bytes).expect_err("a format that is not known");
    assert!(matches!(error, Error::Incompatible { field: "format", .. }), "{error}");
}

#[test]
fn counts_that_contradict_each_other_are_refused() {
    refused(&encode(&Parts { features: 4, ..small() }), "counts contradict");
    refused(&encode(&Parts { features: 6, ..small() }), "counts contradict");
    let most = (0..u32::from(K)).collect::<Vec<_>>();
    let full = |features| encode(&Parts { features, ..parts([most.clone(), vec![], vec![]]) });
    assert!(Fingerprint::decode(&full(u32::from(K))).is_ok());
    assert!(Fingerprint::decode(&full(u32::MAX)).is_ok());
    refused(&encode(&parts([most.clone(), vec![1], vec![]])), "counts contradict");
}

#[test]
fn values_must_ascend_in_each_segment_and_only_there() {
    for segment in [vec![2, 1], vec![1, 1], vec![1, 3, 2, 4]] {
        refused(&encode(&parts([vec![], segment.clone(), vec![]])), "not in order");
        refused(&encode(&parts([vec![], vec![], segment])), "not in order");
    }
    assert!(Fingerprint::decode(&encode(&parts([vec![9], vec![5], vec![1]]))).is_ok());
}

#[test]
fn bound_is_the_largest_value_of_a_sketch_that_was_cut_off() {
    let ascending: Vec<u32> = (10..10 + u32::from(K)).collect();
    let (first, rest) = ascending.split_at(500);
    let bound = |features| {
        let bytes = encode(&Parts { features, ..parts([first.to_vec(), rest.to_vec(), vec![]]) });
        Fingerprint::decode(&bytes).expect("a fingerprint").bound()
    };
    assert_eq!(bound(u32::from(K)), u32::MAX);
    assert_eq!(bound(u32::from(K) + 1), 9 + u32::from(K));
}

#[test]
fn fingerprints_of_different_making_are_not_comparable() {
    let other_rules = {
        let mut bytes = encode(&small());
        bytes[6] ^= 1;
        bytes
    };
    // Whoever changed the rules wrote the checksum too.
    let mut sealed = other_rules.clone();
    let head = crate::hash::string(&sealed[..36], 0);
    let sum = crate::hash::string(&sealed[40..], head) as u32;
    sealed[36..40].copy_from_slice(&sum.to_le_bytes());
    refused(&other_rules, "checksum");
    let good = encode(&small());
    let old = Fingerprint::decode(&good).expect("a fingerprint");
    let cases = [
        (sealed, "rules"),
        (encode(&Parts { source: Source::Capture, ..small() }), "source"),
        (encode(&Parts { algorithm: NEIGHBOURHOOD, ..small() }), "algorithm"),
        (encode(&Parts { algorithm: 77, ..small() }), "algorithm"),
    ];
    for (bytes, expected) in cases {
        let new = Fingerprint::decode(&bytes).expect("a fingerprint");
        let error = old.check_comparable(&new, ALGORITHM).expect_err(expected);
        assert!(matches!(error, Error::Incompatible { field, .. } if field == expected), "{error}");
    }
    assert!(old.check_comparable(&old, ALGORITHM).is_ok());
    assert!(old.check_comparable(&old, NEIGHBOURHOOD).is_err());
}

fn any_parts() -> impl Strategy<Value = Parts> {
    let segment = || prop::collection::btree_set(any::<u32>(), 0..40).prop_map(BTreeSet::into_iter);
    let source = prop::sample::select(SOURCES.to_vec());
    (segment(), segment(), segment(), source, any::<u32>(), any::<u64>()).prop_map(
        |(a, b, c, source, nodes, root_hash)| Parts {
            source,
            nodes,
            root_hash,
            ..parts([a.collect(), b.collect(), c.collect()])
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_encoded_is_decoded_as_it_was(parts in any_parts()) {
        let bytes = encode(&parts);
        let found = Fingerprint::decode(&bytes).expect("a fingerprint");
        prop_assert_eq!((found.algorithm, found.source, found.k), (parts.algorithm, parts.source, K));
        prop_assert_eq!((found.features, found.nodes, found.root_hash), (parts.features, parts.nodes, parts.root_hash));
        for (at, segment) in parts.segments.iter().enumerate() {
            prop_assert_eq!(&values(found.segment(at)), segment);
        }
    }

    #[test]
    fn damage_of_one_bit_is_noticed(parts in any_parts(), at in any::<prop::sample::Index>(), bit in 0..8u8) {
        let mut bytes = encode(&parts);
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(Fingerprint::decode(&bytes).is_err(), "bit {} of byte {}", bit, at);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let with_magic = [b"PDFP\x01", bytes.as_slice()].concat();
        prop_assert!(Fingerprint::decode(&bytes).is_err() && Fingerprint::decode(&with_magic).is_err());
    }
}
