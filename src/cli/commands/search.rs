//! `utkik search`: opens the index alone and writes nothing. The database is read only when the
//! query names a saved search.

use std::fs;
use std::io::IsTerminal;

use anyhow::Context as _;

use crate::cli::arguments::{Search, SortOrder};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::hits;
use crate::cli::output;
use crate::cli::wait_for;
use crate::date;
use crate::enrich::Knowledge;
use crate::message;
use crate::model::{QueryError, SearchRequest, Sort, UnderstoodQuery};
use crate::replay;
use crate::search::{
    Audience, Engine, Filling, SavedQueries, asks_for_saved, fill_in, syntax, widen,
};
use crate::sources;
use crate::store::Store;
use crate::transfer;

pub fn run(context: &Context, search: &Search) -> anyhow::Result<Exit> {
    let text = search.query.join(" ");
    let mut understood = match syntax::parse(&text, context.locale, context.clock.now()) {
        Ok(understood) => understood,
        Err(error) => {
            point_at(&text, &error);
            return Ok(Exit::Usage);
        }
    };
    if let Err(error) = complete(context, search, &text, &mut understood)? {
        point_at(&text, &error);
        return Ok(Exit::Usage);
    }
    let engine = Engine::open(&context.index)?;
    let request = request(context, search, &understood);
    let answer = engine.search(&request)?;
    if context.json {
        output::json(&hits::Json::new(&text, &understood, &answer))?;
    } else if search.csv {
        output::text(&transfer::hits::csv(context.locale, &answer))?;
    } else if search.md {
        output::text(&transfer::hits::markdown(context.locale, &text, &answer))?;
    } else if search.ics {
        output::text(&transfer::hits::calendar(context.locale, &text, &answer.hits))?;
    } else if let Some(file) = &search.xlsx {
        let workbook = transfer::hits::workbook(context.locale, &answer)?;
        let written = fs::write(file, workbook);
        written.with_context(|| format!("writing `{}`", file.display()))?;
    } else {
        let color = std::io::stdout().is_terminal();
        let today = date::day_in_stockholm(context.clock.now());
        let page = hits::Page { locale: context.locale, color, offset: search.offset, today };
        output::text(&page.render(&understood, &answer))?;
        if answer.total == 0 {
            help(context, &engine, &request)?;
        }
    }
    Ok(Exit::Well)
}

/// Adds what the words mean, and what the saved searches that are named ask for.
fn complete(
    context: &Context,
    search: &Search,
    text: &str,
    understood: &mut UnderstoodQuery,
) -> anyhow::Result<Result<(), QueryError>> {
    let knowledge = (!search.no_expand).then(|| replay::knowledge(&context.derived().thesaurus));
    let thesaurus = knowledge.as_ref().map(Knowledge::thesaurus);
    if let Some(thesaurus) = thesaurus {
        understood.expansions = widen(&understood.query, thesaurus);
    }
    if !asks_for_saved(&understood.query) {
        return Ok(Ok(()));
    }
    let saved = wait_for(saved_queries(context))?;
    let (locale, now) = (context.locale, context.clock.now());
    Ok(fill_in(understood, text, &Filling { saved: &saved, thesaurus, locale, now }))
}

/// Those of the source list, which may not have reached the database yet, and those of the
/// database. Neither must be there.
async fn saved_queries(context: &Context) -> anyhow::Result<SavedQueries> {
    let listed = context.load().map(|(settings, _)| settings.searches).unwrap_or_default();
    let mut saved = SavedQueries::new(Audience::Ourselves);
    for search in &listed {
        saved.add(search.name.as_str(), &search.query, true);
    }
    if context.database().exists() {
        let store =
            Store::open_to_look(&context.database()).await.context("opening the database")?;
        for search in store.searches().await? {
            if let Some(name) = &search.name {
                saved.add(name.as_str(), &search.query, true);
            }
        }
        store.close().await;
    }
    Ok(saved)
}

fn request(context: &Context, search: &Search, understood: &UnderstoodQuery) -> SearchRequest {
    SearchRequest {
        query: understood.query.clone(),
        expansions: understood.expansions.clone(),
        sort: match search.sort {
            SortOrder::Relevance => Sort::Relevance,
            SortOrder::Date => Sort::Date,
            SortOrder::Closes => Sort::Closes,
        },
        offset: search.offset,
        limit: search.limit,
        now: context.clock.now(),
        facets: search.facets || context.json,
        snippets: true,
        fold: !search.no_fold,
        explain: search.explain,
    }
}

/// What to try where nothing has all the words.
fn help(context: &Context, engine: &Engine, request: &SearchRequest) -> anyhow::Result<()> {
    let locale = context.locale;
    let advice = engine.advise(request, locale)?;
    if let Some(meant) = &advice.meant {
        output::line(&message::gist::did_you_mean(locale, &meant.text))?;
    }
    for offer in &advice.looser {
        let hits = message::cli::count_of_hits(locale, offer.total);
        let line = message::gist::try_instead(locale, &offer.text, &offer.description, &hits);
        output::line(&line)?;
    }
    // Where there is no list, nothing can be said of it.
    let listed = context.load().map(|(settings, _)| settings.sources).unwrap_or_default();
    for (place, count) in sources::watched(&request.query, &listed) {
        output::line(&message::gist::watched(locale, &place, count))?;
    }
    Ok(())
}

/// Shows the query with a mark under the place that cannot be read.
pub fn point_at(text: &str, error: &QueryError) {
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
        "place" => message::gist::facet_place(locale),
        "theme" => message::gist::facet_theme(locale),
        "kind" => message::gist::facet_kind(locale),
        "status" => message::gist::facet_status(locale),
        "funder" => message::gist::facet_funder(locale),
        _ => message::cli::facet_month(locale),
    }
}
