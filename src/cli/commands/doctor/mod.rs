//! `utkik doctor`: whether everything that Utkik needs is well, and what to do where it is not.

mod disk;
mod files;
mod finding;
mod letters;
mod moment;
mod settings;
mod storage;

use serde::Serialize;

use crate::cli::arguments::{Doctor, DoctorPart};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::message;
use crate::replay;

use finding::{Finding, Findings};

/// What was found, for programs.
#[derive(Serialize)]
struct Answer<'a> {
    /// Documents in the database; `null` when it cannot be read.
    store: Option<u64>,
    /// Documents in the index; `null` when it cannot be read.
    index: Option<u64>,
    /// Why database or index cannot be trusted.
    problems: Vec<&'a str>,
    findings: &'a [Finding],
}

pub async fn run(context: &Context, arguments: &Doctor) -> anyhow::Result<Exit> {
    if arguments.repair {
        repair(context).await?;
    }
    if arguments.part == Some(DoctorPart::Mail) {
        return only_mail(context).await;
    }
    let mut found = Findings::default();
    let settings = settings::look(context, &mut found);
    let (counts, states) = storage::look(context, &mut found).await;
    files::look(context, &mut found);
    disk::look(context, &mut found);
    if let Some(settings) = &settings {
        settings::look_at_sources(context, &settings.sources, &states, &mut found);
        settings::look_at_way_out(context.locale, &settings.run.fetch, &mut found).await;
    }
    if let Some(settings) = &settings {
        letters::look(context, settings, &mut found).await;
    }
    moment::look_at_clock(context, &states, &mut found);
    moment::look_at_work(context, &mut found);

    found.say(context.locale, !context.json)?;
    if context.json {
        output::json(&Answer {
            store: counts.store,
            index: counts.index,
            problems: found.problems(),
            findings: &found.list,
        })?;
    } else if found.all_well() {
        let documents = counts.store.unwrap_or_default();
        output::line(&message::cli::sound(context.locale, documents))?;
    }
    Ok(found.exit())
}

/// Looks at letters alone, and asks the mail server.
async fn only_mail(context: &Context) -> anyhow::Result<Exit> {
    let settings = context.settings()?.settings;
    let mut found = Findings::default();
    letters::look(context, &settings, &mut found).await;
    letters::try_out(context, &settings, &mut found).await;
    found.say(context.locale, !context.json)?;
    if context.json {
        output::json(&serde_json::json!({ "findings": found.list }))?;
    }
    Ok(found.exit())
}

/// Mends what is derived: the index. The truth is never touched.
async fn repair(context: &Context) -> anyhow::Result<()> {
    let (_lock, store) = context.locked_store("doctor").await?;
    // Flipped bits are found by reading all of it, which catching up does not.
    if replay::examine(&store, &context.index).await?.problem.is_some() {
        replay::rebuild(&store, &context.derived(), |_| {}).await?;
    }
    replay::catch_up(&store, &context.derived(), |_| {}).await?;
    store.close().await;
    Ok(())
}
