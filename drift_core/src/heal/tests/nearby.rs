//! What is not unique by itself, told by what is certain beside it and around it.

use super::Two;

#[test]
fn repeated_name_is_told_by_the_certain_one_before_it() {
    let group = |name: &str, mark: &str| format!("<h2>{name}</h2><button x={mark}>Add</button>");
    let old = group("Fruit", "f") + &group("Wine", "w");
    let new = group("Wine", "w") + &group("Fruit", "f");
    let two = Two::of(&old, &new);
    assert_eq!((two.twin("f"), two.twin("w")), ("f".into(), "w".into()));
}

#[test]
fn repeated_name_is_told_by_the_certain_one_after_it() {
    let group = |name: &str, mark: &str| format!("<button x={mark}>Add</button><p>{name}</p>");
    let old = group("Fruit", "f") + &group("Wine", "w");
    let new = group("Wine", "w") + &group("Fruit", "f");
    let two = Two::of(&old, &new);
    assert_eq!((two.twin("f"), two.twin("w")), ("f".into(), "w".into()));
}

#[test]
fn repeated_name_is_told_by_its_certain_container_up_to_six_levels_away() {
    for levels in 0..8 {
        let (open, close) = ("<div>".repeat(levels), "</div>".repeat(levels));
        let part = |id: &str, class: &str| {
            format!("<form id={id}>{open}<button class={class} x={id}>Go</button>{close}</form>")
        };
        let old = part("one", "plain") + &part("two", "plain");
        let two = Two::of(&old, &(part("two", "fancy") + &part("one", "fancy")));
        let expected = if levels < 6 { "one" } else { "" };
        assert_eq!(two.twin("one"), expected, "{levels} levels");
    }
}

#[test]
fn equally_many_of_a_name_in_one_place_keep_their_order() {
    let list = |marks: &[&str]| -> String {
        let buttons: String = marks.iter().map(|mark| format!("<button x={mark}>Add</button>")).collect();
        format!("<form id=list>{buttons}</form>")
    };
    let two = Two::of(&list(&["a", "b", "c"]), &format!("<p>New</p>{}", list(&["d", "e", "f"])));
    assert_eq!(["a", "b", "c"].map(|mark| two.twin(mark)), ["d", "e", "f"].map(String::from));
}

#[test]
fn not_equally_many_of_a_name_in_one_place_are_not_paired() {
    let list = |count: usize| format!("<form id=list>{}</form>", "<button x=a>Add</button>".repeat(count));
    assert_eq!(Two::of(&list(3), &list(2)).twin("a"), "");
    assert_eq!(Two::of(&list(2), &list(3)).twin("a"), "");
}

#[test]
fn control_without_words_between_certain_neighbours_is_paired() {
    let html =
        |value: u32, before: &str| format!("<h2>{before}</h2><p><input data-v={value} x=i></p><h2>Next</h2>");
    assert_eq!(Two::of(&html(1, "Size"), &html(2, "Size")).twin("i"), "i");
    // One neighbour alone does not tell.
    assert_eq!(Two::of(&html(1, "Size"), &html(2, "Width of it")).twin("i"), "");
}

#[test]
fn control_without_words_of_another_kind_is_not_paired() {
    let html = |kind: &str| format!("<h2>Size</h2><p><input type={kind} x=i></p><h2>Next</h2>");
    assert_eq!(Two::of(&html("text"), &html("checkbox")).twin("i"), "");
}

#[test]
fn what_was_found_nearby_tells_what_stands_further_on() {
    // The middle button is told by the heading, the last one only by the middle one.
    let html = |tail: &str| format!("<h2>Start</h2><button>Add</button><a x=l>Open</a>{tail}");
    let two = Two::of(&html("<div><a>Open</a></div>"), &html("<p>Ad</p><div><a>Open</a></div>"));
    assert_eq!(two.twin("l"), "l");
}

#[test]
fn nearby_element_that_contradicts_is_not_paired() {
    let html = |id: &str| {
        format!("<h2>Fruit</h2><button data-testid={id} x=a>Add</button><h2>Wine</h2><button>Add</button>")
    };
    assert_eq!(Two::of(&html("apple"), &html("pear")).twin("a"), "");
    assert_eq!(Two::of(&html("apple"), &html("apple")).twin("a"), "a");
}
