//! Pages that tests make up, large and varied enough to be judged.

#![allow(dead_code, reason = "every test binary uses its own part")]

use std::fmt::Write;

/// One element of a made-up page.
#[derive(Debug, Clone)]
pub struct Element {
    pub tag: &'static str,
    pub class: String,
    pub id: String,
    pub text: String,
    pub children: Vec<Element>,
}

const TAGS: &[&str] = &[
    "div", "section", "article", "ul", "nav", "aside", "header", "main", "footer", "fieldset", "span", "dl",
];

/// A small generator of numbers, so that a page is a function of its seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// A page of about `nodes` elements with `classes` different class names.
pub fn page(seed: u64, nodes: usize, classes: usize) -> Element {
    let mut dice = Dice(seed);
    let mut body = element(&mut dice, "body", classes);
    let mut left = nodes;
    while left > 0 {
        let size = left.min(20 + dice.roll(60));
        body.children.push(subtree(&mut dice, size, classes));
        left -= size;
    }
    body
}

fn subtree(dice: &mut Dice, nodes: usize, classes: usize) -> Element {
    let tag = TAGS[dice.roll(TAGS.len())];
    let mut root = element(dice, tag, classes);
    let mut left = nodes - 1;
    while left > 0 {
        let size = 1 + dice.roll(left);
        root.children.push(subtree(dice, size, classes));
        left -= size;
    }
    root
}

fn element(dice: &mut Dice, tag: &'static str, classes: usize) -> Element {
    let class = word("part", dice.roll(classes));
    let id = if dice.roll(40) == 0 { word("place", dice.roll(1000)) } else { String::new() };
    Element { tag, class, id, text: word("text", dice.roll(50)), children: Vec::new() }
}

/// Names without digits, which the rules would fold into one.
pub fn word(stem: &str, mut number: usize) -> String {
    let mut out = String::from(stem);
    loop {
        out.push_str(["-ba", "-de", "-fi", "-go", "-lu", "-ma", "-ne", "-pi", "-ro", "-tu"][number % 10]);
        number /= 10;
        if number == 0 {
            return out;
        }
    }
}

impl Element {
    pub fn new(tag: &'static str, class: &str) -> Self {
        Self { tag, class: class.into(), id: String::new(), text: String::new(), children: Vec::new() }
    }

    /// Visit every element below this one, and this one.
    pub fn each(&mut self, visit: &mut impl FnMut(&mut Element)) {
        visit(self);
        self.children.iter_mut().for_each(|child| child.each(visit));
    }

    pub fn html(&self) -> String {
        let mut out = String::from("<!doctype html><html><head></head>");
        self.write(&mut out);
        out.push_str("</html>");
        out
    }

    fn write(&self, out: &mut String) {
        let _ = write!(out, "<{} class=\"{}\"", self.tag, self.class);
        if !self.id.is_empty() {
            let _ = write!(out, " id=\"{}\"", self.id);
        }
        let _ = write!(out, ">{}", self.text);
        self.children.iter().for_each(|child| child.write(out));
        let _ = write!(out, "</{}>", self.tag);
    }
}
