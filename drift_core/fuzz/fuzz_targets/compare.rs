//! Two pages: their drift is a ratio, the same from both sides, and can be explained.
#![no_main]

use drift_core::{Limits, compare, explain_html, fingerprint_html};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (old, new) = bytes.split_at(bytes.len() / 2);
    let limits = Limits::default();
    let (Ok(a), Ok(b)) = (fingerprint_html(old, &limits), fingerprint_html(new, &limits)) else { return };
    let (there, back) = (compare(&a, &b).expect("comparable"), compare(&b, &a).expect("comparable"));
    assert!((0.0..=1.0).contains(&there.drift_ratio));
    assert_eq!(there.drift_ratio, back.drift_ratio);
    assert!(explain_html(old, new, 5, &limits).expect("two pages").len() <= 5);
});
