//! `utkik sources [list]`: all sources with their state.

use std::io::IsTerminal;

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table};
use serde::Serialize;

use crate::cli::arguments::SourcesList;
use crate::cli::context::{Context, Loaded};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::crawl::{Condition, intake};
use crate::date;
use crate::markup;
use crate::message;
use crate::model::{Health, Source, SourceId, SourceKind, SourceState, Timestamp};

use super::states;

/// One source as programs read it.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a SourceId,
    name: &'a str,
    url: &'a str,
    kind: &'static str,
    group: &'static str,
    enabled: bool,
    reason: Option<&'a str>,
    robots_exception: Option<&'a str>,
    health: Health,
    /// The same in whole sentences, in the language of the interface.
    sentence: String,
    last_check: Option<Timestamp>,
    last_success: Option<Timestamp>,
    next_check: Option<Timestamp>,
    failures_in_a_row: u32,
    error: Option<&'a str>,
    /// The class of that error, and behind a colon what is known more exactly.
    error_class: Option<&'a str>,
    moved_to: Option<&'a str>,
    documents: u64,
    pages_waiting: u64,
}

pub async fn run(context: &Context, arguments: &SourcesList) -> anyhow::Result<Exit> {
    let Loaded { settings, had_problems } = context.settings()?;
    let states = states(context).await?;
    let has_documents = |id: &SourceId| states.get(id).is_some_and(|state| state.documents > 0);
    let by_hand = intake::built_in_use(has_documents);
    let rows: Vec<Line<'_>> = settings
        .sources
        .iter()
        .chain(&by_hand)
        .map(|source| row(context, source, states.get(&source.id)))
        .filter(|row| !arguments.enabled || row.enabled)
        .filter(|row| !arguments.failing || is_failing(row))
        .filter(|row| arguments.group.is_none_or(|group| group.as_str() == row.group))
        .collect();
    if context.json {
        for row in &rows {
            output::json_line(row)?;
        }
    } else {
        output::line(&table(context, &rows).to_string())?;
        output::note(&message::sources::summary(
            context.locale,
            rows.len(),
            rows.iter().filter(|row| row.enabled).count(),
            rows.iter().filter(|row| row.enabled && row.health.is_trouble()).count(),
        ));
    }
    Ok(if had_problems { Exit::Configuration } else { Exit::Well })
}

fn row<'a>(context: &Context, source: &'a Source, state: Option<&'a SourceState>) -> Line<'a> {
    let condition = Condition::of_source(context.locale, source, state, context.clock.now());
    let is_crawled = source.enabled && source.kind != SourceKind::Hand;
    Line {
        id: &source.id,
        name: &source.name,
        url: &source.url,
        kind: source.kind.as_str(),
        group: source.group.as_str(),
        enabled: source.enabled,
        reason: source.reason.as_deref(),
        robots_exception: source.robots_exception.as_deref(),
        health: condition.health,
        sentence: condition.sentence,
        last_check: state.and_then(|state| state.last_check),
        last_success: state.and_then(|state| state.last_success),
        next_check: state.filter(|_| is_crawled).map(|state| state.next_check),
        failures_in_a_row: state.map_or(0, |state| state.failures_in_a_row),
        error: state.and_then(|state| state.error.as_deref()),
        error_class: state.and_then(|state| state.error_class.as_deref()),
        moved_to: state.and_then(|state| state.moved_to.as_deref()),
        documents: state.map_or(0, |state| state.documents),
        pages_waiting: state.map_or(0, |state| state.pages_waiting),
    }
}

fn is_failing(row: &Line<'_>) -> bool {
    row.enabled && row.health.wants_a_look()
}

fn table(context: &Context, rows: &[Line<'_>]) -> Table {
    let locale = context.locale;
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY);
    if std::io::stdout().is_terminal() {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    table.set_header([
        message::sources::column_source(locale),
        message::sources::column_group(locale),
        message::sources::column_health(locale),
        message::sources::column_last_check(locale),
        message::sources::column_next_check(locale),
        message::sources::column_documents(locale),
        message::sources::column_note(locale),
    ]);
    let day = |moment: Option<Timestamp>| moment.map(date::minute_in_stockholm).unwrap_or_default();
    for row in rows {
        let health = if row.kind == SourceKind::Hand.as_str() {
            message::sources::kind(locale, SourceKind::Hand)
        } else if row.enabled {
            message::sources::health(locale, row.health)
        } else {
            message::sources::disabled(locale)
        };
        let exception = row.robots_exception.filter(|_| row.enabled);
        let exception = exception.map(|reason| message::sources::robots_exception(locale, reason));
        let note = [Some(note(row)).filter(|note| !note.is_empty()), exception];
        let note = note.into_iter().flatten().collect::<Vec<_>>().join("\n");
        let group = row.group.parse().map(|group| message::sources::group(locale, group));
        table.add_row([
            markup::strip_controls(&format!("{}\n{}", row.id, row.name)),
            group.unwrap_or_default(),
            health,
            day(row.last_check),
            day(row.next_check),
            row.documents.to_string(),
            markup::strip_controls(&note),
        ]);
    }
    table
}

/// What a person should know of a source: nothing while all is well. The technical details stand
/// in `sources show`.
fn note(row: &Line<'_>) -> String {
    let is_suddenly_empty = row.health == Health::Empty && row.documents > 0;
    if !row.enabled {
        return row.reason.unwrap_or_default().to_owned();
    }
    if row.health.wants_a_look() || is_suddenly_empty {
        row.sentence.clone()
    } else {
        String::new()
    }
}
