//! `utkik correct`: what a person says of a document wins over what the machine made out.

use anyhow::Context as _;

use crate::cli::arguments::Correct;
use crate::cli::context::{Context, variable};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::cli::values;
use crate::config;
use crate::message::{self, explain as text};
use crate::model::{CorrectedField, Correction, DocumentId};
use crate::replay;

pub async fn run(context: &Context, arguments: &Correct) -> anyhow::Result<Exit> {
    let mut wanted = Vec::new();
    let mut problems = Vec::new();
    for assignment in &arguments.assignments {
        match read(context, assignment) {
            Ok(read) => wanted.push(read),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        for problem in problems {
            output::note(&format!("utkik: {problem}"));
        }
        return Ok(Exit::Usage);
    }
    let (_lock, store) = context.locked_store("correct").await?;
    let Some(document) = store.document(&arguments.id).await? else {
        output::note(&format!(
            "utkik: {}",
            message::cli::no_document(context.locale, &arguments.id)
        ));
        return Ok(Exit::Usage);
    };
    let file = replay::corrections::file(&store);
    if replay::corrections::problems(&file) > 0 {
        let shown = file.display().to_string();
        output::note(&format!("utkik: {}", text::corrections_broken(context.locale, &shown)));
        return Ok(Exit::Data);
    }
    let corrections = written(context, arguments, &document.id, wanted);
    let added = config::add_corrections(&file, &corrections);
    added.with_context(|| format!("writing `{}`", file.display()))?;
    replay::catch_up(&store, &context.derived(), |_| {}).await?;
    store.close().await;
    say(context, &corrections)?;
    Ok(Exit::Well)
}

/// `plats=Lund` as a field and the value that is kept; else a sentence about what is wrong.
fn read(context: &Context, assignment: &str) -> Result<(CorrectedField, String), String> {
    let locale = context.locale;
    let Some((word, value)) = assignment.split_once('=') else {
        return Err(text::not_an_assignment(locale, assignment));
    };
    let Some(field) = values::field(word) else {
        let known: Vec<String> =
            CorrectedField::all().map(|field| values::name(locale, field)).collect();
        return Err(text::unknown_field(locale, word.trim(), &known.join(", ")));
    };
    let value = values::corrected(locale, field, value.trim(), context.clock.now())?;
    Ok((field, value))
}

fn written(
    context: &Context,
    arguments: &Correct,
    id: &DocumentId,
    wanted: Vec<(CorrectedField, String)>,
) -> Vec<Correction> {
    let by = arguments.by.clone().or_else(|| variable("USER")).unwrap_or_default();
    let one = |(field, value)| Correction {
        document: id.clone(),
        field,
        value,
        by: by.clone(),
        at: context.clock.now(),
        why: arguments.why.clone(),
    };
    wanted.into_iter().map(one).collect()
}

fn say(context: &Context, corrections: &[Correction]) -> anyhow::Result<()> {
    if context.json {
        return output::json(&corrections);
    }
    let Some(first) = corrections.first() else { return Ok(()) };
    let line = match corrections.len() {
        1 => {
            let field = values::name(context.locale, first.field);
            text::corrected_one(context.locale, first.document.as_str(), &field)
        }
        count => text::corrected_now(context.locale, first.document.as_str(), count),
    };
    Ok(output::line(&line)?)
}
