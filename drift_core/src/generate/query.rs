//! A small language of queries that can be counted over a tree and written as CSS and as XPath, so
//! that what was counted is what is written.

use crate::evaluate::document_of;
use crate::generate::escape::{css_identifier, css_string, xpath_string};
use crate::tree::pieces::offset_of;
use crate::tree::{FRAME_DOCUMENT, NodeId, SHADOW_ROOT, Tree};

/// Elements inside of one that still has a name.
const MAX_INSIDE: usize = 64;
/// Children that are looked at for a text.
const MAX_CHILDREN: usize = 64;

/// What an element must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Condition {
    Id(String),
    Class(String),
    Attribute(String, String),
    /// An attribute of which only the beginning is known.
    Begins(String, String),
    /// An attribute of which a part is known.
    Contains(String, String),
    /// Its whole text. XPath only.
    Says(String),
    /// The one text beside its children is this. XPath only.
    Own(String),
    /// An element at these steps below it has this whole text. XPath only.
    Holds(Vec<String>, String),
    /// An element anywhere in it is so. XPath only.
    Has(Box<Step>),
    /// Its place among the siblings of its tag, from 1.
    Nth(usize),
}

/// An element anywhere in the one before it, or directly in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Step {
    pub tag: String,
    pub conditions: Vec<Condition>,
    pub is_child: bool,
}

/// The way to an element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Query(pub Vec<Step>);

impl Step {
    pub fn new(tag: &str, conditions: Vec<Condition>) -> Self {
        Self { tag: tag.into(), conditions, is_child: false }
    }

    fn matches(&self, tree: &Tree, id: NodeId) -> bool {
        (self.tag.is_empty() || tree.tag(id) == self.tag)
            && self.conditions.iter().all(|condition| condition.holds(tree, id))
    }
}

impl Condition {
    fn holds(&self, tree: &Tree, id: NodeId) -> bool {
        match self {
            Self::Id(value) => tree.attribute(id, "id") == Some(value),
            Self::Attribute(name, value) => tree.attribute(id, name) == Some(value),
            Self::Begins(name, value) => {
                tree.attribute(id, name).is_some_and(|found| found.starts_with(value.as_str()))
            }
            Self::Contains(name, value) => {
                tree.attribute(id, name).is_some_and(|found| found.contains(value.as_str()))
            }
            Self::Says(text) => whole_text(tree, id) == Some(text),
            Self::Own(text) => own_piece(tree, id) == Some(text),
            Self::Holds(steps, text) => holds(tree, id, steps, text),
            Self::Has(step) => (id + 1..tree.end(id)).any(|inner| step.matches(tree, inner)),
            Self::Class(class) => tree
                .attribute(id, "class")
                .is_some_and(|list| list.split_ascii_whitespace().any(|one| one == class)),
            Self::Nth(nth) => nth_of_type(tree, id) == *nth,
        }
    }

    /// Whether it rests on an identifier with a number.
    pub fn is_numbered(&self) -> bool {
        let value = match self {
            Self::Id(value) | Self::Class(value) => value,
            Self::Attribute(name, value) if !matches!(name.as_str(), "aria-label" | "title" | "alt") => value,
            _ => return false,
        };
        value.bytes().any(|byte| byte.is_ascii_digit())
    }

    fn css(&self) -> String {
        match self {
            Self::Id(value) => format!("#{}", css_identifier(value)),
            Self::Class(class) => format!(".{}", css_identifier(class)),
            Self::Attribute(name, value) => format!("[{}={}]", css_identifier(name), css_string(value)),
            Self::Begins(name, value) => format!("[{}^={}]", css_identifier(name), css_string(value)),
            Self::Contains(name, value) => format!("[{}*={}]", css_identifier(name), css_string(value)),
            Self::Says(_) | Self::Own(_) | Self::Holds(..) | Self::Has(_) => String::new(),
            Self::Nth(nth) => format!(":nth-of-type({nth})"),
        }
    }

    fn xpath(&self) -> String {
        match self {
            Self::Id(value) => format!("[@id={}]", xpath_string(value)),
            Self::Attribute(name, value) => format!("[@{name}={}]", xpath_string(value)),
            Self::Begins(name, value) => format!("[starts-with(@{name}, {})]", xpath_string(value)),
            Self::Contains(name, value) => format!("[contains(@{name}, {})]", xpath_string(value)),
            Self::Says(text) => format!("[normalize-space()={}]", xpath_string(text)),
            Self::Own(text) => format!("[text()[normalize-space()={}]]", xpath_string(text)),
            Self::Holds(steps, text) => {
                format!("[{}[normalize-space()={}]]", steps.join("/"), xpath_string(text))
            }
            Self::Has(step) => format!("[.{}]", Query(vec![Step::clone(step)]).xpath()),
            Self::Class(class) => {
                let spaced = xpath_string(&format!(" {class} "));
                format!("[contains(concat(\" \", normalize-space(@class), \" \"), {spaced})]")
            }
            Self::Nth(nth) => format!("[{nth}]"),
        }
    }
}

