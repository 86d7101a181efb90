//! Feeds: their entries become documents as in a crawl.

use crate::crawl::entries::{self, Standing};
use crate::crawl::source::{enrich, key_of};
use crate::crawl::{busy, read};
use crate::model::{Document, Feed, PageState, Skipped, Source, SourceKind, Timestamp};
use crate::parse::{Nature, ParseError};
use crate::store::{EntryKey, StoreError};

use super::piece::Piece;
use super::{Work, comment_of, put_comment};

impl Work<'_> {
    /// Reads a feed, or the page of a listing, and stores what is new in it.
    pub(super) async fn take_feed(&mut self, piece: Piece) -> Result<(), StoreError> {
        let (place, at) = (piece.place.clone(), self.moment_of(&piece));
        let url = piece.url.clone();
        let mut reader = self.shelf.source_for(url.as_deref()).clone();
        if piece.nature == Nature::Feed {
            // It may belong to a source that is read in another way.
            reader.kind = SourceKind::Feed;
        }
        let answer = piece.into_answer();
        let read = busy::off_thread(move || read::parse(&reader, &answer));
        let feed = match read.await.unwrap_or(Err(ParseError::Panicked)) {
            Ok(feed) => feed,
            Err(error) => {
                self.report.fail(&place, error.to_string());
                return Ok(());
            }
        };
        if feed.is_cut_off {
            let entries = feed.entries.len();
            self.report.tell(&place, ParseError::Truncated { entries }.to_string());
        }
        // A saved feed that does not say its own address says that of its site.
        let source = self.shelf.source_for(url.as_deref().or(feed.link.as_deref())).clone();
        let documents = entries::documents(&feed, &source, at);
        let news = self.news_of(&source, feed, documents, at).await?;
        self.store(news, at).await
    }

    /// What of a feed the store does not have yet. What it has seen changed after the feed was
    /// archived stays as it is.
    pub(super) async fn news_of(
        &mut self,
        source: &Source,
        feed: Feed,
        mut documents: Vec<Document>,
        at: Timestamp,
    ) -> Result<Vec<Document>, StoreError> {
        let all = documents.len();
        documents.retain(|document| is_young_enough(source, document, self.now));
        let too_old = all - documents.len();
        for _ in 0..too_old {
            self.report.skip(Skipped::TooOld);
        }
        let documents = self.store.obey(documents).await?.documents;
        let keys: Vec<EntryKey<'_>> = documents.iter().map(key_of).collect();
        let known = self.store.known_entries(&source.id, &keys).await?;
        let standings = entries::compare(&documents, &known, feed.link.as_deref());
        let mut news = Vec::new();
        for (mut document, standing) in documents.into_iter().zip(standings) {
            match standing {
                Standing::New => {}
                Standing::Edited(known) if known.changed <= at => {
                    document.id = known.id;
                    self.keep_read_text(&mut document).await?;
                }
                Standing::Edited(_) | Standing::Touched(_) | Standing::Known => {
                    self.report.unchanged += 1;
                    continue;
                }
            }
            news.push(document);
        }
        let declared = source.language;
        let enriched = busy::off_thread(move || {
            for document in &mut news {
                enrich(document, declared);
            }
            news
        });
        Ok(enriched.await.unwrap_or_default())
    }

    /// The text of a page that has been read says more than the feed.
    async fn keep_read_text(&self, document: &mut Document) -> Result<(), StoreError> {
        let Some(before) = self.store.document(document.id.as_str()).await? else { return Ok(()) };
        let comment = comment_of(&before.text);
        if before.page == PageState::Read {
            document.text = before.text;
            document.html = before.html;
            document.url = before.url.or(document.url.take());
            document.page = PageState::Read;
        } else if comment.is_some() {
            put_comment(document, comment.as_deref());
        }
        Ok(())
    }
}

/// What its source would remove at once is not taken in.
pub(super) fn is_young_enough(source: &Source, document: &Document, now: Timestamp) -> bool {
    source.keep.is_none_or(|keep| document.date() >= now.minus(keep))
}
