//! Empties the outbox: claims what waits, sends it, and writes down how it ended.
//!
//! Whoever sends holds the lock of letters, so there is one sender. What an earlier one had claimed
//! when it died is sent again, with the same Message-ID: at most one repeat for each reader.

use std::time::Duration;

use tokio::task::JoinSet;

use crate::digest::{Desk, hooks, links, stored};
use crate::fetch::Fetcher;
use crate::mail::{Mailer, Outgoing, SendError};
use crate::model::{Channel, Claimed, Clock, ConsentEvent, Hook, Sent, TokenPurpose};
use crate::store::StoreError;
use crate::token;

/// One name for all: the lock lets only one of them send, and that one takes over what an earlier
/// one left behind.
const OWNER: &str = "utkik";
/// Rows that are claimed at once: few enough that a death leaves little to look through.
const CLAIMED_AT_ONCE: usize = 200;
/// After that, a message to a webhook belongs to nobody any more, whatever became of its owner.
const HOOK_LEASE: Duration = Duration::from_mins(15);
/// The first wait of a letter that shall be tried later; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_mins(10);
/// The longest of these waits.
const LONGEST_WAIT: Duration = Duration::from_hours(6);
/// Letters in a row that did not reach the server: then the run ends, since the fault is not theirs.
const MOST_UNREACHED: usize = 3;

/// How sending went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendReport {
    /// Taken by the server.
    pub sent: u64,
    /// To be tried later, each at its time.
    pub later: u64,
    /// Refused for good.
    pub refused: u64,
    /// Not reached; they wait for the next run.
    pub unreached: u64,
    /// Why the server was not reached.
    pub trouble: Option<String>,
}

/// What became of one letter.
struct Ended {
    claimed: Claimed,
    how: Sent,
}

/// Sends all letters that wait, at most so many at the same time as the mailer has connections.
/// The caller holds the lock of letters.
pub async fn send_letters(
    desk: &Desk,
    mailer: &Mailer,
    clock: Clock,
) -> Result<SendReport, StoreError> {
    let mut sending = Sending::new(desk, mailer, clock);
    let lease = mailer.longest(CLAIMED_AT_ONCE);
    let channels = [Channel::Confirmation, Channel::Owner, Channel::Letter];
    while sending.report.trouble.is_none() {
        let claimed =
            desk.store.claim_outbox(&channels, OWNER, clock.now(), lease, CLAIMED_AT_ONCE).await?;
        if claimed.is_empty() {
            break;
        }
        keep_tokens(desk, &claimed).await?;
        sending.send(claimed).await?;
    }
    mailer.close().await;
    Ok(sending.report)
}

/// One run, with what it has come to so far.
struct Sending<'d> {
    desk: &'d Desk,
    mailer: Mailer,
    clock: Clock,
    report: SendReport,
    /// In a row.
    unreached: usize,
}

impl<'d> Sending<'d> {
    fn new(desk: &'d Desk, mailer: &Mailer, clock: Clock) -> Self {
        let report = SendReport::default();
        Self { desk, mailer: mailer.clone(), clock, report, unreached: 0 }
    }

    /// Sends these, and writes each end down before it begins another in its place: so a death can
    /// repeat no more letters than there are connections.
    async fn send(&mut self, claimed: Vec<Claimed>) -> Result<(), StoreError> {
        let mut waiting = claimed.into_iter();
        let mut under_way = JoinSet::new();
        loop {
            let mut ended = Vec::new();
            while under_way.len() < self.mailer.at_once() && self.report.trouble.is_none() {
                let Some(claimed) = waiting.next() else { break };
                match self.outgoing(&claimed) {
                    Some(letter) => {
                        let mailer = self.mailer.clone();
                        under_way.spawn(async move { (mailer.send(&letter).await, claimed) });
                    }
                    None => ended.push(Ended { claimed, how: Sent::Dropped }),
                }
            }
            let first = under_way.join_next().await;
            let is_over = first.is_none();
            let others = std::iter::from_fn(|| under_way.try_join_next());
            for done in first.into_iter().chain(others) {
                match done {
                    Ok((result, claimed)) => {
                        let how = self.judge(&claimed, result);
                        ended.push(Ended { claimed, how });
                    }
                    // Its row stays claimed; the next run tries it again.
                    Err(error) => self.report.trouble = Some(format!("a letter failed: {error}")),
                }
            }
            self.settle(&ended).await?;
            if is_over {
                break;
            }
        }
        self.give_back(waiting).await
    }

    async fn settle(&mut self, ended: &[Ended]) -> Result<(), StoreError> {
        if ended.is_empty() {
            return Ok(());
        }
        let rows: Vec<_> = ended.iter().map(|one| (key(&one.claimed), one.how.clone())).collect();
        self.desk.store.settle(&rows, self.clock.now()).await?;
        for one in ended.iter().filter(|one| matches!(one.how, Sent::Refused { .. })) {
            self.count_refusal(&one.claimed).await?;
        }
        Ok(())
    }

    /// What an attempt means for its row, counted.
    fn judge(&mut self, claimed: &Claimed, result: Result<(), SendError>) -> Sent {
        if !matches!(result, Err(SendError::Unreached(_))) {
            self.unreached = 0;
        }
        match result {
            Ok(()) => {
                self.report.sent += 1;
                Sent::Accepted
            }
            Err(SendError::Later(why)) => {
                self.report.later += 1;
                let not_before = self.clock.now().plus(wait_after(claimed.attempts));
                Sent::Later { not_before, why }
            }
            Err(SendError::Refused(why)) => {
                self.report.refused += 1;
                Sent::Refused { why }
            }
            Err(SendError::Unreached(why)) => {
                self.report.unreached += 1;
                self.unreached += 1;
                if self.unreached >= MOST_UNREACHED {
                    self.report.trouble = Some(why.clone());
                }
                Sent::Unreached { why }
            }
        }
    }

