//! A saved search whose query can no longer be read: its owner hears of it once.

use super::Desk;
use super::compose::{OwnerNote, owner_note};
use super::links;
use super::stored;
use crate::message::Locale;
use crate::model::{Channel, Queued, SavedSearch, SearchOrigin, Timestamp};

/// Keeps why the query cannot be read, and tells the owner when that is new.
pub(super) async fn keep(
    desk: &Desk,
    search: &SavedSearch,
    trouble: &str,
    now: Timestamp,
) -> anyhow::Result<()> {
    if search.trouble == trouble {
        return Ok(());
    }
    let key = &search.key;
    tracing::warn!(search.key = %key, "the saved search `{key}` cannot be read: {trouble}");
    // Told first: when we die in between, the owner hears of it again rather than never.
    if search.owner.is_some() {
        tell(desk, search, trouble, now).await?;
    }
    desk.store.save_trouble(&search.key, trouble).await?;
    Ok(())
}

/// The query can be read again.
pub(super) async fn clear(desk: &Desk, search: &SavedSearch) -> anyhow::Result<()> {
    if !search.trouble.is_empty() {
        desk.store.save_trouble(&search.key, "").await?;
    }
    Ok(())
}

async fn tell(
    desk: &Desk,
    search: &SavedSearch,
    trouble: &str,
    now: Timestamp,
) -> anyhow::Result<()> {
    let is_listed = search.origin == SearchOrigin::List;
    let note = OwnerNote {
        locale: Locale::Sv,
        network: desk.network.name.clone(),
        name: search.name.as_ref().map(ToString::to_string).unwrap_or_default(),
        title: search.title.clone(),
        query: search.query.clone(),
        trouble: trouble.to_owned(),
        home: desk.base_url.to_string(),
        page: (!is_listed).then(|| links::search_page(&desk.base_url, search)),
    };
    let letter = stored::letter(owner_note(&note), Locale::Sv, "", Vec::new());
    // The moment tells one trouble from a later one that says the same.
    let issue = now.as_millis();
    let row = Queued {
        channel: Channel::Owner,
        recipient: search.key.clone(),
        issue,
        letter: letter.id.clone(),
        message_id: stored::message_id(&desk.base_url, &[&search.key, &issue.to_string()]),
    };
    desk.store.queue(&letter, &[row], now).await?;
    Ok(())
}
