//! Days to apply and days of events as a calendar (iCalendar, RFC 5545).

use std::fmt::Write as _;

use crate::message::{Locale, gist};
use crate::model::Hit;

/// A line may have so many octets (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// A calendar of whole days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Calendar {
    name: String,
    days: Vec<Day>,
}

/// Something that happens on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Day {
    /// The same whenever the calendar is fetched again.
    uid: String,
    /// `2026-03-15`.
    date: String,
    /// When the document was changed last: `2026-03-01T10:00:00Z`.
    stamp: String,
    summary: String,
    description: String,
    location: String,
    url: String,
}

/// The last days to apply and the days of events among hits, as a calendar.
pub fn calendar(locale: Locale, query: &str, hits: &[Hit]) -> String {
    let mut days = Vec::new();
    for hit in hits {
        let day = |kind: &str, day: &str, summary: String| Day {
            uid: format!("{}-{kind}@utkik", hit.id),
            date: day.to_owned(),
            stamp: hit.date.to_string(),
            summary,
            description: hit.snippet.text.clone(),
            location: hit.facts.venue.clone().unwrap_or_default(),
            url: hit.url.clone(),
        };
        if let Some(closes) = &hit.facts.closes {
            days.push(day("closes", closes, gist::calendar_closes(locale, &hit.title)));
        }
        // Several days are an interval, `2026-11-12/2026-11-13`; the first one is entered.
        if let Some(event) = hit.facts.event.as_deref().and_then(|days| days.split('/').next()) {
            days.push(day("event", event, hit.title.clone()));
        }
    }
    written(&Calendar { name: gist::calendar_name(locale, query), days })
}

/// The calendar as text, for `text/calendar`. Days that are no dates are left out.
fn written(calendar: &Calendar) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&mut text, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Utkik//Utkik//SV");
    line("X-WR-CALNAME", &escaped(&calendar.name));
    for day in &calendar.days {
        let Some(date) = basic(&day.date) else { continue };
        line("BEGIN", "VEVENT");
        line("UID", &escaped(&day.uid));
        line("DTSTAMP", &stamp(&day.stamp));
        line("DTSTART;VALUE=DATE", &date);
        line("SUMMARY", &escaped(&day.summary));
        for (name, value) in [("DESCRIPTION", &day.description), ("LOCATION", &day.location)] {
            if !value.is_empty() {
                line(name, &escaped(value));
            }
        }
        if !day.url.is_empty() {
            line("URL", &one_line(&day.url));
        }
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    text
}

/// `20260315` of `2026-03-15`.
fn basic(day: &str) -> Option<String> {
    let digits: String = day.chars().filter(char::is_ascii_digit).collect();
    (day.len() == 10 && digits.len() == 8).then_some(digits)
}

/// `20260301T100000Z` of `2026-03-01T10:00:00Z`.
fn stamp(moment: &str) -> String {
    let whole = moment.split('.').next().unwrap_or_default().trim_end_matches('Z');
    let mut stamp: String =
        whole.chars().filter(|letter| letter.is_ascii_digit() || *letter == 'T').collect();
    stamp.push('Z');
    stamp
}

/// Text as RFC 5545, 3.3.11 wants it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// Adds a line, folded where it is too long; never inside a character.
fn fold(text: &mut String, line: &str) {
    let mut rest = line;
    let mut room = LONGEST_LINE;
    while rest.len() > room {
        let (head, tail) = rest.split_at(rest.floor_char_boundary(room));
        let _ = write!(text, "{head}\r\n ");
        rest = tail;
        room = LONGEST_LINE - 1;
    }
    text.push_str(rest);
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(summary: &str) -> Day {
        Day {
            uid: "a-closes@utkik".into(),
            date: "2027-03-15".into(),
            stamp: "2026-11-27T10:00:00Z".into(),
            summary: summary.into(),
            url: "https://ekvik.example/a,b".into(),
            ..Day::default()
        }
    }

    #[test]
    fn a_day_is_an_entry_that_takes_no_time() {
        let text =
            written(&Calendar { name: "Utlysningar; alla".into(), days: vec![day("Sök, nu")] });
        for line in [
            "X-WR-CALNAME:Utlysningar\\; alla\r\n",
            "UID:a-closes@utkik\r\n",
            "DTSTAMP:20261127T100000Z\r\n",
            "DTSTART;VALUE=DATE:20270315\r\n",
            "SUMMARY:Sök\\, nu\r\n",
            "URL:https://ekvik.example/a,b\r\n",
            "TRANSP:TRANSPARENT\r\n",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let text = written(&Calendar { name: String::new(), days: vec![day(&"å".repeat(200))] });
        assert!(text.lines().all(|line| line.len() <= LONGEST_LINE));
        assert_eq!(text.replace("\r\n ", "").matches('å').count(), 200);
    }

    #[test]
    fn hostile_titles_stay_in_their_line() {
        let text =
            written(&Calendar { name: String::new(), days: vec![day("a\r\nEND:VCALENDAR")] });
        assert_eq!(text.matches("\r\nEND:VCALENDAR").count(), 1);
        assert!(
            written(&Calendar { name: String::new(), days: vec![Day::default()] })
                .contains("END:VCALENDAR")
        );
    }
}
