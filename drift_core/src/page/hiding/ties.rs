//! Which control says of itself that it shows which part of the page.

use crate::hash::ByHash;
use crate::page::{Page, evident_role};
use crate::tree::NodeId;

/// How a control is tied to what it shows, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// The summary of a `details`.
    Summary,
    /// `popovertarget`, or `commandfor` with a command that shows.
    Target,
    /// A tab and its panel.
    Tab,
    /// `aria-controls` or `aria-owns`.
    Controls,
    /// A component library's own attribute: `data-bs-target`, or a toggle's `href`.
    Toggle,
    /// The part is labelled by it, and it says that it opens something.
    LabelledBy,
    /// The only control that opens a dialog, or the one that is called as the dialog is.
    Dialog,
    /// A tab by its number, where there are as many panels.
    TabOrder,
    /// A control beside it that says that it opens something.
    Beside,
    /// Its script mentions the part.
    Script,
    /// A check box, or its label, that a style sheet may read.
    CheckBox,
    /// A control before it that says nothing of what it does.
    Before,
}

impl Tie {
    /// The tie's name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Target => "popover target",
            Self::Tab => "tab",
            Self::Controls => "aria-controls",
            Self::Toggle => "toggle target",
            Self::LabelledBy => "aria-labelledby",
            Self::Dialog => "dialog",
            Self::TabOrder => "tab order",
            Self::Beside => "beside",
            Self::Script => "script",
            Self::CheckBox => "check box",
            Self::Before => "before",
        }
    }

    /// 0..1, how sure it is that acting on the control shows the part. Judged, not measured: what the
    /// page declares is close to certain, what only stands nearby is about as often wrong as right.
    pub(super) fn confidence(self) -> f64 {
        match self {
            Self::Summary => 0.99,
            Self::Target => 0.98,
            Self::Tab => 0.97,
            Self::Controls => 0.95,
            Self::Toggle => 0.93,
            Self::LabelledBy => 0.85,
            Self::Dialog | Self::TabOrder | Self::Beside => 0.7,
            Self::Script => 0.65,
            Self::CheckBox => 0.5,
            Self::Before => 0.4,
        }
    }
}

/// A control that is tied to a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tied {
    pub control: NodeId,
    pub tie: Tie,
}

/// All declared ties of a page, by the part.
#[derive(Debug, Default)]
pub(super) struct Ties {
    of_part: ByHash<u64, Vec<Tied>>,
    /// Controls with a script of their own.
    pub scripted: Vec<NodeId>,
}

impl Ties {
    pub fn of(page: &Page) -> Self {
        let mut ties = Self::default();
        for id in (0..page.len()).filter(|&id| !page.of(id).unseen) {
            for (name, value) in page.tree.attributes(id) {
                ties.read(page, id, name, value);
            }
            ties.read_summary(page, id);
        }
        ties.of_part.values_mut().for_each(|tied| tied.sort_by_key(|one| (one.tie, one.control)));
        ties
    }

    /// The controls of a part, the surest first.
    pub fn of_part(&self, part: NodeId) -> &[Tied] {
        self.of_part.get(&u64::from(part)).map_or(&[], Vec::as_slice)
    }

    fn read(&mut self, page: &Page, id: NodeId, name: &str, value: &str) {
        let tree = &page.tree;
        let tie = match name {
            "aria-controls" | "aria-owns" if evident_role(tree, id) == "tab" => Tie::Tab,
            "aria-controls" | "aria-owns" => Tie::Controls,
            "popovertarget" if tree.attribute(id, "popovertargetaction") != Some("hide") => Tie::Target,
            "commandfor" if tree.attribute(id, "command").is_some_and(is_showing) => Tie::Target,
            "data-bs-target" | "data-target" if is_toggle(page, id) => Tie::Toggle,
            "href" if value.starts_with('#') && is_toggle(page, id) => Tie::Toggle,
            "aria-labelledby" => return self.read_label(page, id, value),
            "onclick" => return self.scripted.push(id),
            _ => return,
        };
        for part in page.labels.referred(value.trim_start_matches('#')) {
            self.add(part, id, tie);
        }
    }

    fn read_label(&mut self, page: &Page, part: NodeId, labels: &str) {
        for control in page.labels.referred(labels) {
            match evident_role(&page.tree, control) {
                "tab" => self.add(part, control, Tie::Tab),
                _ if opens(page, control) => self.add(part, control, Tie::LabelledBy),
                _ => {}
            }
        }
    }

    fn read_summary(&mut self, page: &Page, id: NodeId) {
        let tree = &page.tree;
        let Some(details) = tree.parent(id).filter(|&parent| tree.tag(parent) == "details") else { return };
        let summary = tree.children(details).find(|&child| tree.tag(child) == "summary");
        if let Some(summary) = summary.filter(|&summary| summary != id) {
            self.add(id, summary, Tie::Summary);
        }
    }

    fn add(&mut self, part: NodeId, control: NodeId, tie: Tie) {
        self.of_part.entry(u64::from(part)).or_default().push(Tied { control, tie });
    }
}

fn is_showing(command: &str) -> bool {
    !matches!(command, "hide-popover" | "close" | "request-close")
}

fn is_toggle(page: &Page, id: NodeId) -> bool {
    ["data-bs-toggle", "data-toggle"].into_iter().any(|name| page.tree.attribute(id, name).is_some())
        || evident_role(&page.tree, id) == "tab"
        || opens(page, id)
}

/// Whether a control says that it opens something.
pub(super) fn opens(page: &Page, id: NodeId) -> bool {
    let is_popup = page.tree.attribute(id, "aria-haspopup").is_some_and(|value| value != "false");
    is_popup || page.tree.attribute(id, "aria-expanded").is_some()
}

/// Whether a control says that what it opens is open: then it is not what is missing.
pub(super) fn is_open(page: &Page, id: NodeId) -> bool {
    let says = |name| page.tree.attribute(id, name) == Some("true");
    says("aria-expanded") || says("aria-selected") && evident_role(&page.tree, id) == "tab"
}
