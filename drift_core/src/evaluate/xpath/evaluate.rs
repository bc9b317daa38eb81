//! Expressions, evaluated from the outside in.

use super::ast::Expression;
use super::functions::call;
use super::operators::{calculate, compare};
use super::steps::in_order;
use super::text::Text;
use super::text_in_tree::text_of;
use super::value::{Item, Value};
use crate::evaluate::doubt::Sure;
use crate::page::Page;
use crate::tree::Tree;
use std::cell::Cell;

/// Nodes one expression may look at, by nodes of the page and at least.
const STEPS_PER_NODE: u64 = 200;
const MIN_STEPS: u64 = 200_000;

/// The node a predicate is asked of, and where it stands among those that are asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'e> {
    pub item: Item<'e>,
    pub position: usize,
    pub size: usize,
}

/// One expression on one page. Everything answers None for what cannot be known.
pub(crate) struct Evaluator<'p> {
    page: &'p Page,
    steps: Cell<u64>,
}

impl<'p> Evaluator<'p> {
    pub fn of(page: &'p Page) -> Self {
        Self { page, steps: Cell::new(MIN_STEPS + STEPS_PER_NODE * page.len() as u64) }
    }

    pub fn tree(&self) -> &'p Tree {
        self.page.tree()
    }

    pub fn step(&self, cost: usize) -> Option<()> {
        self.steps.set(self.steps.get().checked_sub(cost as u64 + 1)?);
        Some(())
    }

    pub fn value<'e>(&self, expression: &'e Expression, here: Place<'e>) -> Option<Value<'e>>
    where
        'p: 'e,
    {
        self.step(0)?;
        Some(match expression {
            Expression::Or(a, b) => Value::Truth(self.truth(a, here)? || self.truth(b, here)?),
            Expression::And(a, b) => Value::Truth(self.truth(a, here)? && self.truth(b, here)?),
            Expression::Compare(how, a, b) => {
                Value::Truth(compare(self, *how, self.value(a, here)?, self.value(b, here)?)?)
            }
            Expression::Calculate(how, a, b) => {
                Value::Number(calculate(*how, self.number(a, here)?, self.number(b, here)?))
            }
            Expression::Negate(a) => Value::Number(-self.number(a, here)?),
            Expression::Union(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    all.extend(self.items(part, here)?);
                }
                Value::Items(in_order(all))
            }
            Expression::Path { start, steps } => Value::Items(self.path(start, steps, here)?),
            Expression::Literal(text) => Value::Text(Text::exact(text.as_str())),
            Expression::Number(number) => Value::Number(*number),
            Expression::Call(function, arguments) => call(self, *function, arguments, here)?,
        })
    }

    pub fn items<'e>(&self, expression: &'e Expression, here: Place<'e>) -> Option<Vec<Item<'e>>>
    where
        'p: 'e,
    {
        match self.value(expression, here)? {
            Value::Items(items) => Some(items),
            _ => None,
        }
    }

    pub fn truth<'e>(&self, expression: &'e Expression, here: Place<'e>) -> Option<bool>
    where
        'p: 'e,
    {
        self.truth_of(&self.value(expression, here)?)
    }

    pub fn truth_of(&self, value: &Value) -> Option<bool> {
        let sure = match value {
            Value::Truth(truth) => Sure::from(*truth),
            Value::Number(number) => Sure::from(*number != 0.0 && !number.is_nan()),
            Value::Text(text) => text.is_filled(),
            Value::Items(items) => Sure::any(items.iter().map(|item| self.is_there(*item))),
        };
        known(sure)
    }

    /// Text nodes of white space alone are there too.
    fn is_there(&self, item: Item) -> Sure {
        match item {
            Item::TextOf(id) if self.tree().own_text(id).is_empty() => Sure::Perhaps,
            _ => Sure::Yes,
        }
    }

    pub fn number<'e>(&self, expression: &'e Expression, here: Place<'e>) -> Option<f64>
    where
        'p: 'e,
    {
        self.number_of(&self.value(expression, here)?)
    }

    pub fn number_of(&self, value: &Value) -> Option<f64> {
        match value {
            Value::Number(number) => Some(*number),
            Value::Truth(truth) => Some(f64::from(u8::from(*truth))),
            _ => {
                let text = self.text_of(value)?.normalize();
                let text = text.known()?;
                let is_number = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
                Some(if is_number { text.parse().unwrap_or(f64::NAN) } else { f64::NAN })
            }
        }
    }

    pub fn text<'e>(&self, expression: &'e Expression, here: Place<'e>) -> Option<Text<'e>>
    where
        'p: 'e,
    {
        self.text_of(&self.value(expression, here)?)
    }

    pub fn text_of<'e>(&self, value: &Value<'e>) -> Option<Text<'e>>
    where
        'p: 'e,
    {
        match value {
            Value::Text(text) => Some(text.clone()),
            Value::Items(items) => match items.as_slice() {
                [] => Some(Text::exact("")),
                // Which of them has the first text node is not known.
                [Item::TextOf(_), _, ..] => Some(Text::Unknown),
                [first, ..] => self.text_in(*first),
            },
            Value::Truth(truth) => Some(Text::exact(if *truth { "true" } else { "false" })),
            Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                Some(Text::exact(format!("{number}")))
            }
            Value::Number(_) => None,
        }
    }

    /// The string value of a node.
    pub fn text_in<'e>(&self, item: Item) -> Option<Text<'e>>
    where
        'p: 'e,
    {
        let text = text_of(self.page, item);
        let length = match &text {
            Text::Loose(loose) => loose.pieces.iter().map(|piece| piece.len()).sum(),
            Text::Exact(text) => text.len(),
            _ => 0,
        };
        self.step(length / 16)?;
        Some(text)
    }
}

pub(crate) fn known(sure: Sure) -> Option<bool> {
    match sure {
        Sure::Yes => Some(true),
        Sure::No => Some(false),
        Sure::Perhaps => None,
    }
}
