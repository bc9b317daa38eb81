//! Reading fingerprints that may be none.
#![no_main]

use drift_core::{Fingerprint, compare, compare_neighbourhood};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = Fingerprint::decode(bytes);
    let _ = compare(bytes, bytes);
    let _ = compare_neighbourhood(bytes, bytes);
});
