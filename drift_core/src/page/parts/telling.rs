//! What a text tells of the record it stands in: who or what it is, or only how it is doing.

/// Characters and words beyond which a text is prose that nobody calls anything by.
const MAX_NAME: usize = 100;
const MAX_WORDS: usize = 12;

/// What a text is good for as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    Name,
    /// It names, but is long.
    Prose,
    /// A number that may be somebody's: of an order, an invoice, a ticket.
    Number,
    /// A counter, an amount, a date, a status, initials.
    Nothing,
}

/// Words of dates and times in the languages that write them with letters of their own.
#[rustfmt::skip]
const OF_DATES: &[&str] = &[
    "ago", "am", "apr", "april", "at", "aug", "august", "d", "day", "days", "dec", "december", "dez",
    "dezember", "feb", "februar", "february", "fri", "friday", "gmt", "h", "heute", "hour", "hours", "hr",
    "hrs", "in", "jan", "januar", "january", "jul", "juli", "july", "jun", "june", "juni", "just", "m", "mai",
    "mar", "march", "may", "min", "mins", "minute", "minutes", "mo", "mon", "monday", "month", "months", "märz",
    "nd", "nov", "november", "now", "oct", "october", "okt", "oktober", "on", "pm", "rd", "s", "sat",
    "saturday", "sec", "second", "seconds", "secs", "sep", "sept", "september", "st", "sun", "sunday", "t",
    "th", "thu", "thursday", "today", "tomorrow", "tue", "tuesday", "uhr", "utc", "vor", "w", "wed",
    "wednesday", "week", "weeks", "y", "year", "years", "yesterday", "z", "г", "и", "分", "年", "日", "時", "月",
];

/// Words that say how a record is doing, or who may do what, and not which one it is.
#[rustfmt::skip]
const OF_STATES: &[&str] = &[
    "abgeschlossen", "accepted", "active", "admin", "aktiv", "and", "approved", "archived", "available", "away",
    "blocked", "busy", "canceled", "cancelled", "closed", "complete", "completed", "confirmed", "critical",
    "default", "delivered", "disabled", "done", "draft", "due", "editor", "enabled", "error", "expired", "failed",
    "failure", "false", "featured", "finished", "free", "guest", "healthy", "high", "idle", "in", "inactive",
    "inaktiv", "info", "invited", "ja", "locked", "low", "medium", "member", "moderator", "na", "neu", "new",
    "no", "none", "normal", "not", "of", "off", "offen", "offline", "ok", "on", "online", "open", "out",
    "overdue", "owner", "paid", "passed", "paused", "pending", "planned", "popular", "private", "processing",
    "progress", "public", "published", "queued", "ready", "recommended", "refunded", "rejected", "resolved",
    "review", "running", "sale", "scheduled", "sent", "shipped", "sold", "started", "stock", "stopped",
    "success", "successful", "suspended", "todo", "true", "unavailable", "unknown", "unpaid", "unread",
    "updated", "urgent", "user", "verified", "viewer", "waiting", "warning", "yes",
];

/// What people do to a record: a link that says only this names none.
#[rustfmt::skip]
const OF_ACTIONS: &[&str] = &[
    "add", "approve", "archive", "buy", "cancel", "change", "close", "continue", "copy", "delete", "details",
    "download", "duplicate", "edit", "here", "hide", "learn", "more", "move", "next", "open", "order", "pay",
    "preview", "previous", "print", "read", "reject", "remove", "rename", "reply", "restore", "run", "save",
    "select", "share", "show", "start", "stop", "the", "this", "to", "update", "view",
];

/// Say what a text is good for.
pub(super) fn telling(text: &str) -> Telling {
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let count = words().take(MAX_WORDS + 1).count();
    if count == 0 || is_initials(text, count) {
        return Telling::Nothing;
    }
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit()) || text.chars().any(char::is_numeric);
    if has_digit {
        if words().all(is_numeric) {
            return if is_number_of_one(text) { Telling::Number } else { Telling::Nothing };
        }
        if is_date(text) || is_amount(text) {
            return Telling::Nothing;
        }
    } else if are_all(text, OF_STATES) || are_all(text, OF_DATES) {
        return Telling::Nothing;
    }
    if text.chars().count() > MAX_NAME || count > MAX_WORDS { Telling::Prose } else { Telling::Name }
}

