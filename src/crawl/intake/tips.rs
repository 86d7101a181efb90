//! What a colleague has found: one page, paper or mail, with a comment, as a document of its own.

use std::sync::Arc;

use crate::address;
use crate::crawl::source::enrich;
use crate::crawl::{busy, entries, pages};
use crate::date;
use crate::fetch::Answer;
use crate::markup;
use crate::message::{Locale, add as text};
use crate::model::{
    CanonicalUrl, Document, Entry, Feed, Network, Page, PageState, Source, Timestamp,
};
use crate::parse::{Nature, mail, nature};
use crate::store::{Store, StoreError};

use super::built_in;
use super::folder::Saved;
use super::piece::Piece;

/// What somebody wants to be kept.
#[derive(Debug)]
pub struct Tip {
    piece: Piece,
    /// The address that was asked for.
    asked: Option<String>,
    pub comment: Option<String>,
    /// Instead of the one that it has itself.
    pub title: Option<String>,
    pub now: Timestamp,
    /// The language in which a comment is introduced.
    pub locale: Locale,
}

/// What became of a tip.
#[derive(Debug)]
pub enum Added {
    New(Document),
    Changed(Document),
    Unchanged(Document),
    /// A source that is watched has it already; a comment is kept with it.
    Known {
        document: Document,
        has_comment: bool,
    },
}

/// Why a tip cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum TipError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the page asks not to be indexed (noindex); ask its site, or keep a note of your own")]
    NoIndex,
    #[error("it is a feed, which is watched rather than added; write a `[[source]]` for it")]
    Feed,
    #[error("nothing to read was found in it ({0}); give a page, a PDF document or a saved mail")]
    Nothing(String),
    #[error("it was removed on request and is kept away; see `utkik forget --list`")]
    Forgotten,
}

/// What was read.
struct Read {
    entry: Entry,
    page: Option<Page>,
    url: String,
    /// The addresses under which it may be known, the best first.
    links: Vec<CanonicalUrl>,
}

impl Tip {
    /// Of an answer to somebody who asked for `asked`.
    pub fn of_answer(answer: Answer, asked: &str, now: Timestamp, locale: Locale) -> Self {
        let Answer { url, content_type, body, robots_tag, .. } = answer;
        let place = super::Place { file: asked.into(), offset: None };
        let nature = nature(&body);
        let piece =
            Piece { place, nature, url: Some(url), at: None, content_type, robots_tag, body };
        Self { piece, asked: Some(asked.to_owned()), comment: None, title: None, now, locale }
    }

    /// Of a file that somebody has saved, or of standard input.
    pub fn of_file(name: &std::path::Path, bytes: Vec<u8>, now: Timestamp, locale: Locale) -> Self {
        let saved = Saved { path: name.to_owned(), mirrored: None, is_named: true };
        let piece = Piece::of_file(&saved, bytes);
        Self { piece, asked: None, comment: None, title: None, now, locale }
    }
}

/// Keeps a tip. The same one again is brought up to date.
pub async fn add(store: &Arc<Store>, tip: Tip) -> Result<Added, TipError> {
    let Tip { piece, asked, comment, title, now, locale } = tip;
    let read = busy::off_thread(move || read(piece, asked.as_deref()));
    let read = read.await.unwrap_or_else(|_| Err(TipError::Nothing("it is damaged".to_owned())))?;
    let comment = comment.map(|words| comment_line(locale, &words, now));
    let links: Vec<&str> = read.links.iter().map(CanonicalUrl::as_str).collect();
    let found = store.documents_at(&links, None).await?;
    let source = built_in::tips();
    let (mut own, others): (Vec<Document>, Vec<Document>) =
        found.into_iter().partition(|document| document.source == source.id);
    if let Some(document) = others.into_iter().next() {
        return attach(store, document, comment.as_deref(), now).await;
    }
    let before = own.pop();
    let mut document = document_of(&read, &source, now)?;
    if let Some(before) = &before {
        document.id = before.id.clone();
    } else if let Some(same) = store.document(document.id.as_str()).await? {
        own.push(same);
    }
    let before = before.or_else(|| own.pop());
    if let Some(title) = title {
        document.title = markup::fold_space(&markup::strip_controls(&title));
    } else if let Some(before) = &before {
        // Somebody may have given it a better one.
        document.title.clone_from(&before.title);
    }
    let earlier = before.as_ref().and_then(|before| comment_of(&before.text));
    put_comment(&mut document, joined(earlier, comment.as_deref()).as_deref());
    let enriched = busy::off_thread(move || {
        enrich(&mut document, None);
        document
    });
    let document = enriched.await.map_err(|_| TipError::Nothing("it is damaged".to_owned()))?;
    store.introduce(&source.facts(&Network::default()), now).await?;
    store_one(store, document, now).await
}

async fn store_one(
    store: &Arc<Store>,
    document: Document,
    now: Timestamp,
) -> Result<Added, TipError> {
    let id = document.id.clone();
    let imported = store.take_in(vec![document], now).await?;
    let Some(kept) = store.document(id.as_str()).await? else { return Err(TipError::Forgotten) };
    Ok(if imported.new.contains(&id) {
        Added::New(kept)
    } else if imported.changed.contains(&id) {
        Added::Changed(kept)
    } else {
        Added::Unchanged(kept)
    })
}

