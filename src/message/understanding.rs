//! What a document is called by its kind, status and phase, and reading those words again.

use super::Locale;
use crate::model::{FactFound, FactName, Kind, Phase, Status};

/// The sort of document.
pub fn kind(locale: Locale, kind: Kind) -> &'static str {
    let (sv, en) = match kind {
        Kind::News => ("nyhet", "news"),
        Kind::PressRelease => ("pressmeddelande", "press release"),
        Kind::Project => ("projekt", "project"),
        Kind::Call => ("utlysning", "call"),
        Kind::Tender => ("upphandling", "tender"),
        Kind::Event => ("evenemang", "event"),
        Kind::Report => ("rapport", "report"),
        Kind::Policy => ("styrdokument", "policy document"),
        Kind::Decision => ("beslut/protokoll", "decision/minutes"),
        Kind::Consultation => ("remiss", "consultation"),
        Kind::Assignment => ("uppdrag", "assignment"),
    };
    locale.choose(sv, en)
}

/// How far a project has come.
pub fn status(locale: Locale, status: Status) -> &'static str {
    let (sv, en) = match status {
        Status::Idea => ("idé", "idea"),
        Status::Pilot => ("pilot", "pilot"),
        Status::ScaleUp => ("skala upp", "scale up"),
        Status::Realised => ("realiserad", "realised"),
        Status::Cancelled => ("avbruten", "cancelled"),
    };
    locale.choose(sv, en)
}

/// When a project happens.
pub fn phase(locale: Locale, phase: Phase) -> &'static str {
    let (sv, en) = match phase {
        Phase::Planned => ("planerad", "planned"),
        Phase::Ongoing => ("pågående", "ongoing"),
        Phase::Finished => ("avslutad", "finished"),
        Phase::Cancelled => ("avbruten", "cancelled"),
        Phase::Paused => ("pausad", "paused"),
        Phase::InOperation => ("i drift", "in operation"),
    };
    locale.choose(sv, en)
}

/// The value of a fact as a reader of this language calls it.
pub fn fact(locale: Locale, fact: &FactFound) -> String {
    let named = match fact.name {
        FactName::Status => fact.value.parse().ok().map(|code| status(locale, code)),
        FactName::Phase => fact.value.parse().ok().map(|code| phase(locale, code)),
        _ => None,
    };
    named.map_or_else(|| fact.value.clone(), str::to_owned)
}

/// Reads a kind in either language, in the plural as well, or its code: `utlysning`, `Calls`.
pub fn read_kind(word: &str) -> Option<Kind> {
    const OTHERS: [(&str, Kind); 26] = [
        ("nyheter", Kind::News),
        ("pressmeddelanden", Kind::PressRelease),
        ("press", Kind::PressRelease),
        ("projects", Kind::Project),
        ("utlysningar", Kind::Call),
        ("calls", Kind::Call),
        ("upphandlingar", Kind::Tender),
        ("tenders", Kind::Tender),
        ("procurement", Kind::Tender),
        ("handelse", Kind::Event),
        ("events", Kind::Event),
        ("kalender", Kind::Event),
        ("rapporter", Kind::Report),
        ("reports", Kind::Report),
        ("policydokument", Kind::Policy),
        ("strategi", Kind::Policy),
        ("plan", Kind::Policy),
        ("beslut", Kind::Decision),
        ("protokoll", Kind::Decision),
        ("decisions", Kind::Decision),
        ("minutes", Kind::Decision),
        ("remisser", Kind::Consultation),
        ("samrad", Kind::Consultation),
        ("consultations", Kind::Consultation),
        ("regeringsuppdrag", Kind::Assignment),
        ("assignments", Kind::Assignment),
    ];
    read(word, Kind::ALL, Kind::as_str, kind, &OTHERS)
}

