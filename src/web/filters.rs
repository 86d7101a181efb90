//! Filters as parts of the query text: found, added and taken away with one click.

use std::ops::Range;

use crate::message::{Locale, web as text};

/// What a search can be narrowed by with a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
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
    pub const ALL: [Self; 5] =
        [Self::Source, Self::Group, Self::Language, Self::Country, Self::Month];

    /// Its names in the query language: the facet's own, English, Swedish, and without dots.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Source => &["source", "källa", "kalla"],
            Self::Group => &["group", "grupp"],
            Self::Language => &["lang", "språk", "sprak"],
            Self::Country => &["country", "land"],
            Self::Month => &["date", "datum", "month", "månad", "manad"],
        }
    }

    /// The field of a facet.
    pub fn of_facet(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.names().contains(&name))
    }

    /// How it is written in a query by a reader of this language.
    fn written(self, locale: Locale) -> &'static str {
        let number = usize::from(locale == Locale::Sv);
        self.names().get(number).copied().unwrap_or_default()
    }

    pub fn heading(self, locale: Locale) -> String {
        match self {
            Self::Source => text::facet_source(locale),
            Self::Group => text::facet_group(locale),
            Self::Language => text::facet_language(locale),
            Self::Country => text::facet_country(locale),
            Self::Month => text::facet_month(locale),
        }
    }
}

/// The filters that stand on their own in a query text: not in quotes, in parentheses, negated,
/// or beside an OR, where taking one away would change the meaning of the rest.
pub fn active(query: &str) -> Vec<Active> {
    let words = words(query);
    if words.iter().any(|place| is_or(query.get(place.clone()))) {
        return Vec::new();
    }
    words.into_iter().filter_map(|place| filter_at(query, place)).collect()
}

/// The query text narrowed by one more filter.
pub fn add(query: &str, field: Field, value: &str, locale: Locale) -> String {
    let query = query.trim();
    let filter = format!("{}:{value}", field.written(locale));
    let has_or = words(query).iter().any(|place| is_or(query.get(place.clone())));
    match (query.is_empty(), has_or) {
        (true, _) => filter,
        (false, true) => format!("({query}) {filter}"),
        (false, false) => format!("{query} {filter}"),
    }
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
    for (at, letter) in query.char_indices().chain([(query.len(), ' ')]) {
        let parts = letter.is_whitespace() && !quoted && depth == 0;
        match letter {
            '"' | '”' | '“' | '»' | '«' => (quoted, plain) = (!quoted, false),
            '(' if !quoted => (depth, plain) = (depth + 1, false),
            ')' if !quoted => (depth, plain) = (depth.saturating_sub(1), false),
            _ => {}
        }
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

fn is_or(word: Option<&str>) -> bool {
    matches!(word, Some("OR" | "ELLER" | "|"))
}

fn filter_at(query: &str, place: Range<usize>) -> Option<Active> {
    let before = query.get(..place.start).unwrap_or_default().split_whitespace().next_back();
    if matches!(before, Some("NOT" | "INTE" | "-")) {
        return None;
    }
    let (name, value) = query.get(place.clone())?.split_once(':')?;
    let name = name.to_lowercase();
    let field = Field::ALL.into_iter().find(|field| field.names().contains(&name.as_str()))?;
    let value = value.to_owned();
    (!value.is_empty()).then_some(Active { field, value, place })
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
    }

    #[test]
    fn filters_inside_other_operators_are_left_alone() {
        for query in [
            "\"källa:malmo\"",
            "(källa:malmo)",
            "-källa:malmo",
            "NOT källa:malmo",
            "a OR källa:malmo",
            "källa:",
            "http://x",
            "”öppen källa:malmo",
        ] {
            assert_eq!(active(query), [], "{query}");
        }
        assert_eq!(add("a OR b", Field::Country, "SE", Locale::Sv), "(a OR b) land:SE");
        assert_eq!(active("(a OR b) land:SE").len(), 1);
    }
}
