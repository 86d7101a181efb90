//! Results on stdout, everything else on stderr; a broken pipe ends quietly.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use super::exit::Exit;
use crate::config::ConfigError;
use crate::crawl::LockError;
use crate::index::IndexError;
use crate::markup;
use crate::model::QueryError;
use crate::search::SearchError;
use crate::store::StoreError;

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
    for cause in error.chain() {
        if cause.is::<LockError>() {
            let held = matches!(cause.downcast_ref(), Some(LockError::Held { .. }));
            return if held { Exit::Running } else { Exit::Storage };
        }
        if cause.is::<ConfigError>() {
            return Exit::Configuration;
        }
        if cause.is::<QueryError>() {
            return Exit::Usage;
        }
        if cause.is::<StoreError>() || cause.is::<IndexError>() || cause.is::<SearchError>() {
            return Exit::Storage;
        }
    }
    if error.chain().any(|cause| cause.is::<io::Error>()) { Exit::Storage } else { Exit::Usage }
}

/// Prints a result that ends its own lines.
pub fn text(text: &str) -> io::Result<()> {
    io::stdout().lock().write_all(text.as_bytes())
}
