//! `utkik backup` and `utkik restore`: the database as one file, and back.

use std::path::Path;
use std::time::Instant;

use anyhow::Context as _;

use crate::cli::arguments::{Backup, Restore};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::crawl::{PATIENCE, WorkLock};
use crate::message::cli as text;
use crate::replay;
use crate::transfer::{self, Existing, Restored};

pub async fn backup(context: &Context, arguments: &Backup) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    let existing = if arguments.overwrite { Existing::Overwrite } else { Existing::Keep };
    let bytes = transfer::backup(&store, &arguments.file, existing).await?;
    let documents = store.mark().await?.documents;
    store.close().await;
    if context.json {
        output::json(&serde_json::json!({ "documents": documents, "bytes": bytes }))?;
    } else {
        let tenths = bytes.div_ceil(100_000);
        let megabytes = format!("{}.{}", tenths / 10, tenths % 10);
        let file = arguments.file.display().to_string();
        output::line(&text::backed_up(context.locale, documents, &megabytes, &file))?;
    }
    Ok(Exit::Well)
}

pub async fn restore(context: &Context, arguments: &Restore) -> anyhow::Result<Exit> {
    let started = Instant::now();
    let now = context.clock.now();
    // Before a folder is made for it.
    readable(&arguments.file)?;
    let _lock = WorkLock::acquire(&context.data, "restore", now, PATIENCE).await?;
    let restored = transfer::restore(&arguments.file, &context.database(), now).await;
    let restored = restored.with_context(|| text::nothing_restored(context.locale))?;
    let store = context.store().await?;
    replay::rebuild(&store, &context.derived(), |_| {}).await?;
    store.close().await;
    say(context, &restored, &format!("{:.1}", started.elapsed().as_secs_f64()))?;
    Ok(Exit::Well)
}

fn readable(file: &Path) -> anyhow::Result<()> {
    let opened = std::fs::File::open(file);
    opened.map(|_| ()).with_context(|| format!("opening `{}`", file.display()))
}

fn say(context: &Context, restored: &Restored, seconds: &str) -> anyhow::Result<()> {
    let Restored { documents, aside, carried_over } = restored;
    let still_forgotten = carried_over.as_ref().map(|carried| carried.documents.len());
    if context.json {
        output::json(&serde_json::json!({
            "documents": documents,
            "aside": aside,
            "still_forgotten": still_forgotten,
        }))?;
    } else {
        output::line(&text::restored(context.locale, *documents, seconds))?;
    }
    if let Some(aside) = aside {
        output::note(&text::kept_aside(context.locale, &aside.display().to_string()));
    }
    match still_forgotten {
        None => output::note(&text::forgotten_unknown(context.locale)),
        Some(0) => {}
        Some(documents) => output::note(&text::still_forgotten(context.locale, documents)),
    }
    Ok(())
}
