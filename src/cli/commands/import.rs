//! `utkik import`: an earlier export, web archives, folders of saved files.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use serde::Serialize;

use crate::cli::arguments::Import;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::config::Settings;
use crate::crawl::intake::{self, Intake, IntakeReport, Saved};
use crate::crawl::{PATIENCE, WorkLock};
use crate::message;
use crate::model::{Skipped, Source};
use crate::parse::{Nature, nature};
use crate::replay;
use crate::store::Store;
use crate::transfer::{self, ImportReport};

/// So much of a file is looked at to know what it is.
const LOOK_BYTES: u64 = 16 * 1024;

/// What came of all of it.
#[derive(Default, Serialize)]
struct Report {
    /// Lines, records and files.
    read: usize,
    new: usize,
    changed: usize,
    unchanged: usize,
    forgotten: usize,
    failed: usize,
    skipped: BTreeMap<Skipped, usize>,
    problems: Vec<Problem>,
    /// Nothing but lines of JSON was read.
    #[serde(skip)]
    is_lines: bool,
}

#[derive(Serialize)]
struct Problem {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<u64>,
    sentence: String,
}

/// What is to be read, told apart by what it holds.
#[derive(Default)]
struct Inputs {
    /// `None` is standard input.
    lines: Vec<Option<PathBuf>>,
    saved: Vec<Saved>,
}

pub async fn run(context: &Context, arguments: &Import) -> anyhow::Result<Exit> {
    let inputs = sort(&arguments.paths)?;
    let has_sources = context.sources_file.exists();
    let settings = has_sources.then(|| context.settings()).transpose()?.map(|it| it.settings);
    let only = arguments.source.as_ref().map(|id| find(settings.as_ref(), id.as_str()));
    if let (Some(None), Some(id)) = (&only, &arguments.source) {
        let problem = message::import::no_source(context.locale, id.as_str());
        output::note(&format!("utkik: {problem}"));
        return Ok(Exit::Configuration);
    }
    let now = context.clock.now();
    let _lock = WorkLock::acquire(&context.data, "import", now, PATIENCE).await?;
    let store = context.store().await?;
    if let Some(settings) = &settings {
        // Then names, groups and countries are right at once.
        store.sync_sources(&settings.sources, &settings.network, now).await?;
    }
    let mut report = Report { is_lines: inputs.saved.is_empty(), ..Report::default() };
    let sources = settings.map(|settings| settings.sources).unwrap_or_default();
    let intake = Intake { sources, only: only.flatten(), now };
    let taken = take_in(&store, &inputs, intake, &mut report).await;
    // Where reading broke off half way, what was stored before is to be found nevertheless.
    let caught_up = replay::catch_up(&store, &context.derived(), |_| {}).await;
    store.close().await;
    taken?;
    caught_up?;
    say(context, &report)?;
    Ok(match report.failed {
        0 => Exit::Well,
        failed if failed == report.read => Exit::Data,
        _ => Exit::Partly,
    })
}

fn find(settings: Option<&Settings>, id: &str) -> Option<Source> {
    let listed = settings.and_then(|settings| {
        settings.sources.iter().find(|source| source.id.as_str() == id).cloned()
    });
    listed.or_else(|| intake::built_in(id))
}

async fn take_in(
    store: &Arc<Store>,
    inputs: &Inputs,
    intake: Intake,
    report: &mut Report,
) -> anyhow::Result<()> {
    let names_files = inputs.lines.len() + inputs.saved.len() > 1;
    for file in &inputs.lines {
        let lines = transfer::import(store, open(file.as_deref())?, intake.now, |_| {}).await?;
        let name = file.as_deref().filter(|_| names_files).map(|file| file.display().to_string());
        report.add_lines(lines, name.as_deref());
    }
    if !inputs.saved.is_empty() {
        report.add_saved(intake::take_in(store, intake, &inputs.saved, |_| {}).await?);
    }
    Ok(())
}

