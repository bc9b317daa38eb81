//! Expressions from text, by precedence.

use super::ast::{Axis, Comparison, Expression, Function, Operation, Start, Step, Test};
use super::tokens::{Token, tokens};

/// Expressions within expressions.
const MAX_DEPTH: usize = 24;
/// Operands of one chain, which is evaluated one in the other.
const MAX_CHAIN: usize = 64;

/// None for what is not understood.
pub(crate) fn parse(text: &str) -> Option<Expression> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0 };
    let parsed = parser.expression()?;
    (parser.at == parser.tokens.len()).then_some(parsed)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

/// Operators of one precedence, and what each makes of its operands.
type Operators<'a> = &'a [(&'a str, fn(Box<Expression>, Box<Expression>) -> Expression)];

const LEVELS: &[Operators] = &[
    &[("or", Expression::Or)],
    &[("and", Expression::And)],
    &[
        ("=", |a, b| Expression::Compare(Comparison::Equal, a, b)),
        ("!=", |a, b| Expression::Compare(Comparison::Different, a, b)),
    ],
    &[
        ("<", |a, b| Expression::Compare(Comparison::Less, a, b)),
        ("<=", |a, b| Expression::Compare(Comparison::LessOrEqual, a, b)),
        (">", |a, b| Expression::Compare(Comparison::More, a, b)),
        (">=", |a, b| Expression::Compare(Comparison::MoreOrEqual, a, b)),
    ],
    &[
        ("+", |a, b| Expression::Calculate(Operation::Add, a, b)),
        ("-", |a, b| Expression::Calculate(Operation::Subtract, a, b)),
    ],
    &[
        ("*", |a, b| Expression::Calculate(Operation::Multiply, a, b)),
        ("div", |a, b| Expression::Calculate(Operation::Divide, a, b)),
        ("mod", |a, b| Expression::Calculate(Operation::Remainder, a, b)),
    ],
];

impl Parser {
    fn expression(&mut self) -> Option<Expression> {
        self.depth += 1;
        let parsed = if self.depth > MAX_DEPTH { None } else { self.level(0) };
        self.depth -= 1;
        parsed
    }

    fn level(&mut self, level: usize) -> Option<Expression> {
        let Some(operators) = LEVELS.get(level) else { return self.negated() };
        let mut left = self.level(level + 1)?;
        for _ in 0..MAX_CHAIN {
            let Some((_, make)) = operators.iter().find(|(word, _)| self.is_word(word)) else {
                return Some(left);
            };
            self.at += 1;
            left = make(Box::new(left), Box::new(self.level(level + 1)?));
        }
        None
    }

    fn negated(&mut self) -> Option<Expression> {
        if !self.take("-") {
            return self.union();
        }
        Some(Expression::Negate(Box::new(self.union()?)))
    }

    fn union(&mut self) -> Option<Expression> {
        let first = self.path()?;
        if !self.is_sign("|") {
            return Some(first);
        }
        let mut parts = vec![first];
        while self.take("|") {
            parts.push(self.path()?);
        }
        Some(Expression::Union(parts))
    }

    fn path(&mut self) -> Option<Expression> {
        if let Some(start) = self.primary()? {
            let predicates = self.predicates()?;
            let is_plain = predicates.is_empty() && !self.is_sign("/") && !self.is_sign("//");
            if is_plain {
                return Some(start);
            }
            let steps = self.more_steps()?;
            return path_of(Start::Of(Box::new(start), predicates), steps);
        }
        if self.is_sign("//") {
            return path_of(Start::Root, self.more_steps()?);
        }
        let start = if self.take("/") { Start::Root } else { Start::Here };
        let mut steps = vec![self.step()?];
        steps.extend(self.more_steps()?);
        path_of(start, steps)
    }

    fn more_steps(&mut self) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        loop {
            if self.take("//") {
                steps.push(plain(Axis::DescendantOrSelf, Test::Node));
            } else if !self.take("/") {
                return Some(steps);
            }
            steps.push(self.step()?);
        }
    }

    /// A literal, number, call or expression in brackets; the inner None is none of these.
    fn primary(&mut self) -> Option<Option<Expression>> {
        match self.tokens.get(self.at)?.clone() {
            Token::Literal(text) => {
                self.at += 1;
                Some(Some(Expression::Literal(text)))
            }
            Token::Number(number) => {
                self.at += 1;
                Some(Some(Expression::Number(number)))
            }
            Token::Sign("(") => {
                self.at += 1;
                let inner = self.expression()?;
                self.take(")").then_some(Some(inner))
            }
            Token::Name(name) if self.is_sign_at(self.at + 1, "(") && !is_node_type(&name) => {
                self.at += 2;
                let arguments = self.arguments()?;
                Some(Some(Expression::Call(Function::of(&name, arguments.len())?, arguments)))
            }
            _ => Some(None),
        }
    }

    fn arguments(&mut self) -> Option<Vec<Expression>> {
        let mut arguments = Vec::new();
        if self.take(")") {
            return Some(arguments);
        }
        loop {
            arguments.push(self.expression()?);
            if self.take(")") {
                return Some(arguments);
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    fn step(&mut self) -> Option<Step> {
        if self.take(".") {
            return Some(plain(Axis::Itself, Test::Node));
        }
        if self.take("..") {
            return Some(plain(Axis::Parent, Test::Node));
        }
        let axis = if self.take("@") { Axis::Attribute } else { self.axis()? };
        let test = self.test()?;
        // Which attributes there are is not known, only of each whether it is there.
        if axis == Axis::Attribute && !matches!(test, Test::Named(_)) {
            return None;
        }
        Some(Step { axis, test, predicates: self.predicates()? })
    }

    fn axis(&mut self) -> Option<Axis> {
        if !self.is_sign_at(self.at + 1, "::") {
            return Some(Axis::Child);
        }
        let axis = match self.tokens.get(self.at)? {
            Token::Name(name) => match name.as_str() {
                "child" => Axis::Child,
                "descendant" => Axis::Descendant,
                "descendant-or-self" => Axis::DescendantOrSelf,
                "parent" => Axis::Parent,
                "ancestor" => Axis::Ancestor,
                "ancestor-or-self" => Axis::AncestorOrSelf,
                "following-sibling" => Axis::FollowingSibling,
                "preceding-sibling" => Axis::PrecedingSibling,
                "following" => Axis::Following,
                "preceding" => Axis::Preceding,
                "self" => Axis::Itself,
                "attribute" => Axis::Attribute,
                _ => return None,
            },
            _ => return None,
        };
        self.at += 2;
        Some(axis)
    }

    fn test(&mut self) -> Option<Test> {
        if self.take("*") {
            return Some(Test::Any);
        }
        let Token::Name(name) = self.tokens.get(self.at)?.clone() else { return None };
        self.at += 1;
        if !self.is_sign("(") {
            return Some(Test::Named(name));
        }
        self.at += 1;
        let test = match name.as_str() {
            "node" => Test::Node,
            "text" => Test::Text,
            _ => return None,
        };
        self.take(")").then_some(test)
    }

    fn predicates(&mut self) -> Option<Vec<Expression>> {
        let mut predicates = Vec::new();
        while self.take("[") {
            predicates.push(self.expression()?);
            if !self.take("]") {
                return None;
            }
        }
        Some(predicates)
    }

    fn is_word(&self, word: &str) -> bool {
        match self.tokens.get(self.at) {
            Some(Token::Name(name)) => name == word,
            Some(Token::Sign(sign)) => *sign == word,
            _ => false,
        }
    }

    fn is_sign(&self, sign: &str) -> bool {
        self.is_sign_at(self.at, sign)
    }

    fn is_sign_at(&self, at: usize, sign: &str) -> bool {
        matches!(self.tokens.get(at), Some(Token::Sign(found)) if *found == sign)
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.is_sign(sign);
        self.at += usize::from(found);
        found
    }
}

/// A path, unless texts are among the nodes it counts or starts from: how many there are is not known.
fn path_of(start: Start, steps: Vec<Step>) -> Option<Expression> {
    let meets_texts = steps.iter().enumerate().any(|(at, step)| {
        let is_upward =
            matches!(step.axis, Axis::Itself | Axis::Parent | Axis::Ancestor | Axis::AncestorOrSelf);
        step.test == Test::Node
            && !is_upward
            && !(step.predicates.is_empty() && leaves_texts(steps.get(at + 1)))
    });
    (!meets_texts).then_some(Expression::Path { start, steps })
}

/// Whether a step leads to no node from a text.
fn leaves_texts(step: Option<&Step>) -> bool {
    step.is_some_and(|step| match step.axis {
        Axis::Child | Axis::Descendant | Axis::Attribute => true,
        Axis::Itself | Axis::DescendantOrSelf => matches!(step.test, Test::Any | Test::Named(_)),
        _ => false,
    })
}

fn is_node_type(name: &str) -> bool {
    matches!(name, "node" | "text" | "comment" | "processing-instruction")
}

fn plain(axis: Axis, test: Test) -> Step {
    Step { axis, test, predicates: Vec::new() }
}
