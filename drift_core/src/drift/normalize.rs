//! The rules applied: which nodes of a tree count, and what is left of their names.

use crate::page::tokens::normalize_token;
use crate::rules::{self, Role, Treatment};
use crate::tree::{NodeId, Tree};
use crate::{hash, hash::ByHash};

/// A capture can name one long string in every node, so what is read of a value is bounded.
const MAX_CLASS_LIST: usize = 2048;
const MAX_CLASSES: usize = 64;
const MAX_VALUE: usize = 256;
/// Tells the hash of a whole value from that of one name in it.
const WHOLE: u64 = 1 << 32;

/// A token of the page: one class, id, name, role or test id after normalisation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub hash: u64,
    pub role: Role,
    /// Elements that carry it.
    pub count: u32,
}

/// A node that counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    pub id: NodeId,
    /// Index of the nearest kept ancestor in [`Normalized::nodes`]; the root is its own parent.
    pub parent: u32,
    /// Hash of the tag, with the type of a control.
    pub tag: u64,
    /// The same as its descendants see it.
    pub place: u64,
    pub is_frame: bool,
    /// The node's tokens start here in [`Normalized::mentions`] and end where the next node's start.
    pub first_mention: u32,
}

/// An element's most telling name, as itself and as its children see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Primary {
    pub own: u64,
    pub place: u64,
}

/// A page as the measure sees it.
pub(crate) struct Normalized {
    pub nodes: Vec<Kept>,
    pub tokens: Vec<Token>,
    /// Indices into `tokens`, node by node.
    mentions: Vec<u32>,
}

impl Normalized {
    /// Apply the rules to a whole page.
    pub fn of(tree: &Tree) -> Self {
        Builder::new(tree).run()
    }

    /// The index of the node that stands for a tree's node: itself, or its nearest ancestor that counts.
    pub fn index_of(&self, id: NodeId) -> usize {
        self.nodes.partition_point(|kept| kept.id <= id).saturating_sub(1)
    }

    /// The surviving tokens of a node.
    pub fn tokens_of(&self, index: usize) -> impl Iterator<Item = &Token> + '_ {
        let start = self.nodes[index].first_mention as usize;
        let end = self.nodes.get(index + 1).map_or(self.mentions.len(), |next| next.first_mention as usize);
        self.mentions[start..end]
            .iter()
            .map(|&token| &self.tokens[token as usize])
            .filter(|token| token.survives())
    }
}

impl Normalized {
    /// The tag with the class that most of the page shares: what a person would call the element.
    pub fn primary(&self, index: usize) -> Primary {
        let classes = self.tokens_of(index).filter(|token| token.role == Role::Class);
        let common = classes.max_by_key(|token| (token.count, token.hash)).map_or(0, |token| token.hash);
        let node = &self.nodes[index];
        Primary { own: hash::pair(node.tag, common), place: hash::pair(node.place, common) }
    }
}

impl Token {
    /// A class that stands on one element only is as likely noise as a name.
    fn survives(&self) -> bool {
        self.role != Role::Class || self.count > 1
    }
}

#[derive(Clone, Copy)]
struct TagRule {
    treatment: Treatment,
    hash: u64,
    place: u64,
}

struct Builder<'a> {
    tree: &'a Tree,
    tags: Vec<Option<TagRule>>,
    roles: Vec<Option<Option<Role>>>,
    /// Raw value and role to token index, or None when the rules drop it.
    known: ByHash<u64, Option<u32>>,
    by_hash: ByHash<u64, u32>,
    /// Whole value and role to its tokens in `lists`.
    values: ByHash<u64, (u32, u32)>,
    lists: Vec<u32>,
    out: Normalized,
    scratch: String,
}

impl<'a> Builder<'a> {
    fn new(tree: &'a Tree) -> Self {
        Self {
            tree,
            tags: vec![None; tree.names.len()],
            roles: vec![None; tree.names.len()],
            known: ByHash::default(),
            by_hash: ByHash::default(),
            values: ByHash::default(),
            lists: Vec::new(),
            out: Normalized {
                nodes: Vec::with_capacity(tree.len()),
                tokens: Vec::new(),
                mentions: Vec::new(),
            },
            scratch: String::new(),
        }
    }

