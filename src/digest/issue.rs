//! Makes the letters of all whose time has come, and puts them into the outbox.
//!
//! Subscriptions that follow the same search, read the same language and have been told the same
//! get the same letter: it is composed once and kept once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use anyhow::Context as _;

use super::Desk;
use super::compose::compose;
use super::letter::Letter;
use super::reading::Reader;
use super::selection::{Selector, Subject};
use super::{links, stored};
use crate::date::{horizon, next_due};
use crate::message::Locale;
use crate::model::{
    Cadence, DocumentId, Language, News, Query, SavedSearch, StoredLetter, Timestamp,
    UnderstoodQuery,
};
use crate::search::Engine;
use crate::store::{DueSubscription, Issue};

/// Subscriptions that are moved on in one transaction.
const ISSUES_AT_A_TIME: usize = 500;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IssueReport {
    /// Subscriptions whose time had come.
    pub due: usize,
    /// Different letters.
    pub letters: usize,
    /// Letters that were queued: one for each subscription with news.
    pub queued: u64,
    /// Subscriptions for which there was nothing new.
    pub quiet: usize,
}

/// Makes the letters that are due.
pub async fn issue_due(
    desk: &Desk,
    engine: &Arc<Engine>,
    now: Timestamp,
) -> anyhow::Result<IssueReport> {
    let due = due(desk, now).await?;
    if due.is_empty() {
        return Ok(IssueReport::default());
    }
    let searches = desk.store.searches().await.context("loading the saved searches")?;
    let reader = Reader::new(&searches, &desk.derived.thesaurus, now);
    let selector = Selector::new(desk, engine, now).await?;
    let mut issuing = Issuing { desk, reader, selector, now, batch: Batch::default() };
    let is_same = |one: &DueSubscription, other: &DueSubscription| {
        one.subscription.search == other.subscription.search
    };
    let mut report = IssueReport { due: due.len(), ..IssueReport::default() };
    for followers in due.chunk_by(is_same) {
        issuing.of_search(followers, &mut report).await?;
        if issuing.batch.issues.len() >= ISSUES_AT_A_TIME {
            report.queued += issuing.write().await?;
        }
    }
    report.queued += issuing.write().await?;
    let IssueReport { due, letters, queued, quiet } = report;
    tracing::info!(due, letters, queued, quiet, "{due} subscriptions were due: {queued} letters");
    Ok(report)
}

/// Those whose time has come, by search, language and what they were told. What is planned for
/// later than its cadence ever allows was planned by a wrong clock, and is due.
async fn due(desk: &Desk, now: Timestamp) -> anyhow::Result<Vec<DueSubscription>> {
    let soon = horizon(Cadence::default(), now);
    let mut due = desk.store.due_subscriptions(now, soon).await.context("loading what is due")?;
    due.retain(|one| {
        let planned = one.subscription.next_due;
        planned <= now || planned > horizon(one.subscription.cadence, now)
    });
    due.sort_by(|one, other| key(one).cmp(&key(other)));
    Ok(due)
}

fn key(due: &DueSubscription) -> (&str, &'static str, i64, &str) {
    let subscription = &due.subscription;
    (&subscription.search, locale_of(due.language).code(), subscription.told, &subscription.id)
}

fn locale_of(language: Language) -> Locale {
    if language == Language::EN { Locale::En } else { Locale::Sv }
}

struct Issuing<'d> {
    desk: &'d Desk,
    reader: Reader,
    selector: Selector,
    now: Timestamp,
    batch: Batch,
}

/// What is to be written.
#[derive(Default)]
struct Batch {
    letters: Vec<StoredLetter>,
    issues: Vec<Issue>,
}

/// Followers of a search that get the same letter.
struct SameLetter {
    told: i64,
    locale: Locale,
    /// Ids of what is news to them.
    news: Vec<DocumentId>,
}

