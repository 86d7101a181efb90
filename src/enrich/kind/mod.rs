//! What sort of document it is: news, a call, a report …

mod words;

use super::Reading;
use crate::model::{FactName, Kind, KindFound};
use words::{ADDRESSES, BEGINNINGS, INSIDE, NEWS_ADDRESSES, kind_of_tag};

/// Tells the kind by what the source says of it (tags, address, its own name), by how the title
/// begins, and by the text, in that order of trust; `None` when nothing tells.
pub fn find(reading: &Reading<'_>) -> Option<KindFound> {
    by_tag(reading)
        .or_else(|| by_address(reading.url?, &ADDRESSES, 90))
        .or_else(|| by_beginning(reading.title))
        .or_else(|| by_source(reading).filter(|found| found.kind != Kind::News))
        .or_else(|| by_stated(reading))
        .or_else(|| by_text(reading.body()))
        .or_else(|| by_address(reading.url?, &NEWS_ADDRESSES, 60))
        .or_else(|| by_words_inside(reading.title))
        .or_else(|| by_source(reading))
}

fn found(kind: Kind, evidence: &str, confidence: u8) -> KindFound {
    KindFound { kind, evidence: evidence.trim().to_owned(), confidence }
}

fn by_tag(reading: &Reading<'_>) -> Option<KindFound> {
    let kinds = reading.tags.iter().filter_map(|tag| Some((kind_of_tag(tag)?, tag)));
    // `Nyheter` beside `Utlysningar` says less.
    let (kind, tag) = kinds.min_by_key(|(kind, _)| *kind == Kind::News)?;
    let is_news = kind == Kind::News;
    // What the title says is more than that it is news.
    if is_news && let Some(by_title) = by_beginning(reading.title) {
        return Some(by_title);
    }
    Some(found(kind, tag, if is_news { 80 } else { 95 }))
}

fn by_address(url: &str, table: &[(&str, Kind)], confidence: u8) -> Option<KindFound> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    // The last part is the document's own name, which may speak of anything.
    let folders = path.trim_end_matches('/').rsplit('/').skip(1);
    let mut kinds = folders.filter_map(|folder| {
        let folder = folder.to_ascii_lowercase();
        let (name, kind) = table.iter().find(|(name, _)| *name == folder)?;
        Some((*kind, *name))
    });
    let (kind, name) = kinds.next()?;
    Some(found(kind, &format!("/{name}/"), confidence))
}

/// A source that is called `nyheter` or `utlysningar` has nothing else. `Projekt` in a name is most
/// often that of one project, which tells its news.
fn by_source(reading: &Reading<'_>) -> Option<KindFound> {
    let source = reading.source;
    let words = source.id.as_str().split('-').chain(source.name.split([' ', '–', '-', ':', ',']));
    let mut kinds = words.filter_map(|word| Some((kind_of_tag(word)?, word)));
    let (kind, word) = kinds.find(|(kind, _)| *kind != Kind::Project)?;
    Some(found(kind, word, if kind == Kind::News { 55 } else { 75 }))
}

fn by_beginning(title: &str) -> Option<KindFound> {
    let lower = title.trim().to_lowercase();
    let (words, kind) = BEGINNINGS.iter().find(|(start, _)| lower.starts_with(start))?;
    Some(found(*kind, words, 82))
}

/// Less sure than a beginning: news tell of strategies and conferences, too.
fn by_words_inside(title: &str) -> Option<KindFound> {
    let lower = title.to_lowercase();
    let padded = format!(" {} ", lower.replace([',', ':', '.', '–', '-', '(', ')'], " "));
    let inside = INSIDE.iter().find(|(words, _)| {
        padded.contains(&format!(" {words} ")) || (words.contains('-') && lower.contains(words))
    });
    inside.map(|(words, kind)| found(*kind, words, 65))
}

/// A record with a field for the last day is a call, one with a ladder or a period a project.
fn by_stated(reading: &Reading<'_>) -> Option<KindFound> {
    let has = |name| reading.stated.contains_key(&name);
    if has(FactName::Deadline) {
        return Some(found(Kind::Call, "deadline", 70));
    }
    if has(FactName::Event) {
        return Some(found(Kind::Event, "event", 75));
    }
    let project = [FactName::Status, FactName::Start, FactName::Budget, FactName::Partners];
    let name = project.into_iter().find(|name| has(*name))?;
    Some(found(Kind::Project, name.as_str(), 75))
}

/// Wordings that only texts of a kind have.
fn by_text(text: &str) -> Option<KindFound> {
    const WORDS: [(&str, Kind); 28] = [
        ("Projektperiod:", Kind::Project),
        ("Projekttid:", Kind::Project),
        ("Projektägare:", Kind::Project),
        ("Prosjektperiode:", Kind::Project),
        ("Project period:", Kind::Project),
        ("Projektlaufzeit:", Kind::Project),
        ("Hankeaika:", Kind::Project),
        ("Søknadsfristen er", Kind::Call),
        ("Regeringen uppdrar åt", Kind::Assignment),
        ("Sista ansökningsdag", Kind::Call),
        ("sista ansökningsdag", Kind::Call),
        ("Utlysningen är öppen", Kind::Call),
        ("Søknadsfrist:", Kind::Call),
        ("Ansøgningsfrist:", Kind::Call),
        ("Application deadline:", Kind::Call),
        ("Bewerbungsschluss:", Kind::Call),
        ("Hakuaika päättyy", Kind::Call),
        ("Sista anbudsdag", Kind::Tender),
        ("sista anbudsdag", Kind::Tender),
        ("Anbud ska ha inkommit", Kind::Tender),
        ("Remissvaren ska ha", Kind::Consultation),
        ("remissvaren ska ha", Kind::Consultation),
        ("Sista svarsdag", Kind::Consultation),
        ("Høringsfrist:", Kind::Consultation),
        ("Sista anmälningsdag", Kind::Event),
        ("Anmäl dig senast", Kind::Event),
        ("Påmeldingsfrist", Kind::Event),
        ("Tilmeldingsfrist", Kind::Event),
    ];
    let mut end = text.len().min(3000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end)?;
    // Who looks for staff names a last day as well.
    if ["anställning", "praktik", "stilling", "Stelle "].iter().any(|word| head.contains(word)) {
        return None;
    }
    let hits = WORDS.iter().filter_map(|(words, kind)| Some((head.find(words)?, words, kind)));
    let (_, words, kind) = hits.min_by_key(|(at, ..)| *at)?;
    Some(found(*kind, words, 60))
}

#[cfg(test)]
mod tests;
