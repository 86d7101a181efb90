//! One source's journey: fetch, parse, compare, read pages, enrich.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::entries::{self, Standing};
use super::mail::{self, Letters, MailError};
use super::pages::{self, PageCounts};
use super::read::{self, Read};
use super::register::{self, Register};
use super::{Checked, Condition, Parts, RegisterLook, Work, busy, intake, quarantine};
use crate::address;
use crate::enrich;
use crate::fetch::limits::{PAGES_PER_RUN, REGISTER_RUN, RUN_DEADLINE};
use crate::fetch::{Answer, FetchError, FetchRequest, Fetched, Login};
use crate::model::{
    CanonicalUrl, Document, DocumentId, Failure, Feed, Health, Language, Outcome, PageState,
    Repair, Source, SourceKind, SourceReport, SourceState, Timestamp, Validators,
};
use crate::parse::ParseError;
use crate::schedule::{self, Plan, Weight};
use crate::store::{Earlier, EntryKey, SourceCheck, StoreError};

/// What a source had to say this time.
#[derive(Default)]
struct Findings {
    health: Health,
    validators: Validators,
    body_hash: Option<String>,
    moved_to: Option<String>,
    fresh_for: Option<Duration>,
    ttl: Option<Duration>,
    entries: usize,
    /// Entries that make a document, and those of them that are known from before.
    told_apart: usize,
    seen: usize,
    repairs: Vec<Repair>,
    warnings: Vec<String>,
    /// What came whole is kept; this came in the way of the rest.
    broken: Option<SourceError>,
    /// Documents were written before the end of the check.
    has_written: bool,
    /// Where in the pages of a register the next run goes on.
    resume: Option<String>,
    look: Option<Box<RegisterLook>>,
    documents: Vec<Document>,
    /// Edited documents as they were, for those whose page cannot be read again in this run.
    earlier: HashMap<DocumentId, Document>,
    pages: PageCounts,
    /// Pages of a list that were fetched behind the first; they take room from the others.
    more_pages: usize,
    /// More pages wait than this run could have read.
    more_wait: bool,
    /// Addresses that become documents when a later run has read their pages.
    addresses_left: usize,
}

/// Why a source could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    #[error("kind = \"{0}\" cannot be read by this version")]
    KindNotSupported(SourceKind),
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Parse(#[from] ParseError),
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(
        "{entries} entries, none of them known and in `{now}`, where this source has been in \
         `{usual}`: nothing of it is kept"
    )]
    Quarantine { entries: usize, usual: Language, now: Language },
    #[error("its host had no time for it in this run; it is tried again next time")]
    OutOfTime,
    #[error("the parser gave up unexpectedly; the source is tried again next time")]
    Interrupted,
}

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

/// Asks the address of the source whether it has anything new, and reads the answer.
async fn ask(
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
async fn read_letters(
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
        url,
        body: read::body_kind(source.kind),
        validators: Some(&state.validators),
        robots_exception: source.robots_exception.is_some() && is_own_host,
        login: login_of(source),
        post: None,
    };
    Ok(work.fetcher.get(&request).await?)
}

/// The login that the source names; it belongs to the origin of its address.
pub fn login_of(source: &Source) -> Option<Login<'_>> {
    source.login.as_deref().map(|name| Login { name, url: &source.url })
}

/// Where the feed has moved to for good. While that fails, every other try goes to the configured
/// address again: it may know better by now.
fn remembered_address(state: &SourceState) -> Option<String> {
    if state.failures_in_a_row % 2 == 1 { None } else { state.moved_to.clone() }
}

