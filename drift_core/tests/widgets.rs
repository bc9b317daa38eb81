//! Controls that component libraries make of several elements, found by what labels them. The pages are
//! small ones with the structure that each library documents; `x` marks what is meant.

use drift_core::{Action, Detail, Discovered, Limits, Page, Request, discover, parse_html, xpath};

fn page(html: &str) -> Page {
    let whole = format!("<!doctype html><html><body>{html}</body></html>");
    Page::new(parse_html(whole.as_bytes(), &Limits::default(), Detail::Full).unwrap())
}

#[track_caller]
fn finds(html: &str, element: &str, action: Action) {
    let page = page(html);
    let tree = page.tree();
    let marked = (0..tree.len() as u32).find(|&id| tree.attribute(id, "x").is_some());
    let found = discover(&page, &Request { element, action, ..Request::default() });
    let expected = marked.map(|id| xpath::path_of(tree, id));
    assert_eq!(found.xpath, expected, "{element}: {}", found.reason);
}

/// A select of MUI: the name that browsers compute has the value in it.
const MUI_SELECT: &str = "<div class=MuiFormControl-root><label id=_r_a_-label for=_r_a_>Age</label>
    <div class=MuiInputBase-root><div x tabindex=0 role=combobox aria-expanded=false aria-haspopup=listbox
    aria-labelledby='_r_a_-label _r_a_' id=_r_a_>Ten</div><input aria-hidden=true tabindex=-1 value=10></div></div>";
/// A select of Vuetify: the list is opened by what stands around label, value and field.
const VUETIFY_SELECT: &str =
    "<div class=v-input><div x role=button aria-haspopup=listbox aria-expanded=false class=v-input__slot>
    <label for=input-7 class=v-label>Team size</label><div class=v-select__selection>4</div>
    <input id=input-7 readonly type=text></div></div>";
/// A select of Radix in a form: the label points at a button that shows the value.
const RADIX_SELECT: &str = "<label for=_R_b_>Fruit</label><button x type=button role=combobox id=_R_b_
    aria-expanded=false><span>Apple</span><svg aria-hidden=true></svg></button>";
/// A list box of Headless UI: the button is labelled by the label and by itself.
const HEADLESS_LISTBOX: &str = "<label id=headlessui-label-_r_1_>Assignee</label><button x id=headlessui-listbox-button-_r_2_
    type=button aria-haspopup=listbox aria-labelledby='headlessui-label-_r_1_ headlessui-listbox-button-_r_2_'><span>Ann</span></button>";
/// A switch of Headless UI and Radix.
const SWITCH: &str =
    "<div><label id=_r_3_ for=_r_4_>Notify me</label><button x role=switch id=_r_4_ aria-checked=false
    aria-labelledby=_r_3_><span></span></button></div>";
/// A slider of Radix, labelled from elsewhere, whose thumb has the role.
const SLIDER: &str = "<span id=l>Volume</span><span class=root><span x role=slider tabindex=0 aria-valuenow=3
    aria-labelledby=l></span></span>";

#[test]
fn discover_composite_by_its_label_finds_the_control() {
    let cases = [
        (MUI_SELECT, "Age", Action::Click),
        (MUI_SELECT, "Age dropdown", Action::Select),
        (VUETIFY_SELECT, "Team size dropdown", Action::Click),
        (VUETIFY_SELECT, "Team size dropdown", Action::Select),
        (RADIX_SELECT, "Fruit", Action::Click),
        (RADIX_SELECT, "Fruit combobox", Action::Select),
        (HEADLESS_LISTBOX, "Assignee", Action::Click),
        (HEADLESS_LISTBOX, "Assignee dropdown", Action::Select),
        (SWITCH, "Notify me", Action::Check),
        (SWITCH, "Notify me switch", Action::Click),
        (SLIDER, "Volume slider", Action::Any),
    ];
    for (html, element, action) in cases {
        finds(html, element, action);
    }
}

#[test]
fn discover_label_that_points_at_a_role_finds_its_control_before_the_label() {
    finds("<label for=t>City</label><div x id=t role=combobox tabindex=0>Oslo</div>", "City", Action::Click);
    finds("<label for=t>City</label><my-picker x id=t></my-picker>", "City", Action::Click);
    // Without a role it is no control, and its label is all there is to click.
    finds("<label x for=t>City</label><div id=t>Oslo</div>", "City", Action::Click);
}

