//! Names that say the same in other words, and longer ones by the words that tell what they are about.
//!
//! Asked only when nothing on the page is called as was asked. What answers must be a control and the only one.

mod nearest;
mod words;

use super::Action;
use super::names::{Hit, Name, Names, Via};
use super::vocabulary::{Kinds, TYPED, says_otherwise};
use super::words::{Asked, Grade};
use super::{Search, kinds};
use crate::hash::{self, ByHash};
use crate::page::Page;
use crate::tree::NodeId;
pub(super) use nearest::nearest;

/// Words that do something with what an icon shows.
const VERBS: &[&str] = &["add", "remove", "toggle", "move", "save", "switch"];

/// What a name is about.
struct Meaning {
    id: NodeId,
    via: Via,
    /// Its telling words, ordered.
    words: Vec<u64>,
    is_sentence: bool,
    /// Its place among all names.
    name: u32,
}

/// What all names of controls and values are about.
pub(super) struct Meanings {
    all: Vec<Meaning>,
    by_words: ByHash<u64, Vec<u32>>,
}

impl Meanings {
    /// The meanings on a page, gathered when first asked for.
    pub fn on(page: &Page) -> &Self {
        page.memo.get_or_init(|| Self::of(page, Names::on(page)))
    }

    fn of(page: &Page, names: &Names) -> Self {
        let mut meanings = Self { all: Vec::new(), by_words: ByHash::default() };
        for (at, name) in names.all.iter().enumerate() {
            let is_read = matches!(
                name.via,
                Via::Role
                    | Via::Label
                    | Via::Placeholder
                    | Via::Text
                    | Via::Alt
                    | Via::Title
                    | Via::Beside
                    | Via::Class
            );
            if name.via == Via::Value || is_read && kinds::is_control(page, name.id) {
                meanings.add(name, at as u32, &name.text);
                let parts = words::alternatives(&name.text);
                parts.into_iter().for_each(|part| meanings.add(name, at as u32, part));
            }
        }
        meanings
    }

    fn add(&mut self, name: &Name, at: u32, text: &str) {
        let words = hashes(text);
        let place = self.all.len() as u32;
        self.by_words.entry(whole(&words)).or_default().push(place);
        let is_sentence = words::is_sentence(text);
        self.all.push(Meaning { id: name.id, via: name.via, words, is_sentence, name: at });
    }

    /// The controls whose names say it in other words; of the kinds that are known by what is said beside
    /// them, those that are about it.
    pub fn find(&self, search: &Search, asked: &Asked, kinds: Option<Kinds>) -> Vec<Hit> {
        let words = hashes(&asked.text);
        if words.is_empty() {
            return Vec::new();
        }
        let same = self.by_words.get(&whole(&words)).into_iter().flatten().map(|&at| &self.all[at as usize]);
        let about = self.all.iter().filter(|meaning| is_about(search, meaning, &words, kinds));
        let about = about.map(|meaning| hit(meaning, Grade::About));
        same.map(|meaning| hit(meaning, Grade::Reworded)).chain(about).collect()
    }
}

/// Whether a longer name is about the words: of what is checked or takes a file when it is a sentence, and
/// of an icon when the rest only says what is done with it.
fn is_about(search: &Search, meaning: &Meaning, asked: &[u64], kinds: Option<Kinds>) -> bool {
    let has_all = asked.iter().all(|word| meaning.words.binary_search(word).is_ok());
    if !has_all {
        return false;
    }
    let text = &search.names.all[meaning.name as usize].text;
    let more = || {
        let is_more = |word: &String| !asked.contains(&hash_of(word));
        words::telling(text).into_iter().filter(is_more).collect::<Vec<_>>()
    };
    let wants = |kind: &str| kinds.is_some_and(|kinds| kinds.contains(&kind));
    // "Box" and "field" may mean what is typed into as well: a sentence that stands there is about other things.
    let is_a = |kinds: Kinds| kinds::is_one_of(search.page, meaning.id, kinds);
    let is_checked =
        search.request.action == Action::Check || (wants("checkbox") || wants("radio")) && !is_a(TYPED);
    let is_said_at_length = meaning.is_sentence && (is_checked || wants("@file") && is_a(&["@file"]));
    let is_icon = wants("@picture") && more().iter().all(|word| VERBS.contains(&word.as_str()));
    (is_said_at_length || is_icon) && !says_otherwise(&more().join(" "))
}

fn hit(meaning: &Meaning, grade: Grade) -> Hit {
    Hit { id: meaning.id, via: meaning.via, grade }
}

fn hashes(text: &str) -> Vec<u64> {
    let mut hashes: Vec<u64> = words::telling(text).iter().map(|word| hash_of(word)).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn hash_of(word: &str) -> u64 {
    hash::string(word.as_bytes(), 12)
}

fn whole(words: &[u64]) -> u64 {
    words.iter().fold(13, |sum, &word| hash::pair(sum, word))
}
