//! Which stage of the core may use which, and how large its files and functions are.

#[path = "common/sources.rs"]
mod sources;

use sources::{Source, functions, sources, uses};
use std::collections::{BTreeMap, BTreeSet};

/// What each folder may use, beside the leaves that all may. A folder comes after those it uses, so
/// that no circle can cross folders.
const STAGES: &[(&str, &[&str])] = &[
    ("html", &[]),
    ("captures", &[]),
    ("page", &["html", "captures"]),
    ("drift", &["html", "captures", "page"]),
    ("evaluate", &["page"]),
    ("generate", &["page", "evaluate"]),
    ("heal", &["page", "evaluate", "generate"]),
    ("discover", &["page", "evaluate", "generate"]),
];
/// Used by every stage, and using nothing but one another.
const LEAVES: &[&str] = &["error", "hash", "lengths", "limits", "rules", "tree", "xpath"];
const MAX_FILES: usize = 15;
const MAX_FILE_LINES: usize = 300;
const MAX_FUNCTION_LINES: usize = 60;

/// Unit tests and what makes pages for them, which may use whatever they test with.
fn is_test(source: &Source) -> bool {
    source.stage() == "testing" || source.name.contains("/tests/") || source.name.ends_with("/tests.rs")
}

/// Arrows from one folder to another, each with the files it starts from.
fn arrows(all: &[Source]) -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut arrows = BTreeMap::<_, BTreeSet<String>>::new();
    for source in all.iter().filter(|source| !matches!(source.stage(), "lib" | "python") && !is_test(source))
    {
        for used in uses(source).into_iter().filter(|used| used != source.stage()) {
            arrows.entry((source.stage().to_owned(), used)).or_default().insert(source.name.clone());
        }
    }
    arrows
}

#[test]
fn arrows_between_stages_all_point_one_way() {
    let allowed = |from: &str, to: &str| {
        let stage = STAGES.iter().find(|(name, _)| *name == from);
        LEAVES.contains(&to) || stage.is_some_and(|(_, uses)| uses.contains(&to))
    };
    let wrong: Vec<_> = arrows(&sources()).into_iter().filter(|((from, to), _)| !allowed(from, to)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn stages_use_only_stages_before_them() {
    for (at, (name, uses)) in STAGES.iter().enumerate() {
        let before: Vec<_> = STAGES[..at].iter().map(|(name, _)| *name).collect();
        assert!(uses.iter().all(|used| before.contains(used)), "{name}");
    }
}

#[test]
fn leaves_form_no_circle() {
    let arrows = arrows(&sources());
    let mut left: BTreeSet<&str> = LEAVES.iter().copied().collect();
    while !left.is_empty() {
        let is_free =
            |leaf: &&str| !left.iter().any(|to| arrows.contains_key(&((*leaf).into(), (*to).into())));
        let free: Vec<_> = left.iter().copied().filter(is_free).collect();
        assert!(!free.is_empty(), "a circle among {left:?}");
        left.retain(|leaf| !free.contains(leaf));
    }
}

#[test]
fn every_folder_is_a_known_stage() {
    let all = sources();
    let shipped = all.iter().filter(|source| !is_test(source));
    let found: BTreeSet<_> = shipped.map(|source| source.stage().to_owned()).collect();
    let known = STAGES.iter().map(|(name, _)| *name).chain(LEAVES.iter().copied()).chain(["lib", "python"]);
    assert_eq!(found, known.map(str::to_owned).collect());
}

#[test]
fn folders_hold_few_files() {
    let mut counts = BTreeMap::<String, usize>::new();
    for source in sources() {
        let folder = source.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        *counts.entry(folder.to_owned()).or_default() += 1;
    }
    counts.retain(|_, count| *count > MAX_FILES);
    assert!(counts.is_empty(), "{counts:?}");
}

#[test]
fn files_and_functions_are_short() {
    for source in sources() {
        let lines = source.text.lines().count();
        assert!(lines <= MAX_FILE_LINES, "{}: {lines} lines", source.name);
        for (name, lines) in functions(&source) {
            assert!(lines <= MAX_FUNCTION_LINES, "{}: {name} has {lines} lines", source.name);
        }
    }
}

/// `cargo test --test architecture -- --nocapture counts` prints the figures.
#[test]
fn counts_of_files_and_arrows_are_plausible() {
    let all = sources();
    let arrows = arrows(&all);
    let between: usize = arrows.values().map(BTreeSet::len).sum();
    let stages =
        arrows.keys().filter(|(from, to)| [from, to].iter().all(|end| !LEAVES.contains(&end.as_str())));
    let stages: Vec<_> = stages.map(|(from, to)| format!("{from} → {to}")).collect();
    println!("{} files, {} arrows from a file to another folder", all.len(), between);
    println!("{} arrows between folders: {}", stages.len(), stages.join(", "));
    assert!(all.len() > 80 && stages.len() > 8);
}

#[test]
fn scanner_finds_paths_of_every_form() {
    let text = "use crate::{hash, page::{Page, roles}};\n// crate::heal::no\nfn f() { crate::tree::g(\"crate::drift::no\", '\\''); }";
    let source = Source { name: "evaluate/x.rs".into(), text: text.into() };
    assert_eq!(uses(&source), ["hash", "page", "tree"].map(str::to_owned).into());
    let source = Source {
        name: "evaluate/x.rs".into(),
        text: "fn a() -> [u8; 2] {\n  let c = '{';\n}\nfn b();\n".into(),
    };
    assert_eq!(functions(&source), [("a".to_owned(), 3)]);
}
