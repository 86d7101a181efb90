//! `utkik export`: documents as JSON lines.

use std::fs::OpenOptions;
use std::io::{self, BufWriter, IntoInnerError};
use std::path::Path;

use anyhow::Context as _;

use crate::cli::arguments::Export;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::model::SourceId;
use crate::store::Store;
use crate::transfer;

pub async fn run(context: &Context, arguments: &Export) -> anyhow::Result<Exit> {
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
