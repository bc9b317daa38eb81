//! Which label belongs to which control.

use crate::page::labels::Labels;
use crate::testing::{marked, marks_of, tree};

#[test]
fn labels_of_a_control_are_those_that_name_it_and_the_one_around_it() {
    let cases = [
        ("<label for=i x=l>A</label><input id=i x=a>", "l"),
        ("<input id=i x=a><label for=i x=l>A</label>", "l"),
        ("<label for=i x=l>A</label><label for=i x=m>B</label><input id=i x=a>", "l m"),
        ("<label x=l>A <input x=a></label>", "l"),
        ("<label x=l>A <b><input x=a></b></label>", "l"),
        ("<label for=i x=l>A</label><label x=m>B <input id=i x=a></label>", "l m"),
        ("<label for=i x=l>A <input id=i x=a></label>", "l"),
        // It names another one.
        ("<label for=j x=l>A <input id=i x=a></label>", ""),
        ("<label for=i x=l>A</label><input x=a>", ""),
        // The first element with an id has it.
        ("<label for=i x=l>A</label><input id=i><input id=i x=a>", ""),
        // A label is of controls alone.
        ("<label for=i x=l>A</label><div id=i x=a></div>", ""),
        ("<label x=l>A <a href=/ x=a>B</a></label>", ""),
    ];
    for (html, expected) in cases {
        let tree = tree(html);
        let found = Labels::of(&tree).of_control(&tree, marked(&tree, "a"));
        assert_eq!(marks_of(&tree, found), expected, "{html}");
    }
}

#[test]
fn labels_are_of_every_kind_of_control() {
    for control in ["button", "input", "meter", "output", "progress", "select", "textarea"] {
        let tree = tree(&format!("<label for=i x=l>A</label><{control} id=i x=a>"));
        let found = Labels::of(&tree).of_control(&tree, marked(&tree, "a"));
        assert_eq!(marks_of(&tree, found), "l", "{control}");
    }
}

#[test]
fn referred_elements_come_in_the_order_of_the_list() {
    let tree = tree("<i id=p x=p></i><i id=q x=q></i><i id=p x=again></i>");
    let labels = Labels::of(&tree);
    assert_eq!(marks_of(&tree, labels.referred(" q  none\np ")), "q p");
    assert_eq!(marks_of(&tree, labels.referred("")), "");
}

#[test]
fn by_id_is_the_first_element_with_it_to_the_letter() {
    let tree = tree("<i id=p x=first></i><i id=p></i><i id=P x=upper></i>");
    let labels = Labels::of(&tree);
    let by_id = |id: &str| marks_of(&tree, labels.by_id(id));
    assert_eq!([by_id("p"), by_id("P"), by_id("q")], ["first".into(), "upper".into(), String::new()]);
}
