//! `utkik inspect`: one stage at work on files, addresses, or JSON lines from standard input.

use std::io::{self, BufRead, BufReader, BufWriter, Cursor, Write};
use std::time::Instant;

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::cli::arguments::{self, Inspect};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::inspect::{self, Stage};
use crate::cli::wait_for;
use crate::search::{Engine, rank};

/// Hits per query where the line names no limit: the whole list.
const WHOLE_LIST: usize = 1_000_000;

pub fn run(context: &Context, arguments: &Inspect) -> anyhow::Result<Exit> {
    let input = input(context, arguments)?;
    let output = io::stdout().lock();
    match stage(arguments.stage) {
        Some(stage) => inspect::run(stage, input, output)?,
        None => search(context, arguments.timings, input, output)?,
    }
    Ok(Exit::Well)
}

/// Every stage but the search, which alone needs an index.
fn stage(stage: arguments::Stage) -> Option<Stage> {
    Some(match stage {
        arguments::Stage::Feed => Stage::Feed,
        arguments::Stage::Page => Stage::Page,
        arguments::Stage::Language => Stage::Language,
        arguments::Stage::Date => Stage::Date,
        arguments::Stage::Charset => Stage::Charset,
        arguments::Stage::Robots => Stage::Robots,
        arguments::Stage::Search => return None,
    })
}

/// The files and addresses that were named, as the lines that standard input would bring.
fn input(context: &Context, arguments: &Inspect) -> anyhow::Result<Box<dyn BufRead>> {
    if arguments.inputs.is_empty() {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let mut lines = String::new();
    for input in &arguments.inputs {
        let line = match arguments.stage {
            arguments::Stage::Search => json!({ "id": input, "query": input }),
            _ if is_address(input) => fetched(context, input)?,
            arguments::Stage::Language | arguments::Stage::Date => {
                json!({ "id": input, "text": input })
            }
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
fn fetched(context: &Context, url: &str) -> anyhow::Result<Value> {
    let answer = wait_for(super::crawl::fetch_once(context, url))?;
    let file = context.data.join("inspected");
    std::fs::create_dir_all(&context.data)
        .and_then(|()| std::fs::write(&file, &answer.body))
        .with_context(|| format!("writing `{}`", file.display()))?;
    Ok(json!({ "file": file, "url": answer.url, "content_type": answer.content_type }))
}

/// Ranks the whole list for each query.
fn search(
    context: &Context,
    timings: bool,
    input: impl BufRead,
    output: impl Write,
) -> anyhow::Result<()> {
    let engine = Engine::open(&context.index)?;
    let mut output = BufWriter::new(output);
    for (at, line) in input.lines().enumerate() {
        let line = line.context("reading the queries")?;
        if line.trim().is_empty() {
            continue;
        }
        let asked: Value = serde_json::from_str(&line)
            .with_context(|| format!("line {} of the input is no JSON object", at + 1))?;
        let answer = answer(context, &engine, &asked, timings);
        writeln!(output, "{answer}")?;
    }
    output.flush()?;
    Ok(())
}

fn answer(context: &Context, engine: &Engine, asked: &Value, timings: bool) -> Value {
    let started = Instant::now();
    let text = asked.get("query").and_then(Value::as_str).unwrap_or_default();
    let limit = asked.get("limit").and_then(Value::as_u64);
    let limit = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(WHOLE_LIST);
    let now = context.clock.now();
    let hits = rank(engine, text, limit, now);
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
