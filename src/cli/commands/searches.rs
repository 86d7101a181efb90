//! `utkik searches`: saved searches that can be followed.

use std::io::IsTerminal as _;

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table};
use serde_json::json;

use crate::cli::arguments::{Searches, SearchesAction, SearchesAdd};
use crate::cli::commands::search::point_at;
use crate::cli::context::{Context, Loaded};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::markup;
use crate::message::digest as text;
use crate::model::{SavedSearch, SearchDefinition, SearchOrigin, Visibility};
use crate::search::syntax;
use crate::store::SearchChange;
use crate::token;

pub async fn run(context: &Context, arguments: Searches) -> anyhow::Result<Exit> {
    match arguments.action.unwrap_or(SearchesAction::List) {
        SearchesAction::List => list(context).await,
        SearchesAction::Add(search) => add(context, search).await,
        SearchesAction::Remove { name } => {
            let change = SearchChange::Remove(name.as_str().to_owned());
            if change_search(context, &change).await? {
                output::note(&text::search_removed(context.locale, name.as_str()));
                return Ok(Exit::Well);
            }
            refuse(context, name.as_str())
        }
    }
}

async fn list(context: &Context) -> anyhow::Result<Exit> {
    let Loaded { settings, had_problems } = context.settings()?;
    let store = context.store().await?;
    store.sync_searches(&settings.searches, context.clock.now()).await?;
    let searches = store.searches().await?;
    let named: Vec<&SavedSearch> = searches.iter().filter(|search| search.name.is_some()).collect();
    if context.json {
        for search in named {
            output::json_line(&line(search))?;
        }
    } else if named.is_empty() {
        output::note(&text::no_searches(context.locale));
    } else {
        output::line(&table(context, &named).to_string())?;
    }
    Ok(if had_problems { Exit::Configuration } else { Exit::Well })
}

fn line(search: &SavedSearch) -> serde_json::Value {
    json!({
        "name": search.name.as_ref().map(ToString::to_string),
        "key": search.key,
        "title": search.title,
        "query": search.query,
        "description": search.description,
        "private": search.visibility == Visibility::Private,
        "in_source_list": search.origin == SearchOrigin::List,
        "subscribers": search.subscribers,
        "trouble": search.trouble,
    })
}

fn table(context: &Context, searches: &[&SavedSearch]) -> Table {
    let locale = context.locale;
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY);
    if std::io::stdout().is_terminal() {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    table.set_header([
        text::column_name(locale),
        text::column_title(locale),
        text::column_query(locale),
        text::column_confirmed(locale),
        text::column_note(locale),
    ]);
    for search in searches {
        let mut notes = Vec::new();
        if search.visibility == Visibility::Private {
            notes.push(text::private(locale));
        }
        if search.origin == SearchOrigin::List {
            notes.push(text::of_the_list(locale));
        }
        if !search.trouble.is_empty() {
            notes.push(search.trouble.clone());
        }
        let row = [
            search.name.as_ref().map(ToString::to_string).unwrap_or_default(),
            search.title.clone(),
            search.query.clone(),
            search.subscribers.to_string(),
            notes.join("; "),
        ];
        table.add_row(row.iter().map(|cell| markup::strip_controls(cell)));
    }
    table
}

async fn add(context: &Context, search: SearchesAdd) -> anyhow::Result<Exit> {
    let query = search.query.join(" ");
    // What cannot be read is refused before anybody follows it.
    if let Err(error) = syntax::parse(&query, context.locale, context.clock.now()) {
        point_at(&query, &error);
        return Ok(Exit::Usage);
    }
    let definition = SearchDefinition {
        title: search.title.unwrap_or_else(|| query.clone()),
        query,
        description: search.description,
        visibility: if search.private { Visibility::Private } else { Visibility::Shared },
        owner: search.owner,
        name: search.name,
    };
    let name = definition.name.to_string();
    if change_search(context, &SearchChange::Put(definition)).await? {
        output::note(&text::search_kept(context.locale, &name));
        return Ok(Exit::Well);
    }
    refuse(context, &name)
}

/// The list is kept first: a name that stands there is not free.
async fn change_search(context: &Context, change: &SearchChange) -> anyhow::Result<bool> {
    let Loaded { settings, .. } = context.settings()?;
    let (store, now) = (context.store().await?, context.clock.now());
    store.sync_searches(&settings.searches, now).await?;
    Ok(store.change_search(change, &token::random()?, now).await?)
}

/// It stands in the list, or is not there at all.
fn refuse(context: &Context, name: &str) -> anyhow::Result<Exit> {
    let (settings, _) = context.load()?;
    let why = if settings.searches.iter().any(|search| search.name.as_str() == name) {
        text::search_of_the_list(context.locale, name)
    } else {
        text::no_search(context.locale, name)
    };
    output::note(&format!("utkik: {why}"));
    Ok(Exit::Usage)
}
