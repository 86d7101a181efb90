//! Codes in words: languages, countries, groups, days, and numbers as a reader expects them.

use std::str::FromStr;

use crate::date;
use crate::language::thesaurus::theme_name;
use crate::message::{Locale, letter, search, sources as names, understanding, web as text};
use crate::model::{Group, Language, PlaceId, Timestamp};
use crate::place;
use crate::web::excerpt::capitalised;
use crate::web::filters::Field;
use crate::web::state::Watch;

/// `21 november 2026`.
pub fn day(locale: Locale, moment: Timestamp) -> String {
    date::long_day(moment, locale == Locale::Sv)
}

/// A written day, `2026-11-21`, or days, `2026-11-21/2026-11-23`, as [`day`] says it; as it is
/// written where it is no whole day.
pub fn written_day(locale: Locale, written: &str) -> String {
    if let Some((from, to)) = written.split_once('/') {
        let (from, to) = (written_day(locale, from), written_day(locale, to));
        return search::from_day_to_day(locale, &from, &to);
    }
    written.parse().map_or_else(|_| written.to_owned(), |moment| day(locale, moment))
}

/// `för 5 minuter sedan` or `om 2 timmar`; the day where it is further away than two days.
pub fn distance(locale: Locale, now: Timestamp, moment: Timestamp) -> String {
    let is_past = moment <= now;
    let seconds = if is_past { now.since(moment) } else { moment.since(now) }.as_secs();
    let how_long = match seconds {
        0..60 if is_past => return text::just_now(locale),
        0..60 => text::minutes(locale, 1),
        60..5400 => text::minutes(locale, (seconds + 30) / 60),
        5400..172_800 => text::hours(locale, (seconds + 1800) / 3600),
        _ => return day(locale, moment),
    };
    if is_past { text::ago(locale, &how_long) } else { text::ahead(locale, &how_long) }
}

/// The name of a place of the gazetteer.
pub fn place(id: &PlaceId) -> String {
    place::by_id(id).map_or_else(|| id.0.clone(), |known| known.name.to_owned())
}

/// A moment for the `datetime` of `<time>`.
pub fn machine_day(moment: Timestamp) -> String {
    date::day_in_stockholm(moment)
}

/// `12 345`, or `12,345` in English.
pub fn number(locale: Locale, number: u64) -> String {
    letter::number(locale, usize::try_from(number).unwrap_or(usize::MAX))
}

pub fn sources(locale: Locale, count: usize) -> String {
    match count {
        1 => text::one_source(locale),
        _ => text::many_sources(locale, &number(locale, count as u64)),
    }
}

pub fn documents(locale: Locale, count: u64) -> String {
    match count {
        1 => text::one_document(locale),
        _ => text::many_documents(locale, &number(locale, count)),
    }
}

pub fn hits(locale: Locale, count: usize) -> String {
    match count {
        0 => text::no_hits(locale),
        1 => text::one_hit(locale),
        _ => text::many_hits(locale, &number(locale, count as u64)),
    }
}

/// The value of a facet or filter in words; the value itself where there are none.
pub fn value(locale: Locale, field: Field, value: &str, watch: &Watch) -> String {
    let words = match field {
        Field::Source => watch.source(value).map(|source| source.name.clone()),
        Field::Group => Group::from_str(value).ok().map(|group| names::group(locale, group)),
        Field::Language => value.parse().ok().map(|language| language_label(locale, language)),
        Field::Country => Some(names::country_name(locale, value)),
        Field::Place => Some(match place::look_up(value).as_slice() {
            [one] => one.name.to_owned(),
            _ => value.to_owned(),
        }),
        Field::Theme => Some(theme_name(value, locale.language()).to_owned()),
        Field::Kind => understanding::read_kind(value)
            .map(|kind| capitalised(understanding::kind(locale, kind))),
        Field::Status => understanding::read_status(value)
            .map(|status| capitalised(understanding::status(locale, status))),
        Field::Funder => None,
        Field::Month => month(locale, value).map(|month| capitalised(&month)),
    };
    words.unwrap_or_else(|| value.to_owned())
}

/// The name of a language where it stands alone.
pub fn language_label(locale: Locale, language: Language) -> String {
    capitalised(&names::language_name(locale, language))
}

/// `2026-11` as `november 2026`.
fn month(locale: Locale, value: &str) -> Option<String> {
    let first = format!("{value}-02").parse().ok()?;
    let words = day(locale, first);
    words.split_once(' ').map(|(_, month)| month.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_the_reader_is_used_to() {
        assert_eq!(number(Locale::Sv, 7), "7");
        assert_eq!(number(Locale::Sv, 1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(number(Locale::En, 123_456), "123,456");
    }

    #[test]
    fn near_moments_are_told_by_their_distance() {
        let now = Timestamp::from_millis(1_000_000_000_000);
        let check = |seconds: i64, expected: &str| {
            let moment = Timestamp::from_millis(now.as_millis() + seconds * 1000);
            assert_eq!(distance(Locale::Sv, now, moment), expected);
        };
        check(0, "nyss");
        check(-59, "nyss");
        check(20, "om 1 min");
        check(-300, "för 5 min sedan");
        check(7300, "om 2 tim");
        check(-864_000, "30 augusti 2001");
    }

    #[test]
    fn a_day_is_written_in_words() {
        assert_eq!(written_day(Locale::Sv, "2026-11-21"), "21 november 2026");
        assert_eq!(written_day(Locale::Sv, "2026-11"), "2026-11");
        let days = written_day(Locale::Sv, "2026-11-30/2026-12-01");
        assert_eq!(days, "30 november 2026 till 1 december 2026");
    }

    #[test]
    fn a_month_is_written_in_words() {
        assert_eq!(month(Locale::Sv, "2026-11").as_deref(), Some("november 2026"));
        assert_eq!(month(Locale::En, "2026-01").as_deref(), Some("January 2026"));
        assert_eq!(month(Locale::Sv, "senare"), None);
    }
}
