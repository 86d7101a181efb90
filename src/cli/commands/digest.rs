//! `utkik digest`: shows the letter of a saved search, or sends all that are due.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;

use super::subscriptions::NETWORK_LETTER_NAME;
use crate::cli::arguments::{Digest, DigestAction, DigestPreview};
use crate::cli::context::{Context, Loaded};
use crate::cli::exit::Exit;
use crate::cli::logins;
use crate::cli::mailer::{mail_settings, mailer};
use crate::cli::output;
use crate::config::Settings;
use crate::crawl::{PATIENCE, WorkLock};
use crate::date;
use crate::digest::compose;
use crate::digest::letter::Letter;
use crate::digest::round::{self, RoundReport, Ways};
use crate::digest::{Desk, Preview, Shown, links, load_key, preview};
use crate::mail::{self, Outgoing};
use crate::message::digest as text;
use crate::model::Cadence;
use crate::search::Engine;
use crate::store::Store;

/// Where links lead while nobody has said where the server is reached.
const NOWHERE: &str = "http://127.0.0.1:8080";

pub async fn run(context: &Context, arguments: &Digest) -> anyhow::Result<Exit> {
    let Loaded { settings, had_problems } = context.settings()?;
    let exit = match &arguments.action {
        DigestAction::Preview(preview) => show(context, &settings, preview).await?,
        DigestAction::Send(send) if send.dry_run => would_send(context, &settings).await?,
        DigestAction::Send(_) => send(context, &settings).await?,
    };
    Ok(if had_problems && exit == Exit::Well { Exit::Partly } else { exit })
}

/// The desk at which letters are seen to.
pub fn desk(context: &Context, settings: &Settings, store: Arc<Store>) -> anyhow::Result<Desk> {
    let base_url = settings.run.web.base_url.as_deref().unwrap_or(NOWHERE);
    Ok(Desk {
        store,
        key: load_key(&context.data)?,
        base_url: Arc::from(base_url),
        network: Arc::new(settings.network.clone()),
        sources: Arc::from(settings.sources.clone()),
        derived: context.derived(),
    })
}

async fn send(context: &Context, settings: &Settings) -> anyhow::Result<Exit> {
    if let Some(problem) = nowhere_to_send(context, settings) {
        output::note(&format!("utkik: {problem}"));
        return Ok(Exit::Configuration);
    }
    let report = one_round(context, settings, PATIENCE).await?;
    say(context, &report)?;
    Ok(exit_of(&report))
}

/// Why nothing could be sent: neither mail nor webhooks are set up, or links would lead nowhere.
fn nowhere_to_send(context: &Context, settings: &Settings) -> Option<String> {
    let run = &settings.run;
    if run.mail.sending.is_none() && run.hooks.is_empty() {
        return Some(text::nothing_set_up(context.locale));
    }
    run.web.base_url.is_none().then(|| text::no_base_url(context.locale))
}

/// One round, as cron and `serve` run it; waits so long for another process that sends.
pub async fn one_round(
    context: &Context,
    settings: &Settings,
    patience: Duration,
) -> anyhow::Result<RoundReport> {
    let now = context.clock.now();
    let _lock = WorkLock::acquire_letters(&context.data, "digest send", now, patience).await?;
    let store = context.store().await?;
    let desk = desk(context, settings, Arc::clone(&store))?;
    let ways = ways(context, settings).await?;
    let report = round::run(&desk, &ways, context.clock).await;
    store.close().await;
    report
}

async fn ways(context: &Context, settings: &Settings) -> anyhow::Result<Ways> {
    let hooks = logins::of_hooks(&settings.run.hooks)?;
    let fetcher =
        if hooks.is_empty() { None } else { Some(super::crawl::fetcher(context, settings).await?) };
    Ok(Ways {
        mailer: mailer(settings)?,
        fetcher,
        hooks,
        bounces: settings.run.mail.bounces.clone(),
        searches: settings.searches.clone(),
    })
}

fn say(context: &Context, report: &RoundReport) -> anyhow::Result<()> {
    if context.json {
        return output::json(report);
    }
    output::line(&summary(context, report))?;
    for name in &report.broken_searches {
        output::note(&format!("utkik: {}", text::broken_search(context.locale, name)));
    }
    for trouble in &report.troubles {
        output::note(&format!("utkik: {trouble}"));
    }
    if report.unreached > 0 {
        output::note(&text::waits(context.locale, report.unreached));
    }
    Ok(())
}

