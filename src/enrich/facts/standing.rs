//! How far a project has come, and when it happens.

use super::cues::{Cue, CueAt};
use super::findings::{Findings, New};
use super::sentence::Sentence;
use crate::model::{FactName, Phase, Status};

/// A thing that is spoken of stands so near to what is said of it.
const NEAR_BYTES: usize = 90;
const BEHIND_BYTES: usize = 16;
/// What a text is about it says by here.
const EARLY_BYTES: usize = 1500;

/// Reads wordings such as `projektet har avbrutits`.
pub(super) fn find(sentence: &Sentence<'_>, findings: &mut Findings) {
    if sentence.is_conditional() {
        return;
    }
    for at in &sentence.cues {
        let (status, phase) = match at.cue {
            Cue::StandingLabel => labelled(sentence, at),
            Cue::Status(Status::Cancelled) => (Some(Status::Cancelled), Some(Phase::Cancelled)),
            Cue::Status(status) => (Some(status), None),
            Cue::Phase(phase) => (None, Some(phase)),
            _ => continue,
        };
        if at.cue != Cue::StandingLabel && !is_said(sentence, at) {
            continue;
        }
        let confidence = if sentence.is_title { 85 } else { 65 };
        let mut add = |name, value: &str| {
            let value = value.to_owned();
            let sentence = sentence.text;
            findings.add(New { name, value, number: None, sentence, confidence });
        };
        if let Some(status) = status {
            add(FactName::Status, status.as_str());
        }
        if let Some(phase) = phase {
            add(FactName::Phase, phase.as_str());
        }
    }
}

/// `Status: Pågående`, on a line of its own.
fn labelled(sentence: &Sentence<'_>, at: &CueAt) -> (Option<Status>, Option<Phase>) {
    if sentence.before(at.from).contains(char::is_alphanumeric) {
        return (None, None);
    }
    of_words(sentence.after(at.to).trim().trim_end_matches('.'))
}

/// Something that can be planned or ended stands near, and the sentence neither denies the wording
/// nor merely thinks of it.
fn is_said(sentence: &Sentence<'_>, at: &CueAt) -> bool {
    let wording = sentence.text.get(at.from..at.to).unwrap_or_default().to_lowercase();
    let things = sentence.all(Cue::Undertaking).chain(sentence.all(Cue::Technology));
    let has_thing = things.into_iter().any(|thing| {
        is_near(thing, at)
            && between(sentence.text, thing, at).is_none_or(|text| !text.contains([';', ':']))
    });
    if !has_thing || is_denied(sentence, at) {
        return false;
    }
    // A pilot may be spoken of in any mood; `kan skalas upp` says nothing, nor `ska avslutas`.
    let is_plan = matches!(at.cue, Cue::Phase(Phase::Planned) | Cue::Status(Status::Pilot));
    let before = sentence.before(at.from);
    let only_thought = MOODS.iter().any(|mood| last_words(before, mood, 30));
    // `de projekt som pågår` are many.
    let ongoing = at.cue == Cue::Phase(Phase::Ongoing);
    if ongoing
        && ["som", "that are", "which are"].iter().any(|word| before.trim_end().ends_with(word))
    {
        return false;
    }
    let on_condition = CONDITIONS.iter().any(|word| last_words(before, word, 70));
    let is_this_one =
        sentence.is_title || at.cue != Cue::Status(Status::Pilot) || is_a_pilot(sentence, at);
    !wording.is_empty() && !on_condition && (is_plan || !only_thought) && is_this_one
}

/// What is spoken of stands before (`projektet pågår`) or right behind (`nu pågår projektet`).
fn is_near(thing: &CueAt, at: &CueAt) -> bool {
    if thing.from < at.to {
        at.from.saturating_sub(thing.to) <= NEAR_BYTES
    } else {
        thing.from - at.to <= BEHIND_BYTES
    }
}

/// Texts speak of pilots in general as well: here it is one, and named early.
fn is_a_pilot(sentence: &Sentence<'_>, at: &CueAt) -> bool {
    const ONE: [&str; 16] = [
        "ett", "det", "detta", "vårt", "som", "a", "the", "this", "our", "et", "dette", "ein",
        "einem", "das", "är", "is",
    ];
    let wording = sentence.text.get(at.from..at.to).unwrap_or_default();
    let definite = ["projektet", "piloten", "prosjektet", "forsøket", "försöket"];
    sentence.start < EARLY_BYTES
        && (definite.iter().any(|ending| wording.ends_with(ending))
            || ONE.iter().any(|word| last_words(sentence.before(at.from), word, 24)))
}

