//! Settings: `sources.toml` (what to watch) and `utkik.toml` (how to run).
//!
//! Every problem in both files is found at once, with its line and what to write instead. A source
//! with a problem is left out and the others run: a list of two hundred is edited by many hands.

mod adapters;
mod append;
mod choice;
mod codes;
mod corrections;
mod defaults;
mod document;
mod duration;
mod edit;
mod field;
mod kind_tables;
mod network;
mod network_address;
mod register_table;
mod report;
mod run;
mod schema;
mod search;
mod secret;
mod sending;
mod source;
mod source_list;
mod syntax;
mod web_address;
mod webhook;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::{Network, SearchDefinition, SearchName, Source};

pub use append::{NewSource, append_sources};
pub use corrections::{add_corrections, corrections_written, read_corrections, write_corrections};
pub use edit::{EditError, Edited, Verdict, edit_sources, write_sources};
pub use report::Problem;
pub use run::{FetchSection, MailSection, RunSettings, WebSection};
pub use schema::schema;
pub use secret::{Secret, secret};
pub use sending::{SendingSection, SmtpSecurity};
pub use source_list::{SourceList, read_sources};

/// The source list that comes with the program.
pub const SHIPPED_SOURCES: &str = include_str!("../../sources.toml");

/// What the files say, checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    pub network: Network,
    /// The sources without problems, in the order of the file; the disabled ones too.
    pub sources: Vec<Source>,
    /// Saved searches that the list holds, those without problems, in the order of the file.
    pub searches: Vec<SearchDefinition>,
    /// Where each of them stands in the list.
    pub search_lines: BTreeMap<SearchName, usize>,
    pub run: RunSettings,
}

/// Why there are no settings at all.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error(
        "there is no source list at `{0}`; put a `sources.toml` there, name another with \
         `--sources FILE`, or see how it works with `utkik demo`"
    )]
    NoSourceList(PathBuf),
    #[error("there is no configuration at `{0}`; write it, or leave out `--config`")]
    NoConfiguration(PathBuf),
    #[error("`{file}` cannot be read: {cause}; check the file and its permissions")]
    Unreadable { file: PathBuf, cause: io::Error },
    #[error("the secret `{name}` cannot be used; {advice}")]
    Secret { name: String, advice: &'static str },
    #[error("{}:{line}: {text}", file.display())]
    Syntax {
        file: PathBuf,
        line: usize,
        /// What is wrong, and the line with a mark below the place.
        text: String,
    },
}

/// Reads the source list, and `utkik.toml` from `config_file` or, when it is there, from beside the
/// source list. The problems come in the order of their lines.
pub fn load(
    sources_file: &Path,
    config_file: Option<&Path>,
) -> Result<(Settings, Vec<Problem>), ConfigError> {
    let text =
        read(sources_file)?.ok_or_else(|| ConfigError::NoSourceList(absolute(sources_file)))?;
    let list = read_sources(sources_file, text)?;
    let (run, run_problems) = load_run(sources_file, config_file)?;

    let mut problems = list.problems;
    problems.extend(run_problems);
    let mut sources = list.sources;
    for mail in sources.iter_mut().filter_map(|source| source.mail.as_mut()) {
        mail.folder = run.mail.maildirs.get(&mail.name).cloned();
    }
    let SourceList { network, searches, search_lines, .. } = list;
    Ok((Settings { network, sources, searches, search_lines, run }, problems))
}

fn load_run(
    sources_file: &Path,
    config_file: Option<&Path>,
) -> Result<(RunSettings, Vec<Problem>), ConfigError> {
    let beside = sources_file.with_file_name("utkik.toml");
    let file = config_file.unwrap_or(&beside);
    match (read(file)?, config_file) {
        (Some(text), _) => run::read_run(file, &text, &sources_file.with_file_name("")),
        (None, Some(named)) => Err(ConfigError::NoConfiguration(absolute(named))),
        (None, None) => Ok((RunSettings::default(), Vec::new())),
    }
}

/// `None` when there is no such file.
fn read(file: &Path) -> Result<Option<Vec<u8>>, ConfigError> {
    match std::fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(ConfigError::Unreadable { file: file.to_owned(), cause }),
    }
}

/// Says where we looked, whatever the working directory is.
fn absolute(file: &Path) -> PathBuf {
    std::path::absolute(file).unwrap_or_else(|_| file.to_owned())
}
