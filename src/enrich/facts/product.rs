//! The products and technologies that are used.

use super::cues::{Cue, CueAt};
use super::findings::{Findings, New};
use super::named;
use super::organisation;
use super::sentence::Sentence;
use super::technology;
use crate::model::FactName;

/// What is used stands so near to the word of use.
const NEAR_BYTES: usize = 60;

/// Reads `plattformen FIWARE` and technologies known by name.
pub(super) fn find(sentence: &Sentence<'_>, findings: &mut Findings) {
    for at in &sentence.cues {
        match at.cue {
            Cue::Technology if is_used(sentence, at) => {
                let wording = whole_word(sentence.text, at);
                add(
                    sentence,
                    technology::name(wording),
                    if sentence.is_title { 80 } else { 65 },
                    findings,
                );
            }
            Cue::ProductFollows => {
                if let Some(name) = product_after(sentence.after(at.to)) {
                    add(sentence, name.to_owned(), 65, findings);
                }
            }
            _ => {}
        }
    }
}

fn add(sentence: &Sentence<'_>, value: String, confidence: u8, findings: &mut Findings) {
    let name = FactName::Product;
    findings.add(New { name, value, number: None, sentence: sentence.text, confidence });
}

/// A title tells what it is about; in a text somebody must be using it.
fn is_used(sentence: &Sentence<'_>, at: &CueAt) -> bool {
    sentence.is_title
        || sentence.all(Cue::Uses).any(|word| word.from.abs_diff(at.from) <= NEAR_BYTES)
}

fn whole_word<'t>(text: &'t str, at: &CueAt) -> &'t str {
    let rest = text.get(at.to..).unwrap_or_default();
    let more = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    text.get(at.from..at.to + more).unwrap_or_default()
}

/// A name of one or two words that is right behind: quoted, or with a capital.
fn product_after(after: &str) -> Option<&str> {
    let after = after.strip_prefix(' ')?;
    if let Some(quoted) = named::quoted(after) {
        return Some(quoted).filter(|name| name.starts_with(char::is_uppercase));
    }
    let name = named::title(after)?;
    let words = name.split(' ').count();
    // A person or a place follows as well: `appen Malmö stad` is not understood.
    let looks_made_up = words == 1
        || name.chars().any(|c| c.is_ascii_digit())
        || name.split(' ').any(|word| word.chars().skip(1).any(char::is_uppercase));
    (words <= 3 && name.len() >= 3 && looks_made_up && organisation::is_organisation(name))
        .then_some(name)
}
