//! Records by how their key begins: "the card of Alder" is that of "Alder & Co", when no other begins so.

use super::called::names_of;
use super::{is_in, is_wanted};
use crate::discover::Search;
use crate::discover::scopes::phrase::PartReading;
use crate::discover::words::{Asked, words};
use crate::page::parts::Record;
use crate::tree::NodeId;
use std::ops::Range;

pub(super) fn keyed_so(
    search: &Search,
    part: &PartReading,
    name: &Asked,
    within: &[Range<NodeId>],
) -> Option<NodeId> {
    let page = search.page;
    let begins_so = |record: &&Record| {
        let is_called = || {
            let key = names_of(page, record).into_iter().next();
            key.is_some_and(|(_, key)| words(&key).starts_with(&name.words))
        };
        is_in(within, record.node)
            && search.includes(record.node)
            && is_wanted(search, part, record.node)
            && is_called()
    };
    if name.words.is_empty() || part.kinds.is_none() || part.column.is_some() {
        return None;
    }
    let mut found = page.records().all().iter().filter(begins_so).map(|record| record.node);
    found.next().filter(|_| found.next().is_none())
}
