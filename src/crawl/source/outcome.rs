//! How a check went: the report of it, what the store keeps of it, and when to look again.

use std::time::Duration;

use super::SourceError;
use super::findings::Findings;
use crate::crawl::{Checked, Condition, Work};
use crate::model::{Failure, Health, Outcome, Source, SourceReport, SourceState, Timestamp};
use crate::schedule::{self, Plan};
use crate::store::{Earlier, SourceCheck};

pub fn succeeded(
    work: &Work,
    source: &Source,
    state: &SourceState,
    findings: Findings,
    duration: Duration,
) -> Checked {
    let now = work.clock.now();
    let has_news = findings.has_written || !findings.documents.is_empty();
    let health = if has_news { Health::Ok } else { findings.health };
    let outcome = schedule::Outcome::Checked { entries: findings.told_apart, seen: findings.seen };
    let asks = Asks {
        fresh_for: findings.fresh_for,
        ttl: findings.ttl,
        not_before: work
            .fetcher
            .left_alone_until(findings.moved_to.as_deref().unwrap_or(&source.url)),
    };
    let pages = findings.pages;
    let plan = plan(source, state, outcome, asks, now);
    // What a run has no room for comes with the next; a page that is not to be had for the
    // moment waits for the planned check.
    let next_check = if pages.no_room > 0 || findings.more_wait {
        let soon = now.plus(schedule::SHORTEST);
        plan.next_check.min(asks.not_before.map_or(soon, |moment| moment.max(soon)))
    } else {
        plan.next_check
    };
    let after = SourceState {
        health,
        moved_to: findings.moved_to.clone(),
        // What comes now may end a silence; that is known when it is written.
        newest: state.newest.filter(|_| !has_news),
        ..state.clone()
    };
    Checked {
        report: SourceReport {
            id: source.id.clone(),
            outcome: match health {
                Health::Ok => Outcome::Changed,
                Health::Empty => Outcome::Empty,
                _ => Outcome::Unchanged,
            },
            new_documents: 0,
            revised_documents: 0,
            entries: findings.entries,
            pages_read: pages.read,
            pages_failed: pages.failed,
            pages_waiting: state.pages_waiting + findings.addresses_left as u64,
            duration_ms: milliseconds(duration),
            failure: None,
            turned: Condition::turned(state, &after, now),
            repairs: findings.repairs.clone(),
            warnings: findings.warnings,
            next_check,
        },
        check: SourceCheck {
            source: source.id.clone(),
            at: now,
            health,
            error: None,
            error_class: None,
            validators: findings.validators,
            body_hash: findings.body_hash,
            moved_to: findings.moved_to,
            repairs: findings.repairs,
            next_check,
            failure_weight: 0,
            interval: plan.interval,
            duration_ms: milliseconds(duration),
            resume: findings.resume,
            earlier: Earlier::default(),
        },
        documents: findings.documents,
        look: findings.look,
    }
}

pub fn failed(
    work: &Work,
    source: &Source,
    state: &SourceState,
    error: &SourceError,
    duration: Duration,
) -> Checked {
    let now = work.clock.now();
    let asks = Asks { not_before: error.retry_after(), ..Asks::default() };
    let Plan { next_check, .. } = plan(source, state, error.outcome(state), asks, now);
    let message = error.to_string();
    Checked {
        report: SourceReport {
            id: source.id.clone(),
            outcome: Outcome::Failed,
            new_documents: 0,
            revised_documents: 0,
            entries: 0,
            pages_read: 0,
            pages_failed: 0,
            pages_waiting: state.pages_waiting,
            duration_ms: milliseconds(duration),
            failure: Some(Failure {
                class: error.class(),
                exact_class: error.exact_class(),
                message: message.clone(),
            }),
            turned: None,
            repairs: Vec::new(),
            warnings: Vec::new(),
            next_check,
        },
        check: SourceCheck {
            source: source.id.clone(),
            at: now,
            health: error.health(),
            error: Some(message),
            error_class: Some(error.exact_class()),
            validators: state.validators.clone(),
            body_hash: state.body_hash.clone(),
            moved_to: state.moved_to.clone(),
            repairs: state.repairs.clone(),
            next_check,
            failure_weight: error.weight().quarters(),
            interval: state.interval,
            duration_ms: milliseconds(duration),
            resume: state.resume.clone(),
            earlier: Earlier::default(),
        },
        documents: Vec::new(),
        look: None,
    }
}

/// What server and feed say about when to come back.
#[derive(Clone, Copy, Default)]
struct Asks {
    fresh_for: Option<Duration>,
    ttl: Option<Duration>,
    not_before: Option<Timestamp>,
}

fn plan(
    source: &Source,
    state: &SourceState,
    outcome: schedule::Outcome,
    asks: Asks,
    now: Timestamp,
) -> Plan {
    let input = schedule::Input {
        source_id: source.id.as_str(),
        every: source.every.as_ref(),
        interval: state.interval,
        outcome,
        fresh_for: asks.fresh_for,
        ttl: asks.ttl,
        not_before: asks.not_before,
    };
    schedule::plan(&input, now)
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
