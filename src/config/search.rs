//! One `[[search]]`: a saved search that everybody may follow, checked.
//!
//! Whether its query can be read is not known here: the query language has its home in `search`,
//! two floors up. Who lists problems asks there.

use crate::model::{MailAddress, SearchDefinition, SearchName, SourceId, Visibility};

use super::field::Fields;
use super::report::shown;

pub(super) const KEYS: [&str; 6] = ["name", "title", "query", "description", "private", "owner"];

/// The search, when nothing is wrong with it. `number` is its place in the list, from 1.
pub(super) fn read(
    fields: &mut Fields<'_, '_>,
    number: usize,
) -> (Option<SearchName>, Option<SearchDefinition>) {
    let before = fields.problem_count();
    let name = read_name(fields, number);
    fields.check_keys(&KEYS);
    let search = read_fields(fields, name.as_ref());
    let is_good = fields.problem_count() == before;
    (name, search.filter(|_| is_good))
}

fn read_name(fields: &mut Fields<'_, '_>, number: usize) -> Option<SearchName> {
    fields.set_label(format!("search no. {number}: "));
    if !fields.has("name") {
        let title = fields.peek("title").or_else(|| fields.peek("query")).unwrap_or_default();
        let message =
            format!("name is missing; write for example name = \"{}\"", suggestion(title));
        fields.problem_here(&message);
    }
    let text = fields.text("name")?;
    fields.set_label(format!("search \"{}\": ", shown(text)));
    fields.parsed("name", |text| {
        text.parse::<SearchName>().map_err(|_| {
            let example = suggestion(text);
            format!(
                "may hold only a–z, 0–9 and hyphens, at most 60; write for example name = \
                 \"{example}\""
            )
        })
    })
}

/// A name that says the same, as `källor` is `kallor`.
fn suggestion(text: &str) -> String {
    let id = SourceId::suggestion(text);
    let short: String = id.chars().take(60).collect();
    short.trim_end_matches('-').to_owned()
}

fn read_fields(fields: &mut Fields<'_, '_>, name: Option<&SearchName>) -> Option<SearchDefinition> {
    let title = required(fields, "title", "what readers call it");
    let query = required(fields, "query", "what you would type on the search page");
    let description = fields.text("description").unwrap_or_default().to_owned();
    let is_private = fields.flag("private").unwrap_or_default();
    let owner = fields.parsed("owner", owner);
    Some(SearchDefinition {
        name: name?.clone(),
        title: title?,
        query: query?,
        description,
        visibility: if is_private { Visibility::Private } else { Visibility::Shared },
        owner,
    })
}

fn required(fields: &mut Fields<'_, '_>, key: &str, what: &str) -> Option<String> {
    if !fields.has(key) {
        fields.problem_here(&format!("{key} is missing; write {key} = \"…\", {what}"));
    }
    fields.text(key).map(str::to_owned)
}

/// What was written is not repeated: it may be the address of a person after all.
fn owner(text: &str) -> Result<MailAddress, String> {
    text.parse::<MailAddress>().map_err(|why| {
        format!("is no address to write to: {why}; write for example owner = \"anna@ekvik.se\"")
    })
}
