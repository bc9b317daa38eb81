//! Elements found by what people call them; `x` marks the one that is meant.

use drift_core::{
    Action, Detail, Discovered, Discovery, Limits, Page, Request, TestIds, discover, parse_html, xpath,
};

fn page(html: &str) -> Page {
    let whole = format!("<!doctype html><html><body>{html}</body></html>");
    Page::new(parse_html(whole.as_bytes(), &Limits::default(), Detail::Full).unwrap())
}

fn ask(html: &str, element: &str) -> Discovery {
    discover(&page(html), &Request { element, ..Request::default() })
}

#[track_caller]
fn finds_with(html: &str, request: &Request) -> Discovery {
    let page = page(html);
    let tree = page.tree();
    let marked = (0..tree.len() as u32).find(|&id| tree.attribute(id, "x").is_some());
    let found = discover(&page, request);
    let expected = marked.map(|id| xpath::path_of(tree, id));
    assert_eq!(found.xpath, expected, "{request:?}: {}", found.reason);
    found
}

#[track_caller]
fn finds(html: &str, element: &str) -> Discovery {
    finds_with(html, &Request { element, ..Request::default() })
}

#[track_caller]
fn misses(html: &str, element: &str) -> Discovery {
    let found = ask(html, element);
    assert_eq!((found.outcome, found.equals.len()), (Discovered::Absent, 0), "{element}: {:?}", found.xpath);
    found
}

#[test]
fn discover_by_each_strategy_finds_the_element() {
    let cases = [
        ("<div data-testid=cart x>x</div>", "cart"),
        ("<button data-cy=save-all x>Ok</button>", "Save all"),
        ("<i data-qa=cartTotal x>7</i>", "Cart total"),
        ("<button aria-label=Close x>X</button>", "Close"),
        ("<div role=tab x>Billing</div>", "Billing"),
        ("<label>Email <input x></label>", "Email"),
        ("<label for=p>Password</label><input id=p type=password x>", "Password"),
        ("<label>Email * <input x></label>", "Email"),
        ("<label>Email (required): <input x></label>", "Email"),
        ("<input aria-label=q placeholder='Find a book' x>", "Find a book"),
        ("<p x>Nothing here yet</p>", "Nothing here yet"),
        ("<p x>Order <b>no</b> 7</p>", "Order no 7"),
        ("<button x><span>Pay</span></button>", "Pay"),
        ("<button x>P<b>a</b>y</button>", "Pay"),
        ("<input type=submit value='Send it' x>", "Send it"),
        ("<img alt='Our logo' x>", "Our logo"),
        ("<div title=Help x>?</div>", "Help"),
        ("<input name=first_name x>", "first_name"),
        ("<input name=firstName x>", "First name"),
        ("<input id=zip-code x>", "Zip code"),
        ("<button x>SAVE</button>", "Save"),
        ("<a href=/n x>Next →</a>", "Next"),
        ("<button x>Don’t save…</button>", "Don't save"),
        ("<a href=/i x>Inbox (3)</a>", "Inbox"),
        ("<a href=/i x>Inbox <span>3</span></a>", "Inbox"),
        ("<label>E-mail<input x></label>", "Email"),
        ("<button x>×</button><button>+</button>", "×"),
    ];
    for (html, element) in cases {
        let found = finds(&format!("<h1>Shop</h1>{html}<p>end</p>"), element);
        assert!(found.confidence > 0.5, "{element}");
        assert!(found.selectors.last().unwrap().positional, "{element}");
    }
}

#[test]
fn discover_takes_the_better_strategy_and_the_closer_text() {
    finds("<button>Save</button><button data-testid=save x>Store</button>", "Save");
    finds("<button title=Save>Keep</button><button x>Save</button>", "Save");
    finds("<button>save</button><a href=/ x>Save</a>", "Save");
    finds("<input name=save><button x>Save!</button>", "save");
}

#[test]
fn discover_part_of_a_name_finds_nothing() {
    let html = "<button>Save as draft</button><input placeholder='Save as draft now'>";
    for element in ["Save", "Save as", "as draft", "av", "draft", "Save button", "Saved as draft"] {
        misses(html, element);
    }
    misses("<button>Cancel</button><button>Savings</button>", "Save");
    misses("<a href=/>Order 7</a>", "Order");
}

