//! `utkik reindex`: builds the search index anew from the database.

use std::time::Instant;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::{output, progress};
use crate::message;
use crate::replay;

pub async fn run(context: &Context) -> anyhow::Result<Exit> {
    let started = Instant::now();
    let (_lock, store) = context.locked_store("reindex").await?;
    let bar = progress::documents(store.mark().await?.documents);
    let done = replay::rebuild(&store, &context.derived(), |done| bar.set_position(done)).await?;
    bar.finish_and_clear();
    let seconds = format!("{:.1}", started.elapsed().as_secs_f64());
    if context.json {
        output::json(
            &serde_json::json!({ "documents": done, "seconds": started.elapsed().as_secs_f64() }),
        )?;
    } else {
        output::line(&message::cli::reindexed(context.locale, done, &seconds))?;
    }
    Ok(Exit::Well)
}
