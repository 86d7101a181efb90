//! One source's journey: fetch, parse, compare, read pages, enrich.

mod answer;
mod error;
mod findings;
mod news;
mod outcome;

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

pub use answer::login_of;
pub use error::SourceError;
pub use news::{key_of, outlived};

use crate::crawl::register::{self, Register};
use crate::crawl::{Checked, Parts, Work, busy, mail, pages};
use crate::enrich;
use crate::fetch::limits::{PAGES_PER_RUN, REGISTER_RUN, RUN_DEADLINE};
use crate::model::{Document, Language, Source, SourceKind, SourceState};
use answer::{ask, read_letters, remembered_address, unchanged};
use findings::Findings;
use news::add_waiting;
use outcome::{failed, succeeded};

/// Checks one source. Whatever happens becomes part of the answer; nothing is stored yet.
pub async fn check(work: &Work, source: &Source, state: &SourceState, parts: &Parts) -> Checked {
    let started = Instant::now();
    let findings = if source.kind == SourceKind::Register {
        look_at_register(work, source, state, started + REGISTER_RUN, parts).await
    } else {
        look(work, source, state, started + RUN_DEADLINE).await
    };
    match findings {
        Ok(Findings { broken: Some(error), documents, look, .. }) => {
            Checked { documents, look, ..failed(work, source, state, &error, started.elapsed()) }
        }
        Ok(findings) => succeeded(work, source, state, findings, started.elapsed()),
        Err(error) => failed(work, source, state, &error, started.elapsed()),
    }
}

/// The answer about a source whose check itself broke.
pub fn broken(work: &Work, source: &Source, state: &SourceState) -> Checked {
    failed(work, source, state, &SourceError::Interrupted, Duration::ZERO)
}

async fn look(
    work: &Work,
    source: &Source,
    state: &SourceState,
    deadline: Instant,
) -> Result<Findings, SourceError> {
    let mut findings = match source.kind {
        SourceKind::Hand => return Err(SourceError::KindNotSupported(source.kind)),
        SourceKind::Mail => read_letters(work, source, state).await?,
        _ => ask(work, source, state, deadline).await?,
    };
    let reads_pages = work.reads_pages && (source.full_text || source.kind == SourceKind::Sitemap);
    if reads_pages {
        add_waiting(work, source, state, &mut findings).await?;
    }
    let comments = findings.comments();
    if reads_pages {
        let room = PAGES_PER_RUN.saturating_sub(findings.more_pages);
        findings.pages = pages::read(work, &mut findings.documents, room, deadline).await;
        findings.keep_read_texts();
    }
    if source.kind == SourceKind::Mail {
        mail::settle(&work.store, source, &mut findings.documents).await?;
    }
    if source.kind == SourceKind::Sitemap {
        let unwanted = findings.leave_mere_addresses();
        work.store.never_keep(&unwanted).await?;
    }
    if findings.documents.is_empty() {
        return Ok(findings);
    }
    findings.keep_comments(&comments);
    let declared = source.language;
    busy::off_thread(move || {
        for document in &mut findings.documents {
            enrich(document, declared);
        }
        findings
    })
    .await
    .map_err(|_| SourceError::Interrupted)
}

/// The same of a register, which is written while it is read.
async fn look_at_register(
    work: &Work,
    source: &Source,
    state: &SourceState,
    deadline: Instant,
    parts: &Parts,
) -> Result<Findings, SourceError> {
    let moved_to = remembered_address(state);
    let source = Arc::new(source.clone());
    let url = moved_to.as_deref().unwrap_or(&source.url);
    let asked = Register { work, source: &source, state, url, deadline, parts };
    let brought = register::read(&asked).await?;
    let mut findings = Findings {
        health: unchanged(state),
        validators: brought.answer.validators,
        body_hash: brought.answer.body_hash,
        moved_to: brought.answer.moved_to.or(moved_to),
        fresh_for: brought.answer.fresh_for,
        entries: brought.entries,
        told_apart: brought.told_apart,
        seen: brought.seen,
        warnings: brought.warnings,
        broken: brought.broken,
        documents: brought.documents,
        has_written: brought.has_written,
        more_wait: brought.resume.is_some() || brought.is_unfinished,
        resume: brought.resume,
        look: Some(Box::new(brought.look)),
        ..Findings::default()
    };
    // The pages before these had some.
    let is_going_on = state.resume.is_some();
    if !brought.answer.is_unchanged && findings.entries == 0 && !is_going_on {
        findings.found_nothing(source.kind, state);
    }
    if work.reads_pages && source.full_text {
        add_waiting(work, &source, state, &mut findings).await?;
        findings.pages = pages::read(work, &mut findings.documents, PAGES_PER_RUN, deadline).await;
    }
    Ok(findings)
}

/// What the text is about; the declared language is a prior.
pub fn enrich(document: &mut Document, declared: Option<Language>) {
    let prior = declared.unwrap_or(document.language);
    document.language = enrich::language_of(&document.title, &document.text, Some(prior));
}
