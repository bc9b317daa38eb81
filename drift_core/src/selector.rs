//! Ways to find an element, best first, each of them tried on the page before it is given.

use crate::accessibility;
use crate::accname;
use crate::names::stable_name;
use crate::page::Page;
use crate::query::{Condition, Query, Step, nth_of_type};
pub use crate::strategy::{Selector, Strategy};
use crate::traits::TEST_IDS;
use crate::tree::NodeId;

/// A value longer than this is content, not a name.
const MAX_VALUE: usize = 120;
/// Anchors that are thought of, nearest first.
const MAX_ANCHORS: usize = 8;
const MAX_CSS: usize = 2;

/// Selectors of an element, best first; each matches it and nothing else on this page.
pub fn selectors(page: &Page, id: NodeId) -> Vec<Selector> {
    if page.tree.tag(id).starts_with('#') {
        return Vec::new();
    }
    let maker = Maker { page, id };
    let mut made = Vec::new();
    made.extend(maker.test_id());
    made.extend(maker.role_name());
    made.extend(maker.label());
    for (strategy, name) in
        [(Strategy::Placeholder, "placeholder"), (Strategy::AltText, "alt"), (Strategy::Title, "title")]
    {
        made.extend(maker.by_attribute(strategy, name));
    }
    made.extend(maker.text());
    maker.add_queries(&mut made);
    made
}

struct Maker<'a> {
    page: &'a Page,
    id: NodeId,
}

