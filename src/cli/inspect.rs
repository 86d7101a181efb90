//! `utkik inspect STAGE`: one stage at work on JSON lines, for debugging a source and for scoring.

use std::fs::File;
use std::io::{BufRead, BufWriter, Read, Write};

use anyhow::Context;
use flate2::read::GzDecoder;
use serde_json::{Map, Value, json};

use super::arguments::Stage;
use crate::enrich::{self, Knowledge, Reading};
use crate::extract;
use crate::fetch;
use crate::language;
use crate::markup;
use crate::model::{Entry, Facts, Feed, Language, SourceFacts, SourceId};
use crate::parse::{self, Limits};
use crate::{date, model};

/// Larger files are cut off; no source may be larger.
const LARGEST_BYTES: u64 = 64 * 1024 * 1024;
/// How packed files begin, whatever they are called.
const GZIP_MAGIC: [u8; 2] = [0x1F, 0x8B];
/// The address of documents that come without one.
const NO_ADDRESS: &str = "http://document.invalid/";

/// What a stage makes of a line.
pub type Answers = fn(&Value) -> Vec<Value>;

/// Every stage but the search, which alone needs an index.
pub fn answers_of(stage: Stage) -> Option<Answers> {
    Some(match stage {
        Stage::Feed => feed,
        Stage::Page => |asked| vec![page(asked)],
        Stage::Language => |asked| vec![recognised(asked)],
        Stage::Stem => |asked| vec![stemmed(asked)],
        Stage::Date => |asked| vec![moment(asked)],
        Stage::Charset => |asked| vec![charset(asked)],
        Stage::Robots => |asked| vec![robots(asked)],
        Stage::Discover => |asked| vec![discovered(asked)],
        Stage::Enrich => |asked| vec![understood(asked)],
        Stage::Search => return None,
    })
}

/// How many answers there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub answers: usize,
    /// Those that say what went wrong.
    pub errors: usize,
}

/// Reads one JSON object a line and writes what the stage makes of each.
pub fn run(
    mut answers: impl FnMut(&Value) -> Vec<Value>,
    input: impl BufRead,
    output: impl Write,
) -> anyhow::Result<Told> {
    let mut told = Told::default();
    let mut output = BufWriter::new(output);
    for (at, line) in input.lines().enumerate() {
        let line = line.context("cannot read the input")?;
        if line.trim().is_empty() {
            continue;
        }
        let asked: Value = serde_json::from_str(&line)
            .with_context(|| format!("line {} of the input is no JSON object", at + 1))?;
        for answer in answers(&asked) {
            told.answers += 1;
            told.errors += usize::from(answer.get("error").is_some());
            writeln!(output, "{answer}").context("cannot write the answer")?;
        }
        // Whoever asks line by line gets an answer to each before asking the next.
        output.flush().context("cannot write the answer")?;
    }
    Ok(told)
}

/// What a file says as text, in whatever encoding it is.
pub fn text_of(file: &str) -> anyhow::Result<String> {
    Ok(markup::decode(&read_file(file)?, None).text.trim().to_owned())
}

fn robots(asked: &Value) -> Value {
    let [rules, agent, url] = ["robots", "agent", "url"].map(|name| text(asked, name));
    json!({ "id": asked.get("id"), "allowed": fetch::robots::allowed(rules, agent, url) })
}

fn feed(asked: &Value) -> Vec<Value> {
    let (file, name) = file_and_name(asked);
    let url = asked.get("url").and_then(Value::as_str).unwrap_or(NO_ADDRESS);
    let content_type = asked.get("content_type").and_then(Value::as_str);
    let read = read_file(file).map_err(|error| format!("{error:#}")).and_then(|bytes| {
        parse::feed(&bytes, content_type, url, Limits::default()).map_err(|error| error.to_string())
    });
    match read {
        Ok(feed) => {
            let entries = feed.entries.iter().enumerate();
            let entries = entries.map(|(index, entry)| entry_line(name, index, entry));
            std::iter::once(feed_line(name, &feed)).chain(entries).collect()
        }
        Err(error) => vec![json!({"file": name, "error": error})],
    }
}

fn feed_line(file: &str, feed: &Feed) -> Value {
    json!({
        "file": file, "kind": "feed", "title": feed.title, "link": feed.link,
        "description": feed.description, "language": feed.language_tag, "updated": feed.updated,
        "published": feed.published, "author": person(feed.author.as_ref(), feed.author_mail.as_ref()),
        "id": feed.id, "rights": feed.rights, "repairs": feed.repairs, "warnings": feed.warnings,
    })
}

fn entry_line(file: &str, index: usize, entry: &Entry) -> Value {
    json!({
        "file": file, "kind": "entry", "index": index, "title": entry.title, "link": entry.link,
        "original_link": entry.original_link, "id": entry.id, "published": entry.published,
        "updated": entry.updated, "author": person(entry.author.as_ref(), entry.author_mail.as_ref()), "summary": entry.summary, "content": entry.content,
        "tags": entry.tags, "rights": entry.rights, "language": entry.language,
    })
}

/// A name with its mail address, as the feed gives them; a crawl keeps the name alone.
fn person(name: Option<&String>, mail: Option<&String>) -> Option<String> {
    match (name, mail) {
        (Some(name), Some(mail)) if !name.contains(mail.as_str()) => {
            Some(format!("{name} ({mail})"))
        }
        (Some(name), _) => Some(name.clone()),
        (None, mail) => mail.cloned(),
    }
}

