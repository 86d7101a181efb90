//! What a source states in fields of its own, brought into the form in which facts are compared.

use super::findings::{Findings, New, shortened};
use super::standing;
use crate::date::{self, Day};
use crate::enrich::Reading;
use crate::model::{FactName, Timestamp};
use crate::money::{self, Currency};

/// Takes over all facts that the source states; confidence is complete.
pub(super) fn find(reading: &Reading<'_>, findings: &mut Findings) {
    for (name, worded) in reading.stated {
        let worded = worded.trim();
        let end = worded.char_indices().nth(LONGEST_VALUE).map_or(worded.len(), |(at, _)| at);
        let worded = worded.get(..end).unwrap_or_default();
        if is_empty_word(worded) {
            continue;
        }
        match name {
            FactName::Status | FactName::Phase => standing(worded, findings),
            FactName::Budget => budget(reading, worded, findings),
            FactName::Start | FactName::End | FactName::Deadline | FactName::Event => {
                day(*name, worded, findings);
            }
            FactName::Funder | FactName::Partners | FactName::Supplier => {
                for one in worded.split([';', '\n']).flat_map(|part| part.split(", ")) {
                    state(*name, one.trim().to_owned(), None, findings);
                }
            }
            _ => state(*name, worded.to_owned(), None, findings),
        }
    }
}

/// Letters of a value that are read and kept: as many as of a field of a register.
const LONGEST_VALUE: usize = 500;

fn state(name: FactName, value: String, number: Option<i64>, findings: &mut Findings) {
    if !value.is_empty() {
        let value = match value.char_indices().nth(LONGEST_VALUE) {
            Some(_) => shortened(&value, LONGEST_VALUE),
            None => value,
        };
        findings.add(New { name, value, number, sentence: "", confidence: 100 });
    }
}

/// A word for how far or when, by its code; one that is on neither ladder stays with the document.
fn standing(worded: &str, findings: &mut Findings) {
    let (status, phase) = standing::of_words(worded);
    if let Some(status) = status {
        state(FactName::Status, status.as_str().to_owned(), None, findings);
    }
    if let Some(phase) = phase {
        state(FactName::Phase, phase.as_str().to_owned(), None, findings);
    }
}

fn budget(reading: &Reading<'_>, worded: &str, findings: &mut Findings) {
    let habits = super::habits(reading);
    let currency = reading.stated.get(&FactName::Currency).and_then(|word| Currency::read(word));
    let year = reading.published.map(|moment| Day::of(moment).year());
    let amount = match currency {
        // A field of its own for the currency: the number alone is in it.
        Some(crowns) => money::amount(worded, money::Habits { crowns, ..habits }),
        None => money::find(worded, habits).into_iter().next(),
    };
    let sek = amount.map(|amount| amount.in_sek(year));
    let shown = match reading.stated.get(&FactName::Currency) {
        Some(code) if !worded.contains(code.as_str()) => format!("{worded} {}", code.trim()),
        _ => worded.to_owned(),
    };
    // Text about costs without an amount tells no budget; a bare number is one in unknown money.
    if sek.is_some() || money::amount(worded, habits).is_some() {
        state(FactName::Budget, shown, sek, findings);
    }
}

fn day(name: FactName, worded: &str, findings: &mut Findings) {
    let Some(day) = read_day(name, worded) else { return };
    let moment = match name {
        FactName::End | FactName::Deadline => day.ends(),
        _ => day.begins(),
    };
    state(name, day.to_string(), moment.map(Timestamp::as_millis), findings);
}

fn read_day(name: FactName, worded: &str) -> Option<Day> {
    let is_last = matches!(name, FactName::End | FactName::Deadline);
    if let Some(days) = date::find_days(worded, None).into_iter().next() {
        return Some(if is_last { days.last } else { days.first });
    }
    if let Some((range, year)) = date::find_year(worded)
        && range.len() == worded.len()
    {
        return if is_last { Day::new(year, 12, 31) } else { Day::new(year, 1, 1) };
    }
    date::parse(worded).map(Day::of)
}

/// What forms say where there is nothing to say.
fn is_empty_word(worded: &str) -> bool {
    const WORDS: [&str; 9] =
        ["", "-", "–", "n/a", "tbd", "not applicable", "okänd", "unknown", "framgår inte"];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(worded))
}
