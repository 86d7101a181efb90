//! `utkik sources test ID|URL`: fetches now, shows every step, and stores nothing.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use serde_json::{Value, json};

use super::{mapping, work_with};
use crate::cli::commands::crawl::nobody_to_ask;
use crate::cli::context::{Context, Loaded};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::config::{self, Settings};
use crate::crawl::{self, Checked, Work};
use crate::date;
use crate::fetch::Exchange;
use crate::markup;
use crate::message::{failure, repair::repaired, sources as text};
use crate::model::{Document, Entry, Source, SourceState, Timestamp};
use crate::parse::{self, Limits};
use crate::store::Store;

/// Entries that are listed; the rest is counted.
const LISTED: usize = 20;

/// What was seen.
struct Seen {
    exchanges: Vec<Exchange>,
    checked: Checked,
    /// The encoding of the answer, and its entries where it is a feed or a listing.
    encoding: Option<&'static str>,
    entries: Vec<Entry>,
    /// Those of the documents that the store has already, in an earlier version.
    is_known: Vec<bool>,
}

pub async fn run(context: &Context, asked: &str) -> anyhow::Result<Exit> {
    let Loaded { settings, .. } = context.settings()?;
    let Some(source) = source(&settings, asked)? else { return Ok(Exit::Configuration) };
    if let Some(exit) = nobody_to_ask(&settings, &[&source]) {
        return Ok(exit);
    }
    let kept = super::store(context).await?;
    let remembered = match &kept {
        Some(store) => store.source_state(&source.id).await?,
        None => None,
    };
    let empty = tempfile::tempdir().context("making a temporary folder")?;
    let store = Arc::new(match kept {
        Some(store) => store,
        None => Store::open(&empty.path().join("utkik.db")).await?,
    });
    let work = work_with(context, &settings, store).await?;
    let seen = look(&work, &source, remembered).await?;
    remember_requests_to_wait(&work).await;
    if context.json {
        output::json(&as_json(context, &source, &seen))?;
    } else {
        output::text(&render(context, &source, &seen))?;
    }
    Ok(exit_of(&seen.checked))
}

/// A source of the list, also one that is not enabled; or one made for an address.
pub(super) fn source(settings: &Settings, asked: &str) -> anyhow::Result<Option<Source>> {
    if !asked.contains("://") {
        return Ok(super::find(&settings.sources, asked).cloned());
    }
    let mut table = String::from("[[source]]\nid = \"test\"\n");
    for key in ["name", "url"] {
        let _ = writeln!(table, "{key} = {}", Value::from(asked));
    }
    let list = config::read_sources(Path::new("URL"), table)?;
    for problem in &list.problems {
        output::note(&format!("utkik: {}", problem.message));
    }
    Ok(list.sources.into_iter().next())
}

async fn look(
    work: &Work,
    source: &Source,
    remembered: Option<SourceState>,
) -> anyhow::Result<Seen> {
    work.fetcher.watch();
    let checked = crawl::try_one(work, source, remembered).await;
    let exchanges = work.fetcher.exchanges();
    // Behind the first page of a list come others.
    let is_good = |exchange: &&Exchange| !exchange.is_robots && exchange.status == Some(200);
    let answer = exchanges.iter().find(is_good);
    let (mut encoding, mut entries) = (None, Vec::new());
    if let Some(answer) = answer.filter(|answer| !answer.body.is_empty()) {
        let content_type = answer.content_type.as_deref();
        encoding = Some(markup::decode(&answer.body, None).encoding);
        let (body, url, limits) = (&answer.body, &answer.url, Limits::default());
        let feed = match &source.listing {
            Some(selectors) => parse::listing(body, content_type, url, selectors, limits),
            None => parse::feed(body, content_type, url, limits),
        };
        entries = feed.map(|feed| feed.entries).unwrap_or_default();
    }
    let mut is_known = Vec::new();
    for document in &checked.documents {
        is_known.push(work.store.document(document.id.as_str()).await?.is_some());
    }
    Ok(Seen { exchanges, checked, encoding, entries, is_known })
}

/// Nothing is stored; but who asked us to wait is remembered, or the next crawl would ask too soon.
async fn remember_requests_to_wait(work: &Work) {
    let mut hosts = work.fetcher.take_changed_hosts();
    hosts.retain(|host| host.not_before.is_some() || host.free_from.is_some());
    if let Err(error) = work.store.save_hosts(&hosts).await {
        tracing::info!("what the hosts asked for is not remembered: {error}");
    }
}

fn exit_of(checked: &Checked) -> Exit {
    match checked.report.failure.as_ref().map(|failure| failure.class) {
        None => Exit::Well,
        Some("network" | "timeout") => Exit::Unreachable,
        Some("policy") => Exit::Configuration,
        Some("parse" | "decode" | "truncated" | "too_large") => Exit::Data,
        Some(_) => Exit::Partly,
    }
}

fn as_json(context: &Context, source: &Source, seen: &Seen) -> Value {
    let steps: Vec<Value> = seen.exchanges.iter().map(step_as_json).collect();
    let checked = &seen.checked;
    let entry = |entry: &Entry| {
        json!({ "title": entry.title, "link": entry.link, "id": entry.id,
                "published": entry.published })
    };
    let stored = |(document, is_known): (&Document, &bool)| {
        json!({ "id": document.id, "title": document.title, "url": document.url,
                "published": document.published, "language": document.language,
                "is_new": !is_known })
    };
    json!({
        "id": source.id,
        "url": source.url,
        "kind": source.kind,
        "steps": steps,
        "encoding": seen.encoding,
        "health": checked.check.health,
        "moved_to": checked.check.moved_to,
        "entries_found": checked.report.entries,
        "entries": seen.entries.iter().map(entry).collect::<Vec<_>>(),
        "would_store": checked.documents.iter().zip(&seen.is_known).map(stored).collect::<Vec<_>>(),
        "register": checked.look.as_deref().map(|look| mapping::as_json(source, look)),
        "failure": checked.report.failure,
        "sentence": sentence(context, source, checked),
        "repairs": checked.report.repairs,
        "warnings": checked.report.warnings,
    })
}

