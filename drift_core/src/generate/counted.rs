//! Selectors of what a request means by counting: the element that stands there at any moment, and not the
//! record that stood there once.
//!
//! All that are counted are found by what they have in common, and then counted:
//! `(//button[normalize-space()="Add"])[2]`. Only XPath has words for that.

use crate::evaluate::{Selector, Strategy, select};
use crate::generate::anchors::{MAX_TEXT, anchored_at, by_place_from, steps_down};
use crate::generate::escape::xpath_string;
use crate::generate::query::{Condition, Query, Step, whole_text};
use crate::generate::selector::{MAX_VALUE, Maker, attribute, plain};
use crate::generate::tied::record_steps;
use crate::lengths::is_longer;
use crate::page::accname::label_text;
use crate::page::parts::{Count, Whose, is_heading, ties};
use crate::page::{Description, Page, describe, shown_text};
use crate::tree::{FRAME_DOCUMENT, NodeId, SHADOW_ROOT, Tree};
use crate::xpath::path_of;

/// Kinds of elements that are counted together.
const MAX_KINDS: usize = 3;
/// Elements beyond which what they have in common is not asked for; an evaluation tells no more.
const MAX_COMPARED: usize = 99;
/// Boxes around the elements whose headings are thought of.
const MAX_BOXES: usize = 8;
/// Nodes that are searched for a heading.
const MAX_LOOK: usize = 256;
/// What an element may be called by.
const NAMES: &[&str] = &["aria-label", "placeholder", "title", "alt", "value"];

/// An expression that finds all that are counted and nothing else.
struct Set {
    xpath: String,
    /// It says what the request does, so that it finds what is meant on any page.
    is_meant: bool,
}

/// Ways to find the element that is counted, best first. Where what is counted has nothing in common that can be
/// written, its place alone, which who checks it compares with what stands around it.
pub(crate) fn by_count(maker: &Maker, whose: &Whose) -> Vec<Selector> {
    let mut made = Vec::new();
    if let Some(count) = &whose.count {
        if count.is_named && count.among.len() == 1 {
            made = maker.by_name();
        }
        let nth = count.nth.map_or("last()".into(), |nth| nth.to_string());
        let set = set_of_all(maker, whose, count);
        made.extend(set.map(|set| Selector {
            positional: true,
            ..plain(Strategy::Xpath, &format!("({})[{nth}]", set.xpath))
        }));
    }
    if made.is_empty() {
        let record = maker.page.records().chain(maker.id).filter(|record| record.siblings > 1).last();
        let place = by_place_from(maker, record.map_or(maker.id, |record| record.node));
        maker.add_first(vec![place], 1, &mut made);
    }
    made
}

/// What identifies an element: of one that is counted only what all of those have that are counted, where they
/// are called the same and its selectors tell its place among them.
pub fn describe_in(page: &Page, id: NodeId, whose: &Whose) -> Description {
    let own = describe(page, id);
    let Some(count) = whose.count.as_ref() else {
        return own;
    };
    if set_of_all(&Maker { page, id }, whose, count).is_none_or(|set| !set.is_meant) {
        return own;
    }
    let all: Vec<Description> = count.among.iter().map(|&one| describe(page, one)).collect();
    if all.iter().any(|one| (&one.name, &one.label) != (&own.name, &own.label)) {
        return own;
    }
    let is_common = |pair: &(String, String)| all.iter().all(|one| one.attributes.contains(pair));
    let is_said_by_all = all.iter().all(|one| one.text == own.text);
    let is_of_one = all.len() == 1;
    Description {
        text: if is_said_by_all { own.text } else { String::new() },
        // Of a single one nothing tells what the next one will have as well.
        attributes: own.attributes.into_iter().filter(|pair| !is_of_one && is_common(pair)).collect(),
        neighbourhood: Vec::new(),
        rect: None,
        ..own
    }
}

fn set_of_all(maker: &Maker, whose: &Whose, count: &Count) -> Option<Set> {
    let (page, all) = (maker.page, &count.among);
    let is_written = |&id: &NodeId| Maker { page, id }.is_in_reach_of_xpath();
    if all.len() > MAX_COMPARED || !all.iter().all(is_written) {
        return None;
    }
    let anchors = common_anchors(maker, whose, all).into_iter().map(|step| Query(vec![step]).xpath());
    let within: Vec<String> = std::iter::once(String::new()).chain(anchors).collect();
    set_of(page, all, count.is_named, &within).or_else(|| set_of_kinds(page, all, count.is_named, &within))
}

/// What says what the request does comes first, and what is least bound to where they stand.
fn set_of(page: &Page, all: &[NodeId], is_named: bool, within: &[String]) -> Option<Set> {
    let &first = all.first()?;
    let maker = Maker { page, id: first };
    let paths: Vec<String> = all.iter().map(|&id| path_of(&page.tree, id)).collect();
    let found = |ways: Vec<String>| {
        let mut all = ways.iter().flat_map(|way| within.iter().map(move |part| format!("{part}{way}")));
        all.find(|way| select(page, Strategy::Xpath, way, "", "").is_some_and(|found| found == paths))
    };
    let (meant, other) = match is_named {
        true => (named(&maker), of_kind(&maker)),
        false => (of_kind(&maker), named(&maker)),
    };
    if let Some(xpath) = found(meant) {
        return Some(Set { xpath, is_meant: true });
    }
    // What several have in common is not what tells one of them.
    let own = if all.len() > 1 { maker.own_steps() } else { Vec::new() };
    let own = own.into_iter().map(|step| Query(vec![step]).xpath());
    found(own.chain(other).collect()).map(|xpath| Set { xpath, is_meant: false })
}

