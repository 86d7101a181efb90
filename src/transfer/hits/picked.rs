//! Hits that an analyst has picked, with what was written to them: a list for a memo, a table, and
//! plain text to paste.

use std::fmt::Write;

use super::markdown::escaped;
use super::separated::table;
use crate::date;
use crate::markup;
use crate::message::{Locale, analyst as words};
use crate::model::{Ask, Timestamp};

/// A basket, ready to be written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    pub title: String,
    pub introduction: String,
    pub signature: String,
    pub hits: Vec<PickedHit>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickedHit {
    pub title: String,
    /// The original, else our page about it.
    pub link: String,
    pub source: String,
    pub date: Timestamp,
    pub ask: Ask,
    /// `2026-12-11`; empty where no answer is asked for.
    pub answer_by: String,
    pub comment: String,
}

/// As a list to paste into a memo.
pub fn picked_markdown(locale: Locale, picked: &Picked) -> String {
    let mut text = format!("## {}\n", escaped(&picked.title));
    for paragraph in paragraphs(&picked.introduction) {
        let _ = write!(text, "\n{}\n", escaped(paragraph));
    }
    text.push('\n');
    for hit in &picked.hits {
        let address = markup::strip_controls(&hit.link).replace(['<', '>'], "");
        let (title, source) = (escaped(&hit.title), escaped(&hit.source));
        let day = date::day_in_stockholm(hit.date);
        let _ = writeln!(text, "- [{title}](<{address}>) – {source}, {day}");
        let _ = writeln!(text, "  **{}.** {}", ask(locale, hit), escaped(&hit.comment));
    }
    if !picked.signature.is_empty() {
        let _ = write!(text, "\n{}\n", escaped(&picked.signature));
    }
    text
}

/// As a table that a spreadsheet opens, with nothing that it would calculate.
pub fn picked_csv(locale: Locale, picked: &Picked) -> String {
    let headings = words::picked_headings(locale);
    let headings: Vec<String> = headings.split(',').map(str::to_owned).collect();
    let clean = |text: &str| markup::strip_controls(text);
    let rows = picked.hits.iter().map(|hit| {
        vec![
            clean(&hit.title),
            clean(&hit.source),
            date::day_in_stockholm(hit.date),
            ask_alone(locale, hit.ask),
            hit.answer_by.clone(),
            clean(&hit.comment),
            clean(&hit.link),
        ]
    });
    table(locale, &headings, rows)
}

/// As plain text to paste into a mail or a chat.
pub fn picked_list(locale: Locale, picked: &Picked) -> String {
    let mut text = format!("{}\n", one_line(&picked.title));
    for paragraph in paragraphs(&picked.introduction) {
        let _ = write!(text, "\n{}\n", one_line(paragraph));
    }
    for hit in &picked.hits {
        let day = date::day_in_stockholm(hit.date);
        let _ = write!(text, "\n• {} ({}, {day})\n", one_line(&hit.title), one_line(&hit.source));
        let comment = one_line(&hit.comment);
        let space = if comment.is_empty() { "" } else { " " };
        let _ = writeln!(text, "  {}.{space}{comment}", ask(locale, hit));
        let _ = writeln!(text, "  {}", one_line(&hit.link));
    }
    if !picked.signature.is_empty() {
        let _ = write!(text, "\n{}\n", markup::strip_controls(&picked.signature));
    }
    text
}

/// "Svara före 11 december 2026".
fn ask(locale: Locale, hit: &PickedHit) -> String {
    match hit.answer_by.parse::<Timestamp>() {
        Ok(day) if hit.ask == Ask::Answer => {
            words::ask_answer_by(locale, &date::long_day(day, locale == Locale::Sv))
        }
        _ => ask_alone(locale, hit.ask),
    }
}

fn ask_alone(locale: Locale, ask: Ask) -> String {
    match ask {
        Ask::Know => words::ask_know(locale),
        Ask::Discuss => words::ask_discuss(locale),
        Ask::Answer => words::ask_answer(locale),
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty())
}

fn one_line(text: &str) -> String {
    markup::strip_controls(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picked() -> Picked {
        Picked {
            title: "Vecka 47".to_owned(),
            introduction: "Hej!\n\nTre *saker*.".to_owned(),
            signature: "Anna Ek".to_owned(),
            hits: vec![PickedHit {
                title: "=1+1 <b>".to_owned(),
                link: "https://x.example/a".to_owned(),
                source: "Ekvik".to_owned(),
                date: "2026-11-20T08:00:00Z".parse().unwrap(),
                ask: Ask::Answer,
                answer_by: "2026-12-11".to_owned(),
                comment: "+46 \"ring\"\nnu".to_owned(),
            }],
        }
    }

    #[test]
    fn a_list_says_what_is_asked() {
        let expected = "## Vecka 47\n\nHej!\n\nTre \\*saker\\*.\n\n\
            - [=1+1 \\<b\\>](<https://x.example/a>) – Ekvik, 2026-11-20\n  \
            **Svara före 11 december 2026.** +46 \"ring\" nu\n\nAnna Ek\n";
        assert_eq!(picked_markdown(Locale::Sv, &picked()), expected);
        let list = picked_list(Locale::En, &picked());
        assert!(list.contains("\n• =1+1 <b> (Ekvik, 2026-11-20)\n  Answer before "), "{list}");
    }

    #[test]
    fn a_spreadsheet_calculates_none_of_it() {
        let table = picked_csv(Locale::Sv, &picked());
        assert!(table.contains("\r\n'=1+1 <b>;Ekvik;2026-11-20;Svara;2026-12-11;\"'+46 \"\"ring\"\"\nnu\";https://x"), "{table}");
    }
}
