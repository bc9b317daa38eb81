//! What must hold of the drift ratio, on pages that nobody chose.

mod common;

use common::{Dice, Element, page, word};
use drift_core::{Drift, Limits, compare, fingerprint_html};
use proptest::prelude::*;

fn fingerprint(page: &Element) -> Vec<u8> {
    fingerprint_html(page.html().as_bytes(), &Limits::default()).expect("a page")
}

fn drift(old: &Element, new: &Element) -> Drift {
    compare(&fingerprint(old), &fingerprint(new)).expect("comparable")
}

fn edited(page: &Element, edit: impl FnMut(&mut Element)) -> Element {
    let mut copy = page.clone();
    let mut edit = edit;
    copy.each(&mut edit);
    copy
}

fn rich_pages() -> impl Strategy<Value = Element> {
    (any::<u64>(), 600_usize..1_500, 40_usize..120)
        .prop_map(|(seed, nodes, classes)| page(seed, nodes, classes))
}

fn list_page(base: &Element, rows: usize) -> Element {
    let mut page = base.clone();
    let mut list = Element::new("ul", "results");
    for row in 0..rows {
        let mut item = Element::new("li", "result");
        item.id = format!("row-{row}");
        let mut link = Element::new("span", "result-title");
        link.text = format!("row {row}");
        item.children.push(link);
        list.children.push(item);
    }
    page.children.push(list);
    page
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn drift_of_a_page_with_itself_is_zero(page in rich_pages()) {
        let found = drift(&page, &page);
        prop_assert_eq!(found.drift_ratio, 0.0);
        prop_assert!(!found.insufficient);
    }

    #[test]
    fn drift_of_changed_text_is_zero(page in rich_pages(), seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let new = edited(&page, |element| element.text = word("other", dice.roll(9999)));
        prop_assert_eq!(drift(&page, &new).drift_ratio, 0.0);
    }

    #[test]
    fn drift_of_generated_names_is_zero(page in rich_pages(), seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let new = edited(&page, |element| {
            let number = dice.roll(100_000);
            element.class += &[format!(" css-{number}"), format!(" sc-{number} active"), format!(" jss{number}")][number % 3];
            if element.id.is_empty() {
                element.id = [format!(":r{number}:"), format!("ember{number}"), format!("radix-{number}")][number % 3].clone();
            }
        });
        prop_assert_eq!(drift(&page, &new).drift_ratio, 0.0);
    }

    #[test]
    fn drift_of_random_classes_is_small(page in rich_pages(), seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let new = edited(&page, |element| element.class += &format!(" {}", word("zo", dice.roll(1 << 30))));
        prop_assert!(drift(&page, &new).drift_ratio <= 0.05);
    }

    #[test]
    fn drift_of_a_longer_list_is_small(page in rich_pages()) {
        prop_assert!(drift(&list_page(&page, 10), &list_page(&page, 50)).drift_ratio <= 0.02);
    }

    #[test]
    fn drift_of_one_node_is_small(seed in any::<u64>(), place in any::<u64>()) {
        let old = page(seed, 1_500, 60);
        let mut new = old.clone();
        let at = place as usize % new.children.len();
        new.children[at].children.push(Element::new("span", "part-ba"));
        prop_assert!(drift(&old, &new).drift_ratio < 0.01);
    }

    #[test]
    fn drift_of_a_wrapped_body_is_small(page in rich_pages()) {
        let mut new = page.clone();
        let mut wrapper = Element::new("div", "wrapper");
        wrapper.children = std::mem::take(&mut new.children);
        new.children.push(wrapper);
        prop_assert!(drift(&page, &new).drift_ratio <= 0.11);
    }

    #[test]
    fn drift_of_renamed_classes_is_naming_alone(page in rich_pages()) {
        let new = edited(&page, |element| element.class = element.class.replace("part", "piece"));
        let found = drift(&page, &new);
        prop_assert_eq!(found.skeleton, 0.0);
        prop_assert!(found.naming > 0.8, "{:?}", found);
    }

    #[test]
    fn drift_of_a_replaced_page_is_high(seed in any::<u64>()) {
        let old = page(seed, 800, 60);
        let mut new = edited(&page(!seed, 800, 60), |element| {
            element.class = element.class.replace("part", "piece");
            element.tag = match element.tag {
                "body" => "body",
                "div" | "section" | "article" => "table-view",
                "ul" | "nav" | "aside" | "dl" => "grid-view",
                _ => "cell-view",
            };
        });
        new.id = String::new();
        prop_assert!(drift(&old, &new).drift_ratio > 0.9);
    }

    #[test]
    fn drift_is_symmetric(a in rich_pages(), b in rich_pages()) {
        let (there, back) = (drift(&a, &b), drift(&b, &a));
        prop_assert_eq!(there.drift_ratio, back.drift_ratio);
        prop_assert_eq!((there.loss, there.gain), (back.gain, back.loss));
        prop_assert!((0.0..=1.0).contains(&there.drift_ratio));
    }

    #[test]
    fn drift_grows_as_edits_are_added(page in rich_pages()) {
        let mut latest = 0.0;
        let mut new = page.clone();
        for number in 0..12 {
            let mut added = Element::new("section", "");
            added.id = word("addition", number);
            new.children.push(added);
            let now = drift(&page, &new).drift_ratio;
            prop_assert!(now >= latest, "{now} after {latest}");
            latest = now;
        }
        prop_assert!(latest > 0.0);
    }

    #[test]
    fn nested_differs_from_sibling(seed in any::<u64>()) {
        // Few enough features for the sketch to keep all of them.
        let page = page(seed, 200, 30);
        let (outer, inner) = (Element::new("details", ""), Element::new("summary", ""));
        let (mut nested, mut beside) = (page.clone(), page);
        nested.children.push(Element { children: vec![inner.clone()], ..outer.clone() });
        beside.children.extend([outer, inner]);
        prop_assert!(drift(&nested, &beside).drift_ratio > 0.0);
    }

    #[test]
    fn half_a_page_is_not_settled(seed in any::<u64>()) {
        let old = page(seed, 1_500, 40);
        let mut new = old.clone();
        new.children.truncate(old.children.len() / 4);
        let found = drift(&old, &new);
        prop_assert!(found.unsettled, "{:?}", found);
    }
}
