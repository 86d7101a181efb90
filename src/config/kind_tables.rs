//! The tables that say how a listing, a sitemap, a register or a newsletter is read.

use crate::markup;
use crate::model::{AddressFilter, ListingSelectors, Mailbox, SourceKind};

use super::field::Fields;
use super::register_table;
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
pub(super) const CSV: KindTable =
    KindTable { name: "csv", kind: SourceKind::Register, keys: register_table::CSV_KEYS };
pub(super) const JSON: KindTable =
    KindTable { name: "json", kind: SourceKind::Register, keys: register_table::JSON_KEYS };

pub(super) const MAIL: KindTable =
    KindTable { name: "mail", kind: SourceKind::Mail, keys: &["maildir", "from", "list_id"] };

/// What to do about a source of newsletters that does not say where they lie.
const WRITE_MAILDIR: &str = "write maildir = \"…\", a name that `[mail] maildirs` of `utkik.toml` \
    gives to a folder";
/// What to do about a listing that says nowhere what its articles are.
const WRITE_ITEM: &str = "write item = \"…\", the CSS selector of one article in the list, such as \
    `ul.news > li`";

pub(super) const ALL: [KindTable; 5] = [LISTING, SITEMAP, CSV, JSON, MAIL];

/// What the tables of one source say.
#[derive(Debug, Default)]
pub(super) struct Recipe {
    pub(super) listing: Option<ListingSelectors>,
    pub(super) sitemap: AddressFilter,
    pub(super) mail: Option<Mailbox>,
}

/// Reads the tables of one source. A listing that is to be read needs its table.
pub(super) fn read(fields: &mut Fields<'_, '_>, kind: SourceKind, enabled: bool) -> Recipe {
    let mut recipe = Recipe::default();
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
            let before = inner.problem_count();
            // Those of a register are read in `register_table`.
            if table.kind != SourceKind::Register {
                inner.check_keys(table.keys);
            }
            match table.name {
                "listing" => recipe.listing = read_listing(&mut inner),
                "sitemap" => recipe.sitemap = read_filter(&mut inner),
                "mail" => recipe.mail = read_mailbox(&mut inner),
                _ => {}
            }
            let has_item = recipe.listing.is_some() || inner.problem_count() > before;
            if table.kind == SourceKind::Listing && enabled && !has_item {
                inner.problem_here(&format!("item is missing; {WRITE_ITEM}"));
            }
            let has_maildir = recipe.mail.is_some() || inner.problem_count() > before;
            if table.kind == SourceKind::Mail && enabled && !has_maildir {
                inner.problem_here(&format!("maildir is missing; {WRITE_MAILDIR}"));
            }
        }
    }
    if kind == SourceKind::Listing && enabled && !fields.has(LISTING.name) {
        fields.problem_at(
            "kind",
            &format!("a listing needs `[source.listing]` below it; {WRITE_ITEM}"),
        );
    }
    if kind == SourceKind::Mail && enabled && !fields.has(MAIL.name) {
        fields.problem_at(
            "kind",
            &format!("a source of newsletters needs `[source.mail]` below it; {WRITE_MAILDIR}"),
        );
    }
    if fields.has(CSV.name) && fields.has(JSON.name) {
        fields.problem_at(
            JSON.name,
            "has both `[source.csv]` and `[source.json]`; keep the one that fits",
        );
    }
    recipe
}

/// `None` without `item`.
fn read_listing(fields: &mut Fields<'_, '_>) -> Option<ListingSelectors> {
    let max_pages = fields.number("max_pages", 1..=1000);
    let max_pages = max_pages.and_then(|pages| u16::try_from(pages).ok());
    let [item, link, title, date, summary, next] =
        ["item", "link", "title", "date", "summary", "next"].map(|key| selector(fields, key));
    Some(ListingSelectors { item: item?, link, title, date, summary, next, max_pages })
}

fn selector(fields: &mut Fields<'_, '_>, key: &str) -> Option<String> {
    fields.parsed(key, |text| match markup::check_selector(text) {
        Ok(()) => Ok(text.to_owned()),
        Err(error) => Err(format!("\"{}\" {error}", shown(text))),
    })
}

fn read_filter(fields: &mut Fields<'_, '_>) -> AddressFilter {
    let mut parts = |key| fields.list(key, |part| Ok(part.to_owned())).unwrap_or_default();
    AddressFilter { include: parts("include"), exclude: parts("exclude") }
}

/// `None` without `maildir`. The name is no path: what opens doors stands in `utkik.toml`.
fn read_mailbox(fields: &mut Fields<'_, '_>) -> Option<Mailbox> {
    let from = fields.list("from", sender).unwrap_or_default();
    let list_id = fields.list("list_id", |text| Ok(text.trim_matches(['<', '>']).to_lowercase()));
    let name = fields.parsed("maildir", maildir_name);
    Some(Mailbox { name: name?, folder: None, from, list_id: list_id.unwrap_or_default() })
}

/// A name that `utkik.toml` gives to a folder.
pub(super) fn maildir_name(text: &str) -> Result<String, String> {
    let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    if text.len() <= 64 && text.chars().all(is_letter) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "\"{}\" is no name but may be a path; write a name here, and what it stands for into \
         `[mail] maildirs` of `utkik.toml`",
        shown(text)
    ))
}

/// An address, or `@` and a domain.
fn sender(text: &str) -> Result<String, String> {
    match text.split_once('@') {
        Some((_, domain)) if domain.contains('.') && !domain.contains('@') => {
            Ok(text.to_lowercase())
        }
        _ => Err(format!(
            "\"{}\" is no sender; write an address, or a domain as \"@ekvik.example\"",
            shown(text)
        )),
    }
}