fn say(context: &Context, report: &Report) -> anyhow::Result<()> {
    let locale = context.locale;
    for problem in &report.problems {
        output::note(&sentence(context, problem));
    }
    if report.forgotten > 0 {
        output::note(&message::forget::kept_away(locale, report.forgotten));
    }
    if context.json {
        return output::json(report);
    }
    let summary = if report.is_lines { message::import::lines } else { message::import::summary };
    let Report { read, new, changed, unchanged, .. } = *report;
    output::line(&summary(locale, read, new, changed, unchanged))?;
    for (why, count) in &report.skipped {
        output::line(&message::import::skipped(locale, *why, *count))?;
    }
    Ok(())
}

fn sentence(context: &Context, problem: &Problem) -> String {
    let locale = context.locale;
    let told = match (problem.line, problem.offset) {
        (Some(line), _) => message::import::line_problem(locale, line, &problem.sentence),
        (None, Some(offset)) => message::import::record_problem(locale, offset, &problem.sentence),
        (None, None) => problem.sentence.clone(),
    };
    problem.file.as_ref().map_or_else(|| told.clone(), |file| format!("{file}: {told}"))
}

impl Report {
    fn add_lines(&mut self, lines: ImportReport, file: Option<&str>) {
        self.read += lines.read;
        self.new += lines.new;
        self.changed += lines.changed;
        self.unchanged += lines.unchanged;
        self.forgotten += lines.forgotten;
        self.failed += lines.failed;
        self.problems.extend(lines.problems.into_iter().map(|problem| Problem {
            file: file.map(str::to_owned),
            line: Some(problem.line),
            offset: None,
            sentence: problem.sentence,
        }));
    }

    fn add_saved(&mut self, saved: IntakeReport) {
        self.read += saved.read;
        self.new += saved.new;
        self.changed += saved.changed;
        self.unchanged += saved.unchanged;
        self.forgotten += saved.forgotten;
        self.failed += saved.failed;
        self.skipped = saved.skipped;
        self.problems.extend(saved.problems.into_iter().map(|problem| Problem {
            file: Some(problem.file.display().to_string()),
            line: None,
            offset: problem.offset,
            sentence: problem.sentence,
        }));
    }
}

/// Opens each path once to see what it is.
fn sort(paths: &[PathBuf]) -> anyhow::Result<Inputs> {
    let mut inputs = Inputs::default();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.lines.push(None);
            continue;
        }
        let naming = || format!("opening `{}`", path.display());
        let is_folder = path.is_dir();
        for file in intake::files(path).with_context(naming)? {
            let is_lines = match starts_with(&file.path) {
                Ok(start) => is_export(&start, is_folder),
                Err(error) if !is_folder => return Err(error).with_context(naming),
                // Told when it is read.
                Err(_) => false,
            };
            if is_lines {
                inputs.lines.push(Some(file.path));
            } else {
                inputs.saved.push(file);
            }
        }
    }
    Ok(inputs)
}

/// A file that is named and begins with an object of JSON is taken for an export, so that what is
/// wrong with its lines is told line by line.
fn is_export(start: &[u8], is_in_folder: bool) -> bool {
    match nature(start) {
        Nature::Lines => true,
        Nature::Other => !is_in_folder && !start.contains(&0) && !is_web(start),
        _ => false,
    }
}

fn is_web(start: &[u8]) -> bool {
    crate::parse::is_archive(start) || start.trim_ascii_start().starts_with(b"<")
}

fn starts_with(file: &Path) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    File::open(file)?.take(LOOK_BYTES).read_to_end(&mut start)?;
    Ok(start)
}

fn open(file: Option<&Path>) -> anyhow::Result<Box<dyn BufRead + Send>> {
    let Some(file) = file else { return Ok(Box::new(BufReader::new(io::stdin()))) };
    let opened = File::open(file).with_context(|| format!("opening `{}`", file.display()))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, opened)))
}
