//! The names on a page that are nearest to one that is not there, so that a refusal says what to write.

use crate::discover::Search;
use crate::discover::names::Via;
use crate::discover::words::words;
use crate::discover::{Action, kinds};
use crate::page::parts::brief;
use crate::tree::NodeId;

/// Names that are told.
const MAX_TOLD: usize = 3;
/// Names that are compared.
const MAX_COMPARED: usize = 4000;
/// Share of the words that must be alike, from which a name is near.
const NEAR: f64 = 0.34;
/// Letters that words must begin with to be forms of one another.
const STEM: usize = 4;

/// Controls whose names share words with what was asked, the nearest first.
pub(in crate::discover) fn nearest(search: &Search, asked: &str) -> Vec<String> {
    let wanted = words(asked);
    let is_read = |via: Via| !matches!(via, Via::Name | Via::Id | Via::Class | Via::TestId);
    let mut found: Vec<(f64, NodeId)> = Vec::new();
    for name in search.names.all.iter().filter(|name| is_read(name.via)).take(MAX_COMPARED) {
        let is_meant = kinds::is_control(search.page, name.id) || search.request.action == Action::Read;
        if is_meant && search.includes(name.id) {
            let likeness = likeness(&wanted, &words(&name.text));
            if likeness >= NEAR {
                found.push((likeness, name.id));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut told: Vec<NodeId> = Vec::new();
    for (_, id) in found {
        if !told.contains(&id) && told.len() < MAX_TOLD {
            told.push(id);
        }
    }
    told.into_iter().map(|id| brief(search.page, id)).collect()
}

/// The Dice coefficient of words, where forms of a word count as it.
fn likeness(a: &[String], b: &[String]) -> f64 {
    let is_form = |word: &String, other: &String| {
        word == other || word.len() >= STEM && other.len() >= STEM && word.get(..STEM) == other.get(..STEM)
    };
    let shared = a.iter().filter(|word| b.iter().any(|other| is_form(word, other))).count();
    2.0 * shared as f64 / (a.len() + b.len()).max(1) as f64
}
