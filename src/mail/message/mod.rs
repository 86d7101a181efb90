//! The MIME form of a letter (RFC 5322, RFC 2045 and following).

use std::time::{Duration, SystemTime};

use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, MultiPartKind, SinglePart};

use crate::address;
use crate::model::MailAddress;

use crate::mail::dkim::{KeyError, Signer};
use crate::mail::{MailSettings, Outgoing};

/// Subjects and names are cut here. Words have no end of their own, and a line of a letter may have
/// 998 characters.
const LINE_CHARS: usize = 250;
/// Longest address of a link in the head: it cannot be folded.
const LINK_BYTES: usize = 900;

/// Why a letter has no form. The sentence names no address of a person.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    #[error("the letter has an address that cannot be written into its head")]
    Address,
    #[error("the letter has a Message-ID that is none")]
    MessageId,
    #[error("the letter has an id of its list that is none")]
    List,
    #[error("the letter has a language that is none")]
    Language,
    #[error("the letter has a link to unsubscribe that is no address of the web")]
    Unsubscribe,
    #[error("the letter cannot be put together")]
    Parts,
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// A letter as it goes to a server, or into an `.eml` file: head, plain text and HTML, signed where
/// the settings say so. It is the same for the same letter, so that a repeat is a repeat, and all
/// of it is ASCII.
pub fn message(letter: &Outgoing, settings: &MailSettings) -> Result<Vec<u8>, MessageError> {
    let signer = settings.dkim.as_ref().map(Signer::new).transpose()?;
    build(letter, settings, signer.as_ref())
}

/// The same with a key that was read before.
pub(super) fn build(
    letter: &Outgoing,
    settings: &MailSettings,
    signer: Option<&Signer>,
) -> Result<Vec<u8>, MessageError> {
    let from_name = Some(one_line(&settings.from_name)).filter(|name| !name.is_empty());
    let mut head = Message::builder()
        .from(Mailbox::new(from_name, address_of(&settings.from)?))
        .to(Mailbox::new(None, address_of(&letter.to)?));
    if let Some(reply_to) = &settings.reply_to {
        head = head.reply_to(Mailbox::new(None, address_of(reply_to)?));
    }
    head = head.subject(subject(&letter.subject)).date(moment(letter));
    for (name, value) in fields(letter)? {
        let name = HeaderName::new_from_ascii_str(name);
        head = head.raw_header(match value {
            Field::Exact(value) => {
                HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value)
            }
            Field::Words(value) => HeaderValue::new(name, value),
        });
    }
    let written = head.multipart(parts(letter)).map_err(|_| MessageError::Parts)?.formatted();
    Ok(match signer {
        Some(signer) => signer.sign(&written, letter.date),
        None => written,
    })
}

/// What stands behind the name of a field.
enum Field {
    /// Checked ASCII, which is neither encoded nor folded.
    Exact(String),
    /// Encoded and folded where it needs to be.
    Words(String),
}

/// Fields that lettre does not know. `Precedence: bulk` is not among them: it was never a standard,
/// and what it was for is said by `Auto-Submitted` and `List-Id`.
fn fields(letter: &Outgoing) -> Result<Vec<(&'static str, Field)>, MessageError> {
    let mut fields = vec![
        ("Message-ID", Field::Exact(message_id(&letter.message_id)?)),
        ("Content-Language", Field::Exact(language(&letter.language)?)),
        // No out-of-office answers (RFC 3834), which Exchange hears of in its own way only.
        ("Auto-Submitted", Field::Exact("auto-generated".to_owned())),
        ("X-Auto-Response-Suppress", Field::Exact("OOF, AutoReply".to_owned())),
    ];
    if let Some((name, id)) = &letter.list {
        fields.push(("List-Id", Field::Words(list_id(name, id)?)));
    }
    if let Some(link) = &letter.unsubscribe {
        let link = web_link(link)?;
        fields.push(("List-Unsubscribe", Field::Exact(format!("<{link}>"))));
        if ends_at_one_click(link) {
            let one_click = Field::Exact("List-Unsubscribe=One-Click".to_owned());
            fields.push(("List-Unsubscribe-Post", one_click));
        }
    }
    Ok(fields)
}

