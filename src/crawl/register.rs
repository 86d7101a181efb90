//! A register: page by page, batch by batch; what is new or changed is written as it comes.

use std::collections::HashSet;
use std::io::Seek;
use std::sync::Arc;

use tokio::time::{Instant, timeout_at};

use super::asking::{Asking, Leads, Position};
use super::batches::{self, Batches, PageOfRegister};
use super::brought::{Brought, FirstAnswer};
use super::entries::{self, Names, Standing};
use super::paging::{End, Walk};
use super::source::{SourceError, enrich, key_of, login_of, outlived};
use super::{Parts, Work, busy, quarantine};
use crate::address;
use crate::fetch::limits::REGISTER_RECORDS;
use crate::fetch::{BodyKind, FetchRequest, Fetched, Posted, Spool};
use crate::model::{Document, DocumentId, PageState, Source, SourceState};
use crate::parse::ParseError;

/// What is asked, and of whom.
pub struct Register<'w> {
    pub work: &'w Work,
    pub source: &'w Arc<Source>,
    pub state: &'w SourceState,
    /// The configured address, or where it has moved to.
    pub url: &'w str,
    pub deadline: Instant,
    pub parts: &'w Parts,
}

/// What is remembered from page to page.
#[derive(Default)]
struct Journal {
    names: Names,
    seen: HashSet<DocumentId>,
    is_let_in: bool,
}

/// Reads a register. An error means that nothing of it could be read.
pub async fn read(register: &Register<'_>) -> Result<Brought, SourceError> {
    let now = register.work.clock.now();
    let asking = Asking::of(register.source, register.url);
    let mut at = asking.start(register.state, now);
    let most = register.source.register.max_pages.saturating_sub(at.pages);
    let mut walk = Walk::begin(&asking.key(&at), most);
    let mut brought = Brought::default();
    let mut journal = Journal::default();
    while walk.page().is_some() {
        let turned = register.turn(&asking, &at, &mut brought, &mut journal);
        let turned = timeout_at(register.deadline, turned).await;
        match turned.unwrap_or(Err(SourceError::OutOfTime)) {
            Ok(Turned::Unchanged) => return Ok(brought),
            Ok(Turned::Page { news, next }) => {
                walk.turn(news, next.as_ref().map(|next| asking.key(next)));
                at = next.unwrap_or(at);
            }
            Err(error) if brought.entries == 0 && at.pages == 0 => return Err(error),
            // Many answer so behind their last page.
            Err(error) if error.is_end_of_pages() => walk.finish(End::All),
            Err(SourceError::OutOfTime) if brought.has_news() => walk.finish(End::OutOfTime),
            Err(error) => {
                walk.finish(End::Broken);
                brought.broken = Some(error);
            }
        }
    }
    brought.conclude(&walk, &at, register.source);
    Ok(brought)
}

/// How a page was read.
enum Turned {
    /// It is as it was the last time.
    Unchanged,
    Page {
        /// Entries that no page before had.
        news: usize,
        next: Option<Position>,
    },
}

