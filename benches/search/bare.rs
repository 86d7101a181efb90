//! The reference: tantivy alone, with one stemmed field, and a program that asks it one word.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, Schema, TEXT, TextFieldIndexing, TextOptions, Value,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, TextAnalyzer};
use tantivy::{Index, IndexReader, ReloadPolicy, TantivyDocument};

use crate::stemmer::SwedishStemmer;

/// As much memory as `utkik reindex` gives its threads.
const MEMORY_BYTES: usize = 120_000_000;

fn schema() -> (Schema, [Field; 2]) {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("swedish")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let stemmed = TextOptions::default().set_indexing_options(indexing).set_stored();
    let mut schema = Schema::builder();
    let title = schema.add_text_field("title", TEXT | STORED);
    let body = schema.add_text_field("body", stemmed);
    (schema.build(), [title, body])
}

fn register(index: &Index) {
    let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(SwedishStemmer)
        .build();
    index.tokenizers().register("swedish", analyzer);
}

/// Indexes a file of titles and texts, parted by a tab.
pub fn index(texts: &Path, folder: &Path, threads: usize) {
    std::fs::create_dir_all(folder).unwrap();
    let (schema, [title, body]) = schema();
    let index = Index::create_in_dir(folder, schema).unwrap();
    register(&index);
    let mut writer = index.writer_with_num_threads(threads, MEMORY_BYTES).unwrap();
    for line in BufReader::new(File::open(texts).unwrap()).lines() {
        let line = line.unwrap();
        let (title_text, text) = line.split_once('\t').unwrap();
        let mut document = TantivyDocument::default();
        document.add_text(title, title_text);
        document.add_text(body, text);
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

/// Prints the titles of the ten best hits.
pub fn search(folder: &Path, query: &str) {
    let index = Index::open_in_dir(folder).unwrap();
    register(&index);
    let (_, [title, body]) = schema();
    let reader: IndexReader =
        index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().unwrap();
    let searcher = reader.searcher();
    let query = QueryParser::for_index(&index, vec![title, body]).parse_query(query).unwrap();
    let best = TopDocs::with_limit(10).order_by_score();
    for (score, address) in searcher.search(&query, &best).unwrap() {
        let document: TantivyDocument = searcher.doc(address).unwrap();
        let title = document.get_first(title).and_then(|value| value.as_str());
        println!("{score:.2} {}", title.unwrap_or_default());
    }
}

/// An opened index, to be asked many times.
pub struct Opened {
    index: Index,
    reader: IndexReader,
    fields: [Field; 2],
}

/// The twenty best: title and snippet; and how many there are in all.
pub struct Page {
    pub total: usize,
    pub hits: Vec<(String, String)>,
}

impl Opened {
    pub fn open(folder: &Path) -> Self {
        let index = Index::open_in_dir(folder).unwrap();
        register(&index);
        let (_, fields) = schema();
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().unwrap();
        Self { index, reader, fields }
    }

    pub fn page(&self, query: &str) -> Page {
        let searcher = self.reader.searcher();
        let parser = QueryParser::for_index(&self.index, self.fields.to_vec());
        let (query, _) = parser.parse_query_lenient(query);
        let best = (TopDocs::with_limit(20).order_by_score(), Count);
        let (best, total) = searcher.search(&query, &best).unwrap();
        let [title, body] = self.fields;
        let snippets = SnippetGenerator::create(&searcher, &*query, body).unwrap();
        let hit = |address| {
            let document: TantivyDocument = searcher.doc(address).unwrap();
            let title = document.get_first(title).and_then(|value| value.as_str());
            let snippet = snippets.snippet_from_doc(&document).to_html();
            (title.unwrap_or_default().to_owned(), snippet)
        };
        Page { total, hits: best.into_iter().map(|(_, address)| hit(address)).collect() }
    }
}
