//! `utkik sources import` and `export`: lists of feeds as other programs have them (OPML).

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use anyhow::Context as _;
use serde_json::json;

use crate::cli::arguments::{SourcesExport, SourcesImport};
use crate::cli::context::{Context, Loaded};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::config;
use crate::date;
use crate::message::discover as text;
use crate::model::SourceKind;
use crate::parse;
use crate::sources::{self, Skipped};

/// Larger files are no lists of feeds.
const LARGEST_BYTES: u64 = 20 * 1024 * 1024;

pub fn import(context: &Context, arguments: &SourcesImport) -> anyhow::Result<Exit> {
    let Loaded { settings, .. } = context.settings()?;
    let locale = context.locale;
    let name = arguments.file.display().to_string();
    let list = match parse::opml(&read(&arguments.file)?) {
        Ok(list) => list,
        Err(error) => {
            output::note(&format!("utkik: `{name}`: {error}"));
            return Ok(Exit::Data);
        }
    };
    let day = date::day_in_stockholm(context.clock.now());
    let file = arguments.file.file_name().unwrap_or_default().to_string_lossy();
    let comment = |folder: &str| match folder {
        "" => text::imported_on(locale, &day, &file),
        folder => text::imported_from_folder(locale, &day, &file, folder),
    };
    let imported = sources::import(&list, &settings.sources, arguments.group, comment);
    for (name, why) in &imported.skipped {
        output::note(&match why {
            Skipped::Known(id) => text::skipped_known(locale, name, id.as_str()),
            Skipped::NoAddress => text::skipped_address(locale, name),
        });
    }
    if list.is_cut {
        output::note(&text::cut_list(locale, list.outlines.len()));
    }
    let (taken, skipped) = (imported.sources.len(), imported.skipped.len());
    if taken > 0 {
        let edited = config::append_sources(&context.sources_file, &imported.sources)?;
        if !arguments.dry_run {
            config::write_sources(&context.sources_file, &edited)?;
        }
    }
    if context.json {
        let ids: Vec<&str> = imported.sources.iter().map(|source| source.id.as_str()).collect();
        output::json(&json!({ "added": !arguments.dry_run, "ids": ids, "skipped": skipped }))?;
    } else if arguments.dry_run {
        for source in &imported.sources {
            output::text(&format!("{}\n", source.written()))?;
        }
        output::note(&text::would_import(locale, taken, skipped));
    } else {
        output::line(&text::imported(locale, taken, skipped))?;
    }
    Ok(Exit::Well)
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin()
            .take(LARGEST_BYTES)
            .read_to_end(&mut bytes)
            .context("reading standard input")?;
        return Ok(bytes);
    }
    let opened = fs::File::open(file);
    let opened = opened.with_context(|| format!("cannot open `{}`", file.display()))?;
    let read = opened.take(LARGEST_BYTES).read_to_end(&mut bytes);
    read.with_context(|| format!("cannot read `{}`", file.display()))?;
    Ok(bytes)
}

pub fn export(context: &Context, arguments: &SourcesExport) -> anyhow::Result<Exit> {
    let Loaded { settings, .. } = context.settings()?;
    let locale = context.locale;
    let wanted = || settings.sources.iter().filter(|source| source.enabled || arguments.all);
    let opml = sources::export(locale, &settings.network.name, wanted());
    let feeds = wanted().filter(|source| source.kind == SourceKind::Feed).count();
    match &arguments.file {
        Some(file) => {
            let written = fs::write(file, opml);
            written.with_context(|| format!("writing `{}`", file.display()))?;
            output::note(&text::exported(locale, feeds, &file.display().to_string()));
        }
        None => output::text(&opml)?,
    }
    let others = wanted().count() - feeds;
    if others > 0 {
        output::note(&text::not_feeds(locale, others));
    }
    Ok(Exit::Well)
}
