//! A document as the index takes it: its words, what it is about, and what a hit shows.

use std::borrow::Cow;

use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::schema::{reversed_host, tie_breaker};
use super::standing::standing;
use super::tokenizer::tagged;
use super::{Fields, arrival, place};
use crate::date;
use crate::language::{exact_tokens, fold};
use crate::model::{
    ConceptFound, Document, DocumentWithSource, FactFound, FactName, HitFacts, Phase, PlaceId,
    Relations, SourceFacts, Status, Timestamp, Understanding,
};

/// Snippets are cut from the first so many bytes; longer texts are indexed all the same.
const SHOWN_TEXT_BYTES: usize = 20_000;
/// A concept counts at most so often, and in the title so many times more.
const MOST_TIMES: u16 = 8;
const TIMES_IN_TITLE: u16 = 2;
/// Longer values are sentences that were taken for a name.
const LONGEST_FUNDER: usize = 80;

pub(super) fn entry(fields: &Fields, put: &DocumentWithSource) -> TantivyDocument {
    let DocumentWithSource { document, source, understanding, relations, arrived } = put;
    let mut entry = Entry { fields, entry: TantivyDocument::new() };
    entry.texts(document);
    entry.source(document, source);
    entry.places(understanding, source);
    entry.subjects(&document.title, understanding);
    entry.facts(&understanding.facts);
    entry.relations(relations, source.priority);
    if let Some(number) = arrival::as_news(document, understanding, *arrived) {
        entry.entry.add_i64(fields.arrived, number);
    }
    entry.entry.add_text(fields.shown_source_name, &source.name);
    let gist = HitFacts::of(understanding);
    if !gist.is_empty() {
        // What is missing there is merely not shown.
        let json = serde_json::to_string(&gist).unwrap_or_default();
        entry.entry.add_text(fields.shown_facts, json);
    }
    entry.entry
}

struct Entry<'f> {
    fields: &'f Fields,
    entry: TantivyDocument,
}