/// The same where they are of several kinds, as a link among buttons is.
fn set_of_kinds(page: &Page, all: &[NodeId], is_named: bool, within: &[String]) -> Option<Set> {
    let mut kinds: Vec<Vec<NodeId>> = Vec::new();
    for &id in all {
        match kinds.iter_mut().find(|kind| page.tree.tag(kind[0]) == page.tree.tag(id)) {
            Some(kind) => kind.push(id),
            None => kinds.push(vec![id]),
        }
    }
    if !(2..=MAX_KINDS).contains(&kinds.len()) {
        return None;
    }
    let sets: Option<Vec<Set>> = kinds.iter().map(|kind| set_of(page, kind, is_named, within)).collect();
    sets.map(|sets| Set {
        is_meant: sets.iter().all(|set| set.is_meant),
        xpath: sets.into_iter().map(|set| set.xpath).collect::<Vec<_>>().join(" | "),
    })
}

/// By what an element says, however that is put together, by what it is called, or by its label.
fn named(maker: &Maker) -> Vec<String> {
    let (page, tree) = (maker.page, &maker.page.tree);
    let tag = tree.tag(maker.id);
    let is_short = |text: &String| !text.is_empty() && !is_longer(text, MAX_VALUE);
    let mut ways = Vec::new();
    if let Some(text) = Some(shown_text(tree, maker.id)).filter(is_short) {
        let says = format!("[normalize-space()={}]", xpath_string(&text));
        ways.push(format!("//{tag}{says}"));
        ways.extend(maker.value("role").map(|role| format!("//{tag}[@role={}]{says}", xpath_string(role))));
    }
    let is_captioned =
        tag == "input" && matches!(tree.attribute(maker.id, "type"), Some("submit" | "button" | "reset"));
    let names = NAMES.iter().filter(|&&name| name != "value" || is_captioned);
    let called =
        names.filter_map(|name| Some(format!("//{tag}[@{name}={}]", xpath_string(maker.value(name)?))));
    ways.extend(called);
    if let Some(label) = Some(label_text(tree, &page.labels, maker.id)).filter(is_short) {
        let of_label = format!("label[normalize-space()={}]", xpath_string(&label));
        ways.push(format!("//{tag}[@id=//{of_label}/@for]"));
        ways.push(format!("//{tag}[ancestor::{of_label}]"));
        ways.push(format!("//{tag}[@id=//{of_label}/@for or ancestor::{of_label}]"));
    }
    ways
}

/// By what makes an element one of its kind.
fn of_kind(maker: &Maker) -> Vec<String> {
    let tag = maker.page.tree.tag(maker.id);
    let role = maker.value("role").map(|role| format!("//*[@role={}]", xpath_string(role)));
    let kind = maker.value("type").filter(|_| tag == "input");
    let kind = kind.map(|kind| format!("//{tag}[@type={}]", xpath_string(kind)));
    // Rows of headers are not counted.
    let row = (tag == "tr").then(|| "//tr[td]".to_owned());
    role.into_iter().chain(kind).chain([format!("//{tag}")]).chain(row).collect()
}

/// Parts of the page around all of these: the records that the request named, what has an id or a name, and what
/// has a heading. What is around one alone may be its record.
fn common_anchors(maker: &Maker, whose: &Whose, all: &[NodeId]) -> Vec<Step> {
    let (page, tree) = (maker.page, &maker.page.tree);
    let ties = ties(page, maker.id, whose);
    let named_from = ties.first().map_or(NodeId::MAX, |tie| tie.record.node);
    let records =
        page.records().chain(maker.id).filter(|record| record.siblings > 1 && record.node != named_from);
    let own_record = records.map(|record| record.node).filter(|_| all.len() == 1 && ties.is_empty()).last();
    let is_common = |node: NodeId| {
        own_record.is_none_or(|record| node < record) && all.iter().all(|&id| page.contains(node, id))
    };
    let mut steps: Vec<Step> = ties.iter().flat_map(|tie| record_steps(maker, tie)).collect();
    steps.extend(anchored_at(maker).into_iter().filter(|(node, _)| is_common(*node)).map(|(_, step)| step));
    let document = tree.ancestors(maker.id).take_while(|&node| tree.tag(node) != FRAME_DOCUMENT);
    for node in document.filter(|&node| tree.tag(node) != SHADOW_ROOT && is_common(node)).take(MAX_BOXES) {
        let role = Maker { page, id: node }.value("role").map(|role| attribute("role", role));
        steps.extend(role.map(|role| Step::new("", vec![role])));
        steps.extend((tree.tag(node) == "dialog").then(|| Step::new("dialog", Vec::new())));
        let heading = (node + 1..tree.end(node)).take(MAX_LOOK).find(|&inner| is_heading(tree, inner));
        steps.extend(heading.and_then(|heading| headed(tree, node, heading)));
    }
    steps
}

fn headed(tree: &Tree, part: NodeId, heading: NodeId) -> Option<Step> {
    let text = whole_text(tree, heading).filter(|text| !is_longer(text, MAX_TEXT))?;
    Some(Step::new(tree.tag(part), vec![Condition::Holds(steps_down(tree, part, heading)?, text.into())]))
}
