//! The html5lib tree-construction format, and what of it a fingerprint's tree keeps.

/// One case: a page, and the tree it must become.
pub struct Case {
    pub name: String,
    pub data: String,
    pub document: String,
    /// Asks for a fragment's context element.
    pub is_fragment: bool,
    /// Asks for a parser without scripting.
    pub is_script_off: bool,
}

const SECTIONS: &[&str] =
    &["#errors", "#new-errors", "#document-fragment", "#script-off", "#script-on", "#document"];

pub fn cases(file: &str, text: &str) -> Vec<Case> {
    let starts = text.match_indices("#data\n").map(|(at, _)| at).filter(|&at| begins_case(text, at));
    let starts: Vec<usize> = starts.chain([text.len()]).collect();
    let case = |ends: &[usize]| {
        let line = text[..ends[0]].lines().count() + 1;
        read(format!("{file}:{line}"), &text[ends[0] + "#data\n".len()..ends[1]])
    };
    starts.windows(2).map(case).collect()
}

fn begins_case(text: &str, at: usize) -> bool {
    at == 0 || text[..at].ends_with("\n\n")
}

fn read(name: String, text: &str) -> Case {
    let mut case =
        Case { name, data: String::new(), document: String::new(), is_fragment: false, is_script_off: false };
    let mut section = "#data";
    for line in text.split_inclusive('\n') {
        match SECTIONS.iter().find(|name| **name == line.trim_end_matches('\n')) {
            Some(name) => section = name,
            None if section == "#data" => case.data += line,
            None if section == "#document" => case.document += line,
            None => {}
        }
        case.is_fragment |= section == "#document-fragment";
        case.is_script_off |= section == "#script-off";
    }
    case.data.truncate(case.data.trim_end_matches('\n').len().max(case.data.len().saturating_sub(1)));
    case.document.truncate(case.document.trim_end_matches('\n').len());
    case
}

#[derive(Default)]
struct Element {
    depth: usize,
    tag: String,
    attributes: Vec<String>,
    text: String,
    /// An element came after the last text, so that the next text is another node.
    is_cut: bool,
}

/// The elements of an expected tree as [`crate::outline`] writes those that were parsed: without
/// comments, doctype, namespaces and the content of templates, white space collapsed.
pub fn expected(document: &str) -> Vec<String> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut hidden = usize::MAX;
    for line in lines(document) {
        let node = line.trim_start_matches(' ');
        let depth = (line.len() - node.len()) / 2;
        if depth > hidden {
            continue;
        }
        hidden = if node == "content" { depth } else { usize::MAX };
        open.retain(|&ancestor| elements[ancestor].depth < depth);
        let parent = open.last().map(|&index| &mut elements[index]);
        if let Some(tag) = add(node, parent) {
            open.push(elements.len());
            elements.push(Element { depth, tag, ..Element::default() });
        }
    }
    let write = |element: Element| {
        let Element { depth, tag, attributes, text, .. } = element;
        crate::outline(depth, &tag, attributes, &text)
    };
    elements.into_iter().map(write).collect()
}

/// Put a line of the tree into its parent; an element's tag is returned.
fn add(node: &str, parent: Option<&mut Element>) -> Option<String> {
    if node.starts_with("<!") || node.starts_with("<?") || node == "content" {
        return None;
    }
    if let Some(tag) = node.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        parent.into_iter().for_each(|parent| parent.is_cut = true);
        return Some(without_namespace(tag));
    }
    let parent = parent.expect("text and attributes stand in an element");
    match node.strip_prefix('"') {
        None => parent.attributes.push(without_namespace(node)),
        Some(text) => {
            parent.text.push_str(if parent.is_cut { " " } else { "" });
            parent.text.push_str(text.strip_suffix('"').expect("a quoted text"));
            parent.is_cut = false;
        }
    }
    None
}

/// The lines of a tree; a text may hold line ends.
fn lines(document: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in document.lines() {
        match (line.strip_prefix("| "), lines.last_mut()) {
            (Some(node), _) => lines.push(node.into()),
            (None, Some(last)) => *last = format!("{last}\n{line}"),
            (None, None) => panic!("a tree begins with {line:?}"),
        }
    }
    lines
}

fn without_namespace(name: &str) -> String {
    let known = ["svg ", "math ", "xlink ", "xml ", "xmlns "];
    known.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name).into()
}
