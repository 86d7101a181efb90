//! The tables that tell how a register is read.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// How a table is read: the headings of its columns.
#[expect(dead_code, reason = "only its shape is used: the schema is made from it")]
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct CsvTable {
    /// The one character between cells. Left out: found.
    #[schemars(length(min = 1, max = 1))]
    delimiter: Option<String>,
    /// Columns that are not named here go into the text, each with its heading. Left out: true.
    rest: Option<bool>,
    /// What identifies a row.
    id: Option<FieldNames>,
    #[schemars(flatten)]
    shared: RegisterTable,
}

/// How a JSON register is read: names of fields, with dots into the depth.
#[expect(dead_code, reason = "only its shape is used: the schema is made from it")]
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonTable {
    /// Where the list of records is: `data.projects`, `/data/projects`, `$.data[*].x`. Left out: found.
    items: Option<String>,
    /// What identifies a record.
    id: Option<FieldNames>,
    #[schemars(flatten)]
    shared: RegisterTable,
}

/// What both may say.
#[expect(dead_code, reason = "only its shape is used: the schema is made from it")]
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct RegisterTable {
    /// The headline. Without it, `title`, `name` and their likes are tried.
    title: Option<FieldNames>,
    /// The lead.
    summary: Option<FieldNames>,
    /// The text; several follow each other.
    text: Option<FieldNames>,
    /// The same as `text`.
    content: Option<FieldNames>,
    /// The address to read more at; may be a template: `https://x.example/{id}`.
    url: Option<FieldNames>,
    /// The date of the record.
    date: Option<FieldNames>,
    /// The same as `date`.
    published: Option<FieldNames>,
    /// When it was changed.
    updated: Option<FieldNames>,
    /// Who wrote it.
    author: Option<FieldNames>,
    /// Tags; a text is split at commas and semicolons.
    tags: Option<FieldNames>,
    /// Its language, ISO 639-1.
    language: Option<FieldNames>,
    /// How far it has come.
    status: Option<FieldNames>,
    /// Who is responsible.
    organisation: Option<FieldNames>,
    /// Where it is.
    place: Option<FieldNames>,
    /// The country where it is.
    country: Option<FieldNames>,
    /// The programme that it belongs to.
    programme: Option<FieldNames>,
    /// Who pays.
    funder: Option<FieldNames>,
    /// How much it costs.
    budget: Option<FieldNames>,
    /// The currency of the budget.
    currency: Option<FieldNames>,
    /// The first day.
    start: Option<FieldNames>,
    /// The last day.
    end: Option<FieldNames>,
    /// The last day to apply.
    deadline: Option<FieldNames>,
    /// Who takes part.
    partners: Option<FieldNames>,
    /// Whom to ask.
    contact: Option<FieldNames>,
    /// Character encoding, where it is neither UTF-8 nor what the answer says.
    encoding: Option<String>,
    /// The file in a packed answer, by the end of its name.
    member: Option<String>,
    /// Field whose equal values join records into one.
    group_by: Option<String>,
    /// Find what is not named here by the usual names of fields. Left out: true.
    guess: Option<bool>,
    /// How pages follow each other. Left out: by the `Link` header, or by `{page}`, `{offset}` in `url`.
    #[schemars(schema_with = "pagings", default)]
    paging: Option<String>,
    /// The parameter of the address that counts pages or records, or takes the cursor.
    parameter: Option<String>,
    /// The number of the first page. Left out: 1.
    first_page: Option<u64>,
    /// Records on a page, for `{limit}`.
    #[schemars(range(min = 1, max = 100_000))]
    limit: Option<u64>,
    /// Field of the answer with the address or the token of the next page.
    cursor: Option<String>,
    /// How many pages are read at most.
    #[schemars(range(min = 1, max = 1000))]
    max_pages: Option<u32>,
    /// `get` or `post`. Left out: `get`.
    #[schemars(schema_with = "methods", default)]
    method: Option<String>,
    /// JSON that is sent with a POST; `{page}`, `{offset}`, `{limit}`, `{cursor}`, `{since}` are filled in.
    body: Option<String>,
    /// The parts of a form that is sent with a POST, each JSON.
    parts: Option<BTreeMap<String, String>>,
    /// The day from which a first run asks with `{since}`.
    since_start: Option<String>,
    /// How many days a first run looks back instead. Left out: 365.
    #[schemars(range(min = 1, max = 36_500))]
    since_days: Option<u32>,
    /// How many days before their last success later runs look back. Left out: 2.
    #[schemars(range(min = 0, max = 365))]
    since_overlap: Option<u32>,
}

/// The way to a field, or several: of `text` all are taken, of the others the first that has a
/// value. Words with fields in braces make a template.
#[expect(dead_code, reason = "only its shape is used: the schema is made from it")]
#[derive(JsonSchema)]
#[schemars(untagged)]
enum FieldNames {
    One(String),
    Several(Vec<String>),
}

fn pagings(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["link", "page", "offset", "cursor", "none"] })
}

fn methods(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["get", "post"] })
}
