//! `utkik search`: opens the index alone, never the database, and writes nothing.

use std::io::IsTerminal;

use crate::cli::arguments::{Search, SortOrder};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::hits;
use crate::cli::output;
use crate::message;
use crate::model::{QueryError, SearchRequest, Sort};
use crate::search::{Engine, syntax};
use crate::transfer;

pub fn run(context: &Context, search: &Search) -> anyhow::Result<Exit> {
    let text = search.query.join(" ");
    let understood = match syntax::parse(&text, context.locale, context.clock.now()) {
        Ok(understood) => understood,
        Err(error) => {
            point_at(&text, &error);
            return Ok(Exit::Usage);
        }
    };
    let engine = Engine::open(&context.index)?;
    let answer = engine.search(&SearchRequest {
        query: understood.query.clone(),
        expansions: understood.expansions.clone(),
        sort: match search.sort {
            SortOrder::Relevance => Sort::Relevance,
            SortOrder::Date => Sort::Date,
        },
        offset: search.offset,
        limit: search.limit,
        now: context.clock.now(),
        facets: search.facets || context.json,
        snippets: true,
        fold: true,
        explain: false,
    })?;
    if context.json {
        output::json(&hits::Json::new(&text, &understood, &answer))?;
    } else if search.csv {
        output::text(&transfer::hits::csv(context.locale, &answer))?;
    } else if search.md {
        output::text(&transfer::hits::markdown(context.locale, &text, &answer))?;
    } else {
        let color = std::io::stdout().is_terminal();
        let page = hits::Page { locale: context.locale, color, offset: search.offset };
        output::text(&page.render(&understood.explanation, &answer))?;
    }
    Ok(Exit::Well)
}

/// Shows the query with a mark under the place that cannot be read.
fn point_at(text: &str, error: &QueryError) {
    let before = text.get(..error.span.start).unwrap_or(text);
    let marked = text.get(error.span.clone()).unwrap_or_default();
    output::note(&format!("utkik: {}", error.message));
    output::note(&format!("  {text}"));
    let caret = "^".repeat(marked.chars().count().max(1));
    output::note(&format!("  {}{caret}", " ".repeat(before.chars().count())));
    if let Some(suggestion) = &error.suggestion {
        output::note(&format!("  → {suggestion}"));
    }
}

/// The heading of a facet, in words.
pub fn facet_title(locale: message::Locale, field: &str) -> String {
    match field {
        "source" => message::cli::facet_source(locale),
        "group" => message::cli::facet_group(locale),
        "lang" => message::cli::facet_language(locale),
        "country" => message::cli::facet_country(locale),
        _ => message::cli::facet_month(locale),
    }
}