fn page(asked: &Value) -> Value {
    let (file, name) = file_and_name(asked);
    let url = asked.get("url").and_then(Value::as_str).unwrap_or(NO_ADDRESS);
    let read = read_file(file).map_err(|error| format!("{error:#}")).and_then(|bytes| {
        let read = if extract::is_pdf(&bytes) {
            extract::pdf(bytes)
        } else {
            extract::page(&markup::decode_html(&bytes, None).text, url)
        };
        read.map_err(|error| error.to_string())
    });
    match read.map(|page: model::Page| serde_json::to_value(&page)) {
        Ok(Ok(Value::Object(mut fields))) => {
            fields.insert("file".to_owned(), json!(name));
            Value::Object(fields)
        }
        Ok(_) => json!({"file": name, "error": "the page cannot be written as JSON"}),
        Err(error) => json!({"file": name, "error": error}),
    }
}

/// The feeds that a page names, and how its list would be read.
fn discovered(asked: &Value) -> Value {
    let (file, name) = file_and_name(asked);
    let url = asked.get("url").and_then(Value::as_str).unwrap_or(NO_ADDRESS);
    let content_type = asked.get("content_type").and_then(Value::as_str);
    let read = read_file(file).map_err(|error| format!("{error:#}")).and_then(|bytes| {
        parse::discover(&bytes, content_type, url).map_err(|error| error.to_string())
    });
    match read {
        Ok(finds) => {
            let feeds: Vec<&str> = finds.feeds.iter().map(|feed| feed.url.as_str()).collect();
            let listing: Option<Map<String, Value>> = finds.listing.as_ref().map(|selectors| {
                selectors.named().map(|(name, text)| (name.to_owned(), json!(text))).collect()
            });
            json!({
                "file": name, "feeds": feeds, "title": finds.title, "language": finds.language,
                "wordpress": finds.wordpress, "records": finds.records.len(), "listing": listing,
            })
        }
        Err(error) => json!({"file": name, "feeds": [], "error": error}),
    }
}

fn recognised(asked: &Value) -> Value {
    let declared = asked.get("declared").and_then(Value::as_str);
    let declared: Option<Language> = declared.and_then(|code| code.parse().ok());
    let found = language::recognise(text(asked, "text"), declared);
    json!({"id": asked.get("id"), "lang": found.language, "confidence": found.confidence})
}

/// What is made out about a text; nothing is known of its source.
fn understood(asked: &Value) -> Value {
    let (title, body) = (text(asked, "title"), text(asked, "text"));
    let declared = text(asked, "lang").parse().ok();
    let language = declared.unwrap_or_else(|| enrich::language_of(title, body, None));
    let (stated, source) = (Facts::new(), SourceFacts::unnamed(&SourceId::built_in("inspect")));
    let reading = Reading {
        title,
        summary: "",
        text: body,
        url: asked.get("url").and_then(Value::as_str),
        tags: &[],
        language,
        stated: &stated,
        source: &source,
        published: date::parse(text(asked, "published")),
        author: None,
    };
    let found = enrich::understand(&reading, &Knowledge::shipped());
    json!({
        "id": asked.get("id"),
        "language": language,
        "kind": found.kind,
        "about": found.about().map(|place| &place.place),
        "places": found.places,
        "themes": found.themes,
        "concepts": found.concepts,
        "facts": found.facts,
    })
}

/// What is indexed for a word, and what else finds it. Without a language it is Swedish.
fn stemmed(asked: &Value) -> Value {
    let form = text(asked, "form");
    let code = asked.get("lang").and_then(Value::as_str);
    let language: Language = code.and_then(|code| code.parse().ok()).unwrap_or(Language::SV);
    let (mut keys, mut parts) = (Vec::new(), Vec::new());
    language::exact_tokens(form, |token| {
        keys.push(language::stem(token.text, language));
        parts.extend(language::parts(token.text, language));
    });
    let mut answer = json!({"form": form, "key": keys.join(" "), "parts": parts});
    // Scorers tell by it which list a form is from.
    if let (Some(family), Some(fields)) = (asked.get("family"), answer.as_object_mut()) {
        fields.insert("family".to_owned(), family.clone());
    }
    answer
}

fn moment(asked: &Value) -> Value {
    json!({"id": asked.get("id"), "date": date::parse(text(asked, "text"))})
}

fn charset(asked: &Value) -> Value {
    let (file, name) = file_and_name(asked);
    match read_file(file) {
        Ok(bytes) => {
            let is_page = name.to_lowercase().contains(".htm")
                || text(asked, "content_type").contains("html");
            let decode = if is_page { markup::decode_html } else { markup::decode };
            let charset = markup::charset_of(text(asked, "content_type"));
            // The web's standard writes `x-` before some; nobody else does.
            let encoding = decode(&bytes, charset).encoding;
            json!({"file": name, "encoding": encoding.trim_start_matches("x-")})
        }
        Err(error) => json!({"file": name, "error": format!("{error:#}")}),
    }
}

fn text<'a>(asked: &'a Value, key: &str) -> &'a str {
    asked.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The file that is read, and what answers call it: its own name, or the address it came from.
fn file_and_name(asked: &Value) -> (&str, &str) {
    let file = text(asked, "file");
    (file, asked.get("name").and_then(Value::as_str).unwrap_or(file))
}

fn read_file(file: &str) -> anyhow::Result<Vec<u8>> {
    let opened = File::open(file).with_context(|| format!("cannot open `{file}`"))?;
    let mut bytes = Vec::new();
    opened
        .take(LARGEST_BYTES)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read `{file}`"))?;
    if bytes.starts_with(&GZIP_MAGIC) { unpack(&bytes, file) } else { Ok(bytes) }
}

fn unpack(packed: &[u8], file: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed)
        .take(LARGEST_BYTES)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot unpack `{file}`"))?;
    Ok(bytes)
}
