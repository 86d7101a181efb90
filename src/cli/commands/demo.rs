//! `utkik demo`: the whole way, on sample sites of its own, without any network.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;

use crate::cli::arguments::{Demo, Search, SortOrder};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::cli::progress::{CrawlProgress, line_of};
use crate::crawl::{self, Crawl, PATIENCE, WorkLock};
use crate::demo;
use crate::message;

pub async fn run(context: &Context, arguments: &Demo) -> anyhow::Result<Exit> {
    let folder = tempfile::Builder::new().prefix("utkik-demo-").tempdir();
    let folder = folder.context("making a temporary folder for the demonstration")?;
    let sites = demo::start(context.clock.now()).await.context("starting the sample sites")?;
    let doors = format!("[fetch]\nallow_networks = {:?}\ngap_ms = 0\n", sites.allow_networks);
    write(folder.path(), "sources.toml", &sites.sources_toml)?;
    write(folder.path(), "utkik.toml", &doors)?;
    let context = context.moved_to(folder.path());
    let say = |text: String| output::line(&text);
    say(message::cli::demo_sites(context.locale, sites.sites.len(), sites.articles))?;

    let settings = context.settings()?.settings;
    let store = context.store().await?;
    let report = {
        let now = context.clock.now();
        let _lock = WorkLock::acquire(&context.data, "demo", now, PATIENCE).await?;
        let work = super::crawl::work(&context, &settings, Arc::clone(&store)).await?;
        let crawl = Crawl {
            network: settings.network.clone(),
            sources: settings.sources.clone(),
            only: Vec::new(),
            all: true,
            derived: context.derived(),
        };
        let mut progress = CrawlProgress::new(context.locale, true);
        let stop = super::serve::told_to_stop()?;
        crawl::run(&Arc::new(work), &crawl, stop, |event| progress.tell(&event)).await?
    };
    for source in &report.sources {
        say(format!("  {}", line_of(context.locale, source)))?;
    }
    say(super::crawl::summary(&context, &report))?;
    say(String::new())?;

    say(message::cli::demo_search(context.locale, demo::SAMPLE_SEARCH))?;
    super::search::run(&context, &sample_search())?;
    if !arguments.once {
        say(String::new())?;
        say(message::cli::demo_page(context.locale, &format!("http://{}/", arguments.listen)))?;
        let crawling = super::serve::Crawling::EachMinute;
        super::serve::serve(&context, settings, crawling, arguments.listen).await?;
    }
    Ok(if report.failed == 0 { Exit::Well } else { Exit::Partly })
}

fn sample_search() -> Search {
    Search {
        query: vec![demo::SAMPLE_SEARCH.to_owned()],
        sort: SortOrder::Relevance,
        limit: 5,
        offset: 0,
        facets: false,
        no_expand: false,
        no_fold: false,
        explain: false,
        csv: false,
        md: false,
        ics: false,
        xlsx: None,
    }
}

fn write(folder: &Path, name: &str, text: &str) -> anyhow::Result<()> {
    let file = folder.join(name);
    std::fs::write(&file, text).with_context(|| format!("writing `{}`", file.display()))
}
