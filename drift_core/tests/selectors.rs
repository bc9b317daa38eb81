//! Selectors match their element and nothing else, however its names are written.

use drift_core::{Detail, Limits, Page, Selector, Strategy, parse_html, selectors};

fn made(html: &str) -> Vec<Selector> {
    let page = format!("<!doctype html><html><body>{html}</body></html>");
    let tree = parse_html(page.as_bytes(), &Limits::default(), Detail::Full).unwrap();
    let target = (0..tree.len() as u32).find(|&id| tree.attribute(id, "x").is_some()).unwrap();
    selectors(&Page::new(tree), target)
}

fn values(html: &str, strategy: Strategy) -> Vec<String> {
    made(html).into_iter().filter(|one| one.strategy == strategy).map(|one| one.value).collect()
}

#[test]
fn selectors_are_ranked_as_people_think() {
    let html = "<label for=m>Mail</label><input x id=m data-testid=mail placeholder=you@example.org>";
    let strategies: Vec<Strategy> = made(html).into_iter().map(|one| one.strategy).collect();
    let expected = [Strategy::TestId, Strategy::RoleName, Strategy::Label, Strategy::Placeholder];
    assert_eq!(&strategies[..4], expected);
    let places = made(html).iter().map(|one| one.positional).collect::<Vec<_>>();
    assert_eq!(places.iter().filter(|&&positional| positional).count(), 2);
    assert!(places.ends_with(&[true, true]));
}

#[test]
fn selectors_escape_what_css_and_xpath_read_otherwise() {
    let cases = [
        ("<div x class='md:flex'></div>", "div.md\\:flex"),
        ("<div x class='w-1/2'></div>", "div.w-1\\/2"),
        ("<div x id='2col'></div>", "#\\32 col"),
        ("<div x id='smile😀'></div>", "#smile😀"),
        ("<div x title='say \"hi\"'></div>", "div[title=\"say \\\"hi\\\"\"]"),
    ];
    for (html, expected) in cases {
        assert_eq!(values(html, Strategy::Css)[0], expected);
    }
    let both = values("<div x title=\"it's &quot;x&quot;\"></div>", Strategy::Xpath);
    assert_eq!(both[0], "//div[@title=concat(\"it's \", '\"', \"x\", '\"', \"\")]");
}

#[test]
fn selectors_never_use_generated_names() {
    let html = "<main><p>One</p><div x id=':r1:' class='css-1q8x9z sc-bdVaJa'></div></main><div></div>";
    let made = made(html);
    assert!(!made.is_empty());
    for one in made {
        assert!(!["r1", "css-", "sc-"].iter().any(|noise| one.value.contains(noise)), "{}", one.value);
    }
}

#[test]
fn selectors_that_match_another_element_too_are_left_out() {
    let html = "<button class=b>Save</button><button x class=b>Save</button>";
    let made = made(html);
    assert!(made.iter().all(|one| one.positional));
    assert_eq!(made[0].value, "html > body:nth-of-type(1) > button:nth-of-type(2)");
}

#[test]
fn selectors_within_an_anchor_come_before_places() {
    let html = "<form id=login><button class=go x><i></i></button></form><button class=go></button>";
    assert_eq!(values(html, Strategy::Css)[0], "#login button.go");
    assert!(values(html, Strategy::Xpath)[0].starts_with("//*[@id=\"login\"]//button["));
}

#[test]
fn selectors_of_a_hidden_control_have_no_role() {
    assert!(values("<div aria-hidden=true><button x>Go</button></div>", Strategy::RoleName).is_empty());
}

#[test]
fn selectors_inside_a_shadow_root_have_no_xpath() {
    let html = "<my-app><template shadowrootmode=open><button x id=go>Go</button></template></my-app>";
    assert_eq!(values(html, Strategy::Css)[0], "#go");
    assert!(values(html, Strategy::Xpath).is_empty());
}

#[test]
fn selectors_by_class_or_test_id_use_none_that_a_machine_made() {
    let html =
        "<p><button x class='mat-button ember123 a1b2c3' data-testid=':r1:' name=input-45>Go</button></p>";
    for one in made(html) {
        let noise = ["mat-", "ember", "a1b2c3", "r1", "input-45"];
        assert!(!noise.iter().any(|noise| one.value.contains(noise)), "{}", one.value);
    }
}

#[test]
fn selectors_of_an_element_that_only_its_heading_tells_apart_are_anchored_there() {
    let html = "<section><h2>One</h2><input></section><section><h2>Two</h2><p><input x></p></section>";
    assert_eq!(values(html, Strategy::Xpath)[0], "//section[h2[normalize-space()=\"Two\"]]//input");
}
