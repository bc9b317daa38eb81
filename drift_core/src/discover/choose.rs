//! Taking the one element that says it best, or none.

use super::contradiction::contradicts;
use super::kinds::{self, Takes};
use super::meaning::Meanings;
use super::names::{Hit, Via};
use super::ordinal::Ordinal;
use super::phrase::{Manner, Reading, readings};
use super::rank::{Candidate, Rank, TIERS, Tier, confidence, how, ranked};
use super::scopes::{records, rows};
use super::vocabulary::{ICON, roles_of};
use super::words::{Asked, words};
use super::{Action, Search, lone, reason, scopes};
use crate::page::parts::Count;
use crate::page::{evident_role, widgets};
use crate::tree::NodeId;

/// Elements of a kind beyond which none of them can be meant without a name.
const MAX_OF_KIND: usize = 1000;

pub(super) enum Verdict {
    /// `count` tells which of several it is, where the request counts them.
    One {
        id: NodeId,
        confidence: f64,
        reason: String,
        count: Option<Count>,
    },
    Many(Vec<NodeId>),
    None(String),
}

struct Group<'a> {
    reading: &'a Reading,
    candidates: Vec<Candidate>,
}

/// How names are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lookup {
    /// By all ways to write them.
    Written,
    /// By what they mean.
    Meant,
}

const MANNERS: [Manner; 6] =
    [Manner::Literal, Manner::Numbered, Manner::Scoped, Manner::Within, Manner::Sole, Manner::Whole];

/// Try every reading, the surer ones first, and of equally sure ones the closer matches.
pub(super) fn choose(search: &Search) -> Verdict {
    let mut readings = readings(search.request.element);
    readings.extend(records::readings_in_scope(search.request));
    let mut why = String::new();
    if let Some(verdict) = by_readings(search, &readings, Lookup::Written, &mut why) {
        return verdict;
    }
    let mut lone = readings.iter().filter(|reading| reading.manner <= Manner::Scoped);
    if let Some(verdict) = lone.find_map(|reading| lone::lone_field(search, reading)) {
        return verdict;
    }
    if let Some(verdict) = by_readings(search, &readings, Lookup::Meant, &mut why) {
        return verdict;
    }
    let element = search.request.element;
    Verdict::None(match search.mentioned.get() {
        Some(said_by) => {
            let why = if why.is_empty() { reason::nothing(element) } else { why };
            reason::mentioned(search, &why, said_by)
        }
        None if why.is_empty() => reason::nothing_near(search, element),
        None => why,
    })
}

fn by_readings(search: &Search, readings: &[Reading], lookup: Lookup, why: &mut String) -> Option<Verdict> {
    for manner in MANNERS {
        let of_manner =
            readings.iter().filter(|reading| reading.manner == manner && is_asked(search, reading));
        let groups: Vec<Group> = of_manner
            .map(|reading| Group { reading, candidates: candidates(search, reading, lookup, why) })
            .collect();
        let found = TIERS.iter().find_map(|&tier| groups.iter().find_map(|group| best(search, group, tier)));
        if found.is_some() {
            return found;
        }
    }
    None
}

pub(super) fn candidates(
    search: &Search,
    reading: &Reading,
    lookup: Lookup,
    why: &mut String,
) -> Vec<Candidate> {
    let Some(mut all) = looked_up(search, reading, lookup) else { return Vec::new() };
    all.iter_mut().for_each(|candidate| candidate.id = acting(search, reading, candidate.id));
    all.sort_by_key(|candidate| (candidate.id, candidate.rank));
    all.dedup_by_key(|candidate| candidate.id);
    let first = all.first().map(|candidate| candidate.id);
    all.retain(|candidate| fits(search, reading, candidate.id));
    let is_literal = reading.manner == Manner::Literal;
    if let Some(id) = first.filter(|_| all.is_empty() && is_literal && why.is_empty()) {
        *why = reason::unfit(search, id);
    }
    let is_key = reading.whole.as_ref().is_some_and(|whole| whole.is_scope);
    let around = if is_key { "" } else { search.request.scope };
    for scope in [around, &reading.scope] {
        if !scope.trim().is_empty() && (is_literal || !all.is_empty()) {
            keep_in_scope(search, scope, &mut all, is_literal, why);
        }
    }
    all
}

/// What is called so, or of the kind alone; None where a reading is not looked up in this way.
fn looked_up(search: &Search, reading: &Reading, lookup: Lookup) -> Option<Vec<Candidate>> {
    let Some(name) = &reading.name else {
        return (lookup == Lookup::Written).then(|| of_kind(search, reading));
    };
    if let Some(whole) = &reading.whole {
        return (lookup == Lookup::Written).then(|| records::candidates(search, name, whole));
    }
    let hits = match lookup {
        Lookup::Written => search.names.find(name),
        Lookup::Meant if says_what_it_is(search, reading, name) => {
            Meanings::on(search.page).find(search, name, reading.kinds)
        }
        Lookup::Meant => return None,
    };
    let meant = hits.into_iter().filter(|hit| means(search, reading, name, hit));
    Some(meant.map(|hit| ranked(search, reading, hit)).collect())
}

