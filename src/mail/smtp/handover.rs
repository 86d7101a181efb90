//! One letter over one connection.

use std::fmt;

use lettre::Address;
use lettre::transport::smtp;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use tokio::time::timeout;

use crate::mail::error::{SendError, without_addresses};
use crate::model::MailAddress;

use super::answer::{Answer, Step};
use super::{ANSWER, TAKING};

/// A letter with its envelope.
pub(super) struct Parcel<'a> {
    from: &'a Address,
    to: &'a Address,
    content: Content,
}

/// Why a letter was not handed over.
pub(super) enum Setback {
    /// The server said no.
    No { step: Step, answer: Answer },
    /// The connection was lost, fell silent or made no sense.
    Lost { step: Step, why: String },
}

impl<'a> Parcel<'a> {
    pub(super) fn new(from: &'a Address, to: &'a Address, message: &[u8]) -> Self {
        Self { from, to, content: Content::new(message) }
    }
}

impl Setback {
    fn at(step: Step, error: &smtp::Error) -> Self {
        match Answer::of(error) {
            Some(answer) => Self::No { step, answer },
            None => Self::Lost { step, why: without_addresses(&error.to_string(), None) },
        }
    }

    /// Whether the connection may serve the next letter.
    pub(super) fn leaves_the_connection(&self) -> bool {
        matches!(self, Self::No { answer, .. } if answer.code != 421)
    }

    /// What it means for the letter.
    pub(super) fn judged(&self, server: &str, to: &MailAddress) -> SendError {
        match self {
            Self::No { step, answer } => answer.judged(*step, server, to),
            Self::Lost { step: Step::Content, why } => SendError::Unreached(format!(
                "the mail server `{server}` was lost before it said whether it has taken a letter \
                 ({why}); that letter goes again with the same Message-ID"
            )),
            Self::Lost { why, .. } => {
                SendError::Unreached(format!("the mail server `{server}` was lost: {why}"))
            }
        }
    }
}

pub(super) async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    parcel: &Parcel<'_>,
) -> Result<(), Setback> {
    let mail = Mail::new(Some(parcel.from.clone()), Vec::new());
    ask(connection, Step::Sender, mail).await?;
    ask(connection, Step::Recipient, Rcpt::new(parcel.to.clone(), Vec::new())).await?;
    ask(connection, Step::Data, Data).await?;
    ask(connection, Step::Content, &parcel.content).await
}

/// Makes a connection ready for the next letter after a no.
pub(super) async fn reset(connection: &mut AsyncSmtpConnection) -> bool {
    matches!(timeout(ANSWER, connection.command(Rset)).await, Ok(Ok(_)))
}

async fn ask(
    connection: &mut AsyncSmtpConnection,
    step: Step,
    command: impl fmt::Display,
) -> Result<(), Setback> {
    let patience = if step == Step::Content { TAKING } else { ANSWER };
    match timeout(patience, connection.command(command)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(Setback::at(step, &error)),
        Err(_) => {
            Err(Setback::Lost { step, why: format!("no answer in {} s", patience.as_secs()) })
        }
    }
}

/// A letter as it goes over the line, with its end: in one piece, because the last small piece of
/// two waits for the receipt of the first one (40 ms with most servers).
struct Content(String);

impl Content {
    /// A dot that begins a line is written twice (RFC 5321, section 4.5.2). Letters are ASCII; what
    /// is not becomes a question mark rather than a second meaning.
    fn new(message: &[u8]) -> Self {
        let mut content = String::with_capacity(message.len() + message.len() / 50 + 8);
        let mut begins_line = true;
        for byte in message {
            if begins_line && *byte == b'.' {
                content.push('.');
            }
            content.push(if byte.is_ascii() { char::from(*byte) } else { '?' });
            begins_line = *byte == b'\n';
        }
        content.push_str(if content.ends_with("\r\n") { ".\r\n" } else { "\r\n.\r\n" });
        Self(content)
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_a_dot_is_not_the_end() {
        let check = |message: &str, expected: &str| {
            assert_eq!(Content::new(message.as_bytes()).to_string(), expected);
        };
        check("a\r\n", "a\r\n.\r\n");
        check("a", "a\r\n.\r\n");
        check(".\r\n..a\r\n.b.", "..\r\n...a\r\n..b.\r\n.\r\n");
    }
}
