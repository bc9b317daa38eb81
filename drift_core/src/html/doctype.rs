//! Document type declarations, of which only their quirks matter.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Doctype;

/// Read what stands between `<!doctype` and `>`; `closed` says whether there was a `>`.
pub(crate) fn parse(inside: &str, closed: bool) -> Doctype {
    let mut doctype = Doctype { force_quirks: !closed, ..Doctype::default() };
    let rest = trim(inside);
    let end = rest.find(is_space).unwrap_or(rest.len());
    if end == 0 {
        doctype.force_quirks = true;
        return doctype;
    }
    doctype.name = Some(clean(&rest[..end].to_ascii_lowercase()));
    let rest = trim(&rest[end..]);
    let understood = match rest.get(..6).map(str::to_ascii_lowercase).as_deref() {
        _ if rest.is_empty() => true,
        Some("public") => public(&rest[6..], &mut doctype),
        Some("system") => system(&rest[6..], &mut doctype, true),
        _ => false,
    };
    doctype.force_quirks |= !understood;
    doctype
}

fn public(rest: &str, doctype: &mut Doctype) -> bool {
    let Some((id, rest)) = quoted(trim(rest)) else { return false };
    doctype.public_id = Some(clean(id));
    rest.is_some_and(|rest| system(rest, doctype, false))
}

fn system(rest: &str, doctype: &mut Doctype, required: bool) -> bool {
    let rest = trim(rest);
    if rest.is_empty() {
        return !required;
    }
    let Some((id, rest)) = quoted(rest) else { return false };
    doctype.system_id = Some(clean(id));
    rest.is_some()
}

/// A quoted string and what follows it, None when its end is missing.
fn quoted(text: &str) -> Option<(&str, Option<&str>)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inside = &text[1..];
    Some(inside.split_once(quote).map_or((inside, None), |(id, rest)| (id, Some(rest))))
}

fn trim(text: &str) -> &str {
    text.trim_start_matches(is_space)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\x0c')
}

fn clean(text: &str) -> StrTendril {
    StrTendril::from(text.replace('\0', "\u{fffd}"))
}
