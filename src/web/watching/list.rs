//! The searches that the network shares: `GET /searches`, and as a list for feed readers.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::message::{watching, web as text};
use crate::model::{NETWORK_LETTER, SavedSearch, Visibility};
use crate::web::excerpt::{self, Stretch};
use crate::web::fault::Fault;
use crate::web::links;
use crate::web::pages::answer;
use crate::web::pages::frame::{Frame, Section};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::watching::opml as list;
use crate::web::watching::saved::{self, Way};

#[derive(Template)]
#[template(path = "searches.html")]
struct ListPage {
    frame: Frame,
    /// Where one subscribes to the network letter; empty where no letters are sent.
    network_letter: String,
    searches: Vec<SearchView>,
    opml: &'static str,
}

/// A shared search.
struct SearchView {
    title: String,
    description: String,
    explanation: String,
    /// Why it cannot be read; empty while it can.
    trouble: Vec<Stretch>,
    page: String,
    subscribe: String,
    feeds: [Way; 3],
    files: [Way; 2],
}

/// `GET /searches`.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Fault> {
    let locale = visitor.locale;
    let searches = shared(&state).await?;
    let title = watching::searches_heading(locale);
    let sends = state.doors.sends_letters();
    let network_letter = saved::subscribe_address(NETWORK_LETTER, visitor.ui());
    let page = ListPage {
        frame: Frame {
            may_be_listed: true,
            ..Frame::new(&state, visitor, Section::Watching, title).at("/searches")
        },
        network_letter: if sends { network_letter } else { String::new() },
        searches: searches.iter().map(|search| view(&state, visitor, search)).collect(),
        opml: "/searches.opml",
    };
    Ok(answer(StatusCode::OK, locale, &page))
}

/// `GET /searches.opml`.
pub async fn opml(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Fault> {
    let searches = shared(&state).await?;
    let of = match state.watch.network.name.as_str() {
        "" => "Utkik".to_owned(),
        network => format!("Utkik, {network}"),
    };
    let title = format!("{of}: {}", watching::searches_heading(visitor.locale));
    Ok(list::answer(&state, &title, searches.iter()))
}

/// What everybody may see. None while there is no store.
pub async fn shared(state: &AppState) -> Result<Vec<SavedSearch>, Fault> {
    let Some(store) = state.library.store().await else { return Ok(Vec::new()) };
    let mut searches = store.searches().await.map_err(|error| super::trouble(error.into()))?;
    searches.retain(|search| search.visibility == Visibility::Shared && search.name.is_some());
    Ok(searches)
}

fn view(state: &AppState, visitor: Visitor, search: &SavedSearch) -> SearchView {
    let explained = saved::explanation(state, visitor.locale, search);
    let (explanation, trouble) = match explained {
        Ok(explanation) => (explanation, Vec::new()),
        Err(fault) => (String::new(), excerpt::sentence(&fault.message(visitor.locale))),
    };
    let (feeds, files) = saved::ways(&search.key);
    let page = saved::address(&search.key, "");
    SearchView {
        title: search.title.clone(),
        description: search.description.clone(),
        explanation,
        trouble,
        page: links::with_parameters(&page, &[("ui", visitor.ui())]),
        subscribe: saved::subscribe_address(&search.key, visitor.ui()),
        feeds,
        files,
    }
}
