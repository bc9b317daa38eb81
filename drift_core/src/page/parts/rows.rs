//! Which rows of a table are data: not the headers, however they are marked, not rows that only name the
//! rows below, not sums, and not what a script copied to keep the header in view.

use crate::hash::{self, ByHash};
use crate::page::{Page, evident_role};
use crate::tree::NodeId;

/// Nodes of a row that are looked at for its cells.
const MAX_LOOK: NodeId = 256;

/// What the cells of a row are.
#[derive(Debug, Clone, Copy, Default)]
struct Cells {
    count: u32,
    headers: u32,
    /// Cells that hold anything, and the headers of them.
    filled: u32,
    filled_headers: u32,
    /// Cells whose text is all in bold.
    bold: u32,
    has_control: bool,
    spans: bool,
    /// The corner above the rows' own headers: the first cell, when it is none and holds nothing.
    has_corner: bool,
    /// Hash of the texts.
    text: u64,
}

/// Whether each of a table's rows is one of data.
pub(super) fn are_data(page: &Page, rows: &[NodeId]) -> Vec<bool> {
    let cells: Vec<Cells> = rows.iter().map(|&row| read(page, row)).collect();
    let widest = cells.iter().map(|cells| cells.count).max().unwrap_or(0);
    let is_header = |at: usize| is_in_group(page, rows[at], "thead") || cells[at].is_header();
    let mut headers: Vec<bool> = (0..rows.len()).map(is_header).collect();
    if let [first, second, ..] = cells[..]
        && !headers.contains(&true)
        && first.is_bold()
        && !second.is_bold()
    {
        headers[0] = true;
    }
    let mut said: Vec<u64> = (0..rows.len()).filter(|&at| headers[at]).map(|at| cells[at].text).collect();
    said.sort_unstable();
    let is_data = |at: usize| {
        let (row, cells) = (rows[at], &cells[at]);
        !headers[at]
            && said.binary_search(&cells.text).is_err()
            && !is_in_group(page, row, "tfoot")
            && !is_copy(page, row)
            && !(widest > 1 && (cells.count == 1 || cells.filled == 1 && cells.spans && !cells.has_control))
    };
    (0..rows.len()).map(is_data).collect()
}

/// Whether the first of some boxes that are built alike names the columns of the others: its class says so,
/// or it alone has nothing to act on.
pub(super) fn is_headed(page: &Page, boxes: &[NodeId]) -> bool {
    const WORDS: &[&str] = &["head", "header", "headers", "heading", "headings", "thead"];
    let [first, others @ ..] = boxes else { return false };
    let is_worded = |id: NodeId| {
        let classes = page.tree.attribute(id, "class").unwrap_or("").to_ascii_lowercase();
        classes.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
    };
    let has_control = |id: NodeId| (id + 1..page.tree.end(id)).any(|node| page.of(node).interactive);
    let texts = (*first..page.tree.end(*first)).filter(|&node| !page.tree.own_text(node).is_empty()).count();
    is_worded(*first) && !others.iter().any(|&other| is_worded(other))
        || others.len() > 1
            && texts > 1
            && !has_control(*first)
            && others.iter().all(|&other| has_control(other))
}

/// For each row the first one with its index, when a grid tells the indices and splits its rows.
pub(super) fn leaders(page: &Page, members: &[NodeId]) -> Vec<NodeId> {
    let mut first: ByHash<u64, (NodeId, Option<NodeId>)> = ByHash::default();
    let leader = |&id: &NodeId| {
        let index = page.tree.attribute(id, "aria-rowindex");
        let Some(index) = index else { return id };
        let parent = page.tree.parent(id);
        let (leader, at) = *first.entry(hash::string(index.as_bytes(), 0)).or_insert((id, parent));
        // Twice in one place it is a mistake and not another part.
        if at == parent { id } else { leader }
    };
    members.iter().map(leader).collect()
}

/// Whether a row holds nothing but headers of columns.
pub(super) fn is_header(page: &Page, row: NodeId) -> bool {
    is_in_group(page, row, "thead") || read(page, row).is_header()
}

impl Cells {
    fn is_header(&self) -> bool {
        let all = self.count > 0 && self.headers == self.count;
        let are_all_filled = self.filled > 0 && self.filled == self.filled_headers;
        all || are_all_filled && (self.filled > 1 || self.has_corner)
    }

    fn is_bold(&self) -> bool {
        self.filled > 1 && self.bold == self.filled && !self.has_control
    }
}

fn read(page: &Page, row: NodeId) -> Cells {
    let tree = &page.tree;
    let mut cells = Cells::default();
    let end = tree.end(row).min(row + MAX_LOOK);
    let mut at = row + 1;
    while at < end {
        let is_cell = matches!(tree.tag(at), "td" | "th")
            || matches!(evident_role(tree, at), "cell" | "gridcell" | "columnheader" | "rowheader");
        if is_cell {
            cells.add(page, at, tree.end(at).min(end));
            at = tree.end(at);
        } else {
            at += 1;
        }
    }
    cells
}

impl Cells {
    fn add(&mut self, page: &Page, cell: NodeId, end: NodeId) {
        let tree = &page.tree;
        let is_header = is_column_header(page, cell);
        let holds_text = |&node: &NodeId| !tree.own_text(node).is_empty();
        let has_control = (cell + 1..end).any(|node| page.of(node).interactive);
        let has_text = (cell..end).any(|node| holds_text(&node));
        let is_bold = |node: NodeId| matches!(tree.tag(node), "b" | "strong");
        let all_bold = (cell..end).filter(holds_text).all(is_bold);
        let is_filled = has_control || has_text;
        self.has_corner |= self.count == 0 && !is_filled && !is_header;
        self.count += 1;
        self.headers += u32::from(is_header);
        self.filled += u32::from(is_filled);
        self.filled_headers += u32::from(is_filled && is_header);
        self.bold += u32::from(has_text && all_bold);
        self.has_control |= has_control;
        self.spans |= ["colspan", "aria-colspan"]
            .iter()
            .any(|name| tree.attribute(cell, name).is_some_and(|span| span.trim() != "1"));
        for node in (cell..end).filter(holds_text) {
            self.text = hash::pair(self.text, hash::string(tree.own_text(node).as_bytes(), 0));
        }
    }
}

/// A header that says no scope is one of its column; what a capture observed does not differ from that.
fn is_column_header(page: &Page, cell: NodeId) -> bool {
    let tree = &page.tree;
    match tree.tag(cell) {
        "th" => !is_row_header(page, cell),
        _ => evident_role(tree, cell) == "columnheader",
    }
}

/// Whether a cell says that it names its row.
pub(super) fn is_row_header(page: &Page, cell: NodeId) -> bool {
    let tree = &page.tree;
    match tree.tag(cell) {
        "th" => {
            matches!(tree.attribute(cell, "scope"), Some("row" | "rowgroup"))
                || tree.attribute(cell, "role") == Some("rowheader")
        }
        _ => evident_role(tree, cell) == "rowheader",
    }
}

fn is_in_group(page: &Page, row: NodeId, group: &str) -> bool {
    page.tree.parent(row).is_some_and(|parent| page.tree.tag(parent) == group)
}

/// What only the eye is meant to see again.
fn is_copy(page: &Page, row: NodeId) -> bool {
    let is_silent = |node: NodeId| page.tree.attribute(node, "aria-hidden") == Some("true");
    is_silent(row) || page.tree.parent(row).is_some_and(is_silent)
}
