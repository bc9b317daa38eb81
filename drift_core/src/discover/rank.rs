//! What speaks for a match, and how sure it is.

use super::names::{Hit, Via};
use super::phrase::{Manner, Reading};
use super::words::Grade;
use super::{Action, Search, kinds};
use crate::tree::NodeId;
use kinds::Takes;

/// What speaks for a hit, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub tier: Tier,
    is_secondary: bool,
    grade: Grade,
    via: Via,
}

/// How far a match is from what people would say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// What people read, or what was written for tests.
    Said,
    /// What developers named it, or other spellings.
    Coded,
    /// What a counter or a hint was left out of, or what only a script may make clickable.
    Loose,
    /// What means the same.
    Meant,
}

pub(super) const TIERS: [Tier; 4] = [Tier::Said, Tier::Coded, Tier::Loose, Tier::Meant];

#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub id: NodeId,
    pub rank: Rank,
}

impl Rank {
    /// Of what is meant by its kind alone.
    pub(super) const OF_KIND: Self =
        Self { tier: Tier::Said, is_secondary: false, grade: Grade::Exact, via: Via::Role };

    /// Of a record as a whole: of the kind that was asked for or of another one, by its key or by a lesser text.
    pub(super) fn of_record(is_wanted: bool, is_lesser: bool, grade: Grade) -> Self {
        let tier = match grade {
            _ if !is_wanted => Tier::Loose,
            Grade::Exact | Grade::Folded | Grade::Plain | Grade::Words => Tier::Said,
            _ => Tier::Coded,
        };
        Self { tier, is_secondary: is_lesser, grade, via: Via::Record }
    }
}

pub(super) fn ranked(search: &Search, reading: &Reading, hit: Hit) -> Candidate {
    let Hit { id, via, grade } = hit;
    let coded = matches!(via, Via::Name | Via::Id);
    let mut tier = match grade {
        Grade::Exact | Grade::Folded | Grade::Plain | Grade::Words if !coded && via != Via::Icon => {
            Tier::Said
        }
        Grade::Exact | Grade::Folded | Grade::Plain | Grade::Words => Tier::Coded,
        Grade::Joined | Grade::Unaccented if !coded => Tier::Coded,
        Grade::Reworded | Grade::About => Tier::Meant,
        _ => Tier::Loose,
    };
    if tier < Tier::Loose && kinds::takes(search.page, id, search.request.action) == Takes::Perhaps {
        tier = Tier::Loose;
    }
    let is_control = kinds::is_control(search.page, id);
    // An id of a box says little: "email-field" is often the box around the field.
    if tier < Tier::Loose && coded && !is_control && reading.kinds.is_none() {
        tier = Tier::Loose;
    }
    let reads = matches!(search.request.action, Action::Hover | Action::Read);
    // A heading is no worse than a field that only stands near that text.
    let is_near = via == Via::Beside && search.request.action == Action::Any && reading.kinds.is_none();
    let is_secondary = if reads { via != Via::Value } else { via != Via::TestId && !is_control || is_near };
    let grade = if via == Via::TestId && grade <= Grade::Words { Grade::Exact } else { grade };
    let rank = Rank { tier, is_secondary, grade, via };
    Candidate { id, rank: if via == Via::TestId { Rank { is_secondary: false, ..rank } } else { rank } }
}

pub(super) fn confidence(rank: Rank, manner: Manner) -> f64 {
    let by_tier = match rank.tier {
        Tier::Said if matches!(rank.via, Via::Beside | Via::Value | Via::Icon | Via::Column) => 0.85,
        Tier::Said => 1.0 - 0.02 * f64::from(rank.grade as u8) - 0.005 * f64::from(rank.via as u8),
        Tier::Coded => 0.85,
        Tier::Loose => 0.7,
        Tier::Meant => 0.6,
    };
    let by_manner = match manner {
        Manner::Literal => 0.99,
        Manner::Numbered | Manner::Scoped => 0.95,
        Manner::Within => 0.8,
        Manner::Sole => 0.6,
        Manner::Whole => 0.9,
    };
    by_tier * by_manner
}

/// What was done to come from the words that were asked to the element; nothing when it is called so.
pub(super) fn how(rank: Rank) -> &'static str {
    match (rank.grade, rank.via) {
        (Grade::Reworded, _) => "whose name says it in other words",
        (Grade::About, _) => "whose longer name is about it",
        (_, Via::Record) => "by its key",
        (_, Via::Icon) => "by its icon",
        (_, Via::Class) => "by its class",
        (_, Via::Beside) => "by the text beside it",
        (_, Via::Value) => "the value behind that",
        (_, Via::Column) => "what stands under that",
        (_, Via::Name | Via::Id) => "by its name in the code",
        (Grade::Trimmed, _) => "without what only remarks on its name",
        (Grade::Uncounted, _) => "without a count",
        (Grade::Unaccented, _) => "without accents",
        _ => "",
    }
}
