//! `utkik crawl`: fetches what is due, and says how it went.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;

use crate::address::{self, AllowedNetworks};
use crate::cli::arguments;
use crate::cli::context::{Context, Loaded};
use crate::cli::exit::Exit;
use crate::cli::logins;
use crate::cli::output;
use crate::cli::progress::CrawlProgress;
use crate::config::Settings;
use crate::crawl::{self, Crawl, PATIENCE, Work, WorkLock};
use crate::fetch::{Answer, BodyKind, FetchRequest, FetchSettings, Fetched, Fetcher};
use crate::message;
use crate::model::{CrawlReport, Health, Source, SourceId, Timestamp};
use crate::schedule;
use crate::store::Store;

pub async fn run(context: &Context, arguments: arguments::Crawl) -> anyhow::Result<Exit> {
    let Loaded { settings, had_problems } = context.settings()?;
    if let Some(exit) = refusal(&settings, &arguments.source) {
        return Ok(exit);
    }
    let now = context.clock.now();
    if arguments.dry_run {
        return dry_run(context, &settings.sources, &arguments).await;
    }
    let _lock = WorkLock::acquire(&context.data, "crawl", now, PATIENCE).await?;
    let store = context.store().await?;
    // Before anything arrives, so that it is news to them.
    store.sync_searches(&settings.searches, now).await.context("keeping the saved searches")?;
    let work = Arc::new(work(context, &settings, store).await?);
    let crawl = crawl_of(context, settings, arguments);

    let mut progress = CrawlProgress::new(context.locale, context.json);
    let report =
        crawl::run(&work, &crawl, super::serve::told_to_stop()?, |event| progress.tell(&event))
            .await;
    progress.end();
    // Then the database is one file again, which can be copied as it is.
    work.store.close().await;
    let report = report?;
    say(context, &report)?;
    Ok(exit_of(&report, had_problems))
}

/// What a crawl works with: the database, and a door to the network that remembers its manners.
pub async fn work(
    context: &Context,
    settings: &Settings,
    store: Arc<Store>,
) -> anyhow::Result<Work> {
    let remembered = store.hosts().await.context("loading what the hosts asked for")?;
    let fetcher =
        Fetcher::new(fetch_settings(settings, &context.data)?, context.clock, remembered)?;
    Ok(Work { store, fetcher, clock: context.clock, reads_pages: true })
}

/// One address, by the same rules as every other fetch.
pub async fn fetch_once(context: &Context, url: &str) -> anyhow::Result<Answer> {
    let settings = context.settings()?.settings;
    let fetcher = fetcher(context, &settings).await?;
    let request = FetchRequest::of(url, BodyKind::Page);
    match fetcher.get(&request).await? {
        Fetched::Body(answer) => Ok(*answer),
        Fetched::NotModified { .. } => anyhow::bail!("`{url}` answered 304 without being asked"),
    }
}

