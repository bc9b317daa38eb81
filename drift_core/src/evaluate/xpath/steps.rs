//! Location steps: from nodes along an axis to those that pass the test and the predicates.

use super::ast::{Axis, Expression, Start, Step, Test};
use super::axes::along;
use super::evaluate::{Evaluator, Place};
use super::value::{Item, Value};
use crate::evaluate::captured::{Reading, read};
use crate::tree::{NodeId, Source, Tree};

impl<'p> Evaluator<'p> {
    pub fn path<'e>(&self, start: &'e Start, steps: &'e [Step], here: Place<'e>) -> Option<Vec<Item<'e>>>
    where
        'p: 'e,
    {
        let mut items = match start {
            Start::Root => vec![Item::Root],
            Start::Here => vec![here.item],
            Start::Of(expression, predicates) => {
                let items = self.items(expression, here)?;
                self.filtered(items, predicates)?
            }
        };
        for step in steps {
            items = self.take_step(&items, step)?;
        }
        Some(items)
    }

    fn take_step<'e>(&self, from: &[Item<'e>], step: &'e Step) -> Option<Vec<Item<'e>>>
    where
        'p: 'e,
    {
        let mut all = Vec::new();
        let mut done = 0;
        let is_downward = matches!(step.axis, Axis::Descendant | Axis::DescendantOrSelf);
        for item in from {
            // What stands in one that was searched has been found already.
            if let (Item::Element(id), true) = (item, is_downward && step.predicates.is_empty()) {
                if *id < done {
                    continue;
                }
                done = self.tree().end(*id);
            }
            let found = self.tested(*item, step)?;
            all.extend(self.filtered(found, &step.predicates)?);
        }
        Some(in_order(all))
    }

    fn tested<'e>(&self, from: Item<'e>, step: &'e Step) -> Option<Vec<Item<'e>>>
    where
        'p: 'e,
    {
        if let (Axis::Attribute, Test::Named(name)) = (step.axis, &step.test) {
            self.step(0)?;
            return self.attribute(from, name);
        }
        if step.test == Test::Text {
            return self.text_nodes(from, step.axis);
        }
        // Nor is it known of white space alone whether it stands there.
        if matches!(from, Item::TextOf(id) if self.tree().own_text(id).is_empty()) {
            return None;
        }
        let mut found = Vec::new();
        if let (Item::TextOf(_) | Item::Attribute(..), Axis::Itself) = (from, step.axis) {
            found.extend((step.test == Test::Node).then_some(from));
        }
        for item in along(self.tree(), step.axis, from) {
            self.step(0)?;
            let fits = match (&step.test, item) {
                (Test::Named(name), Item::Element(id)) => self.is_named(id, name),
                (Test::Any, Item::Element(_)) | (Test::Node, _) => true,
                _ => false,
            };
            found.extend(fits.then_some(item));
        }
        Some(found)
    }

    /// Names without a prefix are those of HTML elements.
    fn is_named(&self, id: NodeId, name: &str) -> bool {
        self.tree().tag(id).eq_ignore_ascii_case(name) && !is_foreign(self.tree(), id)
    }

    fn attribute<'e>(&self, from: Item<'e>, name: &'e str) -> Option<Vec<Item<'e>>> {
        let Item::Element(id) = from else { return Some(Vec::new()) };
        let has_upper = name.bytes().any(|byte| byte.is_ascii_uppercase());
        if has_upper && is_foreign(self.tree(), id) {
            return None;
        }
        match read(self.tree(), id, name) {
            Reading::Is(None) => Some(Vec::new()),
            Reading::Is(Some(_)) | Reading::Begins(_) => Some(vec![Item::Attribute(id, name)]),
            Reading::Withheld => None,
        }
    }

    fn text_nodes<'e>(&self, from: Item<'e>, axis: Axis) -> Option<Vec<Item<'e>>>
    where
        'p: 'e,
    {
        let inner = match (axis, from) {
            (Axis::Itself, Item::TextOf(_)) => return Some(vec![from]),
            (Axis::Child, Item::Element(id)) => return Some(vec![Item::TextOf(id)]),
            (Axis::Child | Axis::Itself, _) => return Some(Vec::new()),
            (Axis::Descendant | Axis::DescendantOrSelf, _) => Axis::DescendantOrSelf,
            _ => return None,
        };
        let mut found = Vec::new();
        for item in along(self.tree(), inner, from) {
            self.step(0)?;
            found.extend(match item {
                Item::Element(id) => Some(Item::TextOf(id)),
                _ => None,
            });
        }
        Some(found)
    }

    fn filtered<'e>(&self, mut items: Vec<Item<'e>>, predicates: &'e [Expression]) -> Option<Vec<Item<'e>>>
    where
        'p: 'e,
    {
        for predicate in predicates {
            let size = items.len();
            let mut left = Vec::new();
            for (at, item) in items.into_iter().enumerate() {
                let value = self.value(predicate, Place { item, position: at + 1, size })?;
                let holds = match value {
                    // How many text nodes there are is not known.
                    Value::Number(_) if matches!(item, Item::TextOf(_)) => return None,
                    Value::Number(number) => number == (at + 1) as f64,
                    value => self.truth_of(&value)?,
                };
                left.extend(holds.then_some(item));
            }
            items = left;
        }
        Some(items)
    }
}

/// Document order, each once.
pub(crate) fn in_order(mut items: Vec<Item>) -> Vec<Item> {
    let place = |item: &Item| match *item {
        Item::Root => (0, 0),
        Item::Element(id) => (id + 1, 0),
        Item::Attribute(id, _) => (id + 1, 1),
        Item::TextOf(id) => (id + 1, 2),
    };
    items.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.cmp(b)));
    items.dedup();
    items
}

/// An element of a drawing or a formula.
pub(crate) fn is_foreign(tree: &Tree, id: NodeId) -> bool {
    for node in std::iter::once(id).chain(tree.ancestors(id)) {
        match tree.tag(node) {
            "svg" | "math" => return true,
            "foreignobject" | "foreignObject" | "annotation-xml" if node != id => return false,
            "desc" | "title" if node != id && tree.source() != Source::DomSnapshot => return false,
            _ => {}
        }
    }
    false
}
