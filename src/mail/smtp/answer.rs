//! What a server's no is about: the server, the letter, or its recipient.

use std::error::Error as _;

use lettre::transport::smtp;

use crate::mail::error::{SendError, without_addresses};
use crate::model::MailAddress;

/// How far the handing over of a letter has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Sender,
    Recipient,
    /// `DATA`, before anything of the letter.
    Data,
    /// The letter, up to the answer to its last line.
    Content,
}

/// A code of a server, and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) code: u16,
    pub(super) said: String,
}

impl Answer {
    /// `None` where the error is no answer: a lost connection, say.
    pub(super) fn of(error: &smtp::Error) -> Option<Self> {
        let code = u16::from(error.status()?);
        let said = error.source().map(ToString::to_string).unwrap_or_default();
        Some(Self { code, said })
    }

    /// What it means at this step.
    pub(super) fn judged(&self, step: Step, server: &str, to: &MailAddress) -> SendError {
        let code = self.code;
        let said = without_addresses(&self.said, Some(to));
        let is_for_good = (500..600).contains(&code);
        match step {
            // It closes the connection, whatever we wanted.
            _ if code == 421 => SendError::Unreached(format!(
                "the mail server `{server}` has no time now: {code} {said}"
            )),
            _ if wants_login(code, &said) => SendError::Unreached(format!(
                "the mail server `{server}` takes letters only from those who sign in: {code} \
                 {said}; look at `user` of `[mail]` and at its password"
            )),
            // Nothing of the recipient was said yet.
            Step::Sender => SendError::Unreached(format!(
                "the mail server `{server}` does not take letters from us: {code} {said}; look at \
                 `from` of `[mail]`"
            )),
            // Said of each foreign recipient by a server that does not know us: nobody's address
            // is to blame.
            Step::Recipient if is_for_good && denies_relaying(&said) => SendError::Later(format!(
                "the mail server `{server}` does not pass letters on for us: {code} {said}; its \
                 keeper must allow this machine, or `[mail]` must name a user"
            )),
            _ if is_for_good => SendError::Refused(format!("refused for good: {code} {said}")),
            _ => SendError::Later(format!("refused for now: {code} {said}")),
        }
    }
}

/// RFC 4954, section 6.
fn wants_login(code: u16, said: &str) -> bool {
    matches!(code, 530 | 534 | 535 | 538) || code == 454 && said.starts_with("4.7.0")
}

/// There is no code of its own for it: 5.7.1 is any policy.
fn denies_relaying(said: &str) -> bool {
    let said = said.to_ascii_lowercase();
    ["relay", "not permitted to send to"].iter().any(|words| said.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_no_is_about_the_server_the_letter_or_its_recipient() {
        let to: MailAddress = "anna@ekvik.se".parse().unwrap();
        let check = |step, code, said: &str, expected: &str| {
            let answer = Answer { code, said: said.to_owned() };
            let judged = answer.judged(step, "m:25", &to);
            let kind = match &judged {
                SendError::Unreached(_) => "unreached",
                SendError::Later(_) => "later",
                SendError::Refused(_) => "refused",
            };
            assert_eq!(kind, expected, "{judged}");
            assert!(!judged.to_string().contains('@'), "{judged}");
        };
        check(Step::Recipient, 550, "5.1.1 no such user <anna@ekvik.se>", "refused");
        check(Step::Recipient, 451, "4.2.1 later", "later");
        check(Step::Content, 554, "5.7.1 spam", "refused");
        check(Step::Content, 452, "4.3.1 full", "later");
        check(Step::Data, 421, "4.3.2 shutting down", "unreached");
        check(Step::Recipient, 421, "4.3.2 shutting down", "unreached");
        check(Step::Sender, 550, "5.7.1 who are you, anna@ekvik.se", "unreached");
        check(Step::Sender, 452, "4.3.1 disk", "unreached");
        check(Step::Recipient, 530, "5.7.0 authentication required", "unreached");
        check(Step::Recipient, 554, "5.7.1 <anna@ekvik.se>: Relay access denied", "later");
    }
}
