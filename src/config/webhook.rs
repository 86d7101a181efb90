//! `[[webhook]]` of `utkik.toml`: where else news go. Their secrets come from the environment.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use toml::de::DeTable;

use crate::model::{Hook, HookForm, Language, SearchName};

use super::codes::one_of;
use super::field::Fields;
use super::report::{Report, shown};
use super::web_address;

pub(super) const KEYS: [&str; 5] = ["name", "search", "form", "url", "language"];

/// Those without problems, in the order of the file.
pub(super) fn read(top: &DeTable<'_>, report: &mut Report) -> Vec<Hook> {
    let Some(value) = top.get("webhook") else { return Vec::new() };
    let Some(array) = value.get_ref().as_array() else {
        let message = "write `[[webhook]]` with two brackets on each side";
        report.add(value.span().start, message.to_owned());
        return Vec::new();
    };
    let mut hooks = Vec::new();
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for (number, item) in (1..).zip(array) {
        let Some(table) = item.get_ref().as_table() else {
            let message = "a webhook is written as `[[webhook]]`";
            report.add(item.span().start, message.to_owned());
            continue;
        };
        let label = format!("webhook no. {number}: ");
        let mut fields = Fields::new(table, item.span().start, label, report);
        let Some((name, hook)) = read_one(&mut fields) else { continue };
        let line = fields.line();
        match lines.entry(name) {
            Entry::Occupied(first) => fields.problem_at(
                "name",
                &format!("name is already taken in line {}; give this one another", first.get()),
            ),
            Entry::Vacant(free) => {
                free.insert(line);
                hooks.extend(hook);
            }
        }
    }
    hooks
}

/// Its name, and the webhook when nothing is wrong with it.
fn read_one(fields: &mut Fields<'_, '_>) -> Option<(String, Option<Hook>)> {
    let before = fields.problem_count();
    let name = required(fields, "name", "of a–z, 0–9 and hyphens").and_then(|text| {
        fields.set_label(format!("webhook \"{}\": ", shown(text)));
        fields.parsed("name", name)
    });
    fields.check_keys(&KEYS);
    let search = required(fields, "search", "the name of a saved search")
        .and_then(|_| fields.parsed("search", name_of_search));
    let form = required(fields, "form", "json, slack, mattermost, teams or ntfy")
        .and_then(|_| fields.parsed("form", form));
    let url = fields.parsed("url", url).unwrap_or_default();
    let language = fields.parsed("language", language).unwrap_or(Language::SV);
    let is_good = fields.problem_count() == before;
    let name = name?;
    let hook = search.zip(form).map(|(search, form)| Hook {
        name: name.clone(),
        search,
        form,
        url,
        secret: None,
        language,
    });
    Some((name, hook.filter(|_| is_good)))
}

fn required<'a>(fields: &mut Fields<'a, '_>, key: &str, what: &str) -> Option<&'a str> {
    if !fields.has(key) {
        fields.problem_here(&format!("{key} is missing; write {key} = \"…\", {what}"));
    }
    fields.peek(key)
}

/// It becomes part of the variables that hold its secrets.
fn name(text: &str) -> Result<String, String> {
    text.parse::<SearchName>().map(|name| name.to_string()).map_err(|_| {
        "may hold only a–z, 0–9 and hyphens, at most 60; write for example name = \
         \"omvarldskanalen\""
            .to_owned()
    })
}

fn name_of_search(text: &str) -> Result<String, String> {
    text.parse::<SearchName>().map(|name| name.to_string()).map_err(|_| {
        format!("\"{}\" is no name of a saved search; write what `[[search]]` in `sources.toml` calls it", shown(text))
    })
}

fn form(text: &str) -> Result<HookForm, String> {
    one_of(text, &HookForm::ALL.map(HookForm::code))?.parse()
}

/// What was written is not repeated: such addresses are secrets more often than not.
fn url(text: &str) -> Result<String, String> {
    web_address::check(text).map(|()| text.to_owned()).map_err(|_| {
        "is no address that can be posted to; write it whole, beginning with https://, and \
         without user name or password"
            .to_owned()
    })
}

fn language(text: &str) -> Result<Language, String> {
    one_of(text, &["sv", "en"])?.parse()
}
