//! Taking the one element that says it best, or none.

use super::kinds::{self, Takes};
use super::names::{Hit, Via};
use super::phrase::{Manner, Ordinal, Reading, readings};
use super::words::{Grade, words};
use super::{Action, Search, reason, scopes};
use crate::tree::NodeId;

/// Elements of a kind beyond which none of them can be meant without a name.
const MAX_OF_KIND: usize = 1000;

pub(super) enum Verdict {
    One { id: NodeId, confidence: f64, reason: String },
    Many(Vec<NodeId>),
    None(String),
}

/// What speaks for a hit, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    tier: Tier,
    is_secondary: bool,
    grade: Grade,
    via: Via,
}

/// How far a match is from what people would say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    /// What people read, or what was written for tests.
    Said,
    /// What developers named it, or other spellings.
    Coded,
    /// What a counter was left out of, or what only a script may make clickable.
    Loose,
}

const TIERS: [Tier; 3] = [Tier::Said, Tier::Coded, Tier::Loose];

#[derive(Clone, Copy)]
struct Candidate {
    id: NodeId,
    rank: Rank,
}

struct Group<'a> {
    reading: &'a Reading,
    candidates: Vec<Candidate>,
}

/// Try every reading, the surer ones first, and of equally sure ones the closer matches.
pub(super) fn choose(search: &Search) -> Verdict {
    let readings = readings(search.request.element);
    let mut why = String::new();
    for manner in [Manner::Literal, Manner::Numbered, Manner::Scoped, Manner::Sole] {
        let of_manner = readings.iter().filter(|reading| reading.manner == manner);
        let groups: Vec<Group> = of_manner
            .map(|reading| Group { reading, candidates: candidates(search, reading, &mut why) })
            .collect();
        for tier in TIERS {
            for group in &groups {
                if let Some(verdict) = best(search, group, tier) {
                    return verdict;
                }
            }
        }
    }
    let lone = readings.iter().filter(|reading| reading.manner <= Manner::Scoped);
    if let Some(verdict) = lone.into_iter().find_map(|reading| lone_field(search, reading)) {
        return verdict;
    }
    let request = search.request;
    Verdict::None(if why.is_empty() { reason::nothing(request.element) } else { why })
}

fn candidates(search: &Search, reading: &Reading, why: &mut String) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = match &reading.name {
        Some(name) => search.names.find(name).into_iter().map(|hit| ranked(search, reading, hit)).collect(),
        None => of_kind(search, reading),
    };
    all.sort_by_key(|candidate| (candidate.id, candidate.rank));
    all.dedup_by_key(|candidate| candidate.id);
    let first = all.first().map(|candidate| candidate.id);
    all.retain(|candidate| fits(search, reading, candidate.id));
    let is_literal = reading.manner == Manner::Literal;
    if let Some(id) = first.filter(|_| all.is_empty() && is_literal && why.is_empty()) {
        *why = reason::unfit(search, id);
    }
    for scope in [search.request.scope, &reading.scope] {
        if !scope.trim().is_empty() && (is_literal || !all.is_empty()) {
            keep_in_scope(search, scope, &mut all, is_literal, why);
        }
    }
    all
}

fn keep_in_scope(search: &Search, scope: &str, all: &mut Vec<Candidate>, is_literal: bool, why: &mut String) {
    let ids: Vec<NodeId> = all.iter().map(|candidate| candidate.id).collect();
    let inside = scopes::narrow(search, scope, &ids);
    if is_literal && why.is_empty() {
        match (&inside, ids.first()) {
            (None, _) => *why = reason::no_scope(scope),
            (Some(inside), Some(&first)) if inside.is_empty() => *why = reason::outside(search, first),
            _ => {}
        }
    }
    let inside = inside.unwrap_or_default();
    all.retain(|candidate| inside.binary_search(&candidate.id).is_ok());
}

fn ranked(search: &Search, reading: &Reading, hit: Hit) -> Candidate {
    let Hit { id, via, grade } = hit;
    let coded = matches!(via, Via::Name | Via::Id);
    let mut tier = match grade {
        Grade::Exact | Grade::Folded | Grade::Plain | Grade::Words if !coded => Tier::Said,
        Grade::Exact | Grade::Folded | Grade::Plain | Grade::Words => Tier::Coded,
        Grade::Joined if !coded => Tier::Coded,
        _ => Tier::Loose,
    };
    if kinds::takes(search.page, id, search.request.action) == Takes::Perhaps {
        tier = Tier::Loose;
    }
    let is_control = kinds::is_control(search.page, id);
    // An id of a box says little: "email-field" is often the box around the field.
    if coded && !is_control && reading.kinds.is_none() {
        tier = Tier::Loose;
    }
    let reads = matches!(search.request.action, Action::Hover | Action::Read);
    let is_secondary = !reads && via != Via::TestId && !is_control;
    let grade = if via == Via::TestId && grade <= Grade::Words { Grade::Exact } else { grade };
    let rank = Rank { tier, is_secondary, grade, via };
    Candidate { id, rank: if via == Via::TestId { Rank { is_secondary: false, ..rank } } else { rank } }
}

