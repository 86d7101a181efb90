//! `[source.json]`, `[source.csv]`, `adapter` and `format`: how a register is read.

use std::str::FromStr;

use crate::date;
use crate::model::{
    FieldPath, Paging, Post, RecordForm, RegisterRecipe, SourceKind, Target, Wording,
};

use super::adapters;
use super::choice::suggestion;
use super::codes::one_of;
use super::field::Fields;
use super::report::shown;

/// Keys of both tables, beside the one that says where its records are.
macro_rules! shared_keys {
    ($($own:literal),*) => {
        &[
            $($own,)*
            "id", "title", "summary", "text", "content", "url", "date", "published", "updated",
            "author", "tags", "language", "status", "organisation", "place", "country",
            "programme", "funder", "budget", "currency", "start", "end", "deadline", "partners",
            "contact", "encoding", "member", "group_by", "guess", "paging", "parameter",
            "first_page", "limit", "cursor", "max_pages", "method", "body", "parts",
            "since_start",
            "since_days", "since_overlap",
        ]
    };
}
pub(super) const JSON_KEYS: &[&str] = shared_keys!["items"];
pub(super) const CSV_KEYS: &[&str] = shared_keys!["delimiter", "rest"];

/// Other words for a key.
const SAME: [(&str, Target); 2] = [("content", Target::Text), ("published", Target::Published)];

const PAGINGS: [&str; 5] = ["link", "page", "offset", "cursor", "none"];
/// A body that asks for records is short.
const LONGEST_BODY: usize = 16 * 1024;

/// The recipe of a source: its adapter, and what its own table says otherwise.
pub(super) fn read(
    fields: &mut Fields<'_, '_>,
    kind: SourceKind,
    format: Option<&str>,
) -> RegisterRecipe {
    if kind != SourceKind::Register {
        if fields.has("adapter") {
            fields.problem_at(
                "adapter",
                "adapter belongs to kind `register`; take it away or change the kind",
            );
        }
        return RegisterRecipe::default();
    }
    let adapter =
        fields.parsed("adapter", |name| one_of(name, adapters::names()).map(str::to_owned));
    let of_format = format.filter(|format| adapters::names().contains(format));
    let base = adapter.as_deref().or(of_format).and_then(adapters::get);
    let mut recipe = base.unwrap_or_else(|| RegisterRecipe {
        form: match format {
            Some("csv") => RecordForm::Csv,
            Some("json" | "json-concatenated" | "geojson") => RecordForm::Json,
            _ => RecordForm::Any,
        },
        ..RegisterRecipe::default()
    });
    if let (Some(url), Paging::Link) = (fields.peek("url"), &recipe.paging) {
        recipe.paging = paging_of(url).unwrap_or_default();
    }
    for (name, form, keys) in
        [("json", RecordForm::Json, JSON_KEYS), ("csv", RecordForm::Csv, CSV_KEYS)]
    {
        if let Some(mut table) = fields.table(name) {
            table.check_keys(keys);
            // A page may hold JSON, too.
            recipe.form = if form == RecordForm::Json { RecordForm::Any } else { form };
            read_table(&mut table, form, &mut recipe);
        }
    }
    recipe
}

/// What a template in the address says about paging.
fn paging_of(url: &str) -> Option<Paging> {
    if url.contains("{page}") {
        return Some(Paging::Page { parameter: "page".to_owned(), first: 1 });
    }
    url.contains("{offset}").then(|| Paging::Offset { parameter: "offset".to_owned() })
}

/// Reads a table over what the recipe says already.
pub(super) fn read_table(
    fields: &mut Fields<'_, '_>,
    form: RecordForm,
    recipe: &mut RegisterRecipe,
) {
    let path = |text: &str| match form {
        RecordForm::Csv => Ok(FieldPath::name(text)),
        _ => text.parse(),
    };
    let wording = |text: &str| {
        Wording::read(text, path).map_err(|error| format!("\"{}\" {error}", shown(text)))
    };
    let shown_path =
        |text: &str| path(text).map_err(|error| format!("\"{}\" {error}", shown(text)));
    let targets = Target::all().map(|target| (target.as_str(), target)).chain(SAME);
    for (key, target) in targets {
        if let Some(wordings) = fields.one_or_more(key, wording) {
            recipe.fields.insert(target, wordings);
        }
    }
    recipe.items = fields.parsed("items", shown_path).or(recipe.items.take());
    recipe.group_by = fields.parsed("group_by", shown_path).or(recipe.group_by.take());
    recipe.member = fields.text("member").map(str::to_owned).or(recipe.member.take());
    recipe.delimiter = read_delimiter(fields).or(recipe.delimiter);
    recipe.encoding = fields.parsed("encoding", encoding).or(recipe.encoding.take());
    recipe.guesses = fields.flag("guess").unwrap_or(recipe.guesses);
    recipe.rest = fields.flag("rest").unwrap_or(recipe.rest);
    read_paging(fields, recipe);
    read_since(fields, recipe);
    recipe.post = read_post(fields).or(recipe.post.take());
}

