//! What says for certain that two elements are two, and what became of one that is the same.

use super::Two;
use crate::heal::Outcome;
use crate::heal::identity::{contradict, outcome};

#[test]
fn contradiction_is_a_lasting_attribute_that_both_have_and_that_differs() {
    let cases = [
        ("<b data-testid=one x=a></b>", "<b data-testid=two x=a></b>", true),
        ("<b data-testid=one x=a></b>", "<b data-qa=one x=a></b>", false),
        ("<b data-testid=one x=a></b>", "<b x=a></b>", false),
        ("<input name=one x=a>", "<input name=two x=a>", true),
        ("<input name=line1 x=a>", "<input name=line2 x=a>", false),
        ("<a href=/a/one x=a></a>", "<a href=/b/two x=a></a>", true),
        ("<a href=/a/one x=a></a>", "<a href=/b/one x=a></a>", false),
        ("<b id=one x=a></b>", "<b id=two x=a></b>", false),
    ];
    for (old, new, expected) in cases {
        let two = Two::of(old, new);
        let (a, b) = (two.in_old("a"), two.in_new("a"));
        assert_eq!(contradict(&two.matching, &two.old, a, &two.new, b), expected, "{old} {new}");
    }
}

#[test]
fn contradiction_is_another_key_of_the_record_around() {
    let list = |name: &str| {
        let row = |name: &str, x: &str| format!("<li><h3>{name}</h3><button {x}>Delete</button></li>");
        format!("<ul>{}{}</ul>", row("Ann", ""), row(name, "x=a"))
    };
    for (name, expected) in [("Bob", false), ("Erin", true)] {
        let two = Two::of(&list("Bob"), &list(name));
        let (a, b) = (two.in_old("a"), two.in_new("a"));
        assert_eq!(contradict(&two.matching, &two.old, a, &two.new, b), expected, "{name}");
    }
}

#[test]
fn outcome_is_changed_where_it_reads_otherwise_and_moved_where_it_stands_elsewhere() {
    let cases = [
        ("<p></p><button x=a>Go</button>", Outcome::Same),
        ("<p><button x=a>Go</button></p>", Outcome::Moved),
        ("<p></p><button x=a>Send</button>", Outcome::Changed),
        ("<p></p><button x=a type=submit>Go</button>", Outcome::Changed),
        ("<p></p><button x=a id=send>Go</button>", Outcome::Changed),
        ("<p></p><a x=a href=/go>Go</a>", Outcome::Changed),
        ("<p></p><div hidden><button x=a>Go</button></div>", Outcome::Hidden),
        ("<p></p><button x=a role=tab>Go</button>", Outcome::Changed),
    ];
    for (new, expected) in cases {
        let two = Two::of("<p></p><button x=a>Go</button>", new);
        assert_eq!(outcome(&two.old, two.in_old("a"), &two.new, two.in_new("a")), expected, "{new}");
    }
}
