//! Filters as parts of the query text: found, added and taken away with one click.

use std::ops::Range;

use crate::message::{Locale, gist, understanding, web as text};
use crate::model::PlaceId;
use crate::place;

/// What a search can be narrowed by with a click, in the order in which a reader wants to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Place,
    Theme,
    Kind,
    Status,
    Funder,
    Source,
    Group,
    Language,
    Country,
    Month,
}

/// A filter that stands in the query text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Active {
    pub field: Field,
    pub value: String,
    /// Where it stands, in bytes.
    pub place: Range<usize>,
}

impl Field {
    pub const ALL: [Self; 10] = [
        Self::Place,
        Self::Theme,
        Self::Kind,
        Self::Status,
        Self::Funder,
        Self::Source,
        Self::Group,
        Self::Language,
        Self::Country,
        Self::Month,
    ];

    /// Its names in the query language: English, Swedish, and without dots. A month is written
    /// with two others, see [`month`].
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Place => &["place", "plats", "ort", "kommun", "län", "lan"],
            Self::Theme => &["theme", "tema"],
            Self::Kind => &["kind", "typ"],
            Self::Status => &["status"],
            Self::Funder => &["funder", "finansiär", "finansiar"],
            Self::Source => &["source", "källa", "kalla"],
            Self::Group => &["group", "grupp"],
            Self::Language => &["lang", "språk", "sprak", "language"],
            Self::Country => &["country", "land"],
            Self::Month => &[],
        }
    }

    /// The field of a facet.
    pub fn of_facet(name: &str) -> Option<Self> {
        let named = Self::ALL.into_iter().find(|field| field.names().contains(&name));
        named.or_else(|| (name == "month").then_some(Self::Month))
    }

    /// The filter as a reader of this language would type it.
    fn written(self, value: &str, locale: Locale) -> String {
        let in_swedish = usize::from(locale == Locale::Sv);
        let names = self.names();
        match names.get(in_swedish).or(names.first()) {
            Some(name) => format!("{name}:{}", quoted(&self.typed(value, locale))),
            None => month(value, locale).unwrap_or_default(),
        }
    }

    /// A value as a reader would type it, where that means this value and no other.
    fn typed(self, value: &str, locale: Locale) -> String {
        let words = match self {
            Self::Place => {
                let id = PlaceId(value.to_owned());
                let name = place::by_id(&id).map(|known| known.name.to_owned());
                name.filter(|name| matches!(place::look_up(name).as_slice(), [one] if one.id == id))
            }
            Self::Kind => {
                value.parse().ok().map(|kind| understanding::kind(locale, kind).to_owned())
            }
            Self::Status => {
                value.parse().ok().map(|status| understanding::status(locale, status).to_owned())
            }
            _ => None,
        };
        words.unwrap_or_else(|| value.to_owned())
    }

    pub fn heading(self, locale: Locale) -> String {
        match self {
            Self::Place => gist::facet_place(locale),
            Self::Theme => gist::facet_theme(locale),
            Self::Kind => gist::facet_kind(locale),
            Self::Status => gist::facet_status(locale),
            Self::Funder => gist::facet_funder(locale),
            Self::Source => text::facet_source(locale),
            Self::Group => text::facet_group(locale),
            Self::Language => text::facet_language(locale),
            Self::Country => text::facet_country(locale),
            Self::Month => text::facet_month(locale),
        }
    }
}

/// A value in quotes where it would not be one word.
fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_owned() }
}

/// The filters that stand on their own in a query text: not in quotes, in parentheses, or beside
/// an operator, where taking one away would change the meaning of the rest.
pub fn active(query: &str) -> Vec<Active> {
    let mut found: Vec<Active> = Vec::new();
    let words = words(query);
    for (at, place) in words.iter().enumerate() {
        if found.last().is_some_and(|filter| filter.place.end >= place.end) {
            continue;
        }
        let next = words.get(at + 1);
        let filter = month_at(query, place, next).or_else(|| filter_at(query, place));
        found.extend(filter.filter(|filter| stands_alone(query, &filter.place)));
    }
    found
}

/// The query text narrowed by one more filter.
pub fn add(query: &str, field: Field, value: &str, locale: Locale) -> String {
    format!("{} {}", query.trim(), field.written(value, locale)).trim().to_owned()
}

/// The query text without one of its filters.
pub fn remove(query: &str, filter: &Active) -> String {
    let before = query.get(..filter.place.start).unwrap_or_default().trim_end();
    let after = query.get(filter.place.end..).unwrap_or_default().trim_start();
    if before.is_empty() { after.to_owned() } else { format!("{before} {after}").trim().to_owned() }
}

/// The words of a query that stand outside quotes and parentheses.
fn words(query: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut depth, mut quoted, mut plain) = (None, 0_usize, false, true);
    let mut last = ' ';
    for (at, letter) in query.char_indices().chain([(query.len(), ' ')]) {
        let parts = letter.is_whitespace() && !quoted && depth == 0;
        match letter {
            // The value of a field: `finansiär:"Viable Cities"`.
            '"' if !quoted && last == ':' => quoted = true,
            '"' if quoted && plain => quoted = false,
            '"' | '”' | '“' | '»' | '«' => (quoted, plain) = (!quoted, false),
            '(' if !quoted => (depth, plain) = (depth + 1, false),
            ')' if !quoted => (depth, plain) = (depth.saturating_sub(1), false),
            _ => {}
        }
        last = letter;
        if !parts {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            if plain {
                found.push(from..at);
            }
            plain = true;
        }
    }
    found
}