impl Maker<'_> {
    fn test_id(&self) -> Option<Selector> {
        let (name, value) = TEST_IDS.iter().find_map(|&name| Some((name, self.value(name)?)))?;
        let is_only = self.only(|id| self.page.tree.attribute(id, name) == Some(value));
        let made = Selector { attribute: name.into(), ..plain(Strategy::TestId, value) };
        is_only.then_some(made)
    }

    fn role_name(&self) -> Option<Selector> {
        let (tree, facts) = (&self.page.tree, self.page.of(self.id));
        let role = accessibility::role(tree, self.id);
        let can_name = accessibility::is_interactive(role)
            || matches!(role, "heading" | "img" | "columnheader" | "rowheader");
        let name = accname::name(tree, &self.page.labels, self.id);
        if !can_name || name.is_empty() || name.len() > MAX_VALUE || self.is_unread() {
            return None;
        }
        let same = |id: NodeId| {
            self.page.of(id).role == facts.role
                && accessibility::role(tree, id) == role
                && accname::name(tree, &self.page.labels, id) == name
        };
        let made = Selector { role: role.into(), ..plain(Strategy::RoleName, &name) };
        self.only(same).then_some(made)
    }

    /// A label as Playwright's and Testing Library's `getByLabel` understand it.
    fn label(&self) -> Option<Selector> {
        let (tree, labels) = (&self.page.tree, &self.page.labels);
        let text = accname::label_text(tree, labels, self.id);
        let same = |id: NodeId| {
            tree.attribute(id, "aria-label").is_some_and(|label| label.trim() == text)
                || accname::label_text(tree, labels, id) == text
        };
        let is_short = !text.is_empty() && text.len() <= MAX_VALUE;
        (is_short && self.only(same)).then(|| plain(Strategy::Label, &text))
    }

    fn by_attribute(&self, strategy: Strategy, name: &str) -> Option<Selector> {
        let value = self.value(name)?;
        self.only(|id| self.page.tree.attribute(id, name) == Some(value)).then(|| plain(strategy, value))
    }

    fn text(&self) -> Option<Selector> {
        let tree = &self.page.tree;
        let text = tree.own_text(self.id);
        let is_telling =
            !text.is_empty() && text.len() <= MAX_VALUE && text.chars().any(char::is_alphanumeric);
        let holds_more = (self.id + 1..tree.end(self.id)).any(|id| !tree.own_text(id).is_empty());
        let same = |id: NodeId| {
            tree.own_text(id) == text || tree.tag(id) == "input" && tree.attribute(id, "value") == Some(text)
        };
        (is_telling && !holds_more && !self.page.of(self.id).unseen && self.only(same))
            .then(|| plain(Strategy::Text, text))
    }

    /// CSS and XPath: by what the element has, then by what it has within an anchor, then by place.
    fn add_queries(&self, made: &mut Vec<Selector>) {
        let own = self.own_steps();
        let mut queries: Vec<Query> = own.iter().map(|step| Query(vec![step.clone()])).collect();
        for anchor in self.anchors() {
            let mut within = own.clone();
            within.push(Step::new(self.page.tree.tag(self.id), Vec::new()));
            queries.extend(within.into_iter().map(|step| Query(vec![anchor.clone(), step])));
        }
        let mut found = 0;
        for query in queries.into_iter().chain(std::iter::once_with(|| self.by_place())) {
            let is_wanted = found == 0 || !query.is_positional() && found < MAX_CSS;
            if is_wanted && query.finds_only(&self.page.tree, self.id) {
                found += 1;
                self.write(&query, made);
            }
        }
    }

    fn write(&self, query: &Query, made: &mut Vec<Selector>) {
        let positional = query.is_positional();
        made.push(Selector { positional, ..plain(Strategy::Css, &query.css()) });
        // XPath sees neither shadow roots nor foreign elements by their plain names.
        let tree = &self.page.tree;
        let is_plain = std::iter::once(self.id)
            .chain(tree.ancestors(self.id))
            .all(|id| !matches!(tree.tag(id), "#shadow-root" | "#document" | "svg" | "math"));
        if is_plain {
            made.push(Selector { positional, ..plain(Strategy::Xpath, &query.xpath()) });
        }
    }

    fn own_steps(&self) -> Vec<Step> {
        let tag = self.page.tree.tag(self.id);
        let mut steps = Vec::new();
        for name in TEST_IDS.iter().copied() {
            steps.extend(self.value(name).map(|value| Step::new("", vec![attribute(name, value)])));
        }
        if let Some(value) = self.stable("id") {
            steps.push(Step::new("", vec![Condition::Id(value.into())]));
        }
        let name = self.stable("name");
        for other in ["name", "aria-label", "placeholder", "title", "alt", "for"] {
            steps.extend(
                self.stable_or_text(other).map(|value| Step::new(tag, vec![attribute(other, value)])),
            );
        }
        if let (Some(name), Some(value)) = (name, self.value("value")) {
            steps.push(Step::new(tag, vec![attribute("name", name), attribute("value", value)]));
        }
        if let Some(href) = self.value("href").filter(|href| !is_nowhere(href)) {
            steps.push(Step::new(tag, vec![attribute("href", href)]));
        }
        let classes = self.classes();
        steps.extend(classes.iter().map(|class| Step::new(tag, vec![class.clone()])));
        if classes.len() > 1 {
            steps.push(Step::new(tag, classes));
        }
        steps
    }

    fn classes(&self) -> Vec<Condition> {
        let list = self.page.tree.attribute(self.id, "class").unwrap_or("");
        let stable = list.split_ascii_whitespace().filter(|class| stable_name(class).is_some());
        stable.take(3).map(|class| Condition::Class(class.into())).collect()
    }

    /// Ancestors that are found by a stable id or test id, and landmarks that stand alone.
    fn anchors(&self) -> Vec<Step> {
        let tree = &self.page.tree;
        let around = tree.ancestors(self.id).take_while(|&node| !tree.tag(node).starts_with('#'));
        let step = |node: NodeId| {
            let maker = Maker { page: self.page, id: node };
            let test_id = TEST_IDS.iter().find_map(|&name| Some(attribute(name, maker.value(name)?)));
            let id = || maker.stable("id").map(|value| Condition::Id(value.into()));
            let is_landmark =
                matches!(tree.tag(node), "main" | "nav" | "header" | "footer" | "aside" | "form" | "dialog");
            match test_id.or_else(id) {
                Some(condition) => Some((node, Step::new("", vec![condition]))),
                None if is_landmark => Some((node, Step::new(tree.tag(node), Vec::new()))),
                None => None,
            }
        };
        around
            .filter_map(step)
            .take(MAX_ANCHORS)
            .filter(|(node, step)| Query(vec![step.clone()]).finds_only(tree, *node))
            .map(|(_, step)| step)
            .collect()
    }

    /// Step by step from the nearest anchor or the root.
    fn by_place(&self) -> Query {
        let tree = &self.page.tree;
        let mut steps = Vec::new();
        for node in std::iter::once(self.id).chain(tree.ancestors(self.id)) {
            let maker = Maker { page: self.page, id: node };
            let anchor = maker.stable("id").map(|value| Step::new("", vec![Condition::Id(value.into())]));
            let anchor =
                anchor.filter(|step| node != self.id && Query(vec![step.clone()]).finds_only(tree, node));
            if let Some(anchor) = anchor {
                steps.push(anchor);
                break;
            }
            if tree.tag(node).starts_with('#') {
                break;
            }
            let place = if tree.parent(node).is_some() {
                vec![Condition::Nth(nth_of_type(tree, node))]
            } else {
                vec![]
            };
            steps.push(Step { is_child: true, ..Step::new(tree.tag(node), place) });
        }
        steps.reverse();
        steps[0].is_child = false;
        Query(steps)
    }

    fn value(&self, name: &str) -> Option<&str> {
        let value = self.page.tree.attribute(self.id, name)?;
        (!value.trim().is_empty() && value.len() <= MAX_VALUE).then_some(value)
    }

    /// An identifier that neither a generator nor a counter made.
    fn stable(&self, name: &str) -> Option<&str> {
        let digits = |value: &&str| value.bytes().filter(u8::is_ascii_digit).count();
        self.value(name).filter(|value| stable_name(value).is_some() && digits(value) < 2)
    }

    fn stable_or_text(&self, name: &str) -> Option<&str> {
        if matches!(name, "name" | "for") { self.stable(name) } else { self.value(name) }
    }

    fn is_unread(&self) -> bool {
        let tree = &self.page.tree;
        std::iter::once(self.id).chain(tree.ancestors(self.id)).any(|id| accname::is_unread(tree, id))
    }

    fn only(&self, same: impl Fn(NodeId) -> bool) -> bool {
        (0..self.page.len()).filter(|&id| same(id)).take(2).eq(std::iter::once(self.id))
    }
}

fn attribute(name: &str, value: &str) -> Condition {
    Condition::Attribute(name.into(), value.into())
}

fn is_nowhere(href: &str) -> bool {
    href.starts_with('#') && href.len() < 3 || href.starts_with("javascript:")
}

fn plain(strategy: Strategy, value: &str) -> Selector {
    Selector {
        strategy,
        value: value.into(),
        role: String::new(),
        attribute: String::new(),
        positional: false,
    }
}
