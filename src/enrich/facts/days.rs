//! Days in sentences, handed to those who know what they mean; and the last day to apply.

use super::Document;
use super::cues::{Cue, CueAt};
use super::event;
use super::findings::{Findings, New};
use super::sentence::Sentence;
use crate::date::{self, Day, DaysFound, Grain};
use crate::model::{FactName, Kind, Timestamp};

/// A day belongs to the cue that stands so near.
pub(super) const NEAR_BYTES: usize = 90;
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
        event::labelled_venue(sentence, document, findings);
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

/// A sentence with its days, and where what is found goes.
pub(super) struct Finder<'a, 'f> {
    pub sentence: &'a Sentence<'a>,
    pub document: &'a Document<'a>,
    pub days: &'a [DaysFound],
    pub findings: &'f mut Findings,
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
        if has_probably_been(days, self.document) {
            return;
        }
        // Reports look back on calls that closed long ago.
        if told.and_then(|told| told.plus_days(-400)).is_some_and(|past| days.last < past) {
            return;
        }
        self.findings.add(New {
            name: FactName::Deadline,
            value: days.last.to_string(),
            number: days.last.ends().map(Timestamp::as_millis),
            sentence: self.sentence.text,
            confidence: if days.year_is_guessed { 80 } else { 90 },
        });
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
}

/// A day without a year that would come only in half a year has most often just been.
pub(super) fn has_probably_been(days: &DaysFound, document: &Document<'_>) -> bool {
    let told = document.reading.published.map(Day::of);
    let half_a_year = told.and_then(|told| told.plus_days(LONGEST_WAIT_DAYS));
    days.year_is_guessed && half_a_year.is_some_and(|limit| days.first > limit)
}
