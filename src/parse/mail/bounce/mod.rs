//! Letters that came back: whom they were for, and whether it is for good (RFC 3464).

mod status;
mod told;

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use crate::model::MailAddress;
use crate::parse::ParseError;

use status::{Fate, groups};

/// A recipient that a letter did not reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounce {
    /// Whom it was for, the likeliest first: where a mailbox is forwarded, the server that gave up
    /// names another address than ours.
    pub recipients: Vec<MailAddress>,
    /// It will not work later either. Full mailboxes and silent servers are told as passing.
    pub is_permanent: bool,
    /// `Message-ID` of the letter that came back, without its brackets, where it is told.
    pub message_id: Option<String>,
}

/// What came back with the report of a letter.
#[derive(Default)]
struct Returned {
    message_id: Option<String>,
    to: Option<MailAddress>,
}

/// Recipients in a report of a mail server; empty where the mail is none, or tells of success or of
/// delay.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Bounce>, ParseError> {
    let message = MessageParser::default().parse(bytes).ok_or(ParseError::Empty)?;
    let returned = returned(&message);
    let failed = match of_report(&message) {
        Some(told) => told,
        None => of_header(&message).or_else(|| told::of_text(&message)).unwrap_or_default(),
    };
    Ok(failed.into_iter().map(|(recipients, fate)| bounce(recipients, fate, &returned)).collect())
}

fn bounce(mut recipients: Vec<MailAddress>, fate: Fate, returned: &Returned) -> Bounce {
    // Our letters have one recipient each, and it stands in their head.
    recipients.extend(returned.to.clone());
    let mut once = Vec::new();
    for recipient in recipients {
        if !once.contains(&recipient) {
            once.push(recipient);
        }
    }
    let message_id = returned.message_id.clone();
    Bounce { recipients: once, is_permanent: fate == Fate::Permanent, message_id }
}

/// By the part for machines; `None` where there is none.
fn of_report(message: &Message<'_>) -> Option<Vec<(Vec<MailAddress>, Fate)>> {
    let is_status = |kind: &mail_parser::ContentType<'_>| {
        let subtype = kind.subtype().unwrap_or_default();
        kind.ctype().eq_ignore_ascii_case("message")
            && ["delivery-status", "global-delivery-status"]
                .iter()
                .any(|known| subtype.eq_ignore_ascii_case(known))
    };
    let mut reports = message.parts.iter();
    let report = reports.find(|part| part.content_type().is_some_and(is_status))?;
    let text = String::from_utf8_lossy(report.contents()).into_owned();
    Some(groups(&text))
}

/// Exim and Gmail name them in the head.
fn of_header(message: &Message<'_>) -> Option<Vec<(Vec<MailAddress>, Fate)>> {
    let named = message.header_raw("X-Failed-Recipients")?;
    let failed: Vec<_> = named
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter_map(|address| address.trim_matches(['<', '>']).parse().ok())
        .map(|address| (vec![address], Fate::Permanent))
        .collect();
    (!failed.is_empty()).then_some(failed)
}

/// The letter itself, its head, or a copy below the words of the report.
fn returned(message: &Message<'_>) -> Returned {
    for part in &message.parts {
        if let PartType::Message(letter) = &part.body {
            return about(letter);
        }
        let is_head = part.content_type().is_some_and(|kind| {
            let subtype = kind.subtype().unwrap_or_default().to_ascii_lowercase();
            subtype == "rfc822-headers" || subtype == "global-headers"
        });
        if is_head {
            return about_head(part.contents());
        }
    }
    let copy = message.body_text(0).and_then(|text| told::copy_in(&text).map(str::to_owned));
    copy.map(|copy| about_head(copy.as_bytes())).unwrap_or_default()
}

fn about_head(bytes: &[u8]) -> Returned {
    let letter = MessageParser::default().parse_headers(bytes);
    letter.map(|letter| about(&letter)).unwrap_or_default()
}

fn about(letter: &Message<'_>) -> Returned {
    let to = letter.to().and_then(|to| to.first()).and_then(|first| first.address());
    Returned {
        message_id: letter.message_id().map(str::to_owned),
        to: to.and_then(|to| to.parse().ok()),
    }
}

#[cfg(test)]
mod tests;
