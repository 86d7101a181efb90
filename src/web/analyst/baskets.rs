//! All baskets: `GET /analyst/baskets`; how one begins, and how it is thrown away.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::message::{Locale, analyst as words, web as text};
use crate::model::{Basket, Timestamp};
use crate::token;
use crate::web::fault::Fault;
use crate::web::pages::answer;
use crate::web::pages::frame::Frame;
use crate::web::session::{Analyst, Posted, internal, to_page};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::words as told;

use super::inside::{Inside, Tab, around, path_of};

/// Longest title of a basket, in characters; longer subjects are cut by mail programs.
pub const LONGEST_TITLE: usize = 120;

#[derive(Template)]
#[template(path = "analyst/baskets.html")]
struct BasketsPage {
    frame: Frame,
    inside: Inside,
    baskets: Vec<BasketView>,
}

/// One basket in a list.
pub struct BasketView {
    pub title: String,
    pub link: String,
    /// "3 träffar, ändrad 21 november 2026".
    pub about: String,
}

/// A page that asks before something is gone.
#[derive(Template)]
#[template(path = "analyst/remove.html")]
pub struct RemovePage {
    pub frame: Frame,
    pub inside: Inside,
    pub heading: String,
    pub sentence: String,
    pub action: String,
    pub back: String,
}

/// `GET /analyst/baskets`.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    analyst: Analyst,
) -> Result<Response, Fault> {
    let store = state.library.writable_store().await?;
    let baskets = store.baskets().await.map_err(internal)?;
    let title = words::menu_baskets(visitor.locale);
    let path = "/analyst/baskets";
    let (frame, inside) = around(&state, (visitor, &analyst), Tab::Baskets, title, path);
    let page = BasketsPage { frame, inside, baskets: basket_views(visitor, &baskets) };
    Ok(answer(StatusCode::OK, visitor.locale, &page))
}

/// `POST /analyst/baskets`: a new one.
pub async fn make(
    State(state): State<AppState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Fault> {
    let title = posted.fields.line("title", LONGEST_TITLE);
    let basket = new_basket(visitor.locale, title, state.clock.now())?;
    let store = state.library.writable_store().await?;
    store.save_basket(&basket).await.map_err(internal)?;
    Ok(to_page(&path_of(visitor, &page_path(&basket.id))))
}

/// `GET /analyst/baskets/{id}/remove`.
pub async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    analyst: Analyst,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let locale = visitor.locale;
    let basket = load(&state, &id).await?;
    let heading = words::remove_basket_heading(locale);
    let path = format!("{}/remove", page_path(&id));
    let (frame, inside) = around(&state, (visitor, &analyst), Tab::Baskets, heading.clone(), &path);
    let page = RemovePage {
        frame,
        inside,
        heading,
        sentence: words::remove_basket(locale, &basket.title),
        action: path_of(visitor, &path),
        back: path_of(visitor, &page_path(&id)),
    };
    Ok(answer(StatusCode::OK, locale, &page))
}

/// `POST /analyst/baskets/{id}/remove`.
pub async fn remove(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    _: Posted,
) -> Result<Response, Fault> {
    let store = state.library.writable_store().await?;
    store.remove_basket(&id).await.map_err(internal)?;
    Ok(to_page(&path_of(visitor, "/analyst/baskets")))
}

/// An empty basket, called by its day where it has no title.
pub fn new_basket(locale: Locale, title: String, now: Timestamp) -> Result<Basket, Fault> {
    let usual = || words::basket_of_day(locale, &told::day(locale, now));
    Ok(Basket {
        id: token::random().map_err(internal)?,
        title: if title.is_empty() { usual() } else { title },
        introduction: String::new(),
        signature: String::new(),
        created: now,
        changed: now,
        sent: None,
        items: Vec::new(),
    })
}

pub async fn load(state: &AppState, id: &str) -> Result<Basket, Fault> {
    let store = state.library.writable_store().await?;
    store.basket(id).await.map_err(internal)?.ok_or(Fault::NotFound)
}

/// The page of a basket. Its id is of hexadecimal digits.
pub fn page_path(id: &str) -> String {
    format!("/analyst/baskets/{id}")
}

pub fn basket_views(visitor: Visitor, baskets: &[Basket]) -> Vec<BasketView> {
    let locale = visitor.locale;
    let view = |basket: &Basket| {
        let hits = told::hits(locale, basket.items.len());
        let about = match basket.sent {
            Some(sent) => words::basket_sent(locale, &hits, &told::day(locale, sent)),
            None => words::basket_changed(locale, &hits, &told::day(locale, basket.changed)),
        };
        let link = path_of(visitor, &page_path(&basket.id));
        BasketView { title: basket.title.clone(), link, about }
    };
    baskets.iter().map(view).collect()
}