/// Keeps a comment with the document of a source that is watched.
async fn attach(
    store: &Arc<Store>,
    mut document: Document,
    comment: Option<&str>,
    now: Timestamp,
) -> Result<Added, TipError> {
    let has_comment = comment.is_some();
    if has_comment {
        let earlier = comment_of(&document.text);
        put_comment(&mut document, joined(earlier, comment).as_deref());
        store.take_in(vec![document.clone()], now).await?;
    }
    Ok(Added::Known { document, has_comment })
}

/// By what it holds: a page or a paper, or a mail.
fn read(piece: Piece, asked: Option<&str>) -> Result<Read, TipError> {
    match piece.nature {
        Nature::Feed => Err(TipError::Feed),
        Nature::Page | Nature::Pdf => read_page(piece, asked),
        Nature::Mail => read_mail(&piece),
        Nature::Lines => Err(TipError::Nothing("it is an export; `utkik import` reads it".into())),
        Nature::Other => Err(TipError::Nothing("it is no page".to_owned())),
    }
}

fn read_page(piece: Piece, asked: Option<&str>) -> Result<Read, TipError> {
    let answer = piece.into_answer();
    let hash = address::hash_bytes(&answer.body);
    let url = answer.url.clone();
    let page = pages::extract_page(answer).map_err(TipError::Nothing)?;
    if page.noindex {
        return Err(TipError::NoIndex);
    }
    let best = pages::address_of(&page, &url);
    let mut links: Vec<CanonicalUrl> = Vec::new();
    for link in [best, address::canonical(&url), asked.and_then(address::canonical)] {
        links.extend(link.filter(|link| !links.contains(link)));
    }
    let date = |text: &Option<String>| text.as_deref().and_then(date::parse);
    let entry = Entry {
        title: page.title.clone(),
        link: links.first().map(ToString::to_string),
        id: links.is_empty().then_some(hash),
        published: date(&page.published),
        updated: date(&page.modified),
        ..Entry::default()
    };
    Ok(Read { entry, page: Some(page), url, links })
}

fn read_mail(piece: &Piece) -> Result<Read, TipError> {
    let nothing = |error: crate::parse::ParseError| TipError::Nothing(error.to_string());
    let letter = mail::letter(&piece.body).map_err(nothing)?;
    let mut entry = mail::whole(&letter).map_err(nothing)?;
    entry.id.get_or_insert_with(|| address::hash_bytes(&piece.body));
    Ok(Read { entry, page: None, url: String::new(), links: Vec::new() })
}

fn document_of(read: &Read, source: &Source, now: Timestamp) -> Result<Document, TipError> {
    let feed = Feed { entries: vec![read.entry.clone()], ..Feed::default() };
    let mut documents = entries::documents(&feed, source, now);
    let nothing = || TipError::Nothing("it has neither title nor text".to_owned());
    let mut document = documents.pop().ok_or_else(nothing)?;
    document.page = PageState::None;
    if let Some(page) = &read.page {
        pages::fill(&mut document, page.clone());
        document.url = pages::address_of(page, &read.url).or(document.url);
    }
    if document.text.trim().is_empty() && read.entry.title.trim().is_empty() {
        return Err(nothing());
    }
    Ok(document)
}

/// `Kommentar 2026-11-21: …`, on one line.
fn comment_line(locale: Locale, words: &str, now: Timestamp) -> String {
    let words = markup::fold_space(&markup::strip_controls(words));
    format!("{} {}: {words}", text::comment(locale), date::day_in_stockholm(now))
}

/// What colleagues have said before stays; the same again is said once.
fn joined(earlier: Option<String>, comment: Option<&str>) -> Option<String> {
    match (earlier, comment) {
        (Some(earlier), Some(comment)) if earlier.lines().any(|line| line == comment) => {
            Some(earlier)
        }
        (Some(earlier), Some(comment)) => Some(format!("{earlier}\n{comment}")),
        (earlier, comment) => earlier.or_else(|| comment.map(str::to_owned)),
    }
}

/// The comments stand below the text, where a search finds it; `None` takes it away.
pub fn put_comment(document: &mut Document, comment: Option<&str>) {
    if let Some(earlier) = comment_of(&document.text) {
        let length = document.text.len() - earlier.len();
        document.text.truncate(length);
        document.text.truncate(document.text.trim_end().len());
    }
    let Some(comment) = comment else { return };
    if !document.text.is_empty() {
        document.text.push_str("\n\n");
    }
    document.text.push_str(comment);
}

/// The comments below a text, a line each, which stay when its source tells the text anew.
pub fn comment_of(text: &str) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().rev().take_while(|line| is_comment(line)).collect();
    lines.reverse();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What a source writes in the form of a comment is none of ours: a dash in front tells it apart.
pub fn disowned(text: String) -> String {
    if !text.lines().any(is_comment) {
        return text;
    }
    let lines = text
        .lines()
        .map(|line| if is_comment(line) { format!("– {line}") } else { line.to_owned() });
    lines.collect::<Vec<String>>().join("\n")
}

fn is_comment(line: &str) -> bool {
    [Locale::Sv, Locale::En].into_iter().any(|locale| {
        let rest =
            line.strip_prefix(&text::comment(locale)).and_then(|rest| rest.strip_prefix(' '));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}
