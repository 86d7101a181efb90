//! CSS selectors that people write in the source list, checked before any page is read.

use dom_query::Matcher;

/// Longer selectors find nothing that shorter ones would not.
const LONGEST_BYTES: usize = 500;
/// Brackets inside brackets: each level costs a reader of selectors its stack.
const DEEPEST: usize = 8;

/// The error completes a sentence that begins with the selector.
pub fn check_selector(text: &str) -> Result<(), &'static str> {
    if text.len() > LONGEST_BYTES {
        return Err("is too long; the class of the element is enough, such as `li.news-item`");
    }
    if depth(text) > DEEPEST {
        return Err("has too many brackets inside each other; write it simpler");
    }
    match Matcher::new(text) {
        Ok(_) => Ok(()),
        Err(_) => Err("is no CSS selector; write it as in a style sheet, such as `ul.news > li`"),
    }
}

fn depth(text: &str) -> usize {
    let mut open: usize = 0;
    let mut deepest = 0;
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' => open += 1,
            b')' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_are_told_from_what_is_none() {
        for good in [
            "li",
            "ul.news > li:not(.ad)",
            ".pagination a[rel=next]",
            "h2, h3",
            "article:nth-child(2n+1) time[datetime]",
            "div:has(a.card)",
        ] {
            assert_eq!(check_selector(good), Ok(()), "{good}");
        }
        let deep = format!("{}a{}", ":not(".repeat(90), ")".repeat(90));
        let long = "a ".repeat(400);
        for bad in ["", "li >", "..news", "li[", "//ul/li", "a { }", "li:nth(", &deep, &long] {
            assert!(check_selector(bad).is_err(), "{bad}");
        }
    }
}
