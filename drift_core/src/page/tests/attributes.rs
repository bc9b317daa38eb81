//! The attributes that identify an element.

use crate::page::TestIds;
use crate::page::attributes::{Mark, Trait, marks};
use crate::testing::{marked, tree};

fn marks_in(html: &str) -> Vec<Mark> {
    let (tree, mut found) = (tree(html), Vec::new());
    marks(&tree, &TestIds::default(), marked(&tree, "a"), &mut found);
    found
}

fn kinds(html: &str) -> Vec<Trait> {
    marks_in(html).into_iter().map(|mark| mark.what).collect()
}

#[test]
fn marks_of_each_attribute_that_identifies() {
    let cases = [
        ("<b data-testid=pay x=a>", vec![Trait::TestId]),
        ("<b data-automation-id=pay x=a>", vec![Trait::TestId]),
        ("<b id=pay x=a>", vec![Trait::Id]),
        ("<input name=pay x=a>", vec![Trait::Name]),
        ("<a href=/pay x=a>", vec![Trait::Target, Trait::TargetTail]),
        ("<form action=/pay x=a>", vec![Trait::Target, Trait::TargetTail]),
        ("<button formaction=/pay x=a>", vec![Trait::Target, Trait::TargetTail]),
        ("<a href=/ x=a>", vec![Trait::Target]),
        ("<label for=pay x=a>", vec![Trait::For]),
        ("<input placeholder=Pay x=a>", vec![Trait::Placeholder]),
        ("<b title=Pay x=a>", vec![Trait::Title]),
        ("<b data-kind=pay x=a>", vec![Trait::Other]),
        ("<b itemprop=price x=a>", vec![Trait::Other]),
        ("<img src=/logo.png x=a>", vec![Trait::Other]),
        ("<b aria-controls=menu x=a>", vec![Trait::Other]),
    ];
    for (html, expected) in cases {
        assert_eq!(kinds(html), expected, "{html}");
    }
}

#[test]
fn marks_of_what_identifies_nothing_are_none() {
    let cases = [
        "<b class=pay x=a>",
        "<b style='color: red' x=a>",
        "<b aria-label=Pay x=a>",
        "<b id='' x=a>",
        "<b id=' ' x=a>",
        "<b id=:r1: x=a>",
        "<b id=ember12 x=a>",
        "<input name=ember12 x=a>",
        "<label for=:r1: x=a>",
        "<b id=_r_a_ x=a>",
        "<label for=_R_b_-input x=a>",
        "<b data-pacts-query=1f x=a>",
    ];
    for html in cases {
        assert_eq!(kinds(html), [], "{html}");
    }
}

#[test]
fn marks_of_short_names_are_kept_whatever_they_are() {
    assert_eq!(kinds("<input name=q1 x=a>"), [Trait::Name]);
    assert_eq!(kinds("<input name=77 x=a>"), [Trait::Name]);
    assert_eq!(kinds("<input name=7777 x=a>"), []);
}

#[test]
fn value_identifies_only_where_nobody_types_it() {
    let cases = [
        ("<input type=radio value=v x=a>", true),
        ("<input type=checkbox value=v x=a>", true),
        ("<input type=submit value=v x=a>", true),
        ("<button value=v x=a>", true),
        ("<select><option value=v x=a></select>", true),
        ("<input value=v x=a>", false),
        ("<input type=search value=v x=a>", false),
        ("<input type=hidden value=v x=a>", false),
    ];
    for (html, expected) in cases {
        assert_eq!(kinds(html).contains(&Trait::Value), expected, "{html}");
    }
}

#[test]
fn numbered_is_what_the_next_build_may_give_to_another_one() {
    let cases = [
        ("<b id=line x=a>", false),
        ("<b id=line-2 x=a>", true),
        ("<input name=line2 x=a>", true),
        // Somebody wrote it for tests, or it leads somewhere.
        ("<b data-testid=line-2 x=a>", false),
        ("<a href=/order/2 x=a>", false),
        // Nobody knows what it means.
        ("<b data-kind=line x=a>", true),
    ];
    for (html, expected) in cases {
        assert!(marks_in(html).iter().all(|mark| mark.numbered == expected), "{html}");
    }
}

fn target(href: &str) -> Option<u64> {
    let found = marks_in(&format!("<a href='{href}' x=a></a>"));
    found.iter().find(|mark| mark.what == Trait::Target).map(|mark| mark.hash)
}

#[test]
fn target_is_the_same_from_wherever_it_is_looked_at() {
    let cases = [
        ("/cart", "https://shop.example/cart"),
        ("https://shop.example/cart", "http://127.0.0.1:8080/cart"),
        ("cart", "./cart"),
        ("../cart", "../../cart"),
        ("/docs/", "/docs/index.html"),
        ("/", "https://shop.example/"),
    ];
    for (one, other) in cases {
        assert!(target(one).is_some() && target(one) == target(other), "{one} {other}");
    }
}

#[test]
fn target_of_another_place_is_another_one() {
    let cases = [
        ("/cart", "/basket"),
        ("/a/cart", "/b/cart"),
        ("/cart", "/cart?item=1"),
        ("/cart", "/cart#top"),
        ("/cart", "/Cart"),
    ];
    for (one, other) in cases {
        assert_ne!(target(one), target(other), "{one} {other}");
    }
}

#[test]
fn target_that_leads_nowhere_is_none() {
    for href in ["#", "#!", "javascript:void(0)", "./", "../"] {
        assert_eq!(target(href), None, "{href}");
    }
}

#[test]
fn target_whose_query_a_capture_cut_is_told_by_its_digest() {
    let whole = |query: &str| marks_in(&format!("<a href=/find data-pacts-query={query} x=a></a>"));
    assert_eq!(whole("1f"), whole("1f"));
    assert_ne!(whole("1f"), whole("2e"));
    assert_ne!(whole("1f"), marks_in("<a href=/find x=a></a>"));
}

#[test]
fn target_tail_is_its_last_part() {
    let tail = |href: &str| {
        let found = marks_in(&format!("<a href='{href}' x=a></a>"));
        found.iter().find(|mark| mark.what == Trait::TargetTail).map(|mark| mark.hash)
    };
    assert_eq!(tail("/shop/cart"), tail("/store/cart/"));
    assert_eq!(tail("/shop/cart"), tail("cart"));
    assert_ne!(tail("/shop/cart"), tail("/cart/shop"));
}

#[test]
fn values_of_different_attributes_are_never_the_same() {
    let html =
        "<input id=pay name=pay placeholder=pay title=pay data-testid=pay data-kind=pay data-form=pay x=a>";
    let mut hashes: Vec<u64> = marks_in(html).iter().map(|mark| mark.hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), 7);
}

#[test]
fn marks_are_ordered_by_how_much_they_tell() {
    let found = kinds("<a data-kind=k title=T href=/p id=i data-qa=q x=a>");
    assert!(found.is_sorted(), "{found:?}");
    assert_eq!(found[..2], [Trait::TestId, Trait::Id]);
}
