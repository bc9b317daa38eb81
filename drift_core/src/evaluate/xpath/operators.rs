//! Comparisons and arithmetic, node sets included.

use super::ast::{Comparison, Operation};
use super::evaluate::{Evaluator, known};
use super::text::Text;
use super::value::Value;
use crate::evaluate::doubt::Sure;

/// Pairs of nodes that one comparison may look at.
const MAX_PAIRS: usize = 10_000;

pub(crate) fn calculate(how: Operation, a: f64, b: f64) -> f64 {
    match how {
        Operation::Add => a + b,
        Operation::Subtract => a - b,
        Operation::Multiply => a * b,
        Operation::Divide => a / b,
        Operation::Remainder => a % b,
    }
}

/// None when it is not known.
pub(crate) fn compare(of: &Evaluator, how: Comparison, a: Value, b: Value) -> Option<bool> {
    let is_set = |value: &Value| matches!(value, Value::Items(_));
    match (&a, &b) {
        (Value::Truth(_), _) | (_, Value::Truth(_)) if is_equality(how) => {
            Some((of.truth_of(&a)? == of.truth_of(&b)?) == (how == Comparison::Equal))
        }
        (Value::Truth(_), _) | (_, Value::Truth(_)) if is_set(&a) || is_set(&b) => None,
        _ if is_set(&a) || is_set(&b) => any_pair(of, how, &a, &b),
        _ => known(single(of, how, &a, &b)),
    }
}

fn is_equality(how: Comparison) -> bool {
    matches!(how, Comparison::Equal | Comparison::Different)
}

fn any_pair(of: &Evaluator, how: Comparison, a: &Value, b: &Value) -> Option<bool> {
    let (left, right) = (members(of, a)?, members(of, b)?);
    if left.len().saturating_mul(right.len()) > MAX_PAIRS {
        return None;
    }
    let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (a, b)));
    known(Sure::any(pairs.map(|(a, b)| single(of, how, a, b))))
}

fn members<'e>(of: &Evaluator<'e>, value: &Value<'e>) -> Option<Vec<Value<'e>>> {
    match value {
        Value::Items(items) => items.iter().map(|item| Some(Value::Text(of.text_in(*item)?))).collect(),
        other => Some(vec![other.clone()]),
    }
}

fn single(of: &Evaluator, how: Comparison, a: &Value, b: &Value) -> Sure {
    if let (Value::Text(a), Value::Text(b), true) = (a, b, is_equality(how)) {
        return same_text(how, a, b);
    }
    let (Some(a), Some(b)) = (of.number_of(a), of.number_of(b)) else { return Sure::Perhaps };
    Sure::from(match how {
        Comparison::Equal => a == b,
        Comparison::Different => a != b,
        Comparison::Less => a < b,
        Comparison::LessOrEqual => a <= b,
        Comparison::More => a > b,
        Comparison::MoreOrEqual => a >= b,
    })
}

fn same_text(how: Comparison, a: &Text, b: &Text) -> Sure {
    match (how, a.equals(b)) {
        (Comparison::Equal, same) => same,
        // Of text nodes that may not be there nothing is known to differ.
        (_, Sure::No) if is_absent(a) || is_absent(b) => Sure::Perhaps,
        (_, same) => same.not(),
    }
}

fn is_absent(text: &Text) -> bool {
    matches!(text, Text::Loose(loose) if loose.pieces.is_empty())
}
