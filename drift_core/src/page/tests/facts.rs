//! What a page computes of each element once.

use crate::page::wording::Wording;
use crate::page::{Facts, Page, evident_role};
use crate::testing::{marked, marks_of, page, tree};

fn facts<'a>(page: &'a Page, mark: &str) -> &'a Facts {
    page.of(marked(page.tree(), mark))
}

#[test]
fn digest_is_of_everything_an_element_is_and_holds() {
    let same = "<p class=c title=t>One <b>two</b></p>";
    let cases = [
        (same, true),
        ("<p title=t class=c>One <b>two</b></p>", true),
        ("<p class=c title=t>One  <b>two</b>\n</p>", true),
        ("<p class=c title=t>One <b>three</b></p>", false),
        ("<p class=c title=u>One <b>two</b></p>", false),
        ("<p class=t title=c>One <b>two</b></p>", false),
        ("<p class=c title=t>One <i>two</i></p>", false),
        ("<p class=c title=t>One <b>two</b><i></i></p>", false),
        ("<div class=c title=t>One <b>two</b></div>", false),
    ];
    for (other, expected) in cases {
        let page = page(&format!("<div x=a>{same}</div><div x=b>{other}</div>"));
        let inside = |mark: &str| page.of(page.tree().first_child(marked(page.tree(), mark)).unwrap()).digest;
        assert_eq!(inside("a") == inside("b"), expected, "{other}");
    }
}

#[test]
fn digest_tells_the_order_of_what_is_inside() {
    let page = page("<div x=a><b></b><i></i></div><div x=b><i></i><b></b></div>");
    assert_ne!(facts(&page, "a").digest, facts(&page, "b").digest);
}

#[test]
fn kind_is_the_tag_with_the_type_of_a_control() {
    let cases = [
        ("<input type=text x=a><input type=' TEXT ' x=b>", true),
        ("<input type=text x=a><input type=email x=b>", false),
        ("<button type=submit x=a></button><button type=button x=b></button>", false),
        ("<ol type=a x=a></ol><ol type=i x=b></ol>", true),
        ("<input x=a><textarea x=b></textarea>", false),
    ];
    for (html, expected) in cases {
        let page = page(html);
        assert_eq!(facts(&page, "a").kind == facts(&page, "b").kind, expected, "{html}");
    }
}

#[test]
fn unseen_is_what_people_never_see_with_all_it_holds() {
    let html = "<template><b></b></template><noscript><p x=a>No</p></noscript><input type=hidden x=b>\
                <p x=c>Yes</p><br x=d><script x=e></script>";
    let page = page(html);
    let seen = ["b", "c", "d", "e"].map(|mark| !facts(&page, mark).unseen);
    assert_eq!(seen, [false, true, false, false]);
    assert!(page.facts[1].unseen && page.tree().tag(1) == "head");
}

#[test]
fn wording_is_the_name_or_else_the_own_text() {
    let cases = [
        ("<button x=a>Save</button>", "Save"),
        ("<button aria-label=Close x=a>X</button>", "Close"),
        ("<div x=a>Total</div>", "Total"),
        ("<div x=a><b>Total</b></div>", ""),
        ("<input placeholder=Find x=a>", "Find"),
        ("<input type=hidden aria-label=Token x=a>", ""),
    ];
    for (html, expected) in cases {
        assert_eq!(facts(&page(html), "a").wording, Wording::of(expected), "{html}");
    }
}

#[test]
fn wording_of_a_large_part_is_none_unless_people_act_on_it() {
    let inside = format!("{}<b>Total</b>", "<i></i>".repeat(40));
    let of = |tag: &str, attributes: &str| {
        let page = page(&format!("<{tag} {attributes} x=a>Sum {inside}</{tag}>"));
        facts(&page, "a").wording.clone()
    };
    assert!(of("div", "").is_empty());
    assert_eq!(of("a", "href=/"), Wording::of("Sum Total"));
    assert_eq!(of("h2", ""), Wording::of("Sum Total"));
}

#[test]
fn classes_are_those_that_outlive_the_next_build() {
    let page = page("<b class='card css-1x2y3z active  card-12' x=a></b><b class='card-7 card' x=b></b>");
    let of = |mark: &str| page.classes(marked(page.tree(), mark)).len();
    assert_eq!((of("a"), of("b")), (2, 2));
    assert_eq!(page.classes(marked(page.tree(), "a"))[0], page.classes(marked(page.tree(), "b"))[1]);
}

#[test]
fn telling_is_what_people_could_name_or_use() {
    let html = "<p x=text>Text</p><div x=box></div><button x=bare></button><script x=code>go()</script>\
                <i x=icon></i><input x=field><h2 x=empty></h2>";
    let page = page(html);
    assert_eq!(marks_of(page.tree(), page.telling.iter().copied()), "text bare field");
}

#[test]
fn frequency_counts_the_elements_a_word_stands_on() {
    let page = page("<p>Save all</p><p>Save, save!</p><button>Delete</button><script>save</script>");
    let word = |text: &str| Wording::of(text).words[0];
    assert_eq!(["save", "delete", "undo"].map(|text| page.frequency(word(text))), [2, 1, 0]);
}

#[test]
fn contains_is_an_element_and_all_it_holds() {
    let page = page("<div x=a><b x=b><i x=c></i></b></div><p x=d></p>");
    let contains = |a: &str, b: &str| page.contains(marked(page.tree(), a), marked(page.tree(), b));
    assert!(contains("a", "a") && contains("a", "b") && contains("a", "c"));
    assert!(!contains("b", "a") && !contains("a", "d") && !contains("c", "d"));
}

#[test]
fn depth_counts_the_elements_around() {
    let page = page("<div x=a><b x=b></b></div>");
    assert_eq!((page.facts[0].depth, facts(&page, "a").depth, facts(&page, "b").depth), (0, 2, 3));
}

#[test]
fn evident_role_of_a_link_needs_no_address() {
    let cases =
        [("<a x=a>", "link"), ("<a href=/ x=a>", "link"), ("<a role=tab x=a>", "tab"), ("<b x=a>", "")];
    for (html, expected) in cases {
        let tree = tree(html);
        assert_eq!(evident_role(&tree, marked(&tree, "a")), expected, "{html}");
    }
}