/// A feed that has not changed since it was empty is still empty; one that is again as it was
/// when it had entries is not.
fn unchanged(state: &SourceState) -> Health {
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

/// Compares what the entries say with what the store has, and keeps what is new.
async fn weigh(
    work: &Work,
    source: &Source,
    state: &SourceState,
    read: Read,
    findings: &mut Findings,
) -> Result<(), SourceError> {
    let Read { feed, documents, .. } = read;
    // Before they are compared: a name that was taken out then is no edit now.
    let documents = work.store.obey(documents).await?.documents;
    let standings = standings(work, source, state, &feed, &documents).await?;
    keep_news(work, source, documents, standings, findings).await?;
    findings.entries = feed.entries.len();
    let cut_off_after = feed.is_cut_off.then_some(feed.entries.len());
    findings.broken =
        cut_off_after.map(|entries| SourceError::Parse(ParseError::Truncated { entries }));
    findings.warnings = feed.warnings;
    Ok(())
}

/// How the entries stand to what the store has; an error when they are somebody else's.
async fn standings(
    work: &Work,
    source: &Source,
    state: &SourceState,
    feed: &Feed,
    documents: &[Document],
) -> Result<Vec<Standing>, SourceError> {
    let keys: Vec<EntryKey<'_>> = documents.iter().map(key_of).collect();
    let known = work.store.known_entries(&source.id, &keys).await?;
    // Of letters that have just come none is ever known.
    let is_mail = source.kind == SourceKind::Mail;
    if !is_mail
        && let Some((usual, now)) =
            quarantine::reason(work, source, state, documents, &known).await?
    {
        return Err(SourceError::Quarantine { entries: documents.len(), usual, now });
    }
    Ok(entries::compare(documents, &known, feed.link.as_deref()))
}

/// Keeps what is new or changed, under the names that the store knows it by.
async fn keep_news(
    work: &Work,
    source: &Source,
    documents: Vec<Document>,
    standings: Vec<Standing>,
    findings: &mut Findings,
) -> Result<(), SourceError> {
    let outlived = outlived(work, source, &documents).await?;
    findings.told_apart = documents.len();
    let is_new = |(standing, document): &(&Standing, &Document)| {
        **standing == Standing::New && !outlived.contains(&document.id)
    };
    let new = standings.iter().zip(&documents).filter(is_new).count();
    findings.seen = documents.len() - new;
    // What is not kept takes no room from what is.
    let mut news: Vec<(Document, Standing)> = documents.into_iter().zip(standings).collect();
    news.retain(|(document, how)| match how {
        Standing::Known => false,
        Standing::New => !outlived.contains(&document.id),
        Standing::Edited(_) | Standing::Touched(_) => true,
    });
    if source.kind == SourceKind::Sitemap {
        findings.addresses_left = entries::keep_newest_addresses(&mut news, PAGES_PER_RUN);
    }
    for (mut document, standing) in news {
        let known = match standing {
            Standing::Known | Standing::New => None,
            Standing::Touched(_) if !source.full_text && document.page == PageState::None => {
                continue;
            }
            Standing::Edited(known) | Standing::Touched(known) => Some(known),
        };
        if let Some(known) = known {
            document.id = known.id;
            let earlier = work.store.document(document.id.as_str()).await?;
            findings.earlier.extend(earlier.map(|earlier| (earlier.id.clone(), earlier)));
        }
        findings.documents.push(document);
    }
    Ok(())
}

/// Documents that were removed because they had become too old (undated entries and those whose
/// date only their page tells come back with every fetch), and addresses of a sitemap whose pages
/// ask not to be kept.
pub async fn outlived(
    work: &Work,
    source: &Source,
    documents: &[Document],
) -> Result<HashSet<DocumentId>, SourceError> {
    if source.keep.is_none() && source.kind != SourceKind::Sitemap {
        return Ok(HashSet::new());
    }
    let ids: Vec<DocumentId> = documents.iter().map(|document| document.id.clone()).collect();
    Ok(work.store.removed_among(&ids).await?)
}

pub fn key_of(document: &Document) -> EntryKey<'_> {
    EntryKey {
        entry_id: document.entry_id.as_deref(),
        link: document.link.as_ref().map(CanonicalUrl::as_str),
    }
}

