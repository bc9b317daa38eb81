//! What must hold of the drift ratio, on pages that people published.

mod common;
#[path = "common/dom.rs"]
mod dom;
#[path = "common/pages.rs"]
mod pages;

use common::{Dice, word};
use dom::Dom;
use drift_core::{DRIFT_THRESHOLD, Drift, Fingerprint, Limits, compare, fingerprint_html};
use pages::real_pages;
use std::collections::HashMap;

fn fingerprint(html: &[u8]) -> Vec<u8> {
    fingerprint_html(html, &Limits::default()).expect("a page")
}

/// Both sides are written by the same hand, so that only the edit differs.
fn drift(old: &Dom, new: &Dom) -> Drift {
    compare(&fingerprint(old.html().as_bytes()), &fingerprint(new.html().as_bytes())).expect("comparable")
}

fn each_page(mut check: impl FnMut(&str, &Dom)) {
    real_pages().iter().for_each(|(name, html)| check(name, &Dom::parse(html)));
}

/// The drift of every page large enough to be judged when each of its elements is edited.
fn each_edited(mut edit: impl FnMut(&mut Dom, &mut Dice), check: impl Fn(Drift) -> bool) {
    let mut judged = 0;
    each_page(|name, page| {
        let (mut new, mut dice) = (page.clone(), Dice(page.len() as u64));
        new.body().each(&mut |element| edit(element, &mut dice));
        let found = drift(page, &new);
        judged += usize::from(!found.insufficient);
        assert!(found.insufficient || check(found), "{name}: {found:?}");
    });
    assert!(judged >= 12);
}

fn add_class(element: &mut Dom, class: &str) {
    let classes = format!("{} {class}", element.get("class").unwrap_or_default());
    element.set("class", classes);
}

#[test]
fn drift_of_a_real_page_with_itself_is_zero() {
    for (name, html) in real_pages() {
        let fingerprint = fingerprint(&html);
        assert_eq!(compare(&fingerprint, &fingerprint).expect("comparable").drift_ratio, 0.0, "{name}");
    }
}

#[test]
fn drift_of_changed_text_on_a_real_page_is_zero() {
    let edit = |element: &mut Dom, dice: &mut Dice| element.text = word("other", dice.roll(9999));
    each_edited(edit, |found| found.drift_ratio == 0.0);
}

#[test]
fn drift_of_changed_attribute_values_on_a_real_page_is_zero() {
    let names = ["href", "src", "style", "nonce", "data-reactid", "aria-describedby", "title"];
    let edit = |element: &mut Dom, dice: &mut Dice| {
        names.iter().for_each(|name| element.set(name, word("value", dice.roll(9999))));
    };
    each_edited(edit, |found| found.drift_ratio == 0.0);
}

#[test]
fn drift_of_generated_names_on_a_real_page_is_zero() {
    let edit = |element: &mut Dom, dice: &mut Dice| {
        let number = dice.roll(100_000);
        add_class(
            element,
            &[format!("css-{number}"), format!("sc-{number}"), format!("jss{number}")][number % 3],
        );
        if element.get("id").is_none() {
            let ids = [format!(":r{number}:"), format!("ember{number}"), format!("radix-{number}")];
            element.set("id", ids[number % 3].clone());
        }
    };
    each_edited(edit, |found| found.drift_ratio == 0.0);
}

#[test]
fn drift_of_random_classes_on_a_real_page_is_small() {
    let edit = |element: &mut Dom, dice: &mut Dice| add_class(element, &word("zo", dice.roll(1 << 30)));
    each_edited(edit, |found| found.drift_ratio <= 0.05);
}

/// How much naming differs depends on how many elements have a class; the skeleton never does.
#[test]
fn drift_of_renamed_classes_on_a_real_page_is_naming_alone() {
    let mut rich = 0;
    each_page(|name, page| {
        let (mut new, mut classed) = (page.clone(), 0);
        new.body().each(&mut |element| {
            if let Some(classes) = element.get("class").filter(|classes| !classes.trim().is_empty()) {
                let renamed =
                    format!("renamed-{}", classes.split_whitespace().collect::<Vec<_>>().join(" renamed-"));
                element.set("class", renamed);
                classed += 1;
            }
        });
        let (found, is_rich) = (drift(page, &new), classed * 4 > page.len());
        rich += usize::from(is_rich);
        assert!(found.skeleton == 0.0 && found.naming >= found.drift_ratio, "{name}: {found:?}");
        assert!(!is_rich || found.naming > 0.3, "{name}: {found:?}");
    });
    assert!(rich >= 6);
}

#[test]
fn drift_of_a_longer_list_on_a_real_page_is_small() {
    let mut longer = 0;
    each_page(|name, page| {
        let mut new = page.clone();
        let Some(list) = longest_list(new.body()) else { return };
        longer += 1;
        let rows = list.children.clone();
        (0..4).for_each(|_| list.children.extend(rows.iter().cloned()));
        assert!(drift(page, &new).drift_ratio <= 0.02, "{name}");
    });
    assert!(longer >= 12);
}

/// The element with the most rows, if it has three or more.
fn longest_list(page: &mut Dom) -> Option<&mut Dom> {
    let mut longest = 3;
    page.each(&mut |element| longest = longest.max(rows(element)));
    find(page, &|element| rows(element) == longest)
}

