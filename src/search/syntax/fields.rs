//! Fields of the query language by their names: `källa:skr-nyheter`, `tema:trafik`, `budget:>1mkr`.

use std::ops::Range;

use super::lexer::{Kind, Lexer, ends_word, is_space};
use super::quotation::is_quote;
use super::word::{self, Trouble};
use super::{error, filters, names, numbers, title, tree};
use crate::language::{fold, is_invisible};
use crate::message::{Locale, search as message};
use crate::model::{FactName, NumberField, QueryError};

/// What a field narrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Source,
    Site,
    Language,
    Country,
    Group,
    Network,
    Place,
    Theme,
    Concept,
    Kind,
    Status,
    Phase,
    Fact(FactName),
    Number(NumberField),
    After,
    Before,
    Newer,
    Date,
    Story,
    SavedSearch,
}

/// The names of each field: English, Swedish, and what keyboards without å, ä, ö can type.
#[rustfmt::skip]
const NAMES: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "rubrik", "titel"]),
    (Field::Source, &["source", "källa", "kalla"]),
    (Field::Site, &["site", "webbplats"]),
    (Field::Language, &["lang", "språk", "sprak", "language"]),
    (Field::Country, &["country", "land"]),
    (Field::Group, &["group", "grupp"]),
    (Field::Network, &["network", "nätverk", "natverk"]),
    (Field::Place, &["place", "plats", "ort", "kommun", "län", "lan", "municipality", "region"]),
    (Field::Theme, &["theme", "tema"]),
    (Field::Concept, &["concept", "begrepp"]),
    (Field::Kind, &["kind", "typ", "type"]),
    (Field::Status, &["status"]),
    (Field::Phase, &["phase", "skede"]),
    (Field::Fact(FactName::Funder), &["funder", "finansiär", "finansiar"]),
    (Field::Fact(FactName::Programme), &["program", "programme"]),
    (Field::Fact(FactName::Partners), &["partner"]),
    (Field::Fact(FactName::Supplier), &["supplier", "leverantör", "leverantor"]),
    (Field::Fact(FactName::Project), &["project", "projekt"]),
    (Field::Fact(FactName::Product), &["product", "produkt", "teknik", "technology"]),
    (Field::Fact(FactName::Organisation), &["responsible", "ansvarig"]),
    (Field::Number(NumberField::Budget), &["budget"]),
    (Field::Number(NumberField::Population), &["size", "storlek", "population", "invånare", "invanare"]),
    (Field::Number(NumberField::Closes), &["closes", "stänger", "stanger"]),
    (Field::Number(NumberField::Event), &["event", "evenemang"]),
    (Field::After, &["after", "efter"]),
    (Field::Before, &["before", "före", "fore"]),
    (Field::Newer, &["newer", "senaste"]),
    (Field::Date, &["date", "datum"]),
    (Field::Story, &["story", "händelse", "handelse"]),
    (Field::SavedSearch, &["search", "bevakning"]),
];

impl Field {
    /// The field of this name, lower case.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(field, _)| *field)
    }

    /// Its English name, by which it is written.
    pub fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// Its Swedish name, else the English one.
    pub fn swedish_name(self) -> &'static str {
        self.names().get(1).copied().unwrap_or_else(|| self.name())
    }

    fn names(self) -> &'static [&'static str] {
        NAMES.iter().find(|(field, _)| *field == self).map_or(&[], |(_, names)| *names)
    }

    /// Compared with numbers or days: `<`, `>`, `..`.
    fn compares(self) -> bool {
        matches!(self, Self::Number(_) | Self::Date)
    }
}

/// The names of all fields in a language of the interface, and after them all others.
pub fn field_names(locale: Locale) -> impl Iterator<Item = &'static str> {
    let at = usize::from(locale == Locale::Sv);
    let usual = move |names: &'static [&'static str]| names.get(at).or(names.first()).copied();
    let first = NAMES.iter().filter_map(move |(_, names)| usual(names));
    let others = NAMES.iter().flat_map(move |(_, names)| {
        names.iter().copied().filter(move |name| Some(*name) != usual(names))
    });
    first.chain(others)
}

/// Reads a field and its values where one begins; otherwise stays where it is.
pub(super) fn read(lexer: &mut Lexer<'_>) -> Result<Option<(Kind, Range<usize>)>, QueryError> {
    let from = lexer.at;
    let Some((typed, value)) = lexer.rest().split_once(':') else { return Ok(None) };
    let visible: String = typed.chars().filter(|letter| !is_invisible(*letter)).collect();
    if visible.is_empty() || !visible.chars().all(char::is_alphabetic) {
        return Ok(None);
    }
    let name = fold(&visible);
    let span = from..from + typed.len() + 1;
    let Some(field) = Field::named(&name) else {
        return match unknown(&visible, &name, value, lexer.locale) {
            Some(problem) => Err(QueryError { span, ..problem }),
            None => Ok(None),
        };
    };
    lexer.skip(typed.len() + 1);
    skip_space(lexer);
    if lexer.rest().starts_with('(') {
        return Err(error(message::field_before_group(lexer.locale, &visible), span));
    }
    let kind = match field {
        Field::Title => title::read(lexer)?.map(Kind::Title),
        _ if field.compares() => {
            let value = numbers::value(field, lexer)?;
            let (locale, now) = (lexer.locale, lexer.now);
            let compared = value.map(|value| numbers::compared(field, value, locale, now));
            compared.transpose()?.map(Kind::Filter)
        }
        _ => listed(field, lexer)?,
    };
    match kind {
        Some(kind) => Ok(Some((kind, from..lexer.at))),
        None => Err(error(message::field_without_value(lexer.locale, &visible), span)),
    }
}