/// Documents of earlier runs whose pages are still to be read.
async fn add_waiting(
    work: &Work,
    source: &Source,
    state: &SourceState,
    findings: &mut Findings,
) -> Result<(), SourceError> {
    if state.pages_waiting == 0 {
        return Ok(());
    }
    let waiting = work.store.waiting_pages(&source.id, PAGES_PER_RUN).await?;
    findings.more_wait |= state.pages_waiting > waiting.len() as u64;
    for document in waiting {
        if findings.documents.iter().all(|other| other.id != document.id) {
            findings.documents.push(document);
        }
    }
    Ok(())
}

impl Findings {
    /// A valid feed without entries. Where there were some before, that may well be a mistake of
    /// the site: then we go on asking for what has changed since it had entries.
    fn found_nothing(&mut self, kind: SourceKind, state: &SourceState) {
        self.health = Health::Empty;
        if state.documents > 0 {
            self.validators = state.validators.clone();
            self.body_hash.clone_from(&state.body_hash);
            self.moved_to.clone_from(&state.moved_to);
            let warning = format!("the {kind} is suddenly empty; what was collected stays");
            self.warnings.push(warning);
        }
    }

    /// The next check asks for the whole answer again, changed or not.
    fn ask_for_all(&mut self) {
        self.validators = Validators::default();
        self.body_hash = None;
    }

    /// An address alone is no document. Where its page was not read this time, a later run finds
    /// it in the sitemap again; where the page asks not to be indexed, it never becomes one, and
    /// is returned. A page that cannot be read at all, such as a file, is named after its address.
    fn leave_mere_addresses(&mut self) -> Vec<DocumentId> {
        self.more_wait |= self.addresses_left > 0;
        let addresses = self.documents.extract_if(.., |document| {
            document.page != PageState::Failed && entries::is_only_address(document)
        });
        let (waiting, unwanted): (Vec<Document>, Vec<Document>) =
            addresses.partition(|document| document.page == PageState::Waiting);
        self.addresses_left += waiting.len();
        if self.addresses_left > 0 {
            self.ask_for_all();
        }
        self.documents.iter_mut().for_each(entries::name_after_address);
        let read = unwanted.into_iter().filter(|document| document.page == PageState::Read);
        read.map(|document| document.id).collect()
    }

    /// What people have written about documents that are told anew.
    fn comments(&self) -> HashMap<DocumentId, String> {
        let documents = self.documents.iter().chain(self.earlier.values());
        let comment =
            |document: &Document| Some((document.id.clone(), intake::comment_of(&document.text)?));
        documents.filter_map(comment).collect()
    }

    fn keep_comments(&mut self, comments: &HashMap<DocumentId, String>) {
        for document in &mut self.documents {
            if let Some(comment) = comments.get(&document.id) {
                intake::put_comment(document, Some(comment));
            }
        }
    }

    /// Where the page of an edited document could not be read again, its earlier text stands
    /// until it can; and where only the page was said to have changed, nothing has.
    fn keep_read_texts(&mut self) {
        let earlier = &mut self.earlier;
        self.documents.retain_mut(|document| {
            let Some(before) = earlier.remove(&document.id) else { return true };
            if document.page == PageState::Read || before.page != PageState::Read {
                return true;
            }
            let was_edited = before.entry_hash != document.entry_hash;
            document.text = before.text;
            document.html = before.html;
            was_edited
        });
    }
}

/// What the text is about; the declared language is a prior.
pub fn enrich(document: &mut Document, declared: Option<Language>) {
    let prior = declared.unwrap_or(document.language);
    document.language = enrich::language_of(&document.title, &document.text, Some(prior));
}

/// The answer about a source whose check itself broke.
pub fn broken(work: &Work, source: &Source, state: &SourceState) -> Checked {
    failed(work, source, state, &SourceError::Interrupted, Duration::ZERO)
}