/// Whether anything could be called by a text.
pub(crate) fn may_name(text: &str) -> bool {
    telling(text) != Telling::Nothing
}

/// Whether a text only says what can be done.
pub(super) fn is_action(text: &str) -> bool {
    are_all(text, OF_ACTIONS)
}

fn is_numeric(word: &str) -> bool {
    word.chars().all(char::is_numeric)
}

/// Three digits and more in one piece, or two behind a sign for numbers: smaller ones count.
fn is_number_of_one(text: &str) -> bool {
    let (marked, digits) = match text.strip_prefix(['#', '№']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    is_numeric(digits) && digits.chars().count() >= if marked { 2 } else { 3 }
}

/// One or two capitals, in whatever way they are written: "BK", "B. K.", "B".
fn is_initials(text: &str, words: usize) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphanumeric());
    words <= 2 && letters().count() <= 2 && letters().all(char::is_uppercase)
}

/// A number with what is counted or what it is counted in: "3 new", "12 comments", "19.90 EUR", "2x".
fn is_amount(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let others =
        || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !is_numeric(word));
    let starts_with_number = words.next().is_some_and(|word| word.starts_with(char::is_numeric));
    let has_fraction = || {
        let bytes = text.as_bytes();
        bytes.windows(3).any(|three| {
            three[0].is_ascii_digit() && matches!(three[1], b'.' | b',') && three[2].is_ascii_digit()
        })
    };
    let other = others().count();
    starts_with_number && other <= 1 || other == 1 && has_fraction() && others().all(|word| word.len() <= 3)
}

fn is_date(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.take(MAX_WORDS).all(|word| is_one_of(word, OF_DATES))
}

fn are_all(text: &str, known: &[&str]) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| is_one_of(word, known))
}

fn is_one_of(word: &str, known: &[&str]) -> bool {
    // The longest of them; a longer word is none.
    const LONGEST: usize = 16;
    let mut folded = [0; LONGEST];
    if !word.is_ascii() {
        return word.len() <= LONGEST && known.binary_search(&word.to_lowercase().as_str()).is_ok();
    }
    let Some(folded) = folded.get_mut(..word.len()) else { return false };
    folded.copy_from_slice(word.as_bytes());
    folded.make_ascii_lowercase();
    known.binary_search_by(|one| one.as_bytes().cmp(folded)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_so_that_they_can_be_searched() {
        for list in [OF_DATES, OF_STATES, OF_ACTIONS] {
            let wrong = list.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(wrong, None);
        }
    }

    #[test]
    fn telling_of_names_is_a_name() {
        for text in [
            "Alice Berg",
            "bob.dahl@example.org",
            "Invoice 101",
            "Job 1",
            "李明",
            "محمد",
            "USD",
            "Open Sky Airlines",
            "Jo",
            "1984 by George Orwell",
            "Mug",
            "ab12cd",
            "Marta May",
        ] {
            assert_eq!(telling(text), Telling::Name, "{text}");
        }
    }

    #[test]
    fn telling_of_what_only_describes_is_nothing() {
        for text in [
            "BK",
            "B. K.",
            "A",
            "3",
            "12",
            "3 new",
            "12 comments",
            "$41.02",
            "1,204",
            "USD 12.50",
            "2x",
            "99 %",
            "2024-01-05",
            "5 May 2024",
            "Jan 3rd, 2024",
            "10:42",
            "yesterday",
            "2 hours ago",
            "2024年5月3日",
            "Active",
            "In progress",
            "not started",
            "PAID",
            "Admin",
            "…",
            "",
        ] {
            assert_eq!(telling(text), Telling::Nothing, "{text}");
        }
    }

    #[test]
    fn telling_of_numbers_that_belong_to_one() {
        for text in ["#5001", "10234", "№ 77", "100"] {
            assert_eq!(telling(text), Telling::Number, "{text}");
        }
        assert_eq!(telling("#1"), Telling::Nothing);
    }

    #[test]
    fn telling_of_sentences_is_prose() {
        assert_eq!(telling(&"word ".repeat(14)), Telling::Prose);
    }
}
