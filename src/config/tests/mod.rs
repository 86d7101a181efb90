//! Tests of the whole: files in, settings and problems out.

mod corrections;
mod list;
mod run;
mod searches;
mod sending;
mod shipped;
mod webhooks;
mod wrong_fields;

use std::path::Path;

use super::{SourceList, read_sources};

fn list(text: &str) -> SourceList {
    read_sources(Path::new("sources.toml"), text).unwrap()
}

/// Problems as they are printed, without the name of the file.
fn problems(text: &str) -> Vec<String> {
    let printed = list(text).problems.into_iter().map(|problem| problem.to_string());
    printed.map(|line| line.strip_prefix("sources.toml:").unwrap().to_owned()).collect()
}