fn step_as_json(step: &Exchange) -> Value {
    json!({
        "url": step.url,
        "is_robots": step.is_robots,
        "status": step.status,
        "location": step.location,
        "content_type": step.content_type,
        "bytes": step.bytes,
        "duration_ms": u64::try_from(step.duration.as_millis()).unwrap_or(u64::MAX),
        "error": step.error,
    })
}

/// What happened and what to do, without a next try: there is none.
fn sentence(context: &Context, source: &Source, checked: &Checked) -> Option<String> {
    let found = checked.report.failure.as_ref()?;
    let cause = crawl::cause(context.locale, &found.exact_class, &found.message);
    let advice = if found.class == "quarantine" {
        failure::quarantine_advice(context.locale, source.id.as_str())
    } else {
        failure::advice(context.locale, &found.exact_class).to_owned()
    };
    Some(format!("{cause}. {advice}").trim_end().to_owned())
}

fn render(context: &Context, source: &Source, seen: &Seen) -> String {
    let locale = context.locale;
    let checked = &seen.checked;
    let mut page = format!("{} – {}\n\n", source.id, source.name);
    for (number, step) in (1..).zip(&seen.exchanges) {
        let _ = writeln!(page, "{number}. {}", step_line(context, step));
    }
    if seen.exchanges.is_empty() {
        let _ = writeln!(page, "{}", text::nothing_asked(locale));
    }
    page.push('\n');
    if let Some(sentence) = sentence(context, source, checked) {
        let _ = writeln!(page, "{}\n", text::result(locale, &sentence));
    } else {
        let kind = text::kind(locale, source.kind);
        let of_register = checked.look.as_deref().map(|look| look.end.encoding);
        let of_register = of_register.filter(|encoding| !encoding.is_empty());
        let encoding = seen.encoding.or(of_register).unwrap_or("–");
        let _ =
            writeln!(page, "{}", text::read_as(locale, &kind, encoding, checked.report.entries));
    }
    if let Some(look) = checked.look.as_deref().filter(|look| look.end.records > 0) {
        page.push_str(&mapping::render(locale, source, look));
    }
    for entry in seen.entries.iter().take(LISTED) {
        let _ = writeln!(page, "   {}  {}", day(entry.published.or(entry.updated)), entry.title);
    }
    if let Some(more @ 1..) = seen.entries.len().checked_sub(LISTED) {
        let _ = writeln!(page, "   {}", text::and_more(locale, more));
    }
    for repair in &checked.report.repairs {
        let _ = writeln!(page, "! {}", repaired(locale, *repair));
    }
    for warning in &checked.report.warnings {
        let _ = writeln!(page, "! {warning}");
    }
    if let Some(address) = &checked.check.moved_to {
        let _ = writeln!(page, "{}", text::moved(locale, address));
    }
    if checked.report.failure.is_none() {
        page.push_str(&would_store(context, seen));
    }
    let _ = writeln!(page, "{}", text::nothing_stored(locale));
    page.lines().map(|line| markup::strip_controls(line) + "\n").collect()
}

/// The documents that a crawl would store now.
fn would_store(context: &Context, seen: &Seen) -> String {
    let locale = context.locale;
    let documents = &seen.checked.documents;
    let mut page = String::new();
    let new = seen.is_known.iter().filter(|is_known| !**is_known).count();
    // Of a large register only the last documents are held.
    let (new, changed) = match &seen.checked.look {
        Some(look) => (look.new, look.changed),
        None => (new, documents.len() - new),
    };
    let _ = writeln!(page, "\n{}", text::would_store(locale, new, changed));
    for document in documents.iter().take(LISTED) {
        let language = text::language_name(locale, document.language);
        let _ = writeln!(page, "   {}  {} ({language})", day(document.published), document.title);
    }
    if let Some(more @ 1..) = (new + changed).checked_sub(documents.len().min(LISTED)) {
        let _ = writeln!(page, "   {}", text::and_more(locale, more));
    }
    page
}

fn step_line(context: &Context, step: &Exchange) -> String {
    let milliseconds = step.duration.as_millis();
    let Some(status) = step.status else {
        let error = step.error.as_deref().unwrap_or_default();
        return format!("{} → {error}", step.url);
    };
    let mut line = format!("{} → {status}", step.url);
    if let Some(location) = &step.location {
        let _ = write!(line, " → {location}");
    }
    if let Some(content_type) = step.content_type.as_deref().filter(|_| step.bytes > 0) {
        let _ = write!(line, ", {content_type}");
    }
    let _ = write!(line, ", {}, {milliseconds} ms", text::bytes(context.locale, step.bytes));
    if step.is_robots {
        let _ = write!(line, " ({})", robots(context, status));
    }
    line
}

/// What an answer for robots.txt means (RFC 9309, section 2.3.1).
fn robots(context: &Context, status: u16) -> String {
    match status {
        200..=299 => text::robots_read(context.locale),
        300..=399 => text::robots_elsewhere(context.locale),
        429 | 500.. => text::robots_unread(context.locale),
        _ => text::robots_none(context.locale),
    }
}

fn day(moment: Option<Timestamp>) -> String {
    moment.map_or_else(|| "          ".to_owned(), date::day_in_stockholm)
}
