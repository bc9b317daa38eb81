//! Which ways to an element are given, best first, and which never.

use crate::evaluate::{Selector, Strategy};
use crate::generate::selectors;
use crate::page::Page;
use crate::testing::{captured, marked, page};
use crate::tree::Detail;
use crate::{Limits, parse_capture};

fn made(page: &Page) -> Vec<Selector> {
    selectors(page, marked(page.tree(), "a"))
}

fn names(body: &str) -> Vec<&'static str> {
    made(&page(body)).iter().map(|selector| selector.strategy.name()).collect()
}

fn values(page: &Page, strategy: Strategy) -> Vec<String> {
    made(page)
        .into_iter()
        .filter(|selector| selector.strategy == strategy)
        .map(|selector| selector.value)
        .collect()
}

fn css(body: &str) -> Vec<String> {
    values(&page(body), Strategy::Css)
}

fn has(body: &str, strategy: Strategy) -> bool {
    !values(&page(body), strategy).is_empty()
}

#[test]
fn selectors_come_in_the_order_people_think() {
    let body =
        "<label for=c>Code</label><input x=a id=c data-testid=code placeholder=Voucher title='Voucher code'>";
    let mut names = names(body);
    names.dedup();
    assert_eq!(names[..5], ["test_id", "role", "label", "placeholder", "title"]);
    assert!(names[5..].iter().all(|name| matches!(*name, "css" | "xpath")), "{names:?}");
}

#[test]
fn strategy_is_given_only_where_it_finds_this_element_alone() {
    let cases = [
        ("<b x=a data-testid=t></b>", Strategy::TestId, true),
        ("<b x=a data-testid=t></b><i data-testid=t></i>", Strategy::TestId, false),
        ("<button x=a>Go</button>", Strategy::RoleName, true),
        ("<button x=a>Go</button><button>Go</button>", Strategy::RoleName, false),
        ("<button x=a>Go</button><a href=/>Go</a>", Strategy::RoleName, true),
        ("<p x=a>Go</p>", Strategy::RoleName, false),
        ("<label>L<input x=a></label>", Strategy::Label, true),
        ("<label>L<input x=a></label><label>L<input></label>", Strategy::Label, false),
        ("<input x=a placeholder=P>", Strategy::Placeholder, true),
        ("<input x=a placeholder=P><input placeholder=P>", Strategy::Placeholder, false),
        ("<img x=a alt=A>", Strategy::AltText, true),
        ("<p x=a>Only this</p>", Strategy::Text, true),
        ("<p x=a>This</p><i>This</i>", Strategy::Text, false),
        ("<p x=a>---</p>", Strategy::Text, false),
        ("<p x=a>One <b>two</b></p>", Strategy::Text, false),
    ];
    for (body, strategy, expected) in cases {
        assert_eq!(has(body, strategy), expected, "{} {body}", strategy.name());
    }
}

#[test]
fn role_is_given_for_what_a_capture_has_a_name_for() {
    // What stands in a box without area, as in a portal, has a name; what is hidden has none.
    let has_role = |said: &str| {
        let page = captured(&format!("<div unseen><button x=a {said}>Go</button></div>"));
        !values(&page, Strategy::RoleName).is_empty()
    };
    assert!(has_role("said=Go"));
    assert!(!has_role("said=''"));
}

#[test]
fn role_is_given_beside_a_twin_that_is_hidden() {
    let roles_beside = |twin: &str| {
        let page = captured(&format!("<button x=a said=New>New</button>{twin}"));
        values(&page, Strategy::RoleName)
    };
    assert_eq!(roles_beside("<div unseen><button title=New said=''>New</button></div>"), ["New"]);
    assert!(roles_beside("<div><button said=New>New</button></div>").is_empty());
}

#[test]
fn names_that_a_machine_made_are_in_no_selector() {
    let made_up = ["ember123", ":r1:", "css-1x2y3z", "input-45", "a1b2c3d4e5f6", "mat-input-0"];
    for name in made_up {
        let body = format!(
            "<div id={name} class={name}><b x=a id={name} class={name} data-testid={name}></b></div>"
        );
        for selector in made(&page(&body)) {
            assert!(!selector.value.contains(name), "{selector:?}");
        }
    }
}

#[test]
fn long_value_is_content_and_no_name() {
    for letter in ["w", "ж", "字"] {
        let text = |length: usize| format!("<button x=a title={0}>{0}</button>", letter.repeat(length));
        for strategy in [Strategy::Title, Strategy::Text, Strategy::RoleName] {
            assert!(has(&text(200), strategy) && !has(&text(201), strategy), "{}", strategy.name());
        }
    }
}

