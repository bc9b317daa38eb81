//! The core function library, as far as it is understood.

use super::ast::{Expression, Function};
use super::evaluate::{Evaluator, Place, known};
use super::steps::is_foreign;
use super::text::{Loose, Text};
use super::value::{Item, Value};
use crate::tree::Source;

type Called<'e> = Option<Value<'e>>;

/// What a call gives; the number of arguments has been checked.
pub(crate) fn call<'e, 'p: 'e>(
    of: &Evaluator<'p>,
    function: Function,
    given: &'e [Expression],
    here: Place<'e>,
) -> Called<'e> {
    let text = |at: usize| match given.get(at) {
        Some(expression) => of.text(expression, here),
        None => of.text_in(here.item),
    };
    let number = |at: usize| of.number(&given[at], here);
    let exact = |at: usize| text(at)?.known().map(str::to_owned);
    Some(match function {
        Function::True => Value::Truth(true),
        Function::False => Value::Truth(false),
        Function::Boolean => Value::Truth(of.truth(&given[0], here)?),
        Function::Not => Value::Truth(!of.truth(&given[0], here)?),
        Function::Position | Function::Last if matches!(here.item, Item::TextOf(_)) => return None,
        Function::Position => Value::Number(here.position as f64),
        Function::Last => Value::Number(here.size as f64),
        Function::Count => count(of.items(&given[0], here)?)?,
        Function::Floor => Value::Number(number(0)?.floor()),
        Function::Ceiling => Value::Number(number(0)?.ceil()),
        Function::Round => Value::Number((number(0)? + 0.5).floor()),
        Function::Number => Value::Number(of.number_of(&Value::Text(text(0)?))?),
        Function::String => Value::Text(text(0)?),
        Function::NormalizeSpace => Value::Text(text(0)?.normalize()),
        Function::Contains => Value::Truth(known(text(0)?.contains(&exact(1)?))?),
        Function::StartsWith => Value::Truth(known(text(0)?.starts_with(&exact(1)?))?),
        Function::Concat => {
            let parts: Option<Vec<String>> = (0..given.len()).map(exact).collect();
            Value::Text(parts.map_or(Text::Unknown, |parts| Text::exact(parts.concat())))
        }
        Function::StringLength => Value::Number(exact(0)?.chars().count() as f64),
        Function::Substring => {
            let length = if given.len() > 2 { number(2)? } else { f64::INFINITY };
            Value::Text(Text::exact(substring(&exact(0)?, number(1)?, length)))
        }
        Function::SubstringBefore => {
            let (whole, mark) = (exact(0)?, exact(1)?);
            Value::Text(Text::exact(whole.split_once(&mark).map_or("", |(before, _)| before).to_owned()))
        }
        Function::SubstringAfter => {
            let (whole, mark) = (exact(0)?, exact(1)?);
            Value::Text(Text::exact(whole.split_once(&mark).map_or("", |(_, after)| after).to_owned()))
        }
        Function::Translate => Value::Text(translate(text(0)?, &exact(1)?, &exact(2)?)),
        Function::LocalName => Value::Text(local_name(of, given.first(), here)?),
    })
}

fn count<'e>(items: Vec<Item>) -> Called<'e> {
    let has_text = items.iter().any(|item| matches!(item, Item::TextOf(_)));
    (!has_text).then_some(Value::Number(items.len() as f64))
}

/// By the rules of XPath: positions count from 1 and are rounded.
fn substring(text: &str, from: f64, length: f64) -> String {
    let round = |number: f64| (number + 0.5).floor();
    let (first, end) = (round(from), round(from) + round(length));
    let is_in = |at: usize| (at as f64) >= first && (at as f64) < end;
    text.chars().enumerate().filter(|(at, _)| is_in(at + 1)).map(|(_, c)| c).collect()
}

fn translate<'a>(text: Text<'a>, from: &str, to: &str) -> Text<'a> {
    let to: Vec<char> = to.chars().collect();
    let put = |c: char| match from.chars().position(|other| other == c) {
        Some(at) => to.get(at).copied(),
        None => Some(c),
    };
    let put_all = |text: &str| text.chars().filter_map(put).collect::<String>();
    let keeps_words = !from.contains(char::is_whitespace)
        && from.chars().count() <= to.len()
        && !to.iter().any(|c| c.is_whitespace());
    match text {
        Text::Exact(text) => Text::exact(put_all(&text)),
        Text::Loose(loose) if keeps_words => {
            let pieces = loose.pieces.iter().map(|piece| put_all(piece).into()).collect();
            Text::Loose(Loose { pieces, ..loose })
        }
        _ => Text::Unknown,
    }
}

fn local_name<'e, 'p: 'e>(
    of: &Evaluator<'p>,
    given: Option<&'e Expression>,
    here: Place<'e>,
) -> Option<Text<'e>> {
    let item = match given {
        Some(expression) => of.items(expression, here)?.first().copied(),
        None => Some(here.item),
    };
    let tree = of.tree();
    Some(match item {
        Some(Item::Element(id)) => {
            let tag = tree.tag(id);
            // Captures write them in lower case: which of them have capitals is the drawing's own affair.
            let is_plain =
                matches!(tag, "svg" | "path" | "g" | "use" | "circle" | "rect" | "line" | "text" | "a");
            let known = tree.source() != Source::Capture || is_plain || !is_foreign(tree, id);
            if known { Text::exact(tag) } else { Text::Unknown }
        }
        Some(Item::Attribute(_, name)) => Text::exact(name),
        Some(Item::Root | Item::TextOf(_)) | None => Text::exact(""),
    })
}
