//! Facts about a project, call or event, each with the sentence that it was read from.
//!
//! What the source states in fields of its own comes first. The text is passed once for cues; only
//! sentences that hold one are looked at. What is not said is left out.

mod budget;
mod contact;
mod cues;
mod days;
mod effect;
mod event;
mod findings;
mod lesson;
mod named;
mod organisation;
mod payers;
mod period;
mod product;
mod programmes;
mod project;
mod sentence;
mod standing;
mod stated;
mod technology;
mod together;
mod wording;

use super::Reading;
use super::kind;
use crate::model::{FactFound, Kind};
use crate::money::{Currency, Habits};
use cues::Cue;
use findings::Findings;
use sentence::Sentence;

/// What the finders know of the document beside the sentence.
struct Document<'a> {
    reading: &'a Reading<'a>,
    kind: Option<Kind>,
    habits: Habits,
    /// It says somewhere when and where to come.
    invites: bool,
    /// Its title names something that is done or used.
    tells_of_doing: bool,
}

/// Finds the facts of a document, those that its source states first. `about_place` is the name of
/// the place that it is about.
pub fn find(reading: &Reading<'_>, about_place: Option<&str>) -> Vec<FactFound> {
    let mut findings = Findings::default();
    stated::find(reading, &mut findings);
    let mut sentences = sentence::with_cues(reading.title, true);
    sentences.extend(sentence::with_cues(reading.body(), false));
    let document = Document {
        reading,
        kind: kind::find(reading).map(|found| found.kind),
        habits: habits(reading),
        tells_of_doing: sentences.iter().any(|sentence| {
            sentence.is_title && (sentence.has(Cue::Undertaking) || sentence.has(Cue::Technology))
        }),
        invites: sentences.iter().any(|sentence| sentence.has(Cue::VenueLabel)),
    };
    for sentence in &sentences {
        read(sentence, &document, &mut findings);
    }
    event::of_first_line(&document, &mut findings);
    contact::find(&document, &mut findings);
    project::of_title(&document, &mut findings);
    together::of_source(&document, about_place, &mut findings);
    findings.sorted()
}

fn read(sentence: &Sentence<'_>, document: &Document<'_>, findings: &mut Findings) {
    standing::find(sentence, findings);
    days::find(sentence, document, findings);
    budget::find(sentence, document, findings);
    payers::find(sentence, findings);
    together::find(sentence, findings);
    product::find(sentence, findings);
    project::find(sentence, findings);
    effect::find(sentence, document, findings);
    lesson::find(sentence, findings);
}

fn habits(reading: &Reading<'_>) -> Habits {
    let language = reading.language.as_str();
    Habits {
        crowns: Currency::crowns_of(language, reading.source.country.as_deref()),
        decimal_point: language == "en",
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod trial;
