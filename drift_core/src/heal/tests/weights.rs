//! The weights agree with the order in which people think.

use super::assert_near;
use crate::heal::score::{Evidence, Feature};
use crate::heal::weights::*;
use crate::page::attributes::Trait;

#[test]
fn attributes_weigh_in_the_order_people_trust_them() {
    let agree = |what: Trait| MARKS.iter().find(|(known, _, _)| *known == what).expect("a weight").1;
    let order = [
        [Trait::TestId, Trait::Id],
        [Trait::Id, Trait::Name],
        [Trait::Name, Trait::For],
        [Trait::Target, Trait::For],
        [Trait::For, Trait::Title],
        [Trait::Title, Trait::Placeholder],
        [Trait::Placeholder, Trait::Other],
    ];
    for [more, less] in order {
        assert!(agree(more) > agree(less), "{more:?} {less:?}");
    }
}

#[test]
fn attribute_that_agrees_never_speaks_against_and_one_that_differs_never_for() {
    for (what, agree, differ) in MARKS {
        assert!(*agree > 0.0 && *differ <= 0.0, "{what:?}");
    }
    let mut kinds: Vec<_> = MARKS.iter().map(|(what, _, _)| what).collect();
    kinds.dedup();
    assert_eq!(kinds.len(), 10, "every kind of attribute has one weight");
}

/// A scale, and what it is the scale of.
type Group = (fn(&mut Scales) -> &mut f64, &'static [Feature]);

#[test]
fn scales_multiply_the_weights_of_their_group_alone() {
    let groups: [Group; 6] = [
        (|scales| &mut scales.attributes, &[Feature::Attribute(Trait::Id), Feature::Attribute(Trait::Other)]),
        (|scales| &mut scales.names, &[Feature::Name]),
        (|scales| &mut scales.kinds, &[Feature::Role, Feature::Tag, Feature::Classes, Feature::Picture]),
        (|scales| &mut scales.neighbours, &[Feature::Before, Feature::After]),
        (
            |scales| &mut scales.containers,
            &[Feature::Container, Feature::Row, Feature::Heading, Feature::Only],
        ),
        (|scales| &mut scales.content, &[Feature::Content]),
    ];
    let fixed = [Feature::Subtree, Feature::Hidden, Feature::Taken];
    let all = || groups.iter().flat_map(|(_, features)| features.iter()).chain(&fixed);
    for (group, features) in &groups {
        let mut scales = Scales::default();
        *group(&mut scales) = 3.0;
        for &what in all() {
            let factor = if features.contains(&what) { 3.0 } else { 1.0 };
            assert_near(scales.weigh(&Evidence { what, weight: -1.5 }), -1.5 * factor);
        }
    }
}

#[test]
fn names_of_evidence_are_told_apart_but_for_what_reads_alike() {
    let attributes = MARKS.iter().map(|(what, _, _)| Feature::Attribute(*what));
    let others = [
        Feature::Name,
        Feature::Role,
        Feature::Tag,
        Feature::Classes,
        Feature::Before,
        Feature::After,
        Feature::Container,
        Feature::Row,
        Feature::Heading,
        Feature::Only,
        Feature::Content,
        Feature::Picture,
        Feature::Subtree,
        Feature::Hidden,
        Feature::Taken,
    ];
    let mut names: Vec<&str> = attributes.chain(others).map(Feature::name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}
