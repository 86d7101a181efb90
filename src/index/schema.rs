//! What is indexed of a document, and in which form.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

use super::tokenizer::{EXACT, STEMMED};

/// The fields of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields {
    /// Indexed to replace and remove a document, fast to list the ids of long rankings.
    pub id: Field,
    /// Stems of the document's own language, with counts and lengths for ranking.
    pub title: Field,
    pub body: Field,
    /// Exact forms with positions, asked only for `=word` and phrases: kept apart because a field
    /// with positions takes twice the time to read.
    pub title_exact: Field,
    pub body_exact: Field,
    /// Milliseconds, for the order and for the preference for the new.
    pub date: Field,
    /// Twelve times the year plus the month (0 to 11), in Stockholm.
    pub month: Field,
    pub source: Field,
    pub group: Field,
    pub language: Field,
    pub country: Field,
    /// Labels of the host in reverse (`se.malmo`), so that a site's subdomains are one range.
    pub site: Field,
    pub in_network: Field,
    pub priority: Field,
    /// Orders documents that rank alike, whatever segment they are in.
    pub tie: Field,
    /// Everything below is only stored, to show hits without the store.
    pub shown_title: Field,
    pub shown_url: Field,
    pub shown_source_name: Field,
    pub shown_site: Field,
    pub shown_text: Field,
}

impl Fields {
    /// The schema and its fields.
    pub(super) fn schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let stems = || counted(STEMMED, IndexRecordOption::WithFreqs);
        let exact = || counted(EXACT, IndexRecordOption::WithFreqsAndPositions);
        let number = || NumericOptions::default().set_fast();
        let fields = Self {
            id: builder.add_text_field("id", identifier()),
            title: builder.add_text_field("title", stems()),
            body: builder.add_text_field("body", stems()),
            title_exact: builder.add_text_field("title_exact", exact()),
            body_exact: builder.add_text_field("body_exact", exact()),
            date: builder.add_i64_field("date", number()),
            month: builder.add_u64_field("month", number()),
            source: value(&mut builder, "source"),
            group: value(&mut builder, "group"),
            language: value(&mut builder, "language"),
            country: value(&mut builder, "country"),
            site: value(&mut builder, "site"),
            in_network: builder.add_u64_field("in_network", number()),
            priority: builder.add_u64_field("priority", number()),
            tie: builder.add_u64_field("tie", number()),
            shown_title: shown(&mut builder, "shown_title"),
            shown_url: shown(&mut builder, "shown_url"),
            shown_source_name: shown(&mut builder, "shown_source_name"),
            shown_site: shown(&mut builder, "shown_site"),
            shown_text: shown(&mut builder, "shown_text"),
        };
        (builder.build(), fields)
    }

    /// The fields of an index that was opened; `None` when its schema is not today's.
    pub(super) fn of(schema: &Schema) -> Option<Self> {
        let (expected, fields) = Self::schema();
        (*schema == expected).then_some(fields)
    }
}

fn counted(tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
    TextOptions::default().set_indexing_options(indexing)
}

fn identifier() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    TextOptions::default().set_indexing_options(indexing).set_fast("raw").set_stored()
}

/// A value to filter and count by; hits read it back from its column.
fn value(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, TextOptions::default().set_fast("raw"))
}

fn shown(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, TextOptions::default().set_stored())
}

/// `www.malmo.se` as `se.malmo.www`, closed by a dot so that `se.malmo.` finds the site and its
/// subdomains, and no neighbour such as `se.malmoby`.
pub fn reversed_host(host: &str) -> String {
    let mut reversed = String::with_capacity(host.len() + 1);
    for label in host.rsplit('.').filter(|label| !label.is_empty()) {
        reversed.extend(label.chars().flat_map(char::to_lowercase));
        reversed.push('.');
    }
    reversed
}

/// Orders ids: as they are for the sixteen digits of crawled documents, by hash for others.
pub fn tie_breaker(id: &str) -> u64 {
    if id.len() == 16
        && let Ok(number) = u64::from_str_radix(id, 16)
    {
        return number;
    }
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_holds_its_subdomains_and_no_neighbour() {
        assert_eq!(reversed_host("nyheter.Malmo.se"), "se.malmo.nyheter.");
        assert!(reversed_host("a.malmo.se").starts_with(&reversed_host("malmo.se")));
        assert!(!reversed_host("malmoby.se").starts_with(&reversed_host("malmo.se")));
        assert_eq!(reversed_host(""), "");
    }

    #[test]
    fn crawled_ids_keep_their_order() {
        assert!(tie_breaker("0000000000000001") < tie_breaker("ff00000000000000"));
        assert_ne!(tie_breaker("/a"), tie_breaker("/b"));
    }
}
