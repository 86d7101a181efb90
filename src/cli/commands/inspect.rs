//! `utkik inspect`: one stage at work on files, addresses, or JSON lines from standard input.

use std::io::{self, BufRead, BufReader, Cursor};
use std::path::Path;
use std::time::Instant;

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::cli::arguments::{Inspect, Stage};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::inspect;
use crate::cli::wait_for;
use crate::enrich::Knowledge;
use crate::replay;
use crate::search::{Engine, rank};

/// Hits per query where the line names no limit: the whole list.
const WHOLE_LIST: usize = 1_000_000;

pub fn run(context: &Context, arguments: &Inspect) -> anyhow::Result<Exit> {
    // What was fetched is kept, for its owner alone, until all has been inspected.
    let fetched = tempfile::Builder::new().prefix("utkik-inspect-").tempdir();
    let fetched = fetched.context("making a temporary folder for what is fetched")?;
    let input = input(context, arguments, fetched.path())?;
    let output = io::stdout().lock();
    let told = if let Some(answers) = inspect::answers_of(arguments.stage) {
        inspect::run(answers, input, output)?
    } else {
        let engine = Engine::open(&context.index)?;
        let knowledge = replay::knowledge(&context.derived().thesaurus);
        let with = (&engine, &knowledge);
        let ranked = |asked: &Value| vec![ranked(context, with, asked, arguments.timings)];
        inspect::run(ranked, input, output)?
    };
    // Lines on standard input are many, and each answer says how it went.
    Ok(match told.errors {
        0 => Exit::Well,
        _ if arguments.inputs.is_empty() => Exit::Well,
        errors if errors == told.answers => Exit::Data,
        _ => Exit::Partly,
    })
}

/// The files and addresses that were named, as the lines that standard input would bring.
fn input(
    context: &Context,
    arguments: &Inspect,
    folder: &Path,
) -> anyhow::Result<Box<dyn BufRead>> {
    if arguments.inputs.is_empty() {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let mut lines = String::new();
    for (number, input) in arguments.inputs.iter().enumerate() {
        let line = match arguments.stage {
            Stage::Search => json!({ "id": input, "query": input }),
            _ if is_address(input) => fetched(context, input, &folder.join(number.to_string()))?,
            Stage::Language | Stage::Date if Path::new(input).is_file() => {
                json!({ "id": input, "text": inspect::text_of(input)? })
            }
            Stage::Language | Stage::Date => json!({ "id": input, "text": input }),
            Stage::Stem => json!({ "form": input }),
            _ => json!({ "file": input }),
        };
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    Ok(Box::new(Cursor::new(lines)))
}

fn is_address(input: &str) -> bool {
    input.starts_with("http://") || input.starts_with("https://")
}

/// Fetches an address by the rules of every fetch, into a file of its own.
fn fetched(context: &Context, url: &str, file: &Path) -> anyhow::Result<Value> {
    let answer = wait_for(super::crawl::fetch_once(context, url))?;
    std::fs::write(file, &answer.body).with_context(|| format!("writing `{}`", file.display()))?;
    let content_type = answer.content_type;
    Ok(json!({ "file": file, "name": url, "url": answer.url, "content_type": content_type }))
}

/// Ranks the whole list for a query.
fn ranked(
    context: &Context,
    (engine, knowledge): (&Engine, &Knowledge),
    asked: &Value,
    timings: bool,
) -> Value {
    let started = Instant::now();
    let text = asked.get("query").and_then(Value::as_str).unwrap_or_default();
    let limit = asked.get("limit").and_then(Value::as_u64);
    let limit = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(WHOLE_LIST);
    let now = context.clock.now();
    let expands = asked.get("expand").and_then(Value::as_bool).unwrap_or(true);
    let hits = rank(engine, text, limit, now, expands.then(|| knowledge.thesaurus()));
    let id = asked.get("id").cloned().unwrap_or(Value::Null);
    let mut answer = match hits {
        Ok(hits) => {
            let hits: Vec<Value> =
                hits.iter().map(|(id, score)| json!({ "id": id, "score": score })).collect();
            json!({ "id": id, "hits": hits })
        }
        Err(error) => json!({ "id": id, "error": error.to_string(), "hits": [] }),
    };
    if timings && let Some(fields) = answer.as_object_mut() {
        let microseconds = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        fields.insert("microseconds".to_owned(), json!(microseconds));
    }
    answer
}
