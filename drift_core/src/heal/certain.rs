//! Elements that are certainly the same in two versions of a page, by evidence that is unique in both.
//!
//! From strong to weak: equal subtrees, identifying attributes, role and name, and then the same again
//! between neighbours or in containers that are certain already.

use crate::hash::{self, ByHash};
use crate::heal::matching::{Matching, NONE};
use crate::heal::sequence::pair_sequences;
use crate::heal::{identity, score};
use crate::page::Page;
use crate::page::attributes::{Mark, Trait};
use crate::tree::NodeId;

/// What one round makes certain lets its neighbours be paired in the next; mostly the second finds nothing more.
const ROUNDS: usize = 3;

pub(crate) fn pair_all(matching: &mut Matching, old: &Page, new: &Page) {
    pair_subtrees(matching, old, new);
    pair_marks(matching, old, new);
    pair_names(matching, old, new);
    let (mine, theirs) = (likes(old), likes(new));
    let (sides, mut known) = (((old, &mine), (new, &theirs)), usize::MAX);
    for _ in 0..ROUNDS {
        matching.update(old, new);
        let count = matching.old.twin.iter().filter(|&&twin| twin != NONE).count();
        if std::mem::replace(&mut known, count) == count {
            break;
        }
        for nearby in [Nearby::Before, Nearby::After, Nearby::Within(1), Nearby::Within(2), Nearby::Within(3)]
        {
            for likeness in [Likeness::Whole, Likeness::Named] {
                pair_nearby(matching, sides.0, sides.1, likeness, nearby);
            }
        }
        pair_nearby(matching, sides.0, sides.1, Likeness::Kind, Nearby::Between);
    }
    matching.update(old, new);
    pair_sequences(matching, old, new);
}

/// How often a key stands on a page, and where first.
type Places = ByHash<u64, (u32, NodeId)>;

fn places(keys: impl Iterator<Item = (u64, NodeId)>) -> Places {
    let mut places = Places::default();
    for (key, id) in keys {
        places.entry(key).or_insert((0, id)).0 += 1;
    }
    places
}

/// Pairs of elements whose key stands once on both pages, in document order.
fn unique_pairs(old: &Places, new: &Places) -> Vec<(NodeId, NodeId)> {
    let single = |(key, &(count, id)): (&u64, &(u32, NodeId))| {
        let &(others, other) = new.get(key)?;
        (count == 1 && others == 1).then_some((id, other))
    };
    let mut pairs: Vec<_> = old.iter().filter_map(single).collect();
    pairs.sort_unstable();
    pairs
}

fn pair_subtrees(matching: &mut Matching, old: &Page, new: &Page) {
    // A label may stand elsewhere and name another control by the number that this one had.
    let is_telling = |a: NodeId, b: NodeId| {
        let (mine, theirs) = (old.of(a).wording.plain, new.of(b).wording.plain);
        let fixed = || old.marks(a).iter().any(|mark| !mark.numbered);
        mine == theirs && (mine != 0 || fixed())
    };
    let keys = |page: &Page| {
        let all = (0..page.len()).map(|id| (page.of(id).digest, id));
        places(all)
    };
    for (a, b) in unique_pairs(&keys(old), &keys(new)) {
        let size = old.tree.end(a) - a;
        let is_part = size > 8 || is_telling(a, b);
        if is_part
            && matching.is_free(a, b)
            && new.tree.end(b) - b == size
            && !identity::contradict(matching, old, a, new, b)
        {
            (0..size).for_each(|step| matching.pair(a + step, b + step));
        }
    }
}

fn pair_marks(matching: &mut Matching, old: &Page, new: &Page) {
    for what in [Trait::TestId, Trait::Id, Trait::Name, Trait::For, Trait::Target] {
        let keys = |page: &Page| {
            let seen = (0..page.len()).filter(|&id| !page.of(id).unseen);
            places(seen.flat_map(|id| mark_keys(page, id, what)))
        };
        for (a, b) in unique_pairs(&keys(old), &keys(new)) {
            let found = old.marks(a).iter().find(|mark| mark.what == what);
            if found.is_some_and(|mark| is_trusted(old, a, new, b, mark)) {
                matching.pair_unless_contradicted(old, a, new, b);
            }
        }
    }
}

fn mark_keys(page: &Page, id: NodeId, what: Trait) -> impl Iterator<Item = (u64, NodeId)> + '_ {
    let family = page.of(id).family;
    page.marks(id)
        .iter()
        .filter(move |mark| mark.what == what)
        .map(move |mark| (hash::pair(family, mark.hash), id))
}

/// An attribute alone is believed unless it holds a number and nothing else agrees: the next build
/// counts anew, and another element gets the number.
fn is_trusted(old: &Page, a: NodeId, new: &Page, b: NodeId, mark: &Mark) -> bool {
    let agreeing =
        old.marks(a).iter().filter(|mark| mark.what < Trait::Placeholder && new.marks(b).contains(mark));
    let has_second = agreeing.filter(|mark| mark.what != Trait::TargetTail && !mark.numbered).count() > 1;
    let likeness = score::text_likeness(old, a, new, b);
    if mark.numbered { has_second || likeness.is_some_and(|likeness| likeness > 0.6) } else { true }
}

