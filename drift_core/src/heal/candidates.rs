//! The few elements that are worth a closer look: those that share something rare with the one that
//! is looked for, or stand where it would stand.

use crate::heal::matching::{Matching, NONE};
use crate::heal::whole;
use crate::page::Page;
use crate::tree::NodeId;

/// A value on more elements than this finds nothing by itself.
const MAX_SHARING: usize = 48;
/// Elements looked at in one place.
const MAX_PLACE: usize = 64;

/// Candidates in `to` for an element of `from`, in document order.
pub(crate) fn candidates(
    matching: &Matching,
    from_old: bool,
    from: &Page,
    to: &Page,
    id: NodeId,
) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut add = |ids: &[NodeId]| {
        found.extend(Some(ids).filter(|ids| ids.len() <= MAX_SHARING).into_iter().flatten());
    };
    for mark in from.marks(id) {
        add(to.index.marks.get(mark.hash));
    }
    let wording = &from.of(id).wording;
    add(to.index.names.get(wording.plain));
    for word in &wording.words {
        add(to.index.words.get(word.hash));
        add(to.index.words.get(word.stem));
    }
    add_places(matching, from_old, from, to, id, &mut found);
    found.extend(whole::called_as(from, id, to));
    found.sort_unstable();
    found.dedup();
    let twin = matching.side(from_old).0.twin[id as usize];
    found.retain(|&other| !to.of(other).unseen || other == twin);
    found
}

fn add_places(
    matching: &Matching,
    from_old: bool,
    from: &Page,
    to: &Page,
    id: NodeId,
    found: &mut Vec<NodeId>,
) {
    let side = matching.side(from_old).0;
    let twin_of = |id: NodeId| side.twin.get(id as usize).copied().unwrap_or(NONE);
    found.extend(Some(twin_of(id)).filter(|&twin| twin != NONE));
    found.extend(Some(side.image[id as usize]).filter(|&image| image != NONE));
    let family = from.of(id).family;
    let alike = |&other: &NodeId| to.of(other).family == family;
    let (before, after) = (twin_of(side.before[id as usize]), twin_of(side.after[id as usize]));
    let reach = MAX_PLACE as NodeId;
    let gap = match (before, after) {
        (NONE, NONE) => 0..0,
        (NONE, after) => after.saturating_sub(reach)..after,
        (before, NONE) => before + 1..to.len().min(before + 4 * reach),
        (before, after) => before + 1..after,
    };
    found.extend(gap.filter(alike).take(MAX_PLACE));
    let records = from.records().chain(id).map(|record| record.node).filter(|&record| record != id);
    for around in from.tree.ancestors(id).take(3).chain(records.take(1)) {
        let image = side.image[around as usize];
        if image != NONE {
            found.extend((image + 1..to.tree.end(image)).take(8 * MAX_PLACE).filter(alike).take(MAX_PLACE));
        }
    }
}
