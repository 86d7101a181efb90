//! The tables that say how a listing, a sitemap or a register is read: checked for their shape.

use crate::model::SourceKind;

use super::field::Fields;
use super::report::shown;

/// One such table: the kind that it belongs to, and its keys.
pub(super) struct KindTable {
    pub(super) name: &'static str,
    pub(super) kind: SourceKind,
    pub(super) keys: &'static [&'static str],
}

pub(super) const LISTING: KindTable = KindTable {
    name: "listing",
    kind: SourceKind::Listing,
    keys: &["item", "link", "title", "date", "summary", "next", "max_pages"],
};
pub(super) const SITEMAP: KindTable =
    KindTable { name: "sitemap", kind: SourceKind::Sitemap, keys: &["include", "exclude"] };
pub(super) const CSV: KindTable = KindTable {
    name: "csv",
    kind: SourceKind::Register,
    keys: &[
        "delimiter",
        "encoding",
        "id",
        "title",
        "summary",
        "organisation",
        "budget",
        "start",
        "end",
        "url",
        "group_by",
    ],
};
pub(super) const JSON: KindTable = KindTable {
    name: "json",
    kind: SourceKind::Register,
    keys: &["items", "id", "title", "summary", "url", "deadline", "status", "date"],
};

pub(super) const ALL: [KindTable; 4] = [LISTING, SITEMAP, CSV, JSON];

/// Reports what is wrong with the tables of one source.
pub(super) fn check(fields: &mut Fields<'_, '_>, kind: SourceKind) {
    for table in &ALL {
        if fields.has(table.name) && table.kind != kind {
            fields.problem_at(
                table.name,
                &format!(
                    "`[source.{}]` belongs to kind `{}`, and this source is of kind `{kind}`; \
                     take the table away or change the kind",
                    table.name, table.kind
                ),
            );
        } else if let Some(mut inner) = fields.table(table.name) {
            inner.check_keys(table.keys);
            for key in table.keys {
                check_value(&mut inner, table, key);
            }
        }
    }
    if fields.has(CSV.name) && fields.has(JSON.name) {
        fields.problem_at(
            JSON.name,
            "has both `[source.csv]` and `[source.json]`; keep the one that fits",
        );
    }
}

fn check_value(fields: &mut Fields<'_, '_>, table: &KindTable, key: &str) {
    match (table.name, key) {
        (_, "max_pages") => drop(fields.number(key, 1..=1000)),
        ("sitemap", _) => drop(fields.list(key, |_| Ok(()))),
        (_, "delimiter") => check_delimiter(fields),
        _ => drop(fields.text(key)),
    }
}

/// One character; a tab is one, though it is white space.
fn check_delimiter(fields: &mut Fields<'_, '_>) {
    let Some(text) = fields.raw_text("delimiter") else { return };
    if text.chars().count() != 1 || !text.is_ascii() {
        fields.problem_at(
            "delimiter",
            &format!(
                "delimiter \"{}\" is not one character; write \";\", \",\" or \"\\t\"",
                shown(text)
            ),
        );
    }
}