fn stands_alone(query: &str, place: &Range<usize>) -> bool {
    let is_operator = |word: Option<&str>| {
        matches!(
            word,
            Some("OR" | "ELLER" | "|" | "||" | "AND" | "OCH" | "&&" | "NOT" | "INTE" | "-")
        )
    };
    let before = query.get(..place.start).unwrap_or_default().split_whitespace().next_back();
    let after = query.get(place.end..).unwrap_or_default().split_whitespace().next();
    !is_operator(before) && !is_operator(after)
}

fn filter_at(query: &str, place: &Range<usize>) -> Option<Active> {
    let (name, value) = query.get(place.clone())?.split_once(':')?;
    let name = name.to_lowercase();
    let field = Field::ALL.into_iter().find(|field| field.names().contains(&name.as_str()))?;
    let (value, place) = (value.trim_matches('"').to_owned(), place.clone());
    (!value.is_empty()).then_some(Active { field, value, place })
}

/// `2026-11` as a filter: `efter:2026-11 före:2026-12`.
fn month(value: &str, locale: Locale) -> Option<String> {
    let next = month_after(value)?;
    Some(match locale {
        Locale::Sv => format!("efter:{value} före:{next}"),
        Locale::En => format!("after:{value} before:{next}"),
    })
}

/// The two filters of [`month`], when they stand here side by side.
fn month_at(query: &str, place: &Range<usize>, next: Option<&Range<usize>>) -> Option<Active> {
    let (after, value) = query.get(place.clone())?.split_once(':')?;
    let (before, end) = query.get(next?.clone())?.split_once(':')?;
    let is_pair = matches!(after.to_lowercase().as_str(), "efter" | "after")
        && matches!(before.to_lowercase().as_str(), "före" | "fore" | "before")
        && month_after(value)? == end;
    let place = place.start..next?.end;
    is_pair.then(|| Active { field: Field::Month, value: value.to_owned(), place })
}

fn month_after(month: &str) -> Option<String> {
    let (year, month) = month.split_once('-').filter(|_| month.len() == 7)?;
    let (year, month): (u16, u8) = (year.parse().ok()?, month.parse().ok()?);
    match month {
        1..=11 => Some(format!("{year:04}-{:02}", month + 1)),
        12 => Some(format!("{:04}-01", year + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_added_found_and_removed() {
        let query = add("smarta öar", Field::Source, "malmo", Locale::Sv);
        assert_eq!(query, "smarta öar källa:malmo");
        let query = add(&query, Field::Language, "sv", Locale::En);
        assert_eq!(query, "smarta öar källa:malmo lang:sv");
        let filters = active(&query);
        let fields: Vec<Field> = filters.iter().map(|filter| filter.field).collect();
        assert_eq!(fields, [Field::Source, Field::Language]);
        assert_eq!(remove(&query, &filters[0]), "smarta öar lang:sv");
        assert_eq!(remove("källa:malmo", &active("källa:malmo")[0]), "");
        let query = add("ljus", Field::Place, "SE-1280", Locale::Sv);
        let query = add(&query, Field::Funder, "Viable Cities", Locale::Sv);
        let query = add(&query, Field::Status, "scaleup", Locale::Sv);
        assert_eq!(query, "ljus plats:Malmö finansiär:\"Viable Cities\" status:\"skala upp\"");
        let filters = active(&query);
        assert_eq!(filters.len(), 3);
        assert_eq!(filters[1].value, "Viable Cities");
        assert_eq!(remove(&query, &filters[1]), "ljus plats:Malmö status:\"skala upp\"");
        let query = add("", Field::Place, "SE-1281", Locale::Sv);
        assert_eq!(query, "plats:SE-1281", "there is a Lund in Norway, too");
    }

    #[test]
    fn filters_inside_other_operators_are_left_alone() {
        for query in [
            "\"källa:malmo\"",
            "(källa:malmo)",
            "-källa:malmo",
            "NOT källa:malmo",
            "a OR källa:malmo",
            "källa:malmo AND a",
            "källa:",
            "http://x",
            "”öppen källa:malmo",
        ] {
            assert_eq!(active(query), [], "{query}");
        }
        assert_eq!(active("a OR b land:SE").len(), 1);
        assert_eq!(add("a OR b", Field::Country, "SE", Locale::Sv), "a OR b land:SE");
        assert_eq!(active("(a OR b) land:SE").len(), 1);
    }

    #[test]
    fn a_month_is_two_filters_in_one() {
        let query = add("öar", Field::Month, "2026-12", Locale::Sv);
        assert_eq!(query, "öar efter:2026-12 före:2027-01");
        let filters = active(&query);
        assert_eq!(filters.len(), 1);
        assert_eq!((filters[0].field, filters[0].value.as_str()), (Field::Month, "2026-12"));
        assert_eq!(remove(&query, &filters[0]), "öar");
        assert_eq!(active("efter:2026-12 före:2027-03 efter:x före:y").len(), 0);
        assert_eq!(month_after("9999-12").as_deref(), Some("10000-01"));
    }
}
