//! All saved searches: `GET /analyst/searches`.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::message::{analyst as words, web as text};
use crate::model::{SavedSearch, SearchOrigin, Timestamp, Visibility};
use crate::web::fault::Fault;
use crate::web::pages::answer;
use crate::web::pages::frame::Frame;
use crate::web::session::{Analyst, internal};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::words as told;

use super::inside::{Inside, Tab, around, path_of};
use super::overview::last_news;

#[derive(Template)]
#[template(path = "analyst/searches.html")]
struct SearchesPage {
    frame: Frame,
    inside: Inside,
    searches: Vec<SearchView>,
    /// What subscribers follow of the search page: without a name.
    followed: Vec<SearchView>,
    new: String,
}

struct SearchView {
    title: String,
    /// As other searches call it; empty for one without.
    name: String,
    query: String,
    description: String,
    /// Its public page.
    link: String,
    /// The address that opens a private one, to be handed on; empty for shared ones.
    secret: String,
    /// Shared, private, in the source list.
    kind: String,
    subscribers: String,
    last_news: String,
    owner: String,
    trouble: String,
    /// Where it is edited and removed; empty where the source list decides.
    edit: String,
    remove: String,
}

/// `GET /analyst/searches`.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    analyst: Analyst,
) -> Result<Response, Fault> {
    let now = state.clock.now();
    let store = state.library.writable_store().await?;
    let (mut searches, mut followed) = (Vec::new(), Vec::new());
    for search in store.searches().await.map_err(internal)? {
        let last = last_news(&store, &search).await?;
        let view = view(&state, visitor, &search, last.map(|at| (at, now)));
        let place =
            if search.origin == SearchOrigin::Subscriber { &mut followed } else { &mut searches };
        place.push(view);
    }
    let title = words::menu_searches(visitor.locale);
    let path = "/analyst/searches";
    let (frame, inside) = around(&state, (visitor, &analyst), Tab::Searches, title, path);
    let new = path_of(visitor, "/analyst/searches/new");
    let page = SearchesPage { frame, inside, searches, followed, new };
    Ok(answer(StatusCode::OK, visitor.locale, &page))
}

fn view(
    state: &AppState,
    visitor: Visitor,
    search: &SavedSearch,
    last: Option<(Timestamp, Timestamp)>,
) -> SearchView {
    let locale = visitor.locale;
    let page = format!("/searches/{}", search.key);
    let is_private = search.visibility == Visibility::Private;
    let name = search.name.as_ref().filter(|_| search.origin == SearchOrigin::Analyst);
    let edit = name.map_or_else(String::new, |name| format!("/analyst/searches/{name}"));
    SearchView {
        title: search.title.clone(),
        name: search.name.as_ref().map(ToString::to_string).unwrap_or_default(),
        query: search.query.clone(),
        description: search.description.clone(),
        link: path_of(visitor, &page),
        secret: if is_private { state.absolute(&page) } else { String::new() },
        kind: match (search.origin, search.visibility) {
            (SearchOrigin::List, _) => words::of_the_list(locale),
            (_, Visibility::Private) => words::private(locale),
            (_, Visibility::Shared) => words::shared(locale),
        },
        subscribers: told::number(locale, search.subscribers),
        last_news: last.map_or_else(
            || words::none_yet(locale),
            |(found, now)| told::distance(locale, now, found),
        ),
        owner: search.owner.as_ref().map_or_else(String::new, |owner| owner.as_str().to_owned()),
        trouble: search.trouble.clone(),
        remove: if edit.is_empty() {
            String::new()
        } else {
            path_of(visitor, &format!("{edit}/remove"))
        },
        edit: if edit.is_empty() { edit } else { path_of(visitor, &edit) },
    }
}
