//! What nobody could name, paired in its order.

use super::Two;

fn stars(classes: [&str; 3], more: &str) -> String {
    let star = |(at, class): (usize, &&str)| format!("<i class={class} x=s{at}></i>");
    format!("<div id=rating>{}{more}</div>", classes.iter().enumerate().map(star).collect::<String>())
}

#[test]
fn nameless_children_of_a_certain_container_keep_their_order() {
    let two = Two::of(&stars(["on", "on", "off"], ""), &stars(["full", "full", "void"], ""));
    assert_eq!([0, 1, 2].map(|n| two.twin(&format!("s{n}"))), ["s0", "s1", "s2"].map(String::from));
}

#[test]
fn nameless_children_that_are_not_equally_many_are_not_paired() {
    let two = Two::of(&stars(["on", "on", "off"], ""), &stars(["a", "b", "c"], "<i></i>"));
    assert_eq!(two.twin("s0"), "");
}

#[test]
fn nameless_children_of_other_kinds_are_not_paired() {
    let two = Two::of("<div id=bar><i x=a></i><hr></div>", "<div id=bar><hr><i x=b></i></div>");
    assert_eq!(two.twin("a"), "");
}

#[test]
fn nameless_children_with_other_attributes_are_not_paired() {
    let html = |attribute: &str| format!("<div id=bar><i {attribute} class=z1 x=a></i><b></b></div>");
    let cases = [("data-n=1", "data-n=2", ""), ("data-n=1", "", "a"), ("", "data-n=2", "a")];
    for (old, new, expected) in cases {
        // Another class, lest the subtrees be equal.
        let new = html(new).replace("z1", "z2");
        assert_eq!(Two::of(&html(old), &new).twin("a"), expected, "{new}");
    }
}

#[test]
fn children_with_words_are_left_to_their_words() {
    let two = Two::of("<div id=bar><p x=a>Delete</p></div>", "<div id=bar><p x=b>Archive</p></div>");
    assert_eq!(two.twin("a"), "");
}

#[test]
fn nameless_children_of_nameless_ones_are_paired_from_the_outside_inwards() {
    let html = |class: &str| {
        format!("<div id=bar><span x=out class={class}><i x=in class={class}></i></span></div>")
    };
    let two = Two::of(&html("plain"), &html("fancy"));
    assert_eq!((two.twin("out"), two.twin("in")), ("out".into(), "in".into()));
}

#[test]
fn children_of_a_container_that_only_one_side_takes_for_the_other_are_not_paired() {
    // Both old boxes became the one new box, which became the first of them alone.
    let old = "<ul><li x=a><b>One</b><b>Two</b><i></i></li><li x=b><b>Three</b><i x=s></i></li></ul>";
    let new = "<ul><li x=n><b>One</b><b>Two</b><b>Three</b><i></i></li></ul>";
    let two = Two::of(old, new);
    assert_eq!((two.image("a"), two.image("b")), ("n".into(), "n".into()));
    assert_eq!(two.twin("s"), "");
}
