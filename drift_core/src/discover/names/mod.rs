//! All that the elements of a page are called by, found by a key that any way of writing it shares.

mod beside;
mod classes;
pub(super) mod columns;
pub(super) mod icons;
mod leads;
mod pagers;
mod texts;
pub(super) mod trimmed;
pub(super) mod values;

use super::kinds;
use super::words::{Grade, fold, is_count, key_with, uncounted, undecorated};
use crate::hash::ByHash;
use crate::page::Page;
use crate::page::{accname, widgets};
use crate::tree::{NodeId, Source};
use leads::LeadOf;
use texts::Whole;

const NONE: u32 = u32::MAX;

/// What a text is to its element, in the order people think.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Via {
    TestId,
    Role,
    Label,
    /// What stands beside or above a field without a name, or in the header of its column.
    Beside,
    Placeholder,
    Text,
    Alt,
    Title,
    /// The term before a value.
    Value,
    /// What an icon shows.
    Icon,
    Name,
    Id,
    /// The class of a control, or of its box, that has no other name.
    Class,
    /// The key of the record that it is; no name of an element.
    Record,
    /// The header above a cell, which tells it from the others of its record alone.
    Column,
}

/// A name that an element has from elsewhere than itself.
#[derive(Debug)]
struct Extra {
    id: NodeId,
    via: Via,
    grade: Grade,
    text: String,
}

/// One text that an element is called by.
#[derive(Debug)]
pub(super) struct Name {
    pub id: NodeId,
    pub via: Via,
    /// The closest that it may be to what is asked, when something was left out of it.
    pub at_best: Grade,
    /// The one before it that has the same key.
    before: u32,
    pub text: Box<str>,
}

/// An element that says what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub id: NodeId,
    pub via: Via,
    pub grade: Grade,
}

/// All that the elements of a page are called.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) all: Vec<Name>,
    /// The last name of each key, which leads to those before it.
    last_of_key: ByHash<u64, u32>,
    scratch: String,
    /// Whether people see the element, as far as it is known.
    shown: Vec<bool>,
}

impl Names {
    /// The names on a page, gathered at the first request.
    pub fn on(page: &Page) -> &Self {
        page.memo.get_or_init(|| Self::of(page))
    }

    fn of(page: &Page) -> Self {
        let mut names = Self { shown: page.shown(), ..Self::default() };
        let texts = texts::whole_texts(page, &names.shown);
        let mut extras = extras(page, &texts).into_iter().peekable();
        for id in (0..page.len()).filter(|&id| !page.of(id).unseen) {
            if !page.tree.tag(id).starts_with('#') {
                let name = names.read(page, &texts, id);
                if let Some(text) = &texts[id as usize] {
                    names.add_text(page, id, text, text.text == name);
                }
            }
            while let Some(extra) = extras.next_if(|extra| extra.id <= id) {
                names.add(extra.id, extra.via, extra.grade, &extra.text);
            }
        }
        names
    }

    /// All that one element is called.
    pub fn of_element(&self, id: NodeId) -> &[Name] {
        let from = self.all.partition_point(|name| name.id < id);
        let count = self.all[from..].partition_point(|name| name.id == id);
        &self.all[from..from + count]
    }

    pub fn is_shown(&self, id: NodeId) -> bool {
        self.shown[id as usize]
    }

    /// Every element that says it, each at its best for each way of saying.
    pub(super) fn find(&self, asked: &super::words::Asked) -> Vec<Hit> {
        let name_at = |at: u32| self.all.get(at as usize);
        let last = self.last_of_key.get(&asked.key()).and_then(|&at| name_at(at));
        let found = std::iter::successors(last, |name| name_at(name.before));
        let hit = |name: &Name| {
            let grade = asked.grade(&name.text)?.max(name.at_best);
            Some(Hit { id: name.id, via: name.via, grade })
        };
        let mut hits: Vec<Hit> = found.filter_map(hit).collect();
        hits.sort_by_key(|hit| (hit.id, hit.via, hit.grade));
        hits.dedup_by_key(|hit| (hit.id, hit.via));
        hits
    }

