//! Addresses that letters carry, and the placeholders of those that are of one reader alone.
//!
//! A letter is kept once for all who get the same. Where a link holds a token or a signature, the
//! kept text has a placeholder; it is filled in when the letter is sent.

use crate::model::{DocumentId, SavedSearch, SearchName, Verdict};
use crate::token::{self, SigningKey};

/// Stands in kept letters where the token goes that manages the subscription.
pub const MANAGE: &str = "utkik--manage--token";
/// Begins a placeholder for what answers a hit; the document's id and two hyphens end it.
const ANSWER: &str = "utkik--answer--";
/// Ends a placeholder.
const END: &str = "--";
/// Stands in confirmations where the token goes that confirms.
pub const CONFIRM: &str = "utkik--confirm--token";

/// What signatures and derived tokens are for.
const MANAGE_PURPOSE: &str = "manage";
const CONFIRM_PURPOSE: &str = "confirm";
const ANSWER_PURPOSE: &str = "answer";

/// The page of a saved search.
pub fn search_page(base: &str, search: &SavedSearch) -> String {
    format!("{base}/searches/{}", search.key)
}

/// Our page about a document.
pub fn document_page(base: &str, document: &DocumentId) -> String {
    format!("{base}/documents/{document}")
}

/// Where a subscription is changed, paused and ended: a page at a GET, acts at a POST.
pub fn manage_page(base: &str, token: &str) -> String {
    format!("{base}/subscriptions/{token}")
}

/// Ends a subscription with one POST (RFC 8058); shows a page that asks at a GET.
pub fn unsubscribe(base: &str, token: &str) -> String {
    format!("{base}/subscriptions/{token}/end")
}

/// Where a subscription is confirmed: a page at a GET, acts at a POST.
pub fn confirm_page(base: &str, token: &str) -> String {
    format!("{base}/confirm/{token}")
}

/// Where a hit is answered: a page with the answer chosen at a GET, keeps it at a POST. `seal` is
/// what [`seal`] makes, or a placeholder.
pub fn answer_page(base: &str, seal: &str, verdict: Verdict) -> String {
    format!("{base}/answer/{seal}?a={}", verdict.code())
}

/// The placeholder for the seal of a hit.
pub fn answer_placeholder(document: &DocumentId) -> String {
    format!("{ANSWER}{document}{END}")
}

/// The token that manages a subscription: the same in each of its letters.
pub fn manage_token(key: &SigningKey, subscription: &str) -> String {
    key.sign(MANAGE_PURPOSE, &[subscription])
}

/// The token that confirms a subscription that was asked for at this moment (unix ms).
pub fn confirm_token(key: &SigningKey, subscription: &str, issue: i64) -> String {
    key.sign(CONFIRM_PURPOSE, &[subscription, &issue.to_string()])
}

/// Subscription, document and our signature in one word: who has it may answer this hit for this
/// subscription, and nothing else.
pub fn seal(key: &SigningKey, subscription: &str, document: &DocumentId) -> String {
    let signature = key.sign(ANSWER_PURPOSE, &[subscription, document.as_str()]);
    format!("{subscription}.{document}.{signature}")
}

/// Reads a seal: subscription and document, when we have signed it.
pub fn unseal(key: &SigningKey, seal: &str) -> Option<(String, DocumentId)> {
    let (subscription, rest) = seal.split_once('.')?;
    let (document, signature) = rest.rsplit_once('.')?;
    let is_ours = key.has_signed(ANSWER_PURPOSE, &[subscription, document], signature);
    is_ours.then(|| (subscription.to_owned(), DocumentId::new(document)))
}

/// What `List-Id` says of letters of a search: its title, and a label that stays. The key of a
/// private search opens it, so its label is made from a hash.
pub fn list(title: &str, key: &str) -> String {
    let is_name = key.parse::<SearchName>().is_ok() && !is_secret(key);
    let label = if is_name { key.to_owned() } else { token::hash(key).chars().take(16).collect() };
    format!("{title} <{label}>")
}

/// Takes apart what [`list`] made: title and label.
pub fn read_list(list: &str) -> Option<(String, String)> {
    let (title, label) = list.strip_suffix('>')?.rsplit_once(" <")?;
    Some((title.to_owned(), label.to_owned()))
}

/// Whether a key is 128 random bits and no name.
fn is_secret(key: &str) -> bool {
    key.len() == 32 && key.chars().all(|c| c.is_ascii_hexdigit())
}

/// Fills in the placeholders of a letter for one subscription.
pub fn fill_in(text: &str, key: &SigningKey, subscription: &str, issue: i64) -> String {
    let mut filled = text.replace(MANAGE, &manage_token(key, subscription));
    if filled.contains(CONFIRM) {
        filled = filled.replace(CONFIRM, &confirm_token(key, subscription, issue));
    }
    let mut rest = filled.as_str();
    let mut whole = String::with_capacity(filled.len() + 1024);
    while let Some((before, behind)) = rest.split_once(ANSWER) {
        whole.push_str(before);
        let Some((document, behind)) = behind.split_once(END) else {
            rest = behind;
            continue;
        };
        whole.push_str(&seal(key, subscription, &DocumentId::new(document)));
        rest = behind;
    }
    whole.push_str(rest);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_named_without_giving_a_key_away() {
        let named = list("Digital <nattillsyn>", "nattillsyn");
        let expected = ("Digital <nattillsyn>".to_owned(), "nattillsyn".to_owned());
        assert_eq!(read_list(&named), Some(expected));
        let key = "0123456789abcdef0123456789abcdef";
        assert!(!list("Eget", key).contains(key));
        assert_eq!(read_list(""), None);
    }

    #[test]
    fn a_letter_is_filled_in_for_one_reader() {
        let key = SigningKey::new(&[1; 32]);
        let document = DocumentId::new("0000000000000001");
        let kept = format!(
            "{} {}",
            manage_page("https://u.example", MANAGE),
            answer_page("https://u.example", &answer_placeholder(&document), Verdict::NotForUs)
        );
        let letter = fill_in(&kept, &key, "sub", 1);
        assert!(!letter.contains("utkik--"), "{letter}");
        assert!(letter.contains(&manage_token(&key, "sub")) && letter.ends_with("?a=not-for-us"));
        let seal = letter.split("/answer/").nth(1).unwrap().split('?').next().unwrap();
        assert_eq!(unseal(&key, seal), Some(("sub".to_owned(), document)));
        assert_eq!(unseal(&key, &seal.replace("sub", "bus")), None);
        assert_ne!(fill_in(&kept, &key, "other", 1), letter);
    }
}
