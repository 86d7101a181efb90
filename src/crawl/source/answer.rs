//! Asks the address of a source whether it has anything new, or looks into its folder, and reads
//! the answer.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::SourceError;
use super::findings::Findings;
use super::news::weigh;
use crate::address;
use crate::crawl::Work;
use crate::crawl::mail::{self, Letters};
use crate::crawl::read::{self, Read};
use crate::fetch::{Answer, FetchRequest, Fetched, Login};
use crate::model::{Health, Source, SourceState};

/// Asks the address of the source whether it has anything new, and reads the answer.
pub async fn ask(
    work: &Work,
    source: &Source,
    state: &SourceState,
    deadline: Instant,
) -> Result<Findings, SourceError> {
    let fetched = timeout_at(deadline, fetch(work, source, state)).await;
    Ok(match fetched.map_err(|_| SourceError::OutOfTime)?? {
        Fetched::NotModified { validators, fresh_for, moved_to } => Findings {
            health: unchanged(state),
            validators,
            body_hash: state.body_hash.clone(),
            fresh_for,
            moved_to: moved_to.or_else(|| remembered_address(state)),
            repairs: state.repairs.clone(),
            ..Findings::default()
        },
        Fetched::Body(answer) => read(work, source, state, *answer, deadline).await?,
    })
}

/// Reads the letters that have come since the last time; nobody is asked.
pub async fn read_letters(
    work: &Work,
    source: &Source,
    state: &SourceState,
) -> Result<Findings, SourceError> {
    let letters = mail::read(work, source, state.body_hash.as_deref()).await?;
    let is_unchanged = state.body_hash.as_deref() == Some(&letters.fingerprint);
    let is_empty = letters.in_folder == 0 && state.documents == 0 && !is_unchanged;
    let mut findings = Findings {
        health: if is_empty { Health::Empty } else { unchanged(state) },
        body_hash: Some(letters.fingerprint.clone()),
        more_wait: letters.more_wait,
        ..Findings::default()
    };
    if letters.more_wait {
        findings.ask_for_all();
    }
    let Letters { feed, documents, .. } = letters;
    let read = Read { feed, documents, tells_all: true, more_pages: 0 };
    weigh(work, source, state, read, &mut findings).await?;
    Ok(findings)
}

async fn fetch(work: &Work, source: &Source, state: &SourceState) -> Result<Fetched, SourceError> {
    let moved_to = remembered_address(state);
    let url = moved_to.as_ref().unwrap_or(&source.url);
    // The consent is that of the host in the source list, not of whoever it has moved to.
    let is_own_host = address::host_key(url) == address::host_key(&source.url);
    let request = FetchRequest {
        validators: Some(&state.validators),
        robots_exception: source.robots_exception.is_some() && is_own_host,
        login: login_of(source),
        ..FetchRequest::of(url, read::body_kind(source.kind))
    };
    Ok(work.fetcher.get(&request).await?)
}

/// The login that the source names; it belongs to the origin of its address.
pub fn login_of(source: &Source) -> Option<Login<'_>> {
    source.login.as_deref().map(|name| Login { name, url: &source.url })
}

/// Where the feed has moved to for good. While that fails, every other try goes to the configured
/// address again: it may know better by now.
pub fn remembered_address(state: &SourceState) -> Option<String> {
    if state.failures_in_a_row % 2 == 1 { None } else { state.moved_to.clone() }
}

/// A feed that has not changed since it was empty is still empty; one that is again as it was
/// when it had entries is not.
pub fn unchanged(state: &SourceState) -> Health {
    let was_always_empty = state.health == Health::Empty && state.documents == 0;
    if was_always_empty { Health::Empty } else { Health::Unchanged }
}

async fn read(
    work: &Work,
    source: &Source,
    state: &SourceState,
    answer: Answer,
    deadline: Instant,
) -> Result<Findings, SourceError> {
    let body_hash = address::hash_bytes(&answer.body);
    let mut findings = Findings {
        health: unchanged(state),
        validators: answer.validators.clone(),
        moved_to: answer.moved_to.clone().or_else(|| remembered_address(state)),
        fresh_for: answer.fresh_for,
        ..Findings::default()
    };
    if state.body_hash.as_deref() == Some(&body_hash) {
        findings.body_hash = Some(body_hash);
        findings.repairs.clone_from(&state.repairs);
        return Ok(findings);
    }
    findings.body_hash = Some(body_hash);
    let read = read::read(work, source, state, answer, deadline).await?;
    if !read.tells_all {
        findings.ask_for_all();
    }
    findings.more_pages = read.more_pages;
    findings.repairs.clone_from(&read.feed.repairs);
    findings.ttl = read.feed.ttl_minutes.map(|minutes| Duration::from_mins(u64::from(minutes)));
    if read.feed.entries.is_empty() {
        findings.found_nothing(source.kind, state);
        findings.warnings.extend(read.feed.warnings);
        return Ok(findings);
    }
    weigh(work, source, state, read, &mut findings).await?;
    Ok(findings)
}
