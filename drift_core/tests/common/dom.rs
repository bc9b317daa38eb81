//! Real pages as trees that a test can edit and write out again.

use drift_core::{Detail, Limits, Tree, parse_html};

const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// An element with what it holds. Its texts are one.
#[derive(Debug, Clone, Default)]
pub struct Dom {
    pub tag: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub children: Vec<Dom>,
}

impl Dom {
    pub fn new(tag: &str, attributes: &[(&str, &str)]) -> Self {
        let attributes = attributes.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        Self { tag: tag.into(), attributes, ..Self::default() }
    }

    pub fn parse(html: &[u8]) -> Self {
        let tree = parse_html(html, &Limits::default(), Detail::Full).expect("a page");
        let mut built: Vec<Option<Self>> = vec![None; tree.len()];
        for id in (0..tree.len() as u32).rev() {
            let children = tree.children(id).filter_map(|child| built[child as usize].take()).collect();
            built[id as usize] = Some(Self { children, ..Self::element(&tree, id) });
        }
        built.swap_remove(0).expect("a root")
    }

    fn element(tree: &Tree, id: u32) -> Self {
        let attributes = tree.attributes(id).map(|(name, value)| (name.into(), value.into())).collect();
        Self { tag: tree.tag(id).into(), attributes, text: tree.own_text(id).into(), children: Vec::new() }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn set(&mut self, name: &str, value: String) {
        self.attributes.retain(|(key, _)| key != name);
        self.attributes.push((name.into(), value));
    }

    /// Visit this element and every one below it.
    pub fn each(&mut self, visit: &mut impl FnMut(&mut Self)) {
        visit(self);
        self.children.iter_mut().for_each(|child| child.each(visit));
    }

    pub fn len(&self) -> usize {
        1 + self.children.iter().map(Self::len).sum::<usize>()
    }

    pub fn body(&mut self) -> &mut Self {
        self.children.iter_mut().find(|child| child.tag == "body").expect("a body")
    }

    pub fn html(&self) -> String {
        let mut out = String::from("<!doctype html>");
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        *out += &format!("<{}", self.tag);
        for (name, value) in &self.attributes {
            *out += &format!(" {name}=\"{}\"", escaped(value));
        }
        *out += ">";
        *out += &escaped(&self.text);
        self.children.iter().for_each(|child| child.write(out));
        if !VOID.contains(&self.tag.as_str()) {
            *out += &format!("</{}>", self.tag);
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
