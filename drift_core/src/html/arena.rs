//! The linked nodes a parser moves about, flattened into a [`Tree`] when it is done.

use crate::error::Result;
use crate::html::sink::Handle;
use crate::limits::Limits;
use crate::rules;
use crate::tree::pieces::place;
use crate::tree::texts::{Run, Texts};
use crate::tree::{Attribute, Detail, Node, SHADOW_ROOT, Source, Span, Tree};
use html5ever::LocalName;
use html5ever::interface::NodeOrText;
use std::collections::HashMap;

pub(crate) const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    parent: u32,
    first: u32,
    last: u32,
    previous: u32,
    next: u32,
    name: u32,
    attributes: (u32, u32),
    depth: u32,
}

impl Link {
    fn new(name: u32) -> Self {
        let attributes = (0, 0);
        Self { parent: NONE, first: NONE, last: NONE, previous: NONE, next: NONE, name, attributes, depth: 0 }
    }
}

pub(crate) struct Arena {
    links: Vec<Link>,
    tree: Tree,
    texts: Texts,
    atoms: HashMap<LocalName, u32, crate::hash::Seeded>,
    wanted: HashMap<u32, bool, crate::hash::Seeded>,
    /// Template element to where its content goes; the content of plain templates is dropped.
    contents: HashMap<u32, u32, crate::hash::Seeded>,
    deepest: usize,
    most_attributes: usize,
    /// The page is refused; whatever else this token does must change nothing and cost nothing.
    full: bool,
}

impl Arena {
    pub fn new() -> Self {
        let mut tree = Tree::new(Source::Html);
        let name = tree.names.intern("#document");
        Self {
            links: vec![Link::new(name)],
            tree,
            texts: Texts::default(),
            atoms: HashMap::default(),
            wanted: HashMap::default(),
            contents: HashMap::default(),
            deepest: 0,
            most_attributes: 0,
            full: false,
        }
    }

    /// The document itself is no node of the tree, and its depth is not an element's.
    pub fn check(&self, limits: &Limits) -> Result<()> {
        limits.check_nodes(self.links.len() - 1)?;
        limits.check_depth(self.deepest.saturating_sub(1))?;
        limits.check_attributes(self.most_attributes)
    }

    pub fn parent(&self, id: u32) -> u32 {
        self.links[id as usize].parent
    }

    pub fn create(
        &mut self,
        name: &LocalName,
        attributes: &[html5ever::Attribute],
        detail: Detail,
        limits: &Limits,
    ) -> u32 {
        self.full |= self.links.len() > limits.max_nodes + 1;
        if self.full {
            return self.links.len() as u32 - 1;
        }
        let name = self.intern(name);
        let start = self.tree.attributes.len() as u32;
        for attribute in attributes {
            self.keep_attribute(attribute, detail);
        }
        self.most_attributes = self.most_attributes.max(attributes.len());
        let mut link = Link::new(name);
        link.attributes = (start, self.tree.attributes.len() as u32);
        self.links.push(link);
        self.links.len() as u32 - 1
    }

    fn intern(&mut self, name: &LocalName) -> u32 {
        if let Some(&id) = self.atoms.get(name) {
            return id;
        }
        let id = self.tree.names.intern(name);
        self.atoms.insert(name.clone(), id);
        id
    }

    fn keep_attribute(&mut self, attribute: &html5ever::Attribute, detail: Detail) {
        let name = self.intern(&attribute.name.local);
        let names = &self.tree.names;
        let wanted = detail == Detail::Full
            || *self.wanted.entry(name).or_insert_with(|| rules::reads_attribute(names.text(name)));
        if wanted {
            let value = self.tree.push_string(&attribute.value);
            self.tree.attributes.push(Attribute { name, value });
        }
    }

    pub fn move_children(&mut self, from: u32, to: u32) {
        if self.full {
            return;
        }
        self.texts.move_all(from, to);
        while self.links[from as usize].first != NONE {
            let child = self.links[from as usize].first;
            self.link_before(to, NONE, child);
        }
    }

    fn link_before(&mut self, parent: u32, before: u32, child: u32) {
        if self.full {
            return;
        }
        self.detach(child);
        let previous = if before == NONE {
            self.links[parent as usize].last
        } else {
            self.links[before as usize].previous
        };
        let depth = self.links[parent as usize].depth + 1;
        let link = &mut self.links[child as usize];
        (link.parent, link.previous, link.next, link.depth) = (parent, previous, before, depth);
        self.deepest = self.deepest.max(depth as usize);
        match previous {
            NONE => self.links[parent as usize].first = child,
            _ => self.links[previous as usize].next = child,
        }
        match before {
            NONE => self.links[parent as usize].last = child,
            _ => self.links[before as usize].previous = child,
        }
    }

    pub fn detach(&mut self, child: u32) {
        let Link { parent, previous, next, .. } = self.links[child as usize];
        if parent == NONE || self.full {
            return;
        }
        match previous {
            NONE => self.links[parent as usize].first = next,
            _ => self.links[previous as usize].next = next,
        }
        match next {
            NONE => self.links[parent as usize].last = previous,
            _ => self.links[next as usize].previous = previous,
        }
        let link = &mut self.links[child as usize];
        (link.parent, link.previous, link.next) = (NONE, NONE, NONE);
    }

