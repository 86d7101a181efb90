//! What people do about their subscriptions: asking, confirming, changing, ending, answering.
//!
//! Pages and commands use the same operations. None of them says whether an address is known.

use std::time::Duration;

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::date;
use crate::digest::compose::{self, Confirmation};
use crate::digest::{Desk, links, stored};
use crate::message::{Locale, letter as text};
use crate::model::{
    Application, Cadence, Channel, ConsentEvent, Document, DocumentId, Feedback, Language,
    NETWORK_LETTER, Queued, SearchOrigin, StoredLetter, Subscription, SubscriptionState, Timestamp,
    TokenPurpose, Verdict,
};
use crate::store::{Applied, Asking, Person, SubscriptionRow};
use crate::token;

/// How long a confirmation can be given.
const TO_CONFIRM: Duration = Duration::from_hours(48);

/// A hit that is asked about, and who is asked.
#[derive(Clone, Debug)]
pub struct Question {
    pub row: SubscriptionRow,
    pub document: Document,
}

/// Takes an application; where a letter should go out that asks to confirm, it is queued. Whoever
/// asked hears the same of either.
pub async fn subscribe(
    desk: &Desk,
    application: &Application,
    event: ConsentEvent,
    now: Timestamp,
) -> anyhow::Result<Applied> {
    let subject = subject(desk, &application.search, application.language).await?;
    let ids = [token::random()?, token::random()?];
    let ids = [ids[0].as_str(), ids[1].as_str()];
    let ask = |subscription: &Subscription| asking(desk, application, subscription, &subject, now);
    Ok(desk.store.apply_and_ask(application, (ids, event), now, ask).await?)
}

/// The letter that asks to confirm. Its issue is the moment of the application, so that each
/// application has a token of its own.
fn asking(
    desk: &Desk,
    application: &Application,
    subscription: &Subscription,
    subject: &Subject,
    now: Timestamp,
) -> Asking {
    let issue = now.as_millis();
    let token = links::confirm_token(&desk.key, &subscription.id, issue);
    let letter = letter(desk, application, subject);
    let row = Queued {
        channel: Channel::Confirmation,
        recipient: subscription.id.clone(),
        issue,
        letter: letter.id.clone(),
        message_id: stored::message_id(
            &desk.base_url,
            &[Channel::Confirmation.code(), &subscription.id, &issue.to_string()],
        ),
    };
    Asking { token: token::hash(&token), expires: now.plus(TO_CONFIRM), letter, row }
}

fn letter(desk: &Desk, application: &Application, subject: &Subject) -> StoredLetter {
    let locale = locale_of(application.language);
    let composed = compose::confirmation(&Confirmation {
        locale,
        network: desk.network.name.clone(),
        title: subject.title.clone(),
        is_typed: subject.is_typed,
        finds: subject.finds.clone(),
        cadence: text::how_often(locale, &application.search, application.cadence),
        home: desk.base_url.to_string(),
        link: links::confirm_page(&desk.base_url, links::CONFIRM),
    });
    stored::letter(composed, locale, "", Vec::new())
}

/// What somebody wants letters on.
struct Subject {
    title: String,
    /// The title is the query of whoever asked first.
    is_typed: bool,
    /// Empty where the title says it all.
    finds: String,
}

/// The network letter has no search.
async fn subject(desk: &Desk, key: &str, language: Language) -> anyhow::Result<Subject> {
    if key == NETWORK_LETTER {
        let title = text::network_letter(locale_of(language));
        return Ok(Subject { title, is_typed: false, finds: String::new() });
    }
    let search = desk.store.search(key).await?.context("there is no such saved search")?;
    let is_typed = search.origin == SearchOrigin::Subscriber;
    Ok(Subject { title: search.title, is_typed, finds: search.description })
}

/// Who would confirm with this token; nothing changes.
pub async fn to_confirm(
    desk: &Desk,
    token: &str,
    now: Timestamp,
) -> anyhow::Result<Option<SubscriptionRow>> {
    let row = opened_by(desk, TokenPurpose::Confirm, token, now).await?;
    Ok(row.filter(|row| row.subscription.state != SubscriptionState::Ended))
}

/// Confirms a subscription; `None` where the token has expired or was never. To confirm twice is to
/// confirm once.
pub async fn confirm(
    desk: &Desk,
    token: &str,
    now: Timestamp,
) -> anyhow::Result<Option<SubscriptionRow>> {
    let Some(row) = to_confirm(desk, token, now).await? else { return Ok(None) };
    let id = row.subscription.id.as_str();
    let manage = links::manage_token(&desk.key, id);
    let kept = [(token::hash(&manage), id.to_owned())];
    desk.store.keep_tokens(TokenPurpose::Manage, &kept, None).await?;
    let first_due = date::next_due(row.subscription.cadence, now);
    desk.store.confirm(id, first_due, now).await?;
    Ok(desk.store.subscription(id).await?)
}

/// The subscription that a link in a letter manages.
pub async fn opened(
    desk: &Desk,
    token: &str,
    now: Timestamp,
) -> anyhow::Result<Option<SubscriptionRow>> {
    opened_by(desk, TokenPurpose::Manage, token, now).await
}

async fn opened_by(
    desk: &Desk,
    purpose: TokenPurpose,
    token: &str,
    now: Timestamp,
) -> anyhow::Result<Option<SubscriptionRow>> {
    let opened = desk.store.opened_by(purpose, &token::hash(token), now).await?;
    match opened {
        Some(id) => Ok(desk.store.subscription(&id).await?),
        None => Ok(None),
    }
}