/// Other words for a thing need to say of what kind it is, or what is done with it that not all take.
fn says_what_it_is(search: &Search, reading: &Reading, asked: &Asked) -> bool {
    let is_kind = |word: &String| word == "page" || roles_of(word).next().is_some();
    match search.request.action {
        _ if reading.kinds.is_some() => true,
        Action::Any | Action::Click | Action::Hover => asked.words.last().is_some_and(is_kind),
        Action::Fill | Action::Select | Action::Check | Action::Read => true,
    }
}

/// Only of fields one says the group first: "billing city".
fn is_asked(search: &Search, reading: &Reading) -> bool {
    let is_field = || match reading.kinds {
        Some(kinds) => ["textbox", "combobox", "checkbox", "radio", "@file", "slider"]
            .iter()
            .any(|kind| kinds.contains(kind)),
        None => matches!(search.request.action, Action::Fill | Action::Select | Action::Check),
    };
    reading.manner != Manner::Within || is_field()
}

/// Whether what is called so can be meant by it: a term's value only by who reads, a picture alone only by
/// who speaks of an icon, and nothing by a name in the code that its label contradicts.
fn means(search: &Search, reading: &Reading, asked: &Asked, hit: &Hit) -> bool {
    match hit.via {
        Via::Value => search.request.action == Action::Read,
        // It tells a cell from the others of its record, to who reads it there.
        Via::Column => {
            let is_in_part = !reading.scope.is_empty() || !search.request.scope.trim().is_empty();
            is_in_part && search.request.action == Action::Read
        }
        Via::Name | Via::Id => !contradicts(search.names.of_element(hit.id), asked),
        Via::Icon => {
            let is_icon = reading.kinds.is_some_and(|kinds| kinds == ICON);
            is_icon || kinds::is_control(search.page, hit.id)
        }
        _ => true,
    }
}

/// What a name in a control leads to: the control, unless the text itself is asked for.
fn acting(search: &Search, reading: &Reading, id: NodeId) -> NodeId {
    // Who does nothing with it may mean a heading or a picture in a link for itself.
    let is_itself = match search.request.action {
        Action::Read | Action::Hover => true,
        Action::Any => !matches!(evident_role(&search.page.tree, id), "" | "generic"),
        _ => false,
    };
    if is_itself {
        return id;
    }
    let is_meant =
        |control: &NodeId| reading.kinds.is_none_or(|kinds| kinds::is_one_of(search.page, *control, kinds));
    widgets::control_around(search.page, id).filter(is_meant).unwrap_or(id)
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

fn of_kind(search: &Search, reading: &Reading) -> Vec<Candidate> {
    let rank = Rank::OF_KIND;
    let kinds = reading.kinds.unwrap_or_default();
    let all = (0..search.page.len())
        .filter(|&id| !search.page.of(id).unseen && kinds::is_one_of(search.page, id, kinds));
    let is_called =
        |&id: &NodeId| reading.only_called.is_none_or(|allowed| is_called_by(search, id, allowed));
    let mut all: Vec<NodeId> = all.filter(is_called).take(MAX_OF_KIND).collect();
    if reading.ordinal.is_some() || search.request.ordinal > 0 {
        rows::keep_counted(search, &mut all);
    }
    all.into_iter().map(|id| Candidate { id, rank }).collect()
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
    let equals = if ordinal.is_none() { enabled(search, equals) } else { equals };
    let id = match ordinal {
        None if equals.len() > 1 && group.reading.manner == Manner::Sole => {
            lone::leading_box(search, &equals)?
        }
        None if equals.len() > 1 => return Some(Verdict::Many(equals)),
        None => equals[0],
        // What a name begins with counts only where there is something to count.
        Some(_) if asked == 0 && equals.len() < 2 => return None,
        Some(ordinal) => match ordinal.of(&equals) {
            Some(&id) => id,
            None => {
                let said = reason::too_few(search.request.element, asked, equals.len());
                return (asked > 0).then_some(Verdict::None(said));
            }
        },
    };
    let confidence = confidence(rank, group.reading.manner);
    let reason = reason::found(search, id, group.reading, how(rank));
    let count = ordinal.map(|ordinal| ordinal.among(equals, group.reading.name.is_some()));
    Some(Verdict::One { id, confidence, reason, count })
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

/// What can be used now before its twins that are disabled, to who would use it.
fn enabled(search: &Search, equals: Vec<NodeId>) -> Vec<NodeId> {
    if equals.len() < 2 || search.request.action == Action::Read {
        return equals;
    }
    let is_enabled = |&id: &NodeId| !kinds::is_disabled(search.page, id);
    let usable: Vec<NodeId> = equals.iter().copied().filter(is_enabled).collect();
    if usable.is_empty() { equals } else { usable }
}
