//! Class names: which of them a person gave, and will still be there when the site is built anew.

use dom_query::NodeRef;

/// How an element is, not what: the first, the chosen one, those that JavaScript has touched.
const STATES: [&str; 25] = [
    "first",
    "last",
    "odd",
    "even",
    "active",
    "current",
    "selected",
    "open",
    "closed",
    "hover",
    "clearfix",
    "hidden",
    "visible",
    "new",
    "sticky",
    "alt",
    "left",
    "right",
    "show",
    "collapsed",
    "expanded",
    "is",
    "has",
    "js",
    "lazy",
];
/// What says where something stands rather than what it is.
const LAYOUT: [&str; 34] = [
    "row",
    "col",
    "cols",
    "column",
    "columns",
    "grid",
    "container",
    "wrapper",
    "wrap",
    "inner",
    "outer",
    "flex",
    "block",
    "box",
    "section",
    "cell",
    "layout",
    "region",
    "main",
    "content",
    "body",
    "page",
    "pure",
    "unit",
    "w",
    "p",
    "m",
    "d",
    "u",
    "xs",
    "sm",
    "md",
    "lg",
    "xl",
];
/// What speaks of articles and their parts in the languages that we read.
const MEANING: [&str; 62] = [
    "item",
    "items",
    "news",
    "nyhet",
    "nyheter",
    "nyhed",
    "nyheder",
    "uutinen",
    "uutiset",
    "card",
    "article",
    "artikel",
    "artikkel",
    "post",
    "entry",
    "list",
    "lista",
    "liste",
    "teaser",
    "result",
    "results",
    "event",
    "events",
    "evenemang",
    "kalender",
    "puff",
    "link",
    "title",
    "titel",
    "tittel",
    "rubrik",
    "heading",
    "headline",
    "header",
    "date",
    "datum",
    "dato",
    "day",
    "time",
    "tid",
    "publish",
    "published",
    "publicerad",
    "publ",
    "preamble",
    "ingress",
    "summary",
    "lead",
    "excerpt",
    "description",
    "desc",
    "intro",
    "text",
    "hit",
    "traff",
    "archive",
    "arkiv",
    "press",
    "project",
    "projekt",
    "pager",
    "pagination",
];

/// The classes of an element that will last, those that say most first.
pub(super) fn lasting(node: &NodeRef) -> Vec<String> {
    let classes = node.class().unwrap_or_default();
    let mut lasting: Vec<String> =
        classes.split_whitespace().filter(|name| is_lasting(name)).map(str::to_owned).collect();
    lasting.sort_by_key(|name| std::cmp::Reverse(meaning(name)));
    lasting
}

/// 2: says what it is. 1: may say so. 0: only where it stands.
pub(super) fn meaning(name: &str) -> u8 {
    let words = words(name);
    if words.iter().any(|word| MEANING.contains(&word.as_str())) {
        return 2;
    }
    u8::from(!words.iter().all(|word| LAYOUT.contains(&word.as_str()) || is_number(word)))
}

/// Whether a class, or the words of an id or a role, speak of one of these.
pub(super) fn speaks_of(name: &str, of: &[&str]) -> bool {
    words(name).iter().any(|word| of.contains(&word.as_str()))
}

fn is_lasting(name: &str) -> bool {
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !is_name || name.len() > 60 || is_made(name) {
        return false;
    }
    let words = words(name);
    !words.first().is_some_and(|word| STATES.contains(&word.as_str()))
        && !words.last().is_some_and(|word| STATES.contains(&word.as_str()))
}

/// Made by a program at each build: `css-1q2w3e`, `Card_title__x9Yz2`, `sc-bdVaJa`, `post-1234`.
fn is_made(name: &str) -> bool {
    const PREFIXES: [&str; 7] = ["css-", "sc-", "jsx-", "jss", "emotion-", "svelte-", "data-v-"];
    if PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
        return true;
    }
    let behind_module = name.rsplit_once("__").map(|(_, hash)| hash);
    let is_hash = |part: &str| {
        let digits = part.chars().filter(char::is_ascii_digit).count();
        let letters = part.len() - digits;
        digits >= 3 || digits >= 1 && letters >= 2 && part.len() >= 5
    };
    name.split(['-', '_']).any(is_hash) || behind_module.is_some_and(is_jumbled)
}

/// Capital letters in the middle of a short word: `x9Yz2`, `aBcDe`.
fn is_jumbled(word: &str) -> bool {
    let turns = word.as_bytes().windows(2).filter(|two| {
        let [a, b] = two else { return false };
        a.is_ascii_lowercase() && b.is_ascii_uppercase()
    });
    word.len() <= 8 && turns.count() >= 2
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

/// `newsList-item__title` says `news list item title`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in name.chars() {
        let begins = before.is_lowercase() && letter.is_uppercase();
        let parts = !letter.is_alphanumeric();
        if begins || parts || before.is_alphabetic() && letter.is_ascii_digit() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| !parts) {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_is_told_from_what_is_made_anew() {
        for (name, expected) in [
            ("news-list__item", true),
            ("newsItem", true),
            ("sv-channel-item", true),
            ("col-md-4", true),
            ("views-row", true),
            ("h2", true),
            ("css-1q2w3e", false),
            ("sc-bdVaJa", false),
            ("Card_title__x9Yz2", false),
            ("list__aBcDe", false),
            ("post-1234", false),
            ("views-row-first", false),
            ("odd", false),
            ("is-open", false),
            ("svid12_3a9b8c7d", false),
            ("md:flex", false),
            ("", false),
        ] {
            assert_eq!(is_lasting(name), expected, "{name}");
        }
    }

    #[test]
    fn meaning_comes_before_layout() {
        for (name, expected) in
            [("news-list__item", 2), ("newsTeaser", 2), ("kort", 1), ("col-md-4", 0), ("row", 0)]
        {
            assert_eq!(meaning(name), expected, "{name}");
        }
        assert!(speaks_of("mainNav", &["nav"]) && !speaks_of("unavailable", &["nav"]));
    }
}
