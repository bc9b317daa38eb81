//! Two pages: their drift is a ratio, the same from both sides, and can be explained.
#![no_main]

use drift_core::{Detail, Limits, compare, explain, fingerprint, parse_html};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (old, new) = bytes.split_at(bytes.len() / 2);
    let limits = Limits::default();
    let tree = |html| parse_html(html, &limits, Detail::Full);
    let (Ok(old), Ok(new)) = (tree(old), tree(new)) else { return };
    let (a, b) = (fingerprint(&old), fingerprint(&new));
    let (there, back) = (compare(&a, &b).expect("comparable"), compare(&b, &a).expect("comparable"));
    assert!((0.0..=1.0).contains(&there.drift_ratio));
    assert_eq!(there.drift_ratio, back.drift_ratio);
    assert!(explain(&old, &new, 5).expect("pages of one source").len() <= 5);
});
