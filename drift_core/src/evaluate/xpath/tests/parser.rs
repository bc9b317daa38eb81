//! Expressions are grouped by precedence and mean the same in their short and long forms.

use crate::evaluate::xpath::ast::{Axis, Comparison, Expression, Function, Operation, Start, Test};
use crate::evaluate::xpath::parser::parse;

#[track_caller]
fn assert_same(pairs: &[(&str, &str)]) {
    for (short, long) in pairs {
        let parsed = parse(short);
        assert!(parsed.is_some(), "{short}");
        assert_eq!(parsed, parse(long), "{short}");
    }
}

#[test]
fn operators_bind_by_precedence_and_from_the_left() {
    assert_same(&[
        ("1 + 2 * 3", "1 + (2 * 3)"),
        ("1 - 2 - 3", "(1 - 2) - 3"),
        ("8 div 4 div 2", "(8 div 4) div 2"),
        ("1 < 2 = 3", "(1 < 2) = 3"),
        ("1 + 2 > 2", "(1 + 2) > 2"),
        ("a or b and c", "a or (b and c)"),
        ("a and b = c", "a and (b = c)"),
        ("- a | b", "-(a | b)"),
        ("2 mod 3 + 1", "(2 mod 3) + 1"),
    ]);
}

#[test]
fn short_steps_stand_for_long_ones() {
    assert_same(&[
        ("a", "child::a"),
        ("@id", "attribute::id"),
        (".", "self::node()"),
        ("..", "parent::node()"),
        ("//a", "/descendant-or-self::node()/child::a"),
        ("a//b", "a/descendant-or-self::node()/b"),
        ("./*", "self::node()/child::*"),
    ]);
}

#[test]
fn words_for_operators_are_names_where_a_name_is_wanted() {
    assert_same(&[
        ("//div", "/descendant-or-self::node()/child::div"),
        ("div div div", "(child::div) div (child::div)"),
    ]);
    let Some(Expression::Calculate(Operation::Divide, ..)) = parse("div div div") else {
        panic!("a quotient of elements")
    };
    assert!(matches!(parse("mod = or"), Some(Expression::Compare(Comparison::Equal, ..))));
}

#[test]
fn star_is_a_test_or_a_product() {
    let Some(Expression::Calculate(Operation::Multiply, left, right)) = parse("* * *") else {
        panic!("a product")
    };
    for side in [left, right] {
        let Expression::Path { start: Start::Here, steps } = *side else { panic!("a path") };
        assert_eq!((steps[0].axis, &steps[0].test), (Axis::Child, &Test::Any));
    }
}

#[test]
fn predicates_belong_to_the_step_or_to_the_whole_in_brackets() {
    let Some(Expression::Path { start: Start::Root, steps }) = parse("//a[1][@b]") else { panic!("a path") };
    assert_eq!(steps[1].predicates.len(), 2);
    let Some(Expression::Path { start: Start::Of(_, predicates), steps }) = parse("(//a)[1]") else {
        panic!("a path of an expression")
    };
    assert_eq!((predicates, steps.len()), (vec![Expression::Number(1.0)], 0));
}

#[test]
fn functions_are_known_by_name_and_number_of_arguments() {
    let call = Expression::Call(Function::Last, vec![]);
    assert_eq!(parse("last()"), Some(call));
    for known in
        ["concat('a', 'b', 'c', 'd')", "substring('a', 1)", "string()", "name()", "true()", "round(1.5)"]
    {
        assert!(parse(known).is_some(), "{known}");
    }
    for unknown in [
        "concat('a')",
        "last(1)",
        "not()",
        "contains('a')",
        "translate('a', 'b')",
        "lang('en')",
        "matches(., 'a')",
    ] {
        assert_eq!(parse(unknown), None, "{unknown}");
    }
}

#[test]
fn what_is_not_understood_is_no_expression() {
    let not = [
        "",
        "/",
        "//",
        "a[",
        "a]",
        "a[1",
        "(a",
        "a b",
        "a//",
        "a/",
        "@*",
        "@node()",
        "a::b",
        "up::a",
        "1 +",
        "a or",
        "comment()",
        "processing-instruction('x')",
        "not(a",
        "contains(a b)",
        "[1]",
        "a[]",
        "--1",
    ];
    for text in not {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn depth_and_length_have_a_bound() {
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(20)).is_some() && parse(&nested(30)).is_none());
    let predicates = |depth: usize| format!("{}{}", "a[".repeat(depth), "1") + &"]".repeat(depth);
    assert!(parse(&predicates(20)).is_some() && parse(&predicates(30)).is_none());
    let chain = |count: usize| vec!["a"; count].join(" or ");
    assert!(parse(&chain(60)).is_some() && parse(&chain(70)).is_none());
}