fn between<'t>(text: &'t str, one: &CueAt, other: &CueAt) -> Option<&'t str> {
    text.get(one.to.min(other.to)..one.from.max(other.from))
}

/// Words before a wording that make it a wish, a condition or a plan.
const MOODS: [&str; 34] = [
    "kan", "ska", "skall", "skulle", "bör", "måste", "vill", "om", "när", "innan", "tills",
    "efter", "att", "can", "could", "should", "would", "may", "might", "must", "if", "when",
    "before", "once", "to", "kunne", "skal", "hvis", "soll", "sollte", "könnte", "wenn", "jos",
    "kun",
];

/// Words that make a whole clause a condition.
const CONDITIONS: [&str; 10] =
    ["om", "när", "if", "when", "once", "whether", "hvis", "wenn", "ob", "jos"];

const NOT: [&str; 17] = [
    "inte",
    "ej",
    "aldrig",
    "ännu inte",
    "ingen",
    "not",
    "never",
    "no",
    "ikke",
    "ikkje",
    "aldri",
    "aldrig",
    "nicht",
    "nie",
    "kein",
    "ei",
    "eivät",
];

/// `inte`, `not`, `ikke` before the wording, or right behind it.
pub(super) fn is_denied(sentence: &Sentence<'_>, at: &CueAt) -> bool {
    let after = sentence.after(at.to);
    NOT.iter().any(|word| {
        last_words(sentence.before(at.from), word, 30)
            || after
                .trim_start()
                .strip_prefix(word)
                .is_some_and(|rest| rest.starts_with([' ', ',', '.']) || rest.is_empty())
    })
}

/// Whether a word stands among the last bytes of a text, in the same clause.
fn last_words(before: &str, word: &str, bytes: usize) -> bool {
    let mut from = before.len().saturating_sub(bytes);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let tail = before.get(from..).unwrap_or_default();
    let clause = tail.rsplit([',', ';', ':', '–']).next().unwrap_or(tail);
    clause.split(|c: char| !c.is_alphanumeric()).any(|one| one.eq_ignore_ascii_case(word))
}

/// What a source's own word for status or phase means: `Pågående`, `Skala upp`, `CLOSED`.
pub(super) fn of_words(worded: &str) -> (Option<Status>, Option<Phase>) {
    let word = worded.to_lowercase();
    let word = word.trim();
    if let (Ok(status), _) | (_, Some(status)) = (word.parse(), status_of(word)) {
        let phase = (status == Status::Cancelled).then_some(Phase::Cancelled);
        return (Some(status), phase);
    }
    (None, word.parse().ok().or_else(|| phase_of(word)))
}

fn status_of(word: &str) -> Option<Status> {
    Some(match word {
        "idé" | "ide" | "ideå" | "concept" | "idee" => Status::Idea,
        "pilotprojekt" | "pilotering" | "test" | "piloting" | "pilotti" => Status::Pilot,
        "skala upp" | "skalas upp" | "uppskalning" | "scale up" | "scale-up" | "scaling"
        | "scaling up" => Status::ScaleUp,
        "realiserad" | "realiserat" | "realized" | "implemented" | "införd" | "implementerad" => {
            Status::Realised
        }
        "avbruten" | "avbrutet" | "avbrutit" | "canceled" | "terminated" | "discontinued"
        | "aflyst" | "avlyst" | "abgebrochen" | "peruttu" | "nedlagd" | "nedlagt" => {
            Status::Cancelled
        }
        _ => return None,
    })
}

fn phase_of(word: &str) -> Option<Phase> {
    Some(match word {
        "planerad" | "planerat" | "planering" | "planning" | "planlagt" | "geplant"
        | "suunnitteilla" | "förslag" | "proposed" | "upcoming" | "kommande" => Phase::Planned,
        "pågående" | "pågår" | "pagaende" | "active" | "in progress" | "started" | "running"
        | "aktiv" | "laufend" | "käynnissä" | "igangværende" | "signed" | "under way" => {
            Phase::Ongoing
        }
        "avslutad" | "avslutat" | "completed" | "ended" | "closed" | "done" | "slutförd"
        | "slutfört" | "klar" | "klart" | "afsluttet" | "avsluttet" | "abgeschlossen"
        | "päättynyt" | "complete" => Phase::Finished,
        "pausad" | "pausat" | "on hold" | "vilande" | "pausiert" => Phase::Paused,
        "i drift" | "in operation" | "operational" | "driftsatt" | "in betrieb" | "käytössä" => {
            Phase::InOperation
        }
        _ => return None,
    })
}
