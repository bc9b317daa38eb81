//! What each observation weighs, in nats: about the logarithm of how much likelier it is when two
//! elements are the same than when they are not. `bench/heal/README.md` says from what each comes.

use crate::heal::score::{Evidence, Feature};
use crate::page::attributes::Trait;

/// Two texts of words without a common one.
pub(crate) const CONFLICT: f64 = -5.0;
/// The same text, before what its rarity adds.
pub(crate) const SAME_NAME: f64 = 3.0;
/// Two texts that are nearly the same.
pub(crate) const PARTIAL: f64 = 3.5;
/// Below this two texts are rather different than alike.
pub(crate) const UNLIKE: f64 = 0.3;
/// How much less a word says for each element that has it.
pub(crate) const COMMON: f64 = 0.25;
/// One text is how the other begins: a hint, a unit or a reason came or went.
pub(crate) const GOES_ON: f64 = 0.6;
/// The same value in a field without a name: most keep theirs, and many have the same.
pub(crate) const SAME_VALUE: f64 = 0.5;
/// Only one of the two has words.
pub(crate) const ONE_SIDED: f64 = -1.0;
/// A name became the first of several that are numbered.
pub(crate) const FIRST_OF_MANY: f64 = 1.2;
/// The same subtree, which stands once on both pages.
pub(crate) const SAME_SUBTREE: f64 = 2.0;
/// All certain elements in the one are in the other, or none is.
pub(crate) const SAME_CONTENT: f64 = 2.0;
pub(crate) const OTHER_CONTENT: f64 = -1.0;
/// The same certain neighbour, and another one.
pub(crate) const NEIGHBOUR: f64 = 1.2;
pub(crate) const OTHER_NEIGHBOUR: f64 = -0.4;
/// What names the row is the same, and something else.
pub(crate) const SAME_ROW: f64 = 0.8;
pub(crate) const SAME_KEY: f64 = 1.5;
pub(crate) const OTHER_ROW: f64 = -1.0;
/// The heading above is the same, and another one.
pub(crate) const SAME_HEADING: f64 = 0.4;
pub(crate) const OTHER_HEADING: f64 = -0.4;
/// The only control of its kind in what its container became.
pub(crate) const ONLY_ONE: f64 = 1.0;
/// What was shown is hidden: rare for the element itself, common for a menu's double of it.
pub(crate) const HIDDEN: f64 = -1.0;
/// The candidate is a record as it is, called the same in the same collection.
pub(crate) const SAME_RECORD: f64 = 6.0;
/// The candidate belongs to another record. No evidence outweighs that: it is a veto.
pub(crate) const OTHER_RECORD: f64 = -100.0;
/// The candidate certainly is another element.
pub(crate) const TAKEN: f64 = -6.0;

/// Weight of an attribute that agrees, and of one that differs.
pub(crate) const MARKS: &[(Trait, f64, f64)] = &[
    (Trait::TestId, 6.0, -4.0),
    (Trait::Id, 5.0, -0.7),
    (Trait::Name, 4.5, -2.5),
    (Trait::Target, 4.5, -1.5),
    (Trait::TargetTail, 1.5, -1.0),
    (Trait::For, 3.5, -1.0),
    (Trait::Placeholder, 1.5, 0.0),
    (Trait::Title, 2.0, -0.5),
    (Trait::Value, 1.5, -1.5),
    (Trait::Other, 1.0, 0.0),
];

/// By how much groups of weights are multiplied: 1 as they are reasoned, other values to see what
/// fitting them would bring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scales {
    /// Identifying attributes.
    pub attributes: f64,
    /// Names.
    pub names: f64,
    /// Role, tag and classes.
    pub kinds: f64,
    /// Certain elements before and after.
    pub neighbours: f64,
    /// Container, row, heading.
    pub containers: f64,
    /// What it holds.
    pub content: f64,
}

impl Default for Scales {
    fn default() -> Self {
        Self { attributes: 1.0, names: 1.0, kinds: 1.0, neighbours: 1.0, containers: 1.0, content: 1.0 }
    }
}

impl Scales {
    /// The evidence's weight under these scales.
    pub(crate) fn weigh(&self, evidence: &Evidence) -> f64 {
        let scale = match evidence.what {
            Feature::Attribute(_) => self.attributes,
            Feature::Name => self.names,
            Feature::Role | Feature::Tag | Feature::Classes | Feature::Picture => self.kinds,
            Feature::Before | Feature::After => self.neighbours,
            Feature::Container | Feature::Row | Feature::Heading | Feature::Only => self.containers,
            Feature::Content => self.content,
            Feature::Subtree | Feature::Key | Feature::OtherRecord | Feature::Hidden | Feature::Taken => 1.0,
        };
        scale * evidence.weight
    }
}
