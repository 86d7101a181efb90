//! A hit as a row of a table: the same columns wherever one is written.

use crate::date;
use crate::language::thesaurus::theme_name;
use crate::markup;
use crate::message::{self, Locale, understanding};
use crate::model::{Hit, PlaceId};
use crate::place;

/// One cell. Only workbooks know numbers and links.
pub(super) enum Cell {
    Text(String),
    Number(i64),
    Link(String),
}

/// The headings of all columns.
pub(super) fn headings(locale: Locale) -> Vec<String> {
    message::cli::table_headings(locale).split(',').map(str::to_owned).collect()
}

/// The cells of a hit, in the order of the headings, without control characters.
pub(super) fn cells(locale: Locale, hit: &Hit) -> Vec<Cell> {
    let facts = &hit.facts;
    let themes = facts.themes.iter().map(|id| theme_name(id, locale.language()));
    let text = |text: &str| Cell::Text(markup::strip_controls(text));
    vec![
        Cell::Text(date::day_in_stockholm(hit.date)),
        text(&hit.title),
        text(&hit.source_name),
        text(facts.kind.map_or("", |kind| understanding::kind(locale, kind))),
        text(&places(&facts.about)),
        text(&themes.collect::<Vec<_>>().join(", ")),
        text(facts.status.map_or("", |status| understanding::status(locale, status))),
        text(facts.phase.map_or("", |phase| understanding::phase(locale, phase))),
        text(facts.project.as_deref().unwrap_or_default()),
        text(&facts.funders.join(", ")),
        text(facts.budget.as_deref().unwrap_or_default()),
        facts.budget_sek.map_or_else(|| text(""), Cell::Number),
        text(facts.closes.as_deref().unwrap_or_default()),
        text(facts.event.as_deref().unwrap_or_default()),
        text(hit.language.as_str()),
        text(hit.country.as_deref().unwrap_or_default()),
        Cell::Link(markup::strip_controls(&hit.url)),
        text(hit.id.as_str()),
        text(&hit.missing.join(" ")),
    ]
}

/// The names of places.
fn places(ids: &[PlaceId]) -> String {
    let name = |id: &PlaceId| place::by_id(id).map_or_else(|| id.0.clone(), |p| p.name.to_owned());
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}

impl Cell {
    pub(super) fn into_text(self) -> String {
        match self {
            Self::Text(text) | Self::Link(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}
