//! What is not hidden, and what shows nothing.

use super::{is_shown, steps};
use crate::testing::{captured, marked, page};

#[test]
fn is_shown_of_what_only_styles_could_hide_is_true() {
    is_shown("<details open><summary>More</summary><a href=/ x=x>A</a></details>");
    is_shown("<details><summary x=x>More</summary></details>");
    is_shown("<dialog open><button x=x>Yes</button></dialog>");
    // On a wide screen the bar is there, whatever its button says.
    is_shown("<button aria-expanded=false aria-controls=n>Menu</button><nav id=n><a href=/ x=x>A</a></nav>");
    is_shown("<button aria-hidden=true x=x>A</button>");
    is_shown(
        "<div role=tablist><a role=tab aria-controls=p>One</a></div><div role=tabpanel id=p><input x=x></div>",
    );
}

#[test]
fn is_shown_of_what_its_control_says_is_closed_is_false() {
    let cases = [
        "<a role=tab aria-selected=false aria-controls=p>One</a><div role=tabpanel id=p><input x=x></div>",
        "<button aria-expanded=false aria-controls=p>One</button><ul role=menu id=p><li role=menuitem x=x>A</ul>",
        "<button aria-expanded=false aria-controls=p>One</button><div aria-hidden=true id=p><input x=x></div>",
    ];
    for body in cases {
        let page = page(body);
        assert!(!page.is_shown(marked(&page.tree, "x")), "{body}");
    }
}

#[test]
fn is_shown_of_a_capture_is_what_the_browser_saw() {
    let page = captured("<details><summary>More</summary><a href=/ x=x>A</a></details>");
    assert!(page.is_shown(marked(&page.tree, "x")));
}

#[test]
fn revealers_leave_out_what_closes_or_is_open_already() {
    let none = [
        "<div id=p hidden><button aria-controls=p>Close</button><input x=x></div>",
        "<button popovertarget=p popovertargetaction=hide>Hide</button><div id=p popover><input x=x></div>",
        "<button aria-expanded=true aria-controls=p>More</button><div id=p hidden><input x=x></div>",
        "<p>text</p><div hidden><input x=x></div>",
    ];
    for body in none {
        assert_eq!(steps(&page(body)), [], "{body}");
    }
}

#[test]
fn has_stand_in_of_what_is_acted_on_by_another_element_is_true() {
    let cases = [
        ("<input type=file hidden x=x>", true),
        ("<label>Agree <input type=checkbox style='display:none' x=x></label>", true),
        ("<div hidden><label>Agree <input type=checkbox x=x></label></div>", false),
        ("<select><option x=x>One</option></select>", true),
        ("<button hidden x=x>One</button>", false),
    ];
    for (body, expected) in cases {
        let page = page(body);
        assert_eq!(page.has_stand_in(marked(&page.tree, "x")), expected, "{body}");
    }
}
