//! `utkik schema`: the JSON Schema of `sources.toml`.

use crate::cli::exit::Exit;
use crate::cli::output;
use crate::config;

pub fn run() -> anyhow::Result<Exit> {
    output::line(&config::schema())?;
    Ok(Exit::Well)
}
