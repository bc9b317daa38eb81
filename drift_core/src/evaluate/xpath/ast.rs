//! What an expression is made of.

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expression {
    Or(Box<Self>, Box<Self>),
    And(Box<Self>, Box<Self>),
    Compare(Comparison, Box<Self>, Box<Self>),
    Calculate(Operation, Box<Self>, Box<Self>),
    Negate(Box<Self>),
    Union(Vec<Self>),
    Path { start: Start, steps: Vec<Step> },
    Literal(String),
    Number(f64),
    Call(Function, Vec<Self>),
}

/// Where a path begins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Start {
    Root,
    Here,
    /// What an expression gives, as far as the predicates let it.
    Of(Box<Expression>, Vec<Expression>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    pub axis: Axis,
    pub test: Test,
    pub predicates: Vec<Expression>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Axis {
    Child,
    Descendant,
    DescendantOrSelf,
    Parent,
    Ancestor,
    AncestorOrSelf,
    FollowingSibling,
    PrecedingSibling,
    Following,
    Preceding,
    Itself,
    Attribute,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    Any,
    Named(String),
    Node,
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    Different,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Boolean,
    Ceiling,
    Concat,
    Contains,
    Count,
    False,
    Floor,
    Last,
    LocalName,
    NormalizeSpace,
    Not,
    Number,
    Position,
    Round,
    StartsWith,
    String,
    StringLength,
    Substring,
    SubstringAfter,
    SubstringBefore,
    Translate,
    True,
}

impl Function {
    /// The function of a name with this many arguments.
    pub fn of(name: &str, arguments: usize) -> Option<Self> {
        let (function, takes) = match name {
            "boolean" => (Self::Boolean, 1..=1),
            "ceiling" => (Self::Ceiling, 1..=1),
            "concat" => (Self::Concat, 2..=usize::MAX),
            "contains" => (Self::Contains, 2..=2),
            "count" => (Self::Count, 1..=1),
            "false" => (Self::False, 0..=0),
            "floor" => (Self::Floor, 1..=1),
            "last" => (Self::Last, 0..=0),
            "local-name" | "name" => (Self::LocalName, 0..=1),
            "normalize-space" => (Self::NormalizeSpace, 0..=1),
            "not" => (Self::Not, 1..=1),
            "number" => (Self::Number, 0..=1),
            "position" => (Self::Position, 0..=0),
            "round" => (Self::Round, 1..=1),
            "starts-with" => (Self::StartsWith, 2..=2),
            "string" => (Self::String, 0..=1),
            "string-length" => (Self::StringLength, 0..=1),
            "substring" => (Self::Substring, 2..=3),
            "substring-after" => (Self::SubstringAfter, 2..=2),
            "substring-before" => (Self::SubstringBefore, 2..=2),
            "translate" => (Self::Translate, 3..=3),
            "true" => (Self::True, 0..=0),
            _ => return None,
        };
        takes.contains(&arguments).then_some(function)
    }
}
