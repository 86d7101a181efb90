//! What somebody wants to be forgotten, as it is read from what was typed.

use crate::address;
use crate::language;
use crate::model::{CanonicalUrl, DocumentId, SourceId};

/// A name may have so many words; hyphens part words.
const NAME_WORDS: std::ops::RangeInclusive<usize> = 2..=6;
/// A name or an address longer than this is a mistake.
const LONGEST: usize = 2_000;

/// What is to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    Document(DocumentId),
    Address(CanonicalUrl),
    /// Lower case, one space between the words.
    Name(String),
    /// Lower case.
    Mail(String),
}

/// Why a text is no wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// A single word: neither a document nor a name that would tell one person from others.
    OneWord,
    /// So many words are a sentence.
    ManyWords,
    /// It looks like a web or mail address, and is none.
    NoAddress,
    /// Neither letters nor digits.
    Nothing,
}

impl Wish {
    /// Reads an address, a mail address or a name. A document is recognised by the store.
    pub(super) fn read(text: &str) -> Result<Self, Unclear> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(Unclear::ManyWords);
        }
        let mail = text.strip_prefix("mailto:").unwrap_or(text);
        let is_one = !text.contains(char::is_whitespace);
        if text.contains("://") {
            return address::canonical(text).map(Self::Address).ok_or(Unclear::NoAddress);
        }
        if is_one && mail.contains('@') {
            return read_mail(mail).ok_or(Unclear::NoAddress);
        }
        if is_one && text.contains('/') {
            let url = address::canonical(&format!("https://{text}"));
            return url.map(Self::Address).ok_or(Unclear::NoAddress);
        }
        let words = words(text);
        match words.len() {
            0 => Err(Unclear::Nothing),
            1 => Err(Unclear::OneWord),
            count if NAME_WORDS.contains(&count) => Ok(Self::Name(words.join(" "))),
            _ => Err(Unclear::ManyWords),
        }
    }

    /// The word for programs, and for the list.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Document(_) => "document",
            Self::Address(_) => "address",
            Self::Name(_) => "name",
            Self::Mail(_) => "mail",
        }
    }
}

fn read_mail(text: &str) -> Option<Wish> {
    let (local, domain) = text.split_once('@')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '\'');
    let is_sound = !local.is_empty()
        && local.chars().all(is_name)
        && domain.contains('.')
        && domain.chars().all(is_name)
        && !domain.ends_with('.');
    is_sound.then(|| Wish::Mail(language::fold(text)))
}

/// The words as the reader of texts sees them.
fn words(text: &str) -> Vec<String> {
    let folded = language::fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The ways in which a name is written: as it is, turned round ("ek, anna"), and without the
/// letters that English and addresses do not have.
pub(super) fn spellings(name: &str) -> Vec<String> {
    let plain = SourceId::suggestion(name).replace('-', " ");
    let mut all = vec![name.to_owned()];
    if plain != name && plain.split(' ').count() == name.split(' ').count() {
        all.push(plain);
    }
    let turned =
        |name: &String| name.rsplit_once(' ').map(|(first, last)| format!("{last}, {first}"));
    all.extend(all.clone().iter().filter_map(turned));
    all
}

/// The ways in which a mail address is written: domains with other letters also in their ASCII
/// form.
pub(super) fn mail_spellings(mail: &str) -> Vec<String> {
    let mut all = vec![mail.to_owned()];
    let ascii = mail.split_once('@').and_then(|(local, domain)| {
        let url = address::canonical(&format!("http://{domain}/"))?;
        Some(format!("{local}@{}", address::host_key(url.as_str())?))
    });
    all.extend(ascii.filter(|ascii| ascii != mail));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_told_apart() {
        let name = |text: &str| Ok(Wish::Name(text.to_owned()));
        let mail = |text: &str| Ok(Wish::Mail(text.to_owned()));
        let page = |text: &str| Ok(Wish::Address(CanonicalUrl::from_canonical(text)));
        for (text, expected) in [
            ("  Anna\u{a0}Svensson ", name("anna svensson")),
            ("Anna-Karin Öberg", name("anna karin öberg")),
            ("A\u{30a}sa Ek", name("åsa ek")),
            ("Anna.Svensson@Ekvik.SE", mail("anna.svensson@ekvik.se")),
            ("mailto:anna@ekvik.se", mail("anna@ekvik.se")),
            ("https://ekvik.se/tak?utm_source=x#a", page("https://ekvik.se/tak")),
            ("ekvik.se/tak", page("https://ekvik.se/tak")),
            ("ftp://ekvik.se/tak", Err(Unclear::NoAddress)),
            ("@ekvik.se", Err(Unclear::NoAddress)),
            ("anna@ekvik", Err(Unclear::NoAddress)),
            ("Anna", Err(Unclear::OneWord)),
            ("a b c d e f g", Err(Unclear::ManyWords)),
            (" – ", Err(Unclear::Nothing)),
        ] {
            assert_eq!(Wish::read(text), expected, "{text}");
        }
    }

    #[test]
    fn names_and_mails_have_several_spellings() {
        assert_eq!(spellings("anna ek"), ["anna ek", "ek, anna"]);
        assert_eq!(spellings("åsa ek"), ["åsa ek", "asa ek", "ek, åsa", "ek, asa"]);
        assert_eq!(mail_spellings("a@ekvik.se"), ["a@ekvik.se"]);
        assert_eq!(mail_spellings("a@malmö.se"), ["a@malmö.se", "a@xn--malm-8qa.se"]);
    }
}