#[test]
fn discover_two_equals_is_ambiguous_with_both() {
    let found =
        ask("<button id=one>Save</button><button id=two>Save</button><a href=/>Save</a>", "Save button");
    assert_eq!(found.outcome, Discovered::Ambiguous);
    assert_eq!(found.equals, ["/html[1]/body[1]/button[1]", "/html[1]/body[1]/button[2]"]);
    let said =
        "'Save button' is equally well button \"Save\" with id \"one\" and button \"Save\" with id \"two\"";
    assert_eq!(found.reason, said);
    let row = |name: &str| format!("<tr><td>{name}</td><td><button>Edit</button></td></tr>");
    let rows: String = ["Alice", "Bob", "Carol"].map(row).concat();
    let found = ask(&format!("<table>{rows}</table>"), "Edit");
    assert_eq!(
        found.reason,
        "'Edit' is equally well button \"Edit\" in \"Alice\" and button \"Edit\" in \"Bob\" and 1 more"
    );
}

#[test]
fn discover_name_that_begins_like_an_ordinal_is_a_name() {
    let html =
        "<label>Name <input></label><label>Last Name <input></label><label>First Name <input x></label>";
    finds(html, "First Name");
    finds(html, "the First Name field");
    let html = "<label>Name <input></label><label>Address <input></label>";
    misses(html, "First Name");
    misses(html, "Second Address");
    misses(html, "last name");
}

#[test]
fn discover_ordinal_counts_equals_in_document_order() {
    let html = "<button>Edit</button><p><button x>Edit</button></p><button>Edit</button>";
    for element in
        ["second Edit button", "2nd Edit", "the second Edit", "Edit #2", "Edit button 2", "Edit number 2"]
    {
        finds(html, element);
    }
    finds("<a href=/>Delete</a><a href=/ x>Delete</a>", "last Delete link");
    finds("<a href=/>A</a><a href=/b x>B</a>", "second link");
    misses(html, "fourth Edit button");
    let found = discover(&page(html), &Request { element: "Edit", ordinal: 4, ..Request::default() });
    assert_eq!(found.reason, "'Edit' number 4 is asked for; there are 3");
    finds_with(html, &Request { element: "Edit button", ordinal: 2, ..Request::default() });
}

#[test]
fn discover_role_word_takes_that_role() {
    let cases = [
        ("Save button", "<a href=/s>Save</a><button x>Save</button>"),
        ("the Save link", "<a href=/s x>Save</a><button>Save</button>"),
        ("search input", "<button>Search</button><input aria-label=Search x>"),
        ("the email field", "<h2>Email</h2><label>Email <input x></label>"),
        ("Terms checkbox", "<p>Terms</p><label><input type=checkbox x> Terms</label>"),
        ("Card radio button", "<p>Card</p><label><input type=radio x> Card</label>"),
        ("Country dropdown", "<h2>Country</h2><select aria-label=Country x></select>"),
        ("Logo image", "<a href=/><img alt=Logo x></a>"),
        ("Users heading", "<a href=/>Users</a><h2 x>Users</h2>"),
        ("'Save' button", "<a href=/s>Save</a><button x>Save</button>"),
        ("button \"Save\"", "<a href=/s>Save</a><button x>Save</button>"),
        ("button Save", "<a href=/s>Save</a><button x>Save</button>"),
        ("link to Home", "<a href=/ x>Home</a><button>Home</button>"),
        ("link with text Home", "<a href=/ x>Home</a><button>Home</button>"),
        ("field labelled City", "<h2>City</h2><label>City <input x></label>"),
        ("Pay button", "<a class='btn btn-primary' href=/ x>Pay</a>"),
        ("Email label", "<label for=e x>Email</label><input id=e>"),
        ("Due date field", "<label>Due date <input type=date x></label>"),
        ("City field", "<select aria-label=City></select><input aria-label=City x>"),
        ("City field", "<button>City</button><select aria-label=City x></select>"),
        ("The Verge link", "<h2>The Verge</h2><a href=/ x>The Verge</a>"),
        ("Big button", "<button>Big</button><button x>Big button</button>"),
    ];
    for (element, html) in cases {
        finds(html, element);
    }
    misses("<a href=/>Save</a><h2>Save</h2>", "Save button");
}

#[test]
fn discover_action_takes_what_can_take_it() {
    let cases = [
        (Action::Fill, "<button>City</button><input aria-label=City x>"),
        (Action::Fill, "<h2>City</h2><div contenteditable aria-label=City x></div>"),
        (Action::Click, "<p>City</p><button x>City</button>"),
        (Action::Select, "<input aria-label=City><select aria-label=City x></select>"),
        (Action::Check, "<button>City</button><label><input type=checkbox x>City</label>"),
        (Action::Read, "<h2 x>City</h2>"),
        (Action::Any, "<section aria-label=City><h2>City</h2><label>City <input x></label></section>"),
    ];
    for (action, html) in cases {
        finds_with(html, &Request { element: "City", action, ..Request::default() });
    }
    let request = Request { element: "City", action: Action::Fill, ..Request::default() };
    let found = discover(&page("<button>City</button>"), &request);
    let said = "nothing on the page is called 'City'; button \"City\" cannot take the action 'fill'";
    assert_eq!((found.outcome, found.reason.as_str()), (Discovered::Absent, said));
}

