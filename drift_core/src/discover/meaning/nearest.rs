//! The names on a page that are nearest to one that is not there, so that a refusal says what to write.

use crate::discover::Search;
use crate::discover::names::Via;
use crate::discover::words::words;
use crate::discover::{Action, kinds};
use crate::tree::NodeId;

/// Names that are given.
const MAX_GIVEN: usize = 5;
/// Names that are compared.
const MAX_COMPARED: usize = 4000;
/// Share of the words that must be alike, from which a name is near.
const NEAR: f64 = 0.34;
/// Letters that words must begin with to be forms of one another.
const STEM: usize = 4;

/// Controls whose names share words with what was asked, the nearest first, with those names.
pub(in crate::discover) fn nearest<'a>(search: &Search<'a>, asked: &str) -> Vec<(NodeId, &'a str)> {
    let wanted = words(asked);
    let is_read = |via: Via| !matches!(via, Via::Name | Via::Id | Via::Class | Via::TestId | Via::Column);
    let mut found: Vec<(f64, NodeId, &str)> = Vec::new();
    for name in search.names.all.iter().filter(|name| is_read(name.via)).take(MAX_COMPARED) {
        let is_meant = kinds::is_control(search.page, name.id) || search.request.action == Action::Read;
        if is_meant && search.includes(name.id) {
            let likeness = likeness(&wanted, &words(&name.text));
            if likeness >= NEAR {
                found.push((likeness, name.id, &*name.text));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut given: Vec<(NodeId, &str)> = Vec::new();
    for (_, id, name) in found {
        if given.len() < MAX_GIVEN && !given.iter().any(|&(known, _)| known == id) {
            given.push((id, name));
        }
    }
    given
}

/// The Dice coefficient of words, where forms of a word count as it.
fn likeness(a: &[String], b: &[String]) -> f64 {
    let is_form = |word: &String, other: &String| {
        word == other || word.len() >= STEM && other.len() >= STEM && word.get(..STEM) == other.get(..STEM)
    };
    let shared = a.iter().filter(|word| b.iter().any(|other| is_form(word, other))).count();
    2.0 * shared as f64 / (a.len() + b.len()).max(1) as f64
}
