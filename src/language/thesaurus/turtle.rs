//! The thesaurus as SKOS in Turtle (<https://www.w3.org/TR/skos-reference/>), for other tools.
//!
//! A term that is not clear enough to be searched for is a `skos:hiddenLabel`; themes are the top
//! concepts, and a concept's theme is its `skos:broader`.

use std::collections::HashMap;
use std::fmt::Write as _;

use oxttl::{TurtleParser, TurtleSyntaxError};

use super::{Concept, Entry, EntryKind, Problem, Thesaurus};
use crate::model::Language;

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const CONCEPT: &str = "urn:utkik:concept:";
const THEME: &str = "urn:utkik:theme:";
const WEIGHT: &str = "urn:utkik:weight";

const HEAD: &str = "\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix concept: <urn:utkik:concept:> .
@prefix theme: <urn:utkik:theme:> .
@prefix utkik: <urn:utkik:> .

utkik:thesaurus a skos:ConceptScheme .
";

/// Writes all themes and concepts.
pub fn write_turtle(thesaurus: &Thesaurus) -> String {
    let mut turtle = HEAD.to_owned();
    for theme in thesaurus.themes() {
        // Writing into a string cannot fail, here and below.
        let _ = write!(turtle, "\ntheme:{} a skos:Concept", theme.id);
        turtle.push_str(" ;\n    skos:topConceptOf utkik:thesaurus");
        for (language, label) in &theme.labels {
            write_label(&mut turtle, "prefLabel", label, *language);
        }
        turtle.push_str(" .\n");
    }
    for concept in thesaurus.concepts() {
        write_concept(&mut turtle, concept);
    }
    turtle
}

fn write_concept(turtle: &mut String, concept: &Concept) {
    let _ = write!(turtle, "\nconcept:{} a skos:Concept", concept.id);
    turtle.push_str(" ;\n    skos:inScheme utkik:thesaurus");
    if let Some(theme) = &concept.theme {
        let _ = write!(turtle, " ;\n    skos:broader theme:{theme}");
    }
    let _ = write!(turtle, " ;\n    utkik:weight \"{}\"", concept.weight);
    for term in &concept.terms {
        if term.preferred {
            write_label(turtle, "prefLabel", &term.text, term.language);
        }
        let other = if term.expand { "altLabel" } else { "hiddenLabel" };
        if !term.preferred || !term.expand {
            write_label(turtle, other, &term.text, term.language);
        }
    }
    for address in &concept.matches {
        let _ = write!(turtle, " ;\n    skos:exactMatch <{address}>");
    }
    turtle.push_str(" .\n");
}

fn write_label(turtle: &mut String, kind: &str, text: &str, language: Language) {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    let _ = write!(turtle, " ;\n    skos:{kind} \"{text}\"@{language}");
}

/// Reads concepts; when anything is wrong, all that is wrong. What is neither a label, a match nor
/// a theme is left out. A concept of another vocabulary is named by the end of its address, which
/// is kept as a match.
pub fn parse_turtle(text: &str) -> Result<Vec<Entry>, Vec<Problem>> {
    let (mut concepts, mut problems) = (Concepts::default(), Vec::new());
    for triple in TurtleParser::new().for_slice(text) {
        match triple {
            Ok(triple) => {
                let subject = address(&triple.subject.to_string());
                let predicate = triple.predicate.as_str();
                if !subject.starts_with(THEME)
                    && let Some(says) = says(predicate, &triple.object.to_string(), &subject)
                {
                    match says {
                        Ok(says) => concepts.add(&subject, says),
                        Err(message) => problems.push(Problem { line: 0, message }),
                    }
                }
            }
            Err(error) => problems.push(syntax_problem(&error)),
        }
    }
    let entries = concepts.read.into_iter().flat_map(Read::entries).collect();
    if problems.is_empty() { Ok(entries) } else { Err(problems) }
}

fn syntax_problem(error: &TurtleSyntaxError) -> Problem {
    let line = usize::try_from(error.location().start.line).unwrap_or_default() + 1;
    Problem { line, message: format!("this is not Turtle: {}", error.message()) }
}

/// What was read of one concept.
struct Read {
    subject: String,
    says: Vec<Says>,
}

enum Says {
    Preferred(Language, String),
    Alternative(Language, String),
    Hidden(Language, String),
    Match(String),
    Theme(String),
    Weight(f32),
}

