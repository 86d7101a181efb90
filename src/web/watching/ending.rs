//! Ending a subscription: `GET` and `POST /subscriptions/{token}/end`, with one click as well
//! (RFC 8058).

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::digest::subscribing as operations;
use crate::message::watching as text;
use crate::store::SubscriptionRow;
use crate::web::caller::Caller;
use crate::web::fault::Fault;
use crate::web::form::Sent;
use crate::web::links;
use crate::web::state::AppState;
use crate::web::throttle::Act;
use crate::web::visitor::Visitor;
use crate::web::watching::telling::{self, Telling};
use crate::web::watching::{reading, saved, trouble};

/// `GET /subscriptions/{token}/end`: asks.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    state.throttle.look(Act::Token, caller)?;
    let desk = state.desk().await?;
    let opened = operations::opened(&desk, &token, state.clock.now()).await.map_err(trouble)?;
    let Some(row) = opened else { return Ok(telling::unknown_link(&state, visitor, caller)) };
    let visitor = reading(visitor, row.subscriber.language);
    let locale = visitor.locale;
    let manage = format!("/subscriptions/{}", links::encode(&token));
    let path = format!("{manage}/end");
    let at = |path: &str| links::with_parameters(path, &[("ui", visitor.ui())]);
    let mut page = Telling::new(&state, visitor, text::end_question(locale))
        .at(&path)
        .says(text::end_text(locale, &telling::title(locale, &row)))
        .says(text::manage_to(locale, &row.subscriber.address.masked()))
        .leads(at(&manage), text::keep_it(locale));
    page.button = Some((at(&path), text::end_button(locale)));
    Ok(page.answer(StatusCode::OK))
}

/// `POST /subscriptions/{token}/end`. A mail provider that asks for a link of somebody who was
/// erased hears the same as of any other: nothing is sent there any more.
pub async fn end(
    State(state): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    Path(token): Path<String>,
    sent: Sent,
) -> Result<Response, Fault> {
    state.throttle.look(Act::Token, caller)?;
    let (desk, now) = (state.desk().await?, state.clock.now());
    let is_one_click = sent.is_one_click();
    let Some(row) = operations::opened(&desk, &token, now).await.map_err(trouble)? else {
        let gone = Telling::new(&state, visitor, text::ended_heading(visitor.locale));
        let answer = if is_one_click {
            state.throttle.count(Act::Token, caller);
            gone.answer(StatusCode::OK)
        } else {
            telling::unknown_link(&state, visitor, caller)
        };
        return Ok(answer);
    };
    let by = if is_one_click { "letter" } else { "page" };
    operations::end(&desk, &row, by, now).await.map_err(trouble)?;
    Ok(ended(&state, reading(visitor, row.subscriber.language), &row))
}

/// Nothing comes any more, and how one would begin again.
pub fn ended(state: &AppState, visitor: Visitor, row: &SubscriptionRow) -> Response {
    let locale = visitor.locale;
    let again = saved::subscribe_address(&row.subscription.search, visitor.ui());
    Telling::new(state, visitor, text::ended_heading(locale))
        .says(text::ended_text(locale, &telling::title(locale, row)))
        .leads(again, text::subscribe_again(locale))
        .leads(telling::list_address(visitor), text::to_searches(locale))
        .answer(StatusCode::OK)
}
