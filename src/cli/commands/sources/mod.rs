//! `utkik sources`: what is watched, how it is, and how it would be.

mod accept;
mod add;
mod discover;
mod list;
mod mapping;
mod opml;
mod show;
mod test;
mod verify;

use std::collections::HashMap;

use super::crawl::work as work_with;
use crate::cli::arguments::{Sources, SourcesAction};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::model::{Source, SourceId, SourceState};
use crate::store::{Store, StoreError};

pub async fn run(context: &Context, arguments: &Sources) -> anyhow::Result<Exit> {
    match &arguments.action {
        None => list::run(context, &arguments.list).await,
        Some(SourcesAction::List(list)) => list::run(context, list).await,
        Some(SourcesAction::Show { id }) => show::run(context, id).await,
        Some(SourcesAction::Test { source }) => test::run(context, source).await,
        Some(SourcesAction::Accept { id }) => accept::run(context, id).await,
        Some(SourcesAction::Discover { url }) => discover::run(context, url).await,
        Some(SourcesAction::Add(add)) => add::run(context, add).await,
        Some(SourcesAction::Import(import)) => opml::import(context, import),
        Some(SourcesAction::Export(export)) => opml::export(context, export),
        Some(SourcesAction::Verify(verify)) => verify::run(context, verify).await,
    }
}

/// The database, where there is one: before the first crawl there is none.
async fn store(context: &Context) -> anyhow::Result<Option<Store>> {
    match Store::open_existing(&context.database()).await {
        Ok(store) => Ok(Some(store)),
        Err(StoreError::Missing { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The states that the database remembers.
async fn states(context: &Context) -> anyhow::Result<HashMap<SourceId, SourceState>> {
    let Some(store) = store(context).await? else { return Ok(HashMap::new()) };
    let states = store.source_states().await?;
    Ok(states.into_iter().map(|state| (state.id.clone(), state)).collect())
}

/// The source of that name; where there is none, that is said.
fn find<'s>(sources: &'s [Source], id: &str) -> Option<&'s Source> {
    let found = sources.iter().find(|source| source.id.as_str() == id);
    if found.is_none() {
        let problem = format!("there is no source `{id}` in `sources.toml`; see `utkik sources`");
        output::note(&format!("utkik: {problem}"));
    }
    found
}
