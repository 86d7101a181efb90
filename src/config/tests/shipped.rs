//! What comes with the program: the source list and its schema.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::list;
use crate::config::defaults::{self, Defaults};
use crate::config::{
    ConfigError, SHIPPED_SOURCES, adapters, codes, kind_tables, network, read_sources, run, schema,
    search, sending, source, source_list, webhook,
};
use crate::model::{Group, Network, RegisterRecipe, SourceKind, Target, Visibility};

#[test]
fn the_shipped_list_is_right_in_every_line() {
    let list = list(SHIPPED_SOURCES);
    assert_eq!(list.problems, []);
    assert_eq!(list.network.contact, None, "whoever runs it fills it in");
    assert_eq!(list.network.members.len(), 11);
    let mut counts: BTreeMap<Group, (usize, usize)> = BTreeMap::new();
    for source in &list.sources {
        let (enabled, disabled) = counts.entry(source.group).or_default();
        *if source.enabled { enabled } else { disabled } += 1;
        assert_eq!(source.enabled, source.reason.is_none(), "{}", source.id);
        if source.enabled {
            assert_eq!(source.kind, SourceKind::Feed, "{}", source.id);
            assert_ne!(source.group, Group::World, "{}", source.id);
        }
    }
    let expected = [
        (Group::Network, (0, 15)),
        (Group::Skane, (1, 18)),
        (Group::Sweden, (8, 71)),
        (Group::Nordic, (0, 30)),
        (Group::Eu, (11, 44)),
        (Group::World, (0, 28)),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
}

#[test]
#[expect(clippy::print_stderr, reason = "says that nothing was compared")]
fn the_example_of_the_test_data_is_understood() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/replay/sources.toml.example");
    let Ok(text) = fs::read(&file) else {
        eprintln!("no test data beside the checkout; nothing compared");
        return;
    };
    let list = read_sources(&file, text).unwrap();
    assert_eq!(list.problems, []);
    assert_eq!(list.sources.len(), 24);
}

#[test]
fn the_schema_knows_the_same_keys() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    let keys = |pointer: &str| -> Vec<String> {
        let object = schema.pointer(pointer).and_then(|value| value.as_object());
        object.unwrap_or_else(|| panic!("{pointer}")).keys().cloned().collect()
    };
    let sorted = |known: &[&str]| {
        let mut known: Vec<String> = known.iter().map(|key| (*key).to_owned()).collect();
        known.sort();
        known
    };
    let context = source::Context::new(Network::default(), Defaults::default());
    assert_eq!(keys("/properties"), sorted(&source_list::TABLES));
    assert_eq!(keys("/definitions/NetworkTable/properties"), sorted(&network::KEYS));
    assert_eq!(keys("/definitions/DefaultsTable/properties"), sorted(&defaults::KEYS));
    assert_eq!(keys("/definitions/SourceTable/properties"), sorted(&context.keys));
    assert_eq!(keys("/definitions/SearchTable/properties"), sorted(&search::KEYS));
    for (definition, table) in
        ["Listing", "Sitemap", "Csv", "Json", "Mail"].iter().zip(kind_tables::ALL)
    {
        assert_eq!(keys(&format!("/definitions/{definition}Table/properties")), sorted(table.keys));
    }
    assert_eq!(
        schema["definitions"]["SourceTable"]["required"].to_string(),
        r#"["id","name","url"]"#
    );
    assert!(!schema.to_string().contains("null"));
}

#[test]
fn the_documentation_says_what_happens() {
    let examples: Vec<&str> = fenced("```toml\n");
    let [sources, more @ .., how_to_run, wrong] = examples.as_slice() else { panic!("examples") };
    for example in more {
        let read = list(example);
        assert_eq!((read.problems.len(), read.sources.len()), (0, 1), "{example}");
    }
    assert_eq!(list(sources).problems, []);
    assert_eq!((list(sources).sources.len(), list(sources).searches.len()), (2, 1));
    let (run, problems) =
        run::read_run(Path::new("utkik.toml"), how_to_run.as_bytes(), Path::new("")).unwrap();
    assert_eq!(problems, []);
    assert!(run.mail.sending.is_some() && run.hooks.len() == 2, "{run:?}");

    let said: Vec<String> = list(wrong).problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.join("\n") + "\n", fenced("```text\n")[0]);
    assert_eq!(list(wrong).sources[0].id.as_str(), "good");
    let missing = ConfigError::NoSourceList("/srv/utkik/sources.toml".into());
    assert_eq!(missing.to_string() + "\n", fenced("```text\n")[1]);
}

#[test]
fn the_adapters_are_right_in_every_line() {
    assert_eq!(adapters::problems(), []);
    for name in adapters::names() {
        let recipe = adapters::get(name).unwrap();
        let is_mapped = recipe.fields.contains_key(&Target::Title) || recipe.guesses;
        assert!(is_mapped && recipe != RegisterRecipe::default(), "{name}");
    }
}

#[test]
fn the_shipped_searches_are_for_everybody() {
    let list = list(SHIPPED_SOURCES);
    assert!(list.searches.len() >= 4);
    for search in &list.searches {
        assert_eq!((search.visibility, &search.owner), (Visibility::Shared, &None));
        assert!(!search.description.is_empty(), "{}", search.name);
    }
}

#[test]
fn the_documentation_names_every_key() {
    let tables = kind_tables::ALL.into_iter().flat_map(|table| table.keys.iter().copied());
    let keys = tables.chain(network::KEYS).chain(defaults::KEYS).chain(source::OWN_KEYS);
    let keys = keys.chain(search::KEYS).chain(webhook::KEYS);
    let words = keys.chain(codes::FETCH_KEYS).chain(codes::WEB_KEYS);
    let words = words.chain(codes::MAIL_IN_KEYS).chain(sending::KEYS);
    let words = words.chain(adapters::names().iter().copied());
    for word in words.chain(codes::THEMES).chain(codes::FORMATS) {
        assert!(DOCUMENTATION.contains(&format!("`{word}`")), "{word}");
    }
}

const DOCUMENTATION: &str = include_str!("../../../docs/CONFIGURATION.md");

/// The blocks of the documentation that begin with this fence.
fn fenced(fence: &str) -> Vec<&'static str> {
    let blocks = DOCUMENTATION.split(fence).skip(1);
    blocks.map(|rest| rest.split("```").next().unwrap()).collect()
}