/// A door to the network for a few requests that somebody has asked for.
pub async fn fetcher(context: &Context, settings: &Settings) -> anyhow::Result<Fetcher> {
    // What hosts asked for in a crawl holds here, too.
    let remembered = match context.existing_store().await {
        Ok(store) => store.hosts().await.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    Ok(Fetcher::new(fetch_settings(settings, &context.data)?, context.clock, remembered)?)
}

fn crawl_of(context: &Context, settings: Settings, arguments: arguments::Crawl) -> Crawl {
    Crawl {
        network: settings.network,
        sources: settings.sources,
        only: arguments.source,
        all: arguments.all,
        derived: context.derived(),
    }
}

fn fetch_settings(settings: &Settings, data: &Path) -> anyhow::Result<FetchSettings> {
    let fetch = &settings.run.fetch;
    let contact = settings.network.contact.as_deref().unwrap_or("no contact");
    Ok(FetchSettings {
        user_agent: format!("Utkik/{} (+{contact})", env!("CARGO_PKG_VERSION")),
        allow_networks: allowed_networks(settings).iter().copied().collect(),
        gap: std::time::Duration::from_millis(fetch.gap_ms),
        proxy: fetch.proxy.clone(),
        proxy_login: logins::of_proxy()?,
        ca_file: fetch.ca_file.clone(),
        logins: logins::of(&settings.sources, &settings.run.logins),
        // A temporary file system may live in memory, which is what is to be spared.
        folder: Some(data.to_owned()).filter(|folder| folder.is_dir()),
    })
}

/// Reasons not to begin: an unknown source, or public hosts that would not know whom to ask.
pub fn refusal(settings: &Settings, only: &[SourceId]) -> Option<Exit> {
    for id in only {
        let found = settings.sources.iter().find(|source| source.id == *id);
        let problem = match found {
            None => format!("there is no source `{id}` in `sources.toml`; see `utkik sources`"),
            Some(source) if !source.enabled => {
                format!("source `{id}` is not enabled; write `enabled = true` in `sources.toml`")
            }
            Some(_) => continue,
        };
        output::note(&format!("utkik: {problem}"));
        return Some(Exit::Configuration);
    }
    let wanted: Vec<&Source> = settings.sources.iter().filter(|s| is_wanted(s, only)).collect();
    nobody_to_ask(settings, &wanted)
}

/// Public hosts are not visited while they would not know whom to ask.
pub fn nobody_to_ask(settings: &Settings, wanted: &[&Source]) -> Option<Exit> {
    if lacks_contact(settings, wanted) {
        output::note(
            "utkik: `[network] contact` in `sources.toml` is not set; write a mail address or a \
             page there, so that the sites we visit know whom to ask",
        );
        return Some(Exit::Configuration);
    }
    None
}

/// Whether public hosts would be visited that could not know whom to ask.
pub fn lacks_contact(settings: &Settings, wanted: &[&Source]) -> bool {
    let allowed = allowed_networks(settings);
    settings.network.contact.is_none() && wanted.iter().any(|source| !is_listed(source, &allowed))
}

/// Networks that cannot be read have been reported as problems already, and open nothing.
fn allowed_networks(settings: &Settings) -> AllowedNetworks {
    let networks = settings.run.fetch.allow_networks.iter();
    networks.filter_map(|text| AllowedNetworks::parse(text).ok()).collect::<Vec<_>>().into()
}

fn is_listed(source: &Source, allowed: &AllowedNetworks) -> bool {
    address::literal_address(&source.url).is_some_and(|address| allowed.contains(address))
}

/// Says what a crawl would fetch. It changes nothing, and makes no database where there is none.
async fn dry_run(
    context: &Context,
    sources: &[Source],
    arguments: &arguments::Crawl,
) -> anyhow::Result<Exit> {
    let now = context.clock.now();
    let next_checks = next_checks(context).await?;
    // One that was never seen is due at once.
    let is_due = |source: &&Source| {
        let is_due = |next_check: &Timestamp| schedule::is_due(*next_check, now);
        arguments.all || next_checks.get(&source.id).is_none_or(is_due)
    };
    let is_wanted = |source: &&Source| is_wanted(source, &arguments.source);
    let due: Vec<&Source> = sources.iter().filter(is_wanted).filter(is_due).collect();
    for source in &due {
        if context.json {
            output::json_line(&serde_json::json!({ "id": source.id, "url": source.url }))?;
        } else {
            let line = message::crawl::would_fetch(context.locale, source.id.as_str(), &source.url);
            output::line(&line)?;
        }
    }
    if due.is_empty() && !context.json {
        output::note(&message::cli::nothing_due(context.locale));
    }
    Ok(Exit::Well)
}

/// When the sources that the database knows are due.
async fn next_checks(context: &Context) -> anyhow::Result<HashMap<SourceId, Timestamp>> {
    if !context.database().exists() {
        return Ok(HashMap::new());
    }
    let states = context.existing_store().await?.source_states().await?;
    Ok(states.into_iter().map(|state| (state.id, state.next_check)).collect())
}

fn is_wanted(source: &Source, only: &[SourceId]) -> bool {
    source.enabled && (only.is_empty() || only.contains(&source.id))
}

fn say(context: &Context, report: &CrawlReport) -> anyhow::Result<()> {
    if context.json {
        return output::json(report);
    }
    output::line(&summary(context, report))?;
    Ok(())
}

/// The line that cron sees.
pub fn summary(context: &Context, report: &CrawlReport) -> String {
    let tenths = report.duration_ms.div_ceil(100);
    let mut line = message::crawl::summary(
        context.locale,
        &message::crawl::checked(context.locale, report.checked),
        report.new_documents,
        report.revised_documents,
        report.failed,
    );
    let _ = write!(line, ", {}.{} s", tenths / 10, tenths % 10);
    let states = states_to_look_at(context.locale, report);
    if !states.is_empty() {
        let look = message::crawl::look(context.locale);
        let _ = write!(line, "; {} – {look}", states.join(", "));
    }
    if report.pages_waiting > 0 {
        line.push_str("; ");
        line.push_str(&message::crawl::pages_wait(context.locale, report.pages_waiting));
    }
    line
}

/// `tyst: 1`, `spärrad: 2`: what of all enabled sources somebody should look at.
fn states_to_look_at(locale: message::Locale, report: &CrawlReport) -> Vec<String> {
    let wants_a_look = Health::ALL.into_iter().filter(|health| health.wants_a_look());
    let counted = wants_a_look.filter_map(|health| {
        let number = report.states.get(health.as_str())?;
        Some(format!("{}: {number}", message::sources::health(locale, health)))
    });
    counted.collect()
}

fn exit_of(report: &CrawlReport, had_problems: bool) -> Exit {
    let unreachable = |class: &str| matches!(class, "network" | "timeout");
    let nothing_reached = report.failed > 0
        && report.failed == report.checked
        && report
            .sources
            .iter()
            .all(|source| source.failure.as_ref().is_some_and(|f| unreachable(f.class)));
    match report.failed {
        _ if nothing_reached => Exit::Unreachable,
        0 if !had_problems && !report.interrupted => Exit::Well,
        _ => Exit::Partly,
    }
}
