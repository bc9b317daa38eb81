//! Real pages: those in `tests/golden/pages`, and with `DRIFT_DATA` set those in its `pages` too.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Name and HTML of every page, ordered by name within a folder.
pub fn real_pages() -> Vec<(String, Vec<u8>)> {
    let more = std::env::var_os("DRIFT_DATA").map(|folder| PathBuf::from(folder).join("pages"));
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/pages");
    let pages: Vec<_> = [committed].into_iter().chain(more).flat_map(|folder| pages_in(&folder)).collect();
    assert!(pages.len() >= 12, "the committed pages are missing");
    pages
}

fn pages_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|suffix| suffix == "gz"));
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> (String, Vec<u8>) {
    let mut bytes = Vec::new();
    let file = File::open(path).expect("a page");
    flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).expect("gzip");
    let name = path.file_name().expect("a name").to_string_lossy();
    (name.trim_end_matches(".html.gz").into(), bytes)
}
