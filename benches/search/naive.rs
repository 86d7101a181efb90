//! What one writes on tantivy in an afternoon: one stemmed field, facets, snippets.

use std::path::Path;

use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::{AggContextParams, AggregationCollector};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{Query, QueryParser};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TEXT, TextFieldIndexing, TextOptions,
    Value,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, TextAnalyzer};
use tantivy::{Index, ReloadPolicy, Searcher, TantivyDocument};
use utkik::model::{DocumentWithSource, FactName};

use crate::cpu::own_cpu_seconds;
use crate::stemmer::SwedishStemmer;

const FACETS: [&str; 10] = [
    "source", "group", "language", "country", "place", "theme", "kind", "status", "funder", "month",
];
const SNIPPET_CHARACTERS: usize = 300;

pub struct Naive {
    index: Index,
    searcher: Searcher,
    title: Field,
    body: Field,
    url: Field,
    facets: Aggregations,
    /// CPU that making it took.
    pub seconds: f64,
}

impl Naive {
    pub fn index(
        folder: &Path,
        memory_bytes: usize,
        documents: impl Iterator<Item = DocumentWithSource>,
    ) -> Self {
        let before = own_cpu_seconds();
        std::fs::create_dir_all(folder).unwrap();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("swedish")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let stemmed = TextOptions::default().set_indexing_options(indexing).set_stored();
        let mut schema = Schema::builder();
        let title = schema.add_text_field("title", TEXT | STORED);
        let body = schema.add_text_field("body", stemmed);
        let url = schema.add_text_field("url", STORED);
        let date = schema.add_i64_field("date", FAST | STORED);
        let facets: Vec<Field> =
            FACETS.iter().map(|name| schema.add_text_field(name, STRING | FAST | STORED)).collect();
        let index = Index::create_in_dir(folder, schema.build()).unwrap();
        let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(SwedishStemmer)
            .build();
        index.tokenizers().register("swedish", analyzer);
        let mut writer = index.writer_with_num_threads(1, memory_bytes / 2).unwrap();
        for put in documents {
            let mut entry = TantivyDocument::default();
            entry.add_text(title, &put.document.title);
            entry.add_text(body, &put.document.text);
            entry.add_text(url, put.document.url.as_ref().map_or("", |url| url.as_str()));
            entry.add_i64(date, put.document.date().as_millis());
            for (field, values) in facets.iter().zip(values(&put)) {
                for value in values {
                    entry.add_text(*field, value);
                }
            }
            writer.add_document(entry).unwrap();
        }
        writer.commit().unwrap();
        writer.wait_merging_threads().unwrap();
        let seconds = own_cpu_seconds() - before;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let searcher = tantivy::IndexReader::searcher(&reader.unwrap());
        let one = |name: &&str| format!(r#""{name}":{{"terms":{{"field":"{name}","size":20}}}}"#);
        let asked = FACETS.iter().map(one).collect::<Vec<_>>().join(",");
        let facets = serde_json::from_str(&format!("{{{asked}}}")).unwrap();
        Self { index, searcher, title, body, url, facets, seconds }
    }

    /// The best with the only name that they have here, their URL.
    pub fn ids(&self, text: &str, hits: usize) -> usize {
        let query = self.query(text);
        let best = TopDocs::with_limit(hits).order_by_score();
        let mut length = 0;
        for (_, address) in self.searcher.search(&query, &best).unwrap() {
            let document: TantivyDocument = self.searcher.doc(address).unwrap();
            let url = document.get_first(self.url).and_then(|value| value.as_str());
            length += url.unwrap_or_default().len();
        }
        length
    }

    /// Hits with titles and snippets, their number, and all facets.
    pub fn page(&self, text: &str, hits: usize) -> usize {
        let query = self.query(text);
        let facets =
            AggregationCollector::from_aggs(self.facets.clone(), AggContextParams::default());
        let best = TopDocs::with_limit(hits).order_by_score();
        let (best, count, facets) = self.searcher.search(&query, &(best, Count, facets)).unwrap();
        let mut snippets = SnippetGenerator::create(&self.searcher, &*query, self.body).unwrap();
        snippets.set_max_num_chars(SNIPPET_CHARACTERS);
        let mut length = 0;
        for (_, address) in best {
            let document: TantivyDocument = self.searcher.doc(address).unwrap();
            let title = document.get_first(self.title).and_then(|value| value.as_str());
            length += title.unwrap_or_default().len();
            length += snippets.snippet_from_doc(&document).to_html().len();
        }
        std::hint::black_box(facets);
        length + count
    }

    /// All words, as ours has it above the line.
    fn query(&self, text: &str) -> Box<dyn Query> {
        let mut parser = QueryParser::for_index(&self.index, vec![self.title, self.body]);
        parser.set_conjunction_by_default();
        if let Some(beginning) = text.strip_suffix('*') {
            let pattern = format!("{beginning}.*");
            return Box::new(
                tantivy::query::RegexQuery::from_pattern(&pattern, self.body).unwrap(),
            );
        }
        parser.parse_query(text).unwrap()
    }
}

fn values(put: &DocumentWithSource) -> [Vec<String>; 10] {
    let about = &put.understanding;
    let fact = |name: FactName| about.facts(name).map(|fact| fact.value.clone()).collect();
    [
        vec![put.source.id.as_str().to_owned()],
        vec![put.source.group.as_str().to_owned()],
        vec![put.document.language.as_str().to_owned()],
        put.source.country.clone().into_iter().collect(),
        about.places.iter().map(|found| found.place.as_str().to_owned()).collect(),
        about.themes.iter().map(|found| found.theme.clone()).collect(),
        about.kind.iter().map(|found| found.kind.as_str().to_owned()).collect(),
        fact(FactName::Status),
        fact(FactName::Funder),
        vec![put.document.date().to_string().chars().take(7).collect()],
    ]
}
