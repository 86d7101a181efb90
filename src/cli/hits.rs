//! Hits for people, for programs, and for a memo.

use std::fmt::Write;

use serde::Serialize;

use crate::cli::gist;
use crate::date;
use crate::markup;
use crate::message::{self, Locale};
use crate::model::{Expansion, Facet, FacetValue, Hit, SearchAnswer, UnderstoodQuery, Why};

/// Hits as a person reads them in a terminal.
pub struct Page {
    pub locale: Locale,
    /// Mark what was found in bold.
    pub color: bool,
    pub offset: usize,
    /// `2026-11-21`, to tell calls that have closed.
    pub today: String,
}

/// Columns of a line in the terminal: as wide as reads well.
const WIDTH: usize = 80;

/// Terms of other languages that are named; there are dozens.
const SHOWN_TERMS: usize = 8;

/// Columns of the date at the left.
const DATE_WIDTH: usize = 12;

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const PLAIN: &str = "\u{1b}[0m";

impl Page {
    /// How the query was read, the counts, the hits with a line before those that miss words.
    pub fn render(&self, understood: &UnderstoodQuery, answer: &SearchAnswer) -> String {
        let mut text = String::new();
        let mut put = |line: &str| {
            text.push_str(line.trim_end());
            text.push('\n');
        };
        for line in wrapped(&understood.explanation, WIDTH) {
            put(&line);
        }
        for expansion in &understood.expansions {
            for line in wrapped(&self.also_searched(expansion), WIDTH) {
                put(&line);
            }
        }
        if answer.total + answer.partial_total == 0 {
            put(&message::cli::no_hits(self.locale));
            return text;
        }
        put(&self.counts(answer));
        let mut below_the_line = false;
        for hit in &answer.hits {
            if !hit.missing.is_empty() && !below_the_line {
                below_the_line = true;
                put("");
                put(&format!(
                    "── {} ──",
                    message::cli::heading_of_partial(self.locale, &answer.hits)
                ));
            }
            put("");
            self.hit(hit, &mut put);
        }
        for facet in &answer.facets {
            put("");
            for line in wrapped(&self.facet(facet), WIDTH) {
                put(&line);
            }
        }
        let next = self.offset + answer.hits.len();
        if next < answer.total + answer.partial_total && !answer.hits.is_empty() {
            put("");
            put(&message::cli::more_hits(self.locale, answer.hits.len(), next));
        }
        text
    }

    fn counts(&self, answer: &SearchAnswer) -> String {
        let mut counts = message::cli::count_of_hits(self.locale, answer.total);
        if answer.partial_total > 0 {
            let _ =
                write!(counts, " · {}", message::cli::partly(self.locale, answer.partial_total));
        }
        counts
    }

    fn hit(&self, hit: &Hit, put: &mut impl FnMut(&str)) {
        let day = date::day_in_stockholm(hit.date);
        let title = self.marked(&hit.title, &hit.title_highlights, BOLD);
        for (number, line) in wrapped(&title, WIDTH - DATE_WIDTH).iter().enumerate() {
            let before = if number == 0 { day.as_str() } else { "" };
            put(&format!("{before:DATE_WIDTH$}{line}"));
        }
        let language = message::sources::language_name(self.locale, hit.language);
        let source = markup::strip_controls(&hit.source_name);
        let mut about = format!("{source} · {language} · {}", hit.id);
        if !hit.missing.is_empty() {
            let missing = message::cli::either(self.locale, &hit.missing);
            let _ = write!(about, " · {}", message::cli::without_here(self.locale, &missing));
        }
        self.indented(&markup::strip_controls(&about), put);
        let gist = gist::line(self.locale, &hit.facts, &self.today);
        if !gist.is_empty() {
            for line in wrapped(&markup::strip_controls(&gist), WIDTH - DATE_WIDTH) {
                self.indented(&line, put);
            }
        }
        let snippet = self.marked(&hit.snippet.text, &hit.snippet.highlights, BOLD);
        for line in wrapped(&snippet, WIDTH - DATE_WIDTH) {
            put(&format!("{:DATE_WIDTH$}{line}", ""));
        }
        if !hit.url.is_empty() {
            self.indented(&markup::strip_controls(&hit.url), put);
        }
        if hit.story_size > 1 {
            self.indented(&markup::strip_controls(&self.also_in(hit)), put);
        }
        if !hit.why.is_empty() {
            for line in wrapped(&self.why(hit), WIDTH - DATE_WIDTH) {
                self.indented(&line, put);
            }
        }
    }

    fn also_in(&self, hit: &Hit) -> String {
        let others = message::gist::count_of_others(self.locale, hit.story_size - 1);
        let mut sources: Vec<&str> =
            hit.also.iter().map(|also| also.source_name.as_str()).collect();
        sources.dedup();
        if sources.is_empty() { others } else { format!("{others} ({})", sources.join(", ")) }
    }