    pub fn insert(&mut self, parent: u32, before: u32, child: NodeOrText<Handle>, detail: Detail) {
        match child {
            NodeOrText::AppendNode(node) => self.link_before(parent, before, node.id),
            NodeOrText::AppendText(text) if detail == Detail::Full => {
                let after = match before {
                    NONE => self.links[parent as usize].last,
                    _ => self.links[before as usize].previous,
                };
                let span = self.tree.push_string(&text);
                self.texts.append(parent, after, span);
            }
            NodeOrText::AppendText(_) => {}
        }
    }

    pub fn flatten(mut self, limits: &Limits) -> Result<Tree> {
        let attributes = std::mem::take(&mut self.tree.attributes);
        self.tree.nodes.reserve_exact(self.links.len() - 1);
        self.tree.attributes.reserve_exact(attributes.len());
        let mut stack = vec![(self.links[0].first, 0)];
        let mut places = vec![0; if self.texts.bytes() > 0 { self.links.len() } else { 0 }];
        let mut ids = Vec::with_capacity(self.links.len());
        let mut runs = Vec::new();
        while let Some((id, parent)) = stack.pop() {
            if id == NONE {
                continue;
            }
            let link = self.links[id as usize];
            let new_id = self.tree.nodes.len() as u32;
            let first_attribute = self.tree.attributes.len() as u32;
            self.tree.attributes.extend(&attributes[link.attributes.0 as usize..link.attributes.1 as usize]);
            let text = self.own_text(id, link.name, &mut runs, &mut places);
            ids.push(id);
            self.tree.nodes.push(Node { parent, end: 0, name: link.name, first_attribute, text });
            if link.parent != 0 {
                stack.push((link.next, parent));
            }
            stack.push((link.first, new_id));
        }
        if !places.is_empty() {
            self.tree.places = ids.into_iter().map(|id| places[id as usize]).collect();
        }
        self.tree.seal(limits)
    }

    fn own_text(&mut self, id: u32, name: u32, runs: &mut Vec<Run>, places: &mut [u32]) -> Span {
        match self.tree.names.text(name) {
            "script" | "style" | "noscript" | "template" => Span::default(),
            _ => {
                let span = self.texts.collapsed(&mut self.tree.strings, id, runs);
                self.place_children(id, runs, places);
                span
            }
        }
    }

    /// Note where the children stand between the texts of their parent.
    fn place_children(&self, id: u32, runs: &[Run], places: &mut [u32]) {
        let (mut at, mut before) = (0, NONE);
        let mut offset = 0;
        let mut child = self.links[id as usize].first;
        while child != NONE && !runs.is_empty() {
            let run = runs.get(at).filter(|run| run.after == before);
            at += usize::from(run.is_some());
            offset = run.map_or(offset, |run| run.end);
            let next = runs.get(at).filter(|run| run.after == child);
            let spaced_before = run.is_some_and(|run| run.ends_with_space);
            let spaced_after = next.is_some_and(|run| run.leads_with_space);
            places[child as usize] = place(offset, spaced_before, spaced_after);
            before = child;
            child = self.links[child as usize].next;
        }
    }
}

impl Arena {
    pub fn template_contents(&mut self, template: u32) -> u32 {
        if let Some(&id) = self.contents.get(&template) {
            return id;
        }
        let name = self.tree.names.intern("#template-content");
        let mut link = Link::new(name);
        link.depth = self.links[template as usize].depth;
        self.links.push(link);
        let id = self.links.len() as u32 - 1;
        self.contents.insert(template, id);
        id
    }

    pub fn attach_shadow(&mut self, host: u32, template: u32) -> bool {
        let first = self.links[host as usize].first;
        let name = self.tree.names.intern(SHADOW_ROOT);
        let has_one = first != NONE && self.links[first as usize].name == name;
        if has_one || !rules::can_host_shadow(self.tree.names.text(self.links[host as usize].name)) {
            return false;
        }
        self.links.push(Link::new(name));
        let root = self.links.len() as u32 - 1;
        self.link_before(host, first, root);
        self.contents.insert(template, root);
        true
    }

    pub fn add_missing(&mut self, target: u32, attributes: &[html5ever::Attribute], detail: Detail) {
        let (start, end) = self.links[target as usize].attributes;
        let names: Vec<u32> = attributes.iter().map(|a| self.intern(&a.name.local)).collect();
        let known = &self.tree.attributes[start as usize..end as usize];
        let is_missing = |name: u32| known.iter().all(|attribute| attribute.name != name);
        let missing: Vec<bool> = names.into_iter().map(is_missing).collect();
        if self.full || !missing.contains(&true) {
            return;
        }
        let first = self.tree.attributes.len();
        self.tree.attributes.extend_from_within(start as usize..end as usize);
        for (attribute, _) in attributes.iter().zip(missing).filter(|(_, missing)| *missing) {
            self.keep_attribute(attribute, detail);
        }
        let end = self.tree.attributes.len();
        self.most_attributes = self.most_attributes.max(end - first);
        self.links[target as usize].attributes = (first as u32, end as u32);
    }
}
