//! The words of an expression.

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Name(String),
    Literal(String),
    Number(f64),
    Sign(&'static str),
}

/// The longer ones first.
const SIGNS: &[&str] = &[
    "//", "/", "[", "]", "(", ")", "@", ",", "..", "::", "|", "+", "-", "!=", "=", "<=", "<", ">=", ">", "*",
];

/// None for anything that is no XPath, and for variables and prefixed names.
pub(crate) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let Some(first) = rest.chars().next() else { return Some(out) };
        let (token, length) = match first {
            '"' | '\'' => literal(rest, first)?,
            '0'..='9' => number(rest)?,
            '.' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => number(rest)?,
            '.' if !rest.starts_with("..") => (Token::Sign("."), 1),
            c if c.is_alphabetic() || c == '_' => name(rest),
            _ => {
                let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign))?;
                (Token::Sign(sign), sign.len())
            }
        };
        out.push(token);
        rest = &rest[length..];
    }
}

fn literal(rest: &str, quote: char) -> Option<(Token, usize)> {
    let inner = &rest[1..];
    let end = inner.find(quote)?;
    Some((Token::Literal(inner[..end].into()), end + 2))
}

fn number(rest: &str) -> Option<(Token, usize)> {
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    Some((Token::Number(rest[..end].parse().ok()?), end))
}

fn name(rest: &str) -> (Token, usize) {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    (Token::Name(rest[..end].into()), end)
}
