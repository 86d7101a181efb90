//! `utkik import` and `utkik export`: documents as JSON lines.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter};
use std::path::Path;

use anyhow::Context as _;

use crate::cli::arguments::{Export, Import};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::crawl::{PATIENCE, WorkLock};
use crate::message;
use crate::replay;
use crate::transfer;

pub async fn import(context: &Context, arguments: &Import) -> anyhow::Result<Exit> {
    let input = open(&arguments.file)?;
    let now = context.clock.now();
    let _lock = WorkLock::acquire(&context.data, "import", now, PATIENCE).await?;
    let store = context.store().await?;
    let report = transfer::import(&store, input, now, |_| {}).await?;
    replay::catch_up(&store, &context.index, |_| {}).await?;
    store.close().await;
    for problem in &report.problems {
        let line = message::cli::line_problem(context.locale, problem.line, &problem.sentence);
        output::note(&line);
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
            let mut output = BufWriter::new(File::create(file).with_context(naming)?);
            let exported = transfer::export(&store, arguments.source.as_ref(), &mut output).await;
            exported.with_context(naming)?;
        }
    }
    Ok(Exit::Well)
}