#[test]
fn discover_custom_elements_by_their_own_label_finds_them() {
    let cases = [
        ("<sl-button x>Save</sl-button>", "Save button"),
        ("<sl-input x label='Full name'></sl-input>", "Full name"),
        ("<sl-select x label=Country><sl-option>Norway</sl-option></sl-select>", "Country dropdown"),
        ("<ui5-checkbox x text='Send a copy'></ui5-checkbox>", "Send a copy checkbox"),
        ("<ui5-date-picker x accessible-name='Due on'></ui5-date-picker>", "Due on"),
        ("<lightning-combobox x label=Stage></lightning-combobox>", "Stage picklist"),
        ("<vaadin-combo-box x label=Owner></vaadin-combo-box>", "Owner combobox"),
    ];
    for (html, element) in cases {
        finds(html, element, Action::Click);
    }
    // Its name says what it is by whole words.
    let none = discover(
        &page("<my-unbutton>Save</my-unbutton>"),
        &Request { element: "Save button", ..Request::default() },
    );
    assert_eq!(none.outcome, Discovered::Absent);
}

#[test]
fn discover_custom_elements_take_what_their_name_says() {
    finds("<sl-input x label='Full name'></sl-input>", "Full name", Action::Fill);
    finds(
        "<sl-select x label=Country><sl-option role=option>Norway</sl-option></sl-select>",
        "Country dropdown",
        Action::Select,
    );
    finds("<sl-switch x>Dark theme</sl-switch>", "Dark theme", Action::Check);
    finds("<ui5-label for=s>Supplier</ui5-label><ui5-input x id=s></ui5-input>", "Supplier", Action::Fill);
    finds("<ui5-label for=s>Supplier</ui5-label><ui5-input x id=s></ui5-input>", "Supplier", Action::Click);
    finds("<ui5-label for=s>Supplier</ui5-label><input x id=s>", "Supplier", Action::Fill);
    for (html, element, action) in [
        ("<sl-button>Send</sl-button>", "Send", Action::Fill),
        ("<sl-input label=Agree></sl-input>", "Agree", Action::Check),
        ("<my-panel label=Agree></my-panel>", "Agree", Action::Check),
    ] {
        let found = discover(&page(html), &Request { element, action, ..Request::default() });
        assert_eq!(found.outcome, Discovered::Absent, "{html}");
    }
}

#[test]
fn discover_control_inside_a_custom_element_is_the_one_that_acts() {
    let html =
        "<lightning-input label=Email><label for=input-3>Email</label><input x id=input-3></lightning-input>";
    finds(html, "Email", Action::Fill);
    finds(html, "Email field", Action::Any);
}

#[test]
fn discover_text_in_a_control_finds_the_control() {
    let cases = [
        ("<button x aria-label='Close the dialog'><span>Close</span></button>", "Close"),
        ("<a x href=/cart><img alt=Cart> <b>3 items</b></a>", "3 items"),
        ("<button x aria-label=Choose><svg data-testid=CalendarIcon></svg></button>", "calendar icon"),
        ("<div x role=menuitem><span>Rename</span><kbd>F2</kbd></div>", "Rename"),
        ("<div x role=option><div>Oslo</div><small>Norway</small></div>", "Norway"),
        ("<details><summary x><b>More</b> 3</summary></details>", "More"),
    ];
    for (html, element) in cases {
        finds(html, element, Action::Click);
    }
}

#[test]
fn discover_text_in_a_control_stays_the_text_where_it_is_meant() {
    // Who reads it, who names its kind, and what only stands in a part of the page.
    finds("<a href=/p><b x>3 items</b> in all</a>", "3 items", Action::Read);
    finds("<a href=/p><h3 x>Brad</h3><p>Call me</p></a>", "Brad heading", Action::Click);
    finds("<a href=/p><h3 x>Brad</h3><p>Call me</p></a>", "Brad", Action::Any);
    finds("<div role=listbox tabindex=0><div x>Oslo</div><div>Rome</div></div>", "Oslo", Action::Click);
    finds("<ul><li><button>Go</button> <span x>Later</span></li></ul>", "Later", Action::Click);
    finds("<label>Terms <a x href=/t>of service</a></label>", "of service", Action::Click);
}