fn parts(letter: &Outgoing) -> MultiPart {
    let boundary = address::hash_hex(&["boundary", &letter.message_id]);
    let part = |kind, text: &str| SinglePart::builder().header(kind).body(whole_lines(text));
    MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(format!("=_{boundary}"))
        .singlepart(part(ContentType::TEXT_PLAIN, &letter.text))
        .singlepart(part(ContentType::TEXT_HTML, &letter.html))
}

/// A carriage return of its own, and a zero, are ends to some programs and not to others.
fn whole_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

fn subject(text: &str) -> String {
    // A title from elsewhere that looks like an encoded word would be decoded by readers' programs.
    one_line(text).replace("=?", "= ?")
}

/// Without line breaks and other control characters, from which further fields could be made, and
/// without marks that turn the direction of what follows.
fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_gap = |c: char| c.is_whitespace() || c.is_control() || turns(c);
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    if line.chars().count() <= LINE_CHARS {
        return line;
    }
    let mut cut: String = line.chars().take(LINE_CHARS - 1).collect();
    cut.push('…');
    cut
}

fn address_of(address: &MailAddress) -> Result<Address, MessageError> {
    address.as_str().parse().map_err(|_| MessageError::Address)
}

/// Before 1970 there is no moment that lettre can write.
fn moment(letter: &Outgoing) -> SystemTime {
    let seconds = u64::try_from(letter.date.as_secs()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn message_id(id: &str) -> Result<String, MessageError> {
    let is_part = |c: char| c.is_ascii_graphic() && !"<>@\"()[]\\,;:".contains(c);
    let is_id = |(left, right): (&str, &str)| {
        let is_whole = |part: &str| !part.is_empty() && part.chars().all(is_part);
        is_whole(left) && is_whole(right) && id.len() <= LINE_CHARS
    };
    let is_id = id.split_once('@').is_some_and(is_id);
    if is_id { Ok(format!("<{id}>")) } else { Err(MessageError::MessageId) }
}

fn language(code: &str) -> Result<String, MessageError> {
    let is_code = !code.is_empty()
        && code.len() <= 35
        && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_code { Ok(code.to_owned()) } else { Err(MessageError::Language) }
}

/// `"Digital nattillsyn" <nattillsyn.utkik.ekvik.se>` (RFC 2919).
fn list_id(name: &str, id: &str) -> Result<String, MessageError> {
    let is_id = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if id.is_empty() || id.len() > LINE_CHARS || !id.chars().all(is_id) {
        return Err(MessageError::List);
    }
    // Of these nothing may stand in a phrase without quotes, and encoded words may not be quoted.
    let name = one_line(&name.replace("=?", " ").replace(|c| "\"()<>[]:;@\\,".contains(c), " "));
    Ok(match name.as_str() {
        "" => format!("<{id}>"),
        name if name.is_ascii() => format!("\"{name}\" <{id}>"),
        name => format!("{name} <{id}>"),
    })
}

fn web_link(link: &str) -> Result<&str, MessageError> {
    let is_web = link.starts_with("https://") || link.starts_with("http://");
    let is_plain = link.chars().all(|c| c.is_ascii_graphic() && !"<>\",\\".contains(c));
    if is_web && is_plain && link.len() <= LINK_BYTES {
        Ok(link)
    } else {
        Err(MessageError::Unsubscribe)
    }
}

/// One click is promised for https only (RFC 8058, section 3.1), and for ourselves on this machine.
fn ends_at_one_click(link: &str) -> bool {
    let Some(rest) = link.strip_prefix("http://") else { return true };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests;
