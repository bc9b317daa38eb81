//! The tree as Servo's engine walks it, without the boundaries, as Playwright does.

use super::captured::{Reading, read};
use super::css_terms::{Live, Terms, Word};
use super::scope;
use crate::tree::{NodeId, Tree};
use selectors::OpaqueElement;
use selectors::attr::{AttrSelectorOperation, AttrSelectorOperator, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::matching::{ElementSelectorFlags, MatchingContext};
use std::cell::Cell;
use std::fmt;

/// Steps one selector may take, by elements of the page and at least.
const STEPS_PER_NODE: u64 = 400;
const MIN_STEPS: u64 = 200_000;

/// One selector on one page.
pub(crate) struct Search<'a> {
    tree: &'a Tree,
    /// The sibling before each element, itself where there is none.
    before: Vec<NodeId>,
    in_doubt: Cell<bool>,
    steps: Cell<u64>,
}

impl<'a> Search<'a> {
    pub fn of(tree: &'a Tree) -> Self {
        let steps = Cell::new(MIN_STEPS + STEPS_PER_NODE * tree.len() as u64);
        let mut before: Vec<NodeId> = (0..tree.len() as NodeId).collect();
        for id in 0..tree.len() as NodeId {
            let next = tree.next_sibling(id).filter(|_| !scope::is_boundary(tree, id));
            next.into_iter().for_each(|next| before[next as usize] = id);
        }
        Self { tree, before, in_doubt: Cell::new(false), steps }
    }

    pub fn is_in_doubt(&self) -> bool {
        self.in_doubt.get()
    }

    fn doubt(&self) {
        self.in_doubt.set(true);
    }

    /// False when it has cost enough; the search then finds nothing more and ends.
    fn step(&self, cost: usize) -> bool {
        let left = self.steps.get().saturating_sub(cost as u64);
        self.steps.set(left);
        if left == 0 {
            self.doubt();
        }
        left > 0
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Element<'a> {
    pub search: &'a Search<'a>,
    pub id: NodeId,
}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}#{}", self.tag(), self.id)
    }
}

impl<'a> Element<'a> {
    fn at(self, id: NodeId) -> Self {
        Self { id, ..self }
    }

    fn tree(self) -> &'a Tree {
        self.search.tree
    }

    fn tag(self) -> &'a str {
        self.tree().tag(self.id)
    }

    fn class(self) -> &'a str {
        match read(self.tree(), self.id, "class") {
            Reading::Is(class) => class.unwrap_or(""),
            Reading::Begins(_) | Reading::Withheld => {
                self.search.doubt();
                ""
            }
        }
    }
}

/// What a value that is known to start like this has to say.
fn begins(start: &str, operation: &AttrSelectorOperation<&super::css_terms::Quoted>) -> Option<bool> {
    let AttrSelectorOperation::WithValue { operator, case_sensitivity, value } = operation else {
        return Some(true);
    };
    let wanted: &str = (*value).as_ref();
    let (have, want) = (start.as_bytes(), wanted.as_bytes());
    let common = have.len().min(want.len());
    let agrees = CaseSensitivity::eq(*case_sensitivity, &have[..common], &want[..common]);
    match operator {
        AttrSelectorOperator::Prefix if !agrees => Some(false),
        AttrSelectorOperator::Prefix if want.len() <= have.len() => Some(!want.is_empty()),
        AttrSelectorOperator::Equal if !agrees || want.len() < have.len() => Some(false),
        AttrSelectorOperator::Substring if case_sensitivity.contains(start, wanted) => Some(!want.is_empty()),
        _ => None,
    }
}

impl selectors::Element for Element<'_> {
    type Impl = Terms;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(&self.tree().nodes[self.id as usize])
    }

    fn parent_element(&self) -> Option<Self> {
        let parent = scope::parent_or_host(self.tree(), self.id);
        parent.filter(|_| self.search.step(1)).map(|id| self.at(id))
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        let before = self.search.before[self.id as usize];
        (before != self.id && self.search.step(1)).then(|| self.at(before))
    }

    fn next_sibling_element(&self) -> Option<Self> {
        let next = self.tree().next_sibling(self.id);
        next.filter(|&id| self.search.step(1) && !scope::is_boundary(self.tree(), id)).map(|id| self.at(id))
    }

    fn first_element_child(&self) -> Option<Self> {
        // Only `:has` looks down, and Playwright's looks into shadow roots.
        if scope::shadow_root(self.tree(), self.id).is_some() {
            self.search.doubt();
        }
        let first = scope::children(self.tree(), self.id).next();
        first.filter(|_| self.search.step(1)).map(|id| self.at(id))
    }

    fn is_html_element_in_html_document(&self) -> bool {
        true
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.search.step(1) && self.tag().eq_ignore_ascii_case(name)
    }

    fn has_namespace(&self, _: &str) -> bool {
        self.search.doubt();
        false
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.tag() == other.tag()
    }

    fn attr_matches(
        &self,
        _: &NamespaceConstraint<&Word>,
        name: &Word,
        operation: &AttrSelectorOperation<&super::css_terms::Quoted>,
    ) -> bool {
        let known = match read(self.tree(), self.id, name.as_ref()) {
            Reading::Is(value) => Some(value.is_some_and(|value| operation.eval_str(value))),
            Reading::Begins(start) => begins(start, operation),
            Reading::Withheld => None,
        };
        if known.is_none() {
            self.search.doubt();
        }
        self.search.step(1) && known.unwrap_or(false)
    }

    fn match_non_ts_pseudo_class(&self, live: &Live, _: &mut MatchingContext<Terms>) -> bool {
        match *live {}
    }

    fn match_pseudo_element(&self, live: &Live, _: &mut MatchingContext<Terms>) -> bool {
        match *live {}
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        matches!(self.tag(), "a" | "area") && self.tree().attribute(self.id, "href").is_some()
    }

    fn is_html_slot_element(&self) -> bool {
        self.tag() == "slot"
    }

    fn has_id(&self, id: &Word, case: CaseSensitivity) -> bool {
        let own = self.tree().attribute(self.id, "id");
        self.search.step(1) && own.is_some_and(|own| case.eq(own.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, name: &Word, case: CaseSensitivity) -> bool {
        let mut classes = self.class().split_ascii_whitespace();
        self.search.step(1) && classes.any(|class| case.eq(class.as_bytes(), name.0.as_bytes()))
    }

    fn has_custom_state(&self, _: &Word) -> bool {
        self.search.doubt();
        false
    }

    fn imported_part(&self, _: &Word) -> Option<Word> {
        None
    }

    fn is_part(&self, _: &Word) -> bool {
        false
    }

    /// White space alone is text too, and trees do not keep it.
    fn is_empty(&self) -> bool {
        let has_child = scope::children(self.tree(), self.id).next().is_some();
        let holds = has_child || !self.tree().own_text(self.id).is_empty();
        if !holds && !matches!(self.tag(), "area" | "br" | "col" | "embed" | "hr" | "img" | "input" | "wbr") {
            self.search.doubt();
        }
        !holds
    }

    fn is_root(&self) -> bool {
        self.id == 0
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}
