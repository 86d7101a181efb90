//! Asking for letters: `GET` and `POST /subscribe`.

use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::digest::{Desk, subscribing as operations};
use crate::message::{Locale, watching, web as text};
use crate::model::{Application, Cadence, ConsentEvent, Language, MailAddress, QueryError};
use crate::token;
use crate::web::asked::{Asked, Parameters};
use crate::web::caller::Caller;
use crate::web::fault::Fault;
use crate::web::form::Filled;
use crate::web::library::Widening;
use crate::web::links;
use crate::web::pages::frame::{self, Frame, Section};
use crate::web::pages::mistake::Mistake;
use crate::web::pages::{answer, unkept};
use crate::web::state::AppState;
use crate::web::throttle::Act;
use crate::web::visitor::Visitor;
use crate::web::watching::cadence::{self, Choices};
use crate::web::watching::saved;
use crate::web::watching::telling::{Telling, list_address};

/// The answer comes no earlier, so that its time does not tell whether an address is known: with a
/// disk of its own no store needs half as long.
const ANSWER_AFTER: Duration = Duration::from_millis(300);

/// A query longer than that is cut in titles.
const TITLE_CHARACTERS: usize = 80;

#[derive(Template)]
#[template(path = "subscribe.html")]
struct SubscribePage {
    frame: Frame,
    heading: String,
    explanation: String,
    /// The query cannot be read: nothing can be asked for.
    mistake: Option<Mistake>,
    /// Where the form goes.
    action: String,
    wish: Wish,
    is_address_wrong: bool,
    choices: Choices,
}

/// What is to be followed: a saved search, or what was searched for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    /// Key of a saved search.
    search: String,
    q: String,
    /// As on the search page; letters take other words for the same thing, and the page says so.
    expand: String,
    address: String,
    #[serde(flatten)]
    cadence: cadence::Filled,
}

/// What the form speaks of.
struct Subject {
    title: String,
    explanation: String,
    mistake: Option<QueryError>,
}

/// `GET /subscribe?q=…` and `GET /subscribe?search=…`.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Parameters(wish): Parameters<Wish>,
) -> Result<Response, Fault> {
    if wish.is_empty() {
        return Ok(Redirect::to(&list_address(visitor)).into_response());
    }
    let subject = subject(&state, visitor.locale, &wish).await?;
    if !state.doors.sends_letters() && subject.mistake.is_none() {
        return Ok(without_letters(&state, visitor, &wish));
    }
    let standing = Standing {
        cadence: Cadence::default(),
        language: visitor.locale.language(),
        is_address_wrong: false,
    };
    let wish = Wish { address: String::new(), ..wish };
    Ok(form(&state, visitor, wish, subject, &standing))
}

/// `POST /subscribe`: the same answer for every address.
pub async fn subscribe(
    State(state): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    Filled(wish): Filled<Wish>,
) -> Result<Response, Fault> {
    if !state.doors.sends_letters() {
        return Err(Fault::NoLetters);
    }
    let locale = visitor.locale;
    if wish.is_empty() {
        return Err(Fault::Parameter("q", "…"));
    }
    let subject = subject(&state, locale, &wish).await?;
    let (cadence, language) = wish.cadence.read(locale)?;
    let address = wish.address.parse::<MailAddress>().ok();
    let (Some(address), None) = (address, &subject.mistake) else {
        let is_address_wrong = subject.mistake.is_none();
        let standing = Standing { cadence, language, is_address_wrong };
        return Ok(form(&state, visitor, wish, subject, &standing));
    };
    state.throttle.pass(Act::Subscribe, caller)?;
    let desk = state.desk().await?;
    let work = async {
        let search = key_of(&desk, &wish, &subject, &state).await?;
        let application = Application { address, language, search, cadence };
        let event = ConsentEvent::Asked;
        operations::subscribe(&desk, &application, event, state.clock.now()).await
    };
    let (asked, ()) = tokio::join!(work, tokio::time::sleep(ANSWER_AFTER));
    asked.map_err(super::trouble)?;
    state.bell.notify_one();
    let page = Telling::new(&state, visitor, watching::asked_heading(locale))
        .says(watching::asked_text(locale))
        .says(watching::asked_more(locale))
        .leads(list_address(visitor), watching::to_searches(locale));
    Ok(page.answer(StatusCode::OK))
}

