//! `utkik import` and `utkik export`: documents as JSON lines.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, IntoInnerError};
use std::path::Path;

use anyhow::Context as _;

use crate::cli::arguments::{Export, Import};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::crawl::{PATIENCE, WorkLock};
use crate::message;
use crate::model::SourceId;
use crate::replay;
use crate::store::Store;
use crate::transfer;

pub async fn import(context: &Context, arguments: &Import) -> anyhow::Result<Exit> {
    let input = open(&arguments.file)?;
    let has_sources = context.sources_file.exists();
    let settings = has_sources.then(|| context.settings()).transpose()?.map(|it| it.settings);
    let now = context.clock.now();
    let _lock = WorkLock::acquire(&context.data, "import", now, PATIENCE).await?;
    let store = context.store().await?;
    if let Some(settings) = settings {
        // Then names, groups and countries are right at once.
        store.sync_sources(&settings.sources, &settings.network, now).await?;
    }
    let report = transfer::import(&store, input, now, |_| {}).await;
    // Where reading broke off half way, what was stored before is to be found nevertheless.
    let caught_up = replay::catch_up(&store, &context.index, |_| {}).await;
    store.close().await;
    let report = report?;
    caught_up?;
    for problem in &report.problems {
        let line = message::cli::line_problem(context.locale, problem.line, &problem.sentence);
        output::note(&line);
    }
    if report.forgotten > 0 {
        output::note(&message::forget::kept_away(context.locale, report.forgotten));
    }
    if context.json {
        output::json(&report)?;
    } else {
        output::line(&message::cli::imported(
            context.locale,
            report.read,
            report.new,
            report.changed,
            report.unchanged,
        ))?;
    }
    Ok(match report.failed {
        0 => Exit::Well,
        failed if failed == report.read => Exit::Data,
        _ => Exit::Partly,
    })
}

fn open(file: &Path) -> anyhow::Result<Box<dyn BufRead + Send>> {
    if file.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let opened = File::open(file).with_context(|| format!("opening `{}`", file.display()))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, opened)))
}

pub async fn export(context: &Context, arguments: &Export) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    match &arguments.output {
        None => {
            let mut stdout = BufWriter::new(io::stdout());
            transfer::export(&store, arguments.source.as_ref(), &mut stdout).await?;
        }
        Some(file) => {
            let naming = || format!("writing `{}`", file.display());
            let written = export_to(file, &store, arguments.source.as_ref()).await;
            written.with_context(naming)?;
        }
    }
    Ok(Exit::Well)
}

/// Writes beside the file and renames, so that there is the old one or all of the new one. What is
/// no plain file, as a pipe, is written to directly.
async fn export_to(file: &Path, store: &Store, source: Option<&SourceId>) -> anyhow::Result<()> {
    // A link stays one: what it leads to is replaced.
    let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    if file.exists() && !file.is_file() {
        let mut output = BufWriter::new(OpenOptions::new().write(true).open(&file)?);
        transfer::export(store, source, &mut output).await?;
        return Ok(());
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    // Only its owner may read it, as the database.
    let mut beside = tempfile::Builder::new();
    beside.prefix(".utkik-export-");
    let beside = beside.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    let mut output = BufWriter::new(beside);
    transfer::export(store, source, &mut output).await?;
    let beside = output.into_inner().map_err(IntoInnerError::into_error)?;
    beside.as_file().sync_all()?;
    beside.persist(&file)?;
    Ok(())
}