fn pair_names(matching: &mut Matching, old: &Page, new: &Page) {
    let keys = |page: &Page| {
        let is_named = |id: &NodeId| !page.of(*id).wording.is_empty() && !page.of(*id).is_value;
        let named = page.telling.iter().copied().filter(is_named);
        places(named.map(|id| (name_key(page, id), id)))
    };
    for (a, b) in unique_pairs(&keys(old), &keys(new)) {
        matching.pair_unless_contradicted(old, a, new, b);
    }
}

fn name_key(page: &Page, id: NodeId) -> u64 {
    let facts = page.of(id);
    let nameless = hash::string(b"", 2);
    let family = if facts.family == nameless { facts.tag } else { facts.family };
    hash::pair(family, facts.wording.plain)
}

#[derive(Clone, Copy)]
enum Likeness {
    /// Kind, name and attributes.
    Whole,
    /// Role and name.
    Named,
    /// A control without words.
    Kind,
}

#[derive(Clone, Copy)]
enum Nearby {
    Before,
    After,
    Between,
    Within(usize),
}

/// What makes the telling elements of a page alike, for each [`Likeness`]; 0 is not alike to anything.
type Likes = Vec<[u64; 3]>;

fn likes(page: &Page) -> Likes {
    let of = |&id: &NodeId| {
        [Likeness::Whole, Likeness::Named, Likeness::Kind].map(|way| like_key(page, id, way).unwrap_or(0))
    };
    page.telling.iter().map(of).collect()
}

/// Pair what is alike and stands at the same certain neighbours, in order, when there are equally many.
fn pair_nearby(
    matching: &mut Matching,
    (old, mine): (&Page, &Likes),
    (new, theirs): (&Page, &Likes),
    likeness: Likeness,
    nearby: Nearby,
) {
    let entries = |from_old: bool, page: &Page, likes: &Likes| {
        let twins = &matching.side(from_old).0.twin;
        let alike = page.telling.iter().zip(likes).map(|(&id, likes)| (id, likes[likeness as usize]));
        let free = alike.filter(|&(id, like)| like != 0 && twins[id as usize] == NONE);
        let placed = free.filter_map(|(id, like)| {
            Some((hash::pair(like, place_key(matching, from_old, page, id, nearby)?), id))
        });
        let mut entries: Vec<_> = placed.collect();
        entries.sort_unstable();
        entries
    };
    let (olds, news) = (entries(true, old, mine), entries(false, new, theirs));
    for (a, b) in equal_groups(&olds, &news) {
        matching.pair_unless_contradicted(old, a, new, b);
    }
}

/// What has the same key in both lists, equally often, in document order. Both are sorted.
fn equal_groups(olds: &[(u64, NodeId)], news: &[(u64, NodeId)]) -> Vec<(NodeId, NodeId)> {
    let mut found = Vec::new();
    let mut others = news.chunk_by(|a, b| a.0 == b.0).peekable();
    for group in olds.chunk_by(|a, b| a.0 == b.0) {
        while others.next_if(|other| other[0].0 < group[0].0).is_some() {}
        if let Some(other) = others.next_if(|other| other[0].0 == group[0].0)
            && other.len() == group.len()
        {
            found.extend(group.iter().zip(other).map(|(a, b)| (a.1, b.1)));
        }
    }
    found.sort_unstable();
    found
}

fn like_key(page: &Page, id: NodeId, likeness: Likeness) -> Option<u64> {
    let facts = page.of(id);
    let named = !facts.wording.is_empty();
    match likeness {
        Likeness::Whole if named || facts.interactive => {
            let marks = page.marks(id).iter().fold(0, |sum: u64, mark| sum.wrapping_add(mark.hash));
            Some(hash::triple(facts.kind, facts.wording.plain, marks))
        }
        Likeness::Named if named => Some(name_key(page, id)),
        Likeness::Kind if facts.interactive && facts.wording.is_empty() => Some(facts.kind),
        _ => None,
    }
}

/// A place both pages can name: by the element of the new page.
fn place_key(matching: &Matching, from_old: bool, page: &Page, id: NodeId, nearby: Nearby) -> Option<u64> {
    let side = matching.side(from_old).0;
    let shared = |near: NodeId| match near {
        NONE => None,
        near if from_old => Some(side.twin[near as usize]),
        near => Some(near),
    };
    let (before, after) = (side.before[id as usize], side.after[id as usize]);
    match nearby {
        Nearby::Before => Some(hash::pair(1, shared(before)?.into())),
        Nearby::After => Some(hash::pair(2, shared(after)?.into())),
        Nearby::Between => Some(hash::triple(3, shared(before)?.into(), shared(after)?.into())),
        Nearby::Within(levels) => {
            let around = page.tree.ancestors(id).nth(levels - 1)?;
            let image = if from_old { side.image[around as usize] } else { around };
            let mutual =
                from_old || matching.old.image.get(side.image[around as usize] as usize) == Some(&around);
            (image != NONE && mutual).then(|| hash::pair(4, image.into()))
        }
    }
}
