//! What `utkik sources test` shows of a register: its first records field by field, and what the
//! mapping does not find.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::crawl::RegisterLook;
use crate::date;
use crate::markup;
use crate::message::{Locale, facts, sources as text};
use crate::model::{Entry, Source, Target};

/// Records that are shown with all their fields.
const SHOWN: usize = 5;
/// Characters of a field.
const FIELD: usize = 160;

pub fn render(locale: Locale, source: &Source, look: &RegisterLook) -> String {
    let mut page = String::new();
    let _ = writeln!(page, "{}", text::register_read(locale, look.end.form, look.end.records));
    if let Some(path) = &look.end.found_at {
        let _ = writeln!(page, "{}", text::register_found_at(locale, path));
    }
    for (number, entry) in (1..).zip(look.entries.iter().take(SHOWN)) {
        let _ = writeln!(page, "\n   {number}. {}", entry.title);
        for (target, value) in fields(entry) {
            let _ = writeln!(page, "      {:14}{}", label(locale, target), shortened(&value));
        }
    }
    page.push('\n');
    let empty = empty(source, look);
    if !empty.is_empty() {
        let names = empty.iter().map(|target| format!("`{}`", target.as_str()));
        let names = names.collect::<Vec<_>>().join(", ");
        let _ = writeln!(page, "! {}", text::register_empty_fields(locale, &names));
    }
    if !look.end.names.is_empty() {
        let names = look.end.names.iter().map(|name| format!("`{name}`"));
        let names = names.collect::<Vec<_>>().join(", ");
        let _ = writeln!(page, "{}", text::register_names(locale, &names));
    }
    page
}

pub fn as_json(source: &Source, look: &RegisterLook) -> Value {
    let record = |entry: &Entry| {
        let fields = fields(entry).into_iter();
        let fields = fields.map(|(target, value)| (target.as_str().to_owned(), Value::from(value)));
        Value::Object(fields.chain([("title".to_owned(), entry.title.clone().into())]).collect())
    };
    let filled =
        look.filled.iter().map(|(target, count)| (target.as_str().to_owned(), (*count).into()));
    json!({
        "form": look.end.form,
        "encoding": look.end.encoding,
        "records": look.end.records,
        "found_at": look.end.found_at,
        "fields": look.end.names,
        "filled": Value::Object(filled.collect()),
        "empty": empty(source, look).iter().map(|target| target.as_str()).collect::<Vec<_>>(),
        "first": look.entries.iter().take(SHOWN).map(record).collect::<Vec<_>>(),
    })
}

/// What is named in the mapping, and what no record should be without, and yet is empty in all.
fn empty(source: &Source, look: &RegisterLook) -> Vec<Target> {
    let wanted = |target: &Target| {
        let is_usual =
            matches!(target, Target::Id | Target::Url | Target::Text | Target::Published);
        is_usual || source.register.fields.contains_key(target)
    };
    let is_empty = |target: &Target| !look.filled.contains_key(target);
    Target::all().filter(wanted).filter(is_empty).collect()
}

/// What an entry has, but for its title.
fn fields(entry: &Entry) -> Vec<(Target, String)> {
    let day = |moment| date::day_in_stockholm(moment);
    let text = |html: &Option<String>| html.as_deref().map(markup::to_line);
    let tags = Some(entry.tags.join(", ")).filter(|tags| !tags.is_empty());
    let own = [
        (Target::Id, entry.id.clone()),
        (Target::Url, entry.link.clone()),
        (Target::Published, entry.published.map(day)),
        (Target::Updated, entry.updated.map(day)),
        (Target::Author, entry.author.clone()),
        (Target::Summary, text(&entry.summary)),
        (Target::Text, text(&entry.content)),
        (Target::Tags, tags),
        (Target::Language, entry.language.map(|language| language.to_string())),
    ];
    let own = own.into_iter().filter_map(|(target, value)| Some((target, value?)));
    let stated = entry.facts.iter().map(|(name, fact)| (Target::Fact(*name), fact.clone()));
    own.chain(stated).collect()
}

/// A fact by its label; the others by the key that they have in the mapping.
fn label(locale: Locale, target: Target) -> String {
    match target {
        Target::Fact(name) => facts::label(locale, name).to_owned(),
        other => other.as_str().to_owned(),
    }
}

fn shortened(value: &str) -> String {
    match value.char_indices().nth(FIELD) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}
