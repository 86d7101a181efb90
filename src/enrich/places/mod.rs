//! Places: which a document is about, and which it mentions.
//!
//! Names are found in one walk over the words. Those that can mean nothing else settle what the
//! document speaks of; with that, names that are also words or people, and namesakes, are settled.
//! Why it is done this way: `docs/decisions/places.md`.

mod evidence;
mod known;
mod mention;
mod national;
mod rows;
mod settle;
mod text;
mod vocabulary;
mod weigh;

use crate::model::{Language, PlaceFound, PlaceId};
use crate::place::{self, Place, PlaceKind};

use super::reading::Reading;
use evidence::Evidence;
use mention::{Mention, Part};
use settle::Surroundings;
use text::Text;
use weigh::Weighed;

/// No more places are kept of a document; a list of all counties of Sweden fits.
const MOST_PLACES: usize = 25;
/// Letters of a text that are looked at; what is longer has said by then where it is.
const LONGEST_TEXT: usize = 60_000;

/// Letters of a stated field that are kept as evidence, as of a sentence.
const LONGEST_STATED: usize = 200;

/// The places of a document: those it is about first, then those it mentions.
pub fn find(reading: &Reading<'_>) -> Vec<PlaceFound> {
    let (parts, texts): (Vec<Part>, Vec<Text<'_>>) = texts(reading).into_iter().unzip();
    let mut mentions = Vec::new();
    for (number, (part, text)) in parts.iter().zip(&texts).enumerate() {
        mention::find(text, number, *part, reading.language, &mut mentions);
    }
    let homes = known::homes(reading);
    let surroundings = Surroundings {
        language: reading.language,
        country: reading.source.country.as_deref(),
        home: &homes,
    };
    let mut places = weighed(&texts, &mentions, &surroundings);
    add_adjectives(&mut places, &parts, &texts, reading.language);
    if let Some(country) = national::country(reading, &parts, &texts) {
        entry(&mut places, country).mark_governing(80);
    }
    let stated = known::stated(reading);
    for one in &stated {
        entry(&mut places, one.place).mark_stated(100);
    }
    weigh::settle(&mut places);
    let evidence = |one: &Weighed| {
        let stated = stated.iter().find(|stated| std::ptr::eq(stated.place, one.place));
        stated
            .map(|stated| stated.words.chars().take(LONGEST_STATED).collect())
            .or_else(|| first_sentence(one, &mentions, &texts))
            .or_else(|| adjective_sentence(one.place, &texts))
            .or_else(|| national::sentence(reading.language, &texts))
    };
    let kept = places.iter().filter(|one| one.is_about || one.times > 0);
    let mut found: Vec<PlaceFound> = kept
        .map(|one| PlaceFound {
            place: one.place.id.clone(),
            about: one.is_about,
            times: one.times,
            evidence: evidence(one).unwrap_or_default(),
            confidence: one.confidence,
        })
        .collect();
    if !found.iter().any(|one| one.about && is_town(&one.place)) {
        add_home(&mut found, reading, &named_by_source(&texts, &mentions, &places));
    }
    found.truncate(MOST_PLACES);
    found
}

fn is_town(id: &PlaceId) -> bool {
    place::by_id(id).is_some_and(|place| place.kind < PlaceKind::Country)
}

/// The parts of a document. A summary that is the beginning of the text is not read twice.
fn texts<'a>(reading: &Reading<'a>) -> Vec<(Part, Text<'a>)> {
    let body = shortened(reading.text);
    let begin: String = reading.summary.chars().take(60).collect();
    let summary = if body.contains(begin.trim_end()) { "" } else { reading.summary };
    let beside = reading.tags.iter().map(|tag| (Part::Tags, tag.as_str()));
    let source = [(Part::Source, reading.source.name.as_str())];
    let author = reading.author.map(|author| (Part::Author, author));
    [(Part::Title, reading.title), (Part::Summary, shortened(summary)), (Part::Body, body)]
        .into_iter()
        .chain(beside)
        .chain(source)
        .chain(author)
        .map(|(part, text)| (part, Text::new(text)))
        .collect()
}

