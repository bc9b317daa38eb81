//! The rules of fingerprints, and of what is said of two of them.

mod codec;
mod describe;
mod explain;
mod merkle;
mod neighbourhood;
mod normalize;
mod properties;
mod similarity;
mod sketch;

use crate::drift::normalize::Normalized;
use crate::drift::{Drift, compare, fingerprint};
use crate::testing::tree;

fn drift(old: &str, new: &str) -> Drift {
    compare(&fingerprint(&tree(old)), &fingerprint(&tree(new))).expect("two pages of HTML")
}

fn normalized(body: &str) -> Normalized {
    Normalized::of(&tree(body))
}
