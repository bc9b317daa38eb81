//! Stored selectors evaluated on a page: the right elements, or an honest "ask a browser".

use drift_core::{Detail, Limits, Page, Source, Strategy, parse_capture, parse_html, select, xpath};

const SHOP: &str = r##"<!doctype html><html><head><title>Shop</title></head><body>
<nav m=nav><a m=home href="/home">Home</a><a m=cart href="/cart?n=1">Cart</a></nav>
<main m=main><h1 m=h1>Basket</h1>
<form m=form id=basket class="panel wide"><label m=l1 for=code>Voucher</label>
<input m=code id=code name=code type=text placeholder="Your code" title="Voucher code">
<label m=l2>Country<select m=country><option m=o1>Chad</option><option m=o2>Peru</option></select></label>
<label m=l3>Gift <input m=gift type=checkbox></label>
<button m=save class="btn main" data-testid=save>Save</button>
<button m=saveas class=btn><svg m=svg><path m=path></path></svg> Save as</button>
<button m=del aria-label="Delete all" class=btn>x</button>
<button m=gone hidden class=btn>Save</button></form>
<ul m=list><li m=i1 class=item><b m=b1>One</b> <em m=e1>new</em></li><li m=i2 class="item on"><b m=b2>Two</b></li><li m=i3><i m=i></i></li></ul>
<my-card m=card><template shadowrootmode=open><p m=inp class=deep>Inside</p></template><span m=slotted>Light</span></my-card>
<img m=img alt="The logo" src=logo.png><p m=p>Hello<br m=br>world</p></main></body></html>"##;

fn page(html: &str) -> Page {
    Page::new(parse_html(html.as_bytes(), &Limits::default(), Detail::Full).unwrap())
}

fn marks(page: &Page, paths: Option<Vec<String>>) -> Option<String> {
    let mark = |path: String| {
        let id = xpath::find(page.tree(), &path).unwrap();
        page.tree().attribute(id, "m").unwrap_or(page.tree().tag(id)).to_owned()
    };
    paths.map(|paths| paths.into_iter().map(mark).collect::<Vec<_>>().join(" "))
}

fn found(strategy: Strategy, value: &str) -> Option<String> {
    let page = page(SHOP);
    marks(&page, select(&page, strategy, value, "", ""))
}

fn assert_all(strategy: Strategy, cases: &[(&str, Option<&str>)]) {
    for (value, expected) in cases {
        assert_eq!(found(strategy, value).as_deref(), *expected, "{value}");
    }
}

#[test]
fn css_finds_what_a_browser_finds() {
    assert_all(
        Strategy::Css,
        &[
            ("#code", Some("code")),
            ("form.panel.wide > button.btn", Some("save saveas del gone")),
            ("li.item + li", Some("i2 i3")),
            ("h1 ~ ul li:nth-of-type(2)", Some("i2")),
            ("li:not(.item)", Some("i3")),
            ("li:not(.item, .on)", Some("i3")),
            (":is(h1, #basket) > :where(label):first-child", Some("l1")),
            ("li:has(> em)", Some("i1")),
            ("li:has(em) ~ li", Some("i2 i3")),
            ("li:nth-child(2n + 1)", Some("i1 i3")),
            ("li:nth-child(1 of .on)", Some("i2")),
            ("li:last-child, h1", Some("h1 i3")),
            ("[class~=on]", Some("i2")),
            ("[data-testid=SAVE i]", Some("save")),
            ("[data-testid=SAVE]", Some("")),
            ("input[type=TEXT]", Some("code")),
            ("a[href^='/car'][href$='=1'][href*='?n']", Some("cart")),
            ("my-card .deep", Some("inp")),
            ("main > my-card > p:first-child", Some("inp")),
            ("my-card > span:first-child", Some("slotted")),
            (":root > body > nav", Some("nav")),
            ("DIV", Some("")),
        ],
    );
}

#[test]
fn css_that_needs_a_browser_is_left_to_it() {
    let live = [
        "a:hover",
        "a:visible",
        "input:checked",
        "button:enabled",
        ":scope > li",
        "text=Save",
        "a >> b",
        "li:has-text('One')",
        ":text('One')",
        "a::before",
        "> li",
        "",
        "a[",
        "i:empty",
        "&",
        "svg|a",
        "li:nth-match(a, 1)",
        "my-card:has(p)",
        "li:is(.item, :hover)",
        ":not(:focus)",
        "a:lang(en)",
    ];
    for css in live {
        assert_eq!(found(Strategy::Css, css), None, "{css}");
    }
}