/// The text of an element when the tree knows it as XPath does: it is all its own, and in one piece.
pub(crate) fn whole_text(tree: &Tree, id: NodeId) -> Option<&str> {
    let text = own_piece(tree, id)?;
    let inside = id + 1..tree.end(id);
    let is_own = inside.len() <= MAX_INSIDE && inside.into_iter().all(|node| tree.own_text(node).is_empty());
    is_own.then_some(text)
}

/// The text of an element that is all its own, when no child parts it.
pub(crate) fn own_piece(tree: &Tree, id: NodeId) -> Option<&str> {
    let text = tree.own_text(id);
    let is_parted = |child: NodeId| match tree.places.get(child as usize) {
        Some(&place) => (1..text.len()).contains(&offset_of(place)),
        None => text.contains(' '),
    };
    (!text.is_empty() && !tree.children(id).take(MAX_CHILDREN).any(is_parted)).then_some(text)
}

fn holds(tree: &Tree, id: NodeId, steps: &[String], text: &str) -> bool {
    let Some((tag, rest)) = steps.split_first() else { return whole_text(tree, id) == Some(text) };
    let alike = tree.children(id).take(MAX_CHILDREN).filter(|&child| tree.tag(child) == tag);
    alike.into_iter().any(|child| holds(tree, child, rest, text))
}

/// The place of an element among the siblings of its tag, from 1.
pub(crate) fn nth_of_type(tree: &Tree, id: NodeId) -> usize {
    let Some(parent) = tree.parent(id) else { return 1 };
    let alike = |&sibling: &NodeId| tree.tag(sibling) == tree.tag(id);
    tree.children(parent).take_while(|&sibling| sibling <= id).filter(alike).count()
}

impl Query {
    /// Whether it finds this element and no other one of its document.
    pub fn finds_only(&self, tree: &Tree, id: NodeId) -> bool {
        let mut found = document_of(tree, id).filter(|&node| self.matches(tree, node));
        found.next() == Some(id) && found.next().is_none()
    }

    fn matches(&self, tree: &Tree, id: NodeId) -> bool {
        let Some((last, before)) = self.0.split_last() else { return false };
        last.matches(tree, id) && matches_before(tree, id, last.is_child, before)
    }

    pub fn css(&self) -> String {
        let mut out = String::new();
        for step in &self.0 {
            if !out.is_empty() {
                out.push_str(if step.is_child { " > " } else { " " });
            }
            out.push_str(&step.tag);
            step.conditions.iter().for_each(|condition| out.push_str(&condition.css()));
        }
        out
    }

    pub fn xpath(&self) -> String {
        let mut out = String::new();
        for step in &self.0 {
            out.push_str(if step.is_child && !out.is_empty() { "/" } else { "//" });
            out.push_str(if step.tag.is_empty() { "*" } else { &step.tag });
            // After another predicate a number would count what that one left.
            let (places, others): (Vec<_>, Vec<_>) =
                step.conditions.iter().partition(|condition| matches!(condition, Condition::Nth(_)));
            places.iter().chain(&others).for_each(|condition| out.push_str(&condition.xpath()));
        }
        out
    }

    /// Whether CSS has words for it.
    pub fn is_css(&self) -> bool {
        let is_text = |condition: &Condition| {
            matches!(
                condition,
                Condition::Says(_) | Condition::Own(_) | Condition::Holds(..) | Condition::Has(_)
            )
        };
        !self.0.iter().any(|step| step.conditions.iter().any(is_text))
    }

    pub fn is_positional(&self) -> bool {
        let positional = |condition: &Condition| matches!(condition, Condition::Nth(_));
        self.0.iter().any(|step| step.conditions.iter().any(positional))
    }
}

/// The steps before an element; a step that is found nearest leaves the most room for those before it.
/// Shadow roots are passed through by descent, as Playwright's CSS passes them.
fn matches_before(tree: &Tree, id: NodeId, is_child: bool, steps: &[Step]) -> bool {
    let Some((step, before)) = steps.split_last() else { return true };
    let reach = if is_child { 1 } else { usize::MAX };
    tree.ancestors(id)
        .take(reach)
        .take_while(|&node| tree.tag(node) != FRAME_DOCUMENT)
        .filter(|&node| tree.tag(node) != SHADOW_ROOT && step.matches(tree, node))
        .any(|node| matches_before(tree, node, step.is_child, before))
}
