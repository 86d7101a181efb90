//! News for webhooks: chats, push messages, and programs of others.
//!
//! A message is made of the same letter that subscribers get, kept in the outbox, and sent from
//! there, so that it is repeated until it is taken, and no more. How it is written down for which
//! service stands in `forms`.

mod forms;
mod send;
mod signature;
#[cfg(test)]
mod tests;

pub use send::send_to_hook;

use std::sync::Arc;

use anyhow::Context as _;

use super::Desk;
use super::issue::subject;
use super::letter::Letter;
use super::reading::Reader;
use super::selection::Selector;
use crate::message::Locale;
use crate::model::{
    DocumentId, Hook, HookForm, Language, News, SavedSearch, StoredLetter, Timestamp,
};
use crate::search::Engine;
use crate::store::HookStanding;
use crate::token;

/// A webhook that has something to be told.
struct Untold<'h> {
    hook: &'h Hook,
    search: SavedSearch,
    standing: HookStanding,
    news: Vec<News>,
}

/// Puts a message into the outbox for each webhook whose search has news. Gives how many.
pub async fn issue_to_hooks(
    desk: &Desk,
    hooks: &[Hook],
    engine: &Arc<Engine>,
    now: Timestamp,
) -> anyhow::Result<u64> {
    let mut untold = Vec::new();
    for hook in hooks {
        untold.extend(untold_to(desk, hook).await?);
    }
    if untold.is_empty() {
        return Ok(0);
    }
    let searches = desk.store.searches().await.context("loading the saved searches")?;
    let reader = Reader::new(&searches, &desk.derived.thesaurus, now);
    let selector = Selector::new(desk, engine, now).await?;
    let mut queued = 0;
    for one in untold {
        let Untold { hook, standing, .. } = one;
        let newest = one.news.last().map_or(standing.told, |news| news.number);
        // What is kept no more is nothing to tell.
        let Some(letter) = letter_for(desk, &reader, &selector, one).await? else { continue };
        let message = message(hook.form, &letter);
        let store = &desk.store;
        let is_ours = store.issue_to_hook(&hook.name, standing, newest, &message, now).await;
        queued += u64::from(is_ours.context("putting a message into the outbox")?);
    }
    Ok(queued)
}

async fn untold_to<'h>(desk: &Desk, hook: &'h Hook) -> anyhow::Result<Option<Untold<'h>>> {
    let Some(search) = desk.store.search_named(&hook.search).await? else {
        let (name, search) = (&hook.name, &hook.search);
        tracing::warn!(
            webhook = %name,
            "webhook `{name}` follows `{search}`, and no saved search is called that"
        );
        return Ok(None);
    };
    let standing = desk.store.hook(&hook.name, &search.key).await?;
    let news = desk.store.news_after(&search.key, standing.told).await?;
    Ok((!news.is_empty()).then_some(Untold { hook, search, standing, news }))
}

async fn letter_for(
    desk: &Desk,
    reader: &Reader,
    selector: &Selector,
    untold: Untold<'_>,
) -> anyhow::Result<Option<Letter>> {
    let Untold { hook, search, standing, news } = untold;
    let locale = if hook.language == Language::EN { Locale::En } else { Locale::Sv };
    let ids: Vec<DocumentId> = news.into_iter().map(|news| news.document).collect();
    let subject = subject(desk, reader, search).await?;
    let selector = selector.clone();
    let work = tokio::task::spawn_blocking(move || {
        let heeded = selector.heeded(&subject)?;
        selector.letter(&subject, &heeded, &ids, (standing.told, locale))
    });
    Ok(work.await.context("composing a message was broken off")??)
}

/// The message as it is kept until it is sent.
fn message(form: HookForm, letter: &Letter) -> StoredLetter {
    let (subject, payload) = forms::payload(form, letter);
    let items = letter.own.iter().chain(&letter.world);
    StoredLetter {
        id: token::hash(&[form.code(), &payload].join("\u{0}")),
        subject,
        html: String::new(),
        text: payload,
        language: letter.locale.code().to_owned(),
        list: String::new(),
        documents: items.map(|item| item.document.to_string()).collect(),
    }
}
