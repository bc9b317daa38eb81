//! Each way in which pages hide things, and the control of each.

use super::{shows, steps};
use crate::page::hiding::Tie;
use crate::testing::page;

#[test]
fn revealers_of_what_the_page_declares_are_its_controls() {
    shows(
        "<details unseen1><summary x=y>More</summary><p unseen><a href=/ x=x>A</a></p></details>",
        Tie::Summary,
    );
    shows(
        "<button popovertarget=m x=y>Menu</button><div id=m popover unseen><a href=/ x=x>A</a></div>",
        Tie::Target,
    );
    shows(
        "<button commandfor=d command=show-modal x=y>Open</button><dialog id=d unseen><button x=x>Yes</button></dialog>",
        Tie::Target,
    );
    shows(
        "<button aria-expanded=false aria-controls=p x=y>More</button><div id=p hidden unseen><button x=x>A</button></div>",
        Tie::Controls,
    );
    shows(
        "<div role=tablist><button role=tab aria-selected=true>One</button><button role=tab aria-controls=p x=y>Two</button></div><div role=tabpanel id=p hidden unseen><input x=x></div>",
        Tie::Tab,
    );
    shows(
        "<a data-bs-toggle=collapse href=#c x=y>Filters</a><div id=c style='display: none' unseen><input x=x></div>",
        Tie::Toggle,
    );
    shows(
        "<button data-bs-toggle=modal data-bs-target=#c x=y>Edit</button><p>text</p><div id=c style='display:none' unseen><input x=x></div>",
        Tie::Toggle,
    );
    shows(
        "<div><button id=b aria-haspopup=menu x=y>Actions</button></div><ul role=menu aria-labelledby=b hidden unseen><li role=menuitem x=x>Delete</li></ul>",
        Tie::LabelledBy,
    );
}

#[test]
fn revealers_of_what_the_page_does_not_declare_are_the_likely_ones() {
    shows(
        "<button aria-haspopup=dialog x=y>Invite</button><button>Other</button><div role=dialog hidden unseen><input x=x></div>",
        Tie::Dialog,
    );
    shows(
        "<button x=y>New user</button><button>Other</button><div role=dialog aria-label='New user' hidden unseen><input x=x></div>",
        Tie::Dialog,
    );
    shows(
        "<div role=tablist><a role=tab aria-selected=true>One</a><a role=tab x=y>Two</a></div><section><div role=tabpanel>A</div><div role=tabpanel hidden unseen><input x=x></div></section>",
        Tie::TabOrder,
    );
    shows(
        "<nav><div><button aria-expanded=false x=y>Account</button></div><ul hidden unseen><li><a href=/o x=x>Sign out</a></li></ul></nav>",
        Tie::Beside,
    );
    shows(
        "<ul><li aria-haspopup=true x=y>File<ul hidden unseen><li><a href=/p x=x>Print</a></li></ul></li></ul>",
        Tie::Beside,
    );
    shows(
        "<button onclick=\"flip('extra')\" x=y>Show</button><p>text</p><p>more</p><div id=extra hidden unseen><input x=x></div>",
        Tie::Script,
    );
    shows(
        "<input type=checkbox id=t hidden unseen><label for=t x=y>Menu</label><ul hidden unseen><li><a href=/ x=x>A</a></li></ul>",
        Tie::CheckBox,
    );
    shows("<h3><button x=y>Shipping</button></h3><div hidden unseen><input x=x></div>", Tie::Before);
}

#[test]
fn revealers_of_nested_parts_come_in_the_order_to_act_in() {
    let html = "<button aria-controls=n aria-expanded=false x=y1>Menu</button><nav id=n hidden><button aria-controls=s aria-expanded=false x=y2>Shop</button><ul id=s hidden><li><a href=/ x=x>Hats</a></li></ul></nav>";
    let names: Vec<_> = steps(&page(html)).into_iter().map(|(mark, _)| mark).collect();
    assert_eq!(names, ["y1", "y2"]);
    let apart = "<details><summary x=y1>Tools</summary><button aria-controls=p aria-expanded=false x=y2>Advanced</button></details><div id=p hidden><input x=x></div>";
    let names: Vec<_> = steps(&page(apart)).into_iter().map(|(mark, _)| mark).collect();
    assert_eq!(names, ["y1", "y2"]);
}