fn shortened(text: &str) -> &str {
    let end = (0..=LONGEST_TEXT.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

fn weighed(
    texts: &[Text<'_>],
    mentions: &[Mention],
    surroundings: &Surroundings<'_>,
) -> Vec<Weighed> {
    let mut places: Vec<Weighed> = Vec::new();
    for settled in settle::settle(texts, mentions, surroundings) {
        let Some(mention) = mentions.get(settled.mention) else { continue };
        let word = texts.get(mention.text).and_then(|text| text.get(mention.from));
        let at = word.map_or(0, |word| word.at.start);
        entry(&mut places, settled.place).add(mention, &settled, at);
    }
    for one in places.iter_mut().filter(|one| settle::is_listed(surroundings.home, &one.place.id)) {
        one.mark_home();
    }
    places
}

fn entry<'p>(places: &'p mut Vec<Weighed>, place: &'static Place) -> &'p mut Weighed {
    let at = places.iter().position(|one| std::ptr::eq(one.place, place)).unwrap_or_else(|| {
        places.push(Weighed::new(place));
        places.len() - 1
    });
    #[expect(clippy::indexing_slicing, reason = "found or pushed just before")]
    &mut places[at]
}

/// *danska kommuner* speaks of Denmark, if not much.
fn add_adjectives(
    places: &mut Vec<Weighed>,
    parts: &[Part],
    texts: &[Text<'_>],
    language: Language,
) {
    for (part, text) in parts.iter().zip(texts).filter(|(part, _)| **part < Part::Tags) {
        for at in 0..text.words.len() {
            let Some(country) = adjective(text, at, language) else { continue };
            let Some(place) = place::by_id(&PlaceId(country.to_owned())) else { continue };
            let known = entry(places, place);
            known.adjectives += if *part == Part::Title { 4 } else { 1 };
            known.confidence = known.confidence.max(70);
        }
    }
}

fn adjective(text: &Text<'_>, at: usize, language: Language) -> Option<&'static str> {
    let word = text.get(at)?;
    if language == Language::EN && !word.is_capital() {
        return None;
    }
    place::country_of_adjective(text.lower(at))
}

fn first_sentence(one: &Weighed, mentions: &[Mention], texts: &[Text<'_>]) -> Option<String> {
    let mention = mentions.get(one.first?)?;
    Some(texts.get(mention.text)?.sentence(mention.from))
}

fn adjective_sentence(place: &Place, texts: &[Text<'_>]) -> Option<String> {
    texts.iter().find_map(|text| {
        let mut words = 0..text.words.len();
        let is_of =
            |at: &usize| place::country_of_adjective(text.lower(*at)) == Some(place.country);
        words.find(is_of).map(|at| text.sentence(at))
    })
}

/// The towns in what the source calls itself: *Innovation Helsingborg*, but no *TU Dresden*.
fn named_by_source(
    texts: &[Text<'_>],
    mentions: &[Mention],
    places: &[Weighed],
) -> Vec<(&'static Place, String)> {
    let names = |one: &Weighed| {
        let mut mentions = mentions.iter().filter(|mention| mention.part == Part::Source);
        let mention = mentions.find(|mention| mention.can_be(&one.place.id))?;
        let is_own = mention.evidence != Evidence::Institution && is_town(&one.place.id);
        let text = texts.get(mention.text).filter(|_| is_own)?;
        Some((one.place, text.written.to_owned()))
    };
    places.iter().filter_map(names).collect()
}

/// What names no place is about the place of its source, or of its site.
fn add_home(
    found: &mut Vec<PlaceFound>,
    reading: &Reading<'_>,
    named_by_source: &[(&'static Place, String)],
) {
    let own = known::source_place(reading).map(|place| (place, reading.source.name.clone(), 80));
    let site = || {
        let url = reading.url?;
        Some((known::behind_address(url)?, url.chars().take(100).collect(), 70))
    };
    let named = || match named_by_source {
        [(place, name)] if !found.iter().any(|one| one.about) => Some((*place, name.clone(), 60)),
        _ => None,
    };
    let Some((place, evidence, confidence)) = own.or_else(site).or_else(named) else { return };
    let known = found.iter().position(|one| one.place == place.id).map(|at| found.remove(at));
    let times = known.as_ref().map_or(0, |one| one.times);
    let evidence = known.filter(|one| one.times > 0).map_or(evidence, |one| one.evidence);
    found.insert(
        0,
        PlaceFound { place: place.id.clone(), about: true, times, evidence, confidence },
    );
}

#[cfg(test)]
mod tests;
