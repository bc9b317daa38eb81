//! The records of a page: its repeated parts, with their place among their siblings.

use super::key::{self, Keys};
use super::kinds::{self, RecordKind};
use super::rows;
use super::shape::Shapes;
use crate::hash::{self, ByHash};
use crate::page::Page;
use crate::tree::NodeId;
use std::sync::OnceLock;

const NONE: u32 = u32::MAX;
/// Ways to be built that are told apart among the children of one element.
const MAX_SHAPES: usize = 8;
/// A single article that is larger is the page's content and no record.
const MAX_ARTICLE: NodeId = 300;
/// Levels between a repeated box and the article that fills it.
const MAX_FILLING: usize = 3;

/// A repeated part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// The element; of a term with its definitions the term.
    pub node: NodeId,
    /// One past its last node.
    pub end: NodeId,
    /// What it is.
    pub kind: RecordKind,
    /// Which one of its siblings it is, from 1; 0 for what is none of the data: the row that names the
    /// rows below, a sum, what nobody sees.
    pub ordinal: u32,
    /// How many there are, itself included.
    pub siblings: u32,
    /// Its own place among all records, in document order.
    index: u32,
    outer: u32,
    group: u32,
    /// The record that it is another part of: grids split a row that has fixed columns.
    leader: u32,
}

/// All of them.
#[derive(Debug)]
pub struct Records {
    all: Vec<Record>,
    /// The innermost record around each node.
    around: Vec<u32>,
    groups: Vec<Group>,
}

#[derive(Debug, Default)]
struct Group {
    members: Vec<u32>,
    keys: OnceLock<Keys>,
}

impl Records {
    pub(super) fn of_page(page: &Page) -> Self {
        let mut found = Found::default();
        let shapes = Shapes::of(page);
        found.take_marked(page, &shapes);
        found.take_boxes(page, &shapes);
        found.into_records(page)
    }

    /// All records, in document order.
    pub fn all(&self) -> &[Record] {
        &self.all
    }

    /// The innermost record that an element is, or stands in.
    pub fn of(&self, id: NodeId) -> Option<&Record> {
        self.all.get(self.around[id as usize] as usize)
    }

    /// The records around an element, innermost first.
    pub fn chain(&self, id: NodeId) -> impl Iterator<Item = &Record> {
        std::iter::successors(self.of(id), |record| self.outer(record))
    }

    /// The record around a record.
    pub fn outer(&self, record: &Record) -> Option<&Record> {
        self.all.get(record.outer as usize)
    }

    /// What people call a record by, best first.
    pub fn keys(&self, page: &Page, record: &Record) -> &[key::Key] {
        let own = self.own_keys(page, record);
        let is_part = own.is_empty() && record.leader != record.index;
        if is_part { self.own_keys(page, &self.all[record.leader as usize]) } else { own }
    }

    /// Where the record's link leads, when that tells it from its siblings.
    pub fn target(&self, page: &Page, record: &Record) -> Option<u64> {
        let (keys, at) = self.keys_of_group(page, record);
        keys.target(at)
    }

    fn own_keys(&self, page: &Page, record: &Record) -> &[key::Key] {
        let (keys, at) = self.keys_of_group(page, record);
        keys.of_member(at)
    }

    fn keys_of_group(&self, page: &Page, record: &Record) -> (&Keys, usize) {
        let group = &self.groups[record.group as usize];
        let at = group.members.partition_point(|&member| member < record.index);
        (group.keys.get_or_init(|| Keys::of(page, self, &group.members)), at)
    }

    /// The parts of a record, itself included: one, unless a grid splits its rows.
    pub(crate) fn parts<'a>(&'a self, record: &'a Record) -> impl Iterator<Item = &'a Record> {
        self.group(record).filter(|other| other.leader == record.leader)
    }

    /// The records that a record stands among, itself included.
    pub(crate) fn group<'a>(&'a self, record: &Record) -> impl Iterator<Item = &'a Record> {
        self.groups[record.group as usize].members.iter().map(|&at| self.at(at))
    }

    pub(super) fn at(&self, index: u32) -> &Record {
        &self.all[index as usize]
    }

    /// The record that an element is.
    pub fn starting_at(&self, id: NodeId) -> Option<&Record> {
        self.of(id).filter(|record| record.node == id)
    }
}

/// What was found so far, by its group.
#[derive(Default)]
struct Found {
    groups: Vec<(RecordKind, Vec<NodeId>)>,
    /// What is a record already.
    taken: Vec<bool>,
    /// What holds a record and nothing else.
    wrappers: Vec<bool>,
}

impl Found {
    fn take_marked(&mut self, page: &Page, shapes: &Shapes) {
        self.taken = vec![false; page.len() as usize];
        self.wrappers = self.taken.clone();
        let mut known: ByHash<u64, usize> = ByHash::default();
        for id in (0..page.len()).filter(|&id| !page.of(id).unseen) {
            let Some(marked) = kinds::marked(page, shapes, id) else { continue };
            let key = hash::pair(u64::from(marked.around), marked.kind as u64);
            let at = *known.entry(key).or_insert(self.groups.len());
            if at == self.groups.len() {
                self.groups.push((marked.kind, Vec::new()));
            }
            self.groups[at].1.push(id);
            // One group of fields is a form, and none of many.
            self.taken[id as usize] = marked.kind != RecordKind::Fieldset;
            self.wrappers[marked.wrapper as usize] = marked.wrapper != id;
        }
        self.groups.retain(|(kind, members)| *kind != RecordKind::Fieldset || members.len() > 1);
        for (_, members) in self.groups.iter().filter(|(kind, _)| *kind == RecordKind::Fieldset) {
            members.iter().for_each(|&id| self.taken[id as usize] = true);
        }
    }

