//! Laws of matching and scoring, on pages that nobody chose.

use super::Two;
use crate::heal::matching::{Matching, NONE, Side};
use crate::heal::relocate::{Outcome, Settings, relocate_in};
use crate::tree::NodeId;
use proptest::prelude::*;

/// One part of a page.
#[derive(Debug, Clone)]
struct Block {
    kind: usize,
    word: usize,
    other: usize,
    wrapped: bool,
}

const WORDS: [&str; 8] = ["Orders", "Invoices", "Save", "Delete", "Account", "Billing", "Search", "Help"];

impl Block {
    fn html(&self) -> String {
        let (word, other) = (WORDS[self.word], WORDS[self.other]);
        let inside = match self.kind {
            0 => format!("<button>{word}</button>"),
            1 => format!("<a href=/{word}>{word} {other}</a>"),
            2 => format!("<h2>{word}</h2><p>{other}</p>"),
            3 => format!("<label>{word}<input name={other}></label>"),
            4 => format!("<table><tr><td>{word}</td><td><button>Edit</button></td></tr></table>"),
            5 => "<button><i class=icon></i></button>".into(),
            6 => format!("<ul><li>{word}</li><li><i></i><a>{other}</a></li></ul>"),
            _ => format!("<input data-testid={word}><i></i>"),
        };
        if self.wrapped { format!("<div class=card>{inside}</div>") } else { inside }
    }
}

fn block() -> impl Strategy<Value = Block> {
    (0..8usize, 0..8usize, 0..8usize, any::<bool>()).prop_map(|(kind, word, other, wrapped)| Block {
        kind,
        word,
        other,
        wrapped,
    })
}

fn html(blocks: &[Block]) -> String {
    blocks.iter().map(Block::html).collect()
}

/// A page and what a release made of it: parts left out, added and exchanged.
fn versions() -> impl Strategy<Value = (String, String)> {
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..4usize, block()), 0..5);
    (prop::collection::vec(block(), 1..10), edits).prop_map(|(old, edits)| {
        let mut new = old.clone();
        for (at, edit, block) in edits {
            let at = at.index(new.len());
            match edit {
                0 if new.len() > 1 => drop(new.remove(at)),
                1 => new.insert(at, block),
                2 => new[at] = block,
                _ => new.rotate_left(at),
            }
        }
        (html(&old), html(&new))
    })
}

/// The pairs as one side tells them, its own element first.
fn twins(side: &Side) -> Vec<(NodeId, NodeId)> {
    (0..).zip(side.twin.iter().copied()).filter(|&(_, twin)| twin != NONE).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn matching_is_one_to_one((old, new) in versions()) {
        let two = Two::of(&old, &new);
        let mut flipped: Vec<_> = twins(&two.matching.new).into_iter().map(|(b, a)| (a, b)).collect();
        flipped.sort_unstable();
        prop_assert_eq!(twins(&two.matching.old), flipped);
    }

    #[test]
    fn matching_in_either_direction_contradicts_nowhere((old, new) in versions()) {
        let two = Two::of(&old, &new);
        let back = Matching::new(&two.new, &two.old);
        for (one, other) in two.matching.old.twin.iter().zip(&back.new.twin) {
            prop_assert!(one == other || [*one, *other].contains(&NONE), "{} and {}", one, other);
        }
    }

    #[test]
    fn matching_of_a_page_with_itself_pairs_every_element_with_itself((page, _) in versions()) {
        let two = Two::of(&page, &page);
        for (id, twin) in twins(&two.matching.old) {
            prop_assert_eq!(id, twin);
        }
        // All but the frame around the page, which is certain when it is large enough to be told.
        prop_assert!(twins(&two.matching.old).len() + 3 >= two.old.tree().len() || two.old.tree().len() < 9);
    }

    #[test]
    fn evidence_adds_up_to_the_total((old, new) in versions()) {
        let two = Two::of(&old, &new);
        for a in 0..two.old.len() {
            let score = two.pair().score(a, two.new.len() - 1 - a % two.new.len());
            let sum: f64 = score.evidence.iter().map(|one| one.weight).sum();
            prop_assert!((score.total - sum).abs() < 1e-9, "{:?}", score);
            prop_assert!(score.evidence.iter().all(|one| one.weight != 0.0));
        }
    }

    #[test]
    fn relocate_takes_no_element_for_two((old, new) in versions()) {
        let two = Two::of(&old, &new);
        let mut taken = vec![NONE; two.new.tree().len()];
        for a in 0..two.old.len() {
            let found = relocate_in(&two.old, &two.new, &two.matching, a, &Settings::default());
            prop_assert!((0.0..=1.0).contains(&found.confidence) && (0.0..=found.confidence).contains(&found.margin));
            if let Some(b) = found.found() {
                prop_assert_eq!(taken[b as usize], NONE, "{} and {} became {}", taken[b as usize], a, b);
                taken[b as usize] = a;
            }
        }
    }

    #[test]
    fn relocate_finds_what_matching_is_certain_of_and_nothing_else((old, new) in versions()) {
        let two = Two::of(&old, &new);
        for (a, b) in twins(&two.matching.old) {
            let found = relocate_in(&two.old, &two.new, &two.matching, a, &Settings::default());
            prop_assert!(found.found().is_none_or(|id| id == b), "{} became {:?}, not {}", a, found.found(), b);
        }
    }

    #[test]
    fn relocate_on_an_unchanged_page_never_changes_anything((page, _) in versions()) {
        let two = Two::of(&page, &page);
        for a in 0..two.old.len() {
            let found = relocate_in(&two.old, &two.new, &two.matching, a, &Settings::default());
            prop_assert!(found.found().is_none_or(|b| b == a));
            prop_assert!(found.found().is_none() || found.outcome == Outcome::Same);
        }
    }
}
