//! `utkik show`: one document, with all that is kept of it.

use std::fmt::Write;

use serde::Serialize;

use crate::cli::arguments::Show;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::gist;
use crate::cli::output;
use crate::date;
use crate::language::thesaurus::theme_name;
use crate::markup;
use crate::message::{self, Locale};
use crate::model::{Document, Revision, Understanding};

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    document: &'a Document,
    revisions: &'a [Revision],
    understanding: &'a Understanding,
}

pub async fn run(context: &Context, show: &Show) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    let Some(mut document) = store.document(&show.id).await? else {
        let missing = match store.forgotten_on(&show.id).await? {
            Some(moment) => {
                let day = date::day_in_stockholm(moment);
                message::forget::was_forgotten(context.locale, &day)
            }
            None => message::cli::no_document(context.locale, &show.id),
        };
        output::note(&format!("utkik: {missing}"));
        return Ok(Exit::Usage);
    };
    let understanding = store.understanding(&document.id).await?;
    document.heed(&understanding.corrected);
    let revisions = store.revisions(&document.id).await?;
    if context.json {
        let (document, revisions) = (&document, revisions.as_slice());
        output::json(&Shown { document, revisions, understanding: &understanding })?;
    } else {
        output::text(&render(context, &document, &understanding, &revisions))?;
    }
    Ok(Exit::Well)
}

fn render(
    context: &Context,
    document: &Document,
    understanding: &Understanding,
    revisions: &[Revision],
) -> String {
    let locale = context.locale;
    let day = |moment| date::day_in_stockholm(moment);
    let not_stated = || message::cli::not_stated(locale);
    let url = document.url.as_ref().map_or_else(not_stated, ToString::to_string);
    let mut rows = vec![
        (message::cli::source(locale), document.source.to_string()),
        (message::cli::published(locale), document.published.map_or_else(not_stated, day)),
        (
            message::cli::language(locale),
            message::sources::language_name(locale, document.language),
        ),
        (message::cli::address(locale), url),
        (message::cli::first_seen(locale), day(document.first_seen)),
    ];
    if let Some(author) = &document.author {
        rows.push((message::cli::author(locale), author.clone()));
    }
    if !document.tags.is_empty() {
        rows.push((message::cli::tags(locale), document.tags.join(", ")));
    }
    for (name, fact) in &document.facts {
        rows.push((message::facts::label(locale, *name).to_owned(), fact.clone()));
    }
    rows.extend(understood(locale, document, understanding));
    let mut text = format!("{}\n\n", document.title);
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    for (name, value) in rows {
        let _ = writeln!(text, "{name:width$} {value}");
    }
    if !document.text.is_empty() {
        let _ = writeln!(text, "\n{}", document.text);
    }
    if !revisions.is_empty() {
        let _ = writeln!(text, "\n{}", message::cli::revisions(locale));
        for earlier in revisions {
            let what = message::cli::revision(locale, earlier.revision, &day(earlier.replaced));
            let _ = writeln!(text, "  {what}: {}", earlier.title);
        }
    }
    markup::strip_controls(&text)
}

/// What was made out beside what the source states; `utkik explain` says what that rests on.
fn understood(locale: Locale, document: &Document, found: &Understanding) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let kind = found.kind.as_ref().map(|found| message::understanding::kind(locale, found.kind));
    rows.extend(kind.map(|kind| (message::gist::facet_kind(locale), kind.to_owned())));
    let about = found.places.iter().filter(|found| found.about);
    let about: Vec<String> = about.map(|found| gist::place_name(&found.place)).collect();
    if !about.is_empty() {
        rows.push((message::explain::about(locale), about.join(", ")));
    }
    let themes: Vec<&str> =
        found.themes.iter().map(|found| theme_name(&found.theme, locale.language())).collect();
    if !themes.is_empty() {
        rows.push((message::gist::facet_theme(locale), themes.join(", ")));
    }
    let unstated = found.facts.iter().filter(|fact| !document.facts.contains_key(&fact.name));
    rows.extend(unstated.map(|fact| {
        let label = message::facts::label(locale, fact.name).to_owned();
        (label, message::understanding::fact(locale, fact))
    }));
    rows
}
