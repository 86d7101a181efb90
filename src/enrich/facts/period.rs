//! From when to when a project runs.

use super::cues::{Cue, CueAt};
use super::days::{Finder, NEAR_BYTES};
use super::findings::New;
use crate::date::{self, Day, DaysFound, Grain};
use crate::model::{FactName, Kind, Timestamp};

/// A period is no festival: it lasts longer.
const SHORTEST_PERIOD_DAYS: i64 = 27;

impl Finder<'_, '_> {
    /// `Projektet pågår från januari 2024 till december 2026`.
    pub(super) fn period(&mut self, at: &CueAt) {
        let near = |days: &&DaysFound| {
            days.is_span && days.range.start >= at.to && days.range.start - at.to <= NEAR_BYTES / 2
        };
        // `Det pågår 2025–2027`, on a page whose title is a project.
        let of_the_title = |days: &DaysFound| {
            self.document.tells_of_doing
                && days.grain != Grain::Day
                && self.sentence.text.len() < 120
        };
        let speaks = self.speaks_of_a_project(at);
        let near = |days: &&DaysFound| near(days) && (speaks || of_the_title(days));
        if self.document.kind != Some(Kind::Event)
            && let Some(days) = self.days.iter().find(near)
        {
            self.add_period(days, 82);
        }
    }

    /// `Projektet Smarta kartor (2023–2026)`.
    pub(super) fn period_in_brackets(&mut self) {
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
    pub(super) fn edge(&mut self, at: &CueAt, name: FactName) {
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
            && !(name == FactName::Start && is_late(after.get(..range.start)))
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
            number: moment.map(Timestamp::as_millis),
            sentence: self.sentence.text,
            confidence,
        });
    }
}

/// `startar hösten 2027`: not with the year.
fn is_late(gap: Option<&str>) -> bool {
    const SEASONS: [&str; 12] = [
        "höst", "vår", "sommar", "slutet", "autumn", "spring", "summer", "fall", "efterår",
        "forår", "herbst", "syksy",
    ];
    let gap = gap.unwrap_or_default().to_lowercase();
    SEASONS.iter().any(|season| gap.contains(season))
}