/// Values after the colon, parted by commas: any of them.
fn listed(field: Field, lexer: &mut Lexer<'_>) -> Result<Option<Kind>, QueryError> {
    let values = values(lexer)?;
    if values.is_empty() {
        return Ok(None);
    }
    let mut found = Vec::new();
    for value in values {
        found.extend(filters::of(field, value, lexer.locale, lexer.now)?);
    }
    Ok(Some(Kind::Filter(tree::any_of(filters::joined(found)))))
}

/// `tema: trafik` is `tema:trafik`, unless an operator or another field follows.
fn skip_space(lexer: &mut Lexer<'_>) {
    let rest = lexer.rest();
    let value = rest.trim_start_matches(is_space);
    let next = value.split(ends_word).next().unwrap_or_default();
    let begins = value.starts_with(|letter: char| {
        letter.is_alphanumeric() || is_quote(letter) || "<>=≤≥".contains(letter)
    });
    let is_field =
        next.split_once(':').is_some_and(|(name, _)| Field::named(&fold(name)).is_some());
    if begins && !word::is_operator(next) && !is_field {
        lexer.skip(rest.len() - value.len());
    }
}

/// Why a name before a colon is wrong; `None` when it is plain text: `https://…`, `EU:s`,
/// `Ny rapport: …`, `C:`.
fn unknown(typed: &str, name: &str, value: &str, locale: Locale) -> Option<QueryError> {
    let value = value.split(ends_word).next().unwrap_or_default();
    let ending = value.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let is_ending = ending.chars().count() <= 5 && ending.chars().all(char::is_lowercase);
    let is_acronym = !typed.chars().any(char::is_lowercase);
    if value.is_empty()
        || value.starts_with("//")
        || typed.chars().count() == 1
        || (is_acronym && is_ending)
        || ["mailto", "tel"].contains(&name)
    {
        return None;
    }
    let nearest = names::nearest(name, field_names(locale));
    let suggestion = nearest.map(|nearest| format!("{nearest}:"));
    Some(QueryError { suggestion, ..error(message::unknown_field(locale, typed), 0..0) })
}

/// `budget>1mkr` was meant as `budget:>1mkr`.
pub(super) fn without_colon(typed: &str, locale: Locale) -> Option<Trouble> {
    let at = typed.find(['<', '>', '=', '≤', '≥'])?;
    let (name, value) = typed.split_at_checked(at)?;
    let field = Field::named(&fold(name)).filter(|field| field.compares())?;
    let suggestion = Some(format!("{name}:{value}"));
    Some(Trouble { message: message::colon_missing(locale, field.name()), suggestion })
}

/// A value with its place in the query text.
pub(super) type Value = (String, Range<usize>);

/// Values after the colon, parted by commas; each may be quoted.
fn values(lexer: &mut Lexer<'_>) -> Result<Vec<Value>, QueryError> {
    let mut values = Vec::new();
    loop {
        let from = lexer.at;
        let value = match lexer.peek() {
            Some(quote) if is_quote(quote) => quoted_value(lexer, quote)?,
            _ => {
                let rest = lexer.rest();
                let ends = |letter: char| ends_word(letter) || letter == ',';
                let value = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default();
                lexer.skip(value.len());
                visible(value).trim_end_matches(['.', ';', '!', '?']).to_owned()
            }
        };
        if !value.is_empty() {
            values.push((value, from..lexer.at));
        }
        if !lexer.rest().starts_with(',') {
            return Ok(values);
        }
        lexer.skip(1);
    }
}

/// A value in quotation marks, without them.
pub(super) fn quoted_value(lexer: &mut Lexer<'_>, quote: char) -> Result<String, QueryError> {
    let from = lexer.at;
    let Some(inside) = lexer.quoted(quote) else {
        let span = from..from + quote.len_utf8();
        return Err(error(message::quote_not_closed(lexer.locale), span));
    };
    Ok(visible(inside))
}

/// Without invisible letters and quotation marks, with single spaces.
fn visible(text: &str) -> String {
    let parts = text.split(|letter: char| letter.is_whitespace() || is_quote(letter));
    let visible = parts.map(|part| part.chars().filter(|letter| !is_invisible(*letter)).collect());
    visible.filter(|part: &String| !part.is_empty()).collect::<Vec<String>>().join(" ")
}

/// Whether a field is called so, in either language.
pub fn is_field(name: &str) -> bool {
    Field::named(&fold(name)).is_some()
}

/// Fields whose name begins so, those of the interface's language first.
pub fn complete_field(begun: &str, locale: Locale) -> Vec<String> {
    let begun = fold(begun);
    let mut fields: Vec<Field> = Vec::new();
    let mut found = Vec::new();
    for name in field_names(locale).filter(|name| name.starts_with(&begun)) {
        let Some(field) = Field::named(name).filter(|field| !fields.contains(field)) else {
            continue;
        };
        fields.push(field);
        found.push(format!("{name}:"));
    }
    found
}

/// Values that begin so, for a field by its name as typed: `tema` and `tr` give `tema:trafik`.
pub fn complete_value(name: &str, begun: &str, locale: Locale) -> Vec<String> {
    let Some(field) = Field::named(&fold(name)) else { return Vec::new() };
    let values = filters::values_beginning(field, &fold(begun), locale);
    values.into_iter().map(|value| format!("{name}:{}", super::write::quoted(&value))).collect()
}
