//! `utkik explain`: how a document was understood, and the words that rests on.

use std::fmt::Write;

use serde::Serialize;

use crate::cli::arguments::Explain;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::cli::values;
use crate::date;
use crate::language::thesaurus::theme_name;
use crate::markup;
use crate::message::{self, Locale, explain as text};
use crate::model::{
    Correction, Document, DocumentId, FactFound, PlaceFound, Relations, Understanding,
};
use crate::place;

/// What is shown of an evidence.
const LONGEST_EVIDENCE: usize = 160;
/// Columns of the names at the left.
const WIDTH: usize = 20;

#[derive(Serialize)]
struct Shown<'a> {
    id: &'a str,
    title: &'a str,
    language: &'a str,
    #[serde(flatten)]
    understanding: &'a Understanding,
    /// Of which document it is a copy.
    duplicate_of: Option<&'a str>,
    /// Why it belongs to its story: `address`, `title`, `text`, `terms` or `correction`.
    reason: &'a str,
    /// All documents of its story, the first one's id first; none when it stands alone.
    story: Vec<&'a str>,
}

pub async fn run(context: &Context, explain: &Explain) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    let Some(mut document) = store.document(&explain.id).await? else {
        output::note(&format!("utkik: {}", message::cli::no_document(context.locale, &explain.id)));
        return Ok(Exit::Usage);
    };
    let understanding = store.understanding(&document.id).await?;
    let relations = store.relations(&document.id).await?;
    let same = store.documents(&store.story(&document.id).await?).await?;
    document.heed(&understanding.corrected);
    if context.json {
        output::json(&Shown {
            id: document.id.as_str(),
            title: &document.title,
            language: document.language.as_str(),
            understanding: &understanding,
            duplicate_of: relations.duplicate_of.as_ref().map(DocumentId::as_str),
            reason: &relations.reason,
            story: same.iter().map(|one| one.id.as_str()).collect(),
        })?;
    } else {
        let told = Told { document: &document, relations: &relations, story: &same };
        output::text(&render(context.locale, &told, &understanding))?;
    }
    Ok(Exit::Well)
}

/// A document and those that tell the same.
struct Told<'a> {
    document: &'a Document,
    relations: &'a Relations,
    story: &'a [Document],
}

fn render(locale: Locale, told: &Told<'_>, found: &Understanding) -> String {
    let document = told.document;
    let mut page = Page { locale, text: format!("{}\n\n", document.title) };
    page.row(
        &message::cli::language(locale),
        &message::sources::language_name(locale, document.language),
    );
    let before = page.text.len();
    page.subject(found);
    for fact in &found.facts {
        page.fact(fact);
    }
    if page.text.len() == before {
        page.text.push_str(&text::nothing_found(locale));
        page.text.push('\n');
    }
    page.story(told);
    for correction in &found.corrected {
        let said = said(locale, correction);
        page.row(&text::corrected(locale), &said);
    }
    markup::strip_controls(&page.text)
}

/// The page as far as it is written.
struct Page {
    locale: Locale,
    text: String,
}

impl Page {
    fn row(&mut self, name: &str, value: &str) {
        let _ = writeln!(self.text, "{name:WIDTH$} {value}");
    }

    /// The words that a finding rests on, below it.
    fn evidence(&mut self, words: &str) {
        let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return;
        }
        let short: String = words.chars().take(LONGEST_EVIDENCE).collect();
        let dots = if short.len() < words.len() { "…" } else { "" };
        let _ = writeln!(self.text, "{:WIDTH$}   ”{short}{dots}”", "");
    }

    fn subject(&mut self, found: &Understanding) {
        let locale = self.locale;
        if let Some(kind) = &found.kind {
            let word = message::understanding::kind(locale, kind.kind);
            let value = format!("{word} · {}", text::sure(locale, kind.confidence));
            self.row(&text::kind(locale), &value);
            self.evidence(&kind.evidence);
        }
        for place in found.places.iter().filter(|place| place.about) {
            self.place(&text::about(locale), place);
        }
        for place in found.places.iter().filter(|place| !place.about) {
            self.place(&text::mentions(locale), place);
        }
        for theme in &found.themes {
            self.row(&text::themes(locale), theme_name(&theme.theme, locale.language()));
            self.evidence(&[&theme.concepts[..], &theme.words[..]].concat().join(", "));
        }
        if !found.concepts.is_empty() {
            let terms: Vec<&str> = found.concepts.iter().map(|found| found.term.as_str()).collect();
            self.row(&text::concepts(locale), &terms.join(", "));
        }
    }

    /// What it is a copy of, and which others tell the same.
    fn story(&mut self, told: &Told<'_>) {
        let locale = self.locale;
        let why = text::reason(locale, &told.relations.reason);
        for other in told.story.iter().filter(|other| other.id != told.document.id) {
            let (id, title) = (other.id.as_str(), other.title.as_str());
            let line = if told.relations.duplicate_of.as_ref() == Some(&other.id) {
                text::copy_of(locale, id, title, why)
            } else {
                text::also_in(locale, id, title)
            };
            self.row(&text::story(locale), &line);
        }
        if told.relations.duplicate_of.is_none() && !why.is_empty() && told.story.len() > 1 {
            self.row("", &text::because(locale, why));
        }
    }

    fn place(&mut self, name: &str, found: &PlaceFound) {
        let known = place::by_id(&found.place).map_or(found.place.as_str(), |known| known.name);
        let sure = if found.evidence.is_empty() {
            text::by_hand(self.locale)
        } else {
            text::sure(self.locale, found.confidence)
        };
        let value = format!("{known} ({}) · {sure}", found.place.as_str());
        self.row(name, &value);
        self.evidence(&found.evidence);
    }

    fn fact(&mut self, fact: &FactFound) {
        let label = message::facts::label(self.locale, fact.name);
        let sure = match (fact.confidence, fact.sentence.is_empty()) {
            (_, true) => text::stated(self.locale),
            (percent, false) => text::sure(self.locale, percent),
        };
        let value = message::understanding::fact(self.locale, fact);
        self.row(label, &format!("{value} · {sure}"));
        self.evidence(&fact.sentence);
    }
}

fn said(locale: Locale, correction: &Correction) -> String {
    let Correction { field, value, by, at, why, .. } = correction;
    let (field, day) = (values::name(locale, *field), date::day_in_stockholm(*at));
    let reason = if why.is_empty() { String::new() } else { format!(": {why}") };
    text::correction(locale, &field, value, &format!("{by} {day}{reason}"))
}
