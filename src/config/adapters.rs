//! Ready-made recipes for registers that many read: mapping data that comes with the program.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use toml::de::DeTable;

use crate::model::{RecordForm, RegisterRecipe};

use super::field::Fields;
use super::register_table;
use super::report::{Problem, Report};

const TEXT: &str = include_str!("adapters.toml");

/// What the file says, and what is wrong with it: nothing, as a test shows.
struct Adapters {
    recipes: BTreeMap<String, RegisterRecipe>,
    names: Vec<&'static str>,
    problems: Vec<Problem>,
}

static ADAPTERS: LazyLock<Adapters> = LazyLock::new(read);

/// The recipe of an adapter.
pub(super) fn get(name: &str) -> Option<RegisterRecipe> {
    ADAPTERS.recipes.get(name).cloned()
}

pub(super) fn names() -> &'static [&'static str] {
    &ADAPTERS.names
}

/// What is wrong with the file that is shipped.
#[cfg(test)]
pub(super) fn problems() -> &'static [Problem] {
    &ADAPTERS.problems
}

fn read() -> Adapters {
    let mut report = Report::new(Path::new("adapters.toml"), TEXT);
    let mut adapters =
        Adapters { recipes: BTreeMap::new(), names: Vec::new(), problems: Vec::new() };
    match DeTable::parse(TEXT) {
        Ok(file) => {
            for (name, value) in file.get_ref() {
                let Some(table) = value.get_ref().as_table() else { continue };
                let at = value.span().start;
                let mut fields =
                    Fields::new(table, at, format!("{}: ", name.get_ref()), &mut report);
                let is_table = fields.has("delimiter");
                let (form, keys) = if is_table {
                    (RecordForm::Csv, register_table::CSV_KEYS)
                } else {
                    (RecordForm::Json, register_table::JSON_KEYS)
                };
                fields.check_keys(keys);
                let mut recipe = RegisterRecipe {
                    form: if is_table { RecordForm::Csv } else { RecordForm::Any },
                    ..RegisterRecipe::default()
                };
                register_table::read_table(&mut fields, form, &mut recipe);
                adapters.recipes.insert(name.get_ref().clone().into_owned(), recipe);
            }
        }
        Err(error) => report.add(0, error.to_string()),
    }
    // It lives as long as the program, and is small.
    let names = adapters.recipes.keys().map(|name| &*Box::leak(name.clone().into_boxed_str()));
    adapters.names = names.collect();
    adapters.problems = report.finish();
    adapters
}
