//! The JSON Schema of `sources.toml`, for editors that complete and check while one types.

mod register;

use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use crate::config::adapters;
use crate::config::codes::{FORMATS, THEMES};
use crate::model::{Group, Republish, SourceKind};
use register::{CsvTable, JsonTable};

/// The schema as pretty JSON. `#:schema ./sources.schema.json` in the first line of a
/// `sources.toml` connects the two in editors that know TOML.
pub fn schema() -> String {
    // Draft 7 is what most of them understand.
    let generator = SchemaSettings::draft07().with_transform(without_null).into_generator();
    let schema = generator.into_root_schema_for::<SourcesFile>();
    serde_json::to_string_pretty(&schema).unwrap_or_default()
}

/// TOML has no null: a key that may be left out is left out.
fn without_null(schema: &mut Schema) {
    if let Some(types) = schema.get_mut("type").and_then(Value::as_array_mut) {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(choices) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        choices.retain(|choice| choice.get("type").is_none_or(|name| name != "null"));
    }
    if schema.get("default").is_some_and(Value::is_null) {
        schema.remove("default");
    }
    transform_subschemas(&mut without_null, schema);
}

/// What to watch: the source list of a network that keeps watch with Utkik.
#[expect(dead_code, reason = "only its shape is used: the schema is made from it")]
#[derive(JsonSchema)]
#[schemars(title = "sources.toml of Utkik", deny_unknown_fields)]
struct SourcesFile {
    network: Option<NetworkTable>,
    defaults: Option<DefaultsTable>,
    /// The sources. Each begins with the line `[[source]]`.
    source: Vec<SourceTable>,
    /// Saved searches that everybody may follow. Each begins with the line `[[search]]`.
    search: Option<Vec<SearchTable>>,
}

/// Who watches.
#[expect(dead_code, reason = "only its shape is used: the schema is made from it")]
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct NetworkTable {
    /// What the network is called.
    name: Option<String>,
    /// Mail address or https address for the User-Agent. Public hosts are not crawled without it.
    contact: Option<String>,
    /// The municipalities of the network; a source about one of them belongs to the group `network`.
    members: Option<Vec<String>>,
    /// The languages that the network reads, as ISO 639-1 codes.
    languages: Option<Vec<String>>,
}

/// What holds for every source that does not say otherwise.
#[expect(dead_code, reason = "only its shape is used: the schema is made from it")]
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct DefaultsTable {
    /// When it is checked: a time between checks, 10 minutes to 14 days (`30 minutes`, `1h`), or a
    /// cron line in Swedish time (`0 6 * * 1-5`). Left out: the program finds a rhythm by itself.
    #[schemars(extend("examples" = ["30 minutes", "1h", "1 day", "2 weeks", "0 6 * * 1-5"]))]
    every: Option<String>,
    /// Fetch the page behind each entry and keep its main content. Left out: false.
    full_text: Option<bool>,
    /// Language of the source, ISO 639-1: `sv`, `en`, `da`, `nb`, `fi`, `de`.
    #[schemars(extend("examples" = ["sv", "en", "da", "nb", "fi", "de"]))]
    language: Option<String>,
    /// Country of the source, ISO 3166-1 alpha-2, or `EU`.
    #[schemars(regex(pattern = "^[A-Z]{2}$"))]
    country: Option<String>,
    /// How long documents are kept: `90 days`, `24 months`, `1 year`. Left out: for ever.
    #[schemars(extend("examples" = ["90 days", "24 months", "1 year"]))]
    keep: Option<String>,
    /// How much of a document public answers may show. Left out: `excerpt`.
    republish: Option<Republish>,
    /// 1 (most important) to 3. Left out: 2.
    #[schemars(range(min = 1, max = 3))]
    priority: Option<u8>,
    /// Whether it is crawled. Left out: true.
    enabled: Option<bool>,
}

