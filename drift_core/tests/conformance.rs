//! The html5lib tree-construction tests, with our tokenizer and our tree.

#[path = "common/dat.rs"]
mod dat;

use dat::{Case, cases, expected};
use drift_core::{Detail, Limits, parse_html};
use std::path::{Path, PathBuf};

/// Cases that build another tree, and why.
const DIFFERENT: &[(&str, &str)] = &[
    ("tests1:870", "a page without anything is refused"),
    ("tests2:650", "a page of white space is refused"),
    ("webkit02:692", "the option shown is not cloned into selectedcontent"),
    ("webkit02:706", "the option shown is not cloned into selectedcontent"),
    ("webkit02:732", "the option shown is not cloned into selectedcontent"),
    ("webkit02:748", "the option shown is not cloned into selectedcontent"),
];

/// Cases that cannot be asked of a parser of whole pages as a browser with scripts reads them.
const OF_FRAGMENTS: usize = 192;
const WITHOUT_SCRIPTING: usize = 27;
const PASSING: usize = 1553;

#[test]
fn html5lib_cases_build_the_expected_tree() {
    let (fragments, documents): (Vec<_>, Vec<_>) = all_cases().into_iter().partition(|case| case.is_fragment);
    let (silent, cases): (Vec<_>, Vec<_>) = documents.into_iter().partition(|case| case.is_script_off);
    let (passing, failing): (Vec<_>, Vec<_>) = cases.into_iter().partition(passes);
    failing.iter().for_each(show);

    let different: Vec<&str> = DIFFERENT.iter().map(|(name, _)| *name).collect();
    assert_eq!(failing.iter().map(|case| case.name.as_str()).collect::<Vec<_>>(), different);
    let counts = (passing.len(), fragments.len(), silent.len());
    assert_eq!(counts, (PASSING, OF_FRAGMENTS, WITHOUT_SCRIPTING));
}

fn all_cases() -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/html5lib");
    let files = std::fs::read_dir(folder).expect("the tests");
    let mut files: Vec<PathBuf> = files.map(|entry| entry.expect("a file").path()).collect();
    files.retain(|path| path.extension().is_some_and(|suffix| suffix == "dat"));
    files.sort();
    files.iter().flat_map(|path| cases_of(path)).collect()
}

fn cases_of(path: &Path) -> Vec<Case> {
    let bytes = std::fs::read(path).expect("a readable file");
    let name = path.file_stem().expect("a name").to_string_lossy();
    cases(&name, &String::from_utf8_lossy(&bytes))
}

fn passes(case: &Case) -> bool {
    built(case).is_some_and(|tree| tree == expected(&case.document))
}

fn built(case: &Case) -> Option<Vec<String>> {
    let tree = parse_html(case.data.as_bytes(), &Limits::default(), Detail::Full).ok()?;
    let line = |id| {
        let attributes = tree.attributes(id).map(|(name, value)| format!("{name}=\"{value}\"")).collect();
        outline(tree.ancestors(id).count(), tree.tag(id), attributes, tree.own_text(id))
    };
    Some((0..tree.len() as u32).map(line).collect())
}

/// One element as a line, in which two trees can be compared.
fn outline(depth: usize, tag: &str, mut attributes: Vec<String>, text: &str) -> String {
    attributes.sort();
    let is_silent = matches!(tag, "script" | "style" | "noscript" | "template");
    let words: Vec<&str> = text.split_whitespace().filter(|_| !is_silent).collect();
    format!("{}<{tag}> {} {:?}", "  ".repeat(depth), attributes.join(" "), words.join(" "))
}

fn show(case: &Case) {
    let Case { name, data, document, .. } = case;
    println!("{name} {data:?}\nexpected {:#?}\nbuilt {:#?}", expected(document), built(case));
}
