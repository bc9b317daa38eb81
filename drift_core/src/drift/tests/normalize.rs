//! Which elements count, and what is left of their names.

use super::normalized;
use crate::drift::normalize::Normalized;
use crate::rules::Role;
use crate::testing::{marked, tree};
use crate::tree::Tree;

fn kept(body: &str) -> String {
    let tree = tree(body);
    let page = Normalized::of(&tree);
    page.nodes[2.min(page.nodes.len())..].iter().map(|node| tree.tag(node.id)).collect::<Vec<_>>().join(" ")
}

/// How many names of each role survive on the element that is marked.
fn survivors(body: &str, role: Role) -> usize {
    let (page, index) = at(body);
    page.tokens_of(index).filter(|token| token.role == role).count()
}

fn at(body: &str) -> (Normalized, usize) {
    let tree = tree(body);
    let page = Normalized::of(&tree);
    let index = page.index_of(marked(&tree, "a"));
    (page, index)
}

fn tag_hash(tree: &Tree, mark: &str) -> u64 {
    let page = Normalized::of(tree);
    page.nodes[page.index_of(marked(tree, mark))].tag
}

#[test]
fn elements_that_show_nothing_are_dropped_with_what_they_hold() {
    let cases = [
        ("<p></p><script></script><style></style><template><b></b></template>", "p"),
        ("<p>One<br>two<wbr></p>", "p"),
        ("<noscript><p></p></noscript><b></b>", "b"),
        ("<table><colgroup><col></colgroup><tr><td></table>", "table tbody tr td"),
        ("", ""),
    ];
    for (body, expected) in cases {
        assert_eq!(kept(body).trim_start_matches("body").trim(), expected, "{body}");
    }
}

#[test]
fn leaves_count_without_what_they_hold() {
    for body in ["<svg><path></path></svg>", "<select><option></option></select>", "<video><source></video>"]
    {
        let tag = &body[1..body.find('>').unwrap()];
        assert_eq!(kept(body).trim_start_matches("body").trim(), tag);
    }
}

#[test]
fn parent_is_the_nearest_that_counts_and_the_root_its_own() {
    let tree = tree("<div x=d><p x=p><b x=a></b></p></div>");
    let page = Normalized::of(&tree);
    let parent_of = |mark| page.nodes[page.nodes[page.index_of(marked(&tree, mark))].parent as usize].id;
    assert_eq!((parent_of("a"), parent_of("p")), (marked(&tree, "p"), marked(&tree, "d")));
    assert_eq!(page.nodes[0].parent, 0);
}

#[test]
fn dropped_element_is_stood_for_by_the_one_before_it_that_counts() {
    let tree = tree("<p x=p>One<br x=br></p>");
    let page = Normalized::of(&tree);
    assert_eq!(page.index_of(marked(&tree, "br")), page.index_of(marked(&tree, "p")));
}

#[test]
fn type_makes_another_control_and_no_other_element() {
    let tree = tree(
        "<input x=text type=text><input x=upper type=' TEXT '><input x=box type=checkbox><input x=plain>\
         <p x=p type=text></p><p x=q></p>",
    );
    let tag = |mark| tag_hash(&tree, mark);
    assert_eq!(tag("text"), tag("upper"));
    assert!(tag("text") != tag("box") && tag("text") != tag("plain"));
    assert_eq!(tag("p"), tag("q"));
}

#[test]
fn page_and_body_are_plain_containers_to_what_they_hold() {
    let place = |body| {
        let (page, index) = at(body);
        page.nodes[page.nodes[index].parent as usize].place
    };
    assert_eq!(place("<p x=a></p>"), place("<div><p x=a></p></div>"));
    assert_ne!(place("<p x=a></p>"), place("<main><p x=a></p></main>"));
}

#[test]
fn class_survives_where_another_element_shares_it() {
    let cases = [
        ("<p x=a class=card></p>", 0),
        ("<p x=a class=card></p><b class=card></b>", 1),
        ("<p x=a class='card wide'></p><b class='wide card'></b>", 2),
        ("<p x=a class='card is-open css-1x2y active'></p><b class='card is-open css-1x2y active'></b>", 1),
        ("<p x=a class=''></p><p class=''></p>", 0),
    ];
    for (body, expected) in cases {
        assert_eq!(survivors(body, Role::Class), expected, "{body}");
    }
}

#[test]
fn other_names_survive_on_one_element_unless_they_are_made() {
    let cases = [
        ("<p x=a id=login></p>", Role::Id, 1),
        ("<p x=a id=ember12></p>", Role::Id, 0),
        ("<p x=a id=':r1:'></p>", Role::Id, 0),
        ("<p x=a name=q></p>", Role::Name, 1),
        ("<p x=a role=tab></p>", Role::Aria, 1),
        ("<p x=a data-testid=save></p>", Role::TestId, 1),
        ("<p x=a itemprop=price></p>", Role::Itemprop, 1),
        ("<p x=a title=t data-x=y></p>", Role::Id, 0),
    ];
    for (body, role, expected) in cases {
        assert_eq!(survivors(body, role), expected, "{body}");
    }
}

#[test]
fn numbers_in_names_are_all_one() {
    let hashes = |body| {
        let (page, index) = at(body);
        page.tokens_of(index).map(|token| token.hash).collect::<Vec<_>>()
    };
    assert_eq!(hashes("<p x=a id=row-1></p>"), hashes("<p x=a id=row-27></p>"));
    assert_ne!(hashes("<p x=a id=row-1></p>"), hashes("<p x=a id=col-1></p>"));
    assert_ne!(hashes("<p x=a id=row></p>"), hashes("<p x=a name=row></p>"));
}

#[test]
fn primary_name_is_the_class_that_most_of_the_page_shares() {
    let primary = |body: &str| {
        let (page, index) = at(body);
        page.primary(index).own
    };
    let rare = "<b class='rare'></b><b class='common'></b><b class='common'></b>";
    let both = primary(&format!("<p x=a class='rare common'></p>{rare}"));
    assert_eq!(both, primary(&format!("<p x=a class='common'></p>{rare}")));
    assert_ne!(both, primary(&format!("<p x=a class='rare'></p>{rare}")));
    assert_ne!(both, primary(&format!("<p x=a></p>{rare}")));
}

#[test]
fn values_are_read_up_to_a_bound() {
    let classes =
        |count: usize| (0..count).map(|at| "x".repeat(at % 9 + 1) + "abc").collect::<Vec<_>>().join(" ");
    let body = format!("<p x=a class='{0}'></p><p class='{0}'></p>", classes(5000));
    let (page, index) = at(&body);
    assert!(page.tokens_of(index).count() <= 64);
    assert!(normalized(&format!("<p id={}></p>", "i".repeat(100_000))).nodes.len() > 1);
}
