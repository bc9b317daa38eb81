//! Every selector that is made finds its element and nothing else.

use crate::evaluate::select;
use crate::generate::selectors;
use crate::testing::page;
use crate::xpath::path_of;
use proptest::prelude::*;

fn piece() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["save", "bob", "it's", "a \"b\"", "md:flex", "2col", "édit"]);
    (0..7usize, word).prop_map(|(kind, word)| {
        let value = word.replace('"', "&quot;");
        match kind {
            0 => format!("<button class=\"{value}\">{word}</button>"),
            1 => format!("<a href=\"/{value}\">{word}</a>"),
            2 => format!("<ul><li>{word}<button>Edit</button></li><li>other<button>Edit</button></li></ul>"),
            3 => format!("<label>{word}<input name=\"{value}\" title=\"{value}\"></label>"),
            4 => format!("<div id=\"{value}\"><i></i><i></i></div>"),
            5 => format!("<section><h2>{word}</h2><p data-testid=\"{value}\"></p></section>"),
            _ => format!("<my-app><template shadowrootmode=open><b>{word}</b></template></my-app>"),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn selectors_match_their_element_alone(pieces in prop::collection::vec(piece(), 1..7)) {
        let page = page(&pieces.concat());
        for id in 0..page.len() {
            for made in selectors(&page, id) {
                let found = select(&page, made.strategy, &made.value, &made.role, &made.attribute);
                // None leaves it to a browser; an answer must be the element.
                if let Some(found) = found {
                    prop_assert_eq!(found, vec![path_of(page.tree(), id)], "{:?}", made);
                }
            }
        }
    }
}
