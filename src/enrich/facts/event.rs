//! When something takes place, and where.

use super::Document;
use super::cues::{Cue, CueAt};
use super::days::{Finder, NEAR_BYTES, has_probably_been};
use super::findings::{Findings, New};
use super::named;
use super::sentence::Sentence;
use crate::date::{self, Day, DaysFound, Grain};
use crate::model::{FactName, Kind, Timestamp};

/// A page of an event often begins with its day: `2017-10-09 – 2017-10-12, Brussels, Belgium`.
pub(super) fn of_first_line(document: &Document<'_>, findings: &mut Findings) {
    if document.kind != Some(Kind::Event) {
        return;
    }
    let body = document.reading.body().trim_start();
    let line = body.lines().next().unwrap_or_default();
    let line = line.get(..line.len().min(160)).unwrap_or(line);
    let days = date::find_days(line, document.reading.published);
    let Some(first) = days.first().filter(|days| days.range.start <= 12) else { return };
    if first.grain != Grain::Day || has_probably_been(first, document) {
        return;
    }
    add_event(first, line, 85, findings);
    let after = line.get(first.range.end..).unwrap_or_default();
    if let Some(place) = after.strip_prefix(", ").map(str::trim)
        && place.starts_with(char::is_uppercase)
        && place.len() <= 60
    {
        add_venue(place, line, 80, findings);
    }
}

impl Finder<'_, '_> {
    pub(super) fn labelled_event(&mut self, at: &CueAt) {
        let head = self.sentence.before(at.from).trim_end();
        let begins = head.is_empty() || head.ends_with(['.', ',', ';', '|', '•', '–', '-', '*']);
        if !begins || !(self.document.invites || self.document.kind == Some(Kind::Event)) {
            return;
        }
        let near = |days: &&DaysFound| {
            days.range.start >= at.to && days.range.start - at.to <= 40 && days.grain == Grain::Day
        };
        if let Some(days) = self.days.iter().find(near) {
            add_event(days, self.sentence.text, 88, self.findings);
        }
    }

    pub(super) fn event(&mut self, at: &CueAt) {
        let near = |days: &&DaysFound| {
            let gap = if days.range.start >= at.to {
                days.range.start - at.to
            } else {
                at.from.saturating_sub(days.range.end)
            };
            days.grain == Grain::Day && gap <= NEAR_BYTES
        };
        let Some(days) = self.days.iter().find(near) else { return };
        if self.sentence.has(Cue::Deadline) || has_probably_been(days, self.document) {
            return;
        }
        let is_event = self.document.kind == Some(Kind::Event);
        // News of a meeting that was is no invitation.
        let told = self.document.reading.published.map(Day::of);
        let is_to_come = told.is_some_and(|told| days.last >= told);
        if !is_event && !is_to_come {
            return;
        }
        add_event(days, self.sentence.text, if is_event { 78 } else { 65 }, self.findings);
        self.venue_after(days);
    }

    /// `den 12–13 november i Helsingborg`.
    fn venue_after(&mut self, days: &DaysFound) {
        let after = without_time(self.sentence.after(days.range.end).trim_start());
        let place = ["i ", "på ", "in ", "at ", "im "].iter().find_map(|word| {
            let rest = after.strip_prefix(word)?;
            named::name(rest.strip_prefix("the ").unwrap_or(rest))
        });
        if let Some(place) = place {
            add_venue(place, self.sentence.text, 65, self.findings);
        }
    }
}

/// What stands behind `kl. 18` or `kl. 9–12`.
fn without_time(after: &str) -> &str {
    let Some(time) = after.strip_prefix("kl") else { return after };
    let time = time.trim_start_matches("ockan");
    time.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ':' | ' ' | '–' | '-' | '\u{a0}')
    })
}

/// Several days are written as ISO 8601 has them, the first and the last: `2026-11-12/2026-11-13`.
fn add_event(days: &DaysFound, sentence: &str, confidence: u8, findings: &mut Findings) {
    let value = if days.first == days.last {
        days.first.to_string()
    } else {
        format!("{}/{}", days.first, days.last)
    };
    // A day of an event of several days is no event of its own.
    let (first, last) = (days.first.to_string(), days.last.to_string());
    let is_within = |known: &str| {
        known
            .split_once('/')
            .is_some_and(|(from, to)| from <= first.as_str() && last.as_str() <= to)
    };
    if value != format!("{first}/{last}") && findings.values(FactName::Event).any(is_within) {
        return;
    }
    findings.add(New {
        name: FactName::Event,
        value,
        number: days.first.begins().map(Timestamp::as_millis),
        sentence,
        confidence,
    });
}

/// `Plats: Malmö Live`, on an invitation.
pub(super) fn labelled_venue(
    sentence: &Sentence<'_>,
    document: &Document<'_>,
    findings: &mut Findings,
) {
    if document.kind != Some(Kind::Event)
        && !sentence.has(Cue::EventLabel)
        && !findings.has(FactName::Event)
    {
        return;
    }
    for at in sentence.all(Cue::VenueLabel) {
        let head = sentence.before(at.from).trim_end();
        let begins = head.is_empty() || head.ends_with(['.', ',', ';', '|', '•', '–', '-', '*']);
        let after = sentence.after(at.to).trim_start();
        let end = after.find(['\n', ';', '|', '•']).unwrap_or(after.len());
        let place = after.get(..end).unwrap_or_default().trim().trim_end_matches('.');
        if begins && place.starts_with(char::is_uppercase) && place.len() <= 100 {
            add_venue(place, sentence.text, 88, findings);
        }
    }
}

fn add_venue(place: &str, sentence: &str, confidence: u8, findings: &mut Findings) {
    let value = place.to_owned();
    findings.add(New { name: FactName::Venue, value, number: None, sentence, confidence });
}
