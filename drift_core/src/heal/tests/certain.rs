//! Pairs that are certain by evidence which stands once on both pages.

use super::Two;

#[test]
fn subtree_that_stands_once_pairs_everything_in_it() {
    let stars =
        "<ul x=list><li x=s1></li><li></li><li></li><li></li><li></li><li></li><li></li><li x=s8></li></ul>";
    let two = Two::of(&format!("{stars}<p>Rating</p>"), &format!("<p>Rate us</p><div>{stars}</div>"));
    for mark in ["list", "s1", "s8"] {
        assert_eq!(two.twin(mark), mark);
    }
}

#[test]
fn subtree_that_stands_twice_is_not_certain() {
    let card = "<li><b>Pro</b><i>Plan</i></li>";
    let two = Two::of(&format!("<ul x=o>{card}</ul>"), &format!("<ol>{card}</ol><p></p><ol>{card}</ol>"));
    assert_eq!(two.image("o"), "");
}

#[test]
fn subtree_of_a_field_that_got_another_label_is_not_certain() {
    let two = Two::of(
        "<label for=n5>Name</label><input id=n5 x=five><label for=n6>Phone</label><input id=n6 x=six>",
        "<label for=n5>Phone</label><input id=n5 x=five><label for=n6>Name</label><input id=n6 x=six>",
    );
    assert_eq!((two.twin("five"), two.twin("six")), ("six".into(), "five".into()));
}

#[test]
fn identifying_attribute_that_stands_once_is_certain_under_another_name() {
    let cases = [
        ("<button data-testid=pay x=a>Pay</button>", "<button data-testid=pay x=b>Order now</button>"),
        ("<button data-qa=pay x=a>Pay</button>", "<a data-qa=pay x=b>Order now</a>"),
        ("<button id=pay x=a>Pay</button>", "<button id=pay x=b>Order now</button>"),
        ("<input name=q aria-label=Find x=a>", "<input name=q aria-label=Look x=b>"),
        ("<label for=mail x=a>Mail</label>", "<label for=mail x=b>Address</label>"),
        ("<a href=/cart x=a>Cart</a>", "<a href=/cart x=b>Basket</a>"),
    ];
    for (old, new) in cases {
        assert_eq!(Two::of(old, new).twin("a"), "b", "{new}");
    }
}

#[test]
fn identifying_attribute_without_proof_is_not_certain() {
    let cases = [
        // It stands twice.
        ("<a href=/cart x=a>Cart</a>", "<a href=/cart>Basket</a><a href=/cart>Bag</a>"),
        ("<b></b><a href=/cart x=a>Cart</a><a href=/cart>Trolley</a>", "<a href=/cart>Basket</a>"),
        // What it stands on does something else.
        ("<a id=go href=/x x=a>Cart</a>", "<input id=go aria-label=Coupon>"),
        // A generator made it.
        ("<a id=ember12 x=a>Cart</a>", "<a id=ember12>Basket</a>"),
        // It holds a number, and nothing else agrees.
        ("<input id=field-3 aria-label=Name x=a>", "<input id=field-3 aria-label=Phone>"),
        // It says little.
        ("<button title=More x=a>Cart</button>", "<button title=More>Basket</button>"),
    ];
    for (old, new) in cases {
        assert_eq!(Two::of(old, new).twin("a"), "", "{new}");
    }
}

#[test]
fn numbered_attribute_is_certain_when_the_names_are_alike() {
    let two = Two::of(
        "<input id=field-3 aria-label='Account first name' x=a>",
        "<input id=field-3 aria-label='First name' x=b>",
    );
    assert_eq!(two.twin("a"), "b");
}

#[test]
fn name_that_stands_once_in_its_family_is_certain_whatever_else_changed() {
    let cases = [
        ("<button class=k id=out x=a>Log out</button>", "<p><a href=/logout x=b>Log out</a></p>"),
        ("<input aria-label=Country x=a>", "<select aria-label=Country x=b></select>"),
        ("<input type=checkbox aria-label=News x=a>", "<i role=switch aria-label=News x=b></i>"),
        ("<p x=a>Yes, it's here</p>", "<p x=b>YES its here!</p>"),
    ];
    for (old, new) in cases {
        assert_eq!(Two::of(old, new).twin("a"), "b", "{new}");
    }
}

#[test]
fn name_of_another_family_is_another_element() {
    let cases = [
        ("<button x=a>Delete</button>", "<h2>Delete</h2>"),
        ("<input aria-label=Search x=a>", "<button>Search</button>"),
        ("<p x=a>Total</p>", "<b>Total</b>"),
    ];
    for (old, new) in cases {
        assert_eq!(Two::of(old, new).twin("a"), "", "{new}");
    }
}

#[test]
fn name_is_not_certain_where_a_lasting_attribute_differs() {
    let cases = [
        ("<button data-testid=a x=a>Edit</button>", "<button data-testid=b>Edit</button>", ""),
        ("<input name=given aria-label=Name x=a>", "<input name=family aria-label=Name>", ""),
        ("<a href=/team/bob x=a>Edit</a>", "<a href=/staff/erin>Edit</a>", ""),
        // Only the last part has to be the same, and numbers do not last.
        ("<a href=/team/bob x=a>Edit</a>", "<a href=/staff/bob x=b>Edit</a>", "b"),
        ("<input name=field1 aria-label=Name x=a>", "<input name=field2 aria-label=Name x=b>", "b"),
    ];
    for (old, new, expected) in cases {
        assert_eq!(Two::of(old, new).twin("a"), expected, "{new}");
    }
}

#[test]
fn unseen_elements_are_not_paired_by_attributes() {
    let two = Two::of(
        "<input type=hidden name=token value=one x=a>",
        "<p></p><input type=hidden name=token value=two x=b>",
    );
    assert_eq!(two.twin("a"), "");
}
