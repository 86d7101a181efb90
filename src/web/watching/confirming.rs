//! The link of the letter that asks to confirm: `GET` and `POST /confirm/{token}`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::date;
use crate::digest::{links as letters, subscribing as operations};
use crate::message::{Locale, letter, watching as text};
use crate::model::SubscriptionState;
use crate::store::SubscriptionRow;
use crate::web::caller::Caller;
use crate::web::fault::Fault;
use crate::web::links;
use crate::web::state::AppState;
use crate::web::throttle::Act;
use crate::web::visitor::Visitor;
use crate::web::watching::telling::{self, Telling};
use crate::web::watching::{reading, trouble};

/// `GET /confirm/{token}`: asks, because mail scanners follow links.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    state.throttle.look(Act::Token, caller)?;
    let desk = state.desk().await?;
    let found = operations::to_confirm(&desk, &token, state.clock.now()).await.map_err(trouble)?;
    let Some(row) = found else { return Ok(telling::unknown_link(&state, visitor, caller)) };
    let visitor = reading(visitor, row.subscriber.language);
    if row.subscription.state != SubscriptionState::Pending {
        let manage = letters::manage_token(&desk.key, &row.subscription.id);
        return Ok(begun(&state, visitor, &row, &manage));
    }
    let locale = visitor.locale;
    let path = format!("/confirm/{}", links::encode(&token));
    let address = row.subscriber.address.masked();
    let what = if telling::is_network_letter(&row) {
        text::confirm_network(locale, &address)
    } else {
        let cadence = letter::cadence_in_words(locale, row.subscription.cadence);
        text::confirm_text(locale, &row.title, &cadence, &address)
    };
    let mut page = Telling::new(&state, visitor, text::confirm_heading(locale))
        .at(&path)
        .says(what)
        .says(text::confirm_else(locale));
    let action = links::with_parameters(&path, &[("ui", visitor.ui())]);
    page.button = Some((action, text::confirm_button(locale)));
    Ok(page.answer(StatusCode::OK))
}

/// `POST /confirm/{token}`: from now on letters come.
pub async fn confirm(
    State(state): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    state.throttle.look(Act::Token, caller)?;
    let desk = state.desk().await?;
    let confirmed = operations::confirm(&desk, &token, state.clock.now()).await.map_err(trouble)?;
    let Some(row) = confirmed else { return Ok(telling::unknown_link(&state, visitor, caller)) };
    let manage = letters::manage_token(&desk.key, &row.subscription.id);
    Ok(begun(&state, reading(visitor, row.subscriber.language), &row, &manage))
}

fn begun(state: &AppState, visitor: Visitor, row: &SubscriptionRow, manage: &str) -> Response {
    let locale = visitor.locale;
    let first = if telling::is_network_letter(row) {
        text::confirmed_network(locale)
    } else {
        let day = date::spoken_minute(row.subscription.next_due, locale == Locale::Sv);
        text::confirmed_text(locale, &day)
    };
    let path = format!("/subscriptions/{manage}");
    let address = links::with_parameters(&path, &[("ui", visitor.ui())]);
    Telling::new(state, visitor, text::confirmed_heading(locale))
        .says(telling::title(locale, row))
        .says(first)
        .leads(address, text::to_manage(locale))
        .leads(telling::list_address(visitor), text::to_searches(locale))
        .answer(StatusCode::OK)
}
