//! Two subtrees have one hash when no person would call them different.

use super::normalized;
use crate::drift::merkle::{root_hash, subtree_hashes};

fn hash(body: &str) -> u64 {
    root_hash(&normalized(body))
}

#[test]
fn pages_without_a_structural_difference_have_one_hash() {
    let cases = [
        ("<p>One</p>", "<p>Two</p>"),
        ("<p title=a></p>", "<p title=b></p>"),
        // Tokens count in whatever order they are written.
        ("<p id=a name=b></p>", "<p name=b id=a></p>"),
        ("<p class='u v'></p><b class='u v'></b>", "<p class='v u'></p><b class='v u'></b>"),
        // Runs of equal siblings are one.
        ("<ul><li></ul>", "<ul><li><li><li></ul>"),
        ("<div><p><b></b></p></div>", "<div><p><b></b></p><p><b></b><b></b></p></div>"),
        // What shows nothing does not count.
        ("<p></p>", "<script>x</script><p></p><style>y</style>"),
        ("<svg></svg>", "<svg><path></path></svg>"),
        ("<p class=css-1a2b></p>", "<p class=css-9z8y></p>"),
    ];
    for (one, other) in cases {
        assert_eq!(hash(one), hash(other), "{one} and {other}");
    }
}

#[test]
fn pages_with_a_structural_difference_have_two_hashes() {
    let cases = [
        ("<p></p>", "<b></b>"),
        ("<p></p>", "<p></p><b></b>"),
        ("<p></p><b></b>", "<b></b><p></p>"),
        ("<p><b></b></p>", "<p></p><b></b>"),
        ("<p id=one></p>", "<p id=two></p>"),
        // The same word in another role.
        ("<p id=one></p>", "<p name=one></p>"),
        ("<input type=text>", "<input type=checkbox>"),
        ("<p></p><b></b><p></p>", "<p></p><b></b>"),
        ("<ul><li><li><b></b></ul>", "<ul><li><b></b><li></ul>"),
    ];
    for (one, other) in cases {
        assert_ne!(hash(one), hash(other), "{one} and {other}");
    }
}

#[test]
fn subtree_has_the_same_hash_wherever_it_stands() {
    let page = normalized("<div><ul><li></ul></div><main><p></p><ul><li></ul></main>");
    let hashes = subtree_hashes(&page);
    let mut lists: Vec<u64> = Vec::new();
    let tree = crate::testing::tree("<div><ul><li></ul></div><main><p></p><ul><li></ul></main>");
    lists.extend((0..hashes.len()).filter(|&at| tree.tag(page.nodes[at].id) == "ul").map(|at| hashes[at]));
    assert_eq!(lists.len(), 2);
    assert_eq!(lists[0], lists[1]);
    assert_eq!(hashes.len(), page.nodes.len());
}
