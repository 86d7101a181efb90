//! `utkik sources show ID`: one source, how it has been doing, and what is special about it.

use std::fmt::Write as _;

use serde::Serialize;

use crate::cli::context::{Context, Loaded};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::crawl::{self, Condition};
use crate::date;
use crate::markup;
use crate::message::repair::{self, repaired};
use crate::message::sources as text;
use crate::model::{
    Health, Repair, Republish, Rhythm, Source, SourceId, SourceKind, SourceState, Timestamp,
};
use crate::store::PastCheck;

/// The source as programs read it.
#[derive(Serialize)]
struct Shown<'a> {
    id: &'a SourceId,
    name: &'a str,
    url: &'a str,
    kind: &'static str,
    group: &'static str,
    enabled: bool,
    reason: Option<&'a str>,
    health: Health,
    sentence: String,
    error: Option<&'a str>,
    error_class: Option<&'a str>,
    last_check: Option<Timestamp>,
    last_success: Option<Timestamp>,
    next_check: Option<Timestamp>,
    failures_in_a_row: u32,
    moved_to: Option<&'a str>,
    documents: u64,
    pages_waiting: u64,
    /// What was repaired in the last answer, by name and as a sentence.
    repairs: Vec<Repaired>,
    /// The newest document's date.
    newest: Option<Timestamp>,
    /// Days that the source may be quiet; `null` while its history is short.
    usually_quiet_days: Option<u64>,
    /// Keys that say something else than where they are left out.
    differs: Vec<(&'static str, String)>,
    /// The last checks, newest first.
    checks: Vec<Past<'a>>,
}

#[derive(Serialize)]
struct Repaired {
    repair: Repair,
    sentence: String,
}

#[derive(Serialize)]
struct Past<'a> {
    at: Timestamp,
    health: Health,
    error: Option<&'a str>,
    error_class: Option<&'a str>,
    new_documents: u64,
    revised_documents: u64,
    duration_ms: u64,
}

pub async fn run(context: &Context, id: &SourceId) -> anyhow::Result<Exit> {
    let Loaded { settings, .. } = context.settings()?;
    let Some(source) = super::find(&settings.sources, id.as_str()) else {
        return Ok(Exit::Configuration);
    };
    let (state, checks) = match super::store(context).await? {
        Some(store) => (store.source_state(id).await?, store.past_checks(id).await?),
        None => (None, Vec::new()),
    };
    let shown = shown(context, source, state.as_ref(), &checks);
    if context.json {
        output::json(&shown)?;
    } else {
        output::text(&render(context, &shown, state.as_ref()))?;
    }
    Ok(Exit::Well)
}

fn shown<'a>(
    context: &Context,
    source: &'a Source,
    state: Option<&'a SourceState>,
    checks: &'a [PastCheck],
) -> Shown<'a> {
    let condition = Condition::of(context.locale, &source.id, state, context.clock.now());
    Shown {
        id: &source.id,
        name: &source.name,
        url: &source.url,
        kind: source.kind.as_str(),
        group: source.group.as_str(),
        enabled: source.enabled,
        reason: source.reason.as_deref(),
        health: condition.health,
        sentence: condition.sentence,
        error: state.and_then(|state| state.error.as_deref()),
        error_class: state.and_then(|state| state.error_class.as_deref()),
        last_check: state.and_then(|state| state.last_check),
        last_success: state.and_then(|state| state.last_success),
        next_check: state.filter(|_| source.enabled).map(|state| state.next_check),
        failures_in_a_row: state.map_or(0, |state| state.failures_in_a_row),
        moved_to: state.and_then(|state| state.moved_to.as_deref()),
        documents: state.map_or(0, |state| state.documents),
        pages_waiting: state.map_or(0, |state| state.pages_waiting),
        repairs: state.map(|state| repairs(context, state)).unwrap_or_default(),
        newest: state.and_then(|state| state.newest),
        usually_quiet_days: state.and_then(crawl::usual_days),
        differs: differs(source),
        checks: checks.iter().map(past).collect(),
    }
}

fn repairs(context: &Context, state: &SourceState) -> Vec<Repaired> {
    let told =
        |repair: &Repair| Repaired { repair: *repair, sentence: repaired(context.locale, *repair) };
    state.repairs.iter().map(told).collect()
}

