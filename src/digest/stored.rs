//! Letters as they are kept until they are sent.

use super::letter::Composed;
use crate::message::Locale;
use crate::model::StoredLetter;
use crate::token;

/// Digits of a Message-ID before the `@`.
const ID_DIGITS: usize = 32;

/// A composed letter with its id, a hash of its content: the same letter is kept once.
pub fn letter(
    composed: Composed,
    locale: Locale,
    list: &str,
    documents: Vec<String>,
) -> StoredLetter {
    let Composed { subject, html, text } = composed;
    let whole = [subject.as_str(), &html, &text, locale.code(), list].join("\u{0}");
    StoredLetter {
        id: token::hash(&whole),
        subject,
        html,
        text,
        language: locale.code().to_owned(),
        list: list.to_owned(),
        documents,
    }
}

/// A Message-ID (RFC 5322), without angle brackets: the same whenever it is made of the same.
pub fn message_id(base_url: &str, made_of: &[&str]) -> String {
    let hash = token::hash(&made_of.join("\u{0}"));
    let digits = hash.get(..ID_DIGITS).unwrap_or(&hash);
    format!("{digits}@{}", host(base_url))
}

/// The host of our own address, without a port: behind the `@` of our Message-IDs.
pub fn host(base_url: &str) -> &str {
    let behind = base_url.split_once("://").map_or(base_url, |(_, behind)| behind);
    let authority = behind.split('/').next().unwrap_or(behind);
    if authority.starts_with('[') {
        // An IPv6 address in brackets is a domain literal of a mail, too (nearly: RFC 5321, 4.1.3).
        return authority.split_inclusive(']').next().unwrap_or(authority);
    }
    authority.split(':').next().unwrap_or(authority)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_id_is_of_our_host_and_always_the_same() {
        let id = message_id("https://utkik.example.se:8443", &["sub", "1"]);
        assert_eq!(
            id.split_once('@').map(|(digits, host)| (digits.len(), host)),
            Some((32, "utkik.example.se"))
        );
        assert_eq!(id, message_id("https://utkik.example.se", &["sub", "1"]));
        assert_ne!(id, message_id("https://utkik.example.se", &["su", "b1"]));
        assert!(message_id("http://[::1]:80", &[]).ends_with("@[::1]"));
    }

    #[test]
    fn the_same_letter_has_the_same_id() {
        let composed = || Composed { subject: "a".into(), ..Composed::default() };
        let one = letter(composed(), Locale::Sv, "key", Vec::new());
        assert_eq!(one.id, letter(composed(), Locale::Sv, "key", vec!["d".into()]).id);
        assert_ne!(one.id, letter(composed(), Locale::En, "key", Vec::new()).id);
    }
}
