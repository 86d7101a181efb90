//! Days: the last one to apply, when something takes place and where, from when to when a project runs.

use super::Document;
use super::cues::{Cue, CueAt};
use super::findings::{Findings, New};
use super::named;
use super::sentence::Sentence;
use crate::date::{self, Day, DaysFound, Grain};
use crate::model::{FactName, Kind};

/// A day belongs to the cue that stands so near.
const NEAR_BYTES: usize = 90;
/// A period is no festival: it lasts longer.
const SHORTEST_PERIOD_DAYS: i64 = 27;
/// Nobody leaves out the year of a day that is farther away.
const LONGEST_WAIT_DAYS: i64 = 200;

/// Reads the days of a sentence and the place beside them.
pub(super) fn find(sentence: &Sentence<'_>, document: &Document<'_>, findings: &mut Findings) {
    let wanted = |at: &CueAt| {
        matches!(
            at.cue,
            Cue::Deadline | Cue::Event | Cue::EventLabel | Cue::Period | Cue::Starts | Cue::Ends
        )
    };
    if sentence.has(Cue::VenueLabel) {
        labelled_venue(sentence, document, findings);
    }
    let has_number = sentence.text.bytes().any(|byte| byte.is_ascii_digit());
    if !has_number || !sentence.cues.iter().any(wanted) {
        return;
    }
    let days = date::find_days(sentence.text, document.reading.published);
    let mut finder = Finder { sentence, document, days: &days, findings };
    for at in &sentence.cues {
        match at.cue {
            Cue::Deadline => finder.deadline(at),
            Cue::EventLabel => finder.labelled_event(at),
            Cue::Event => finder.event(at),
            Cue::Period => finder.period(at),
            Cue::Starts => finder.edge(at, FactName::Start),
            Cue::Ends => finder.edge(at, FactName::End),
            _ => {}
        }
    }
    finder.period_in_brackets();
}

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
    if first.grain != Grain::Day {
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

struct Finder<'a, 'f> {
    sentence: &'a Sentence<'a>,
    document: &'a Document<'a>,
    days: &'a [DaysFound],
    findings: &'f mut Findings,
}

impl Finder<'_, '_> {
    fn deadline(&mut self, at: &CueAt) {
        if !self.is_about_applying(at) {
            return;
        }
        let exact = |days: &&DaysFound| days.grain == Grain::Day;
        let mut after = self.days.iter().filter(exact).filter(|days| days.range.start >= at.to);
        let next = after.next().filter(|days| days.range.start - at.to <= NEAR_BYTES);
        let before = || {
            let mut before =
                self.days.iter().filter(exact).filter(|days| days.range.end <= at.from);
            before.next_back().filter(|days| at.from - days.range.end <= NEAR_BYTES / 2)
        };
        let Some(days) = next.or_else(before) else { return };
        let told = self.document.reading.published.map(Day::of);
        if self.has_probably_been(days) {
            return;
        }
        // Reports look back on calls that closed long ago.
        if told.and_then(|told| told.plus_days(-400)).is_some_and(|past| days.last < past) {
            return;
        }
        self.findings.add(New {
            name: FactName::Deadline,
            value: days.last.to_string(),
            number: days.last.ends().map(|moment| moment.as_millis()),
            sentence: self.sentence.text,
            confidence: if days.year_is_guessed { 80 } else { 90 },
        });
    }

    /// A day without a year that would come only in half a year has most often just been.
    fn has_probably_been(&self, days: &DaysFound) -> bool {
        let told = self.document.reading.published.map(Day::of);
        let half_a_year = told.and_then(|told| told.plus_days(LONGEST_WAIT_DAYS));
        days.year_is_guessed && half_a_year.is_some_and(|limit| days.first > limit)
    }

    /// `öppen till` and `deadline` are said of shops and laws, too.
    fn is_about_applying(&self, at: &CueAt) -> bool {
        const WEAK: [&str; 8] = [
            "öppen",
            "stänger",
            "deadline",
            "open until",
            "closes",
            "closing",
            "fristen",
            "määräaika",
        ];
        const APPLYING: [&str; 24] = [
            "ansök",
            "utlys",
            "anbud",
            "remiss",
            "anmäl",
            "call",
            "appl",
            "submi",
            "søk",
            "ansøg",
            "tilbud",
            "bewerb",
            "antrag",
            "haku",
            "hakem",
            "regist",
            "tender",
            "propos",
            "bid",
            "sök",
            "konsultation",
            "consultation",
            "svar",
            "nominer",
        ];
        let wording = self.sentence.text.get(at.from..at.to).unwrap_or_default().to_lowercase();
        if !WEAK.iter().any(|weak| wording.starts_with(weak)) {
            return true;
        }
        let kinds = [Kind::Call, Kind::Tender, Kind::Consultation];
        let lower = self.sentence.text.to_lowercase();
        self.document.kind.is_some_and(|kind| kinds.contains(&kind))
            || APPLYING.iter().any(|word| lower.contains(word))
    }

    fn labelled_event(&mut self, at: &CueAt) {
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

    fn event(&mut self, at: &CueAt) {
        let near = |days: &&DaysFound| {
            let gap = if days.range.start >= at.to {
                days.range.start - at.to
            } else {
                at.from.saturating_sub(days.range.end)
            };
            days.grain == Grain::Day && gap <= NEAR_BYTES
        };
        let Some(days) = self.days.iter().find(near) else { return };
        if self.sentence.has(Cue::Deadline) || self.has_probably_been(days) {
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
        let after = self.sentence.after(days.range.end).trim_start();
        let place = ["i ", "på ", "in ", "at ", "im "].iter().find_map(|word| {
            let rest = after.strip_prefix(word)?;
            named::name(rest.strip_prefix("the ").unwrap_or(rest))
        });
        if let Some(place) = place {
            add_venue(place, self.sentence.text, 65, self.findings);
        }
    }

    /// `Projektet pågår från januari 2024 till december 2026`.
    fn period(&mut self, at: &CueAt) {
        let near = |days: &&DaysFound| {
            days.is_span && days.range.start >= at.to && days.range.start - at.to <= NEAR_BYTES / 2
        };
        if self.speaks_of_a_project(at)
            && let Some(days) = self.days.iter().find(near)
        {
            self.add_period(days, 82);
        }
    }

    /// `Projektet Smarta kartor (2023–2026)`.
    fn period_in_brackets(&mut self) {
        for days in self.days.iter().filter(|days| days.is_span) {
            let opened = self.sentence.before(days.range.start).ends_with('(');
            let closed = self.sentence.after(days.range.end).starts_with([')', ',']);
            let thing_before = self.sentence.all(Cue::Undertaking).any(|thing| {
                thing.to <= days.range.start && days.range.start - thing.to <= NEAR_BYTES
            });
            if opened && closed && thing_before {
                self.add_period(days, 70);
            }
        }
    }

    fn add_period(&mut self, days: &DaysFound, confidence: u8) {
        let least = days.first.plus_days(SHORTEST_PERIOD_DAYS);
        if least.is_some_and(|least| days.last >= least) {
            self.add_edge(FactName::Start, days.first, confidence);
            self.add_edge(FactName::End, days.last, confidence);
        }
    }

    /// `startade i mars 2024`, `avslutades 2024`, `pågår till 2027`.
    fn edge(&mut self, at: &CueAt, name: FactName) {
        let after = self.sentence.after(at.to);
        let gap = |from: usize| {
            from <= 25 && !after.get(..from).is_some_and(|gap| gap.contains(['.', ';', ',', ':']))
        };
        if !self.speaks_of_a_project(at) || super::standing::is_denied(self.sentence, at) {
            return;
        }
        let days = self.days.iter().find(|days| days.range.start >= at.to);
        if let Some(days) = days
            && gap(days.range.start - at.to)
        {
            let day = if name == FactName::Start { days.first } else { days.last };
            self.add_edge(name, day, 72);
            return;
        }
        if let Some((range, year)) = date::find_year(after)
            && gap(range.start)
        {
            let day =
                if name == FactName::Start { Day::new(year, 1, 1) } else { Day::new(year, 12, 31) };
            if let Some(day) = day {
                self.add_edge(name, day, 65);
            }
        }
    }

    fn speaks_of_a_project(&self, at: &CueAt) -> bool {
        const OF_PROJECTS: [&str; 6] =
            ["proje", "prosjekt", "hanke", "hankkeen", "laufzeit", "genomförandetid"];
        let wording = self.sentence.text.get(at.from..at.to).unwrap_or_default().to_lowercase();
        if OF_PROJECTS.iter().any(|word| wording.starts_with(word)) {
            return true;
        }
        let near =
            |thing: &CueAt| thing.from <= at.to && at.from.saturating_sub(thing.to) <= NEAR_BYTES;
        self.document.kind != Some(Kind::Event) && self.sentence.all(Cue::Undertaking).any(near)
    }

    fn add_edge(&mut self, name: FactName, day: Day, confidence: u8) {
        let moment = if name == FactName::Start { day.begins() } else { day.ends() };
        self.findings.add(New {
            name,
            value: day.to_string(),
            number: moment.map(|moment| moment.as_millis()),
            sentence: self.sentence.text,
            confidence,
        });
    }
}

/// Several days are written as ISO 8601 has them, the first and the last: `2026-11-12/2026-11-13`.
fn add_event(days: &DaysFound, sentence: &str, confidence: u8, findings: &mut Findings) {
    let value = if days.first == days.last {
        days.first.to_string()
    } else {
        format!("{}/{}", days.first, days.last)
    };
    findings.add(New {
        name: FactName::Event,
        value,
        number: days.first.begins().map(|moment| moment.as_millis()),
        sentence,
        confidence,
    });
}

/// `Plats: Malmö Live`, on an invitation.
fn labelled_venue(sentence: &Sentence<'_>, document: &Document<'_>, findings: &mut Findings) {
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