fn read_paging(fields: &mut Fields<'_, '_>, recipe: &mut RegisterRecipe) {
    let kind = fields.parsed("paging", |text| one_of(text, &PAGINGS).map(str::to_owned));
    let parameter = fields.parsed("parameter", parameter);
    let first = fields.number("first_page", 0..=1_000_000);
    let cursor = fields.parsed("cursor", FieldPath::from_str);
    if let Some(most) = fields.number("max_pages", 1..=1000) {
        recipe.max_pages = usize::try_from(most).unwrap_or(usize::MAX);
    }
    if let Some(limit) = fields.number("limit", 1..=100_000) {
        recipe.limit = Some(limit);
    }
    let has_cursor = cursor.is_some();
    let kind = kind.as_deref().or(has_cursor.then_some("cursor"));
    recipe.paging = match (kind, std::mem::take(&mut recipe.paging)) {
        (Some("page"), _) => Paging::Page {
            parameter: parameter.unwrap_or_else(|| "page".to_owned()),
            first: first.unwrap_or(1),
        },
        (Some("offset"), _) => {
            Paging::Offset { parameter: parameter.unwrap_or_else(|| "offset".to_owned()) }
        }
        (Some("cursor"), before) => match (cursor, before) {
            (Some(path), _) | (None, Paging::Cursor { path, .. }) => {
                Paging::Cursor { path, parameter }
            }
            (None, other) => {
                fields.problem_at("paging", "paging \"cursor\" needs the path of what comes next; write cursor = \"meta.next\"");
                other
            }
        },
        (Some("none"), _) => Paging::None,
        (Some(_), _) => Paging::Link,
        (None, Paging::Page { parameter: name, first: number }) => {
            Paging::Page { parameter: parameter.unwrap_or(name), first: first.unwrap_or(number) }
        }
        (None, Paging::Offset { parameter: name }) => {
            Paging::Offset { parameter: parameter.unwrap_or(name) }
        }
        (None, before) => before,
    };
}

fn read_since(fields: &mut Fields<'_, '_>, recipe: &mut RegisterRecipe) {
    let start = fields.parsed("since_start", |text| {
        date::parse(text)
            .ok_or_else(|| format!("\"{}\" is no day; write it as 2026-01-31", shown(text)))
    });
    let days = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let since = &mut recipe.since;
    since.start = start.or(since.start);
    since.days = fields.number("since_days", 1..=36_500).map_or(since.days, days);
    since.overlap_days = fields.number("since_overlap", 0..=365).map_or(since.overlap_days, days);
}

/// A POST needs a body, and a body is sent with a POST.
fn read_post(fields: &mut Fields<'_, '_>) -> Option<Post> {
    let method = fields.parsed("method", |text| one_of(text, &["get", "post"]).map(str::to_owned));
    let body = fields.raw_text("body").map(str::to_owned);
    let parts = fields.pairs("parts");
    let is_post = method.as_deref() == Some("post");
    for (key, is_there) in [("body", body.is_some()), ("parts", parts.is_some())] {
        if is_there && !is_post {
            let advice = format!("{key} is sent with method = \"post\" only; write that too");
            fields.problem_at(key, &advice);
        }
    }
    let length = body.as_deref().map_or(0, str::len)
        + parts.iter().flatten().map(|(_, text)| text.len()).sum::<usize>();
    if length > LONGEST_BODY {
        let message = format!("what is sent is longer than {LONGEST_BODY} bytes; shorten it");
        fields.problem_at("method", &message);
    }
    match (body, parts) {
        (_, Some(parts)) => Some(Post::Parts(parts)),
        (Some(body), None) => Some(Post::Json(body)),
        (None, None) if is_post => Some(Post::Json("{}".to_owned())),
        (None, None) => None,
    }
}

/// One character; a tab is one, though it is white space.
fn read_delimiter(fields: &mut Fields<'_, '_>) -> Option<u8> {
    let text = fields.raw_text("delimiter")?;
    if let [byte] = text.as_bytes()
        && byte.is_ascii()
    {
        return Some(*byte);
    }
    fields.problem_at(
        "delimiter",
        &format!(
            "delimiter \"{}\" is not one character; write \";\", \",\" or \"\\t\"",
            shown(text)
        ),
    );
    None
}

fn encoding(text: &str) -> Result<String, String> {
    if crate::markup::is_encoding(text) {
        return Ok(text.to_owned());
    }
    let advice =
        suggestion(&text.to_lowercase(), &["utf-8", "iso-8859-1", "windows-1252", "utf-16"]);
    Err(format!("\"{}\" is no encoding; {advice}", shown(text)))
}

/// The name of a parameter in an address.
fn parameter(text: &str) -> Result<String, String> {
    let is_name = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.[]$".contains(c));
    if is_name {
        return Ok(text.to_owned());
    }
    Err(format!("\"{}\" is no name of a parameter; write it as in `?page=2`: page", shown(text)))
}
