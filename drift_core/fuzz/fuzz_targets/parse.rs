//! Every reader on any bytes; what is read must be a tree one can walk.
#![no_main]

use drift_core::{Detail, Limits, Tree, fingerprint, parse_capture, parse_dom_snapshot, parse_html, xpath};
use libfuzzer_sys::fuzz_target;

fn walk(tree: &Tree) {
    for id in 0..tree.len().min(200) as u32 {
        let path = xpath::path_of(tree, id);
        assert!(tree.end(id) > id && tree.end(id) as usize <= tree.len());
        assert!(tree.children(id).all(|child| tree.parent(child) == Some(id)));
        assert!(path.contains(['\n', '[']) || xpath::find(tree, &path).is_some() || path.contains('#'));
    }
    let bytes = fingerprint(tree);
    assert_eq!(drift_core::compare(&bytes, &bytes).expect("its own fingerprint").drift_ratio, 0.0);
}

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    for detail in [Detail::Structure, Detail::Full] {
        let trees = [
            parse_html(bytes, &limits, detail),
            parse_capture(bytes, &limits, detail),
            parse_dom_snapshot(bytes, &limits, detail),
        ];
        trees.iter().flatten().for_each(walk);
    }
});
