//! Values written into CSS and XPath so that they mean themselves.

use std::fmt::Write;

/// An identifier by the rules of CSSOM's `CSS.escape`.
pub(crate) fn css_identifier(value: &str) -> String {
    let mut out = String::new();
    for (at, c) in value.chars().enumerate() {
        let is_leading_digit = c.is_ascii_digit() && (at == 0 || at == 1 && value.starts_with('-'));
        match c {
            '\0' => out.push('\u{fffd}'),
            '\u{1}'..='\u{1f}' | '\u{7f}' => push_code(&mut out, c),
            _ if is_leading_digit => push_code(&mut out, c),
            '-' if value == "-" => out.push_str("\\-"),
            '-' | '_' | '0'..='9' | 'a'..='z' | 'A'..='Z' | '\u{80}'.. => out.push(c),
            _ => out.extend(['\\', c]),
        }
    }
    out
}

/// A string in double quotes.
pub(crate) fn css_string(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '\0' => out.push('\u{fffd}'),
            '\u{1}'..='\u{1f}' | '\u{7f}' => push_code(&mut out, c),
            '"' | '\\' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

fn push_code(out: &mut String, c: char) {
    let _ = write!(out, "\\{:x} ", c as u32);
}

/// A string literal; XPath 1.0 knows no escapes, so a value with both quotes is put together.
pub(crate) fn xpath_string(value: &str) -> String {
    match (value.contains('"'), value.contains('\'')) {
        (false, _) => format!("\"{value}\""),
        (true, false) => format!("'{value}'"),
        (true, true) => {
            let parts: Vec<String> = value.split('"').map(|part| format!("\"{part}\"")).collect();
            format!("concat({})", parts.join(", '\"', "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_identifier_escapes_as_the_standard_says() {
        let cases = [
            ("md:flex", "md\\:flex"),
            ("w-1/2", "w-1\\/2"),
            ("2col", "\\32 col"),
            ("-2", "-\\32 "),
            ("-", "\\-"),
            ("smile😀", "smile😀"),
            ("it's", "it\\'s"),
            ("a\nb", "a\\a b"),
        ];
        for (given, expected) in cases {
            assert_eq!(css_identifier(given), expected);
        }
    }

    #[test]
    fn css_string_escapes_quotes_and_line_ends() {
        assert_eq!(css_string("say \"hi\" \\ \n"), "\"say \\\"hi\\\" \\\\ \\a \"");
    }

    #[test]
    fn xpath_string_with_both_quotes_is_concatenated() {
        assert_eq!(xpath_string("it's"), "\"it's\"");
        assert_eq!(xpath_string("say \"hi\""), "'say \"hi\"'");
        assert_eq!(xpath_string("it's \"x\""), "concat(\"it's \", '\"', \"x\", '\"', \"\")");
    }
}
