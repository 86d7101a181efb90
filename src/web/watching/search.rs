//! One saved search: `GET /searches/{key}`, with what is new after a number (`?since=12`).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::message::{Locale, watching, web as text};
use crate::model::{Document, DocumentId, NETWORK_LETTER, SavedSearch, SearchAnswer, Visibility};
use crate::web::asked::{Asked, PAGE_HITS, Parameters};
use crate::web::excerpt::{self, Stretch};
use crate::web::fault::Fault;
use crate::web::pages::document::public_text;
use crate::web::pages::frame::{self, Frame, Section};
use crate::web::pages::hit::{HitView, foreign, language_tag};
use crate::web::pages::{answer, unkept};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::watching::saved::{self, Way};
use crate::web::watching::telling;
use crate::web::{links, words};

/// News on one page; whoever has been away longer reads the newest of them.
const MOST_NEWS: usize = 100;

#[derive(Template)]
#[template(path = "saved.html")]
struct SavedPage {
    frame: Frame,
    title: String,
    description: String,
    explanation: String,
    /// Why it cannot be read; empty while it can.
    trouble: Vec<Stretch>,
    is_private: bool,
    subscribe: String,
    feeds: [Way; 3],
    files: [Way; 2],
    heading: String,
    hits: Vec<HitView>,
    level: u8,
    /// The search that it is, and how many it finds.
    all: Option<(String, String)>,
    /// The whole page, from where only news are shown.
    whole: String,
    /// This page with what is new from now on.
    bookmark: String,
    /// What a letter on it looks like.
    letter: String,
}

/// What may be asked of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Since {
    since: String,
}

/// `GET /searches/{key}`.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(key): Path<String>,
    Parameters(asked): Parameters<Since>,
) -> Result<Response, Fault> {
    if key == NETWORK_LETTER {
        return Ok(telling::network_letter(&state, visitor));
    }
    let since = match asked.since.as_str() {
        "" => None,
        number => Some(number.parse().map_err(|_| Fault::Parameter("since", "0–…"))?),
    };
    let search = saved::load(&state, &key).await?;
    let page = match since {
        Some(number) => news(&state, visitor, &search, number).await?,
        None => hits(&state, visitor, &search).await?,
    };
    let shown = answer(StatusCode::OK, visitor.locale, &page);
    Ok(if page.is_private { unkept(shown) } else { shown })
}

/// What it finds now, the newest first; where it cannot be read, the page says why.
async fn hits(
    state: &AppState,
    visitor: Visitor,
    search: &SavedSearch,
) -> Result<SavedPage, Fault> {
    let locale = visitor.locale;
    let page = empty(state, visitor, search, None);
    let found = match saved::hits(state, locale, search, PAGE_HITS).await {
        Err(fault @ Fault::SearchUnreadable(..)) => {
            let trouble = excerpt::sentence(&fault.message(locale));
            return Ok(SavedPage { trouble, ..page });
        }
        found => found?,
    };
    let now = state.clock.now();
    let hits = found.hits.iter().map(|hit| HitView::new(hit, visitor, now)).collect();
    let all = (found.total > found.hits.len()).then(|| all(visitor, search, &found));
    Ok(SavedPage { heading: heading(locale, &found), hits, all, ..page })
}

fn heading(locale: Locale, found: &SearchAnswer) -> String {
    match found.total {
        0 => words::hits(locale, 0),
        _ => watching::newest_hits(locale),
    }
}

fn all(visitor: Visitor, search: &SavedSearch, found: &SearchAnswer) -> (String, String) {
    let asked = Asked { ui: visitor.ui().to_owned(), ..Asked::default() };
    let address = asked.with_text(search.query.trim()).with_sort("date").address();
    let number = words::number(visitor.locale, found.total as u64);
    (address, watching::all_hits(visitor.locale, &number))
}

/// What has become news after a number, the newest first.
async fn news(
    state: &AppState,
    visitor: Visitor,
    search: &SavedSearch,
    number: i64,
) -> Result<SavedPage, Fault> {
    let store = state.library.store().await.ok_or(Fault::NotFound)?;
    let trouble = |error: crate::store::StoreError| super::trouble(error.into());
    let news = store.news_after(&search.key, number).await.map_err(trouble)?;
    let newest = news.iter().rev().take(MOST_NEWS);
    let ids: Vec<DocumentId> = newest.map(|news| news.document.clone()).collect();
    let documents = store.documents(&ids).await.map_err(trouble)?;
    let in_order = ids.iter().filter_map(|id| documents.iter().find(|found| found.id == *id));
    let locale = visitor.locale;
    let heading = match news.len() {
        0 => watching::nothing_new(locale),
        1 => watching::one_new(locale),
        count => watching::many_new(locale, &words::number(locale, count as u64)),
    };
    Ok(SavedPage {
        heading,
        hits: in_order.map(|document| view(state, visitor, document)).collect(),
        ..empty(state, visitor, search, Some(number))
    })
}

/// A document that no search has cut a snippet of.
fn view(state: &AppState, visitor: Visitor, document: &Document) -> HitView {
    let source = state.watch.source(document.source.as_str());
    let about = format!("/documents/{}", links::encode(document.id.as_str()));
    let url = document.url.as_ref().map_or("", |url| url.as_str());
    let date = document.published.or(document.updated).unwrap_or(document.first_seen);
    let (shown, _) = public_text(document, source);
    HitView {
        link: links::web_address(url).unwrap_or_default().to_owned(),
        about: links::with_parameters(&about, &[("ui", visitor.ui())]),
        title: document.title.clone(),
        title_stretches: excerpt::stretches(&document.title, &[]),
        snippet: excerpt::stretches(&excerpt::excerpt(&shown), &[]),
        language: language_tag(document.language),
        foreign: foreign(document.language, visitor.locale),
        source: source.map_or_else(String::new, |source| source.name.clone()),
        day: words::day(visitor.locale, date),
        machine_day: words::machine_day(date),
        ..HitView::default()
    }
}

fn empty(
    state: &AppState,
    visitor: Visitor,
    search: &SavedSearch,
    since: Option<i64>,
) -> SavedPage {
    let locale = visitor.locale;
    let path = saved::address(&search.key, "");
    let at = |since: &str, ui: &str| links::with_parameters(&path, &[("since", since), ("ui", ui)]);
    let since = since.map_or_else(String::new, |number| number.to_string());
    let (feeds, files) = saved::ways(&search.key);
    let is_private = search.visibility == Visibility::Private;
    let of_atom_and_json = {
        let [(atom, _), _, (json, _)] = &feeds;
        (atom.clone(), json.clone())
    };
    SavedPage {
        frame: Frame {
            other_language: at(&since, frame::other(locale).code()),
            feeds: Some(of_atom_and_json),
            ..Frame::new(state, visitor, Section::Watching, search.title.clone())
        },
        title: search.title.clone(),
        description: search.description.clone(),
        explanation: saved::explanation(state, locale, search).unwrap_or_default(),
        trouble: Vec::new(),
        is_private,
        subscribe: saved::subscribe_address(&search.key, visitor.ui()),
        feeds,
        files,
        heading: String::new(),
        hits: Vec::new(),
        level: 3,
        all: None,
        whole: if since.is_empty() { String::new() } else { at("", visitor.ui()) },
        bookmark: at(&search.last_news.to_string(), visitor.ui()),
        letter: links::with_parameters(
            &saved::address(&search.key, "/letter"),
            &[("ui", visitor.ui())],
        ),
    }
}
