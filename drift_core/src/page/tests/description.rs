//! What is stored of an element, and what never is.

use crate::page::description::{Description, describe};
use crate::testing::{captured, marked, page};

fn described(html: &str) -> Description {
    let page = page(html);
    describe(&page, marked(page.tree(), "a"))
}

#[test]
fn description_says_what_the_element_is() {
    let cases = [
        ("<button x=a>Save</button>", ("button", "button", "Save", "", "Save")),
        ("<a x=a>Home</a>", ("a", "link", "Home", "", "Home")),
        ("<label for=i>Mail</label><input id=i x=a>", ("input", "textbox", "Mail", "Mail", "")),
        ("<button aria-label=Close x=a>X</button>", ("button", "button", "Close", "Close", "X")),
        ("<div x=a>Text</div>", ("div", "", "", "", "Text")),
        ("<a href=/ x=a>Read <b>more</b> now</a>", ("a", "link", "Read more now", "", "Read more now")),
    ];
    for (html, expected) in cases {
        let Description { tag, role, name, label, text, .. } = described(html);
        assert_eq!((&*tag, &*role, &*name, &*label, &*text), expected, "{html}");
    }
}

#[test]
fn description_never_tells_what_a_user_typed_or_chose() {
    let cases = [
        "<input value=Secret x=a>",
        "<textarea x=a>Secret</textarea>",
        "<div contenteditable x=a>Secret</div>",
        "<div role=textbox x=a>Secret</div>",
        "<p x=a>Note <textarea>Secret</textarea><select><option>Secret</select></p>",
    ];
    for html in cases {
        let told = format!("{:?}", described(html));
        assert!(!told.contains("Secret"), "{told}");
    }
    assert_eq!(described("<p contenteditable=false x=a>Plain</p>").text, "Plain");
}

#[test]
fn description_of_a_password_field_tells_its_type_and_labels_alone() {
    let html = "<p>Beside</p><label for=p>Password</label>\
                <input type=PASSWORD name=pass id=p placeholder=Hint title=Tip value=Secret data-testid=t x=a>";
    let found = described(html);
    assert_eq!(found.attributes, [("type".into(), "PASSWORD".into()), ("name".into(), "pass".into())]);
    assert_eq!((&*found.label, &*found.text), ("Password", ""));
    assert!(found.neighbourhood.is_empty());
}

#[test]
fn description_keeps_attributes_that_identify() {
    let html = "<input id=i name=n type=text placeholder=p aria-label=l title=t role=r data-testid=d \
                class=c style=s value=v data-kind=k alt='' x=a>";
    let names: Vec<String> = described(html).attributes.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["id", "name", "type", "placeholder", "aria-label", "title", "role", "data-testid"]);
}

#[test]
fn description_of_a_link_tells_its_address_without_what_may_be_secret() {
    let cases = [
        ("/cart", Some("/cart")),
        ("/reset?token=1", Some("/reset")),
        ("/page#top", Some("/page")),
        ("mailto:a@example.org", None),
        ("JavaScript:go()", None),
        ("tel:123", None),
        ("data:text/plain,x", None),
        ("?token=1", None),
    ];
    for (href, expected) in cases {
        let found = described(&format!("<a href='{href}' x=a>Go</a>")).attributes;
        let address = found.iter().find(|(name, _)| name == "href").map(|(_, value)| value.as_str());
        assert_eq!(address, expected, "{href}");
    }
    assert!(described("<link href=/style.css x=a>").attributes.is_empty());
}

#[test]
fn neighbourhood_is_what_stands_beside_around_and_above() {
    let html = "<h1>Shop</h1><h2>Orders</h2><ul><li>Bob <b>Before</b><button x=a>Delete</button><i>After</i></li></ul>";
    let found = described(html).neighbourhood;
    assert_eq!(found[..2], ["Before".to_owned(), "After".into()]);
    assert!(found[2].starts_with("Bob Before"), "{found:?}");
    assert_eq!(found[3..], ["Orders".to_owned(), "Shop".into()]);
}

#[test]
fn neighbourhood_tells_each_text_once_and_nothing_hidden() {
    let html = "<h2>Same</h2><b>Same</b><button x=a>Go</button><b hidden>No</b>";
    assert_eq!(described(html).neighbourhood, ["Same"]);
    assert!(described("<button x=a>Go</button>").neighbourhood.is_empty());
}

#[test]
fn texts_are_cut_at_two_hundred_letters() {
    let long = "é".repeat(300);
    let found = described(&format!("<p>{long}</p><button title={long} x=a>{long}</button>"));
    let cut = format!("{}…", "é".repeat(199));
    assert_eq!((&found.text, &found.attributes[0].1, &found.neighbourhood[0]), (&cut, &cut, &cut));
    let whole = "é".repeat(200);
    assert_eq!(described(&format!("<button x=a>{whole}</button>")).text, whole);
}

#[test]
fn rect_is_told_by_sources_that_know_it() {
    assert_eq!(described("<button x=a>Go</button>").rect, None);
    let page = captured("<button x=a>Go</button>");
    assert_eq!(describe(&page, marked(page.tree(), "a")).rect, None);
}
