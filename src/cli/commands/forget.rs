//! `utkik forget`: removes documents, names and mail addresses for good, and keeps them away.

use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use comfy_table::Table;
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use serde::Serialize;

use crate::cli::arguments::Forget;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::date;
use crate::markup;
use crate::message::{Locale, forget as text};
use crate::replay;
use crate::store::{Fate, Forgotten, FoundDocument, Store, Unclear, Wish};

/// Documents that a person is shown one by one; `--json` has them all.
const SHOWN: usize = 200;

/// What happened, for programs.
#[derive(Serialize)]
struct Report<'r> {
    dry_run: bool,
    removed: usize,
    redacted: usize,
    /// In the order in which they were asked for.
    requests: &'r [Forgotten],
}

pub async fn run(context: &Context, arguments: &Forget) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    if arguments.list {
        return list(context, &store).await;
    }
    if let Some(number) = arguments.undo {
        store.close().await;
        return undo(context, number).await;
    }
    let mut wishes = Vec::new();
    for typed in &arguments.what {
        match store.wish(typed).await? {
            Ok(wish) => wishes.push(wish),
            Err(unclear) => return Ok(refuse(&sentence(context.locale, unclear, typed))),
        }
    }
    if arguments.dry_run || !arguments.yes {
        let would_go = look(&store, &wishes).await?;
        if arguments.dry_run {
            return say_what_would_go(context, &would_go);
        }
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return Ok(refuse(&text::needs_yes(context.locale)));
        }
        output::note(&listing(context.locale, &would_go));
        if !is_confirmed(context.locale)? {
            output::note(&text::not_confirmed(context.locale));
            return Ok(Exit::Well);
        }
    }
    store.close().await;
    forget(context, &wishes, &arguments.reason).await
}

async fn look(store: &Store, wishes: &[Wish]) -> anyhow::Result<Vec<Forgotten>> {
    let mut found = Vec::new();
    for wish in wishes {
        found.push(store.to_forget(wish).await?);
    }
    Ok(found)
}

async fn forget(context: &Context, wishes: &[Wish], reason: &str) -> anyhow::Result<Exit> {
    let started = Instant::now();
    let now = context.clock.now();
    let (_lock, store) = context.locked_store("forget").await?;
    let mut done = Vec::new();
    for wish in wishes {
        done.push(store.forget(wish, reason, now).await?);
    }
    let is_touched = done.iter().any(|done| !done.documents.is_empty());
    // Where this run found nothing, it finishes what an earlier one may have left undone.
    let indexed = if is_touched {
        replay::rebuild(&store, &context.derived(), |_| {}).await.map(|_| ())
    } else {
        replay::catch_up(&store, &context.derived(), |_| {}).await.map(|_| ())
    };
    indexed.context(
        "it is gone from the documents, but not from the search index yet; run the same command again",
    )?;
    let is_clean = store.scrub().await.context(
        "it is gone, but the database may still hold traces of it; run the same command again",
    )?;
    store.close().await;
    if context.json {
        say_json(false, &done)?;
    } else {
        output::text(&listing(context.locale, &done))?;
        if !is_touched {
            output::line(&text::nothing_kept(context.locale))?;
        }
        let numbers: Vec<String> =
            done.iter().filter_map(|done| done.number).map(|number| number.to_string()).collect();
        let seconds = format!("{:.1}", started.elapsed().as_secs_f64());
        output::line(&text::done(context.locale, &numbers.join(", "), &seconds))?;
        output::line(&text::elsewhere(context.locale))?;
    }
    for copy in copies_beside(&context.database()) {
        output::note(&text::copy_beside(context.locale, &copy.display().to_string()));
    }
    if !is_clean {
        output::note(&format!("utkik: {}", text::log_is_held(context.locale)));
        return Ok(Exit::Partly);
    }
    Ok(Exit::Well)
}

/// Databases that a restore has put aside: they are as they were.
fn copies_beside(database: &Path) -> Vec<PathBuf> {
    let is_copy = |file: &PathBuf| {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| name.starts_with("utkik.db.before-") && !name.ends_with("-shm"))
    };
    let files = database.parent().and_then(|folder| std::fs::read_dir(folder).ok());
    let files = files.into_iter().flatten().filter_map(Result::ok).map(|file| file.path());
    let mut copies: Vec<PathBuf> = files.filter(is_copy).collect();
    copies.sort();
    copies
}