#[test]
fn css_in_a_page_that_may_ignore_case_is_left_to_a_browser() {
    assert_eq!(found(Strategy::Css, "#CODE"), None);
    assert_eq!(found(Strategy::Css, "#none").as_deref(), Some(""));
}

#[test]
fn xpath_finds_what_a_browser_finds() {
    assert_all(
        Strategy::Xpath,
        &[
            ("/html/body/main/h1", Some("h1")),
            ("//li[2]/b", Some("b2")),
            ("(//li)[last()]", Some("i3")),
            ("//li[last() - 1]", Some("i2")),
            ("//li[position() < 3]", Some("i1 i2")),
            ("//*[@id='code']", Some("code")),
            ("//*[@id=\"basket\"]//button[@data-testid]", Some("save")),
            ("//button[@class='btn' and not(@hidden)]", Some("saveas del")),
            ("//button[contains(@class, 'main') or @aria-label='Delete all']", Some("save del")),
            ("//button[starts-with(@aria-label, 'Del')]", Some("del")),
            ("//li[contains(concat(' ', normalize-space(@class), ' '), ' on ')]", Some("i2")),
            ("//h1[normalize-space()='Basket']", Some("h1")),
            ("//button[normalize-space(.)=\"Save as\"]", Some("saveas")),
            ("//li[contains(., 'Two')]", Some("i2")),
            ("//label[contains(text(), 'Vouch')]/following-sibling::input", Some("code")),
            ("//select/ancestor::form", Some("form")),
            ("//b/..", Some("i1 i2")),
            ("//li[b]/b | //h1", Some("h1 b1 b2")),
            ("//li[b[normalize-space()='Two']]", Some("i2")),
            ("//li[.//em]", Some("i1")),
            ("//em/parent::li/following::*[1]", Some("i2")),
            ("//li[3]/preceding-sibling::li[1]", Some("i2")),
            ("//h1/preceding::a[1]", Some("cart")),
            ("//li[count(*) = 2]", Some("i1")),
            ("//DIV", Some("")),
            ("//BUTTON[@data-testid]", Some("save")),
            ("//svg", Some("")),
            ("//*[local-name()='svg']/..", Some("saveas")),
            ("//*[name()='path']", Some("path")),
            ("//my-card/*", Some("slotted")),
            ("//p[@class='deep']", Some("")),
            ("//button[translate(@aria-label, 'ADEL', 'adel')='delete all']", Some("del")),
            ("//button[string-length(@aria-label) > 3]", Some("del")),
            ("//input[@type='checkbox'][1]", Some("gift")),
            ("//li[text()='Nowhere']", Some("")),
            ("//ul/li[not(contains(@class, 'item'))]", Some("i3")),
            ("//button[substring(@data-testid, 2, 2)='av']", Some("save")),
            ("//li[position() mod 2 = 1]", Some("i1 i3")),
        ],
    );
}

#[test]
fn xpath_that_needs_a_browser_is_left_to_it() {
    let unknown = [
        "//button[text()='Save']",
        "//button[.='Save']",
        "//p[normalize-space()='Hello world']",
        "//p[normalize-space()='Helloworld']",
        "//li[normalize-space()='One new']",
        "//label[text()]/..//text()",
        "//a/@href",
        "count(//a)",
        "id('code')",
        "//svg:path",
        "//*[$x]",
        "//li[",
        "//li]",
        "//li[lower-case(@class)='item']",
        "//comment()",
        "//*[@*]",
        "//text()[2]/..",
        "//li[text()[1]]",
        "",
        "'",
        "//",
        "//li[ends-with(@class,'m')]",
    ];
    for expression in unknown {
        assert_eq!(found(Strategy::Xpath, expression), None, "{expression}");
    }
}

#[test]
fn words_find_what_playwright_finds() {
    let cases = [
        (Strategy::Text, "Save", Some("save gone")),
        (Strategy::Text, " Save\n as ", Some("saveas")),
        (Strategy::Text, "save", Some("")),
        (Strategy::Text, "Two", Some("b2")),
        (Strategy::Text, "One new", None),
        (Strategy::Text, "Inside", Some("inp")),
        (Strategy::Text, "Shop", Some("")),
        (Strategy::Text, "Helloworld", None),
        (Strategy::Label, "Voucher", Some("code")),
        (Strategy::Label, "Gift", Some("gift")),
        (Strategy::Label, "Delete all", Some("del")),
        (Strategy::Label, "Country", Some("")),
        (Strategy::Placeholder, "Your code", Some("code")),
        (Strategy::Placeholder, "your code", Some("")),
        (Strategy::Title, "Voucher code", Some("code")),
        (Strategy::AltText, "The logo", Some("img")),
    ];
    for (strategy, value, expected) in cases {
        assert_eq!(found(strategy, value).as_deref(), expected, "{value}");
    }
}

