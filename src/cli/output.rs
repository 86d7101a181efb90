//! Results on stdout, everything else on stderr; a broken pipe ends quietly.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use super::exit::Exit;
use crate::config::ConfigError;
use crate::crawl::LockError;
use crate::fetch::FetchError;
use crate::index::IndexError;
use crate::markup;
use crate::model::QueryError;
use crate::replay::ReplayError;
use crate::search::SearchError;
use crate::store::StoreError;
use crate::transfer::TransferError;
use crate::web::RefusedToServe;

/// Prints a result, with a line feed behind it.
pub fn line(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.write_all(b"\n")
}

/// Prints a result for machines as one indented JSON document.
pub fn json<T: Serialize>(value: &T) -> anyhow::Result<()> {
    line(&serde_json::to_string_pretty(value)?)?;
    Ok(())
}

/// Prints a result for machines as one line of JSON.
pub fn json_line<T: Serialize>(value: &T) -> anyhow::Result<()> {
    line(&serde_json::to_string(value)?)?;
    Ok(())
}

/// Tells something that is not a result.
pub fn note(text: &str) {
    // When even stderr is gone there is nobody left to tell.
    let _ = writeln!(io::stderr().lock(), "{}", markup::strip_controls(text));
}

/// Asks something, on a line that the answer ends.
pub fn ask(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = write!(stderr, "{text}").and_then(|()| stderr.flush());
}

/// Tells what went wrong, and finds the exit code for it.
pub fn failure(error: &anyhow::Error) -> Exit {
    if is_broken_pipe(error) {
        return Exit::Well;
    }
    note(&format!("utkik: {error:#}"));
    exit_for(error)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == ErrorKind::BrokenPipe)
}

fn exit_for(error: &anyhow::Error) -> Exit {
    error.chain().find_map(exit_for_cause).unwrap_or(Exit::Usage)
}

/// Errors that pass on what another says stand here too: their cause is not seen behind them.
fn exit_for_cause(cause: &(dyn std::error::Error + 'static)) -> Option<Exit> {
    if let Some(error) = cause.downcast_ref::<LockError>() {
        let is_held = matches!(error, LockError::Held { .. });
        return Some(if is_held { Exit::Running } else { Exit::Storage });
    }
    if let Some(error) = cause.downcast_ref::<FetchError>() {
        let is_ours = error.class() == "policy";
        return Some(if is_ours { Exit::Configuration } else { Exit::Unreachable });
    }
    if cause.is::<ConfigError>() || cause.is::<RefusedToServe>() {
        return Some(Exit::Configuration);
    }
    let is_usage = cause.is::<QueryError>()
        || matches!(cause.downcast_ref(), Some(SearchError::TooDeep { .. }))
        || matches!(cause.downcast_ref(), Some(StoreError::Ambiguous { .. }));
    if is_usage {
        return Some(Exit::Usage);
    }
    if cause.is::<serde_json::Error>() {
        return Some(Exit::Data);
    }
    let is_storage = cause.is::<StoreError>()
        || cause.is::<IndexError>()
        || cause.is::<SearchError>()
        || cause.is::<ReplayError>()
        || cause.is::<TransferError>();
    if is_storage {
        return Some(Exit::Storage);
    }
    cause.downcast_ref::<io::Error>().map(|error| match error.kind() {
        ErrorKind::AddrInUse | ErrorKind::AddrNotAvailable => Exit::Configuration,
        _ => Exit::Storage,
    })
}

/// Prints a result that ends its own lines.
pub fn text(text: &str) -> io::Result<()> {
    io::stdout().lock().write_all(text.as_bytes())
}
