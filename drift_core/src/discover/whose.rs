//! What a request says of the record that its element stands in.

use super::Request;
use super::names::{Names, Via};
use super::phrase::{Manner, readings, splits};
use super::scopes;
use super::words::Grade;
use crate::page::Page;
use crate::page::parts::Whose;
use crate::tree::NodeId;

/// Phrases that are read.
const MAX_PHRASES: usize = 32;
/// Texts that one of them may name.
const MAX_HITS: usize = 256;

/// What a request says of the record of an element that it led to, or that it once led to.
pub fn whose(page: &Page, request: &Request, id: NodeId) -> Whose {
    let names = Names::on(page);
    let readings = readings(request.element);
    let calls_it = |name: &super::words::Asked| names.find(name).iter().any(|hit| hit.id == id);
    let is_literal = readings
        .iter()
        .any(|reading| reading.manner == Manner::Literal && reading.name.as_ref().is_some_and(calls_it));
    let counts = readings.iter().any(|reading| reading.ordinal.is_some() && reading.scope.is_empty());
    let mut whose = Whose { named: Vec::new(), is_counted: request.ordinal > 0 || counts && !is_literal };
    let mut phrases: Vec<&str> = vec![request.scope];
    phrases.extend(readings.iter().map(|reading| reading.scope.as_str()));
    let mut at = 0;
    while at < phrases.len().min(MAX_PHRASES) {
        let phrase = phrases[at];
        at += 1;
        if phrase.trim().is_empty() || phrases[..at - 1].contains(&phrase) {
            continue;
        }
        phrases.extend(splits(phrase).into_iter().flat_map(|(inner, outer)| [inner, outer]));
        for part in scopes::phrase::readings(phrase) {
            match &part.name {
                Some(name) => whose.named.extend(said_around(page, names, name, id)),
                None => whose.is_counted |= part.ordinal.is_some(),
            }
        }
    }
    whose.named.sort_unstable();
    whose.named.dedup();
    whose
}

/// The elements in the records around one that say it to people; neither the one nor what holds it.
fn said_around<'a>(
    page: &'a Page,
    names: &'a Names,
    name: &super::words::Asked,
    id: NodeId,
) -> impl Iterator<Item = NodeId> + 'a {
    let is_text = |via: Via| matches!(via, Via::Role | Via::Label | Via::Text | Via::Alt | Via::Title);
    let hits = names.find(name).into_iter().take(MAX_HITS);
    let said = hits.filter(move |hit| is_text(hit.via) && hit.grade <= Grade::Words).map(|hit| hit.id);
    let beside = said.filter(move |&node| !page.contains(node, id) && !page.contains(id, node));
    beside
        .filter(move |&node| page.records().chain(id).any(|record| record.node <= node && node < record.end))
}
