//! What nobody could name (icons, empty cells, the stars of a rating), paired in its order where its
//! container is certain and holds equally many on both pages.

use crate::heal::matching::{Matching, NONE};
use crate::page::Page;
use crate::tree::NodeId;

/// Children of one container that are looked at.
const MAX_CHILDREN: usize = 64;

/// Pair what is left, from the outermost containers inwards.
pub(crate) fn pair_siblings(matching: &mut Matching, old: &Page, new: &Page) {
    for around in 0..old.len() {
        let image = matching.old.image[around as usize];
        if image == NONE || matching.new.image[image as usize] != around {
            continue;
        }
        let mine = nameless(matching, true, old, around);
        let theirs = nameless(matching, false, new, image);
        let kinds = |page: &Page, ids: &[NodeId]| ids.iter().map(|&id| page.of(id).kind).collect::<Vec<_>>();
        if !mine.is_empty() && kinds(old, &mine) == kinds(new, &theirs) {
            for (a, b) in mine.into_iter().zip(theirs) {
                if may_be_same(old, a, new, b) && matching.pair_unless_contradicted(old, a, new, b) {
                    (matching.old.image[a as usize], matching.new.image[b as usize]) = (b, a);
                }
            }
        }
    }
}

/// Attributes that went are no reason against; other ones in the same order are.
fn may_be_same(old: &Page, a: NodeId, new: &Page, b: NodeId) -> bool {
    let (mine, theirs) = (old.marks(a), new.marks(b));
    mine.is_empty() || theirs.is_empty() || mine == theirs
}

fn nameless(matching: &Matching, from_old: bool, page: &Page, around: NodeId) -> Vec<NodeId> {
    let side = matching.side(from_old).0;
    let is_left = |&id: &NodeId| {
        let facts = page.of(id);
        side.image[id as usize] == NONE && facts.wording.is_empty() && !facts.unseen
    };
    page.tree.children(around).take(MAX_CHILDREN).filter(is_left).collect()
}
