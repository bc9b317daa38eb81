//! The common core of XPath 1.0 on a tree; what is beyond it is left to a browser.
//!
//! Engines for a tree of one's own answer yes or no, where a collapsed text only allows "perhaps": so
//! this is one that says so.

mod ast;
mod axes;
mod evaluate;
mod functions;
mod operators;
mod parser;
mod steps;
#[cfg(test)]
mod tests;
mod text;
mod text_in_tree;
mod tokens;
mod value;

use super::Found;
use crate::page::Page;
use evaluate::{Evaluator, Place};
use value::{Item, Value};

/// All elements an expression gives, or None when it gives anything else or cannot be known.
pub(crate) fn find(page: &Page, expression: &str) -> Found {
    let expression = parser::parse(expression)?;
    let evaluator = Evaluator::of(page);
    let root = Place { item: Item::Root, position: 1, size: 1 };
    let Value::Items(items) = evaluator.value(&expression, root)? else { return None };
    let element = |item: &Item| match item {
        Item::Element(id) => Some(*id),
        _ => None,
    };
    items.iter().map(element).collect()
}
