//! The letter on a saved search as a page, for those who wonder what they would get:
//! `GET /searches/{key}/letter`. Nothing in it is of one reader alone.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::digest::compose;
use crate::digest::letter::Item;
use crate::digest::{self, Shown};
use crate::message::{Locale, gist, letter as told, watching, web as text};
use crate::web::excerpt::{self, capitalised};
use crate::web::fault::Fault;
use crate::web::pages::frame::{Frame, Section};
use crate::web::pages::hit::{HitView, foreign, language_tag};
use crate::web::pages::{answer, unkept};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::watching::{saved, trouble};
use crate::web::{links, words};

#[derive(Template)]
#[template(path = "letter_page.html")]
struct LetterPage {
    frame: Frame,
    subject: String,
    /// What the letter is made of.
    note: String,
    own: Vec<HitView>,
    world: Vec<HitView>,
    level: u8,
    subscribe: String,
    page: String,
}

/// `GET /searches/{key}/letter`.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Fault> {
    let locale = visitor.locale;
    let search = saved::load(&state, &key).await?;
    saved::explanation(&state, locale, &search)?;
    let _room = state.library.room_for_file().await?;
    let engine = state.library.engine_now().await.ok_or(Fault::NothingCollected)?;
    let desk = state.desk().await?;
    let now = state.clock.now();
    let preview =
        digest::preview(&desk, &engine, &search.key, locale, now).await.map_err(trouble)?;
    let subject = compose::compose(&preview.letter).subject;
    let views = |items: &[Item]| items.iter().map(|item| view(item, visitor)).collect();
    let path = saved::address(&search.key, "");
    let page = LetterPage {
        frame: Frame::new(&state, visitor, Section::Watching, subject.clone())
            .at(&saved::address(&search.key, "/letter")),
        subject,
        note: note(locale, preview.of),
        own: views(&preview.letter.own),
        world: views(&preview.letter.world),
        level: 3,
        subscribe: saved::subscribe_address(&search.key, visitor.ui()),
        page: links::with_parameters(&path, &[("ui", visitor.ui())]),
    };
    Ok(unkept(answer(StatusCode::OK, locale, &page)))
}

fn note(locale: Locale, of: Shown) -> String {
    match of {
        Shown::News => watching::letter_of_news(locale),
        Shown::NewestHits => watching::letter_of_hits(locale),
        Shown::Nothing => watching::letter_of_nothing(locale),
    }
}

fn view(item: &Item, visitor: Visitor) -> HitView {
    let locale = visitor.locale;
    let place = Some(item.place.clone()).filter(|place| !place.is_empty());
    let about = format!("/documents/{}", links::encode(item.document.as_str()));
    let closes = item.closes.map(|day| {
        let day = words::written_day(locale, &day.to_string());
        capitalised(&gist::closes(locale, item.kind, &day))
    });
    HitView {
        link: links::web_address(&item.link).unwrap_or_default().to_owned(),
        about: links::with_parameters(&about, &[("ui", visitor.ui())]),
        title: item.title.clone(),
        title_stretches: excerpt::stretches(&item.title, &[]),
        snippet: excerpt::stretches(excerpt::bounded(&item.summary), &[]),
        language: language_tag(item.language),
        foreign: foreign(item.language, locale),
        source: item.source.clone(),
        day: words::day(locale, item.date),
        machine_day: words::machine_day(item.date),
        gist: place.into_iter().chain(item.cost.clone()).collect(),
        days: closes.into_iter().collect(),
        ..HitView::default()
    }
}