fn of_kind(search: &Search, reading: &Reading) -> Vec<Candidate> {
    let rank = Rank { tier: Tier::Said, is_secondary: false, grade: Grade::Exact, via: Via::Role };
    let kinds = reading.kinds.unwrap_or_default();
    let all = (0..search.page.len())
        .filter(|&id| !search.page.of(id).unseen && kinds::is_one_of(search.page, id, kinds));
    let is_called =
        |&id: &NodeId| reading.only_called.is_none_or(|allowed| is_called_by(search, id, allowed));
    all.filter(is_called).take(MAX_OF_KIND).map(|id| Candidate { id, rank }).collect()
}

/// Whether all words of its name are among these.
fn is_called_by(search: &Search, id: NodeId, allowed: &[&str]) -> bool {
    let name = crate::page::accname::name(&search.page.tree, &search.page.labels, id);
    words(&name).iter().all(|word| allowed.contains(&word.as_str()))
}

fn fits(search: &Search, reading: &Reading, id: NodeId) -> bool {
    search.includes(id)
        && reading.kinds.is_none_or(|kinds| kinds::is_one_of(search.page, id, kinds))
        && kinds::takes(search.page, id, search.request.action) != Takes::No
}

/// The best of a tier: one, or several that nothing tells apart.
fn best(search: &Search, group: &Group, tier: Tier) -> Option<Verdict> {
    let of_tier = || group.candidates.iter().filter(|candidate| candidate.rank.tier == tier);
    let rank = of_tier().map(|candidate| candidate.rank).min()?;
    let asked = search.request.ordinal;
    let ordinal = if asked > 0 { Some(Ordinal::Nth(asked)) } else { group.reading.ordinal };
    let equals: Vec<NodeId> = of_tier().filter(|one| one.rank == rank).map(|one| one.id).collect();
    let equals = told_apart(search, equals);
    let id = match ordinal {
        None if equals.len() > 1 && group.reading.manner == Manner::Sole => return None,
        None if equals.len() > 1 => return Some(Verdict::Many(equals)),
        None => equals[0],
        // What a name begins with counts only where there is something to count.
        Some(_) if asked == 0 && equals.len() < 2 => return None,
        Some(ordinal) => match counted(&equals, ordinal) {
            Some(id) => id,
            None => {
                let said = reason::too_few(search.request.element, asked, equals.len());
                return (asked > 0).then_some(Verdict::None(said));
            }
        },
    };
    let confidence = confidence(rank, group.reading.manner);
    Some(Verdict::One { id, confidence, reason: reason::found(search, id, group.reading) })
}

fn counted(equals: &[NodeId], ordinal: Ordinal) -> Option<NodeId> {
    match ordinal {
        Ordinal::Last => equals.last().copied(),
        Ordinal::Nth(n) => equals.get(n - 1).copied(),
    }
}

fn confidence(rank: Rank, manner: Manner) -> f64 {
    let by_tier = match rank.tier {
        Tier::Said => 1.0 - 0.02 * f64::from(rank.grade as u8) - 0.005 * f64::from(rank.via as u8),
        Tier::Coded => 0.85,
        Tier::Loose => 0.7,
    };
    let by_manner = match manner {
        Manner::Literal => 0.99,
        Manner::Numbered | Manner::Scoped => 0.95,
        Manner::Sole => 0.6,
    };
    by_tier * by_manner
}

/// Without wrappers that say the same as what they hold: the innermost control, else the innermost.
fn told_apart(search: &Search, equals: Vec<NodeId>) -> Vec<NodeId> {
    let page = search.page;
    let mut kept: Vec<NodeId> = Vec::new();
    for id in equals {
        let mut is_new = true;
        while let Some(&around) = kept.last().filter(|&&last| page.contains(last, id)) {
            if kinds::is_control(page, around) && !kinds::is_control(page, id) {
                is_new = false;
                break;
            }
            kept.pop();
        }
        if is_new {
            kept.push(id);
        }
    }
    kept
}

/// The only field there is, when its name has every word that was asked and more.
fn lone_field(search: &Search, reading: &Reading) -> Option<Verdict> {
    const FIELDS: &[&str] = &["textbox", "searchbox", "combobox", "spinbutton", "@editable"];
    let name = reading.name.as_ref()?;
    let is_field = reading.kinds.is_some_and(|kinds| kinds.contains(&"textbox"))
        || reading.kinds.is_none() && search.request.action == Action::Fill;
    let ordinal = reading.ordinal.is_some() || search.request.ordinal > 1;
    if !is_field || ordinal {
        return None;
    }
    let kinds = reading.kinds.unwrap_or(FIELDS);
    let fields = Reading { name: None, kinds: Some(kinds), only_called: None, ..reading.clone() };
    let [only] = candidates(search, &fields, &mut String::new())[..] else { return None };
    let says = |said: &&super::names::Name| said.id == only.id && name.is_within(&said.text);
    search.names.all.iter().find(says)?;
    let reason = reason::found(search, only.id, reading);
    Some(Verdict::One { id: only.id, confidence: 0.5, reason })
}
