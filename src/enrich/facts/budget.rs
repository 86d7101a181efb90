//! What a project costs, or what a call gives.

use super::Document;
use super::cues::Cue;
use super::findings::{Findings, New};
use super::sentence::Sentence;
use crate::date::Day;
use crate::model::FactName;
use crate::money::{self, Money};

/// An amount belongs to a word of cost that stands so near.
const NEAR_BYTES: usize = 90;
/// Less than this is a price, not a budget; in SEK.
const SMALLEST_SEK: i64 = 20_000;

/// Reads the amount of a sentence that speaks of costs.
pub(super) fn find(sentence: &Sentence<'_>, document: &Document<'_>, findings: &mut Findings) {
    if !sentence.has(Cue::Costs)
        || sentence.is_conditional()
        || !sentence.text.bytes().any(|byte| byte.is_ascii_digit())
    {
        return;
    }
    let year = document.reading.published.map(|moment| Day::of(moment).year());
    for money in money::find(sentence.text, document.habits) {
        let sek = money.in_sek(year);
        let Some(confidence) = confidence(sentence, &money) else { continue };
        if sek < SMALLEST_SEK || is_a_rate(sentence.after(money.range.end)) {
            continue;
        }
        findings.add(New {
            name: FactName::Budget,
            value: sentence.text.get(money.range.clone()).unwrap_or_default().trim().to_owned(),
            number: Some(sek),
            sentence: sentence.text,
            confidence,
        });
    }
}

/// Words behind the amount that each of several gets.
const SHARES: [&str; 9] = [
    "vardera",
    "var ",
    "per projekt",
    "per project",
    "each",
    "hver",
    "pro Projekt",
    "jeweils",
    "kukin",
];

/// How surely an amount is the budget; `None` when it is other money.
fn confidence(sentence: &Sentence<'_>, money: &Money) -> Option<u8> {
    let distance = |from: usize, to: usize| {
        if to <= money.range.start {
            money.range.start - to
        } else {
            from.saturating_sub(money.range.end)
        }
    };
    let nearest = |cue| sentence.all(cue).map(|at| distance(at.from, at.to)).min();
    let cost = nearest(Cue::Costs).filter(|bytes| *bytes <= NEAR_BYTES)?;
    if nearest(Cue::OtherMoney).is_some_and(|other| other <= cost.max(25)) {
        return None;
    }
    let is_total = nearest(Cue::Total).is_some_and(|bytes| bytes <= 40);
    let is_close = cost <= 25;
    let after = sentence.after(money.range.end).trim_start();
    let is_share = SHARES.iter().any(|word| after.starts_with(word));
    let base = if is_share { 45 } else { 60 };
    Some(base + if is_total { 15 } else { 0 } + if is_close { 10 } else { 0 })
}

/// `30 kr per resa`, `400 kronor/månad`, `€ 1.522 /t CO₂`; `per år` is still a budget.
fn is_a_rate(after: &str) -> bool {
    let after = after.trim_start();
    let after = after.strip_prefix(':').unwrap_or(after);
    if after.starts_with('/') {
        return true;
    }
    ["per ", "pr. ", "pr ", "pro ", "i timmen", "i månaden", "a month", "an hour", "per-"]
        .iter()
        .filter_map(|word| after.strip_prefix(word))
        .any(|rest| {
            !["år", "year", "annum", "jahr", "Jahr", "projekt", "project"]
                .iter()
                .any(|word| rest.starts_with(word))
        })
}
