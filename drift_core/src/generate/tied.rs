//! Selectors of a record and of what belongs to it: anchored on what the record is called, so that they lead to
//! no other record when this one is gone or stands elsewhere.

use crate::evaluate::{Selector, Strategy};
use crate::generate::anchors::{MAX_TEXT, steps_down};
use crate::generate::query::{Condition, Query, Step, nth_of_type, own_piece, whole_text};
use crate::generate::selector::{Maker, attribute};
use crate::lengths::is_longer;
use crate::page::parts::{RecordKind, RecordTie};
use crate::tree::{NodeId, Tree};

/// How an XPath compares a text.
const SAYING: &str = "[normalize-space()=";
/// Anchored selectors that are given.
const MAX_ANCHORED: usize = 3;
/// Bytes of a key that an identifier may say, with the spaces around it: a letter stands for anything.
const MIN_KEY: usize = 4;

/// The selectors that stay with the records an element is tied to, and with the one that it is itself (`own`), best
/// first, of all that are known.
///
/// An identifier that says the key comes first. What any record may have in this one's place is left out: a
/// runner that tries one selector after another would end in another record. It stays where there is nothing
/// better, as in a shadow root, which XPath does not enter.
pub(crate) fn tied(
    maker: &Maker,
    own: Option<&RecordTie>,
    ties: &[RecordTie],
    plain: Vec<Selector>,
) -> Vec<Selector> {
    if let Some(own) = own {
        let anchored = anchored_as(maker, own, ties);
        if !anchored.is_empty() {
            let mut made = identifiers(maker, own, &plain);
            let kept = kept(maker, std::slice::from_ref(own), anchored, plain);
            made.extend(kept.into_iter().filter(|one| !made.contains(one)).collect::<Vec<_>>());
            return made;
        }
    }
    let anchored = anchored(maker, ties);
    kept(maker, ties, anchored, plain)
}

/// The test id and the id of a box that only its likeness makes a record: it may be a part of the page as well. A
/// row or an item has one by its place or state more often.
fn identifiers(maker: &Maker, own: &RecordTie, plain: &[Selector]) -> Vec<Selector> {
    if !matches!(own.record.kind, RecordKind::Box | RecordKind::Fieldset) {
        return Vec::new();
    }
    let test_id = maker.own_test_id().map(|(name, value)| attribute(name, value));
    let id = maker.stable("id").map(|value| Condition::Id(value.into()));
    let lasting = test_id.into_iter().chain(id).filter(|condition| !condition.is_numbered());
    let queries: Vec<Query> = lasting.map(|condition| Query(vec![Step::new("", vec![condition])])).collect();
    let is_one = |made: &&Selector| {
        made.strategy == Strategy::TestId && !made.value.bytes().any(|byte| byte.is_ascii_digit())
            || queries.iter().any(|query| made.value == query.css() || made.value == query.xpath())
    };
    plain.iter().filter(is_one).cloned().collect()
}

/// What says a key, then what is anchored on one, and of the others what no other record has.
fn kept(maker: &Maker, ties: &[RecordTie], anchored: Vec<Selector>, plain: Vec<Selector>) -> Vec<Selector> {
    let keys: Vec<String> = ties.iter().flat_map(|tie| &tie.said_by).map(|(_, text)| words(text)).collect();
    let says_key = |made: &Selector| {
        // What is anchored on a text is made anew, less bound to how the record is built.
        if made.strategy == Strategy::Xpath && made.value.contains(SAYING) {
            return false;
        }
        let said = words(&made.value);
        keys.iter().any(|key| key.len() >= MIN_KEY && said.contains(key.as_str()))
    };
    let (mut saying, others): (Vec<_>, Vec<_>) = plain.iter().cloned().partition(says_key);
    if saying.is_empty() && anchored.is_empty() {
        return plain;
    }
    let is_new = |made: &Selector, known: &[Selector]| known.iter().all(|one| one.value != made.value);
    let (by_place, by_key): (Vec<_>, Vec<_>) = anchored.into_iter().partition(|made| made.positional);
    for made in by_key {
        if is_new(&made, &saying) {
            saying.push(made);
        }
    }
    saying.extend(others.into_iter().filter(|made| is_of_its_own(maker, made)));
    saying.extend(by_place);
    saying
}

/// Whether a selector rests on where its link leads: records share no such address.
fn is_of_its_own(maker: &Maker, made: &Selector) -> bool {
    let address = maker.value("href").filter(|href| href.bytes().any(|byte| byte.is_ascii_digit()));
    address.is_some_and(|href| made.value.contains(href))
}

/// The words of a text, each between spaces.
fn words(text: &str) -> String {
    let lowered = text.to_lowercase();
    let words = lowered.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(String::from(" "), |said, word| said + word + " ")
}

/// A record itself by its key; one record is enough where that stands once, else those around it tell.
fn anchored_as(maker: &Maker, own: &RecordTie, outer: &[RecordTie]) -> Vec<Selector> {
    let steps = record_steps(maker, own);
    let further: Vec<Step> = outer.iter().flat_map(|tie| record_steps(maker, tie)).collect();
    let mut queries: Vec<Query> = steps.iter().map(|step| Query(vec![step.clone()])).collect();
    for step in &steps {
        queries.extend(further.iter().map(|around| Query(vec![around.clone(), step.clone()])));
    }
    let mut made = Vec::new();
    maker.add_first(queries, MAX_ANCHORED, &mut made);
    made
}