fn succeeded(
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

fn failed(
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

/// What came instead of a feed, in a word.
fn exact_look(looks_like: &str) -> String {
    let word = match looks_like {
        look if look.starts_with("a login page") => "login",
        look if look.starts_with("an HTML page") => "page",
        _ => "other",
    };
    word.to_owned()
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

impl SourceError {
    fn class(&self) -> &'static str {
        match self {
            Self::KindNotSupported(_) => "not_supported",
            Self::Fetch(error) => error.class(),
            Self::Parse(ParseError::Truncated { .. }) => "truncated",
            Self::Parse(ParseError::TooLarge(_)) => "too_large",
            Self::Parse(ParseError::Forbidden { .. }) => "robots",
            Self::Parse(_) | Self::Interrupted => "parse",
            Self::Mail(_) => "folder",
            Self::Store(_) => "store",
            Self::Quarantine { .. } => "quarantine",
            Self::OutOfTime => "timeout",
        }
    }

    /// The class, with what is known more exactly behind a colon.
    fn exact_class(&self) -> String {
        let exactly = match self {
            Self::Fetch(error) => error.exactly(),
            Self::Mail(error) => Some(error.exactly().to_owned()),
            Self::Parse(ParseError::Empty) => Some("empty".to_owned()),
            Self::Parse(ParseError::NotAFeed { looks_like }) => Some(exact_look(looks_like)),
            Self::Parse(ParseError::Unwanted { wanted: "a register" | "a table", .. }) => {
                Some("no_register".to_owned())
            }
            Self::Parse(ParseError::NoRecords { .. }) => Some("path".to_owned()),
            Self::Parse(ParseError::NoTitles { .. }) => Some("fields".to_owned()),
            Self::Parse(ParseError::NoItems { looks_like, .. })
                if looks_like.starts_with("a login page") =>
            {
                Some(exact_look(looks_like))
            }
            Self::Parse(ParseError::NoItems { .. } | ParseError::NoLinks { .. }) => {
                Some("selector".to_owned())
            }
            _ => None,
        };
        let class = self.class();
        exactly.map_or_else(|| class.to_owned(), |exactly| format!("{class}:{exactly}"))
    }

    fn health(&self) -> Health {
        match self {
            Self::Fetch(error) if error.is_gone() => Health::Gone,
            Self::Fetch(error) if error.is_blocked() => Health::Blocked,
            Self::Parse(ParseError::Forbidden { .. }) | Self::Quarantine { .. } => Health::Blocked,
            _ => Health::Failing,
        }
    }

    /// The same for the schedule, which adds up the weights of failures in a row.
    fn outcome(&self, state: &SourceState) -> schedule::Outcome {
        match self.health() {
            Health::Gone => schedule::Outcome::Gone,
            Health::Blocked if !self.is_temporary() => schedule::Outcome::Blocked,
            _ => schedule::Outcome::Failed {
                weight: state.failure_weight.saturating_add(self.weight().quarters()),
            },
        }
    }

    /// How much it counts: least when it may be the way there, most when somebody must do
    /// something.
    fn weight(&self) -> Weight {
        match self.class() {
            "timeout" | "network" | "store" => Weight::Temporary,
            _ if self.is_temporary() => Weight::Soft,
            _ => Weight::Hard,
        }
    }

    /// Such as a robots.txt that cannot be had for the moment.
    fn is_temporary(&self) -> bool {
        matches!(self, Self::Fetch(error) if error.is_temporary())
    }

    /// What many answer behind their last page: 400 (`WordPress`), 404, 416.
    pub fn is_end_of_pages(&self) -> bool {
        let status = match self {
            Self::Fetch(error) => error.status(),
            _ => None,
        };
        matches!(status, Some(400 | 404 | 416))
    }

    fn retry_after(&self) -> Option<Timestamp> {
        match self {
            Self::Fetch(error) => error.retry_after(),
            _ => None,
        }
    }
}