/// In the order in which they come.
#[derive(Default)]
struct Concepts {
    read: Vec<Read>,
    /// Where each stands, by its address: a vocabulary may have a hundred thousand.
    numbers: HashMap<String, usize>,
}

impl Concepts {
    fn add(&mut self, subject: &str, says: Says) {
        let number = self.numbers.get(subject).copied().unwrap_or_else(|| {
            self.numbers.insert(subject.to_owned(), self.read.len());
            self.read.push(Read { subject: subject.to_owned(), says: Vec::new() });
            self.read.len() - 1
        });
        if let Some(read) = self.read.get_mut(number) {
            read.says.push(says);
        }
    }
}

fn says(predicate: &str, object: &str, subject: &str) -> Option<Result<Says, String>> {
    if predicate == WEIGHT {
        let weight = literal(object).and_then(|(text, _)| text.parse().ok());
        return Some(
            weight
                .map(Says::Weight)
                .ok_or_else(|| format!("the weight of <{subject}> is no number")),
        );
    }
    let label = |kind: fn(Language, String) -> Says| {
        let (text, language) = literal(object)?;
        let Some(language) = language else {
            return Some(Err(format!(
                "the label `{text}` of <{subject}> has no language; write `\"{text}\"@sv`"
            )));
        };
        Some(language.parse().map(|language| kind(language, text)))
    };
    match predicate.strip_prefix(SKOS)? {
        "prefLabel" => label(Says::Preferred),
        "altLabel" => label(Says::Alternative),
        "hiddenLabel" => label(Says::Hidden),
        "exactMatch" => Some(Ok(Says::Match(address(object)))),
        "broader" => address(object).strip_prefix(THEME).map(|theme| Ok(Says::Theme(theme.into()))),
        _ => None,
    }
}

/// `<https://…>` without its brackets.
fn address(term: &str) -> String {
    term.trim_start_matches('<').trim_end_matches('>').to_owned()
}

/// Text and language of a literal as N-Triples write it: `"text"@sv`.
fn literal(term: &str) -> Option<(String, Option<&str>)> {
    let end = term.rfind('"').filter(|end| *end > 0)?;
    let text = term.get(1..end)?.replace("\\\"", "\"").replace("\\\\", "\\");
    Some((text, term.get(end + 1..)?.strip_prefix('@')))
}

impl Read {
    fn entries(self) -> Vec<Entry> {
        let own = self.subject.strip_prefix(CONCEPT).map(str::to_owned);
        let name = |address: &str| address.rsplit(['/', '#', ':']).next().map(str::to_owned);
        let concept = own.clone().or_else(|| name(&self.subject)).unwrap_or_default();
        let theme = self.says.iter().find_map(|says| match says {
            Says::Theme(theme) => Some(theme.clone()),
            _ => None,
        });
        let weight = self.says.iter().find_map(|says| match says {
            Says::Weight(weight) => Some(*weight),
            _ => None,
        });
        let mut kinds = self.kinds();
        if own.is_none() && kinds.iter().any(|kind| matches!(kind, EntryKind::Term { .. })) {
            kinds.push(EntryKind::Match(self.subject.clone()));
        }
        let entry =
            |kind| Entry { line: 0, concept: concept.clone(), kind, theme: theme.clone(), weight };
        kinds.into_iter().map(entry).collect()
    }

    /// A label that is hidden too is not searched for.
    fn kinds(&self) -> Vec<EntryKind> {
        let hides = |wanted: &str, of: Language| {
            self.says.iter().any(
                |says| matches!(says, Says::Hidden(language, text) if *language == of && text == wanted),
            )
        };
        let shows = |wanted: &str, of: Language| {
            self.says.iter().any(
                |says| matches!(says, Says::Preferred(language, text) if *language == of && text == wanted),
            )
        };
        let kind = |says: &Says| {
            let (language, text, preferred) = match says {
                Says::Preferred(language, text) => (*language, text, true),
                Says::Hidden(language, text) if shows(text, *language) => return None,
                Says::Alternative(language, text) | Says::Hidden(language, text) => {
                    (*language, text, false)
                }
                Says::Match(address) => return Some(EntryKind::Match(address.clone())),
                Says::Theme(_) | Says::Weight(_) => return None,
            };
            let expand = !hides(text, language);
            Some(EntryKind::Term { language, text: text.clone(), preferred, expand })
        };
        self.says.iter().filter_map(kind).collect()
    }
}
