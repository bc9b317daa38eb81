//! What has to be acted on, in which order, until an element is shown.

use super::openers::opener;
use super::ties::{Tie, Tied, is_open};
use crate::page::Page;
use crate::tree::NodeId;

/// Controls that are themselves behind a control, and so on.
const MAX_DEPTH: usize = 3;

/// A control that shows what is hidden.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Revealer {
    /// The control.
    pub control: NodeId,
    /// How it is tied to what it shows.
    pub tie: Tie,
    /// 0..1, how sure it is that acting on it shows that.
    pub confidence: f64,
}

impl From<Tied> for Revealer {
    fn from(tied: Tied) -> Self {
        Self { control: tied.control, tie: tied.tie, confidence: tied.tie.confidence() }
    }
}

/// The controls that show a hidden element, in the order in which they are to be acted on; none when the
/// page does not tell, or when it is shown already.
pub fn revealers(page: &Page, id: NodeId) -> Vec<Revealer> {
    let mut steps = Vec::new();
    lead_to(page, id, MAX_DEPTH, &mut steps);
    steps
}

fn lead_to(page: &Page, id: NodeId, depth: usize, steps: &mut Vec<Revealer>) {
    let chain = std::iter::once(id).chain(page.tree.ancestors(id));
    let mut parts: Vec<NodeId> = chain.take_while(|&node| !page.is_shown(node)).collect();
    parts.reverse();
    let Some(&outermost) = parts.first() else { return };
    let mut found: Vec<Revealer> = Vec::new();
    for &part in &parts {
        if let Some(tied) = declared(page, part, outermost)
            && found.iter().all(|step| step.control != tied.control)
        {
            found.push(tied.into());
        }
    }
    // A control within the outermost part comes after the one that shows that part.
    if found.first().is_none_or(|step| page.contains(outermost, step.control))
        && let Some(tied) = opener(page, outermost)
    {
        found.insert(0, tied.into());
    }
    for step in found {
        let is_in_reach = page.is_shown(step.control) || page.contains(outermost, step.control);
        if !is_in_reach && depth > 0 {
            lead_to(page, step.control, depth - 1, steps);
        }
        if steps.iter().all(|known| known.control != step.control) {
            steps.push(step);
        }
    }
}

/// The control that the page itself ties to a part: one that people see before one they don't.
fn declared(page: &Page, part: NodeId, outermost: NodeId) -> Option<Tied> {
    let tied = page.ties().of_part(part).iter().copied();
    tied.filter(|tied| !page.contains(part, tied.control) && !is_open(page, tied.control)).min_by_key(
        |tied| (!(page.is_shown(tied.control) || page.contains(outermost, tied.control)), tied.tie),
    )
}
