//! Ways to find an element, best first, each of them tried on the page before it is given.

use crate::evaluate::{Selector, Strategy, document_of, only_label, only_text};
use crate::generate::anchors::{anchors, by_place, text_anchors};
use crate::generate::counted::by_count;
use crate::generate::lasting::{icon_steps, kind_step, lasting};
use crate::generate::query::{Condition, Query, Step, whole_text};
use crate::generate::tied::tied;
use crate::lengths::is_longer;
use crate::page::Page;
use crate::page::accname;
use crate::page::made_up::{is_chosen, is_made_up};
use crate::page::parts::{Whose, own_tie, ties};
use crate::page::roles;
use crate::page::tokens::stable_name;
use crate::tree::{FRAME_DOCUMENT, NodeId, Source};

/// A value of more characters is content, not a name: as many as a description keeps.
pub(crate) const MAX_VALUE: usize = 200;
const MAX_CSS: usize = 2;
const MAX_BY_TEXT: usize = 2;

/// Selectors of an element, best first; each matches it and nothing else on this page, and stays with the
/// record that it belongs to.
pub fn selectors(page: &Page, id: NodeId) -> Vec<Selector> {
    selectors_in(page, id, &Whose::default())
}

/// The same, where a request says which record is meant.
pub fn selectors_in(page: &Page, id: NodeId, whose: &Whose) -> Vec<Selector> {
    if page.tree.tag(id).starts_with('#') {
        return Vec::new();
    }
    let maker = Maker { page, id };
    if whose.is_counted
        && let made = by_count(&maker, whose)
        && !made.is_empty()
    {
        return made;
    }
    let mut made = Vec::new();
    made.extend(maker.test_id());
    if made.is_empty() {
        made.extend(lasting(&maker).map(|query| plain(Strategy::Css, &query.css())));
    }
    made.extend(maker.by_name());
    maker.add_queries(&mut made);
    tied(&maker, own_tie(page, id).as_ref(), &ties(page, id, whose), made)
}

pub(crate) struct Maker<'a> {
    pub page: &'a Page,
    pub id: NodeId,
}

