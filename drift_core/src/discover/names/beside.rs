//! The text that stands beside or above a field without a name, or in the header of its column.
//!
//! Only what stands directly at a field is its name, and only when no other field claims it.

use super::columns::{cell_of, header_of};
use super::texts::Whole;
use super::{Extra, Via};
use crate::discover::kinds;
use crate::discover::words::Grade;
use crate::lengths::is_longer;
use crate::page::parts::{is_heading, is_landmark, is_page};
use crate::page::{Page, accname, evident_role};
use crate::tree::NodeId;
use crate::tree::pieces::{Piece, pieces};

/// Levels between a field and the box that holds it and its text.
const MAX_CLIMB: usize = 7;
/// Characters of a text beside a field that can still be its name.
const MAX_LABEL: usize = 80;
/// Children of a box that are looked at.
const MAX_ITEMS: usize = 40;

/// What a box holds, in the order it is read.
#[derive(Debug, PartialEq)]
enum Item {
    Field(NodeId),
    Text { text: String, is_heading: bool },
    Other,
}

pub(super) struct Surroundings<'a> {
    page: &'a Page,
    texts: &'a [Option<Whole>],
    /// How many fields there are before each node.
    fields: Vec<u32>,
}

impl<'a> Surroundings<'a> {
    pub fn of(page: &'a Page, texts: &'a [Option<Whole>]) -> Self {
        let mut fields = vec![0];
        let mut count = 0;
        for id in 0..page.len() {
            count += u32::from(!page.of(id).unseen && kinds::is_field(page, id));
            fields.push(count);
        }
        Self { page, texts, fields }
    }

    /// The names of all fields that have none of their own.
    pub fn names(&self, out: &mut Vec<Extra>) {
        for id in 0..self.page.len() {
            if self.count(id, id + 1) == 1 && self.is_nameless(id) {
                self.name(id, out);
            }
        }
    }

    fn count(&self, from: NodeId, to: NodeId) -> u32 {
        self.fields[to as usize] - self.fields[from as usize]
    }

    fn is_nameless(&self, id: NodeId) -> bool {
        let (tree, labels) = (&self.page.tree, &self.page.labels);
        let is_given = |name| tree.attribute(id, name).is_some_and(|text| !text.trim().is_empty());
        if ["aria-label", "aria-labelledby", "title"].into_iter().any(is_given) {
            return false;
        }
        let labelled = labels.of_control(tree, id);
        let says = |&label: &NodeId| !accname::text_of_label(tree, labels, label, id).is_empty();
        // What a list of choices shows is what was chosen, and no name.
        let observed =
            tree.computed_name(id).filter(|_| !kinds::is_list_of_choices(self.page, id)).unwrap_or("");
        let placeholder = tree.attribute(id, "placeholder").unwrap_or("").trim();
        !labelled.iter().any(says) && (observed.is_empty() || observed == placeholder)
    }

    fn name(&self, id: NodeId, out: &mut Vec<Extra>) {
        let tree = &self.page.tree;
        let mut inner = id;
        for around in tree.ancestors(id).take(MAX_CLIMB) {
            if let Some(cell) = cell_of(self.page, inner).filter(|cell| cell.node == inner) {
                let before = || tree.children(cell.row).take_while(|&one| one != inner).last();
                let text = header_of(self.page, cell).and_then(|header| self.label(header)).or_else(|| {
                    before()
                        .filter(|&one| self.count(one, tree.end(one)) == 0)
                        .and_then(|one| self.label(one))
                });
                out.extend(text.into_iter().map(|text| Extra {
                    id,
                    via: Via::Beside,
                    grade: Grade::Exact,
                    text,
                }));
                return;
            }
            let items = self.items(around);
            let is_alone = self.count(around, tree.end(around)) == self.count(inner, tree.end(inner));
            if let Some(Item::Text { text, is_heading }) = self.nearest(&items, inner, id) {
                let grade = if *is_heading { Grade::Trimmed } else { Grade::Exact };
                out.push(Extra { id, via: Via::Beside, grade, text: text.clone() });
                return;
            }
            if !is_alone || is_page(tree, around) || is_landmark(tree, around) {
                return;
            }
            inner = around;
        }
    }

    /// The text of a cell or a caption, when it can be a name.
    fn label(&self, id: NodeId) -> Option<String> {
        let text = &self.texts[id as usize].as_ref()?.text;
        (!is_longer(text, MAX_LABEL) && text.contains(char::is_alphabetic)).then(|| text.clone())
    }

    /// The text right before a field, or right behind what is checked.
    fn nearest<'b>(&self, items: &'b [Item], inner: NodeId, id: NodeId) -> Option<&'b Item> {
        let at = items.iter().position(|item| *item == Item::Field(inner))?;
        let is_text = |item: &&Item| matches!(item, Item::Text { .. });
        let before = at.checked_sub(1).and_then(|at| items.get(at)).filter(is_text);
        let after = items.get(at + 1);
        if matches!(evident_role(&self.page.tree, id), "checkbox" | "radio" | "switch") {
            let leads = matches!(items[0], Item::Field(_));
            let behind = after.filter(is_text).filter(|_| leads || before.is_none());
            return behind.or(before.filter(|_| !leads && !matches!(after, Some(Item::Field(_)))));
        }
        // A text before several fields is the name of none of them.
        before.filter(|_| !matches!(after, Some(Item::Field(_))))
    }

    fn items(&self, around: NodeId) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        pieces(&self.page.tree, around, MAX_ITEMS, |piece| {
            let item = match piece {
                Piece::Text(text) => text_item(text, false),
                Piece::Child(child) => self.item(child),
            };
            items.extend(item);
        });
        items
    }

    /// What a box says before the first control in it: "Password" beside "Forgot it?".
    fn before_control(&self, around: NodeId) -> Option<Item> {
        let tree = &self.page.tree;
        let mut first: Option<Item> = None;
        let mut is_over = false;
        pieces(tree, around, MAX_ITEMS, |piece| match piece {
            _ if is_over || first.is_some() => {}
            Piece::Text(text) => first = text_item(text, false),
            Piece::Child(child) => {
                is_over = (child..tree.end(child)).any(|id| kinds::is_control(self.page, id));
                let text = self.texts[child as usize].as_ref().filter(|_| !is_over);
                first = text.and_then(|text| text_item(&text.text, false));
            }
        });
        first
    }

    fn item(&self, child: NodeId) -> Option<Item> {
        let tree = &self.page.tree;
        if self.count(child, tree.end(child)) > 0 {
            return Some(Item::Field(child));
        }
        let text = self.texts[child as usize].as_ref()?;
        let is_of_another = tree.tag(child) == "label"
            && tree.attribute(child, "for").is_some_and(|target| self.page.labels.by_id(target).is_some());
        if is_of_another || kinds::is_control(self.page, child) {
            return Some(Item::Other);
        }
        if (child + 1..tree.end(child)).any(|id| kinds::is_control(self.page, id)) {
            return Some(self.before_control(child).unwrap_or(Item::Other));
        }
        text_item(&text.text, (child..tree.end(child)).any(|id| is_heading(tree, id)))
    }
}

/// None for marks, which say nothing; a number keeps a text from what stands behind it.
fn text_item(text: &str, is_heading: bool) -> Option<Item> {
    if !text.contains(char::is_alphanumeric) {
        return None;
    }
    let can_name = !is_longer(text, MAX_LABEL) && text.contains(char::is_alphabetic);
    Some(if can_name { Item::Text { text: text.to_owned(), is_heading } } else { Item::Other })
}