    fn take_boxes(&mut self, page: &Page, shapes: &Shapes) {
        let mut alike: Vec<Vec<NodeId>> = Vec::new();
        for around in 0..page.len() {
            if page.of(around).unseen || shapes.leaves(around) < 4 {
                continue;
            }
            let is_free = |&id: &NodeId| {
                !self.taken[id as usize] && !self.wrappers[id as usize] && kinds::may_be_box(page, shapes, id)
            };
            alike.clear();
            for id in page.tree.children(around).filter(is_free) {
                let same = alike.iter().position(|one| shapes.are_alike(page, one[0], id, false));
                match same {
                    Some(at) => alike[at].push(id),
                    None if alike.len() < MAX_SHAPES => alike.push(vec![id]),
                    None => {}
                }
            }
            for one in alike.drain(..) {
                let is_repeated = match one[..] {
                    [] | [_] => false,
                    [a, b] => shapes.are_alike(page, a, b, true),
                    _ => true,
                };
                if is_repeated {
                    one.iter().for_each(|&id| self.taken[id as usize] = true);
                    self.groups.push((RecordKind::Box, one));
                }
            }
        }
    }

    fn into_records(mut self, page: &Page) -> Records {
        self.drop_single_articles(page);
        let mut all = Vec::new();
        let mut count = 0;
        for (kind, members) in self.groups {
            let is_data = are_data(page, kind, &members);
            let leaders =
                if kind == RecordKind::Row { rows::leaders(page, &members) } else { members.clone() };
            let mut ordinals: Vec<u32> = Vec::with_capacity(members.len());
            let mut siblings = 0;
            for at in 0..members.len() {
                let is_leader = leaders[at] == members[at];
                siblings += u32::from(is_data[at] && is_leader);
                let of_leader = || members[..at].binary_search(&leaders[at]).map_or(0, |at| ordinals[at]);
                let ordinal = if is_leader { siblings } else { of_leader() };
                ordinals.push(if is_data[at] { ordinal } else { 0 });
            }
            for (at, &node) in members.iter().enumerate() {
                if kind == RecordKind::Row && !is_data[at] && rows::is_header(page, node) {
                    continue;
                }
                all.push(Record {
                    node,
                    end: kinds::end_of(page, node),
                    kind,
                    ordinal: ordinals[at],
                    siblings: if is_data[at] { siblings } else { 0 },
                    index: 0,
                    outer: NONE,
                    // What is no data has a group of its own: its texts say nothing about the data's.
                    group: 2 * count + u32::from(!is_data[at]),
                    leader: leaders[at],
                });
            }
            count += 1;
        }
        all.sort_unstable_by_key(|record| record.node);
        link(page, all, 2 * count as usize)
    }

    /// An article that stands alone and fills a repeated box is that box; one that is the whole page is none.
    fn drop_single_articles(&mut self, page: &Page) {
        let tree = &page.tree;
        let Self { groups, taken, .. } = self;
        let is_kept = |(kind, members): &(RecordKind, Vec<NodeId>)| {
            let [only] = members[..] else { return true };
            let holds_title = || (only..tree.end(only)).any(|id| tree.tag(id) == "h1");
            let fills_one = || tree.ancestors(only).take(MAX_FILLING).any(|node| taken[node as usize]);
            let is_page = || tree.end(only) - only > MAX_ARTICLE || holds_title();
            *kind != RecordKind::Article || !(fills_one() || is_page())
        };
        groups.retain(is_kept);
    }
}

/// Which of a group's members are data. What is not shown counts as long as nothing else is.
fn are_data(page: &Page, kind: RecordKind, members: &[NodeId]) -> Vec<bool> {
    let mut data = match kind {
        RecordKind::Row => rows::are_data(page, members),
        RecordKind::Box => {
            let is_headed = rows::is_headed(page, members);
            (0..members.len()).map(|at| at > 0 || !is_headed).collect()
        }
        _ => vec![true; members.len()],
    };
    let is_shown =
        |id: NodeId| page.tree.attribute(id, "hidden").is_none() && page.tree.is_visible(id) != Some(false);
    if members.iter().zip(&data).any(|(&id, &is_data)| is_data && is_shown(id)) {
        members.iter().zip(&mut data).for_each(|(&id, is_data)| *is_data &= is_shown(id));
    }
    data
}

/// Put in what records know of one another.
fn link(page: &Page, mut all: Vec<Record>, group_count: usize) -> Records {
    let mut groups: Vec<Group> = Vec::new();
    groups.resize_with(group_count, Group::default);
    let mut around = vec![NONE; page.len() as usize];
    let mut open: Vec<u32> = Vec::new();
    let mut next = 0;
    for id in 0..page.len() {
        while open.last().is_some_and(|&top| all[top as usize].end <= id) {
            open.pop();
        }
        if all.get(next).is_some_and(|record| record.node == id) {
            let outer = open.last().copied().unwrap_or(NONE);
            (all[next].index, all[next].outer) = (next as u32, outer);
            groups[all[next].group as usize].members.push(next as u32);
            open.push(next as u32);
            next += 1;
        }
        around[id as usize] = open.last().copied().unwrap_or(NONE);
    }
    for at in 0..all.len() {
        let leader = all.binary_search_by_key(&all[at].leader, |record| record.node);
        all[at].leader = leader.map_or(at as u32, |leader| leader as u32);
    }
    Records { all, around, groups }
}
