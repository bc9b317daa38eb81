//! What is known of several things at once.

use crate::evaluate::doubt::Sure::{No, Perhaps, Yes};
use crate::evaluate::doubt::{Sure, only_sure};

#[test]
fn possible_is_perhaps_and_impossible_is_no() {
    assert_eq!((Sure::perhaps(true), Sure::perhaps(false)), (Perhaps, No));
    assert_eq!((Sure::from(true), Sure::from(false)), (Yes, No));
}

#[test]
fn not_turns_what_is_known_and_keeps_doubt() {
    for (sure, expected) in [(Yes, No), (No, Yes), (Perhaps, Perhaps)] {
        assert_eq!(sure.not(), expected);
        assert_eq!(sure.not().not(), sure);
    }
}

#[test]
fn any_holds_when_one_does_whatever_the_others_are() {
    let cases: [(&[Sure], Sure); 6] = [
        (&[], No),
        (&[No, No], No),
        (&[No, Perhaps, No], Perhaps),
        (&[Perhaps, Yes], Yes),
        (&[Yes, Perhaps], Yes),
        (&[No, Yes], Yes),
    ];
    for (all, expected) in cases {
        assert_eq!(Sure::any(all.iter().copied()), expected, "{all:?}");
    }
}

#[test]
fn any_asks_no_further_than_the_first_yes() {
    let asked = [No, Yes].into_iter().chain(std::iter::from_fn(|| panic!("asked on")));
    assert_eq!(Sure::any(asked), Yes);
}

#[test]
fn one_doubtful_element_makes_the_whole_answer_unknown() {
    let answer = |sure: [Sure; 3]| only_sure((0..).zip(sure));
    assert_eq!(answer([Yes, No, Yes]), Some(vec![0, 2]));
    assert_eq!(answer([No, No, No]), Some(vec![]));
    assert_eq!(answer([Yes, No, Perhaps]), None);
    assert_eq!(answer([Perhaps, Yes, Yes]), None);
}
