//! A saved search as pages and feeds speak of it: what it is called, where it stands, what it finds.

use crate::message::{Locale, search as explained, watching as text};
use crate::model::{NETWORK_LETTER, SavedSearch, SearchAnswer, Sort};
use crate::web::excerpt::capitalised;
use crate::web::fault::Fault;
use crate::web::found::{self, Wanted};
use crate::web::library::Widening;
use crate::web::links;
use crate::web::state::AppState;

/// By its key; a removed one is gone, which feed readers understand.
pub async fn load(state: &AppState, key: &str) -> Result<SavedSearch, Fault> {
    let store = state.library.store().await.ok_or(Fault::NotFound)?;
    match store.search(key).await {
        Ok(Some(search)) => Ok(search),
        Ok(None) if store.is_search_removed(key).await.unwrap_or_default() => {
            Err(Fault::SearchRemoved)
        }
        Ok(None) => Err(Fault::NotFound),
        Err(error) => Err(super::trouble(error.into())),
    }
}

/// The page of a search, or one of its files: `/feed.atom`.
pub fn address(key: &str, file: &str) -> String {
    format!("/searches/{}{file}", links::encode(key))
}

/// Where one subscribes to it.
pub fn subscribe_address(key: &str, ui: &str) -> String {
    links::with_parameters("/subscribe", &[("search", key), ("ui", ui)])
}

/// An address and the name of its format.
pub type Way = (String, &'static str);

/// The formats to read on in: feeds, then files.
pub fn ways(key: &str) -> ([Way; 3], [Way; 2]) {
    let at = |file: &str| address(key, file);
    (
        [(at("/feed.atom"), "Atom"), (at("/feed.rss"), "RSS"), (at("/feed.json"), "JSON Feed")],
        [(at("/feed.ics"), "iCalendar"), (at("/hits.csv"), "CSV")],
    )
}

/// What it looks for in words, or why it cannot be read.
pub fn explanation(
    state: &AppState,
    locale: Locale,
    search: &SavedSearch,
) -> Result<String, Fault> {
    if search.query.trim().is_empty() {
        return Ok(text::looks_for_all(locale));
    }
    let now = state.clock.now();
    let understood = state
        .library
        .understand(search.query.trim(), locale, now, Widening::Concepts)
        .map_err(|error| unreadable(search, &error.message))?;
    let head = explained::read_as(locale, "");
    let said = understood.explanation.strip_prefix(&head).unwrap_or(&understood.explanation);
    Ok(text::looks_for(locale, said))
}

/// Runs it, the newest first.
pub async fn hits(
    state: &AppState,
    locale: Locale,
    search: &SavedSearch,
    limit: usize,
) -> Result<SearchAnswer, Fault> {
    let text = search.query.trim();
    let wanted = Wanted { text, widening: Widening::Concepts, sort: Sort::Date, limit };
    found::search(state, locale, &wanted).await.map_err(|fault| of_search(search, fault))
}

/// A fault of its query is not the reader's, who typed nothing.
pub fn of_search(search: &SavedSearch, fault: Fault) -> Fault {
    match fault {
        Fault::Query(error, _) => unreadable(search, &error.message),
        other => other,
    }
}

fn unreadable(search: &SavedSearch, why: &str) -> Fault {
    Fault::SearchUnreadable(search.title.clone(), capitalised(why))
}

/// Title and key of what can be subscribed to: a saved search, or the letter of the network.
pub async fn title(state: &AppState, locale: Locale, key: &str) -> Result<String, Fault> {
    if key == NETWORK_LETTER {
        return Ok(text::network_letter(locale));
    }
    Ok(load(state, key).await?.title)
}