    fn run(mut self) -> Normalized {
        let tree = self.tree;
        let mut open: Vec<(NodeId, u32)> = Vec::new();
        let mut id: NodeId = 0;
        while (id as usize) < tree.nodes.len() {
            let node = &tree.nodes[id as usize];
            let rule = self.tag_rule(node.name);
            if rule.treatment == Treatment::Drop {
                id = node.end;
                continue;
            }
            while open.last().is_some_and(|&(end, _)| end <= id) {
                open.pop();
            }
            let index = self.out.nodes.len() as u32;
            let parent = open.last().map_or(index, |&(_, parent)| parent);
            let first_mention = self.out.mentions.len() as u32;
            let is_frame = rule.treatment == Treatment::Frame;
            let tag = self.read_attributes(id, rule);
            let place = if tag == rule.hash { rule.place } else { tag };
            self.out.nodes.push(Kept { id, parent, tag, place, is_frame, first_mention });
            open.push((node.end, index));
            id = if rule.treatment == Treatment::Leaf { node.end } else { id + 1 };
        }
        self.out
    }

    fn tag_rule(&mut self, name: u32) -> TagRule {
        let names = &self.tree.names;
        *self.tags[name as usize].get_or_insert_with(|| {
            let tag = names.text(name);
            let hashed = |tag: &str| hash::string(tag.as_bytes(), 0);
            TagRule { treatment: rules::treatment(tag), hash: hashed(tag), place: hashed(rules::place(tag)) }
        })
    }

    fn read_attributes(&mut self, id: NodeId, rule: TagRule) -> u64 {
        let tree = self.tree;
        let mut tag = rule.hash;
        for attribute in tree.raw_attributes(id) {
            let names = &tree.names;
            let role = *self.roles[attribute.name as usize]
                .get_or_insert_with(|| rules::attribute_role(names.text(attribute.name)));
            let value = tree.span(attribute.value);
            match role {
                Some(Role::Type) if rule.treatment == Treatment::Typed => tag = typed(rule.hash, value),
                None | Some(Role::Type) => {}
                Some(role) => self.mention_all(value, role),
            }
        }
        tag
    }

    /// Note what a value names. Values repeat all over a page, so each is taken apart once.
    fn mention_all(&mut self, value: &str, role: Role) {
        let value = head(value, if role == Role::Class { MAX_CLASS_LIST } else { MAX_VALUE });
        let key = hash::string(value.as_bytes(), role as u64 | WHOLE);
        let (start, end) = match self.values.get(&key) {
            Some(&range) => range,
            None => {
                let start = self.lists.len() as u32;
                match role {
                    Role::Class => value
                        .split_ascii_whitespace()
                        .take(MAX_CLASSES)
                        .for_each(|name| self.list(name, role)),
                    _ => self.list(value.trim_ascii(), role),
                }
                let range = (start, self.lists.len() as u32);
                self.values.insert(key, range);
                range
            }
        };
        for &token in &self.lists[start as usize..end as usize] {
            self.out.tokens[token as usize].count += 1;
        }
        self.out.mentions.extend_from_slice(&self.lists[start as usize..end as usize]);
    }

    fn list(&mut self, raw: &str, role: Role) {
        let key = hash::string(raw.as_bytes(), role as u64);
        let token = match self.known.get(&key) {
            Some(&known) => known,
            None => self.learn(key, raw, role),
        };
        self.lists.extend(token);
    }

    fn learn(&mut self, key: u64, raw: &str, role: Role) -> Option<u32> {
        let survives = normalize_token(raw, &mut self.scratch);
        let token = survives.then(|| {
            let hash = hash::string(self.scratch.as_bytes(), role as u64);
            let next = self.out.tokens.len() as u32;
            let token = *self.by_hash.entry(hash).or_insert(next);
            if token == next {
                self.out.tokens.push(Token { hash, role, count: 0 });
            }
            token
        });
        self.known.insert(key, token);
        token
    }
}

fn typed(tag: u64, value: &str) -> u64 {
    hash::pair(
        tag,
        hash::string(head(value, MAX_VALUE).trim_ascii().to_ascii_lowercase().as_bytes(), Role::Type as u64),
    )
}

fn head(value: &str, bytes: usize) -> &str {
    &value[..value.floor_char_boundary(bytes)]
}