/// The line that cron sees.
pub fn summary(context: &Context, report: &RoundReport) -> String {
    let locale = context.locale;
    let mut parts = vec![
        text::news(locale, report.news),
        text::queued(locale, report.queued),
        text::sent(locale, report.sent + report.hooks_sent),
    ];
    let others = [
        (report.later, text::later as fn(_, u64) -> String),
        (report.refused, text::refused),
        (report.bounces, text::came_back),
    ];
    parts.extend(
        others.iter().filter(|(count, _)| *count > 0).map(|(count, say)| say(locale, *count)),
    );
    parts.join(", ")
}

fn exit_of(report: &RoundReport) -> Exit {
    match () {
        () if report.unreached > 0 && report.sent == 0 => Exit::Unreachable,
        () if report.is_well() && report.unreached == 0 => Exit::Well,
        () => Exit::Partly,
    }
}

/// What a round would make and send, from what was found so far.
async fn would_send(context: &Context, settings: &Settings) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    let now = context.clock.now();
    let due = store.due_subscriptions(now, date::horizon(Cadence::default(), now)).await?;
    let waiting = store.outbox_counts().await?;
    if context.json {
        let waiting = waiting.queued + waiting.sending;
        output::json(&serde_json::json!({ "due": due.len(), "waiting": waiting }))?;
    } else {
        output::line(&text::would_send(
            context.locale,
            due.len() as u64,
            waiting.queued + waiting.sending,
        ))?;
    }
    if let Some(problem) = nowhere_to_send(context, settings) {
        output::note(&format!("utkik: {problem}"));
    }
    Ok(Exit::Well)
}

async fn show(
    context: &Context,
    settings: &Settings,
    asked: &DigestPreview,
) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    store.sync_searches(&settings.searches, context.clock.now()).await?;
    let desk = desk(context, settings, store)?;
    let engine = Arc::new(Engine::open(&context.index)?);
    if desk.store.search_named(&asked.name).await?.is_none()
        && desk.store.search(&asked.name).await?.is_none()
    {
        let is_network_letter = asked.name == NETWORK_LETTER_NAME;
        let why = if is_network_letter {
            text::network_letter_elsewhere(context.locale)
        } else {
            text::no_search(context.locale, &asked.name)
        };
        output::note(&format!("utkik: {why}"));
        return Ok(Exit::Usage);
    }
    let now = context.clock.now();
    let found = preview(&desk, &engine, &asked.name, context.locale, now).await?;
    let Preview { letter, of } = found;
    match of {
        Shown::News => {}
        Shown::NewestHits => output::note(&text::shows_newest(context.locale)),
        Shown::Nothing => output::note(&text::shows_nothing(context.locale)),
    }
    let shown = if asked.eml {
        eml(context, settings, &letter)?
    } else {
        in_form(context, asked, &letter)?
    };
    output::text(&shown)?;
    Ok(Exit::Well)
}

fn in_form(context: &Context, asked: &DigestPreview, letter: &Letter) -> anyhow::Result<String> {
    if context.json {
        return Ok(serde_json::to_string_pretty(&compose::json(letter))? + "\n");
    }
    if asked.md {
        return Ok(compose::markdown(letter));
    }
    let composed = compose::compose(letter);
    Ok(if asked.html { composed.html } else { composed.text })
}

/// The whole mail, as it would leave; its links that are of one reader alone open nothing.
fn eml(context: &Context, settings: &Settings, letter: &Letter) -> anyhow::Result<String> {
    let mail = mail_settings(settings)?.context(text::nothing_set_up(context.locale))?;
    let composed = compose::compose(letter);
    let base_url = settings.run.web.base_url.as_deref().unwrap_or(NOWHERE);
    let outgoing = Outgoing {
        message_id: "preview@utkik.invalid".to_owned(),
        to: mail.from.clone(),
        subject: composed.subject,
        text: composed.text,
        html: composed.html,
        language: context.locale.code().to_owned(),
        date: context.clock.now(),
        list: links::read_list(&links::list(&letter.title, "preview")),
        unsubscribe: Some(links::unsubscribe(base_url, "preview")),
    };
    Ok(String::from_utf8_lossy(&mail::message(&outgoing, &mail)?).into_owned())
}