#[test]
fn query_is_the_shortest_that_finds_the_element() {
    let cases: [(&str, &str); 7] = [
        ("<b x=a id=go></b>", "#go"),
        ("<b x=a id=go></b><i id=go></i>", "html > body:nth-of-type(1) > b:nth-of-type(1)"),
        ("<input x=a name=q>", "input[name=\"q\"]"),
        ("<a x=a href=/cart></a>", "a[href=\"/cart\"]"),
        ("<b x=a class=card></b>", "b.card"),
        ("<b x=a class='card wide'></b><b class=card></b><b class=wide></b>", "b.card.wide"),
        ("<form id=f><b x=a></b></form><b></b>", "#f b"),
    ];
    for (body, expected) in cases {
        assert_eq!(css(body)[0], expected, "{body}");
    }
}

#[test]
fn address_that_leads_nowhere_tells_no_link() {
    for href in ["#", "#!", "javascript:void(0)"] {
        let found = css(&format!("<a x=a href='{href}'></a><a href=/x></a>"));
        assert!(found.iter().all(|css| !css.contains("href")), "{found:?}");
    }
    assert_eq!(css("<a x=a href='#top'></a>")[0], "a[href=\"#top\"]");
}

#[test]
fn address_of_a_capture_is_told_by_its_beginning() {
    let page = captured("<a x=a href='/cart'></a>");
    assert_eq!(values(&page, Strategy::Css)[0], "a[href^=\"/cart\"]");
    assert_eq!(values(&page, Strategy::Xpath)[0], "//a[starts-with(@href, \"/cart\")]");
}

#[test]
fn place_is_the_last_resort_and_says_so() {
    let page = page("<div><b></b><b x=a></b></div>");
    let found = made(&page);
    assert!(!found.is_empty() && found.iter().all(|selector| selector.positional), "{found:?}");
    let named = made(&crate::testing::page("<div><b></b><b x=a id=go></b></div>"));
    let positional: Vec<bool> = named.iter().map(|selector| selector.positional).collect();
    assert!(positional.is_sorted() && !positional[0] && positional.contains(&true), "{named:?}");
}

#[test]
fn records_alike_are_told_apart_by_what_they_say() {
    let row = |who: &str, mark: &str| format!("<tr><td>{who}</td><td><button {mark}>Edit</button></td></tr>");
    let page = page(&format!("<table>{}{}</table>", row("Bob", ""), row("Eve", "x=a")));
    let told = values(&page, Strategy::Xpath);
    assert_eq!(told[0], "//tr[.//*[normalize-space()=\"Eve\"]]//button[normalize-space()=\"Edit\"]");
    assert!(told.iter().all(|xpath| !xpath.contains("Bob")));
}

#[test]
fn element_of_a_shadow_root_has_css_and_no_xpath() {
    let body = "<my-app><template shadowrootmode=open><button x=a id=go>Go</button></template></my-app>";
    let names = names(body);
    assert!(names.contains(&"css") && !names.contains(&"xpath"), "{names:?}");
}

#[test]
fn element_of_a_drawing_has_no_xpath() {
    let names = names("<svg id=drawing><path x=a id=line></path></svg>");
    assert!(names.contains(&"css") && !names.contains(&"xpath"), "{names:?}");
}

#[test]
fn hidden_element_is_not_found_by_role_or_text() {
    for body in ["<button x=a hidden>Go</button>", "<div aria-hidden=true><button x=a>Go</button></div>"] {
        let names = names(body);
        assert!(!names.contains(&"role") && !names.is_empty(), "{body} {names:?}");
    }
}

#[test]
fn boundaries_have_no_selectors() {
    let page = page("<my-app><template shadowrootmode=open><i></i></template></my-app>");
    let tree = page.tree();
    let root = (0..page.len()).find(|&id| tree.tag(id) == "#shadow-root").expect("a shadow root");
    assert_eq!(selectors(&page, root), []);
}

#[test]
fn element_of_a_frame_is_found_by_its_text_and_label_there() {
    let capture = r##"{"format":1,"strings":["html","iframe","#document","label","Code","input","x","a","p","Ready","b"],
        "parent":[-1,0,1,2,3,4,3,0],"tag":[0,1,2,0,3,5,8,8],"attr_count":[0,0,0,0,0,1,1,0],"attrs":[6,7,6,10],
        "text":[-1,-1,-1,-1,4,-1,9,9]}"##;
    let page =
        Page::new(parse_capture(capture.as_bytes(), &Limits::default(), Detail::Full).expect("a capture"));
    assert_eq!(values(&page, Strategy::Label), ["Code"]);
    let ready = selectors(&page, marked(page.tree(), "b"));
    // The page around the frame says it too, which is another document.
    assert!(ready.iter().any(|made| made.strategy == Strategy::Text && made.value == "Ready"), "{ready:?}");
}