/// Reads a status in either language or its code: `skala upp`, `Realiserat`, `pilot`.
pub fn read_status(word: &str) -> Option<Status> {
    const OTHERS: [(&str, Status); 12] = [
        ("ideer", Status::Idea),
        ("ideas", Status::Idea),
        ("pilotprojekt", Status::Pilot),
        ("piloter", Status::Pilot),
        ("skalasupp", Status::ScaleUp),
        ("uppskalning", Status::ScaleUp),
        ("realiserat", Status::Realised),
        ("realiserade", Status::Realised),
        ("realized", Status::Realised),
        ("avbrutet", Status::Cancelled),
        ("avbrutna", Status::Cancelled),
        ("canceled", Status::Cancelled),
    ];
    read(word, Status::ALL, Status::as_str, status, &OTHERS)
}

/// Reads a phase in either language or its code: `pågår`, `i drift`, `finished`.
pub fn read_phase(word: &str) -> Option<Phase> {
    const OTHERS: [(&str, Phase); 16] = [
        ("planerat", Phase::Planned),
        ("planerade", Phase::Planned),
        ("kommande", Phase::Planned),
        ("pagar", Phase::Ongoing),
        ("avslutat", Phase::Finished),
        ("avslutade", Phase::Finished),
        ("klar", Phase::Finished),
        ("fardig", Phase::Finished),
        ("completed", Phase::Finished),
        ("avbrutet", Phase::Cancelled),
        ("avbrutna", Phase::Cancelled),
        ("canceled", Phase::Cancelled),
        ("pausat", Phase::Paused),
        ("pausade", Phase::Paused),
        ("drift", Phase::InOperation),
        ("operational", Phase::InOperation),
    ];
    read(word, Phase::ALL, Phase::as_str, phase, &OTHERS)
}

/// Compares without case, marks on letters, spaces and hyphens: who types a filter is in a hurry.
fn read<T: Copy>(
    word: &str,
    all: &[T],
    code: fn(T) -> &'static str,
    label: fn(Locale, T) -> &'static str,
    others: &[(&str, T)],
) -> Option<T> {
    let word = bare(word);
    let is_meant = |one: &T| {
        let labels = [code(*one), label(Locale::Sv, *one), label(Locale::En, *one)];
        labels.iter().any(|label| bare(label) == word)
    };
    let other = || others.iter().find(|(other, _)| *other == word).map(|(_, one)| *one);
    all.iter().copied().find(is_meant).or_else(other)
}

fn bare(word: &str) -> String {
    let letters = word.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric());
    letters.map(without_mark).collect()
}

fn without_mark(letter: char) -> char {
    match letter {
        'å' | 'ä' | 'æ' | 'à' => 'a',
        'ö' | 'ø' => 'o',
        'é' | 'è' | 'ë' => 'e',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        for locale in [Locale::Sv, Locale::En] {
            for one in Kind::ALL {
                assert_eq!(read_kind(kind(locale, *one)), Some(*one));
                assert_eq!(read_kind(one.as_str()), Some(*one));
            }
            for one in Status::ALL {
                assert_eq!(read_status(status(locale, *one)), Some(*one));
            }
            for one in Phase::ALL {
                assert_eq!(read_phase(phase(locale, *one)), Some(*one));
            }
        }
    }

    #[test]
    fn words_are_read_as_people_type_them() {
        assert_eq!(read_kind("Utlysningar"), Some(Kind::Call));
        assert_eq!(read_kind("press-release"), Some(Kind::PressRelease));
        assert_eq!(read_kind("protokoll"), Some(Kind::Decision));
        assert_eq!(read_kind("samråd"), Some(Kind::Consultation));
        assert_eq!(read_kind("bok"), None);
        assert_eq!(read_kind(""), None);
        assert_eq!(read_status("IDE"), Some(Status::Idea));
        assert_eq!(read_status("skala-upp"), Some(Status::ScaleUp));
        assert_eq!(read_status("pågående"), None);
        assert_eq!(read_phase("pagaende"), Some(Phase::Ongoing));
        assert_eq!(read_phase("I drift"), Some(Phase::InOperation));
        assert_eq!(read_phase("färdig"), Some(Phase::Finished));
    }
}
