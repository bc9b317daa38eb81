//! When the name that a control has in the code is not the one that people read at it.

use super::names::{Name, Via};
use super::vocabulary::says_otherwise;
use super::words::{Asked, Grade, beyond, words};

/// Whether what people read at an element says another thing than a name in its code that was asked for:
/// a field labelled "Last name" is no first name, whatever its id says.
pub(super) fn contradicts(names: &[Name], asked: &Asked) -> bool {
    let is_read = |name: &&Name| {
        // A heading above names the part of the page rather than the field.
        let is_heading = name.via == Via::Beside && name.at_best == Grade::Trimmed;
        !is_heading
            && matches!(
                name.via,
                Via::Role | Via::Label | Via::Placeholder | Via::Text | Via::Beside | Via::Title
            )
    };
    let mut read = names.iter().filter(is_read).peekable();
    if read.peek().is_none() || is_code(&asked.text) {
        return false;
    }
    !read.any(|name| agrees(&name.text, asked))
}

/// Whether somebody wrote it as code: `first_name`, `firstName`.
fn is_code(text: &str) -> bool {
    let mut before = ' ';
    let is_hump = |c: char| {
        let is_hump = c.is_uppercase() && before.is_lowercase();
        before = c;
        is_hump
    };
    !text.contains(' ')
        && (text.len() < 3 || text.contains(['_', '-', '.', '[']) || text.chars().any(is_hump))
}

/// Whether two names may be of one thing: one has all words of the other, and those it has more make no
/// other thing of it; or one is short for the other; or they are of two languages.
fn agrees(read: &str, asked: &Asked) -> bool {
    let said = words(read);
    let has_all = |these: &[String], those: &[String]| these.iter().all(|word| those.contains(word));
    if said.is_empty() || !read.is_ascii() {
        return true;
    }
    let (joined, other) = (said.concat(), asked.words.concat());
    joined == other
        || is_short_for(&other, &joined)
        || has_all(&asked.words, &said) && !says_otherwise(&beyond(&said, &asked.words))
        || has_all(&said, &asked.words) && !says_otherwise(&beyond(&asked.words, &said))
}

/// Whether the letters of one stand in the other in their order, from its first one on: `pwd`, `addr`, `q`.
fn is_short_for(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.len() < long.len()
        && short.chars().next() == long.chars().next()
        && short.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_of_two_names_for_one_thing() {
        for (read, asked) in [
            ("E-mail", "email"),
            ("Password", "pwd"),
            ("Your email", "email"),
            ("Email", "user email"),
            ("氏名", "name"),
        ] {
            assert!(agrees(read, &Asked::new(asked)), "{read}");
        }
        for (read, asked) in [
            ("Last name", "first name"),
            ("Backup email", "email"),
            ("City", "street"),
            ("Confirm password", "password"),
        ] {
            assert!(!agrees(read, &Asked::new(asked)), "{read}");
        }
    }
}
