//! Links of letters: which lead to something to read, which are private, which only count clicks.

use crate::address;
use crate::markup;

use super::letter::LetterHead;
use super::{parameters, private};

/// Parts of an address that lead to somebody's subscription.
const PRIVATE_WORDS: [&str; 32] = [
    "unsubscribe",
    "unsub",
    "optout",
    "opt-out",
    "opt_out",
    "preferences",
    "preference-center",
    "manage",
    "subscription",
    "subscriptions",
    "profile",
    "forward",
    "forward-to-friend",
    "avregistrera",
    "avprenumerera",
    "avsluta",
    "avanmal",
    "avanmälan",
    "prenumeration",
    "avmeld",
    "avmelding",
    "afmeld",
    "frameld",
    "abmelden",
    "abbestellen",
    "austragen",
    "peruuta",
    "peruutus",
    "tilaus",
    "webversion",
    "viewonline",
    "view-online",
];
/// How hosts are called that count clicks.
const COUNTING_HOSTS: [&str; 20] = [
    "click",
    "clicks",
    "link",
    "links",
    "track",
    "tracking",
    "trk",
    "lnk",
    "ct",
    "email",
    "e",
    "t",
    "r",
    "go",
    "url",
    "news",
    "newsletter",
    "mailing",
    "l",
    "c",
];
/// How folders are called that do.
const COUNTING_FOLDERS: [&str; 10] =
    ["click", "clicks", "track", "ls", "cl0", "c", "redirect", "redir", "l", "lnk"];
/// A part of an address that is at least so long and no word is somebody's mark.
const MARK: usize = 20;

/// The address that a link of a letter leads to; `None` where nobody but its reader may follow it.
pub(super) fn followable(href: &str, head: &LetterHead) -> Option<String> {
    let url = markup::absolute(None, href)?;
    let url = unwrapped(&url);
    let is_managing = head.list_links.iter().any(|link| is_same_page(link, &url));
    let is_private = is_managing || says_private(&url) || private::names_reader(&url, head);
    if is_private || address::is_home_page(&url) {
        return None;
    }
    // A counter would not know the way without all of its marks; it is followed, and never shown.
    if is_tracking(&url) { Some(url) } else { parameters::without_private(url) }
}

/// Some counters carry the address that they lead to: then nobody needs to ask them.
fn unwrapped(url: &str) -> String {
    let mut url = url.to_owned();
    // A counter behind a guard behind a counter is as deep as it gets.
    for _ in 0..3 {
        let Some(inner) = carried(&url) else { break };
        url = inner;
    }
    url
}

fn carried(url: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    let values = query.split('&').filter_map(|parameter| parameter.split_once('=')).map(|(_, v)| v);
    values.map(unescaped).find_map(|value| {
        let is_address = value.starts_with("http://") || value.starts_with("https://");
        let inner = markup::absolute(None, &value).filter(|_| is_address)?;
        (address::site_of(&inner) != address::site_of(url)).then_some(inner)
    })
}

fn unescaped(value: &str) -> String {
    String::from_utf8_lossy(&address::unescaped(value)).into_owned()
}

/// Whether an address only counts who clicks, and says itself nothing of what it leads to.
pub fn is_tracking(url: &str) -> bool {
    let (host, rest) = parts(url);
    let first = host.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let first = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let counts = COUNTING_HOSTS.contains(&first)
        || path.split('/').any(|folder| COUNTING_FOLDERS.contains(&&*folder.to_ascii_lowercase()));
    counts && rest.split(['/', '?', '&', '=', '#', ',', '.']).any(is_mark)
}

/// Letters and digits without sense: `aHR0cHM6Ly9la3Zpay5z`, not `en-ny-bro-over-an-2026`.
fn is_mark(part: &str) -> bool {
    let has = |is: fn(&char) -> bool| part.chars().any(|c| is(&c));
    let longest_word = part.split(['-', '_', '~', '%']).map(str::len).max().unwrap_or(0);
    part.len() >= MARK
        && longest_word >= MARK / 2
        && has(char::is_ascii_digit)
        && has(char::is_ascii_alphabetic)
}

fn says_private(url: &str) -> bool {
    let (host, rest) = parts(url);
    let first = host.split('.').next().unwrap_or_default();
    let lower = unescaped(rest).to_lowercase();
    let is_private = |word: &str| {
        PRIVATE_WORDS.contains(&word)
            || word.contains("unsubscri")
            || word.contains("avregistrer")
            || word.contains("avprenumer")
    };
    // A headline may hold such a word; a folder or a parameter that is nothing but one says it.
    is_private(&first.to_ascii_lowercase())
        || lower.split(['/', '?', '&', '=', '.', '#']).any(is_private)
}

/// The same page, whatever stands behind it in the query.
fn is_same_page(one: &str, other: &str) -> bool {
    let page = |url| {
        let (host, rest) = parts(url);
        let path = rest.split(['?', '#']).next().unwrap_or_default();
        (host, path.trim_end_matches('/'))
    };
    let ((one, path), (other, other_path)) = (page(one), page(other));
    path == other_path && one.eq_ignore_ascii_case(other)
}

fn parts(url: &str) -> (&str, &str) {
    let after = url.split_once("://").map_or(url, |(_, after)| after);
    let end = after.find(['/', '?', '#']).unwrap_or(after.len());
    after.split_at(end)
}