/// The saved search that is meant; what nobody has followed yet becomes one.
async fn key_of(
    desk: &Desk,
    wish: &Wish,
    subject: &Subject,
    state: &AppState,
) -> anyhow::Result<String> {
    if !wish.search.is_empty() {
        return Ok(wish.search.clone());
    }
    let (key, now) = (token::random()?, state.clock.now());
    let search = desk.store.subscribers_search(wish.q.trim(), &subject.title, &key, now).await?;
    Ok(search.key)
}

async fn subject(state: &AppState, locale: Locale, wish: &Wish) -> Result<Subject, Fault> {
    if !wish.search.is_empty() {
        let title = saved::title(state, locale, &wish.search).await?;
        return Ok(Subject { title, explanation: String::new(), mistake: None });
    }
    let query = wish.q.trim();
    let mut title: String = query.chars().take(TITLE_CHARACTERS).collect();
    if title.len() < query.len() {
        title.push('…');
    }
    let now = state.clock.now();
    let (explanation, mistake) =
        match state.library.understand(query, locale, now, Widening::Concepts) {
            Ok(understood) => (understood.explanation, None),
            Err(error) => (String::new(), Some(error)),
        };
    Ok(Subject { title, explanation, mistake })
}

/// What stands in the form besides what is to be followed.
struct Standing {
    cadence: Cadence,
    language: Language,
    is_address_wrong: bool,
}

fn form(
    state: &AppState,
    visitor: Visitor,
    wish: Wish,
    subject: Subject,
    standing: &Standing,
) -> Response {
    let locale = visitor.locale;
    let is_refused = subject.mistake.is_some() || standing.is_address_wrong;
    let heading = watching::subscribe_heading(locale, &subject.title);
    let asked = Asked { q: wish.q.clone(), ui: visitor.ui().to_owned(), ..Asked::default() };
    let at = |ui: &str| {
        let (search, q, expand) = (wish.search.as_str(), wish.q.trim(), wish.expand.as_str());
        let parameters = [("search", search), ("q", q), ("expand", expand), ("ui", ui)];
        links::with_parameters("/subscribe", &parameters)
    };
    let page = SubscribePage {
        frame: Frame {
            other_language: at(frame::other(locale).code()),
            ..Frame::new(state, visitor, Section::Watching, heading.clone())
        },
        heading,
        explanation: subject.explanation,
        mistake: subject.mistake.as_ref().map(|error| Mistake::new(&asked, error)),
        action: links::with_parameters("/subscribe", &[("ui", visitor.ui())]),
        is_address_wrong: standing.is_address_wrong,
        choices: Choices::new(locale, standing.cadence, standing.language)
            .of_letters_on(&wish.search),
        wish,
    };
    let status = if is_refused { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    unkept(answer(status, locale, &page))
}

/// Where no letters are sent there are still feeds.
fn without_letters(state: &AppState, visitor: Visitor, wish: &Wish) -> Response {
    let locale = visitor.locale;
    let feeds: Vec<(String, &str)> = if wish.search.is_empty() {
        let (q, expand) = (wish.q.clone(), wish.expand.clone());
        let asked = Asked { q, expand, ..Asked::default() };
        let at = |path: &str| asked.feed_address(path);
        vec![(at("/feeds/search.atom"), "Atom"), (at("/feeds/search.json"), "JSON Feed")]
    } else if wish.search == crate::model::NETWORK_LETTER {
        Vec::new()
    } else {
        saved::ways(&wish.search).0.to_vec()
    };
    let mut page = Telling::new(state, visitor, watching::no_letters_heading(locale))
        .says(watching::no_letters_text(locale));
    for (address, name) in feeds {
        page = page.leads(address, name.to_owned());
    }
    page.leads(list_address(visitor), watching::to_searches(locale)).answer(StatusCode::OK)
}

impl Wish {
    fn is_empty(&self) -> bool {
        self.search.is_empty() && self.q.trim().is_empty()
    }
}
