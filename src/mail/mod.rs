//! Letters on their way out: their MIME form, and how they reach a mail server; and the folders in
//! which letters come in.

mod directory;
mod dkim;
mod error;
mod folder;
mod message;
mod pace;
mod settings;
mod smtp;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::model::{MailAddress, Timestamp};

pub use dkim::{KeyError, Signer};
pub use error::{MailerError, SendError};
pub use folder::{LetterFile, beginning, letters_in};
pub use message::{MessageError, message};
pub use settings::{DkimSettings, MailSettings, Security, SmtpSettings, TransportSettings};

use directory::Directory;
use pace::Pacing;
use smtp::Smtp;

/// A letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Without angle brackets: `…@host`.
    pub message_id: String,
    pub to: MailAddress,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// `sv` or `en` (RFC 3282).
    pub language: String,
    pub date: Timestamp,
    /// Name and id of the list (RFC 2919): "Digital nattillsyn", `nattillsyn.utkik.ekvik.se`.
    pub list: Option<(String, String)>,
    /// An https address that ends the subscription at a POST (RFC 8058).
    pub unsubscribe: Option<String>,
}

/// Takes letters away. Its clones share connections and pacing.
#[derive(Clone, Debug)]
pub enum Mailer {
    /// To a mail server.
    Smtp(Arc<Sending<Smtp>>),
    /// Into files, for those without a mail server.
    Directory(Arc<Sending<Directory>>),
    /// Kept in memory, for tests.
    Memory(Arc<Mutex<Vec<Outgoing>>>),
}

/// Letters that may wait for each connection.
const WAITING_FOR_EACH: usize = 4;

/// What all letters have in common, and where they go.
#[derive(Debug)]
pub struct Sending<Way> {
    settings: MailSettings,
    signer: Option<Signer>,
    way: Way,
    pacing: Pacing,
}

impl Mailer {
    /// Looks at all that can be wrong without asking a server; none is asked yet.
    pub fn new(settings: &MailSettings) -> Result<Self, MailerError> {
        Ok(match &settings.transport {
            TransportSettings::Directory(folder) => {
                // Files bother no server.
                let way = Directory::new(folder)?;
                Self::Directory(Arc::new(Sending::new(settings, way, Pacing::new(0))?))
            }
            TransportSettings::Smtp(smtp) => {
                let way = Smtp::new(smtp, &settings.from)?;
                let pacing = Pacing::new(settings.per_domain_a_minute);
                Self::Smtp(Arc::new(Sending::new(settings, way, pacing)?))
            }
        })
    }

    /// Keeps letters in memory.
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Hands a letter over; when it returns well, the server has taken it. It may wait for its turn:
    /// send as many at the same time as you have, each in a task of its own, so that a domain that
    /// is written to slowly holds up nobody else.
    pub async fn send(&self, letter: &Outgoing) -> Result<(), SendError> {
        match self {
            Self::Smtp(sending) => {
                let bytes = sending.message(letter)?;
                sending.pacing.wait(letter.to.host()).await;
                sending.way.send(&bytes, &letter.to).await
            }
            Self::Directory(sending) => {
                let bytes = sending.message(letter)?;
                sending.way.write(&letter.message_id, bytes).await
            }
            Self::Memory(taken) => {
                taken.lock().unwrap_or_else(PoisonError::into_inner).push(letter.clone());
                Ok(())
            }
        }
    }

    /// Letters that are worth handing over at the same time: some wait for the turn of their domain
    /// while others are on their way.
    pub fn at_once(&self) -> usize {
        match self {
            Self::Smtp(sending) => sending.way.connections() * WAITING_FOR_EACH,
            Self::Directory(_) | Self::Memory(_) => WAITING_FOR_EACH,
        }
    }

    /// How long handing over so many letters takes, if all go to one domain and the server is slow:
    /// for leases.
    pub fn longest(&self, letters: usize) -> Duration {
        match self {
            Self::Smtp(sending) => sending.pacing.longest(letters) + sending.way.longest(letters),
            Self::Directory(_) | Self::Memory(_) => Duration::from_mins(1),
        }
    }

    /// Signs in at the server and out again, sending nothing.
    pub async fn try_out(&self) -> Result<(), SendError> {
        match self {
            Self::Smtp(sending) => sending.way.try_out().await,
            Self::Directory(sending) => sending.way.try_out().await,
            Self::Memory(_) => Ok(()),
        }
    }

    /// Takes leave of the server; a letter that is sent later connects again.
    pub async fn close(&self) {
        if let Self::Smtp(sending) = self {
            sending.way.close().await;
        }
    }
}

impl<Way> Sending<Way> {
    fn new(settings: &MailSettings, way: Way, pacing: Pacing) -> Result<Self, MailerError> {
        let signer = settings.dkim.as_ref().map(Signer::new).transpose()?;
        Ok(Self { settings: settings.clone(), signer, way, pacing })
    }

    /// A letter that has no form says nothing of its recipient, and nothing of the next letter:
    /// it is tried again later, perhaps by a program that can.
    fn message(&self, letter: &Outgoing) -> Result<Vec<u8>, SendError> {
        message::build(letter, &self.settings, self.signer.as_ref())
            .map_err(|error| SendError::Later(error.to_string()))
    }
}
