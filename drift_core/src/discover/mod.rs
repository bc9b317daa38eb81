//! Finding the element that a request names, or saying why there is none.
//!
//! A request is read in every way that people may mean it ([`phrase`]), the most literal first. All
//! that elements are called by is looked up at once ([`names`]), narrowed to the part of the page
//! that is meant ([`scopes`]), and the one element that says it best is taken ([`choose`]).

mod choose;
mod contradiction;
mod kinds;
mod lone;
mod meaning;
mod names;
mod ordinal;
mod phrase;
mod rank;
mod reason;
mod scopes;
#[cfg(test)]
mod tests;
mod vocabulary;
mod whose;
mod words;

use crate::evaluate::Selector;
use crate::generate::selectors_in;
use crate::page::Page;
use crate::page::parts::Count;
use crate::tree::{NodeId, Source};
use crate::xpath::path_of;
use names::Names;
use std::cell::Cell;
pub use whose::whose;
use whose::whose_counted;

/// Equals that are named in an answer.
const MAX_EQUALS: usize = 100;
/// Phrases for parts of the page that are tried for one request.
const MAX_PHRASES: u32 = 200;

/// What is about to be done with the element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Action {
    /// Nothing in particular: a control is meant before a heading of the same name.
    #[default]
    Any,
    /// It is clicked.
    Click,
    /// Text is typed into it.
    Fill,
    /// One of its options is chosen.
    Select,
    /// It is checked or unchecked.
    Check,
    /// The pointer is moved onto it.
    Hover,
    /// It is looked at.
    Read,
}

impl Action {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Click => "click",
            Self::Fill => "fill",
            Self::Select => "select",
            Self::Check => "check",
            Self::Hover => "hover",
            Self::Read => "read",
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Request<'a> {
    /// What people call the element.
    pub element: &'a str,
    /// What is about to be done with it.
    pub action: Action,
    /// The part of the page it is in; empty for all of it.
    pub scope: &'a str,
    /// Which of several, from 1; 0 for the only one.
    pub ordinal: usize,
    /// Whether what people do not see is looked at too, after what they see.
    pub hidden: bool,
}

/// Whether there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discovered {
    /// Exactly one.
    Found,
    /// Exactly one, which is not shown now; [`crate::revealers`] says what shows it.
    Hidden,
    /// None.
    Absent,
    /// Several that are equally good.
    Ambiguous,
}

impl Discovered {
    /// The outcome's name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Hidden => "hidden",
            Self::Absent => "absent",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Discovery {
    /// Whether there is one.
    pub outcome: Discovered,
    /// Its absolute path, when it was found, shown or not.
    pub xpath: Option<String>,
    /// Ways to find it, best first; none when it was not found.
    pub selectors: Vec<Selector>,
    /// 0..1, how sure it is that this is the element that was meant.
    pub confidence: f64,
    /// Why there is none, or how it was understood; a sentence for people.
    pub reason: String,
    /// The paths of those that are equally good, when there are several.
    pub equals: Vec<String>,
    /// The names nearest to the one asked for, best first and at most 5; none unless it is absent.
    pub nearest: Vec<String>,
}

/// What a request is looked for in.
struct Search<'a> {
    pub page: &'a Page,
    pub names: &'a Names,
    pub request: &'a Request<'a>,
    /// What people do not see counts too.
    pub with_hidden: Cell<bool>,
    /// A text that says what a record was asked by, in one that is not called so.
    pub mentioned: Cell<Option<NodeId>>,
    phrases: Cell<u32>,
}

impl<'a> Search<'a> {
    fn new(page: &'a Page, request: &'a Request<'a>) -> Self {
        let (with_hidden, mentioned, phrases) = (Cell::new(false), Cell::new(None), Cell::new(0));
        Self { page, names: Names::on(page), request, with_hidden, mentioned, phrases }
    }

    pub fn includes(&self, id: NodeId) -> bool {
        self.with_hidden.get() || self.names.is_shown(id)
    }

    /// Whether one more phrase may be tried.
    pub fn spend(&self) -> bool {
        self.phrases.set(self.phrases.get() + 1);
        self.phrases.get() <= MAX_PHRASES
    }
}

/// Find the element that a request names.
pub fn discover(page: &Page, request: &Request) -> Discovery {
    let search = Search::new(page, request);
    let found = found(&search);
    answer(&search, found)
}

fn found(search: &Search) -> choose::Verdict {
    let found = choose::choose(search);
    // HTML does not tell what styles hide, so what it hides itself is no proof of absence.
    let is_last_hope = search.request.hidden || search.page.tree.source != Source::Capture;
    if is_last_hope && matches!(found, choose::Verdict::None(_)) {
        search.with_hidden.set(true);
        search.phrases.set(0);
        if let better @ (choose::Verdict::One { .. } | choose::Verdict::Many(_)) = choose::choose(search) {
            return better;
        }
    }
    found
}

/// Which of several elements the request means by counting them, if that leads to this one.
fn count_of(page: &Page, request: &Request, id: NodeId) -> Option<Count> {
    match found(&Search::new(page, &Request { hidden: true, ..*request })) {
        choose::Verdict::One { id: one, count, .. } if one == id => count,
        _ => None,
    }
}

fn answer(search: &Search, found: choose::Verdict) -> Discovery {
    let none = Discovery {
        outcome: Discovered::Absent,
        xpath: None,
        selectors: Vec::new(),
        confidence: 0.0,
        reason: String::new(),
        equals: Vec::new(),
        nearest: Vec::new(),
    };
    match found {
        choose::Verdict::None(reason) => Discovery { reason, nearest: nearest_names(search), ..none },
        choose::Verdict::Many(equals) => Discovery {
            outcome: Discovered::Ambiguous,
            confidence: 1.0 / equals.len() as f64,
            reason: reason::ambiguous(search, &equals),
            equals: equals.iter().take(MAX_EQUALS).map(|&id| path_of(&search.page.tree, id)).collect(),
            ..none
        },
        choose::Verdict::One { id, confidence, reason, count } => {
            let whose = whose_counted(search.page, search.request, id, || count);
            let outcome = outcome_of(search, id);
            let is_hidden = outcome == Discovered::Hidden;
            Discovery {
                outcome,
                xpath: Some(path_of(&search.page.tree, id)),
                selectors: selectors_in(search.page, id, &whose),
                confidence: if search.with_hidden.get() { 0.8 * confidence } else { confidence },
                reason: if is_hidden { reason::hidden(search, id, &reason) } else { reason },
                ..none
            }
        }
    }
}

fn nearest_names(search: &Search) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (_, name) in meaning::nearest(search, search.request.element) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// What can be acted on although it is hidden is as good as shown.
fn outcome_of(search: &Search, id: NodeId) -> Discovered {
    let is_there = search.names.is_shown(id) || search.page.has_stand_in(id);
    if is_there { Discovered::Found } else { Discovered::Hidden }
}
