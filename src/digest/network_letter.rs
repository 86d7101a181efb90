//! The network letter (nätverksbrev): a basket that an analyst has commented and signed, sent once
//! to all who have confirmed that they want it.

use crate::date::Day;
use crate::message::{Locale, analyst};
use crate::model::{
    Ask, Basket, BasketItem, Document, FactName, HitFacts, Language, NETWORK_LETTER, Source,
    StoredLetter, SubscriptionState, Timestamp, Understanding,
};
use crate::store::{Issue, StoreError, SubscriptionRow};

use super::compose::compose;
use super::desk::Desk;
use super::letter::{Content, Item, Letter, Remark};
use super::selection::town;
use super::{links, stored};

/// Longest summary of a hit in a letter, in characters.
const SUMMARY: usize = 300;

/// Begins the `List-Id`: the key of the network letter without its dot.
const LIST: &str = "natverksbrev";

/// What became of a letter that was to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// So many letters wait in the outbox.
    Queued(u64),
    /// It was sent before; nothing was done.
    SentBefore,
    /// Nobody has confirmed that they want it; nothing was done.
    NobodyWaits,
}

/// Who gets it: confirmed, not paused, and their mail server takes letters.
pub async fn readers(desk: &Desk) -> Result<Vec<SubscriptionRow>, StoreError> {
    let mut rows = desk.store.subscriptions(Some(NETWORK_LETTER)).await?;
    rows.retain(|row| {
        row.subscription.state == SubscriptionState::Confirmed && row.subscriber.suspended.is_none()
    });
    Ok(rows)
}

/// Puts the letter into the outbox for everybody who gets it, each in their language. Whoever is
/// first to mark the basket as sent does it; nobody after.
pub async fn send(desk: &Desk, basket: &Basket, now: Timestamp) -> Result<Sending, StoreError> {
    let readers = readers(desk).await?;
    if readers.is_empty() {
        return Ok(Sending::NobodyWaits);
    }
    let mut letters: Vec<StoredLetter> = Vec::new();
    let mut issues = Vec::new();
    for row in &readers {
        let locale = locale_of(row.subscriber.language);
        let known = letters.iter().find(|letter| letter.language == locale.code());
        let id = if let Some(letter) = known {
            letter.id.clone()
        } else {
            let letter = kept(&letter(desk, basket, locale, now).await?);
            let id = letter.id.clone();
            letters.push(letter);
            id
        };
        issues.push(issue(desk, row, id));
    }
    let queued = desk.store.issue_basket(&basket.id, &letters, &issues, now).await?;
    Ok(queued.map_or(Sending::SentBefore, Sending::Queued))
}

fn issue(desk: &Desk, row: &SubscriptionRow, letter: String) -> Issue {
    let subscription = &row.subscription;
    let number = subscription.issue.saturating_add(1).to_string();
    let made_of = ["network", subscription.id.as_str(), number.as_str()];
    let message_id = stored::message_id(&desk.base_url, &made_of);
    Issue {
        subscription: subscription.id.clone(),
        issue_before: subscription.issue,
        // It has neither a query nor a cadence: nothing but its number moves.
        told: subscription.told,
        next_due: subscription.next_due,
        letter: Some((letter, message_id)),
    }
}

fn kept(letter: &Letter) -> StoredLetter {
    let documents = letter.own.iter().map(|item| item.document.to_string()).collect();
    let list = links::list(&analyst::network_letter(letter.locale), LIST);
    stored::letter(compose(letter), letter.locale, &list, documents)
}

fn locale_of(language: Language) -> Locale {
    if language == Language::EN { Locale::En } else { Locale::Sv }
}

/// What the letter says in one language. The analyst's words stay as they were written; a hit that
/// has gone from the store is left out.
pub async fn letter(
    desk: &Desk,
    basket: &Basket,
    locale: Locale,
    now: Timestamp,
) -> Result<Letter, StoreError> {
    let mut items = Vec::new();
    for picked in &basket.items {
        let found = desk.store.document(picked.document.as_str()).await;
        let found = match found {
            // The store also finds beginnings of ids, which are no hit that was picked.
            Ok(found) => found.filter(|document| document.id == picked.document),
            Err(StoreError::Ambiguous { .. }) => None,
            Err(error) => return Err(error),
        };
        let Some(mut document) = found else { continue };
        let understanding = desk.store.understanding(&document.id).await?;
        document.heed(&understanding.corrected);
        items.push(item(desk, picked, &document, &understanding));
    }
    let base = &*desk.base_url;
    Ok(Letter {
        locale,
        title: basket.title.clone(),
        network: desk.network.name.clone(),
        now,
        content: Content::Network {
            introduction: basket.introduction.clone(),
            signature: basket.signature.clone(),
        },
        own: items,
        world: Vec::new(),
        more: 0,
        rest: String::new(),
        silent_sources: 0,
        home: base.to_owned(),
        manage: links::manage_page(base, links::MANAGE),
        subscribe: format!("{base}/searches"),
    })
}

fn item(desk: &Desk, picked: &BasketItem, document: &Document, found: &Understanding) -> Item {
    let base = &*desk.base_url;
    let source = desk.sources.iter().find(|source| source.id == document.source);
    let page = links::document_page(base, &document.id);
    let facts = HitFacts::of(found);
    let day = |text: Option<&String>| text.and_then(|text| Day::read(text));
    Item {
        document: document.id.clone(),
        title: document.title.clone(),
        summary: summary(document),
        link: document.url.as_ref().map_or_else(|| page.clone(), |url| url.as_str().to_owned()),
        page,
        place: town(&facts),
        source: source.map_or_else(|| document.source.to_string(), |source| source.name.clone()),
        date: document.date(),
        language: document.language,
        kind: facts.kind,
        matched: Vec::new(),
        cost: found.facts(FactName::Budget).next().map(|fact| fact.value.clone()),
        closes: day(facts.closes.as_ref()),
        event: day(facts.event.as_ref()),
        needs_login: source.is_some_and(|source: &Source| source.login.is_some()),
        also_in: Vec::new(),
        remark: Some(Remark {
            ask: picked.ask,
            answer_by: Day::read(&picked.answer_by).filter(|_| picked.ask == Ask::Answer),
            comment: picked.comment.clone(),
        }),
        answer: links::answer_placeholder(&document.id),
    }
}

/// The first sentences, cut at a word.
fn summary(document: &Document) -> String {
    let text = if document.summary.is_empty() { &document.text } else { &document.summary };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= SUMMARY {
        return text;
    }
    let cut: String = text.chars().take(SUMMARY - 2).collect();
    let at_word = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{at_word} …")
}