impl Entry<'_> {
    fn texts(&mut self, document: &Document) {
        let (fields, body) = (self.fields, body(document));
        let entry = &mut self.entry;
        let (title, text) =
            (tagged(document.language, &document.title), tagged(document.language, &body));
        entry.add_text(fields.parts, &title);
        entry.add_text(fields.parts, &text);
        entry.add_text(fields.title, title);
        entry.add_text(fields.body, text);
        entry.add_text(fields.title_exact, &document.title);
        entry.add_text(fields.body_exact, &body);
        entry.add_text(fields.shown_title, &document.title);
        entry.add_text(fields.shown_url, document.url.as_ref().map_or("", |url| url.as_str()));
        entry.add_text(fields.shown_site, document.site());
        entry.add_text(fields.shown_text, beginning(&body, SHOWN_TEXT_BYTES));
    }

    fn source(&mut self, document: &Document, source: &SourceFacts) {
        let (fields, entry) = (self.fields, &mut self.entry);
        let date = document.date();
        entry.add_text(fields.id, document.id.as_str());
        entry.add_i64(fields.date, date.as_millis());
        entry.add_u64(fields.month, month_number(date));
        entry.add_u64(fields.tie, tie_breaker(document.id.as_str()));
        entry.add_text(fields.source, source.id.as_str());
        entry.add_text(fields.group, source.group.as_str());
        entry.add_text(fields.language, document.language.as_str());
        entry.add_u64(fields.in_network, u64::from(source.in_network));
        entry.add_u64(fields.priority, u64::from(source.priority));
        if !document.site().is_empty() {
            entry.add_text(fields.site, reversed_host(document.site()));
        }
    }

    fn places(&mut self, understanding: &Understanding, source: &SourceFacts) {
        let fields = self.fields;
        let about = understanding.about().map(|found| &found.place);
        let country = about.map(PlaceId::country).or(source.country.as_deref());
        if let Some(country) = country {
            self.entry.add_text(fields.country, country);
        }
        if let Some(population) = about.and_then(place::population) {
            self.entry.add_i64(fields.population, i64::from(population));
        }
        let (mut about, mut mentions) = (Vec::new(), Vec::new());
        for found in &understanding.places {
            let wider = place::with_wider(&found.place);
            if found.about {
                self.entry.add_text(fields.place, found.place.as_str());
                about.extend(wider.iter().cloned());
            }
            mentions.extend(wider);
        }
        self.each_once(fields.about, about);
        self.each_once(fields.mentions, mentions);
    }

    fn subjects(&mut self, title: &str, understanding: &Understanding) {
        let (fields, title) = (self.fields, fold(title));
        for theme in &understanding.themes {
            self.entry.add_text(fields.theme, &theme.theme);
        }
        for ConceptFound { concept, term, times } in &understanding.concepts {
            let in_title = title.contains(&fold(term));
            let extra = if in_title { TIMES_IN_TITLE } else { 0 };
            for _ in 0..(*times).clamp(1, MOST_TIMES) + extra {
                self.entry.add_text(fields.concept, concept);
            }
        }
        if let Some(found) = &understanding.kind {
            self.entry.add_text(fields.kind, found.kind.as_str());
        }
    }

    fn facts(&mut self, facts: &[FactFound]) {
        let fields = self.fields;
        let (mut words, mut funders) = (Vec::new(), Vec::new());
        for FactFound { name, value, number, .. } in facts {
            exact_tokens(value, |word| words.push(fact_word(*name, word.text)));
            match (name, number) {
                (FactName::Budget, Some(amount)) => self.entry.add_i64(fields.budget, *amount),
                (FactName::Deadline, Some(day)) => self.entry.add_i64(fields.closes, *day),
                (FactName::Event, Some(day)) => self.entry.add_i64(fields.event, *day),
                _ => {}
            }
            match name {
                FactName::Funder if value.len() <= LONGEST_FUNDER => funders.push(value.clone()),
                // Only what is on the ladder can be asked for.
                FactName::Status if value.parse::<Status>().is_ok() => {
                    self.entry.add_text(fields.status, value);
                }
                FactName::Phase if value.parse::<Phase>().is_ok() => {
                    self.entry.add_text(fields.phase, value);
                }
                _ => {}
            }
        }
        self.each_once(fields.fact, words);
        self.each_once(fields.funder, funders);
    }

    fn relations(&mut self, relations: &Relations, priority: u8) {
        let (fields, entry) = (self.fields, &mut self.entry);
        let size = relations.story_size.max(1);
        entry.add_u64(fields.story_size, u64::from(size));
        if let Some(head) = &relations.story
            && size > 1
        {
            entry.add_u64(fields.story, tie_breaker(head.as_str()));
        }
        let is_copy = relations.duplicate_of.is_some();
        entry.add_u64(fields.standing, standing(priority, size, is_copy));
    }

    fn each_once(&mut self, field: Field, mut values: Vec<String>) {
        values.sort_unstable();
        values.dedup();
        for value in values {
            self.entry.add_text(field, value);
        }
    }
}

/// The term of a word in the value of a fact.
pub fn fact_word(name: FactName, word: &str) -> String {
    format!("{name}:{word}")
}

/// The text, and the feed's summary where it says something that the text does not begin with.
fn body(document: &Document) -> Cow<'_, str> {
    let summary = document.summary.trim();
    let head = beginning(summary, 60);
    if head.is_empty() || document.text.contains(head) {
        return Cow::Borrowed(&document.text);
    }
    if document.text.is_empty() {
        return Cow::Borrowed(summary);
    }
    Cow::Owned(format!("{summary}\n{}", document.text))
}

/// At most so many bytes, ending with a whole character.
fn beginning(text: &str, most_bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(most_bytes)).unwrap_or(text)
}

fn month_number(moment: Timestamp) -> u64 {
    let (year, month) = date::month(moment);
    u64::try_from(i64::from(year) * 12 + i64::from(month) - 1).unwrap_or_default()
}
