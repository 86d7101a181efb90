//! What is indexed of a document, and in which form.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

use super::tokenizer::{EXACT, PARTS, STEMMED};

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
    /// What title and text hold beside their words: the parts of compounds, and words as they are
    /// typed on a keyboard without å, ä and ö. Weighs less. How often is not counted: frequent
    /// parts (*kommun*, *arbete*) would say too much.
    pub parts: Field,
    /// Concepts of the thesaurus that the text speaks of, each as often as it does.
    pub concept: Field,
    /// Places it is about, and what they lie in.
    pub about: Field,
    /// All places that it names, and what they lie in.
    pub mentions: Field,
    /// `funder:vinnova`: a word of the value of a fact.
    pub fact: Field,
    /// Milliseconds, for the order and for the preference for the new.
    pub date: Field,
    /// Twelve times the year plus the month (0 to 11), in Stockholm.
    pub month: Field,
    pub source: Field,
    pub group: Field,
    pub language: Field,
    /// Where it takes place; where nothing tells, where its source is.
    pub country: Field,
    /// The places it is about, without what they lie in.
    pub place: Field,
    pub theme: Field,
    pub kind: Field,
    pub status: Field,
    pub phase: Field,
    /// As it is shown, to be counted; asked for by `fact`.
    pub funder: Field,
    /// Labels of the host in reverse (`se.malmo`), so that a site's subdomains are one range.
    pub site: Field,
    pub in_network: Field,
    pub priority: Field,
    /// What the weight of the source and the size of the story make of a score, in thousandths.
    pub standing: Field,
    /// Orders documents that rank alike, whatever segment they are in.
    pub tie: Field,
    /// Whole SEK.
    pub budget: Field,
    /// Inhabitants of the municipality that it is about.
    pub population: Field,
    /// The last day to apply, in milliseconds.
    pub closes: Field,
    /// The day on which it takes place, in milliseconds.
    pub event: Field,
    /// The number with which it arrived, only where it was news then.
    pub arrived: Field,
    /// Hash of the id of the story's first document; only where the story has several.
    pub story: Field,
    pub story_size: Field,
    /// Everything below is only stored, to show hits without the store.
    pub shown_title: Field,
    pub shown_url: Field,
    pub shown_source_name: Field,
    pub shown_site: Field,
    /// The gist of what was understood, as JSON.
    pub shown_facts: Field,
    pub shown_text: Field,
}

impl Fields {
    /// The schema and its fields.
    pub(super) fn schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let stems = |tokenizer: &str| counted(tokenizer, IndexRecordOption::WithFreqs);
        let exact = || counted(EXACT, IndexRecordOption::WithFreqsAndPositions);
        let listed = || TextOptions::default().set_indexing_options(whole_values());
        let number = || NumericOptions::default().set_fast();
        let fields = Self {
            id: builder.add_text_field("id", identifier()),
            title: builder.add_text_field("title", stems(STEMMED)),
            body: builder.add_text_field("body", stems(STEMMED)),
            title_exact: builder.add_text_field("title_exact", exact()),
            body_exact: builder.add_text_field("body_exact", exact()),
            parts: builder.add_text_field("parts", counted(PARTS, IndexRecordOption::Basic)),
            concept: builder
                .add_text_field("concept", counted("raw", IndexRecordOption::WithFreqs)),
            about: builder.add_text_field("about", listed()),
            mentions: builder.add_text_field("mentions", listed()),
            fact: builder.add_text_field("fact", listed()),
            date: builder.add_i64_field("date", number()),
            month: builder.add_u64_field("month", number()),
            source: value(&mut builder, "source"),
            group: value(&mut builder, "group"),
            language: value(&mut builder, "language"),
            country: value(&mut builder, "country"),
            place: column(&mut builder, "place"),
            theme: value(&mut builder, "theme"),
            kind: value(&mut builder, "kind"),
            status: value(&mut builder, "status"),
            phase: value(&mut builder, "phase"),
            funder: column(&mut builder, "funder"),
            site: column(&mut builder, "site"),
            in_network: builder.add_u64_field("in_network", number()),
            priority: builder.add_u64_field("priority", number()),
            standing: builder.add_u64_field("standing", number()),
            tie: builder.add_u64_field("tie", number()),
            budget: builder.add_i64_field("budget", number()),
            population: builder.add_i64_field("population", number()),
            closes: builder.add_i64_field("closes", number()),
            event: builder.add_i64_field("event", number()),
            arrived: builder.add_i64_field("arrived", number()),
            story: builder.add_u64_field("story", number()),
            story_size: builder.add_u64_field("story_size", number()),
            shown_title: shown(&mut builder, "shown_title"),
            shown_url: shown(&mut builder, "shown_url"),
            shown_source_name: shown(&mut builder, "shown_source_name"),
            shown_site: shown(&mut builder, "shown_site"),
            shown_facts: shown(&mut builder, "shown_facts"),
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
    TextOptions::default().set_indexing_options(whole_values()).set_fast("raw").set_stored()
}

/// Values as they are, without counts and lengths: which documents have them, and no more.
fn whole_values() -> TextFieldIndexing {
    TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic)
}

/// A value to filter by (in lists, which are read faster than a column is looked through) and to
/// count by (in a column, from which hits read it back as well).
fn value(builder: &mut SchemaBuilder, name: &str) -> Field {
    let options = TextOptions::default().set_indexing_options(whole_values()).set_fast("raw");
    builder.add_text_field(name, options)
}

/// A value to count by.
fn column(builder: &mut SchemaBuilder, name: &str) -> Field {
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
