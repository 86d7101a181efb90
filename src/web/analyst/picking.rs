//! Putting a hit into a basket, from the search page and the page of a document.

use std::collections::HashSet;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use crate::message::{Locale, analyst as words};
use crate::model::{Ask, Basket, BasketItem};
use crate::web::fault::Fault;
use crate::web::links;
use crate::web::session::{Analyst, Posted, internal, own_address, to_page};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

use super::baskets::{new_basket, page_path};
use super::inside::path_of;

/// Hits in one basket: more is no letter.
const MOST_ITEMS: usize = 100;
/// Baskets that can be chosen from.
const OFFERED: usize = 20;

/// What a page needs to offer an analyst that a hit is put into a basket. Hits go into the basket
/// that was changed last; the page of a document lets one choose.
pub struct Pick {
    pub action: String,
    pub form: String,
    /// Where one is, to come back to.
    pub back: String,
    /// Where what is searched for becomes a saved search.
    pub new_search: String,
    pub basket: String,
    pub basket_title: String,
    /// Empty where there is no basket yet.
    pub basket_link: String,
    /// Id and title of those that have not been sent, the last changed first.
    pub offered: Vec<(String, String)>,
    picked: HashSet<String>,
}

impl Pick {
    /// `None` for strangers: what they see does not depend on any of this.
    pub async fn offered_to(
        state: &AppState,
        visitor: Visitor,
        analyst: Option<&Analyst>,
        (back, query): (String, &str),
    ) -> Result<Option<Self>, Fault> {
        let Some(analyst) = analyst else { return Ok(None) };
        let store = state.library.writable_store().await?;
        let mut open = store.baskets().await.map_err(internal)?;
        open.retain(|basket| basket.sent.is_none());
        let current = open.first();
        let picked = current.map_or(&[][..], |basket| &basket.items);
        Ok(Some(Self {
            action: path_of(visitor, "/analyst/baskets/add"),
            form: analyst.form.clone(),
            back,
            new_search: links::with_parameters(
                "/analyst/searches/new",
                &[("q", query), ("ui", visitor.ui())],
            ),
            basket: current.map_or_else(String::new, |basket| basket.id.clone()),
            basket_title: current
                .map_or_else(|| words::new_basket(visitor.locale), |basket| basket.title.clone()),
            basket_link: current
                .map_or_else(String::new, |basket| path_of(visitor, &page_path(&basket.id))),
            picked: picked.iter().map(|item| item.document.to_string()).collect(),
            offered: open
                .into_iter()
                .take(OFFERED)
                .map(|basket| (basket.id, basket.title))
                .collect(),
        }))
    }

    /// Whether a document lies in the basket already.
    pub fn has(&self, document: &str) -> bool {
        self.picked.contains(document)
    }
}

/// What a page says that an analyst reads is of that analyst alone.
pub fn unshared(mut response: Response, analyst: Option<&Analyst>) -> Response {
    if analyst.is_some() {
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    }
    response
}

/// `POST /analyst/baskets/add`.
pub async fn add(
    State(state): State<AppState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Fault> {
    let fields = &posted.fields;
    let document = fields.raw("document");
    let Some((document, _)) = state.library.document(document).await? else {
        return Err(Fault::NotFound);
    };
    let mut basket = chosen(&state, visitor.locale, fields.raw("basket")).await?;
    let is_there = basket.items.iter().any(|item| item.document == document.id);
    if !is_there && basket.items.len() < MOST_ITEMS {
        basket.items.push(BasketItem {
            document: document.id,
            ask: Ask::Know,
            answer_by: String::new(),
            comment: String::new(),
        });
        basket.changed = state.clock.now();
        let store = state.library.writable_store().await?;
        store.save_basket(&basket).await.map_err(internal)?;
    }
    let usual = path_of(visitor, &page_path(&basket.id));
    Ok(to_page(own_address(fields.raw("back"), &usual)))
}

/// The basket that was chosen; a new one where there is none, or it has gone out meanwhile.
async fn chosen(state: &AppState, locale: Locale, id: &str) -> Result<Basket, Fault> {
    let store = state.library.writable_store().await?;
    let known = if id.is_empty() { None } else { store.basket(id).await.map_err(internal)? };
    match known.filter(|basket| basket.sent.is_none()) {
        Some(basket) => Ok(basket),
        None => new_basket(locale, String::new(), state.clock.now()),
    }
}