impl Register<'_> {
    async fn turn(
        &self,
        asking: &Asking<'_>,
        at: &Position,
        brought: &mut Brought,
        journal: &mut Journal,
    ) -> Result<Turned, SourceError> {
        let is_first = at.pages == 0;
        let mut answer = match self.fetch(asking, at).await? {
            Fetched::Body(answer) => *answer,
            Fetched::NotModified { validators, fresh_for, moved_to } => {
                let body_hash = self.state.body_hash.clone();
                let is_unchanged = true;
                brought.answer =
                    FirstAnswer { is_unchanged, validators, body_hash, moved_to, fresh_for };
                return Ok(Turned::Unchanged);
            }
        };
        let spool =
            answer.spool.take().unwrap_or_else(|| Spool::of(std::mem::take(&mut answer.body)));
        let (spool, hash) = hashed(spool).await?;
        if is_first {
            brought.answer = FirstAnswer::of(&answer, &hash);
            if asking.is_constant() && self.state.body_hash.as_deref() == Some(&hash) {
                brought.answer.is_unchanged = true;
                return Ok(Turned::Unchanged);
            }
        }
        let room = REGISTER_RECORDS.saturating_sub(brought.entries);
        let page = PageOfRegister {
            spool,
            content_type: answer.content_type.clone(),
            url: answer.url.clone(),
        };
        let names = std::mem::take(&mut journal.names);
        let (examined, names) = batches::examine(self.source, page, names, room).await?;
        let end = examined.look.end.clone();
        brought.entries += examined.entries;
        brought.warn(&end.warnings);
        brought.add_look(&examined.look);
        let names = Arc::new(names);
        let now = self.work.clock.now();
        let mut batches = Batches::of(self.source, examined, Arc::clone(&names), now, room).await;
        let mut news = 0;
        while let Some(documents) = batches.next(&mut journal.seen).await? {
            news += documents.len();
            self.keep(documents, &names, brought, journal).await?;
        }
        drop(batches);
        journal.names = Arc::unwrap_or_clone(names);
        if end.is_cut_off {
            return Err(SourceError::Parse(ParseError::Truncated { entries: brought.entries }));
        }
        let leads = Leads {
            answered_from: &answer.url,
            records: end.records,
            link: answer.next.as_deref(),
            cursor: end.cursor.as_deref(),
        };
        Ok(Turned::Page { news, next: asking.after(at, &leads) })
    }

    async fn fetch(&self, asking: &Asking<'_>, at: &Position) -> Result<Fetched, SourceError> {
        let url = asking.address(at);
        let posted = asking.posted(at);
        let asks_again = at.pages == 0 && asking.is_constant();
        let is_own_host = address::host_key(&url) == address::host_key(&self.source.url);
        let request = FetchRequest {
            url: &url,
            body: BodyKind::Register,
            validators: asks_again.then_some(&self.state.validators),
            robots_exception: self.source.robots_exception.is_some() && is_own_host,
            login: login_of(self.source),
            post: posted.as_ref().map(|(content_type, body)| Posted {
                content_type,
                body: body.as_slice(),
                headers: &[],
            }),
        };
        Ok(self.work.fetcher.get(&request).await?)
    }

    /// Keeps what is new or changed of a batch, and writes what came before it.
    async fn keep(
        &self,
        mut documents: Vec<Document>,
        names: &Arc<Names>,
        brought: &mut Brought,
        journal: &mut Journal,
    ) -> Result<(), SourceError> {
        let (work, source) = (self.work, self.source);
        entries::leave_old(&mut documents, source, work.clock.now());
        // Before they are compared: a name that was taken out then is no edit now.
        let documents = work.store.obey(documents).await?.documents;
        let keys: Vec<_> = documents.iter().map(key_of).collect();
        let known = work.store.known_entries(&source.id, &keys).await?;
        if !journal.is_let_in {
            let stranger = quarantine::reason(work, source, self.state, &documents, &known).await?;
            if let Some((usual, now)) = stranger {
                return Err(SourceError::Quarantine { entries: documents.len(), usual, now });
            }
            journal.is_let_in = true;
        }
        let standings = entries::compare_named(&documents, &known, names);
        let outlived = outlived(work, source, &documents).await?;
        brought.told_apart += documents.len();
        let mut news = Vec::new();
        for (mut document, standing) in documents.into_iter().zip(standings) {
            match standing {
                Standing::New if !outlived.contains(&document.id) => {
                    brought.look.new += 1;
                    news.push(document);
                }
                Standing::Edited(known) => {
                    brought.seen += 1;
                    brought.look.changed += 1;
                    document.id = known.id;
                    self.keep_page(&mut document, known.page).await?;
                    news.push(document);
                }
                Standing::Touched(known) if document.page == PageState::Waiting => {
                    brought.seen += 1;
                    document.id = known.id;
                    self.keep_page(&mut document, known.page).await?;
                    news.push(document);
                }
                _ => brought.seen += 1,
            }
        }
        if news.is_empty() {
            return Ok(());
        }
        let declared = source.language;
        let enriched = busy::off_thread(move || {
            for document in &mut news {
                enrich(document, declared);
            }
            news
        });
        let news = enriched.await.map_err(|_| SourceError::Interrupted)?;
        let before = std::mem::replace(&mut brought.documents, news);
        if !before.is_empty() {
            brought.has_written = true;
            self.parts.send(&source.id, before).await;
        }
        Ok(())
    }

    /// The text of the page that was read earlier stands until it has been read again.
    async fn keep_page(&self, document: &mut Document, page: PageState) -> Result<(), SourceError> {
        if document.page != PageState::Waiting || page != PageState::Read {
            return Ok(());
        }
        if let Some(earlier) = self.work.store.document(document.id.as_str()).await? {
            document.text = earlier.text;
            document.html = earlier.html;
        }
        Ok(())
    }
}

async fn hashed(mut spool: Spool) -> Result<(Spool, String), SourceError> {
    let hashed = busy::off_thread(move || {
        spool.rewind()?;
        let hash = address::hash_reader(&mut spool)?;
        spool.rewind()?;
        Ok::<_, std::io::Error>((spool, hash))
    });
    let hashed = hashed.await.map_err(|_| SourceError::Interrupted)?;
    hashed.map_err(|error| SourceError::Parse(ParseError::Damaged(error.to_string())))
}
