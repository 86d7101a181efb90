//! Pages: they fill the entries that link to them, or are documents of their own.

use std::collections::HashMap;

use crate::address;
use crate::crawl::source::enrich;
use crate::crawl::{busy, entries, pages};
use crate::date;
use crate::model::{
    CanonicalUrl, Document, Entry, Feed, Page, PageState, Skipped, Source, Timestamp,
};
use crate::parse::{Nature, ParseError, mail};
use crate::store::StoreError;

use super::feeds::is_young_enough;
use super::piece::Piece;
use super::{Work, comment_of, put_comment};

/// Pages that are looked up and stored together.
const BATCH: usize = 64;
/// A page with less text is no article: a form, a list of links, a picture.
const LEAST_TEXT: usize = 200;
/// Running text has at least one paragraph as long as this.
const LEAST_PARAGRAPH: usize = 80;

/// A page that has been read and waits for company.
pub struct Waiting {
    page: Page,
    link: Option<CanonicalUrl>,
    /// The address that answered.
    url: String,
    /// Tells files without an address apart.
    hash: String,
    at: Timestamp,
}

impl Work<'_> {
    /// Reads a page, and settles a batch of them when there are enough.
    pub(super) async fn take_page(
        &mut self,
        piece: Piece,
        waiting: &mut Vec<Waiting>,
    ) -> Result<(), StoreError> {
        if piece.nature == Nature::Mail {
            return self.take_mail(piece).await;
        }
        let (place, at) = (piece.place.clone(), self.moment_of(&piece));
        let answer = piece.into_answer();
        let read = busy::off_thread(move || {
            let hash = address::hash_bytes(&answer.body);
            let url = answer.url.clone();
            pages::extract_page(answer).map(|page| (page, url, hash))
        });
        let (page, url, hash) = match read.await {
            Ok(Ok(read)) => read,
            Ok(Err(reason)) => {
                self.report.tell(&place, reason);
                self.report.skip(Skipped::NoArticle);
                return Ok(());
            }
            Err(_) => {
                self.report.fail(&place, "the page could not be read at all".to_owned());
                return Ok(());
            }
        };
        let link = address::canonical(&url);
        // Of an address that comes again, the earlier answer is stored first.
        let comes_again = link.is_some() && waiting.iter().any(|other| other.link == link);
        if comes_again {
            self.settle(waiting).await?;
        }
        waiting.push(Waiting { page, link, url, hash, at });
        if waiting.len() >= BATCH {
            self.settle(waiting).await?;
        }
        Ok(())
    }

    /// A saved mail is one document, known by its `Message-ID`.
    async fn take_mail(&mut self, piece: Piece) -> Result<(), StoreError> {
        let (place, at) = (piece.place.clone(), self.moment_of(&piece));
        let read = busy::off_thread(move || {
            let letter = mail::letter(&piece.body)?;
            if !letter.head.is_to_many() {
                return Ok(None);
            }
            let mut entry = mail::whole(&letter)?;
            entry.id.get_or_insert_with(|| address::hash_bytes(&piece.body));
            Ok::<_, ParseError>(Some(entry))
        });
        let entry = match read.await.unwrap_or(Err(ParseError::Panicked)) {
            Ok(Some(entry)) => entry,
            // A folder of mails may hold all of somebody's.
            Ok(None) => {
                self.report.skip(Skipped::Private);
                return Ok(());
            }
            Err(error) => {
                self.report.fail(&place, error.to_string());
                return Ok(());
            }
        };
        let source = self.shelf.source_for(None).clone();
        let feed = Feed { entries: vec![entry], ..Feed::default() };
        let documents = entries::documents(&feed, &source, at);
        let news = self.news_of(&source, feed, documents, at).await?;
        self.store(news, at).await
    }

    /// Stores what the pages say.
    pub(super) async fn settle(&mut self, waiting: &mut Vec<Waiting>) -> Result<(), StoreError> {
        let pages = std::mem::take(waiting);
        let Some(at) = pages.iter().map(|page| page.at).max() else { return Ok(()) };
        let mut known = self.known_at(&pages).await?;
        let mut news = Vec::new();
        for waiting in pages {
            let mut found = Vec::new();
            for link in waiting.link.iter().flat_map(|link| self.addresses_of(link)) {
                found.extend(known.remove(&link).unwrap_or_default());
            }
            if found.is_empty() {
                news.extend(self.own_document(&waiting));
            }
            for document in found {
                match filled(document, &waiting) {
                    Some(document) => news.push(document),
                    None => self.report.unchanged += 1,
                }
            }
        }
        let languages: Vec<_> = news.iter().map(|document| self.language_of(document)).collect();
        let enriched = busy::off_thread(move || {
            for (document, declared) in news.iter_mut().zip(languages) {
                enrich(document, declared);
            }
            news
        });
        let news = enriched.await.unwrap_or_default();
        self.store(news, at).await
    }

    /// The documents that link to one of the pages.
    async fn known_at(
        &self,
        pages: &[Waiting],
    ) -> Result<HashMap<CanonicalUrl, Vec<Document>>, StoreError> {
        let links: Vec<CanonicalUrl> = pages
            .iter()
            .filter_map(|page| page.link.as_ref())
            .flat_map(|link| self.addresses_of(link))
            .collect();
        let texts: Vec<&str> = links.iter().map(CanonicalUrl::as_str).collect();
        let mut known: HashMap<CanonicalUrl, Vec<Document>> = HashMap::new();
        for document in self.store.documents_at(&texts, self.shelf.only()).await? {
            if let Some(link) = document.link.clone() {
                known.entry(link).or_default().push(document);
            }
        }
        Ok(known)
    }

    /// The document of a page that nothing links to; `None` where it is none.
    fn own_document(&mut self, waiting: &Waiting) -> Option<Document> {
        let Waiting { page, link, .. } = waiting;
        let is_home = link.as_ref().is_some_and(|link| address::is_home_page(link.as_str()));
        let why_not = if page.noindex {
            Some(Skipped::NoIndex)
        } else if is_home || !is_article(page) {
            Some(Skipped::NoArticle)
        } else {
            None
        };
        if let Some(why) = why_not {
            self.report.skip(why);
            return None;
        }
        let source = self.shelf.source_for(link.as_ref().map(CanonicalUrl::as_str));
        let document = document_of(waiting, source)
            .filter(|document| is_young_enough(source, document, self.now));
        if document.is_none() {
            self.report.skip(Skipped::TooOld);
        }
        document
    }

    fn language_of(&self, document: &Document) -> Option<crate::model::Language> {
        let source = self.shelf.source_for(document.link.as_ref().map(CanonicalUrl::as_str));
        source.language.filter(|_| source.id == document.source)
    }
}