/// Something we watch.
#[expect(dead_code, reason = "only its shape is used: the schema is made from it")]
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct SourceTable {
    /// Its name in commands and in the store; never changes. a–z, 0–9 and hyphens.
    #[schemars(regex(pattern = "^[a-z0-9][a-z0-9-]{0,63}$"))]
    id: String,
    /// What readers call it.
    name: String,
    /// Where it is; http or https. A template with `{…}` or `<…>` only while it is disabled.
    #[schemars(regex(pattern = "^https?://"))]
    url: String,
    /// How it is read. Left out: `feed`.
    kind: Option<SourceKind>,
    /// Name of the login that the site wants: `user:password` stands in the variable
    /// `UTKIK_LOGIN_<name>`. A–Z, 0–9 and _.
    #[schemars(regex(pattern = "^[A-Z][A-Z0-9_]{0,63}$"))]
    login: Option<String>,
    /// The municipality or city that it is about.
    place: Option<String>,
    /// What it is about.
    #[schemars(schema_with = "themes", default)]
    themes: Option<Vec<String>>,
    /// Where it stands from the network's point of view. Left out: `network` when its place is a
    /// member, else from its country.
    group: Option<Group>,
    /// What the address answers with, where the answer does not say it itself.
    #[schemars(schema_with = "format", default)]
    format: Option<String>,
    /// A ready-made mapping of a register.
    #[schemars(schema_with = "adapters", default)]
    adapter: Option<String>,
    /// Why it is not enabled.
    reason: Option<String>,
    /// Who has agreed in writing, and when, that its own address may be fetched although
    /// robots.txt forbids it.
    robots_exception: Option<String>,
    #[schemars(flatten)]
    shared: DefaultsTable,
    listing: Option<ListingTable>,
    sitemap: Option<SitemapTable>,
    csv: Option<CsvTable>,
    json: Option<JsonTable>,
    mail: Option<MailTable>,
}

/// A saved search, in the language of the search page.
#[expect(dead_code, reason = "only its shape is used: the schema is made from it")]
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct SearchTable {
    /// Its name in addresses and in other searches (`search:name`); never changes. a–z, 0–9 and
    /// hyphens.
    #[schemars(regex(pattern = "^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$"))]
    name: String,
    /// What readers call it.
    title: String,
    /// What you would type on the search page.
    query: String,
    /// A sentence for those who choose what to follow.
    description: Option<String>,
    /// Not in the list for everybody; who has its address may follow it. Left out: false.
    private: Option<bool>,
    /// Address of whoever is told when the query can no longer be read.
    owner: Option<String>,
}

/// How a page that lists articles is read: CSS selectors, those inside an item count from it.
#[expect(dead_code, reason = "only its shape is used: the schema is made from it")]
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ListingTable {
    /// Each article in the list.
    item: Option<String>,
    /// The link in it.
    link: Option<String>,
    /// The headline in it.
    title: Option<String>,
    /// The date in it.
    date: Option<String>,
    /// The lead in it.
    summary: Option<String>,
    /// The link to the next page of the list.
    next: Option<String>,
    /// How many pages of the list are read at most.
    #[schemars(range(min = 1, max = 1000))]
    max_pages: Option<u32>,
}

/// Which addresses of a sitemap are read: parts of the address.
#[expect(dead_code, reason = "only its shape is used: the schema is made from it")]
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct SitemapTable {
    /// Only addresses that hold one of these.
    include: Option<Vec<String>>,
    /// No address that holds one of these.
    exclude: Option<Vec<String>>,
}

fn adapters(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": adapters::names() })
}

/// Where newsletters lie, and which of them are read.
#[expect(dead_code, reason = "only its shape is used: the schema is made from it")]
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct MailTable {
    /// The name that `[mail] maildirs` of `utkik.toml` gives to the folder.
    maildir: Option<String>,
    /// Only letters from these addresses, or from a domain: `@ekvik.example`.
    from: Option<Vec<String>>,
    /// Only letters of these lists, by `List-Id`.
    list_id: Option<Vec<String>>,
}

fn themes(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "enum": THEMES }, "uniqueItems": true })
}

fn format(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": FORMATS })
}
