//! A hit as a row of a table: the same columns wherever one is written.

use crate::date;
use crate::markup;
use crate::message::{self, Locale};
use crate::model::Hit;

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
pub(super) fn cells(hit: &Hit) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(markup::strip_controls(text));
    vec![
        Cell::Text(date::day_in_stockholm(hit.date)),
        text(&hit.title),
        text(&hit.source_name),
        text(hit.language.as_str()),
        text(hit.country.as_deref().unwrap_or_default()),
        Cell::Link(markup::strip_controls(&hit.url)),
        text(hit.id.as_str()),
        text(&hit.missing.join(" ")),
    ]
}

impl Cell {
    pub(super) fn into_text(self) -> String {
        match self {
            Self::Text(text) | Self::Link(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}
