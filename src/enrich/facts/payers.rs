//! Who pays, and in which programme.

use super::cues::{Cue, CueAt};
use super::findings::{Findings, New};
use super::named;
use super::organisation;
use super::programmes::{self, KnownAt};
use super::sentence::Sentence;
use crate::model::FactName;

/// A payer stands so near behind `finansieras av` …
const AFTER_BYTES: usize = 90;
/// … or before `finansierar`.
const BEFORE_BYTES: usize = 45;

/// Reads `finansieras av Vinnova inom programmet Viable Cities`.
pub(super) fn find(sentence: &Sentence<'_>, findings: &mut Findings) {
    let speaks_of_money = sentence.has(Cue::FundedBy) || sentence.has(Cue::Funds);
    let speaks_of_money = speaks_of_money || sentence.has(Cue::Costs);
    if !(speaks_of_money || sentence.has(Cue::Undertaking) || sentence.has(Cue::Deadline)) {
        return;
    }
    for at in programmes::find(sentence.text) {
        if at.known.is_programme {
            programme(sentence, &at, findings);
        } else if let Some(confidence) = pays(sentence, &at) {
            add(sentence, FactName::Funder, at.known.name, confidence, findings);
        }
    }
    others(sentence, findings);
}

fn programme(sentence: &Sentence<'_>, at: &KnownAt, findings: &mut Findings) {
    let paid = pays(sentence, at);
    let confidence = match paid {
        Some(_) => 88,
        None if belongs(sentence, at) => 68,
        None => return,
    };
    add(sentence, FactName::Programme, at.known.name, confidence, findings);
    if let Some(payer) = at.known.payer {
        let confidence = if paid.is_some() { 80 } else { 60 };
        add(sentence, FactName::Funder, payer, confidence, findings);
    }
}

/// How surely a name is that of the payer; `None` when the sentence does not say so.
fn pays(sentence: &Sentence<'_>, at: &KnownAt) -> Option<u8> {
    let follows = sentence.all(Cue::FundedBy).any(|cue| {
        cue.to <= at.from
            && at.from - cue.to <= AFTER_BYTES
            && !is_sought(sentence.before(cue.from))
    });
    if follows {
        return Some(88);
    }
    if comes_from(sentence.before(at.from)) {
        return Some(80);
    }
    // Finnish puts the payer before: `Business Finlandin rahoittama`.
    let precedes = sentence
        .all(Cue::Funds)
        .any(|cue| cue.from >= at.to && cue.from - at.to <= BEFORE_BYTES && gives(sentence, cue));
    let finnish = sentence.all(Cue::FundedBy).any(|cue| {
        cue.from >= at.to
            && cue.from - at.to <= 20
            && sentence.text.get(cue.from..cue.to).is_some_and(|word| {
                ["rahoit", "tuella"].iter().any(|start| word.to_lowercase().starts_with(start))
            })
    });
    (precedes || finnish).then_some(72)
}

/// `850 000 kronor från`: an amount comes from the payer.
fn comes_from(before: &str) -> bool {
    const FROM: [&str; 7] = [" från", " from", " from the", " fra", " von", " vom", " von der"];
    const MONEY: [&str; 8] = ["kronor", "kroner", "kr", "mkr", "mnkr", "euro", "EUR", "million"];
    let before = before.trim_end();
    let Some(from) = FROM.iter().find(|word| before.ends_with(**word)) else { return false };
    let head = before.get(..before.len() - from.len()).unwrap_or_default();
    let tail: Vec<&str> = head.split_whitespace().rev().take(4).collect();
    tail.iter().any(|word| MONEY.contains(&word.trim_matches(['.', ','])))
        && head.bytes().any(|byte| byte.is_ascii_digit())
        && !is_sought(head)
}

/// Money that can be applied for has not been given.
fn is_sought(before: &str) -> bool {
    const SEEKING: [&str; 9] =
        ["söka", "söker", "ansöka", "ansöker", "apply", "søke", "søge", "beantragen", "hakea"];
    before.split_whitespace().rev().take(4).any(|word| SEEKING.contains(&word))
}

/// `Regeringen satsar på skolan` is talk; with an amount it is money.
fn gives(sentence: &Sentence<'_>, cue: &CueAt) -> bool {
    let wording = sentence.text.get(cue.from..cue.to).unwrap_or_default().to_lowercase();
    let is_talk = [
        "satsar",
        "avsätter",
        "anslår",
        "fördelar",
        "utlyser",
        "-projekt",
        "-stöd",
        "stod för",
        "står för",
    ];
    !is_talk.iter().any(|word| wording.starts_with(word))
        || sentence.text.bytes().any(|byte| byte.is_ascii_digit())
}

/// A project or call is said to be one of the programme: `inom`, `programmet`, `Horizon 2020 project`.
fn belongs(sentence: &Sentence<'_>, at: &KnownAt) -> bool {
    const BEFORE: [&str; 12] = [
        "inom",
        "programmet",
        "programme",
        "program",
        "through",
        "under",
        "within",
        "innenfor",
        "inden for",
        "im rahmen von",
        "ramen för",
        "part of",
    ];
    const AFTER: [&str; 12] = [
        "-projekt",
        " project",
        "-prosjekt",
        " programme",
        "-programmet",
        " lighthouse",
        " call",
        "-utlysning",
        "-hanke",
        " -hanke",
        "-finansiera",
        "-funded",
    ];
    let before = sentence.before(at.from).to_lowercase();
    let tail: Vec<&str> = before.split_whitespace().rev().take(4).collect();
    let after = sentence.after(at.to).to_lowercase();
    let names_it = BEFORE.iter().any(|word| match word.split_once(' ') {
        Some(_) => before.trim_end().ends_with(word),
        None => tail.iter().any(|one| one.trim_matches(',') == *word),
    });
    AFTER.iter().any(|word| after.starts_with(word)) || (names_it && sentence.has(Cue::Undertaking))
}

/// A payer that the list does not have, right behind `finansieras av`.
fn others(sentence: &Sentence<'_>, findings: &mut Findings) {
    for at in sentence.all(Cue::FundedBy) {
        let wording = sentence.text.get(at.from..at.to).unwrap_or_default().to_lowercase();
        let says_by = ["av", "by", "af", "durch", "von", "vom", "från", "from", "fra", ":"];
        // `fick stöd från KD`, `supported by Anna`: help of another sort.
        let is_other_help = ["stöd", "får stöd", "fått stöd", "support"]
            .iter()
            .any(|word| wording.starts_with(word));
        if is_other_help || !says_by.iter().any(|word| wording.ends_with(word)) {
            continue;
        }
        // A label stands before sentences as well: `Finansiering: Kostnaden täcks …`.
        let is_label = wording.ends_with(':');
        for name in named::list(sentence.after(at.to)) {
            let is_listed = !programmes::find(name).is_empty();
            let is_plain = is_label && !organisation::has_sign(name);
            if !is_listed && !is_plain && organisation::is_organisation(name) {
                add(sentence, FactName::Funder, name, 70, findings);
            }
        }
    }
}

fn add(
    sentence: &Sentence<'_>,
    name: FactName,
    value: &str,
    confidence: u8,
    findings: &mut Findings,
) {
    let value = value.to_owned();
    findings.add(New { name, value, number: None, sentence: sentence.text, confidence });
}
