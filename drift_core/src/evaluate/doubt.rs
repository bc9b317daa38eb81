//! Yes, no, or: ask a browser.

use crate::tree::NodeId;

/// What can be said of one element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sure {
    Yes,
    No,
    Perhaps,
}

impl From<bool> for Sure {
    fn from(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }
}

impl Sure {
    /// What is possible may be so; what is not is not.
    pub fn perhaps(possible: bool) -> Self {
        if possible { Self::Perhaps } else { Self::No }
    }

    pub fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Perhaps => Self::Perhaps,
        }
    }

    /// Whether any holds, of as many as it takes to know.
    pub fn any(all: impl IntoIterator<Item = Self>) -> Self {
        let mut so_far = Self::No;
        for one in all {
            match one {
                Self::Yes => return Self::Yes,
                Self::Perhaps => so_far = Self::Perhaps,
                Self::No => {}
            }
        }
        so_far
    }
}

/// Those that match, or None as soon as one of them only might.
pub(crate) fn only_sure(all: impl Iterator<Item = (NodeId, Sure)>) -> Option<Vec<NodeId>> {
    let mut found = Vec::new();
    for (id, sure) in all {
        match sure {
            Sure::Yes => found.push(id),
            Sure::No => {}
            Sure::Perhaps => return None,
        }
    }
    Some(found)
}
