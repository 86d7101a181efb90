//! `utkik serve`: the search page, the API and the feeds; and a crawl of what is due meanwhile.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use sd_notify::NotifyState;
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::arguments::Serve;
use crate::cli::commands::digest;
use crate::cli::context::{Context, Loaded, secret};
use crate::cli::exit::Exit;
use crate::cli::mailer::sender_name;
use crate::cli::output;
use crate::config::Settings;
use crate::crawl::{self, Crawl, LockError, WorkLock};
use crate::message;
use crate::web::{LettersFrom, Round, Rounds, ServeOptions, Server};

pub async fn run(context: &Context, arguments: &Serve) -> anyhow::Result<Exit> {
    let Loaded { settings, .. } = context.settings()?;
    let listen = match arguments.listen {
        Some(address) => address,
        None => {
            settings.run.web.listen.parse().context("reading `[web] listen` in `utkik.toml`")?
        }
    };
    // Who only serves needs no right to write; who crawls too says at once where it is missing.
    let crawling = if arguments.no_crawl { Crawling::Elsewhere } else { Crawling::EachMinute };
    if crawling == Crawling::EachMinute {
        context.store().await?.close().await;
    }
    serve(context, settings, crawling, listen).await?;
    Ok(Exit::Well)
}

/// Whether it crawls what is due meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crawling {
    /// By cron, or not at all.
    Elsewhere,
    EachMinute,
}

/// Serves until SIGTERM or Ctrl-C.
pub async fn serve(
    context: &Context,
    settings: Settings,
    crawling: Crawling,
    listen: SocketAddr,
) -> anyhow::Result<()> {
    let options = ServeOptions {
        listen,
        base_url: settings.run.web.base_url.clone(),
        derived: context.derived(),
        database: context.database(),
        network: settings.network.clone(),
        sources: settings.sources.clone(),
        clock: context.clock,
        admin_token: secret("UTKIK_ADMIN_TOKEN", "utkik-admin-token"),
        trusted_proxies: settings.run.web.trusted_proxies.clone(),
        user_header: settings.run.web.user_header.clone(),
        letters_from: letters_from(&settings),
    };
    let server = Server::bind(options).await?;
    output::note(&message::cli::serving(context.locale, &server.url()));
    let sends = settings.run.mail.sending.is_some() || !settings.run.hooks.is_empty();
    // What is new to saved searches stands on their pages as well. Who only serves writes nothing.
    let looks_for_news = sends || crawling == Crawling::EachMinute;
    let shared = Arc::new((context.clone(), settings));
    let rounds = Rounds {
        crawl: (crawling == Crawling::EachMinute).then(|| crawl_rounds(Arc::clone(&shared))),
        letters: looks_for_news.then(|| letter_rounds(shared)),
    };
    let told = told_to_stop()?;
    tell_systemd(NotifyState::Ready);
    let stop = async {
        told.await;
        tell_systemd(NotifyState::Stopping);
    };
    server.run(rounds, stop).await
}

fn letters_from(settings: &Settings) -> Option<LettersFrom> {
    let sending = settings.run.mail.sending.as_ref()?;
    let name = sender_name(settings, sending).to_owned();
    Some(LettersFrom { address: sending.from.clone(), name })
}

/// Who was not started by systemd tells nobody.
fn tell_systemd(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!("systemd could not be told: {error}");
    }
}

/// Ends when the process is asked to: by SIGTERM, or by Ctrl-C.
pub fn told_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).context("listening for SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("listening for Ctrl-C")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Rounds of crawling. One that fails is logged, and the next one tries again.
fn crawl_rounds(shared: Arc<(Context, Settings)>) -> Round {
    Box::new(move || {
        let shared = Arc::clone(&shared);
        Box::pin(async move {
            let (context, settings) = &*shared;
            if let Err(error) = round(context, settings).await {
                tracing::warn!("round of crawling: {error:#}");
            }
        })
    })
}

/// Rounds of sending letters, the same as `utkik digest send`.
fn letter_rounds(shared: Arc<(Context, Settings)>) -> Round {
    Box::new(move || {
        let shared = Arc::clone(&shared);
        Box::pin(async move {
            let (context, settings) = &*shared;
            // Cron may do the same: whoever comes second leaves it to the first.
            let round = digest::one_round(context, settings, Duration::ZERO).await;
            match round {
                Ok(report) if report.is_worth_telling() => {
                    tracing::info!("{}", digest::summary(context, &report));
                    report.troubles.iter().for_each(|trouble| tracing::warn!("letters: {trouble}"));
                }
                Ok(_) => {}
                Err(error) if is_held(&error) => tracing::info!("letters: {error:#}"),
                Err(error) => tracing::warn!("letters: {error:#}"),
            }
        })
    })
}

fn is_held(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(LockError::Held { .. }))
}

/// One round. The database is opened for it alone: between two rounds it may be another one,
/// because a backup was restored.
async fn round(context: &Context, settings: &Settings) -> anyhow::Result<()> {
    let crawl = Crawl {
        network: settings.network.clone(),
        sources: settings.sources.clone(),
        only: Vec::new(),
        all: false,
        derived: context.derived(),
    };
    if super::crawl::refusal(settings, &[]).is_some() {
        anyhow::bail!("crawling is refused until the configuration is complete");
    }
    let now = context.clock.now();
    let _lock = match WorkLock::acquire(&context.data, "serve", now, Duration::ZERO).await {
        Ok(lock) => lock,
        Err(LockError::Held { holder }) => {
            tracing::info!("{holder} is at work, and does this round for us");
            return Ok(());
        }
        Err(error @ LockError::File { .. }) => return Err(error.into()),
    };
    let store = context.store().await?;
    store.sync_sources(&crawl.sources, &crawl.network, now).await?;
    store.sync_searches(&settings.searches, now).await?;
    if crawl::due(&store, &crawl, context.clock).await?.is_empty() {
        return Ok(());
    }
    let work = Arc::new(super::crawl::work(context, settings, Arc::clone(&store)).await?);
    let report = crawl::run(&work, &crawl, told_to_stop()?, |_| {}).await;
    store.close().await;
    tracing::info!("{}", super::crawl::summary(context, &report?));
    Ok(())
}