fn past(check: &PastCheck) -> Past<'_> {
    Past {
        at: check.at,
        health: check.health,
        error: check.error.as_deref(),
        error_class: check.error_class.as_deref(),
        new_documents: check.new_documents,
        revised_documents: check.revised_documents,
        duration_ms: check.duration_ms,
    }
}

/// What a source says that one with only its three required keys does not.
fn differs(source: &Source) -> Vec<(&'static str, String)> {
    let days = |duration: std::time::Duration| {
        let minutes = duration.as_secs() / 60;
        if minutes.is_multiple_of(24 * 60) {
            format!("{} days", minutes / (24 * 60))
        } else {
            format!("{minutes} minutes")
        }
    };
    let rhythm = |rhythm: &Rhythm| match rhythm {
        Rhythm::Interval(every) => days(*every),
        Rhythm::Cron(line) => line.clone(),
    };
    let keys = [
        ("kind", (source.kind != SourceKind::Feed).then(|| source.kind.to_string())),
        ("priority", (source.priority != 2).then(|| source.priority.to_string())),
        ("full_text", source.full_text.then(|| "true".to_owned())),
        ("every", source.every.as_ref().map(rhythm)),
        ("keep", source.keep.map(days)),
        (
            "republish",
            (source.republish != Republish::Excerpt).then(|| source.republish.to_string()),
        ),
        ("robots_exception", source.robots_exception.clone()),
        ("login", source.login.clone()),
        ("enabled", (!source.enabled).then(|| "false".to_owned())),
    ];
    keys.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

fn render(context: &Context, shown: &Shown<'_>, state: Option<&SourceState>) -> String {
    let locale = context.locale;
    let now = context.clock.now();
    let minute = |moment: Option<Timestamp>| {
        moment.map_or_else(|| text::never(locale), date::minute_in_stockholm)
    };
    let health =
        if shown.enabled { text::health(locale, shown.health) } else { text::disabled(locale) };
    let mut rows = vec![
        (text::row_address(locale), shown.url.to_owned()),
        (text::column_health(locale), health),
        (text::column_last_check(locale), minute(shown.last_check)),
        (text::row_last_success(locale), minute(shown.last_success)),
    ];
    if let Some(next) = shown.next_check {
        rows.push((text::column_next_check(locale), crawl::when(locale, next, now)));
    }
    rows.push((text::column_documents(locale), shown.documents.to_string()));
    if let Some((days, state)) =
        state.and_then(|state| Some((crawl::quiet_days(state, now)?, state)))
    {
        let quiet = match crawl::usual_days(state) {
            Some(usual) => text::quiet(locale, days, usual),
            None => text::quiet_so_far(locale, days),
        };
        rows.push((text::row_rhythm(locale), quiet));
    }
    if let Some(reason) = shown.reason {
        rows.push((text::row_reason(locale), reason.to_owned()));
    }
    if !shown.differs.is_empty() {
        let keys = shown.differs.iter().map(|(key, value)| format!("{key} = {value}"));
        rows.push((text::row_differs(locale), keys.collect::<Vec<_>>().join(", ")));
    }
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    let mut page = format!("{} – {}\n\n{}\n", shown.id, shown.name, shown.sentence);
    if let Some(error) = shown.error {
        let _ = writeln!(page, "({error})");
    }
    page.push('\n');
    for (name, value) in rows {
        let _ = writeln!(page, "{name:<width$}  {value}");
    }
    if !shown.repairs.is_empty() {
        let _ = writeln!(page, "\n{}", repair::heading(locale));
    }
    for told in &shown.repairs {
        let _ = writeln!(page, "  {}", told.sentence);
    }
    if !shown.checks.is_empty() {
        let _ = writeln!(page, "\n{}", text::history(locale));
    }
    for check in &shown.checks {
        let _ = writeln!(page, "{}", line(context, check));
    }
    page.lines().map(|line| markup::strip_controls(line) + "\n").collect()
}

/// One check of the past in a line.
fn line(context: &Context, check: &Past<'_>) -> String {
    let locale = context.locale;
    let minute = date::minute_in_stockholm(check.at);
    let health = text::health(locale, check.health);
    let what = match (check.error, check.error_class) {
        (Some(error), class) => crawl::cause(locale, class.unwrap_or_default(), error),
        (None, _) if check.new_documents + check.revised_documents > 0 => {
            text::brought(locale, check.new_documents, check.revised_documents)
        }
        (None, _) => String::new(),
    };
    format!("  {minute}  {health:<14} {:>6} ms  {what}", check.duration_ms).trim_end().to_owned()
}
