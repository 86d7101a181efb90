//! `utkik show`: one document, with all that is kept of it.

use std::fmt::Write;

use serde::Serialize;

use crate::cli::arguments::Show;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::date;
use crate::markup;
use crate::message;
use crate::model::{Document, Revision};

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    document: &'a Document,
    revisions: &'a [Revision],
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
    document.heed(&store.understanding(&document.id).await?.corrected);
    let revisions = store.revisions(&document.id).await?;
    if context.json {
        output::json(&Shown { document: &document, revisions: &revisions })?;
    } else {
        output::text(&render(context, &document, &revisions))?;
    }
    Ok(Exit::Well)
}

fn render(context: &Context, document: &Document, revisions: &[Revision]) -> String {
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
    let mut text = format!("{}\n\n", document.title);
    for (name, value) in rows {
        let _ = writeln!(text, "{name:12} {value}");
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
