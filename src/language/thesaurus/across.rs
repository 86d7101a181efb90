//! A Swedish query finds what others write in their own words (`tests/data/crosslanguage/`).

use std::collections::{HashMap, HashSet};

use super::Thesaurus;
use crate::language::Analyser;
use crate::model::Language;

const DOCUMENTS: &str = include_str!("../../../tests/data/crosslanguage/documents.jsonl");
const QUERIES: &str = include_str!("../../../tests/data/crosslanguage/queries.tsv");

#[derive(serde::Deserialize)]
struct Document {
    id: String,
    lang: Language,
    title: String,
    text: String,
}

/// Documents as sets of stems, and how many have each.
struct Shelf {
    documents: Vec<(Document, HashSet<String>)>,
    frequencies: HashMap<String, usize>,
}

impl Shelf {
    fn read() -> Self {
        let (mut documents, mut frequencies) = (Vec::new(), HashMap::new());
        for line in DOCUMENTS.lines() {
            let document: Document = serde_json::from_str(line).unwrap();
            let text = format!("{}\n{}", document.title, document.text);
            let stems: HashSet<String> = stems(&text, document.lang).into_iter().collect();
            for stem in &stems {
                *frequencies.entry(stem.clone()).or_default() += 1;
            }
            documents.push((document, stems));
        }
        Self { documents, frequencies }
    }

    /// The first twenty by the rarity of the terms that they have all words of.
    fn first_twenty(&self, query: &str) -> Vec<&str> {
        let words: Vec<String> = query.split(' ').map(str::to_owned).collect();
        let mut scores = vec![0.0_f64; self.documents.len()];
        for term in Thesaurus::shipped().expand(&words).into_iter().flat_map(|one| one.terms) {
            let forms: Vec<Vec<String>> = [&term.text]
                .into_iter()
                .chain(&term.forms)
                .map(|form| stems(form, term.language))
                .collect();
            for ((document, has), score) in self.documents.iter().zip(&mut scores) {
                let is_met = |form: &&Vec<String>| form.iter().all(|stem| has.contains(stem));
                if document.lang == term.language
                    && let Some(form) = forms.iter().find(is_met)
                {
                    *score += form.iter().map(|stem| self.rarity(stem)).sum::<f64>();
                }
            }
        }
        let mut found: Vec<usize> = (0..scores.len()).filter(|at| scores[*at] > 0.0).collect();
        found.sort_by(|one, other| scores[*other].total_cmp(&scores[*one]));
        found.iter().take(20).map(|at| self.documents[*at].0.id.as_str()).collect()
    }

    fn rarity(&self, stem: &str) -> f64 {
        let having = u32::try_from(self.frequencies[stem]).unwrap();
        (1.0 + 1000.0 / f64::from(having)).ln()
    }
}

fn stems(text: &str, language: Language) -> Vec<String> {
    let mut stems = Vec::new();
    Analyser::new().tokens(text, language, |token| stems.push(token.text.to_owned()));
    stems
}

#[test]
fn nine_of_ten_are_among_the_first_twenty() {
    let shelf = Shelf::read();
    let (mut wanted, mut missed, mut neighbours) = (0, Vec::new(), 0);
    for line in QUERIES.lines().skip(1) {
        let [query, concept, relevant] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let found = shelf.first_twenty(query);
        let near = format!("{concept}-near-");
        neighbours += found.iter().filter(|id| id.starts_with(&near)).count();
        for id in relevant.split(' ') {
            wanted += 1;
            if !found.contains(&id) {
                missed.push(id);
            }
        }
    }
    assert_eq!(wanted, 500);
    assert!(missed.len() <= 50, "{} missed: {missed:?}", missed.len());
    assert!(neighbours <= 10, "{neighbours} of 300 neighbours were taken for the thing itself");
}

#[test]
fn no_document_uses_the_preferred_term() {
    let words = |text: &str| {
        let mut all = vec![String::new()];
        crate::language::exact_tokens(text, |token| all.push(token.text.to_owned()));
        format!("{} ", all.join(" "))
    };
    let mut checked = 0;
    for line in DOCUMENTS.lines() {
        let document: Document = serde_json::from_str(line).unwrap();
        let (concept, _) = document.id.rsplit_once('-').unwrap();
        let Some(concept) = Thesaurus::shipped().concept(concept) else { continue };
        let text = words(&format!("{}\n{}", document.title, document.text));
        let preferred = words(concept.label(document.lang));
        assert!(!text.contains(&preferred), "{}", document.id);
        checked += 1;
    }
    assert_eq!(checked, 500);
}

#[test]
fn the_concept_is_read_in_what_others_write() {
    let (mut reader, mut missed, mut neighbours) = (super::Reader::new(), Vec::new(), 0);
    for line in DOCUMENTS.lines() {
        let Document { id, lang, title, text } = serde_json::from_str(line).unwrap();
        let text = format!("{title}\n{text}");
        let mut has = HashSet::new();
        reader.read(&text, lang, Thesaurus::shipped(), |met| {
            if met.term.expand {
                has.insert(met.concept.id.clone());
            }
        });
        match id.rsplit_once("-near-") {
            Some((concept, _)) => neighbours += usize::from(has.contains(concept)),
            None if !has.contains(id.rsplit_once('-').unwrap().0) => missed.push(id),
            None => {}
        }
    }
    assert!(missed.len() <= 25, "{} of 500 missed: {missed:?}", missed.len());
    assert!(neighbours <= 6, "{neighbours} of 300 neighbours were taken for the thing itself");
}
