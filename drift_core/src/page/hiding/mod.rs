//! What a page has and does not show, and which controls show it.
//!
//! An element is *hidden* when it stands on the page and people do not see it: behind a closed menu,
//! tab, accordion or dialog. That is another thing than being absent. What shows it is never acted on
//! here, only named.

mod openers;
mod revealers;
mod shown;
#[cfg(test)]
mod tests;
mod ties;

pub use revealers::{Revealer, revealers};
pub use ties::Tie;

use crate::page::Page;
use crate::tree::NodeId;
use ties::Ties;

impl Page {
    /// Whether people see an element, as far as the page tells.
    pub(crate) fn is_shown(&self, id: NodeId) -> bool {
        shown::is_shown(self, id)
    }

    /// Whether an element is on the page, not shown, and cannot be acted on as it is.
    pub fn is_hidden(&self, id: NodeId) -> bool {
        !self.is_shown(id) && !self.has_stand_in(id)
    }

    /// Whether people see each element.
    pub(crate) fn shown(&self) -> Vec<bool> {
        shown::shown(self)
    }

    /// Whether it can be acted on although it is hidden itself: what it stands for is shown.
    pub(crate) fn has_stand_in(&self, id: NodeId) -> bool {
        shown::has_stand_in(self, id)
    }

    /// Which control shows which part, gathered when first asked for.
    fn ties(&self) -> &Ties {
        self.memo.get_or_init(|| Ties::of(self))
    }
}
