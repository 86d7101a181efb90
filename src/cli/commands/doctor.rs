//! `utkik doctor`: whether database and index are sound and agree.

use serde::Serialize;

use crate::cli::arguments::Doctor;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::crawl::{PATIENCE, WorkLock};
use crate::message::{self, Locale};
use crate::replay;

/// What was found, for programs.
#[derive(Serialize)]
struct Findings {
    /// Documents in the database.
    store: u64,
    /// Documents in the index.
    index: u64,
    problems: Vec<String>,
}

pub async fn run(context: &Context, arguments: &Doctor) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    if arguments.repair {
        let now = context.clock.now();
        let _lock = WorkLock::acquire(&context.data, "doctor", now, PATIENCE).await?;
        // Flipped bits are found by reading all of it, which catching up does not.
        if replay::examine(&store, &context.index).await?.problem.is_some() {
            replay::rebuild(&store, &context.index, |_| {}).await?;
        }
        replay::catch_up(&store, &context.index, |_| {}).await?;
    }
    let mut problems = store.check().await?;
    let documents = store.mark().await?.documents;
    let index = replay::examine(&store, &context.index).await?;
    problems.extend(index.problem);
    let behind = index.is_behind.then(|| behind(context.locale, index.documents, documents));
    let findings = Findings { store: documents, index: index.documents, problems };
    if context.json {
        output::json(&findings)?;
    } else if findings.problems.is_empty() && behind.is_none() {
        output::line(&message::cli::sound(context.locale, documents))?;
    }
    if let Some(behind) = behind {
        output::note(&behind);
    }
    for problem in &findings.problems {
        output::note(&format!("utkik: {problem}"));
    }
    Ok(if findings.problems.is_empty() { Exit::Well } else { Exit::Storage })
}

/// The counts say how much is missing, unless it is only edits.
fn behind(locale: Locale, indexed: u64, documents: u64) -> String {
    if indexed == documents {
        message::cli::behind_edits(locale)
    } else {
        message::cli::behind(locale, indexed, documents)
    }
}