    /// Rows that were claimed and not begun wait for the next run.
    async fn give_back(&mut self, rest: impl Iterator<Item = Claimed>) -> Result<(), StoreError> {
        let Some(why) = self.report.trouble.clone() else { return Ok(()) };
        let rows: Vec<_> =
            rest.map(|claimed| (key(&claimed), Sent::Unreached { why: why.clone() })).collect();
        self.report.unreached += rows.len() as u64;
        self.desk.store.settle(&rows, self.clock.now()).await
    }

    async fn count_refusal(&self, claimed: &Claimed) -> Result<(), StoreError> {
        let store = &self.desk.store;
        if !matches!(claimed.queued.channel, Channel::Letter | Channel::Confirmation) {
            return Ok(());
        }
        if let Some(row) = store.subscription(&claimed.queued.recipient).await?
            && store.count_refusal(&row.subscriber.id, self.clock.now()).await?
        {
            let event = ConsentEvent::Suspended.code();
            tracing::warn!(subscription = %row.subscription.id, event, "an address is suspended");
        }
        Ok(())
    }

    /// `None` for a row without an address: there is nobody to send it to.
    fn outgoing(&self, claimed: &Claimed) -> Option<Outgoing> {
        let (queued, letter) = (&claimed.queued, &claimed.letter);
        let key = &self.desk.key;
        let fill_in = |text: &str| links::fill_in(text, key, &queued.recipient, queued.issue);
        let is_letter = queued.channel == Channel::Letter;
        let unsubscribe = is_letter.then(|| {
            links::unsubscribe(&self.desk.base_url, &links::manage_token(key, &queued.recipient))
        });
        Some(Outgoing {
            message_id: queued.message_id.clone(),
            to: claimed.address.clone()?,
            subject: letter.subject.clone(),
            text: fill_in(&letter.text),
            html: fill_in(&letter.html),
            language: letter.language.clone(),
            date: claimed.created,
            list: is_letter.then(|| self.list(&letter.list)).flatten(),
            unsubscribe,
        })
    }

    /// Title and id of a list: below our host nobody else names one (RFC 2919, section 2).
    fn list(&self, kept: &str) -> Option<(String, String)> {
        let (title, label) = links::read_list(kept)?;
        let host = stored::host(&self.desk.base_url);
        // A number in brackets is no name.
        let host = if host.starts_with('[') { "localhost" } else { host };
        Some((title, format!("{label}.{host}")))
    }
}

fn key(claimed: &Claimed) -> (Channel, String, i64) {
    let queued = &claimed.queued;
    (queued.channel, queued.recipient.clone(), queued.issue)
}

/// Ten minutes, twenty, forty … up to six hours.
fn wait_after(attempts: u32) -> Duration {
    FIRST_WAIT.saturating_mul(1 << attempts.min(16)).min(LONGEST_WAIT)
}

/// Keeps the hashes of the tokens that these letters carry, so that their links open something
/// also when the key is lost one day.
async fn keep_tokens(desk: &Desk, claimed: &[Claimed]) -> Result<(), StoreError> {
    let letters = claimed.iter().filter(|one| one.queued.channel == Channel::Letter);
    let tokens: Vec<_> = letters
        .map(|one| {
            let subscription = one.queued.recipient.clone();
            (token::hash(&links::manage_token(&desk.key, &subscription)), subscription)
        })
        .collect();
    desk.store.keep_tokens(TokenPurpose::Manage, &tokens, None).await
}

/// Sends what waits for webhooks, one after the other: they are few, and each is asked for no more
/// than a message at a time. The caller holds the lock of letters.
pub async fn send_to_hooks(
    desk: &Desk,
    fetcher: &Fetcher,
    hooks: &[Hook],
    clock: Clock,
) -> Result<SendReport, StoreError> {
    let mut report = SendReport::default();
    loop {
        let store = &desk.store;
        let claimed = store
            .claim_outbox(&[Channel::Hook], OWNER, clock.now(), HOOK_LEASE, CLAIMED_AT_ONCE)
            .await?;
        if claimed.is_empty() {
            return Ok(report);
        }
        for one in &claimed {
            let hook = hooks.iter().find(|hook| hook.name == one.queued.recipient);
            // One that is in the settings no more is told nothing more.
            let how = match hook {
                Some(hook) => hooks::send_to_hook(fetcher, hook, one, clock.now()).await,
                None => Sent::Dropped,
            };
            // Each hook has a server of its own: one that is not reached holds up no other.
            let how = match how {
                Sent::Unreached { why } => {
                    Sent::Later { not_before: clock.now().plus(wait_after(one.attempts)), why }
                }
                other => other,
            };
            match &how {
                Sent::Accepted => report.sent += 1,
                Sent::Later { why, .. } => {
                    report.later += 1;
                    report.trouble = Some(why.clone());
                }
                Sent::Unreached { .. } | Sent::Dropped => {}
                Sent::Refused { why } => {
                    report.refused += 1;
                    report.trouble = Some(why.clone());
                }
            }
            store.settle(&[(key(one), how)], clock.now()).await?;
        }
    }
}
