//! The reference: a loop that fetches, parses and indexes with the crates alone, without store,
//! manners or languages. So much the machine costs at the least.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use feed_rs::model::Feed;
use reqwest::Client;
use tantivy::schema::{Field, STORED, Schema, TEXT};
use tantivy::{IndexWriter, TantivyDocument};
use tokio::task::JoinSet;

use crate::feeds;

/// Feeds that are fetched at the same time.
const AT_ONCE: usize = 64;

/// What a feed's server called its present state.
type Tags = HashMap<usize, String>;

/// Crawls so many feeds into an index; `folder` also keeps the validators for the next time.
pub async fn crawl(port: u16, feeds: usize, folder: &Path) {
    let tags_file = folder.join("tags.json");
    let known = std::fs::read(&tags_file).ok();
    let known: Tags = known.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
    let known = Arc::new(known);
    let client = Client::builder().gzip(true).pool_max_idle_per_host(0).build().unwrap();
    let mut under_way = JoinSet::new();
    let mut tags = Tags::new();
    let mut writer = None;
    for number in 0..feeds + AT_ONCE {
        if number < feeds {
            let (client, known) = (client.clone(), Arc::clone(&known));
            under_way.spawn(async move {
                let url = feeds::address(port, number);
                (number, fetch(&client, &url, known.get(&number)).await)
            });
        }
        if number < AT_ONCE {
            continue;
        }
        let (number, (tag, feed)) = under_way.join_next().await.unwrap().unwrap();
        tags.insert(number, tag);
        if let Some(feed) = feed {
            put(writer.get_or_insert_with(|| open(&folder.join("bare-index"))), feed);
        }
    }
    if let Some((mut writer, _)) = writer {
        writer.commit().unwrap();
        writer.wait_merging_threads().unwrap();
    }
    std::fs::write(tags_file, serde_json::to_vec(&tags).unwrap()).unwrap();
}

async fn fetch(client: &Client, url: &str, tag: Option<&String>) -> (String, Option<Feed>) {
    let mut request = client.get(url);
    if let Some(tag) = tag {
        request = request.header("If-None-Match", tag);
    }
    let answer = request.send().await.unwrap();
    let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
    let body = answer.bytes().await.unwrap();
    let parser = feed_rs::parser::Builder::new().sanitize_content(false);
    let feed = (!body.is_empty()).then(|| parser.build().parse(&body[..]).unwrap());
    (tag, feed)
}

type Writer = (IndexWriter, [Field; 2]);

fn open(folder: &Path) -> Writer {
    std::fs::create_dir_all(folder).unwrap();
    let mut schema = Schema::builder();
    let fields = ["title", "body"].map(|name| schema.add_text_field(name, TEXT | STORED));
    let index = tantivy::Index::create_in_dir(folder, schema.build()).unwrap();
    (index.writer_with_num_threads(1, 50_000_000).unwrap(), fields)
}

fn put((writer, [title, body]): &mut Writer, feed: Feed) {
    for entry in feed.entries {
        let mut document = TantivyDocument::default();
        document.add_text(*title, entry.title.map(|text| text.content).unwrap_or_default());
        document.add_text(*body, entry.summary.map(|text| text.content).unwrap_or_default());
        writer.add_document(document).unwrap();
    }
}