/// Another cadence for this subscription, another language for all letters to this subscriber.
pub async fn change(
    desk: &Desk,
    row: &SubscriptionRow,
    cadence: Cadence,
    language: Language,
    now: Timestamp,
) -> anyhow::Result<()> {
    if cadence != row.subscription.cadence {
        let next_due = date::next_due(cadence, now);
        desk.store.set_cadence(&row.subscription.id, cadence, next_due, now).await?;
    }
    if language != row.subscriber.language {
        desk.store.set_language(&row.subscriber.id, language).await?;
    }
    Ok(())
}

/// Letters rest. Only what is confirmed can rest.
pub async fn pause(
    desk: &Desk,
    row: &SubscriptionRow,
    by: &str,
    now: Timestamp,
) -> anyhow::Result<bool> {
    let from = SubscriptionState::Confirmed;
    turn(desk, row, [from, SubscriptionState::Paused], by, now).await
}

/// Letters come again. What has ended is not resumed: that needs another confirmation.
pub async fn resume(
    desk: &Desk,
    row: &SubscriptionRow,
    by: &str,
    now: Timestamp,
) -> anyhow::Result<bool> {
    let from = SubscriptionState::Paused;
    turn(desk, row, [from, SubscriptionState::Confirmed], by, now).await
}

async fn turn(
    desk: &Desk,
    row: &SubscriptionRow,
    [from, to]: [SubscriptionState; 2],
    by: &str,
    now: Timestamp,
) -> anyhow::Result<bool> {
    if row.subscription.state != from {
        return Ok(false);
    }
    Ok(desk.store.set_state(&row.subscription.id, to, by, now).await?)
}

/// No more letters. To end twice is to end once.
pub async fn end(
    desk: &Desk,
    row: &SubscriptionRow,
    by: &str,
    now: Timestamp,
) -> anyhow::Result<bool> {
    if row.subscription.state == SubscriptionState::Ended {
        return Ok(false);
    }
    Ok(desk.store.set_state(&row.subscription.id, SubscriptionState::Ended, by, now).await?)
}

/// Forgets a subscriber with all subscriptions.
pub async fn erase(
    desk: &Desk,
    row: &SubscriptionRow,
    by: &str,
    now: Timestamp,
) -> anyhow::Result<bool> {
    Ok(desk.store.erase(&row.subscriber.id, by, now).await?)
}

/// All that is kept of a subscriber (GDPR, articles 15 and 20).
pub async fn export(desk: &Desk, row: &SubscriptionRow) -> anyhow::Result<Option<Value>> {
    let person = desk.store.person(&row.subscriber.address).await?;
    Ok(person.map(|person| written(&person)))
}

/// A person as JSON.
pub fn written(person: &Person) -> Value {
    let subscriber = &person.subscriber;
    let subscription = |row: &SubscriptionRow| {
        let kept = &row.subscription;
        json!({
            "id": kept.id,
            "search": row.title,
            "search_key": kept.search,
            "state": kept.state,
            "cadence": kept.cadence,
            "created": kept.created,
            "confirmed": kept.confirmed,
            "letters": kept.issue,
            "last_looked": kept.last_issue,
            "next_due": kept.next_due,
        })
    };
    let answer = |answer: &Feedback| {
        json!({
            "search_key": answer.search,
            "document": answer.document.as_str(),
            "answer": answer.verdict,
            "at": answer.at,
        })
    };
    let letter = |(at, subject): &(Timestamp, String)| json!({ "sent": at, "subject": subject });
    json!({
        "address": subscriber.address.as_str(),
        "language": subscriber.language.as_str(),
        "created": subscriber.created,
        "refusals_in_a_row": subscriber.refusals,
        "suspended": subscriber.suspended,
        "subscriptions": person.subscriptions.iter().map(subscription).collect::<Vec<_>>(),
        "consents": person.consents,
        "answers": person.feedback.iter().map(answer).collect::<Vec<_>>(),
        "letters": person.letters.iter().map(letter).collect::<Vec<_>>(),
    })
}

/// What a seal asks about; `None` where we have not signed it, the subscription is gone, or the
/// document was no news of its search and stood in no letter to the network.
pub async fn question(desk: &Desk, seal: &str) -> anyhow::Result<Option<Question>> {
    let Some((subscription, document)) = links::unseal(&desk.key, seal) else { return Ok(None) };
    let Some(row) = desk.store.subscription(&subscription).await? else { return Ok(None) };
    if !was_told(desk, &row.subscription.search, &document).await? {
        return Ok(None);
    }
    let found = desk.store.documents(&[document]).await?;
    Ok(found.into_iter().next().map(|document| Question { row, document }))
}

async fn was_told(desk: &Desk, search: &str, document: &DocumentId) -> anyhow::Result<bool> {
    if search != NETWORK_LETTER {
        return Ok(desk.store.is_news(search, document).await?);
    }
    let baskets = desk.store.baskets().await?;
    let mut sent = baskets.iter().filter(|basket| basket.sent.is_some());
    Ok(sent.any(|basket| basket.items.iter().any(|item| item.document == *document)))
}

/// Keeps an answer in the place of an earlier one.
pub async fn answer(
    desk: &Desk,
    seal: &str,
    verdict: Verdict,
    now: Timestamp,
) -> anyhow::Result<Option<Question>> {
    let Some(question) = question(desk, seal).await? else { return Ok(None) };
    let feedback = Feedback {
        subscription: question.row.subscription.id.clone(),
        search: question.row.subscription.search.clone(),
        document: question.document.id.clone(),
        verdict,
        at: now,
    };
    desk.store.save_feedback(&feedback).await?;
    Ok(Some(question))
}

/// The interface that a subscriber reads.
pub fn locale_of(language: Language) -> Locale {
    if language == Language::EN { Locale::En } else { Locale::Sv }
}
