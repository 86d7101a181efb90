//! What was measured to be better, or worse.

use super::Document;
use super::cues::{Cue, CueAt};
use super::findings::{Findings, New, shortened};
use super::sentence::Sentence;
use crate::model::{FactName, Kind};
use crate::money;

/// A number belongs to the change that stands so near.
const NEAR_BYTES: usize = 70;

/// Reads `minskade energianvändningen med 35 procent`.
pub(super) fn find(sentence: &Sentence<'_>, document: &Document<'_>, findings: &mut Findings) {
    // What is aimed at, expected or possible has not been measured.
    if !sentence.has(Cue::Change)
        || sentence.has(Cue::Aim)
        || sentence.is_conditional()
        || !is_of_a_project(sentence, document)
    {
        return;
    }
    let Some((change, number)) = measured(sentence, document) else { return };
    let from = change.from.min(number.start);
    let to = change.to.max(number.end);
    let to = to + rest_of_clause(sentence.after(to)).len();
    findings.add(New {
        name: FactName::Effect,
        value: told(sentence.text, sentence.text.get(from..to).unwrap_or_default()),
        number: None,
        sentence: sentence.text,
        confidence: if sentence.is_title { 75 } else { 65 },
    });
}

/// The words from change to number; of few words the whole sentence, for it has the subject.
fn told(sentence: &str, words: &str) -> String {
    const FEW_LETTERS: usize = 32;
    const MOST_LETTERS: usize = 160;
    let is_little = words.chars().count() < FEW_LETTERS;
    let text = if is_little { sentence } else { words };
    shortened(text.trim_end_matches(['.', ',']), MOST_LETTERS)
}

/// What is counted often follows: `40 % of the climate footprint`, `30 procent färre sjukdagar`.
fn rest_of_clause(after: &str) -> &str {
    const MOST_WORDS: usize = 8;
    let mut end = 0;
    for word in after.split_inclusive(' ').take(MOST_WORDS) {
        if matches!(
            word.trim(),
            "och" | "and" | "og" | "und" | "ja" | "men" | "but" | "vilket" | "som"
        ) {
            break;
        }
        end += word.len();
        if word.trim().ends_with(['.', ',', ';', ':', ')']) {
            break;
        }
    }
    let rest = after.get(..end).unwrap_or_default();
    rest.trim_end_matches([' ', '.', ',', ';', ':', ')', '!'])
}

/// Statistics of a country are no effect: something that was done must be spoken of.
fn is_of_a_project(sentence: &Sentence<'_>, document: &Document<'_>) -> bool {
    const WE: [&str; 16] = [
        " vi ",
        "kommunen ",
        "staden ",
        "resultat",
        "utvärdering",
        "försök",
        " we ",
        "results",
        "evaluation",
        "the city",
        " has ",
        " ble ",
        "kommunen",
        "resultater",
        "ergebnis",
        "tulo",
    ];
    document.kind == Some(Kind::Project)
        || document.tells_of_doing
        || sentence.has(Cue::Undertaking)
        || sentence.has(Cue::Technology)
        || WE.iter().any(|word| sentence.text.to_lowercase().contains(word))
}

/// The end of `från tio dagar till en dag`, `from ten days to one`.
fn times(text: &str) -> Option<std::ops::Range<usize>> {
    const UNITS: [&str; 10] = [
        " dagar till ",
        " timmar till ",
        " veckor till ",
        " minuter till ",
        " månader till ",
        " days to ",
        " hours to ",
        " weeks to ",
        " minutes to ",
        " dage til ",
    ];
    let (unit, at) = UNITS.iter().find_map(|unit| Some((unit, text.find(unit)?)))?;
    let end = at + unit.len();
    let target = text.get(end..)?.split_inclusive(' ').take(2).map(str::len).sum::<usize>();
    Some(at..end + target)
}

/// Beginnings of words for money that is no longer spent.
const SAVINGS: [&str; 7] = ["spar", "saving", "saved", "saves", "einspar", "eingespar", "sääst"];

/// A change and the number nearest to it.
fn measured<'s>(
    sentence: &'s Sentence<'_>,
    document: &Document<'_>,
) -> Option<(&'s CueAt, std::ops::Range<usize>)> {
    let mut numbers = counted(sentence.text, &PERCENT);
    let savings = money::find(sentence.text, document.habits).into_iter().map(|money| money.range);
    let lower = sentence.text.to_lowercase();
    let speaks_of_saving = SAVINGS.iter().any(|word| lower.contains(word));
    if speaks_of_saving {
        numbers.extend(savings);
        numbers.extend(counted(sentence.text, &HOURS));
    }
    // `från tio dagar till en dag`.
    if numbers.is_empty() {
        numbers.extend(times(sentence.text));
    }
    let pairs = sentence
        .all(Cue::Change)
        .flat_map(|change| numbers.iter().map(move |number| (change, number.clone())));
    let gap = |change: &CueAt, number: &std::ops::Range<usize>| {
        if change.to <= number.start {
            number.start - change.to
        } else {
            change.from.saturating_sub(number.end)
        }
    };
    pairs
        .filter(|(change, number)| gap(change, number) <= NEAR_BYTES)
        .filter(|(change, number)| !is_a_heading(sentence, change, number))
        .min_by_key(|(change, number)| gap(change, number))
}

/// `Reduced energy demand by 5 %`, `30% reduced commuting`: what English plans call their targets.
fn is_a_heading(sentence: &Sentence<'_>, change: &CueAt, number: &std::ops::Range<usize>) -> bool {
    let wording = sentence.text.get(change.from..change.to).unwrap_or_default();
    let english = wording.ends_with("ed") || wording.eq_ignore_ascii_case("cut");
    let opens = !sentence.before(change.from).contains(char::is_alphanumeric);
    english && (opens || number.end <= change.from)
}

const PERCENT: [&str; 8] =
    ["%", "procent", "prosenttia", "prosent", "percent", "per cent", "prozent", "pct"];

const HOURS: [&str; 6] = ["timmar", "timmer", "hours", "timer", "stunden", "tuntia"];

/// Numbers with one of these words behind: `35 procent`, `40 %`, `12,5 prosent`.
fn counted(text: &str, words: &[&str]) -> Vec<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) =
        text.get(at..).and_then(|rest| rest.bytes().position(|byte| byte.is_ascii_digit()))
    {
        let start = at + step;
        let number = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b',' | b'.');
        let length = bytes.get(start..).unwrap_or_default().iter().take_while(number).count();
        at = start + length;
        let rest = text.get(at..).unwrap_or_default();
        let after = rest.trim_start_matches([' ', '\u{a0}']);
        let spaces = rest.len() - after.len();
        let unit = words.iter().find(|word| {
            after.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
        });
        if let Some(unit) = unit {
            at += spaces + unit.len();
            found.push(start..at);
        }
    }
    found
}
