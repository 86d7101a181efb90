//! Whom to ask: role and name with mail or telephone, where a source publishes them as a contact at work.
//!
//! Private addresses are never taken, nor numbers in running text, nor anything out of comments.

use super::Document;
use super::cues::{self, Cue};
use super::findings::{Findings, New};
use super::named;
use super::organisation;
use super::sentence::LONGEST_TEXT_BYTES;
use crate::model::FactName;

/// The word `kontakt` stands so far before the address that belongs to it.
const BEFORE_BYTES: usize = 220;
/// A telephone number stands so near to the address or to its label.
const PHONE_BYTES: usize = 60;

/// Domains where people have addresses of their own.
const PRIVATE: [&str; 31] = [
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "live",
    "msn",
    "yahoo",
    "icloud",
    "me",
    "mac",
    "telia",
    "comhem",
    "bredband2",
    "spray",
    "swipnet",
    "protonmail",
    "proton",
    "gmx",
    "web",
    "aol",
    "online",
    "home",
    "ymail",
    "rocketmail",
    "tutanota",
    "fastmail",
    "passagen",
    "luukku",
    "suomi24",
    "t-online",
    "freenet",
];

/// Second levels below which others are given out: `yahoo.co.uk`.
const SHARED: [&str; 2] = ["co", "com"];

/// Reads the addresses of a document that are given as contacts.
pub(super) fn find(document: &Document<'_>, findings: &mut Findings) {
    let reading = document.reading;
    let text = reading.body();
    let text = text.get(..floor(text, LONGEST_TEXT_BYTES)).unwrap_or(text);
    if is_comment(reading.title, reading.url) || !text.contains('@') {
        return;
    }
    for (at, _) in text.match_indices('@').take(40) {
        let Some(mail) = mail_around(text, at) else { continue };
        if !is_at_work(mail) {
            continue;
        }
        let start = text.len().min(at.saturating_sub(mail.len()));
        let from = floor(text, start.saturating_sub(BEFORE_BYTES));
        let window = text.get(from..floor(text, at + mail.len() + PHONE_BYTES)).unwrap_or_default();
        let said = text.get(from..at).unwrap_or_default();
        let contact = cues::find(said).into_iter().rfind(|cue| cue.cue == Cue::Contact);
        let Some(cue) = contact else { continue };
        let who = name_before(said.get(cue.from..).unwrap_or_default(), mail);
        let phone = phone_near(window, mail);
        let value = [who, Some(mail.to_owned()), phone].into_iter().flatten();
        findings.add(New {
            name: FactName::Contact,
            value: value.collect::<Vec<_>>().join(", "),
            number: None,
            sentence: window.get(cue.from..).unwrap_or(window).trim(),
            confidence: 85,
        });
    }
}

fn is_comment(title: &str, url: Option<&str>) -> bool {
    const TITLES: [&str; 4] = ["kommentar till ", "comment on ", "kommentar til ", "kommentar zu "];
    let title = title.to_lowercase();
    let url = url.unwrap_or_default();
    TITLES.iter().any(|start| title.starts_with(start))
        || url.contains("#comment")
        || url.contains("/comments/")
}

/// The largest boundary of a letter that is not beyond a place.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn mail_around(text: &str, at: usize) -> Option<&str> {
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let before = text.get(..at)?;
    let start = before.rfind(|c| !local(c)).map_or(0, |place| {
        place + before.get(place..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let after = text.get(at + 1..)?;
    let host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let end = at + 1 + after.find(|c| !host(c)).unwrap_or(after.len());
    let mail = text.get(start..end)?.trim_end_matches(['.', '-']).trim_start_matches('.');
    let (name, domain) = mail.split_once('@')?;
    (!name.is_empty() && domain.contains('.') && domain.len() >= 4).then_some(mail)
}

fn is_at_work(mail: &str) -> bool {
    let domain = mail.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    let mut labels = domain.rsplit('.').skip(1).skip_while(|label| SHARED.contains(label));
    let name = labels.next().unwrap_or_default();
    !PRIVATE.contains(&name) && !mail.starts_with("noreply") && !mail.starts_with("no-reply")
}

const INTRODUCE: [&str; 8] = [
    "Kontakt",
    "Kontakta",
    "Kontaktperson",
    "Contact",
    "Presskontakt",
    "Lisätietoja",
    "Yhteystiedot",
    "Ansprechpartner",
];

/// The role and name before an address: `projektledare Anna Ek`.
fn name_before(said: &str, mail: &str) -> Option<String> {
    let local = mail.split('@').next().unwrap_or_default();
    let said = said.strip_suffix(local).unwrap_or(said);
    let line = said.lines().rev().find(|line| line.trim().len() > 3).unwrap_or(said);
    let starts = line
        .char_indices()
        .filter(|(at, letter)| letter.is_uppercase() && cues::begins_word(line, *at));
    let names = starts.filter_map(|(at, _)| {
        let name = named::name(line.get(at..)?)?;
        let words = name.split(' ').count();
        let fits = (2..=3).contains(&words) && !organisation::is_organisation(name);
        fits.then_some((at + name.len(), name))
    });
    // Of those that end nearest to the address the longest: it has the role as well.
    let nearest = names.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    // The word that introduces a contact is no part of the name.
    let words = nearest.1.split(' ').skip_while(|word| INTRODUCE.contains(word));
    Some(words.collect::<Vec<_>>().join(" "))
}

/// A telephone number with its country or area code, close to the address.
fn phone_near(window: &str, mail: &str) -> Option<String> {
    let at = window.find(mail)?;
    let from = floor(window, at.saturating_sub(PHONE_BYTES));
    let near = window.get(from..)?;
    let mut start = 0;
    while let Some(step) = near.get(start..)?.find(|c: char| c == '+' || c.is_ascii_digit()) {
        let begin = start + step;
        let rest = near.get(begin..)?;
        let part = |c: char| {
            c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '\u{a0}' | '(' | ')' | '/' | '–')
        };
        let number = rest
            .get(..rest.find(|c| !part(c)).unwrap_or(rest.len()))?
            .trim_end_matches([' ', '-', '(', '/', '–', '\u{a0}']);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let coded = number.starts_with('+') || number.starts_with('0');
        if coded && (8..=14).contains(&digits) {
            return Some(number.to_owned());
        }
        start = begin + number.len().max(1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_told_from_those_at_work() {
        for (mail, expected) in [
            ("anna.ek@lund.se", true),
            ("anna@home.example.se", true),
            ("anna@gmail.com", false),
            ("anna@yahoo.co.uk", false),
            ("anna@hotmail.com.tr", false),
            ("anna@council.co.uk", true),
            ("anna@t-online.de", false),
            ("noreply@lund.se", false),
        ] {
            assert_eq!(is_at_work(mail), expected, "{mail}");
        }
    }
}
