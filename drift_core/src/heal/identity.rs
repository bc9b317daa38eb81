//! Whether an element of one page can be an element of another, and what became of it if it is. All of
//! healing asks here; the score weighs what this leaves open.

use crate::heal::matching::Matching;
use crate::heal::records;
use crate::heal::relocate::Outcome;
use crate::heal::whole;
use crate::page::Page;
use crate::page::attributes::{Mark, Trait};
use crate::tree::NodeId;
use crate::xpath::path_of;

/// Whether something certain says that they are two: an identifier that differs, or the keys of their
/// records.
pub(crate) fn contradict(matching: &Matching, old: &Page, a: NodeId, new: &Page, b: NodeId) -> bool {
    let whole = || whole::compare(matching, old, a, new, b);
    have_other_identifiers(old, a, new, b) || records::contradict(matching, old, a, new, b, whole)
}

/// What became of an element that was found.
pub(crate) fn outcome(old: &Page, a: NodeId, new: &Page, b: NodeId) -> Outcome {
    let (mine, theirs) = (old.of(a), new.of(b));
    let is_changed = mine.kind != theirs.kind
        || mine.role != theirs.role
        || mine.wording.plain != theirs.wording.plain
        || old.marks(a) != new.marks(b);
    match () {
        () if new.is_hidden(b) && !old.is_hidden(a) => Outcome::Hidden,
        () if is_changed => Outcome::Changed,
        () if path_of(&old.tree, a) == path_of(&new.tree, b) => Outcome::Same,
        () => Outcome::Moved,
    }
}

/// Whether both have an attribute that the next build would not change, and it differs.
fn have_other_identifiers(old: &Page, a: NodeId, new: &Page, b: NodeId) -> bool {
    let differs = |what| {
        let (mine, theirs) = (of_kind(old.marks(a), what), of_kind(new.marks(b), what));
        let fixed = |marks: &[Mark]| marks.iter().any(|mark| !mark.numbered);
        fixed(mine) && fixed(theirs) && !mine.iter().any(|mark| theirs.contains(mark))
    };
    differs(Trait::TestId) || differs(Trait::Name) || differs(Trait::Target) && differs(Trait::TargetTail)
}

/// The marks of one kind. `marks` is sorted by kind.
pub(crate) fn of_kind(marks: &[Mark], what: Trait) -> &[Mark] {
    let start = marks.partition_point(|mark| mark.what < what);
    let end = marks.partition_point(|mark| mark.what <= what);
    &marks[start..end]
}
