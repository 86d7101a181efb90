//! `utkik thesaurus`: what words mean to the search, and a file of one's own beside it.

use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cli::arguments::{Thesaurus as Arguments, ThesaurusAction};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::language::thesaurus::{self, Concept, Problem, Term, Thesaurus};
use crate::message::{Locale, thesaurus as text};
use crate::model::Language;

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    match &arguments.action {
        ThesaurusAction::Export { turtle } => export(context, *turtle),
        ThesaurusAction::Check { file } => {
            check(context, &file.clone().unwrap_or_else(|| own(context)))
        }
        ThesaurusAction::Show { words } => show(context, words),
    }
}

fn own(context: &Context) -> PathBuf {
    context.derived().thesaurus
}

/// Writes all that is shipped and of one's own.
fn export(context: &Context, turtle: bool) -> anyhow::Result<Exit> {
    let Some(thesaurus) = known(context) else { return Ok(Exit::Data) };
    let written =
        if turtle { thesaurus::write_turtle(&thesaurus) } else { thesaurus::write_tsv(&thesaurus) };
    output::line(written.trim_end())?;
    Ok(Exit::Well)
}

fn check(context: &Context, file: &Path) -> anyhow::Result<Exit> {
    let shown = file.display().to_string();
    let Ok(written) = fs::read_to_string(file) else {
        output::note(&format!("utkik: {}", text::no_file(context.locale, &shown)));
        return Ok(Exit::Data);
    };
    match extended(&written) {
        Ok((lines, thesaurus)) => {
            let concepts = thesaurus.concepts().len();
            output::line(&text::well(context.locale, &shown, lines, concepts))?;
            Ok(Exit::Well)
        }
        Err(problems) => {
            tell(context.locale, file, &problems);
            Ok(Exit::Data)
        }
    }
}

/// What is shipped, with one's own file where there is one; `None` when that file is broken, which
/// is told.
fn known(context: &Context) -> Option<Thesaurus> {
    let file = own(context);
    let written = match fs::read_to_string(&file) {
        Ok(written) => written,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Some(Thesaurus::shipped().clone());
        }
        Err(_) => {
            let shown = file.display().to_string();
            output::note(&format!("utkik: {}", text::no_file(context.locale, &shown)));
            return None;
        }
    };
    let read = extended(&written).map_err(|problems| tell(context.locale, &file, &problems));
    read.ok().map(|(_, thesaurus)| thesaurus)
}

/// How many lines a file has, and the thesaurus with them.
fn extended(written: &str) -> Result<(usize, Thesaurus), Vec<Problem>> {
    let entries = thesaurus::parse(written)?;
    Ok((entries.len(), Thesaurus::shipped().extended(entries)?))
}

fn tell(locale: Locale, file: &Path, problems: &[Problem]) {
    let shown = file.display().to_string();
    for problem in problems {
        output::note(&format!("{shown}:{problem}"));
    }
    output::note(&format!("utkik: {}", text::broken(locale, &shown, problems.len())));
}

/// A concept as a machine reads it.
#[derive(Serialize)]
struct Shown<'a> {
    words: &'a [String],
    concept: &'a str,
    theme: Option<&'a str>,
    weight: f32,
    terms: Vec<ShownTerm<'a>>,
    matches: &'a [String],
}

#[derive(Serialize)]
struct ShownTerm<'a> {
    language: Language,
    term: &'a str,
    preferred: bool,
    expand: bool,
}

/// What words mean, and what is searched for beside them.
fn show(context: &Context, words: &[String]) -> anyhow::Result<Exit> {
    let Some(thesaurus) = known(context) else { return Ok(Exit::Data) };
    let words: Vec<String> =
        words.iter().flat_map(|word| word.split_whitespace()).map(str::to_owned).collect();
    let meant = meant(&thesaurus, &words);
    if context.json {
        let shown: Vec<Shown<'_>> =
            meant.iter().map(|(words, one)| Shown::of(words, one)).collect();
        output::json(&shown)?;
        return Ok(Exit::Well);
    }
    if meant.is_empty() {
        output::note(&text::unknown(context.locale, &words.join(" ")));
    }
    for (_, concept) in meant {
        output::line(&described(&thesaurus, concept, context.locale))?;
    }
    Ok(Exit::Well)
}

/// The concepts that words call up; else those that have them as an ambiguous term.
fn meant<'a>(thesaurus: &'a Thesaurus, words: &'a [String]) -> Vec<(&'a [String], &'a Concept)> {
    if let [id] = words
        && let Some(concept) = thesaurus.concept(id)
    {
        return vec![(words, concept)];
    }
    let called = thesaurus.expand(words);
    if called.is_empty() {
        let typed = words.join(" ").to_lowercase();
        let has =
            |concept: &&Concept| concept.terms.iter().any(|term| term.text.to_lowercase() == typed);
        return thesaurus.concepts().iter().filter(has).map(|one| (words, one)).collect();
    }
    let meant = called
        .iter()
        .filter_map(|one| Some((words.get(one.words.clone())?, thesaurus.concept(&one.concept)?)));
    meant.collect()
}

impl<'a> Shown<'a> {
    fn of(words: &'a [String], concept: &'a Concept) -> Self {
        let term = |term: &'a Term| ShownTerm {
            language: term.language,
            term: &term.text,
            preferred: term.preferred,
            expand: term.expand,
        };
        Self {
            words,
            concept: &concept.id,
            theme: concept.theme.as_deref(),
            weight: concept.weight,
            terms: concept.terms.iter().map(term).collect(),
            matches: &concept.matches,
        }
    }
}

/// The concept with its theme, and under it a line for each language.
fn described(thesaurus: &Thesaurus, concept: &Concept, locale: Locale) -> String {
    let language = locale.code().parse().unwrap_or(Language::EN);
    let theme = concept.theme.as_deref().and_then(|id| thesaurus.theme(id));
    let about = match theme {
        Some(theme) => {
            let theme = text::theme(locale, theme.label(language));
            format!("{theme}, {}", text::weight(locale, concept.weight))
        }
        None => text::no_theme(locale),
    };
    let mut shown = format!("{} ({}, {about})", concept.label(language), concept.id);
    let mut languages: Vec<Language> = Vec::new();
    for term in &concept.terms {
        if !languages.contains(&term.language) {
            languages.push(term.language);
            let told = terms(concept, term.language, locale);
            let _ = write!(shown, "\n  {}: {told}", term.language);
        }
    }
    if !concept.matches.is_empty() {
        let _ = write!(shown, "\n  {}: {}", text::matches(locale), concept.matches.join(", "));
    }
    shown
}

fn terms(concept: &Concept, language: Language, locale: Locale) -> String {
    let of_language = concept.terms.iter().filter(|term| term.language == language);
    let shown = of_language.map(|term| {
        if term.expand {
            term.text.clone()
        } else {
            format!("{} ({})", term.text, text::not_searched(locale))
        }
    });
    shown.collect::<Vec<_>>().join(", ")
}
