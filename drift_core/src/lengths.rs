//! Lengths of texts, in characters: a name in Cyrillic or Chinese is no longer than one in Latin
//! letters, though it takes two or three times the bytes.

/// Whether a text has more characters than that.
pub(crate) fn is_longer(text: &str, characters: usize) -> bool {
    text.len() > characters && text.chars().nth(characters).is_some()
}

/// The beginning of a text, no more than that many characters.
pub(crate) fn head(text: &str, characters: usize) -> &str {
    if text.len() <= characters {
        return text;
    }
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end])
}

/// The beginning of a text for people, with an ellipsis where something is left out.
pub(crate) fn clip(text: &str, characters: usize) -> String {
    let kept = head(text, characters);
    if kept.len() < text.len() { format!("{kept}…") } else { kept.to_owned() }
}

/// Whether a text has that many UTF-16 code units or more, in which scripts count where they cut.
pub(crate) fn has_units(text: &str, units: usize) -> bool {
    text.len() >= units && text.encode_utf16().count() >= units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_count_once_whatever_their_bytes() {
        for letter in ["a", "ж", "字", "🙂"] {
            let text = letter.repeat(5);
            assert!(is_longer(&text, 4) && !is_longer(&text, 5));
            assert_eq!(head(&text, 3), letter.repeat(3));
            assert_eq!(clip(&text, 3), format!("{}…", letter.repeat(3)));
            assert_eq!((head(&text, 5), clip(&text, 5)), (text.as_str(), text.clone()));
        }
    }

    #[test]
    fn scripts_count_a_letter_beyond_the_first_plane_twice() {
        assert!(has_units("🙂🙂", 4) && !has_units("🙂🙂", 5));
        assert!(has_units("字字字", 3) && !has_units("字字字", 4));
    }
}
