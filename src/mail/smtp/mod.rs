//! Letters to a mail server (RFC 5321): a few connections that many letters take turns on.
//!
//! The pool is our own. That of lettre asks a `NOOP` before each letter, opens as many connections
//! as there are letters at the same time, and throws a connection away when a recipient is refused;
//! and it does not tell at which step a server said no, which decides whom the no is about.

mod answer;
mod dial;
mod handover;
mod pool;

use std::time::{Duration, Instant};

use lettre::Address;
use lettre::transport::smtp::client::AsyncSmtpConnection;

use crate::model::MailAddress;

use super::error::{MailerError, SendError};
use super::settings::SmtpSettings;
use answer::Step;
use dial::Dialling;
use handover::{Parcel, Setback};
use pool::Pool;

/// The server is given so long to take a connection.
const CONNECT: Duration = Duration::from_secs(15);
/// To greet, to agree on encryption, and to let us in.
const WELCOME: Duration = Duration::from_mins(1);
/// To answer a command.
const ANSWER: Duration = Duration::from_mins(1);
/// To take the letter once all of it is there. Servers look through letters meanwhile; whoever is
/// impatient here sends letters twice (RFC 5321, section 4.5.3.2.6).
const TAKING: Duration = Duration::from_mins(5);
/// Servers that hold up whoever they do not know take so long for a letter.
const SLOW: Duration = Duration::from_secs(10);
/// A connection that nobody needed for so long has been closed by most servers.
const IDLE: Duration = Duration::from_mins(1);

/// A mail server, and the connections to it.
pub struct Smtp {
    dialling: Dialling,
    from: Address,
    connections: usize,
    pool: Pool,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("dialling", &self.dialling).finish_non_exhaustive()
    }
}

impl Smtp {
    pub(super) fn new(settings: &SmtpSettings, from: &MailAddress) -> Result<Self, MailerError> {
        let connections = settings.connections.clamp(1, 100) as usize;
        Ok(Self {
            dialling: Dialling::new(settings, from)?,
            from: from.as_str().parse().map_err(|_| MailerError::From)?,
            connections,
            pool: Pool::new(connections),
        })
    }

    pub(super) async fn send(&self, message: &[u8], to: &MailAddress) -> Result<(), SendError> {
        let unwritable = || SendError::Refused("the address cannot be written".to_owned());
        let recipient: Address = to.as_str().parse().map_err(|_| unwritable())?;
        let parcel = Parcel::new(&self.from, &recipient, message);
        let begun = Instant::now();
        loop {
            let mut turn = self.pool.turn(&self.dialling, begun).await?;
            let connection = &mut turn.line.connection;
            match handover::hand_over(connection, &parcel).await {
                Ok(()) => {
                    self.pool.keep(turn.line);
                    return Ok(());
                }
                // The server was tired of waiting; nothing of the letter has gone out yet.
                Err(Setback::Lost { step, .. }) if !turn.is_new && step < Step::Content => {}
                Err(setback) => {
                    if setback.leaves_the_connection() && handover::reset(connection).await {
                        self.pool.keep(turn.line);
                    }
                    return Err(setback.judged(self.dialling.name(), to));
                }
            }
        }
    }

    pub(super) async fn try_out(&self) -> Result<(), SendError> {
        let mut connection = self.dialling.connect().await?;
        take_leave(&mut connection).await;
        Ok(())
    }

    pub(super) async fn close(&self) {
        for mut line in self.pool.take_all() {
            take_leave(&mut line.connection).await;
        }
    }

    /// Connections at the same time.
    pub(super) fn connections(&self) -> usize {
        self.connections
    }

    /// How long so many letters take with a slow server, the last of them as long as we bear.
    pub(super) fn longest(&self, letters: usize) -> Duration {
        let of_last = CONNECT + WELCOME + 3 * ANSWER + TAKING;
        let turns = u32::try_from(letters.div_ceil(self.connections)).unwrap_or(u32::MAX);
        SLOW.saturating_mul(turns).saturating_add(of_last)
    }
}

async fn take_leave(connection: &mut AsyncSmtpConnection) {
    // Whoever does not answer to a farewell is left without one.
    let _ = tokio::time::timeout(Duration::from_secs(2), connection.quit()).await;
}
