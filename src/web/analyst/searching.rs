//! Making and changing a saved search, with a look at what it finds before it is kept.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::message::{Locale, analyst as words, web as text};
use crate::model::{
    Hit, QueryError, SavedSearch, SearchDefinition, SearchName, SearchOrigin, SearchRequest, Sort,
    Visibility,
};
use crate::store::SearchChange;
use crate::token;
use crate::web::asked::{Asked, Parameters};
use crate::web::excerpt::{self, Stretch};
use crate::web::fault::Fault;
use crate::web::library::Widening;
use crate::web::pages::answer;
use crate::web::pages::frame::Frame;
use crate::web::pages::hit::HitView;
use crate::web::session::{Analyst, Fields, Posted, internal, to_page};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::words as told;

use super::inside::{Inside, Tab, around, path_of};

/// Hits that are shown before a search is kept.
const SHOWN: usize = 5;
/// Longest texts, in characters. A query has at most 512.
const LONGEST_TITLE: usize = 80;
const LONGEST_DESCRIPTION: usize = 300;
const LONGEST_QUERY: usize = 600;

#[derive(Template)]
#[template(path = "analyst/search.html")]
struct SearchPage {
    frame: Frame,
    inside: Inside,
    heading: String,
    draft: Draft,
    /// What has to be mended, by field.
    wrong: Wrong,
    preview: Option<Preview>,
}

/// A search as it is being written.
#[derive(Clone, Debug, Default)]
struct Draft {
    /// It is there already, so that its name stays.
    is_known: bool,
    name: String,
    title: String,
    query: String,
    description: String,
    is_private: bool,
    owner: String,
}

#[derive(Default)]
struct Wrong {
    name: Option<String>,
    title: Option<String>,
    query: Option<Vec<Stretch>>,
    owner: Option<String>,
}

/// How the query was understood, and what it finds.
struct Preview {
    explanation: String,
    found: String,
    hits: Vec<HitView>,
    /// The same on the search page.
    all: String,
}

/// What a new search begins with.
#[derive(Debug, Default, Deserialize)]
pub struct Begun {
    #[serde(default)]
    q: String,
}

/// `GET /analyst/searches/new`.
pub async fn new(
    State(state): State<AppState>,
    visitor: Visitor,
    analyst: Analyst,
    Parameters(begun): Parameters<Begun>,
) -> Result<Response, Fault> {
    let query = begun.q.trim().chars().take(LONGEST_QUERY).collect();
    let draft = Draft { query, ..Draft::default() };
    shown(&state, (visitor, &analyst), draft, Wrong::default()).await
}

/// `GET /analyst/searches/{name}`.
pub async fn edit(
    State(state): State<AppState>,
    visitor: Visitor,
    analyst: Analyst,
    Path(name): Path<String>,
) -> Result<Response, Fault> {
    let search = own(&state, &name).await?;
    let draft = Draft {
        is_known: true,
        name,
        title: search.title,
        query: search.query,
        description: search.description,
        is_private: search.visibility == Visibility::Private,
        owner: search.owner.map_or_else(String::new, |owner| owner.as_str().to_owned()),
    };
    shown(&state, (visitor, &analyst), draft, Wrong::default()).await
}

