//! The words that carry the meaning of a name, each in the form that all its equals share.

use crate::discover::vocabulary::ARTICLES;
use crate::discover::words::{plain_word, words};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Phrases that people use for one thing; the first one stands for all.
#[rustfmt::skip]
const SAME: &[&[&str]] = &[
    &["signin", "sign in", "log in", "login", "log on", "logon"], &["signout", "sign out", "log out", "logout", "log off"],
    &["signup", "sign up", "register", "create account", "create an account"],
    &["email", "e mail", "email address", "e mail address", "mail address"],
    &["phone", "phone number", "telephone", "telephone number", "tel"],
    &["mobile", "mobile number", "mobile phone", "mobile phone number", "cell phone", "cell phone number"],
    &["quantity", "qty"], &["number", "nr", "num"], &["cv", "resume", "curriculum vitae"],
    &["coupon", "coupon code", "promo code", "promotion code", "discount code", "voucher", "voucher code"],
    &["zip", "zip code", "zipcode", "postal code", "postcode", "post code"],
    &["firstname", "first name", "given name", "forename"], &["lastname", "last name", "surname", "family name"],
    &["birthdate", "date of birth", "birth date", "birthday", "dob"],
    &["confirmpassword", "confirm password", "repeat password", "retype password", "re enter password", "reenter password",
      "password confirmation", "password again", "confirm your password", "repeat your password", "verify password"],
    &["confirmemail", "confirm email", "repeat email", "retype email", "re enter email", "confirm your email", "email again"],
    &["rememberme", "remember me", "keep me signed in", "keep me logged in", "stay signed in", "stay logged in"],
    &["usermenu", "user menu", "profile menu", "account menu", "avatar menu", "user avatar", "profile avatar"],
    &["cart", "shopping cart", "basket", "shopping basket"], &["wishlist", "wish list"],
    &["username", "user name"], &["expiry", "expiry date", "expiration date", "expiration"],
    &["next", "next page"], &["previous", "previous page", "prev", "prev page"],
];
/// Words that say nothing beside others.
#[rustfmt::skip]
const SAYING_NOTHING: &[&str] = &[
    "my", "your", "our", "please", "proceed", "go", "enter", "open", "show", "view", "here",
];
/// Words that only tie others together, wherever they stand between them.
const TIES: &[&str] = &["of", "for", "in", "on", "at", "by", "to", "with", "and", "or"];
/// Words by which a whole sentence is told from a name.
const PERSONS: &[&str] = &["i", "me", "my", "we", "us", "our", "you", "your"];
/// Words of a sentence.
const SENTENCE: usize = 5;
const ORDINALS: &[&str] = &["first", "second", "third", "fourth", "fifth", "sixth"];

/// The telling words of a text, in their own order; never none when the text has any.
pub(super) fn telling(text: &str) -> Vec<String> {
    let all = joined(words(text).iter().map(|word| plain_word(word)).collect());
    let is_telling = |at: usize| {
        let word = all[at].as_str();
        let is_tie = |at: usize| TIES.contains(&all[at].as_str()) && at > 0 && at + 1 < all.len();
        // "Search the docs" is no "Search docs", as "of the docs" is "of docs".
        let is_article = ARTICLES.contains(&word) && (at == 0 || is_tie(at - 1));
        !is_tie(at) && !is_article && !SAYING_NOTHING.contains(&word)
    };
    let kept: Vec<String> = (0..all.len()).filter(|&at| is_telling(at)).map(|at| all[at].clone()).collect();
    if kept.is_empty() { all } else { kept }
}

/// Whether a text is a sentence, of which one word tells what it is about.
pub(super) fn is_sentence(text: &str) -> bool {
    let words = words(text);
    words.len() >= SENTENCE || words.len() > 2 && words.iter().any(|word| PERSONS.contains(&word.as_str()))
}

/// The names of things that have several: "Username or email address".
pub(super) fn alternatives(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split(" or ").flat_map(|part| part.split(" / ")).collect();
    let is_name = |part: &&str| (1..=3).contains(&part.split_whitespace().count());
    if parts.len() > 1 && parts.iter().all(is_name) { parts } else { Vec::new() }
}

/// Words with each phrase put as the one that stands for it, the longest phrases first.
fn joined(words: Vec<String>) -> Vec<String> {
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let (said, length) = phrase_at(&words[at..]).unwrap_or_else(|| (single(&words, at), 1));
        out.push(said);
        at += length;
    }
    out
}

fn phrase_at(words: &[String]) -> Option<(String, usize)> {
    static BY_FIRST: LazyLock<HashMap<&str, Vec<Phrase>>> = LazyLock::new(by_first_word);
    let rest = |phrase: &&Phrase| phrase.words.iter().eq(words.iter().take(phrase.words.len()));
    let longest = BY_FIRST.get(words[0].as_str())?.iter().find(rest)?;
    Some((longest.stands_for.to_owned(), longest.words.len()))
}

struct Phrase {
    words: Vec<&'static str>,
    stands_for: &'static str,
}

/// All phrases by their first word, the longest first.
fn by_first_word() -> HashMap<&'static str, Vec<Phrase>> {
    let mut all: HashMap<&str, Vec<Phrase>> = HashMap::new();
    for (group, phrase) in SAME.iter().flat_map(|group| group.iter().map(move |phrase| (group, phrase))) {
        let words: Vec<&str> = phrase.split(' ').collect();
        all.entry(words[0]).or_default().push(Phrase { words, stands_for: group[0] });
    }
    all.values_mut().for_each(|phrases| phrases.sort_by_key(|phrase| Reverse(phrase.words.len())));
    all
}

/// A word by itself: an ordinal as its number, "no." behind a word as "number".
fn single(words: &[String], at: usize) -> String {
    let word = words[at].as_str();
    match ORDINALS.iter().position(|ordinal| *ordinal == word) {
        Some(before) => (before + 1).to_string(),
        None if word == "no" && at > 0 && at + 1 == words.len() => "number".to_owned(),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let sorted = |text: &str| {
            let mut words = telling(text);
            words.sort();
            words
        };
        sorted(a) == sorted(b)
    }

    #[test]
    fn telling_words_of_names_for_one_thing_are_the_same() {
        for (a, b) in [
            ("log in", "Sign in"),
            ("Google sign in", "Sign in with Google"),
            ("checkout", "Proceed to checkout"),
            ("coupon code", "Coupon"),
            ("repeat password", "Confirm password"),
            ("order number", "Order no."),
            ("first digit of the verification code", "Verification code digit 1"),
            ("username or email", "Username or email address"),
            ("the next page", "Next"),
            ("Terms & conditions", "terms and conditions"),
        ] {
            assert!(same(a, b), "{a} / {b}: {:?} {:?}", telling(a), telling(b));
        }
    }

    #[test]
    fn telling_words_of_names_for_two_things_differ() {
        for (a, b) in [
            ("Save", "Save as draft"),
            ("Sign in", "Sign up"),
            ("New password", "Password"),
            ("To date", "Date"),
            ("Add to cart", "Cart"),
            ("No", "Number"),
            ("Backup email", "Email"),
            ("Digit 2", "first digit"),
        ] {
            assert!(!same(a, b), "{a} / {b}");
        }
    }
}