/// The number of children, if all of them are of one kind.
fn rows(element: &Dom) -> usize {
    let inside = |row: &Dom| row.children.iter().map(|child| child.tag.clone()).collect::<Vec<_>>();
    let kind = |row: &Dom| (row.tag.clone(), row.get("class").map(String::from), inside(row));
    let is_list = element.children.windows(2).all(|pair| kind(&pair[0]) == kind(&pair[1]));
    if is_list { element.children.len() } else { 0 }
}

fn find<'a>(element: &'a mut Dom, wanted: &impl Fn(&Dom) -> bool) -> Option<&'a mut Dom> {
    if wanted(element) {
        return Some(element);
    }
    element.children.iter_mut().find_map(|child| find(child, wanted))
}

/// A node nobody has seen the like of brings two features, which 100 others outweigh.
#[test]
fn drift_of_one_node_on_a_real_page_is_small() {
    let mut judged = 0;
    each_page(|name, page| {
        if page.len() < 1_500 || features(page) < 100 {
            return;
        }
        for at in [1, 2, 3, 5, 8, 13] {
            judged += 1;
            let found = drift(page, &with_node_in(page, at));
            assert!(found.drift_ratio < 0.01, "{name} at {at}: {found:?}");
        }
    });
    assert!(judged >= 24);
}

fn features(page: &Dom) -> u32 {
    Fingerprint::decode(&fingerprint(page.html().as_bytes())).expect("whole").features
}

fn with_node_in(page: &Dom, at: usize) -> Dom {
    let (mut new, mut number) = (page.clone(), 0);
    new.each(&mut |element| {
        // Anywhere else the parser may move a span, and more with it.
        number += usize::from(element.tag == "div");
        if number == at && element.tag == "div" {
            element.children.push(Dom::new("span", &[]));
        }
    });
    new
}

#[test]
fn drift_of_a_wrapped_body_on_a_real_page_is_small() {
    each_page(|name, page| {
        let mut new = page.clone();
        let mut wrapper = Dom::new("div", &[("class", "wrapper")]);
        wrapper.children = std::mem::take(&mut new.body().children);
        new.body().children.push(wrapper);
        let found = drift(page, &new);
        assert!(found.insufficient || found.drift_ratio <= 0.11, "{name}: {found:?}");
    });
}

#[test]
fn drift_of_a_replaced_real_page_is_high() {
    let made_up =
        common::page(7, 800, 60).html().replace("<div", "<grid-view").replace("</div", "</grid-view");
    for (name, html) in real_pages() {
        let found = compare(&fingerprint(&html), &fingerprint(made_up.as_bytes())).expect("comparable");
        assert!(found.drift_ratio > 0.9, "{name}: {found:?}");
    }
}

#[test]
fn drift_of_real_pages_is_symmetric() {
    let prints: HashMap<_, _> =
        real_pages().into_iter().map(|(name, html)| (name, fingerprint(&html))).collect();
    for (a, b) in prints.values().flat_map(|a| prints.values().map(move |b| (a, b))) {
        let (there, back) = (compare(a, b).expect("comparable"), compare(b, a).expect("comparable"));
        assert_eq!(there.drift_ratio, back.drift_ratio);
        assert_eq!((there.loss, there.gain), (back.gain, back.loss));
    }
}

#[test]
fn drift_on_a_real_page_grows_as_edits_are_added() {
    each_page(|name, page| {
        let (mut new, mut latest) = (page.clone(), 0.0);
        for number in 0..8 {
            new.body().children.push(Dom::new("section", &[("id", &word("addition", number))]));
            let now = drift(page, &new).drift_ratio;
            assert!(now >= latest, "{name}: {now} after {latest}");
            latest = now;
        }
        assert!(latest > 0.0, "{name}");
    });
}

#[test]
fn nested_differs_from_sibling_on_a_real_page() {
    let (outer, inner) = (Dom::new("details", &[]), Dom::new("summary", &[]));
    let nest = Dom { children: vec![inner.clone()], ..outer.clone() };
    each_page(|name, page| {
        let (mut nested, mut beside) = (page.clone(), page.clone());
        nested.body().children.push(nest.clone());
        beside.body().children.extend([outer.clone(), inner.clone()]);
        assert!(drift(&nested, &beside).drift_ratio > 0.0, "{name}");
    });
}

#[test]
fn drift_of_real_pages_is_on_the_side_people_put_it() {
    let pages: HashMap<_, _> = real_pages().into_iter().collect();
    let drift =
        |a: &str, b: &str| compare(&fingerprint(&pages[a]), &fingerprint(&pages[b])).expect("comparable");
    for (old, new) in [
        ("flink-index-2016-11-02", "flink-index-2017-06-01"),
        ("flink-index-2023-01-31", "flink-index-2023-03-07"),
        ("flink-index-2023-03-07", "flink-index-2024-05-17"),
        ("underscore-2018-06-15", "backbone-2024-02-05"),
    ] {
        assert!(drift(old, new).drift_ratio > DRIFT_THRESHOLD, "{old} to {new}");
    }
    assert!(drift("underscore-2017-10-19", "underscore-2018-06-15").drift_ratio < 0.05);
}