#[test]
fn discover_wrapper_of_the_same_text_is_not_taken() {
    finds("<div><div><span x>Total</span></div></div>", "Total");
    finds("<ul><li><a href=/h x>Home</a></li></ul>", "Home");
    finds("<h2><a href=/h x><span>Home</span></a></h2>", "Home");
    finds("<table><tr><td x>Alice</td></tr></table>", "Alice");
}

#[test]
fn discover_kind_alone_finds_the_only_one() {
    let cases = [
        ("search box", "<input type=search placeholder='Find docs' x><input>"),
        ("search input", "<input type=search placeholder='Search docs…' x><button>Go</button>"),
        ("submit button", "<button type=button>Help</button><button type=submit x>Go</button>"),
        ("password field", "<input><input type=password x>"),
        ("email field", "<input name=q><input type=email placeholder='Your email' x>"),
        ("main heading", "<h1 x>Shop</h1><h2>Cart</h2>"),
        ("the dropdown", "<select x></select><input>"),
    ];
    for (element, html) in cases {
        assert!(finds(html, element).confidence < 0.8, "{element}");
    }
    misses("<input type=search><input type=search>", "search box");
    misses("<input type=email aria-label='Billing email'><input>", "email field");
    misses("<input placeholder='Company name'><input placeholder=City>", "Name field");
}

#[test]
fn discover_hidden_element_is_the_last_choice() {
    finds("<div hidden><button>Send</button></div><button x>Send</button>", "Send");
    finds("<div style='display: none'><button>Send</button></div><button x>Send</button>", "Send");
    finds("<details><summary>More</summary><button>Send</button></details><button x>Send</button>", "Send");
    finds("<select><option>Open</select><button x>Open</button>", "Open");
}

#[test]
fn discover_of_what_is_hidden_only_says_so_and_what_shows_it() {
    let menu = "<button aria-haspopup=menu aria-expanded=false aria-controls=m>Actions</button><ul role=menu id=m hidden><li role=menuitem x>Delete</ul>";
    let found = finds(menu, "Delete");
    assert_eq!(found.outcome, Discovered::Hidden);
    assert!(found.confidence < 0.9 && !found.selectors.is_empty());
    assert_eq!(found.reason, "'Delete' is menuitem \"Delete\", which is hidden; button \"Actions\" shows it");
    let found = finds("<p>text</p><div hidden><button x>Send</button></div>", "Send");
    assert_eq!(found.outcome, Discovered::Hidden);
    assert!(found.reason.ends_with("the page does not tell what shows it"), "{}", found.reason);
}

#[test]
fn discover_of_what_is_hidden_and_can_be_acted_on_finds_it() {
    let cases = [
        ("<input type=file aria-label=Photo hidden x>", "Photo"),
        ("<select aria-label=Size><option x>Large</option></select>", "Large"),
    ];
    for (html, element) in cases {
        assert_eq!(finds(html, element).outcome, Discovered::Found, "{element}");
    }
}

#[test]
fn discover_looks_into_shadow_roots() {
    let html = "<x-card><template shadowrootmode=open><p><button>No</button><button x>Deep</button></p></template></x-card>";
    let found = finds(html, "Deep");
    let last = found.selectors.last().unwrap();
    assert!(last.positional);
    let expected =
        "html > body:nth-of-type(1) > x-card:nth-of-type(1) p:nth-of-type(1) > button:nth-of-type(2)";
    assert_eq!(last.value, expected);
}

#[test]
fn discover_with_other_test_ids_takes_those() {
    let html = b"<button data-hook=go>A</button><button data-testid=go>B</button>";
    let page = Page::from_html(html, &Limits::default(), &TestIds::new(["data-hook"])).unwrap();
    let found = discover(&page, &Request { element: "go", ..Request::default() });
    assert_eq!(found.selectors[0].attribute, "data-hook");
}

#[test]
fn discover_any_request_at_all_answers() {
    let html = "<button>Save</button>".repeat(50) + "<h1>Save</h1><table><tr><td>of</td></tr></table>";
    let page = page(&html);
    let long = "in the row of ".repeat(5_000);
    let strange = [
        "",
        " ",
        "'",
        "\"",
        "'s",
        "'s ",
        "in",
        "of the",
        "#",
        "1st",
        "last",
        "button",
        "()",
        "#0",
        "𝕊ave",
        "\0",
        "İ button",
    ];
    for element in strange.iter().copied().chain([long.as_str()]) {
        for scope in ["", "in in in", "row of of of", long.as_str()] {
            discover(&page, &Request { element, scope, ordinal: usize::MAX, ..Request::default() });
            discover(&page, &Request { element, scope, ..Request::default() });
        }
    }
}
