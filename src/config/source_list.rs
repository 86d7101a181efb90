//! Reads a whole source list: all its problems, and every source that has none.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, hash_map};
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::{Network, SearchDefinition, SearchName, Source, SourceId};

use super::choice::nearest;
use super::codes::home_of;
use super::defaults::{self, Defaults};
use super::document::{self, Block};
use super::field::Fields;
use super::report::{Problem, Report, shown};
use super::source::{self, Context};
use super::{ConfigError, network, search};

/// What a source list says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceList {
    pub network: Network,
    /// Those without problems, in the order of the list; the disabled ones too.
    pub sources: Vec<Source>,
    /// `[[search]]`: searches that everybody may follow.
    pub searches: Vec<SearchDefinition>,
    /// Where each of them stands, from 1: for those who find something wrong with its query.
    pub search_lines: BTreeMap<SearchName, usize>,
    /// In the order of their lines.
    pub problems: Vec<Problem>,
}

pub(super) const TABLES: [&str; 4] = ["network", "defaults", "source", "search"];

/// Reads the text of a source list; `file` is what messages call it.
pub fn read_sources(file: &Path, bytes: impl AsRef<[u8]>) -> Result<SourceList, ConfigError> {
    let text = document::decode(bytes.as_ref());
    let mut report = Report::new(file, &text);
    document::report_encoding(bytes.as_ref(), &mut report);
    let blocks = document::parse(file, &text, &mut report)?;

    let context = read_head(&blocks, &mut report);
    let sources = read_all(&blocks, &context, &mut report);
    let (searches, search_lines) = read_searches(&blocks, &mut report);
    Ok(SourceList {
        network: context.network,
        sources,
        searches,
        search_lines,
        problems: report.finish(),
    })
}

/// `[network]` and `[defaults]`, and what does not belong here.
fn read_head(blocks: &[Block<'_>], report: &mut Report) -> Context {
    let (mut network, mut defaults) = (Network::default(), Defaults::default());
    for block in blocks {
        report.count_from(block.start);
        let mut top = Fields::new(&block.table, 0, "", report);
        for (key, value) in &block.table {
            check_top_key(&mut top, key, value.get_ref());
        }
        if let Some(mut fields) = top.table("network") {
            fields.set_label("[network]: ".to_owned());
            network = network::read(&mut fields);
        }
        if let Some(mut fields) = top.table("defaults") {
            fields.set_label("[defaults]: ".to_owned());
            fields.check_keys(&defaults::KEYS);
            defaults = Defaults::read(&mut fields);
        }
    }
    report.count_from(0);
    Context::new(network, defaults)
}

fn check_top_key(
    top: &mut Fields<'_, '_>,
    key: &Spanned<std::borrow::Cow<'_, str>>,
    value: &DeValue<'_>,
) {
    let (word, at) = (key.get_ref().as_ref(), key.span().start);
    if TABLES.contains(&word) {
        return;
    }
    let shown = shown(word);
    let advice = match (home_of(word), nearest(word, &TABLES)) {
        (Some(home), _) => home.to_owned(),
        (None, Some(meant @ ("source" | "search"))) => format!("write `[[{meant}]]`"),
        (None, Some(meant)) => format!("did you mean `[{meant}]`?"),
        (None, None) => {
            "there is `[network]`, `[defaults]`, `[[source]]` and `[[search]]`".to_owned()
        }
    };
    let is_table = match value {
        DeValue::Table(_) => true,
        DeValue::Array(items) => items.iter().any(|item| item.get_ref().is_table()),
        _ => false,
    };
    let what = if is_table { "table" } else { "key" };
    top.problem(at, &format!("{what} `{shown}` is not known here; {advice}"));
}

fn read_all(blocks: &[Block<'_>], context: &Context, report: &mut Report) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut first_lines: HashMap<SourceId, usize> = HashMap::new();
    let mut number = 0;
    for block in blocks {
        report.count_from(block.start);
        for (at, table) in tables(block, "source", report) {
            number += 1;
            let mut fields = Fields::new(table, at, "", report);
            let (id, source) = source::read(&mut fields, number, context);
            let line = fields.line();
            match id.map(|id| first_lines.entry(id)) {
                Some(hash_map::Entry::Occupied(first)) => {
                    fields.problem_at("id", &duplicate("id", *first.get()));
                }
                Some(hash_map::Entry::Vacant(free)) => {
                    free.insert(line);
                    sources.extend(source);
                }
                None => {}
            }
        }
    }
    report.count_from(0);
    if number == 0 {
        let message = "holds no `[[source]]`; write one with id, name and url, or copy from the \
                       list that comes with utkik";
        report.add(0, message.to_owned());
    }
    sources
}

/// Those without problems, and the line of each.
fn read_searches(
    blocks: &[Block<'_>],
    report: &mut Report,
) -> (Vec<SearchDefinition>, BTreeMap<SearchName, usize>) {
    let mut searches = Vec::new();
    let mut lines: BTreeMap<SearchName, usize> = BTreeMap::new();
    let mut number = 0;
    for block in blocks {
        report.count_from(block.start);
        for (at, table) in tables(block, "search", report) {
            number += 1;
            let mut fields = Fields::new(table, at, "", report);
            let (name, search) = search::read(&mut fields, number);
            let line = fields.line();
            match name.map(|name| lines.entry(name)) {
                Some(Entry::Occupied(first)) => {
                    fields.problem_at("name", &duplicate("name", *first.get()));
                }
                Some(Entry::Vacant(free)) => {
                    free.insert(line);
                    searches.extend(search);
                }
                None => {}
            }
        }
    }
    report.count_from(0);
    (searches, lines)
}

fn duplicate(key: &str, line: usize) -> String {
    format!("{key} is already taken in line {line}; give this one another")
}

/// The `[[source]]` or `[[search]]` tables of a block with the place of each.
fn tables<'a>(
    block: &'a Block<'a>,
    name: &str,
    report: &mut Report,
) -> Vec<(usize, &'a DeTable<'a>)> {
    let Some(value) = block.table.get(name) else { return Vec::new() };
    let Some(array) = value.get_ref().as_array() else {
        let message = format!("write `[[{name}]]` with two brackets on each side");
        report.add(value.span().start, message);
        return Vec::new();
    };
    let mut found = Vec::with_capacity(array.len());
    for item in array {
        let Some(table) = item.get_ref().as_table() else {
            let message = format!("a {name} is written as `[[{name}]]`");
            report.add(item.span().start, message);
            continue;
        };
        found.push((item.span().start, table));
    }
    found
}
