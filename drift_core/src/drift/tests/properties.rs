//! What holds of two fingerprints whatever the pages are.

use super::drift;
use crate::drift::explain::explain;
use crate::drift::{Fingerprint, fingerprint};
use crate::testing::{captured, tree};
use proptest::prelude::*;

fn body() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class=card>",
        "</div>",
        "<ul id=menu>",
        "<li>",
        "</ul>",
        "<input type=text>",
        "<button name=go>",
        "</button>",
        "<b class='card wide'>",
        "</b>",
        "<svg><g></g></svg>",
        "<script></script>",
        "<section role=tab>",
        "</section>",
        "<table><tr><td>",
        "</table>",
        "<main>",
        "</main>",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pages_of_one_root_hash_have_no_drift_and_no_changes(old in body(), new in body()) {
        let of = |body: &str| fingerprint(&tree(body));
        let (a, b) = (of(&old), of(&new));
        let hashes = [&a, &b].map(|bytes| Fingerprint::decode(bytes).expect("a fingerprint").root_hash);
        let changes = explain(&tree(&old), &tree(&new), 1000).expect("of one source");
        if hashes[0] == hashes[1] {
            prop_assert_eq!(drift(&old, &new).drift_ratio, 0.0);
            prop_assert_eq!(changes, []);
        }
        prop_assert_eq!(drift(&old, &old).drift_ratio, 0.0);
    }

    #[test]
    fn changes_name_no_more_elements_than_the_pages_have(old in body(), new in body()) {
        let (old, new) = (tree(&old), tree(&new));
        let nodes: usize = explain(&old, &new, 1000).expect("of one source").iter().map(|change| change.nodes).sum();
        prop_assert!(nodes <= old.len() + new.len());
    }

    #[test]
    fn capture_has_the_features_of_the_page_it_was_taken_from(body in body()) {
        let (of_html, of_capture) = (fingerprint(&tree(&body)), fingerprint(captured(&body).tree()));
        let (a, b) = (Fingerprint::decode(&of_html).unwrap(), Fingerprint::decode(&of_capture).unwrap());
        prop_assert_eq!((a.features, a.nodes, a.root_hash), (b.features, b.nodes, b.root_hash));
        prop_assert_ne!(a.source, b.source);
    }
}
