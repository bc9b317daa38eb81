//! Where the HTML parser builds its tree.

use crate::error::{Error, Result};
use crate::html::arena::{Arena, NONE};
use crate::limits::Limits;
use crate::tree::{Detail, Tree};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{LocalName, Namespace, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// A node as the parser holds it. Carrying the name here lets `elem_name` answer by reference
/// without keeping the arena borrowed.
#[derive(Debug, Clone)]
pub(crate) struct Handle {
    pub id: u32,
    ns: Namespace,
    local: LocalName,
    /// HTML may stand in it though it is MathML.
    holds_html: bool,
}

impl Handle {
    fn without_name(id: u32) -> Self {
        Self { id, ns: ns!(), local: local_name!(""), holds_html: false }
    }
}

impl ElemName for &Handle {
    fn ns(&self) -> &Namespace {
        &self.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

/// Looks at open elements that any page may cost, and how many more each byte allows. A deep stack and
/// end tags that match nothing cost a thousand for each tag.
const FREE_STEPS: u64 = 32 << 20;
const STEPS_PER_BYTE: u64 = 16;

/// The tree sink of [`crate::parse_html`].
pub(crate) struct ArenaSink {
    arena: RefCell<Arena>,
    limits: Limits,
    detail: Detail,
    document: Handle,
    steps: Cell<u64>,
    max_steps: u64,
}

impl ArenaSink {
    pub fn new(limits: Limits, detail: Detail, bytes: usize) -> Self {
        let document = Handle::without_name(0);
        let max_steps = FREE_STEPS + STEPS_PER_BYTE * bytes as u64;
        Self { arena: RefCell::new(Arena::new()), limits, detail, document, steps: Cell::new(0), max_steps }
    }

    /// Whether the page is still within its limits.
    pub fn check(&self) -> Result<()> {
        self.arena.borrow().check(&self.limits)?;
        if self.steps.get() > self.max_steps {
            let (maximum, found) = (self.max_steps as usize, self.steps.get() as usize);
            return Err(Error::PageTooLarge { limit: "parser steps", maximum, found });
        }
        Ok(())
    }

    /// Flatten what was built into document order.
    pub fn into_tree(self) -> Result<Tree> {
        self.check()?;
        self.arena.into_inner().flatten(&self.limits)
    }
}

impl TreeSink for ArenaSink {
    type Handle = Handle;
    type Output = ();
    type ElemName<'a> = &'a Handle;

    fn finish(self) {}

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.document.clone()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a Handle {
        self.steps.set(self.steps.get() + 1);
        target
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<html5ever::Attribute>,
        flags: ElementFlags,
    ) -> Handle {
        let id = self.arena.borrow_mut().create(&name.local, &attributes, self.detail, &self.limits);
        let holds_html = flags.mathml_annotation_xml_integration_point;
        Handle { id, ns: name.ns, local: name.local, holds_html }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle::without_name(NONE)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Handle::without_name(NONE)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        if !is_comment(&child) && parent.id != NONE {
            self.arena.borrow_mut().insert(parent.id, NONE, child, self.detail);
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.arena.borrow().parent(element.id) != NONE;
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The content of a template that is no shadow root goes nowhere: it is not in the document.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        Handle::without_name(self.arena.borrow_mut().template_contents(target.id))
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let mut arena = self.arena.borrow_mut();
        let parent = arena.parent(sibling.id);
        if !is_comment(&child) && parent != NONE {
            arena.insert(parent, sibling.id, child, self.detail);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<html5ever::Attribute>) {
        self.arena.borrow_mut().add_missing(target.id, &attributes, self.detail);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.arena.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.arena.borrow_mut().move_children(node.id, new_parent.id);
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &Handle) -> bool {
        target.holds_html
    }

    fn attach_declarative_shadow(
        &self,
        host: &Handle,
        template: &Handle,
        _: &[html5ever::Attribute],
    ) -> bool {
        self.arena.borrow_mut().attach_shadow(host.id, template.id)
    }
}

fn is_comment(child: &NodeOrText<Handle>) -> bool {
    matches!(child, NodeOrText::AppendNode(node) if node.id == NONE)
}
