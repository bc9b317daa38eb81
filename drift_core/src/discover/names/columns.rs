//! Cells of tables and grids, and the header that a column stands under.

use super::texts::Whole;
use super::{Extra, Via};
use crate::discover::kinds;
use crate::discover::words::Grade;
use crate::lengths::is_longer;
use crate::page::{Page, evident_role};
use crate::tree::{NodeId, Tree};

/// Elements between a cell and its row, or a row and its table.
const MAX_CLIMB: usize = 8;
/// Nodes of a table that are searched for its headers.
const MAX_LOOK: NodeId = 256;

/// Characters of a header that can still be the name of a cell.
const MAX_HEADER: usize = 60;

/// What each cell is called in its record: "Total" in the row of Bob. One with a field is called as the field is, and
/// one that shows a picture alone calls the picture so, too.
pub(super) fn headed(page: &Page, texts: &[Option<Whole>], out: &mut Vec<Extra>) {
    let tree = &page.tree;
    let says = |id: NodeId| texts[id as usize].as_ref().map(|whole| whole.text.as_str());
    let cells =
        (0..page.len()).filter(|&id| !page.of(id).unseen && is_cell(tree, id) && !is_header(tree, id));
    for id in cells.filter(|&id| !(id..tree.end(id)).any(|inner| kinds::is_field(page, inner))) {
        let header = cell_of(page, id).and_then(|cell| header_of(page, cell)).and_then(says);
        let Some(header) = header.filter(|text| !is_longer(text, MAX_HEADER)) else { continue };
        let pictures = (id + 1..tree.end(id)).filter(|&inner| says(id).is_none() && tree.tag(inner) == "img");
        let called = std::iter::once(id).chain(pictures);
        out.extend(called.map(|id| Extra {
            id,
            via: Via::Column,
            grade: Grade::Exact,
            text: header.to_owned(),
        }));
    }
}

/// Where a cell stands.
#[derive(Debug, Clone, Copy)]
pub(in crate::discover) struct Cell {
    pub node: NodeId,
    pub row: NodeId,
    /// Cells before it in its row.
    pub index: usize,
}

/// The cell that an element is or stands in.
pub(in crate::discover) fn cell_of(page: &Page, id: NodeId) -> Option<Cell> {
    let tree = &page.tree;
    let node =
        std::iter::once(id).chain(tree.ancestors(id).take(MAX_CLIMB)).find(|&node| is_cell(tree, node))?;
    let row = tree.ancestors(node).take(2).find(|&node| is_row(tree, node))?;
    let index = cells(tree, row).position(|cell| cell == node)?;
    Some(Cell { node, row, index })
}

/// The header of the column that a cell stands in.
pub(in crate::discover) fn header_of(page: &Page, cell: Cell) -> Option<NodeId> {
    let tree = &page.tree;
    let table = table_of(tree, cell.row)?;
    let first = (table + 1..tree.end(table).min(table + MAX_LOOK)).find(|&node| is_row(tree, node))?;
    let own =
        cells(tree, first).nth(cell.index).filter(|&header| first != cell.row && is_header(tree, header));
    own.or_else(|| header_in_table_before(tree, table, cell))
}

/// The header of a table whose headers stand in a table of their own, so that they stay when it scrolls.
fn header_in_table_before(tree: &Tree, table: NodeId, cell: Cell) -> Option<NodeId> {
    let row = (table.saturating_sub(MAX_LOOK)..table).rev().find(|&node| is_row(tree, node))?;
    let before = table_of(tree, row)?;
    let is_apart = tree.end(before) <= table && !(row + 1..tree.end(before)).any(|node| is_row(tree, node));
    let is_alike = cells(tree, row).count() == cells(tree, cell.row).count();
    cells(tree, row).nth(cell.index).filter(|&header| is_apart && is_alike && is_header(tree, header))
}

/// The cells that stand under a header.
pub(in crate::discover) fn column_of(page: &Page, header: NodeId) -> Vec<NodeId> {
    let tree = &page.tree;
    let Some(head) = cell_of(page, header).filter(|cell| is_header(tree, cell.node)) else {
        return Vec::new();
    };
    let Some(table) = table_of(tree, head.row) else { return Vec::new() };
    let rows = (head.row + 1..tree.end(table)).filter(|&node| is_row(tree, node));
    rows.filter_map(|row| cells(tree, row).nth(head.index)).collect()
}

fn table_of(tree: &Tree, row: NodeId) -> Option<NodeId> {
    tree.ancestors(row).take(MAX_CLIMB).find(|&node| {
        tree.tag(node) == "table" || matches!(evident_role(tree, node), "table" | "grid" | "treegrid")
    })
}

fn cells(tree: &Tree, row: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    tree.children(row).filter(|&node| is_cell(tree, node))
}

fn is_row(tree: &Tree, id: NodeId) -> bool {
    tree.tag(id) == "tr" || evident_role(tree, id) == "row"
}

fn is_cell(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.tag(id), "td" | "th")
        || matches!(evident_role(tree, id), "cell" | "gridcell" | "columnheader" | "rowheader")
}

fn is_header(tree: &Tree, id: NodeId) -> bool {
    tree.tag(id) == "th" || evident_role(tree, id) == "columnheader"
}