/// A page with a title and running text.
fn is_article(page: &Page) -> bool {
    let text = page.text.trim();
    !page.title.trim().is_empty()
        && text.chars().count() >= LEAST_TEXT
        && text.lines().any(|line| line.chars().count() >= LEAST_PARAGRAPH)
}

/// The document of a page as an entry that links to it would have made it, so that the feed finds
/// it again by its address. No feed has told of it: its hash is empty.
fn document_of(waiting: &Waiting, source: &Source) -> Option<Document> {
    let Waiting { page, link, url, hash, at } = waiting;
    let date = |text: &Option<String>| text.as_deref().and_then(date::parse);
    let entry = Entry {
        title: page.title.clone(),
        link: link.as_ref().map(ToString::to_string),
        id: link.is_none().then(|| hash.clone()),
        published: date(&page.published),
        updated: date(&page.modified),
        ..Entry::default()
    };
    let feed = Feed { entries: vec![entry], ..Feed::default() };
    let unlimited = Source { keep: None, ..source.clone() };
    let mut document = entries::documents(&feed, &unlimited, *at).pop()?;
    pages::fill(&mut document, page.clone());
    document.url = pages::address_of(page, url).or(document.url);
    document.entry_hash = String::new();
    Some(document)
}

/// The document with the text of its page; `None` where it has read it already.
fn filled(mut document: Document, waiting: &Waiting) -> Option<Document> {
    let is_own = document.entry_hash.is_empty();
    if document.page == PageState::Read && !(is_own && document.changed <= waiting.at) {
        return None;
    }
    document.url = pages::address_of(&waiting.page, &waiting.url).or(document.url);
    if is_own && !waiting.page.title.trim().is_empty() {
        document.title.clone_from(&waiting.page.title);
    }
    let comment = comment_of(&document.text);
    pages::fill(&mut document, waiting.page.clone());
    if comment.is_some() {
        put_comment(&mut document, comment.as_deref());
    }
    Some(document)
}
