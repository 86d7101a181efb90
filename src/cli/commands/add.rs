//! `utkik add`: a page, a PDF document or a mail that somebody found.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use serde::Serialize;

use super::crawl::{nobody_to_ask, work};
use crate::cli::arguments::Add;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::crawl::intake::{self, Added, Tip, TipError};
use crate::crawl::{PATIENCE, WorkLock};
use crate::fetch::{BodyKind, FetchRequest, Fetched, limits};
use crate::message::add as text;
use crate::model::{CanonicalUrl, Document, Source};
use crate::replay;
use crate::store::Store;

/// What became of it, as programs read it.
#[derive(Serialize)]
struct Shown<'a> {
    outcome: &'static str,
    id: &'a str,
    source: &'a str,
    title: &'a str,
    url: Option<&'a str>,
}

pub async fn run(context: &Context, arguments: &Add) -> anyhow::Result<Exit> {
    let is_address = is_address(&arguments.what);
    if !is_address && arguments.what != "-" && !Path::new(&arguments.what).is_file() {
        let problem = text::no_such_file(context.locale, &arguments.what);
        output::note(&format!("utkik: {problem}"));
        return Ok(Exit::Usage);
    }
    let now = context.clock.now();
    let _lock = WorkLock::acquire(&context.data, "add", now, PATIENCE).await?;
    let store = context.store().await?;
    let tip = if is_address {
        fetch(context, &store, &arguments.what).await
    } else {
        read(context, &arguments.what)
    };
    let mut tip = match tip {
        Ok(Ok(tip)) => tip,
        Ok(Err(exit)) => {
            store.close().await;
            return Ok(exit);
        }
        Err(error) => {
            store.close().await;
            return Err(error);
        }
    };
    tip.comment.clone_from(&arguments.comment);
    tip.title.clone_from(&arguments.title);
    let added = intake::add(&store, tip).await;
    let caught_up = replay::catch_up(&store, &context.derived(), |_| {}).await;
    store.close().await;
    match added {
        Ok(added) => {
            caught_up?;
            say(context, &added)?;
            Ok(Exit::Well)
        }
        Err(TipError::Store(error)) => Err(error.into()),
        Err(error) => {
            output::note(&format!("utkik: {}: {error}", arguments.what));
            Ok(Exit::Data)
        }
    }
}

fn is_address(what: &str) -> bool {
    let lower = what.to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

/// Fetches it by the rules of every fetch.
async fn fetch(
    context: &Context,
    store: &Arc<Store>,
    url: &str,
) -> anyhow::Result<Result<Tip, Exit>> {
    let settings = context.settings()?.settings;
    let asked = Source { url: url.to_owned(), ..intake::tips() };
    if let Some(exit) = nobody_to_ask(&settings, &[&asked]) {
        return Ok(Err(exit));
    }
    store.sync_sources(&settings.sources, &settings.network, context.clock.now()).await?;
    let work = work(context, &settings, Arc::clone(store)).await?;
    let request = FetchRequest::of(url, BodyKind::Page);
    let fetched = work.fetcher.get(&request).await;
    store.save_hosts(&work.fetcher.take_changed_hosts()).await?;
    match fetched {
        Ok(Fetched::Body(answer)) => {
            Ok(Ok(Tip::of_answer(*answer, url, context.clock.now(), context.locale)))
        }
        Ok(Fetched::NotModified { .. }) => {
            anyhow::bail!("`{url}` answered 304 without being asked")
        }
        Err(error) => {
            if error.is_blocked() && error.class() != "policy" {
                output::note(&text::save_it_yourself(context.locale));
            }
            Err(error.into())
        }
    }
}

fn read(context: &Context, name: &str) -> anyhow::Result<Result<Tip, Exit>> {
    const MOST: usize = limits::PDF_BYTES;
    let reader: Box<dyn Read> = if name == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(name).with_context(|| format!("opening `{name}`"))?)
    };
    let mut bytes = Vec::new();
    let read = reader.take(MOST as u64 + 1).read_to_end(&mut bytes);
    read.with_context(|| format!("reading `{name}`"))?;
    if bytes.len() > MOST {
        let problem = text::too_large(context.locale, name, MOST / (1024 * 1024));
        output::note(&format!("utkik: {problem}"));
        return Ok(Err(Exit::Data));
    }
    Ok(Ok(Tip::of_file(Path::new(name), bytes, context.clock.now(), context.locale)))
}

fn say(context: &Context, added: &Added) -> anyhow::Result<()> {
    let locale = context.locale;
    let (outcome, document, sentence): (_, &Document, fn(_, &str, &str) -> String) = match added {
        Added::New(document) => ("new", document, text::added),
        Added::Changed(document) => ("changed", document, text::updated),
        Added::Unchanged(document) => ("unchanged", document, text::unchanged),
        Added::Known { document, .. } => ("known", document, text::unchanged),
    };
    if context.json {
        return output::json(&Shown {
            outcome,
            id: document.id.as_str(),
            source: document.source.as_str(),
            title: &document.title,
            url: document.url.as_ref().map(CanonicalUrl::as_str),
        });
    }
    let (title, id) = (document.title.as_str(), document.id.as_str());
    if let Added::Known { has_comment, .. } = added {
        output::line(&text::known(locale, document.source.as_str(), title, id))?;
        if *has_comment {
            output::line(&text::comment_kept(locale))?;
        }
        return Ok(());
    }
    output::line(&sentence(locale, title, id))?;
    Ok(())
}
