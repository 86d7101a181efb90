//! A hit as it is shown: where it leads, who says it, and where the words were found.

use crate::message::{Locale, gist as text, understanding};
use crate::model::{Hit, HitFacts, Language, Timestamp};
use crate::web::excerpt::{self, Stretch};
use crate::web::visitor::Visitor;
use crate::web::{links, words};

/// One hit, ready for the page.
#[derive(Default)]
pub struct HitView {
    pub id: String,
    /// The original; empty where there is none that is safe to follow.
    pub link: String,
    /// Our own page about it.
    pub about: String,
    pub title: String,
    pub title_stretches: Vec<Stretch>,
    pub snippet: Vec<Stretch>,
    /// For `lang` of title and snippet; empty when it is not known.
    pub language: String,
    /// The language in words, where it is not the reader's own.
    pub foreign: Option<String>,
    pub source: String,
    pub site: String,
    pub day: String,
    pub machine_day: String,
    /// Wanted words that it lacks.
    pub lacks: String,
    /// Kind, places, how far it has come, money: what is known.
    pub gist: Vec<String>,
    /// The last day to apply, or the day on which it takes place, in words.
    pub days: Vec<String>,
    /// The last day to apply has gone.
    pub has_closed: bool,
    /// Those from here on are folded.
    pub fold: Option<Fold>,
    /// The last one that is folded.
    pub ends_fold: bool,
    /// "Also in 3 more documents", and their sources.
    pub also: String,
    /// All documents of its story.
    pub story: String,
}

/// Hits that have closed, folded away behind those that are open.
pub struct Fold {
    pub count: usize,
    /// There is nothing else on the page.
    pub is_all: bool,
}

impl HitView {
    pub fn new(hit: &Hit, visitor: Visitor, now: Timestamp) -> Self {
        let locale = visitor.locale;
        let today = words::machine_day(now);
        let closes = hit.facts.closes.as_deref();
        let about = format!("/documents/{}", links::encode(hit.id.as_str()));
        let snippet = excerpt::bounded(&hit.snippet.text);
        Self {
            id: hit.id.to_string(),
            link: links::web_address(&hit.url).unwrap_or_default().to_owned(),
            about: links::with_parameters(&about, &[("ui", visitor.ui())]),
            title: hit.title.clone(),
            title_stretches: excerpt::stretches(&hit.title, &hit.title_highlights),
            snippet: excerpt::stretches(snippet, &hit.snippet.highlights),
            language: language_tag(hit.language),
            foreign: foreign(hit.language, visitor.locale),
            source: hit.source_name.clone(),
            site: hit.site.clone(),
            day: words::day(visitor.locale, hit.date),
            machine_day: words::machine_day(hit.date),
            lacks: hit.missing.join(", "),
            gist: gist(locale, &hit.facts),
            days: days(locale, &hit.facts, &today),
            has_closed: closes.is_some_and(|day| day < today.as_str()),
            fold: None,
            ends_fold: false,
            also: also(locale, hit),
            story: story(hit, visitor),
        }
    }
}

/// Folds the hits that have closed, above and below the line each by themselves.
pub fn fold_closed(hits: &mut [HitView], line: Option<usize>) {
    let all = hits.len();
    let (above, below) = hits.split_at_mut(line.unwrap_or(all).min(all));
    for part in [above, below] {
        for run in part.chunk_by_mut(|one, next| one.has_closed == next.has_closed) {
            let count = run.len();
            if let Some(first) = run.first_mut().filter(|hit| hit.has_closed) {
                first.fold = Some(Fold { count, is_all: count == all });
            }
            if let Some(last) = run.last_mut().filter(|hit| hit.has_closed) {
                last.ends_fold = true;
            }
        }
    }
}

/// What is known, in a few words each.
fn gist(locale: Locale, facts: &HitFacts) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(facts.kind.map(|kind| excerpt::capitalised(understanding::kind(locale, kind))));
    parts.extend(facts.about.iter().map(words::place));
    parts.extend(facts.status.map(|status| understanding::status(locale, status).to_owned()));
    parts.extend(facts.phase.map(|phase| understanding::phase(locale, phase).to_owned()));
    parts.dedup();
    parts.extend(facts.budget.as_ref().map(|amount| text::budget(locale, amount)));
    parts
}

fn days(locale: Locale, facts: &HitFacts, today: &str) -> Vec<String> {
    let mut days = Vec::new();
    days.extend(facts.closes.as_deref().map(|day| {
        let shown = words::written_day(locale, day);
        if day < today {
            text::closed(locale, &shown)
        } else {
            text::closes(locale, facts.kind, &shown)
        }
    }));
    let event = facts.event.as_deref().map(|day| words::written_day(locale, day));
    days.extend(event.map(|day| text::takes_place(locale, &day)));
    days.into_iter().map(|words| excerpt::capitalised(&words)).collect()
}

/// Empty where nothing else tells the same.
fn also(locale: Locale, hit: &Hit) -> String {
    if hit.story_size < 2 {
        return String::new();
    }
    let others = text::count_of_others(locale, hit.story_size - 1);
    let mut sources: Vec<&str> = hit.also.iter().map(|also| also.source_name.as_str()).collect();
    sources.dedup();
    if sources.is_empty() { others } else { format!("{others}: {}", sources.join(", ")) }
}

fn story(hit: &Hit, visitor: Visitor) -> String {
    let query = format!("story:{}", hit.id);
    links::with_parameters("/", &[("q", &query), ("ui", visitor.ui())])
}

/// A language for the `lang` attribute; empty where a wrong one would mislead a screen reader.
pub fn language_tag(language: Language) -> String {
    if language == Language::UND { String::new() } else { language.as_str().to_owned() }
}

/// The name of a language that is not the one of the interface.
pub fn foreign(language: Language, locale: Locale) -> Option<String> {
    let is_foreign = language != Language::UND && language.as_str() != locale.code();
    is_foreign.then(|| words::language_label(locale, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hits as letters, `x` for those that have closed, with a bracket around each fold.
    fn check(hits: &str, line: Option<usize>, expected: &str) {
        let view = |letter| HitView { has_closed: letter == 'x', ..HitView::default() };
        let mut views: Vec<HitView> = hits.chars().map(view).collect();
        fold_closed(&mut views, line);
        let mut shown = String::new();
        for view in &views {
            let opens = view.fold.as_ref().map(|fold| if fold.is_all { "<" } else { "(" });
            shown.push_str(opens.unwrap_or_default());
            shown.push(if view.has_closed { 'x' } else { 'o' });
            shown.push_str(if view.ends_fold { ")" } else { "" });
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_has_closed_is_folded_on_each_side_of_the_line() {
        check("", None, "");
        check("oo", Some(1), "oo");
        check("ooxx", None, "oo(xx)");
        check("xox", Some(1), "(x)o(x)");
        check("xxxx", Some(2), "(xx)(xx)");
        check("xx", None, "<xx)");
    }
}