    /// Take its attributes, labels and name, and give the name when it comes with a role.
    fn read(&mut self, page: &Page, texts: &[Option<Whole>], id: NodeId) -> String {
        let tree = &page.tree;
        for (name, value) in tree.attributes(id) {
            let via = match name {
                // The test id of a picture in a control would lead to what nobody acts on.
                _ if page.test_ids().contains(name) && icons::control_of_icon(page, id).is_some() => continue,
                _ if page.test_ids().contains(name) => Via::TestId,
                "aria-label" => Via::Label,
                "placeholder" | "aria-placeholder" => Via::Placeholder,
                "alt" => Via::Alt,
                "title" => Via::Title,
                "name" if kinds::is_named(tree.tag(id)) => Via::Name,
                "id" => Via::Id,
                _ => continue,
            };
            self.add(id, via, Grade::Exact, value);
        }
        for label in page.labels.of_control(tree, id) {
            self.add(id, Via::Label, Grade::Exact, &accname::text_of_label(tree, &page.labels, label, id));
            if let Some((text, grade)) = leads::lead(page, texts, label, LeadOf::Label) {
                self.add(id, Via::Label, grade, &text);
            }
        }
        for label in widgets::labels_of_widget(page, id) {
            self.add(id, Via::Label, Grade::Exact, &accname::text_of_label(tree, &page.labels, label, id));
        }
        for label in widgets::own_labels(tree, id) {
            self.add(id, Via::Label, Grade::Exact, label);
        }
        let is_nameable = kinds::is_nameable(page, id);
        if !is_nameable && tree.attribute(id, "aria-labelledby").is_none() {
            return String::new();
        }
        let name = match tree.source {
            Source::Capture => tree.computed_name(id).unwrap_or("").to_owned(),
            _ => accname::name(tree, &page.labels, id),
        };
        self.add(id, if is_nameable { Via::Role } else { Via::Label }, Grade::Exact, &name);
        if page.of(id).by_content
            && let Some((text, grade)) = leads::lead(page, texts, id, LeadOf::Own)
        {
            self.add(id, Via::Text, grade, &text);
        }
        name
    }

    fn add_text(&mut self, page: &Page, id: NodeId, text: &Whole, is_name: bool) {
        if !is_name && (!text.is_wrapped || page.of(id).interactive || page.tree.tag(id) == "label") {
            let is_called_so =
                kinds::is_control(page, id) || page.of(id).by_content || page.tree.tag(id) == "label";
            match is_called_so {
                true => self.add(id, Via::Text, Grade::Exact, &text.text),
                false => self.add_plain(id, Via::Text, Grade::Exact, &text.text),
            }
        }
        // What counts is often an element of its own: "Inbox <span>3</span>".
        let badge = page.tree.children(id).last().map(|last| page.tree.own_text(last));
        if let Some(rest) =
            badge.filter(|badge| is_count(badge)).and_then(|badge| text.text.strip_suffix(badge))
        {
            self.add_as(id, Via::Text, Grade::Uncounted, rest);
        }
    }

    /// Add a text and what is left of it without what only stands around the name.
    fn add(&mut self, id: NodeId, via: Via, at_best: Grade, text: &str) {
        self.add_plain(id, via, at_best, text);
        if via <= Via::Title {
            for rest in trimmed::trimmed(text) {
                self.add_as(id, via, Grade::Trimmed, rest);
            }
        }
    }

    fn add_plain(&mut self, id: NodeId, via: Via, at_best: Grade, text: &str) {
        let text = text.trim();
        let is_bare = |c: Option<char>| c.is_none_or(char::is_alphanumeric);
        if text.is_empty() {
            return;
        }
        let whole = self.add_as(id, via, at_best, text);
        if is_bare(text.chars().next()) && is_bare(text.chars().next_back()) {
            return;
        }
        let folded = fold(text);
        let plain = undecorated(&folded);
        if key_with(plain, &mut self.scratch) != whole {
            self.add_as(id, via, at_best.max(Grade::Plain), plain);
        }
        if let Some(rest) = uncounted(text) {
            self.add_as(id, via, Grade::Uncounted, rest);
        }
    }

    fn add_as(&mut self, id: NodeId, via: Via, at_best: Grade, text: &str) -> u64 {
        let key = key_with(text, &mut self.scratch);
        let at = self.all.len() as u32;
        let before = self.last_of_key.insert(key, at).unwrap_or(NONE);
        self.all.push(Name { id, via, at_best, before, text: text.into() });
        key
    }
}

/// The names that elements have from elsewhere, in document order.
fn extras(page: &Page, texts: &[Option<Whole>]) -> Vec<Extra> {
    let mut extras = Vec::new();
    beside::Surroundings::of(page, texts).names(&mut extras);
    values::values(page, texts, &mut extras);
    columns::headed(page, texts, &mut extras);
    pagers::pagers(page, &mut extras);
    icons::icons(page, texts, &mut extras);
    classes::classes(page, texts, &mut extras);
    extras.sort_by_key(|extra| extra.id);
    extras
}