impl Maker<'_> {
    /// By what people call it, where nothing else is called so.
    pub fn by_name(&self) -> Vec<Selector> {
        let mut made: Vec<Selector> = self.role_name().into_iter().chain(self.label()).collect();
        for (strategy, name) in
            [(Strategy::Placeholder, "placeholder"), (Strategy::AltText, "alt"), (Strategy::Title, "title")]
        {
            made.extend(self.by_attribute(strategy, name));
        }
        made.extend(self.text());
        made
    }

    fn test_id(&self) -> Option<Selector> {
        let (name, value) = self.own_test_id()?;
        let is_only = self.only(|id| self.page.tree.attribute(id, name) == Some(value));
        let made = Selector { attribute: name.into(), ..plain(Strategy::TestId, value) };
        is_only.then_some(made)
    }

    pub fn own_test_id(&self) -> Option<(&str, &str)> {
        let own = self.page.test_ids().names().filter_map(|name| Some((name, self.value(name)?)));
        { own }.find(|(_, value)| !is_made_up(value))
    }

    fn role_name(&self) -> Option<Selector> {
        let (tree, facts) = (&self.page.tree, self.page.of(self.id));
        let role = roles::role(tree, self.id);
        let can_name =
            roles::is_interactive(role) || matches!(role, "heading" | "img" | "columnheader" | "rowheader");
        let name = accname::name(tree, &self.page.labels, self.id);
        if !can_name || name.is_empty() || is_longer(&name, MAX_VALUE) || !self.is_read_as(&name) {
            return None;
        }
        // A search by role leaves out what is hidden, and a capture tells: it has no names for that.
        let is_called_so = |id: NodeId| match tree.source() {
            Source::Capture => tree.computed_name(id) == Some(name.as_str()),
            _ => accname::name(tree, &self.page.labels, id) == name,
        };
        let same = |id: NodeId| {
            self.page.of(id).role == facts.role && roles::role(tree, id) == role && is_called_so(id)
        };
        let made = Selector { role: role.into(), ..plain(Strategy::RoleName, &name) };
        self.only(same).then_some(made)
    }

    /// A label as Playwright's and Testing Library's `getByLabel` understand it.
    fn label(&self) -> Option<Selector> {
        let (tree, labels) = (&self.page.tree, &self.page.labels);
        let of_labels = accname::label_text(tree, labels, self.id);
        let given = tree.attribute(self.id, "aria-label").unwrap_or("").trim();
        let text = if of_labels.is_empty() { given } else { of_labels.as_str() };
        let is_short = !text.is_empty() && !is_longer(text, MAX_VALUE);
        (is_short && only_label(self.page, self.id, text)).then(|| plain(Strategy::Label, text))
    }

    fn by_attribute(&self, strategy: Strategy, name: &str) -> Option<Selector> {
        let value = self.value(name)?;
        self.only(|id| self.page.tree.attribute(id, name) == Some(value)).then(|| plain(strategy, value))
    }

    fn text(&self) -> Option<Selector> {
        let text = whole_text(&self.page.tree, self.id)?;
        let is_telling = !is_longer(text, MAX_VALUE) && text.chars().any(char::is_alphanumeric);
        (is_telling && !self.page.of(self.id).unseen && only_text(self.page, self.id, text))
            .then(|| plain(Strategy::Text, text))
    }

    /// CSS and XPath: by what the element has, then by what it has within an anchor, then by what is
    /// said around it, and last by place.
    fn add_queries(&self, made: &mut Vec<Selector>) {
        let own = self.own_steps();
        let mut queries: Vec<Query> = own.iter().map(|step| Query(vec![step.clone()])).collect();
        let bare = Step::new(self.page.tree.tag(self.id), Vec::new());
        let within: Vec<Step> = own.into_iter().chain([bare]).collect();
        for anchor in anchors(self) {
            queries.extend(within.iter().map(|step| Query(vec![anchor.clone(), step.clone()])));
        }
        self.add_first(queries, MAX_CSS, made);
        self.add_first(self.by_text(&within), MAX_BY_TEXT, made);
        let by_place = by_place(self);
        self.add_first(vec![by_place], 1, made);
    }

    /// By texts, which CSS has no words for.
    fn by_text(&self, within: &[Step]) -> Vec<Query> {
        let tag = self.page.tree.tag(self.id);
        let text = whole_text(&self.page.tree, self.id).filter(|text| !is_longer(text, MAX_VALUE));
        let saying = text.map(|text| Step::new(tag, vec![Condition::Says(text.into())]));
        let steps: Vec<&Step> = saying.iter().chain(within).collect();
        let mut queries: Vec<Query> = Vec::new();
        for anchor in text_anchors(self) {
            queries.extend(steps.iter().map(|&step| Query(vec![anchor.clone(), step.clone()])));
        }
        for anchor in anchors(self) {
            queries.extend(saying.iter().map(|step| Query(vec![anchor.clone(), step.clone()])));
        }
        queries.extend(saying.iter().map(|step| Query(vec![step.clone()])));
        queries
    }

    /// What it has and says, to be looked for where that is enough: in its record. An identifier with a
    /// number says which record it is by its place.
    pub fn steps_within(&self) -> Vec<Step> {
        let tag = self.page.tree.tag(self.id);
        let text = whole_text(&self.page.tree, self.id).filter(|text| !is_longer(text, MAX_VALUE));
        let own_id = self.own_test_id().map(|(name, value)| Step::new("", vec![attribute(name, value)]));
        let saying = text.map(|text| Step::new(tag, vec![Condition::Says(text.into())]));
        let bare = Step::new(tag, Vec::new());
        let mut steps: Vec<Step> = own_id.into_iter().chain(saying).chain(self.own_steps()).collect();
        steps.retain(|step| !step.conditions.iter().any(Condition::is_numbered));
        steps.push(bare);
        steps
    }

    pub fn add_first(&self, queries: Vec<Query>, most: usize, made: &mut Vec<Selector>) {
        let finding = queries.into_iter().filter(|query| query.finds_only(&self.page.tree, self.id));
        finding.take(most).for_each(|query| self.write(&query, made));
    }

    fn write(&self, query: &Query, made: &mut Vec<Selector>) {
        let positional = query.is_positional();
        let css = query.css();
        if query.is_css() && made.iter().all(|one| one.value != css) {
            made.push(Selector { positional, ..plain(Strategy::Css, &css) });
        }
        if self.is_in_reach_of_xpath() {
            made.push(Selector { positional, ..plain(Strategy::Xpath, &query.xpath()) });
        }
    }

    /// XPath sees neither shadow roots nor foreign elements by their plain names.
    pub fn is_in_reach_of_xpath(&self) -> bool {
        let tree = &self.page.tree;
        std::iter::once(self.id)
            .chain(tree.ancestors(self.id))
            .take_while(|&id| tree.tag(id) != FRAME_DOCUMENT)
            .all(|id| !matches!(tree.tag(id), "#shadow-root" | "svg" | "math"))
    }

    pub fn own_steps(&self) -> Vec<Step> {
        let tag = self.page.tree.tag(self.id);
        let mut steps = Vec::new();
        steps.extend(self.own_test_id().map(|(name, value)| Step::new("", vec![attribute(name, value)])));
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
            // A capture leaves out what may be secret at the end of an address.
            let is_whole = self.page.tree.source() != Source::Capture;
            let make = if is_whole { Condition::Attribute } else { Condition::Begins };
            steps.push(Step::new(tag, vec![make("href".into(), href.into())]));
        }
        steps.extend(icon_steps(self));
        steps.extend(kind_step(self));
        let classes = self.classes();
        steps.extend(classes.iter().map(|class| Step::new(tag, vec![class.clone()])));
        if classes.len() > 1 {
            steps.push(Step::new(tag, classes));
        }
        steps
    }

    pub fn classes(&self) -> Vec<Condition> {
        let list = self.page.tree.attribute(self.id, "class").unwrap_or("");
        let is_lasting = |class: &&str| stable_name(class).is_some() && !is_made_up(class);
        let stable = list.split_ascii_whitespace().filter(is_lasting);
        stable.take(3).map(|class| Condition::Class(class.into())).collect()
    }

    pub fn value(&self, name: &str) -> Option<&str> {
        let value = self.page.tree.attribute(self.id, name)?;
        (!value.trim().is_empty() && !is_longer(value, MAX_VALUE)).then_some(value)
    }

    /// An identifier that neither a generator nor a counter made.
    pub fn stable(&self, name: &str) -> Option<&str> {
        self.value(name).filter(|value| is_chosen(value))
    }

    fn stable_or_text(&self, name: &str) -> Option<&str> {
        if matches!(name, "name" | "for") { self.stable(name) } else { self.value(name) }
    }

    /// Whether a search by role finds it under this name. A capture has no names for what is hidden; what
    /// merely stands in a box without area, as portals and fixed frames do, is read all the same.
    fn is_read_as(&self, name: &str) -> bool {
        let tree = &self.page.tree;
        if tree.source() == Source::Capture {
            return tree.computed_name(self.id) == Some(name);
        }
        !std::iter::once(self.id).chain(tree.ancestors(self.id)).any(|id| accname::is_unread(tree, id))
    }

    fn only(&self, same: impl Fn(NodeId) -> bool) -> bool {
        document_of(&self.page.tree, self.id).filter(|&id| same(id)).take(2).eq(std::iter::once(self.id))
    }
}

pub(crate) fn attribute(name: &str, value: &str) -> Condition {
    Condition::Attribute(name.into(), value.into())
}

pub(crate) fn is_nowhere(href: &str) -> bool {
    href.starts_with('#') && href.len() < 3 || href.starts_with("javascript:")
}

pub(crate) fn plain(strategy: Strategy, value: &str) -> Selector {
    Selector {
        strategy,
        value: value.into(),
        role: String::new(),
        attribute: String::new(),
        positional: false,
    }
}