fn say_what_would_go(context: &Context, would_go: &[Forgotten]) -> anyhow::Result<Exit> {
    if context.json {
        say_json(true, would_go)?;
    } else {
        output::text(&listing(context.locale, would_go))?;
        let is_nothing = would_go.iter().all(|found| found.documents.is_empty());
        let end = if is_nothing { text::nothing_would_go } else { text::dry_run };
        output::line(&end(context.locale))?;
    }
    Ok(Exit::Well)
}

fn say_json(dry_run: bool, requests: &[Forgotten]) -> anyhow::Result<()> {
    let sum = |fate| requests.iter().map(|request| request.count(fate)).sum();
    let (removed, redacted) = (sum(Fate::Removed), sum(Fate::Redacted));
    output::json(&Report { dry_run, removed, redacted, requests })
}

/// The documents that are concerned, those that go first.
fn listing(locale: Locale, requests: &[Forgotten]) -> String {
    let mut lines = String::new();
    for (fate, heading) in [
        (Fate::Removed, text::removed as fn(Locale, &str) -> String),
        (Fate::Redacted, text::redacted),
    ] {
        let all = || requests.iter().flat_map(|r| &r.documents).filter(|d| d.fate == fate);
        let count = all().count();
        if count == 0 {
            continue;
        }
        let counted =
            if count == 1 { text::one_document(locale) } else { text::documents(locale, count) };
        let _ = writeln!(lines, "{}", heading(locale, &counted));
        for document in all().take(SHOWN) {
            lines.push_str(&entry(locale, document));
        }
        if count > SHOWN {
            let _ = writeln!(lines, "  … + {}", count - SHOWN);
        }
    }
    lines
}

fn entry(locale: Locale, document: &FoundDocument) -> String {
    let FoundDocument { id, source, title, date, revisions, excerpts, .. } = document;
    let day = date::day_in_stockholm(*date);
    let revisions = match *revisions {
        0 => String::new(),
        1 => format!(" ({})", text::one_revision(locale)),
        count => format!(" ({})", text::revisions(locale, count)),
    };
    let mut lines = format!("  {id}  {day}  {source}  {title}{revisions}\n");
    for excerpt in excerpts {
        let _ = writeln!(lines, "      {excerpt}");
    }
    markup::strip_controls(&lines)
}

/// Asks on the terminal; anything but a clear yes is a no.
fn is_confirmed(locale: Locale) -> anyhow::Result<bool> {
    output::ask(&text::confirm(locale));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "ja" | "j" | "yes" | "y"))
}

async fn list(context: &Context, store: &Store) -> anyhow::Result<Exit> {
    let locale = context.locale;
    let entries = store.forgotten().await?;
    if context.json {
        for entry in &entries {
            output::json_line(entry)?;
        }
        return Ok(Exit::Well);
    }
    if entries.is_empty() {
        output::line(&text::list_is_empty(locale))?;
        return Ok(Exit::Well);
    }
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY);
    let heading = [text::number, text::day, text::kind, text::concerned, text::reason];
    table.set_header(heading.map(|name| name(locale)));
    for entry in entries {
        table.add_row([
            entry.number.to_string(),
            date::day_in_stockholm(entry.forgotten),
            text::kind_name_of(locale, &entry.kind),
            entry.documents.to_string(),
            markup::strip_controls(&entry.reason),
        ]);
    }
    output::line(&table.to_string())?;
    Ok(Exit::Well)
}

async fn undo(context: &Context, number: i64) -> anyhow::Result<Exit> {
    let (_lock, store) = context.locked_store("forget").await?;
    if !store.unforget(number).await? {
        return Ok(refuse(&text::no_such_number(context.locale, number)));
    }
    output::line(&text::undone(context.locale, number))?;
    Ok(Exit::Well)
}

fn sentence(locale: Locale, unclear: Unclear, typed: &str) -> String {
    match unclear {
        Unclear::OneWord => text::one_word(locale, typed),
        Unclear::ManyWords => text::many_words(locale),
        Unclear::NoAddress => text::no_address(locale, typed),
        Unclear::Nothing => text::nothing(locale),
    }
}

fn refuse(sentence: &str) -> Exit {
    output::note(&format!("utkik: {sentence}"));
    Exit::Usage
}
