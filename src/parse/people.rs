//! Who wrote a feed or an entry.

use super::element::Element;
use super::space::Space;
use super::wording::{line, short};
use crate::markup;

use Space::{Atom, DublinCore, Itunes, Rss};

/// The people who wrote something.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Joined by commas; an address only where there is no name.
    pub names: Option<String>,
    /// The first address.
    pub mail: Option<String>,
}

/// Who wrote it.
pub(super) fn authors(element: &Element) -> People {
    const NAMES: [(Space, &str); 7] = [
        (Atom, "author"),
        (DublinCore, "creator"),
        (DublinCore, "author"),
        (Rss, "author"),
        (Itunes, "author"),
        (Rss, "managingeditor"),
        (DublinCore, "contributor"),
    ];
    let mut mail = None;
    let mut fallback = None;
    for (space, name) in NAMES {
        let mut names: Vec<String> = Vec::new();
        for person in element.all(space, name).take(20) {
            mail = mail.or_else(|| self::mail(person));
            match self::name(person) {
                Some(name) if name.contains('@') => fallback = fallback.or(Some(name)),
                Some(name) if !names.contains(&name) => names.push(name),
                _ => {}
            }
        }
        if !names.is_empty() {
            return People { names: Some(names.join(", ")), mail };
        }
    }
    People { names: fallback, mail }
}

/// A mail address, wherever it stands in what is said of a person.
fn mail(person: &Element) -> Option<String> {
    const LONGEST_BYTES: usize = 254;
    let text = person.text();
    let is_part = |c: char| c.is_alphanumeric() || "@.-_+".contains(c);
    let mut words = text.split(|c: char| !is_part(c));
    let found = words.find(|word| {
        let is_address = word.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && !host.is_empty() && !host.contains('@')
        });
        is_address && word.len() <= LONGEST_BYTES
    });
    found.map(str::to_owned)
}

/// `<name>` of Atom, `mail@example.se (Anna Ek)` of RSS, or the whole text.
fn name(person: &Element) -> Option<String> {
    if person.has_elements {
        return line(person, &[(Atom, "name"), (Rss, "name"), (Atom, "email"), (Rss, "email")]);
    }
    let text = markup::to_line(&person.text());
    let in_brackets = text.split_once('(').and_then(|(mail, name)| {
        mail.contains('@').then(|| name.trim_end_matches(')').trim().to_owned())
    });
    let before_mail = || {
        let (name, mail) = text.split_once('<').or_else(|| text.split_once('('))?;
        mail.contains('@').then(|| name.trim().to_owned())
    };
    let name = in_brackets.or_else(before_mail).filter(|name| !name.is_empty());
    Some(short(name.unwrap_or(text))).filter(|name| !name.is_empty())
}