#[test]
fn roles_and_test_ids_find_what_playwright_finds() {
    let page = page(SHOP);
    let role = |role, name| marks(&page, select(&page, Strategy::RoleName, name, role, ""));
    assert_eq!(role("button", "Save").as_deref(), Some("save"));
    assert_eq!(role("button", "Delete all").as_deref(), Some("del"));
    assert_eq!(role("heading", "Basket").as_deref(), Some("h1"));
    assert_eq!(role("", "Basket"), None);
    let test_id = |name, value| marks(&page, select(&page, Strategy::TestId, value, "", name));
    assert_eq!(test_id("data-testid", "save").as_deref(), Some("save"));
    assert_eq!(test_id("data-qa", "save").as_deref(), Some(""));
    assert_eq!(test_id("", "save"), None);
}

#[test]
fn labels_name_the_first_control_alone() {
    let page = page("<label>Two <input m=a><input m=b></label><input m=c type=hidden>");
    assert_eq!(marks(&page, select(&page, Strategy::Label, "Two", "", "")).as_deref(), Some("a"));
}

#[test]
fn hidden_dialogs_and_details_have_no_role() {
    let html = "<dialog><button m=a>Go</button></dialog><details><summary m=s>More</summary>\
                <button m=b>Go</button></details><button m=c>Go</button>";
    let page = page(html);
    assert_eq!(marks(&page, select(&page, Strategy::RoleName, "Go", "button", "")).as_deref(), Some("c"));
}

#[test]
fn frames_are_not_entered() {
    let capture = r##"{"format":1,"strings":["","html","body","iframe","#document","p","id","x"],
        "parent":[-1,0,1,2,3,4,5,1],"tag":[1,2,3,4,1,2,5,5],"attr_count":[0,0,0,0,0,0,1,1],"attrs":[6,7,6,7]}"##;
    let page = Page::new(parse_capture(capture.as_bytes(), &Limits::default(), Detail::Full).unwrap());
    let only = Some(vec!["/html[1]/body[1]/p[1]".to_owned()]);
    assert_eq!(select(&page, Strategy::Css, "p", "", ""), only);
    assert_eq!(select(&page, Strategy::Xpath, "//p", "", ""), only);
    assert_eq!(select(&page, Strategy::Title, "x", "", ""), Some(vec![]));
}

#[test]
fn what_a_capture_leaves_out_is_left_to_a_browser() {
    let capture = r#"{"format":1,"strings":["","html","a","href","/cart","input","id","n"],
        "parent":[-1,0,0],"tag":[1,2,5],"attr_count":[0,1,1],"attrs":[3,4,6,7]}"#;
    let tree = parse_capture(capture.as_bytes(), &Limits::default(), Detail::Full).unwrap();
    assert_eq!(tree.source(), Source::Capture);
    let page = Page::new(tree);
    let count = |strategy, value| select(&page, strategy, value, "", "").map(|found| found.len());
    for (css, expected) in [
        ("[href='/cart']", None),
        ("[href='/home']", Some(0)),
        ("[href^='/ca']", Some(1)),
        ("[href*='q=1']", None),
        ("[value='x']", None),
        ("#n", Some(1)),
        ("[onclick]", None),
    ] {
        assert_eq!(count(Strategy::Css, css), expected, "{css}");
    }
    for (expression, expected) in [
        ("//a[@href='/cart']", None),
        ("//a[@href='/home']", Some(0)),
        ("//a[contains(@href, 'car')]", Some(1)),
        ("//input[@value='1']", None),
        ("//a[@href]", Some(1)),
    ] {
        assert_eq!(count(Strategy::Xpath, expression), expected, "{expression}");
    }
}

#[test]
fn a_hundred_paths_are_given_and_no_more() {
    let page = page(&"<p>x</p>".repeat(300));
    let paths = select(&page, Strategy::Css, "p", "", "").unwrap();
    assert_eq!((paths.len(), paths[99].as_str()), (100, "/html[1]/body[1]/p[100]"));
}