fn anchored(maker: &Maker, ties: &[RecordTie]) -> Vec<Selector> {
    let Some((innermost, outer)) = ties.split_first() else { return Vec::new() };
    let tree = &maker.page.tree;
    let around = record_steps(maker, innermost);
    let further: Vec<Step> = outer.iter().flat_map(|tie| record_steps(maker, tie)).collect();
    let inner = maker.steps_within();
    let mut made = Vec::new();
    // One record is enough where its key stands once; else those around it tell which one is meant.
    let mut queries: Vec<Query> = Vec::new();
    for step in &inner {
        queries.extend(around.iter().map(|record| Query(vec![record.clone(), step.clone()])));
    }
    for step in &inner {
        for record in &around {
            let nested = further.iter().map(|outer| Query(vec![outer.clone(), record.clone(), step.clone()]));
            queries.extend(nested);
        }
    }
    maker.add_first(queries, MAX_ANCHORED, &mut made);
    let place = place_within(tree, innermost.record.node, maker.id);
    let places = around.iter().filter_map(|record| Some([vec![record.clone()], place.clone()?].concat()));
    maker.add_first(places.map(Query).collect(), 1, &mut made);
    made
}

/// A record by what says its key, the least bound to how the record is built first.
pub(crate) fn record_steps(maker: &Maker, tie: &RecordTie) -> Vec<Step> {
    let tree = &maker.page.tree;
    let node = tie.record.node;
    let mut steps = Vec::new();
    for (said_by, text) in tie.said_by.iter().filter(|(_, text)| !is_longer(text, MAX_TEXT)) {
        if tree.attribute(node, "aria-label") == Some(text) {
            steps.push(Step::new(tree.tag(node), vec![attribute("aria-label", text)]));
            continue;
        }
        if *said_by == node && own_piece(tree, node) == Some(text) {
            steps.extend(bases(maker, tie, node).into_iter().map(|mut base| {
                base.conditions.push(Condition::Own(text.clone()));
                base
            }));
            continue;
        }
        let is_inside = node < *said_by && *said_by < tree.end(node);
        let Some((telling, inside)) = is_inside.then(|| telling(tree, *said_by)).flatten() else { continue };
        for mut base in bases(maker, tie, node) {
            base.conditions.push(Condition::Has(Box::new(inside.clone())));
            steps.push(base);
        }
        if let (Some(text), Some(down)) = (whole_text(tree, telling), steps_down(tree, node, telling)) {
            steps.push(Step::new(tree.tag(node), vec![Condition::Holds(down, text.into())]));
        }
    }
    steps
}

/// What kind of element a record is, without what it says.
fn bases(maker: &Maker, tie: &RecordTie, node: NodeId) -> Vec<Step> {
    let tree = &maker.page.tree;
    let tag = tree.tag(node);
    let is_plain = matches!(tag, "div" | "span" | "section" | "a" | "form") || tag.contains('-');
    let role = tree.attribute(node, "role").filter(|_| is_plain && tie.record.kind != RecordKind::Box);
    let classes = Maker { page: maker.page, id: node }.classes();
    let mut bases: Vec<Step> =
        role.map(|role| Step::new("", vec![attribute("role", role)])).into_iter().collect();
    if is_plain {
        bases.extend(classes.into_iter().take(2).map(|class| Step::new(tag, vec![class])));
    }
    // A plain box may be around all of them, so it is tried last.
    bases.push(Step::new(tag, Vec::new()));
    bases
}

/// The one element that says all that another one says, and how it is found in its record.
fn telling(tree: &Tree, id: NodeId) -> Option<(NodeId, Step)> {
    if tree.tag(id) == "img" {
        let alt = tree.attribute(id, "alt").filter(|alt| !alt.trim().is_empty())?;
        return Some((id, Step::new("img", vec![attribute("alt", alt)])));
    }
    let mut saying = (id..tree.end(id)).filter(|&node| !tree.own_text(node).is_empty());
    let (only, None) = (saying.next()?, saying.next()) else {
        let own = own_piece(tree, id).filter(|text| !is_longer(text, MAX_TEXT))?;
        return Some((id, Step::new("", vec![Condition::Own(own.into())])));
    };
    let text = whole_text(tree, only).filter(|text| !is_longer(text, MAX_TEXT))?;
    Some((only, Step::new("", vec![Condition::Says(text.into())])))
}

/// Child by child from a record to an element in it.
fn place_within(tree: &Tree, record: NodeId, id: NodeId) -> Option<Vec<Step>> {
    if id <= record || id >= tree.end(record) {
        return None;
    }
    let way = std::iter::once(id).chain(tree.ancestors(id)).take_while(|&node| node != record);
    let step = |node: NodeId| {
        let place = vec![Condition::Nth(nth_of_type(tree, node))];
        Step { is_child: true, ..Step::new(tree.tag(node), place) }
    };
    let mut steps: Vec<Step> = way.map(step).collect();
    steps.reverse();
    steps.iter().all(|step| !step.tag.starts_with('#')).then_some(steps)
}
