//! What a project is called.

use super::Document;
use super::cues::{Cue, CueAt};
use super::findings::{Findings, New};
use super::named;
use super::programmes;
use super::sentence::Sentence;
use crate::model::{FactName, Kind};

/// Reads `projektet ”Smarta kartor”`, `projektet FUSION`, `SamÅpne-prosjektet`, `the REMOURBAN project`.
pub(super) fn find(sentence: &Sentence<'_>, findings: &mut Findings) {
    for at in &sentence.cues {
        let found = match at.cue {
            Cue::ProjectFollows => name_after(sentence, at),
            Cue::ProjectBefore => name_glued(sentence, at).map(|name| (name, 70)),
            _ => None,
        };
        if let Some((name, confidence)) = found.filter(|(name, _)| is_name(name)) {
            add(name, confidence + if sentence.is_title { 10 } else { 0 }, sentence.text, findings);
        }
    }
}

/// A page that is a project carries its name as its title.
pub(super) fn of_title(document: &Document<'_>, findings: &mut Findings) {
    let title = document.reading.title.trim();
    if document.kind == Some(Kind::Project) && (3..=120).contains(&title.len()) {
        add(title, 68, title, findings);
    }
}

fn add(name: &str, confidence: u8, sentence: &str, findings: &mut Findings) {
    let value = name.to_owned();
    findings.add(New { name: FactName::Project, value, number: None, sentence, confidence });
}

fn name_after<'t>(sentence: &'t Sentence<'_>, at: &CueAt) -> Option<(&'t str, u8)> {
    let wording = sentence.text.get(at.from..at.to)?;
    let after = sentence.after(at.to).strip_prefix(' ').unwrap_or_default();
    // `Projekt: …` is a label, `they said of the project: “We …”` is none.
    if wording.ends_with(':') && sentence.before(at.from).contains(char::is_alphanumeric) {
        return None;
    }
    if let Some(quoted) = named::quoted(after) {
        return Some((quoted, 85));
    }
    // English puts the name before, and `Project Manager` and `Project Partners` are headings.
    let is_bare = ["project", "projekt", "prosjekt"].contains(&wording.to_lowercase().as_str());
    let made_up = |name: &&str| name.chars().skip(1).any(char::is_uppercase) && !name.contains(' ');
    // `Projekt Trygg Zon` as a title.
    let is_headline = sentence.is_title && at.from == 0;
    let capitals =
        |name: &str| name.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count();
    let fits = |name: &&str| !is_bare || made_up(name) || (is_headline && capitals(name) >= 2);
    let behind = named::title(after).filter(fits);
    behind.map(|name| (name, 75)).or_else(|| {
        let before = name_before(sentence.before(at.from)).filter(|_| is_bare)?;
        Some((before, 70))
    })
}

/// `the REMOURBAN ` project: one word with more than one capital.
fn name_before(before: &str) -> Option<&str> {
    let before = before.strip_suffix(' ')?;
    let name = before.rsplit([' ', '\u{a0}', '\n', '(']).next()?;
    let name = name.trim_matches(['(', ')', '“', '”', '"', '‘', '’', '\'']);
    (name.chars().filter(|c| c.is_uppercase()).count() >= 2).then_some(name)
}

/// `SamÅpne` of `SamÅpne-prosjektet`. Without the article it is a sort of project
/// (`Open Source-Projekt`), unless the name is an abbreviation.
fn name_glued<'t>(sentence: &'t Sentence<'_>, at: &CueAt) -> Option<&'t str> {
    let before = sentence.before(at.from);
    let name = before.rsplit(|c: char| c.is_whitespace() || c == '(').next()?;
    let wording = sentence.text.get(at.from..at.to)?.to_lowercase();
    let is_sort = ["-projekt", "-prosjekt"].contains(&wording.as_str());
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    (name.chars().count() >= 4 && (!is_sort || capitals >= 2)).then_some(name)
}

/// Programmes, abbreviations of a field and persons are no names of projects.
fn is_name(name: &str) -> bool {
    const NO_NAMES: [&str; 26] = [
        "EU",
        "AI",
        "IT",
        "IoT",
        "ICT",
        "FoU",
        "R&D",
        "ESF",
        "ERUF",
        "LIFE",
        "KIC",
        "H2020",
        "RIA",
        "AI-",
        "EU-",
        "CO2",
        "GIS",
        "BIM",
        "VR",
        "Smart City",
        "Horizon",
        "Vi",
        "Det",
        "Den",
        "De",
        "Detta",
    ];
    let is_described = ["-funded", "-led", "-based", "-wide"].iter().any(|end| name.ends_with(end));
    name.len() >= 3
        && !is_described
        && !name.contains('/')
        && !NO_NAMES.contains(&name)
        && name.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c.is_lowercase())
        && name.chars().any(char::is_uppercase)
        && !programmes::is_known(name)
}