/// `POST /analyst/searches`: shows what it finds, or keeps it.
pub async fn save(
    State(state): State<AppState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Fault> {
    let locale = visitor.locale;
    let draft = Draft::of(&posted.fields);
    let read = definition(&state, visitor, &draft);
    let (mut wrong, definition) = match read {
        Ok(definition) => (Wrong::default(), Some(definition)),
        Err(wrong) => (*wrong, None),
    };
    if posted.fields.raw("do") == "preview" {
        return shown(&state, (visitor, &posted.analyst), draft, wrong).await;
    }
    if let Some(definition) = definition {
        let store = state.library.writable_store().await?;
        let taken = store.search_named(&draft.name).await.map_err(internal)?;
        let is_free = draft.is_known || taken.is_none();
        let key = token::random().map_err(internal)?;
        let change = SearchChange::Put(definition);
        let now = state.clock.now();
        if is_free && store.change_search(&change, &key, now).await.map_err(internal)? {
            return Ok(to_page(&path_of(visitor, "/analyst/searches")));
        }
        wrong.name = Some(words::name_taken(locale));
    }
    shown(&state, (visitor, &posted.analyst), draft, wrong).await
}

/// A search that analysts may change.
pub async fn own(state: &AppState, name: &str) -> Result<SavedSearch, Fault> {
    let store = state.library.writable_store().await?;
    let found = store.search_named(name).await.map_err(internal)?;
    found.filter(|search| search.origin == SearchOrigin::Analyst).ok_or(Fault::NotFound)
}

impl Draft {
    fn of(fields: &Fields) -> Self {
        Self {
            is_known: fields.raw("known") == "1",
            name: fields.line("name", 80).to_lowercase(),
            title: fields.line("title", LONGEST_TITLE),
            query: fields.line("query", LONGEST_QUERY),
            description: fields.line("description", LONGEST_DESCRIPTION),
            is_private: fields.raw("visibility") == "private",
            owner: fields.line("owner", 300),
        }
    }
}

/// Reads a draft; says all that is wrong at once.
fn definition(
    state: &AppState,
    visitor: Visitor,
    draft: &Draft,
) -> Result<SearchDefinition, Box<Wrong>> {
    let locale = visitor.locale;
    let mut wrong = Wrong::default();
    let name = draft.name.parse::<SearchName>();
    // `new` would stand where new ones are made.
    if name.is_err() || draft.name == "new" {
        wrong.name = Some(words::name_wrong(locale));
    }
    if draft.title.is_empty() {
        wrong.title = Some(words::title_missing(locale));
    }
    wrong.query = query_trouble(state, locale, &draft.query);
    let owner = if draft.owner.is_empty() { Ok(None) } else { draft.owner.parse().map(Some) };
    if owner.is_err() {
        wrong.owner = Some(words::owner_wrong(locale));
    }
    let is_well = wrong.name.is_none() && wrong.title.is_none() && wrong.query.is_none();
    match (name, owner) {
        (Ok(name), Ok(owner)) if is_well => Ok(SearchDefinition {
            name,
            title: draft.title.clone(),
            query: draft.query.clone(),
            description: draft.description.clone(),
            visibility: if draft.is_private { Visibility::Private } else { Visibility::Shared },
            owner,
        }),
        _ => Err(Box::new(wrong)),
    }
}

fn query_trouble(state: &AppState, locale: Locale, query: &str) -> Option<Vec<Stretch>> {
    if query.is_empty() {
        return Some(excerpt::sentence(&words::query_missing(locale)));
    }
    let now = state.clock.now();
    let read = state.library.understand(query, locale, now, Widening::WordsAlone);
    let QueryError { message, suggestion, .. } = read.err()?;
    let advice = suggestion
        .map_or_else(String::new, |better| format!(" {} `{better}`?", text::did_you_mean(locale)));
    Some(excerpt::sentence(&excerpt::capitalised(&format!("{message}.{advice}"))))
}

async fn shown(
    state: &AppState,
    (visitor, analyst): (Visitor, &Analyst),
    draft: Draft,
    wrong: Wrong,
) -> Result<Response, Fault> {
    let locale = visitor.locale;
    let has_wrong = wrong.name.is_some()
        || wrong.title.is_some()
        || wrong.query.is_some()
        || wrong.owner.is_some();
    let status = if has_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let heading =
        if draft.is_known { words::edit_search(locale) } else { words::new_search(locale) };
    let page = if draft.is_known { draft.name.as_str() } else { "new" };
    let path = format!("/analyst/searches/{page}");
    let (frame, inside) = around(state, (visitor, analyst), Tab::Searches, heading.clone(), &path);
    let preview = preview(state, visitor, &draft.query).await?;
    let page = SearchPage { frame, inside, heading, draft, wrong, preview };
    Ok(answer(status, locale, &page))
}

/// `None` where there is nothing to look at yet, or the query cannot be read.
async fn preview(
    state: &AppState,
    visitor: Visitor,
    query: &str,
) -> Result<Option<Preview>, Fault> {
    let (locale, now) = (visitor.locale, state.clock.now());
    if query.is_empty() {
        return Ok(None);
    }
    let read = state.library.understand(query, locale, now, Widening::Concepts);
    let Ok(understood) = read else { return Ok(None) };
    let request = SearchRequest {
        query: understood.query,
        expansions: understood.expansions,
        sort: Sort::Date,
        offset: 0,
        limit: SHOWN,
        now,
        facets: false,
        snippets: true,
        fold: true,
        explain: false,
    };
    let found = state.library.search(request).await?.unwrap_or_default();
    let whole = |hit: &&Hit| hit.missing.is_empty();
    let asked = Asked { ui: visitor.ui().to_owned(), ..Asked::default() };
    Ok(Some(Preview {
        explanation: understood.explanation,
        found: told::hits(locale, found.total),
        hits: found.hits.iter().filter(whole).map(|hit| HitView::new(hit, visitor, now)).collect(),
        all: asked.with_text(query).with_sort("date").address(),
    }))
}