    /// What the score is made of, the largest part first.
    fn why(&self, hit: &Hit) -> String {
        let part = |why: &Why| {
            let reason = message::gist::reason(self.locale, why.what);
            let term = match (why.term.as_str(), self.locale) {
                ("", _) => String::new(),
                (term, Locale::Sv) => format!(" ”{term}”"),
                (term, Locale::En) => format!(" “{term}”"),
            };
            let sign = if why.value < 0.0 { "− " } else { "+ " };
            format!("{sign}{} {reason}{term}", self.number(why.value.abs()))
        };
        let parts = hit.why.iter().map(part).collect::<Vec<_>>().join(" ");
        let parts = parts.strip_prefix("+ ").unwrap_or(&parts);
        message::gist::score(self.locale, &self.number(hit.score), parts)
    }

    /// Two decimals, behind a comma in Swedish.
    fn number(&self, value: f32) -> String {
        let number = format!("{value:.2}");
        if self.locale == Locale::Sv { number.replace('.', ",") } else { number }
    }

    fn also_searched(&self, expansion: &Expansion) -> String {
        let also: Vec<&str> = expansion.also.iter().take(SHOWN_TERMS).map(String::as_str).collect();
        let mut terms = also.join(", ");
        if expansion.also.len() > SHOWN_TERMS {
            terms.push_str(" …");
        }
        message::gist::also_searched(self.locale, &expansion.words.join(" "), &terms)
    }

    fn indented(&self, text: &str, put: &mut impl FnMut(&str)) {
        let (on, off) = if self.color { (DIM, PLAIN) } else { ("", "") };
        put(&format!("{:DATE_WIDTH$}{on}{text}{off}", ""));
    }

    fn marked(&self, text: &str, highlights: &[(usize, usize)], on: &str) -> String {
        if self.color {
            with_marks(text, highlights, on, PLAIN)
        } else {
            markup::strip_controls(text)
        }
    }

    fn facet(&self, facet: &Facet) -> String {
        let title = super::commands::search::facet_title(self.locale, facet.field);
        let values = facet.values.iter().take(8).map(|value| {
            let words = gist::value(self.locale, facet.field, &value.value);
            format!("{words} ({})", value.count)
        });
        format!("{title}: {}", values.collect::<Vec<_>>().join(" · "))
    }
}

/// The text with `on` and `off` around the ranges, and no control characters of its own.
fn with_marks(text: &str, ranges: &[(usize, usize)], on: &str, off: &str) -> String {
    let mut marked = String::new();
    let mut end_of_last = 0;
    for (from, to) in ranges {
        let (Some(before), Some(found)) = (text.get(end_of_last..*from), text.get(*from..*to))
        else {
            continue;
        };
        marked.push_str(&markup::strip_controls(before));
        marked.push_str(on);
        marked.push_str(&markup::strip_controls(found));
        marked.push_str(off);
        end_of_last = *to;
    }
    marked.push_str(&markup::strip_controls(text.get(end_of_last..).unwrap_or_default()));
    marked
}

/// Lines of at most so many columns; escape sequences take none.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let columns = word.replace(BOLD, "").replace(PLAIN, "").chars().count();
        if used > 0 && used + 1 + columns > width {
            lines.push(String::new());
            used = 0;
        }
        let Some(line) = lines.last_mut() else { break };
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += columns;
    }
    lines
}

/// The answer for programs.
#[derive(Serialize)]
pub struct Json<'a> {
    query: &'a str,
    understood: &'a str,
    also_searched: &'a [Expansion],
    total: usize,
    partial_total: usize,
    documents: usize,
    hits: &'a [Hit],
    facets: &'a [Facet],
    months: &'a [FacetValue],
}

impl<'a> Json<'a> {
    pub fn new(query: &'a str, understood: &'a UnderstoodQuery, answer: &'a SearchAnswer) -> Self {
        Self {
            query,
            understood: &understood.explanation,
            also_searched: &understood.expansions,
            documents: answer.documents,
            months: &answer.months,
            total: answer.total,
            partial_total: answer.partial_total,
            hits: &answer.hits,
            facets: &answer.facets,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_survive_hostile_titles() {
        let marked = with_marks("ab\u{1b}[31mcd", &[(0, 2), (50, 60)], "<", ">");
        assert!(marked.starts_with("<ab>"));
        assert!(!marked.contains('\u{1b}'));
    }

    #[test]
    fn lines_are_cut_between_words() {
        assert_eq!(wrapped("aa bb cc", 5), ["aa bb", "cc"]);
        assert_eq!(wrapped("", 5), [""]);
    }
}
