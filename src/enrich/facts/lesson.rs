//! What those who did it would tell others.

use super::cues::{Cue, CueAt};
use super::findings::{Findings, New, shortened};
use super::sentence::Sentence;
use crate::model::FactName;

/// Reads `en viktig lärdom är att …`.
pub(super) fn find(sentence: &Sentence<'_>, findings: &mut Findings) {
    if !sentence.is_title && sentence.all(Cue::Lesson).any(|at| is_told(sentence, at)) {
        findings.add(New {
            name: FactName::Lesson,
            value: shortened(sentence.text, 200),
            number: None,
            sentence: sentence.text,
            confidence: 65,
        });
    }
}

/// The sentence tells the lesson: `en lärdom är att …`, and does not only speak of lessons.
fn is_told(sentence: &Sentence<'_>, at: &CueAt) -> bool {
    const TELLS: [&str; 15] = [
        " att ", " är ", " var ", ": ", " visar ", " that ", " is ", " was ", " er ", " at ",
        " dass ", " ist ", " å ", " on ", " että ",
    ];
    const TALKS: [&str; 19] = [
        " hur ",
        "att dra",
        "att göra",
        "att ta ",
        "ta del",
        "sprida",
        "sprid",
        "dela ",
        "delade ",
        "dialog",
        "handlar om",
        "benefit from",
        "share ",
        "sharing ",
        "shared ",
        "kan finnas",
        "titled",
        "exchange",
        "vill ",
    ];
    let after = sentence.after(at.to);
    let mut end = after.len().min(60);
    while !after.is_char_boundary(end) {
        end -= 1;
    }
    let near = after.get(..end).unwrap_or_default();
    let lower = sentence.text.to_lowercase();
    // `lärdomar för att …` tells what they are for.
    let near = near.replace("för att ", "");
    sentence.text.len() > 40
        && TELLS.iter().any(|word| near.contains(word))
        && !TALKS.iter().any(|word| lower.contains(word))
}
