//! What of a mail is read: who wrote it, when, about what, and its text.

use mail_parser::{Address, HeaderValue, Message, MessageParser, PartType};

use crate::markup;
use crate::model::Timestamp;
use crate::parse::ParseError;

/// Longer texts are cut: no newsletter has half a megabyte of markup that is read by people.
const LONGEST_BYTES: usize = 512 * 1024;
/// More addresses for those who manage their subscription are not kept: each link of the letter is
/// compared with all of them.
const MOST_LIST_LINKS: usize = 20;
/// Headers of lists that name addresses.
const LIST_HEADERS: [&str; 6] =
    ["List-Unsubscribe", "List-Subscribe", "List-Help", "List-Owner", "List-Post", "List-Archive"];

/// The head of a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterHead {
    /// `Message-ID` without its brackets.
    pub message_id: Option<String>,
    pub subject: Option<String>,
    pub date: Option<Timestamp>,
    /// The sender's name.
    pub from_name: Option<String>,
    /// The sender's address, lower case.
    pub from: Option<String>,
    /// `List-Id`: what stands in its brackets, lower case.
    pub list_id: Option<String>,
    /// It says how to end it, as every letter to many does (RFC 2369).
    pub can_be_ended: bool,
    /// Addresses for those who manage their subscription; never fetched.
    pub(super) list_links: Vec<String>,
    /// Whom it was sent to: only so that it can be left out.
    pub(super) recipients: Vec<Recipient>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Recipient {
    pub(super) name: String,
    /// Lower case.
    pub(super) address: String,
}

/// A mail that has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    pub head: LetterHead,
    /// As it came; nobody has made it harmless yet.
    pub(super) html: Option<String>,
    pub(super) text: Option<String>,
}

impl LetterHead {
    /// A list has sent it, or its readers can end it (RFC 2919, RFC 2369).
    pub fn is_to_many(&self) -> bool {
        self.list_id.is_some() || self.can_be_ended
    }
}

pub(super) fn read_head(bytes: &[u8]) -> Result<LetterHead, ParseError> {
    let message = MessageParser::default().parse_headers(bytes).ok_or(ParseError::Empty)?;
    Ok(head_of(&message))
}

pub(super) fn read(bytes: &[u8]) -> Result<Letter, ParseError> {
    let message = MessageParser::default().parse(bytes).ok_or(ParseError::Empty)?;
    let mut letter = Letter { head: head_of(&message), ..Letter::default() };
    let part = |ids: &[u32]| -> Vec<&PartType<'_>> {
        let ids = ids.iter().filter_map(|id| usize::try_from(*id).ok());
        ids.filter_map(|id| message.parts.get(id)).map(|part| &part.body).collect()
    };
    for body in part(&message.html_body) {
        if let PartType::Html(html) = body {
            append(letter.html.get_or_insert_default(), html);
        }
    }
    for body in part(&message.text_body) {
        if let PartType::Text(text) = body {
            append(letter.text.get_or_insert_default(), text);
        }
    }
    Ok(letter)
}

/// A page that a browser has saved as one file (MHTML, RFC 2557): its address and its markup.
pub(super) fn saved_page(bytes: &[u8]) -> Option<(String, String)> {
    let message = MessageParser::default().parse(bytes)?;
    let address = message.header_raw("Snapshot-Content-Location")?.trim().to_owned();
    let html = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.to_string()),
        _ => None,
    })?;
    Some((address, html))
}

impl Letter {
    /// The text as it is meant to be read: the plain one, else that of the markup.
    pub fn plain_text(&self) -> String {
        match (&self.text, &self.html) {
            (Some(text), _) => markup::strip_controls(text),
            (None, Some(html)) => markup::to_text(&markup::sanitise(html, None)),
            (None, None) => String::new(),
        }
    }
}

fn append(to: &mut String, more: &str) {
    if !to.is_empty() {
        to.push('\n');
    }
    let room = LONGEST_BYTES.saturating_sub(to.len());
    let end = more.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let end = if more.len() <= room {
        more.len()
    } else {
        end.take_while(|end| *end <= room).last().unwrap_or(0)
    };
    to.push_str(more.get(..end).unwrap_or_default());
}

fn head_of(message: &Message<'_>) -> LetterHead {
    let line = |text: &str| {
        Some(markup::fold_space(&markup::strip_controls(text))).filter(|text| !text.is_empty())
    };
    let sender = message.from().and_then(Address::first);
    let raw = |name: &str| message.header_raw(name).map(str::to_owned);
    LetterHead {
        message_id: message.message_id().and_then(line),
        subject: message.subject().and_then(line),
        date: message
            .date()
            .filter(|date| date.is_valid())
            .map(|date| Timestamp::from_millis(date.to_timestamp().saturating_mul(1000))),
        from_name: sender.and_then(|sender| sender.name()).and_then(line),
        from: sender.and_then(|sender| sender.address()).and_then(line).map(|a| a.to_lowercase()),
        list_id: raw("List-Id").as_deref().and_then(in_brackets),
        can_be_ended: raw("List-Unsubscribe").is_some(),
        list_links: LIST_HEADERS
            .iter()
            .filter_map(|name| raw(name))
            .flat_map(|value| links_in(&value))
            .take(MOST_LIST_LINKS)
            .collect(),
        recipients: recipients(message),
    }
}

/// `Viable Cities <nyheter.viable.example>` names `nyheter.viable.example`.
fn in_brackets(value: &str) -> Option<String> {
    let inner = value.split_once('<').map_or(value, |(_, inner)| inner);
    let inner = inner.split('>').next().unwrap_or_default().trim().to_lowercase();
    (!inner.is_empty()).then_some(inner)
}

/// `<https://…>, <mailto:…>`
fn links_in(value: &str) -> Vec<String> {
    let links = value.split('<').skip(1).filter_map(|link| link.split('>').next());
    let without_space = |link: &str| link.split_whitespace().collect::<String>();
    links.map(without_space).filter(|link| link.starts_with("http")).collect()
}

fn recipients(message: &Message<'_>) -> Vec<Recipient> {
    let listed = [message.to(), message.cc(), message.bcc()].into_iter().flatten();
    let mut found: Vec<Recipient> = listed
        .flat_map(|address| address.iter())
        .map(|one| Recipient {
            name: one.name().unwrap_or_default().trim().to_owned(),
            address: one.address().unwrap_or_default().trim().to_lowercase(),
        })
        .collect();
    // Where mail servers have put it, the address alone.
    for name in ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"] {
        let values = message.header_values(name).filter_map(HeaderValue::as_text);
        found.extend(values.map(|address| Recipient {
            name: String::new(),
            address: address.trim().trim_matches(['<', '>']).to_lowercase(),
        }));
    }
    found.retain(|one| one.address.contains('@') || !one.name.is_empty());
    found.truncate(50);
    found
}
