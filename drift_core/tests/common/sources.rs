//! The crate's own sources, read as far as it takes to see what uses what.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// One file of `src`, by its path there.
pub struct Source {
    pub name: String,
    pub text: String,
}

impl Source {
    /// The folder it is in, or its own name where it stands alone.
    pub fn stage(&self) -> &str {
        self.name.split('/').next().expect("a name").trim_end_matches(".rs")
    }
}

pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut open: Vec<PathBuf> = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).expect("below").to_string_lossy().replace('\\', "/");
                found.push(Source { name, text: fs::read_to_string(&path).expect("text") });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The first parts of all paths that begin with `crate::`. Tests may use whatever the crate exports.
pub fn uses(source: &Source) -> BTreeSet<String> {
    if source.name.ends_with("_tests.rs") {
        return BTreeSet::new();
    }
    let code = code_of(&source.text);
    let code = code.split("#[cfg(test)]\nmod tests {").next().expect("a part");
    let mut found = BTreeSet::new();
    for (at, root) in code.match_indices("crate::") {
        let rest = &code[at + root.len()..];
        match rest.strip_prefix('{') {
            Some(group) => heads_of_group(group, &mut found),
            None => drop(found.insert(head(rest).to_owned())),
        }
    }
    found
}

/// The first parts of `a, b::{c, d}}`, up to the brace that closes the group.
fn heads_of_group(group: &str, found: &mut BTreeSet<String>) {
    let (mut depth, mut is_head) = (0, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return,
            '}' => depth -= 1,
            ',' if depth == 0 => is_head = true,
            _ if is_head && !c.is_whitespace() => {
                found.insert(head(&group[at..]).to_owned());
                is_head = false;
            }
            _ => {}
        }
    }
}

fn head(path: &str) -> &str {
    path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("")
}

/// Functions with their lines, from the signature to the closing brace.
pub fn functions(source: &Source) -> Vec<(String, usize)> {
    let code = code_of(&source.text);
    let mut found = Vec::new();
    for (at, word) in code.match_indices("fn ") {
        let is_word = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let body = &code[at..];
        let name = head(&body[word.len()..]);
        let opens = body_at(body);
        if let Some(end) =
            opens.filter(|_| is_word && !name.is_empty()).map(|open| open + closing(&body[open..]))
        {
            found.push((name.to_owned(), body[..end].lines().count()));
        }
    }
    found
}

/// Where a function's body opens; a signature alone has none.
fn body_at(function: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in function.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '{' if depth == 0 => return Some(at),
            ';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Where the brace that opens a text is closed.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// A text without what stands in its comments, strings and characters; lines stay where they are.
fn code_of(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            'r' if rest.starts_with("r\"") || rest.starts_with("r#") => raw_string(rest),
            '"' => quoted(rest, '"'),
            '\'' => character(rest),
            _ => 0,
        };
        if skipped == 0 {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            out.extend(rest[..skipped].chars().filter(|&c| c == '\n'));
            rest = &rest[skipped..];
        }
    }
    out
}

fn raw_string(text: &str) -> usize {
    let hashes: String = text[1..].chars().take_while(|&c| c == '#').collect();
    let begin = 1 + hashes.len();
    if !text[begin..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{hashes}");
    text[begin + 1..].find(&end).map_or(text.len(), |at| begin + 1 + at + end.len())
}

fn quoted(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// A character's length with its quotes, or 0 for a lifetime.
fn character(text: &str) -> usize {
    let inner: Vec<char> = text.chars().skip(1).take(2).collect();
    if inner.first() == Some(&'\\') || inner.get(1) == Some(&'\'') { quoted(text, '\'') } else { 0 }
}
