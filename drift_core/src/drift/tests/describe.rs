//! Places in words that a person can follow.

use crate::drift::describe::{context, path};
use crate::testing::{captured, marked, page, tree};

fn path_of(body: &str) -> String {
    let tree = tree(body);
    path(&tree, marked(&tree, "a"))
}

fn context_of(body: &str) -> String {
    let tree = tree(body);
    context(&tree, marked(&tree, "a"))
}

#[test]
fn path_names_each_step_by_its_id_or_its_first_lasting_class() {
    let cases = [
        ("<p x=a></p>", "html > body > p"),
        ("<p x=a id=login class=card></p>", "html > body > p#login"),
        ("<p x=a class='card wide'></p>", "html > body > p.card"),
        ("<p x=a id=ember12 class='css-1a active card'></p>", "html > body > p.card"),
        ("<p x=a id=':r1:'></p>", "html > body > p"),
        ("<form id=f><b x=a></b></form>", "html > body > form#f > b"),
        ("<p x=a id='two words'></p>", "html > body > p"),
    ];
    for (body, expected) in cases {
        assert_eq!(path_of(body), expected, "{body}");
    }
}

#[test]
fn long_path_leaves_out_its_beginning() {
    let deep = |depth: usize| format!("{}<b x=a></b>", "<div>".repeat(depth));
    assert_eq!(path_of(&deep(3)), "html > body > div > div > div > b");
    assert_eq!(path_of(&deep(4)), "… > body > div > div > div > div > b");
    assert_eq!(path_of(&deep(40)), "… > div > div > div > div > div > b");
}

#[test]
fn context_is_the_role_the_label_and_the_heading_before() {
    let cases = [
        ("<button x=a>Buy</button>", "\"Buy\""),
        ("<div role=tab x=a>Billing</div>", "tab \"Billing\""),
        ("<h2>Offers</h2><button x=a>Buy</button>", "\"Buy\" under \"Offers\""),
        ("<h1>Shop</h1><h2>Offers</h2><p x=a>Now</p>", "\"Now\" under \"Offers\""),
        ("<button x=a aria-label=Close>X</button>", "\"Close\""),
        ("<input x=a placeholder=Name>", "\"Name\""),
        ("<div x=a><p>Inside</p></div>", "\"Inside\""),
        ("<div x=a></div>", ""),
        ("<div x=a aria-label=' '>Said</div>", "\"Said\""),
    ];
    for (body, expected) in cases {
        assert_eq!(context_of(body), expected, "{body}");
    }
}

#[test]
fn context_of_a_capture_is_what_the_browser_computed() {
    let page = captured("<div x=a acts=button said=Send>Go</div>");
    assert_eq!(context(page.tree(), marked(page.tree(), "a")), "button \"Send\"");
}

#[test]
fn long_words_are_cut_and_say_so() {
    let page = page(&format!("<p x=a>{}</p>", "ü".repeat(100)));
    assert_eq!(context(page.tree(), marked(page.tree(), "a")), format!("\"{}…\"", "ü".repeat(60)));
}
