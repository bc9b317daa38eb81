//! Which of several elements acts, and what labels it.

use crate::page::widgets::{control_around, control_role, labels_of_widget, own_labels};
use crate::testing::{marked, marks_of, page};

#[test]
fn control_role_of_a_custom_element_is_what_its_name_ends_in() {
    let cases = [
        ("<sl-button x=a></sl-button>", "button"),
        ("<ui5-split-button x=a></ui5-split-button>", "button"),
        ("<mwc-textfield x=a></mwc-textfield>", "textbox"),
        ("<vaadin-combo-box x=a></vaadin-combo-box>", "combobox"),
        ("<ui5-radio-button x=a></ui5-radio-button>", "radio"),
        ("<md-switch x=a></md-switch>", "switch"),
        ("<sl-button x=a role=tab></sl-button>", "tab"),
        // By whole words only, and behind a prefix.
        ("<my-unbutton x=a></my-unbutton>", ""),
        ("<button-bar x=a></button-bar>", ""),
        ("<sl-button-group x=a></sl-button-group>", ""),
        ("<div x=a></div>", ""),
        // The page tells which element in it acts.
        ("<lightning-button x=a><button>Save</button></lightning-button>", ""),
    ];
    for (html, expected) in cases {
        let page = page(html);
        assert_eq!(control_role(&page.tree, marked(&page.tree, "a")), expected, "{html}");
    }
}

#[test]
fn control_around_is_the_one_that_shows_the_text() {
    let cases = [
        ("<button x=b><span><i x=a>Save</i></span></button>", Some("b")),
        ("<details><summary x=b><b x=a>More</b></summary></details>", Some("b")),
        ("<sl-button x=b><span x=a>Save</span></sl-button>", Some("b")),
        ("<button x=a>Save</button>", None),
        ("<a href=/><button x=a>Save</button></a>", None),
        ("<div role=tree><li role=treeitem>A<ul><li><b x=a>B</b></li></ul></li></div>", None),
        ("<div role=option><table><tr><td x=a>B</td></tr></table></div>", None),
        ("<button><label x=a>B</label></button>", None),
        ("<div role=combobox><b x=a>B</b></div>", None),
        ("<div tabindex=0><b x=a>B</b></div>", None),
    ];
    for (html, expected) in cases {
        let page = page(html);
        let found = control_around(&page, marked(&page.tree, "a"));
        assert_eq!(found.map(|id| marks_of(&page.tree, [id])).as_deref(), expected, "{html}");
    }
}

#[test]
fn labels_of_a_widget_are_each_text_that_labels_it() {
    let cases = [
        ("<i id=l x=l>Age</i><div role=combobox id=v aria-labelledby='l v' x=a>Ten</div>", "l"),
        ("<i id=l x=l>A</i><i id=m x=m>B</i><input aria-labelledby='l m l' x=a>", "l m"),
        ("<label for=v x=l>Age</label><div role=slider id=v x=a></div>", "l"),
        ("<label for=v x=l>Age</label><ui-pick id=v x=a></ui-pick>", "l"),
        ("<div role=button aria-haspopup=listbox x=a><label for=i x=l>Age</label><input id=i></div>", "l"),
        // The box around the one that acts.
        ("<label for=v x=l>A</label><div id=v><p></p><b role=slider x=a></b></div>", "l"),
        ("<i id=l x=l>A</i><div role=group aria-labelledby=l><b role=switch x=a></b></div>", "l"),
        // It is of none of several.
        ("<label for=v>A</label><div id=v><b role=slider></b><b role=slider x=a></b></div>", ""),
        (
            "<i id=l>A</i><div role=radiogroup aria-labelledby=l><b role=radio></b><b role=radio x=a></b></div>",
            "",
        ),
        ("<i id=l>A</i><section aria-labelledby=l><p x=a>B</p></section>", ""),
        ("<i id=l>A</i><div aria-labelledby=l><a href=/ x=a>B</a></div>", ""),
        ("<i id=l>A</i><div role=dialog aria-labelledby=l><input x=a></div>", ""),
        // A label elsewhere is of the field alone, a plain box has none, and a menu opens no field.
        ("<label for=i x=l>Age</label><div role=button aria-haspopup=listbox x=a><input id=i></div>", ""),
        ("<label for=v x=l>Age</label><div id=v x=a></div>", ""),
        ("<div role=button x=a><label for=i x=l>Age</label><input id=i></div>", ""),
        ("<div aria-labelledby=none role=button x=a></div>", ""),
    ];
    for (html, expected) in cases {
        let page = page(html);
        let found = labels_of_widget(&page, marked(&page.tree, "a"));
        assert_eq!(marks_of(&page.tree, found), expected, "{html}");
    }
}

#[test]
fn own_labels_are_of_custom_elements_alone() {
    for (html, expected) in
        [("<ui5-input label=A text=B x=a></ui5-input>", "A B"), ("<b label=A x=a></b>", "")]
    {
        let page = page(html);
        let found: Vec<&str> = own_labels(&page.tree, marked(&page.tree, "a")).collect();
        assert_eq!(found.join(" "), expected);
    }
}