impl Issuing<'_> {
    /// All letters of one search: its news are ranked once for all that were told the same.
    async fn of_search(
        &mut self,
        followers: &[DueSubscription],
        report: &mut IssueReport,
    ) -> anyhow::Result<()> {
        let Some(first) = followers.first() else { return Ok(()) };
        let key = &first.subscription.search;
        let search = self.desk.store.search(key).await?;
        let earliest = followers.iter().map(|one| one.subscription.told).min().unwrap_or_default();
        let news = match &search {
            Some(_) => self.desk.store.news_after(key, earliest).await?,
            // The network letter, and what was removed: nothing is found for them.
            None => Vec::new(),
        };
        let Some(search) = search.filter(|_| !news.is_empty()) else {
            for one in followers {
                self.nothing_new(one, report);
            }
            return Ok(());
        };
        let is_same = |one: &DueSubscription, other: &DueSubscription| {
            let of = |due: &DueSubscription| (locale_of(due.language), due.subscription.told);
            of(one) == of(other)
        };
        let groups: Vec<&[DueSubscription]> = followers.chunk_by(is_same).collect();
        let same = groups.iter().filter_map(|group| group.first()).map(|first| {
            let told = first.subscription.told;
            let untold = news.iter().filter(|news| news.number > told);
            let news = untold.map(|news| news.document.clone()).collect();
            SameLetter { told, locale: locale_of(first.language), news }
        });
        let same: Vec<SameLetter> = same.collect();
        let letters = self.letters(search, same).await?;
        let newest = news.last().map_or(0, |news: &News| news.number);
        for (group, letter) in groups.into_iter().zip(letters) {
            let id = letter.as_ref().map(|letter| letter.id.clone());
            for one in group {
                match &id {
                    Some(id) => self.told(one, id, newest),
                    None => self.nothing_new(one, report),
                }
            }
            report.letters += usize::from(letter.is_some());
            self.batch.letters.extend(letter);
        }
        Ok(())
    }

    async fn letters(
        &self,
        search: SavedSearch,
        same: Vec<SameLetter>,
    ) -> anyhow::Result<Vec<Option<StoredLetter>>> {
        let key = search.key.clone();
        let subject = subject(self.desk, &self.reader, search).await?;
        let selector = self.selector.clone();
        let work = tokio::task::spawn_blocking(move || letters(&selector, &subject, &same));
        let letters = work.await.context("composing letters was broken off")?;
        letters.with_context(|| format!("composing letters of `{key}`"))
    }

    fn told(&mut self, due: &DueSubscription, letter: &str, told: i64) {
        let subscription = &due.subscription;
        let number = subscription.issue.saturating_add(1).to_string();
        let made_of = [subscription.id.as_str(), number.as_str()];
        let message_id = stored::message_id(&self.desk.base_url, &made_of);
        self.batch.issues.push(Issue {
            subscription: subscription.id.clone(),
            issue_before: subscription.issue,
            told,
            next_due: next_due(subscription.cadence, self.now),
            letter: Some((letter.to_owned(), message_id)),
        });
    }

    fn nothing_new(&mut self, due: &DueSubscription, report: &mut IssueReport) {
        let subscription = &due.subscription;
        report.quiet += 1;
        self.batch.issues.push(Issue {
            subscription: subscription.id.clone(),
            issue_before: subscription.issue,
            told: subscription.told,
            next_due: next_due(subscription.cadence, self.now),
            letter: None,
        });
    }

    async fn write(&mut self) -> anyhow::Result<u64> {
        let Batch { letters, issues } = std::mem::take(&mut self.batch);
        if issues.is_empty() {
            return Ok(0);
        }
        let queued = self.desk.store.issue(&letters, &issues, self.now).await;
        queued.context("putting letters into the outbox")
    }
}

/// A search with its query and what readers answered. One that cannot be read any more has news
/// from before that: they are told, though nobody knows by which words they were found.
pub(super) async fn subject(
    desk: &Desk,
    reader: &Reader,
    search: SavedSearch,
) -> anyhow::Result<Subject> {
    let query = reader.read(&search.query, Locale::Sv).unwrap_or_else(|_| UnderstoodQuery {
        query: Query::All,
        explanation: String::new(),
        expansions: Vec::new(),
    });
    let answers = desk.store.feedback(Some(&search.key)).await?;
    Ok(Subject { search, query, answers })
}

/// What is told does not depend on the language: it is chosen once for all who were told the same.
fn letters(
    selector: &Selector,
    subject: &Subject,
    same: &[SameLetter],
) -> anyhow::Result<Vec<Option<StoredLetter>>> {
    let heeded = selector.heeded(subject)?;
    let mut chosen: HashMap<i64, Option<Letter>> = HashMap::new();
    let mut letters = Vec::with_capacity(same.len());
    for SameLetter { told, locale, news } in same {
        let letter = match chosen.entry(*told) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let is_new = !news.is_empty();
                let letter =
                    is_new.then(|| selector.letter(subject, &heeded, news, (*told, *locale)));
                free.insert(letter.transpose()?.flatten())
            }
        };
        letters.push(letter.as_mut().map(|letter| {
            letter.locale = *locale;
            kept(letter, &links::list(&subject.search.title, &subject.search.key))
        }));
    }
    Ok(letters)
}

fn kept(letter: &Letter, list: &str) -> StoredLetter {
    let items = letter.own.iter().chain(&letter.world);
    let documents = items.map(|item| item.document.to_string()).collect();
    stored::letter(compose(letter), letter.locale, list, documents)
}
