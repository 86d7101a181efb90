//! The link at the foot of every letter: `GET` and `POST /subscriptions/{token}`.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::date;
use crate::digest::{Desk, subscribing as operations};
use crate::message::{Locale, letter, watching, web as text};
use crate::model::{MailAddress, SubscriptionState};
use crate::store::SubscriptionRow;
use crate::token;
use crate::web::caller::Caller;
use crate::web::fault::Fault;
use crate::web::form::Filled;
use crate::web::links;
use crate::web::pages::frame::{Frame, Section};
use crate::web::pages::{answer, unkept};
use crate::web::state::AppState;
use crate::web::throttle::Act;
use crate::web::visitor::Visitor;
use crate::web::watching::cadence::{self, Choices};
use crate::web::watching::telling::{self, Telling};
use crate::web::watching::{ending, reading, saved, trouble};

#[derive(Template)]
#[template(path = "subscription.html")]
struct ManagePage {
    frame: Frame,
    title: String,
    /// What was done just now; empty when nothing was.
    notice: String,
    /// The same for what was not done.
    refusal: String,
    state: String,
    cadence: String,
    /// When the next letter may come; empty where none does.
    next: String,
    is_suspended: bool,
    standing: SubscriptionState,
    to: String,
    action: String,
    /// Where whoever got it forwarded subscribes.
    subscribe: String,
    choices: Choices,
}

/// What one of the forms asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    act: String,
    /// Typed by whoever wants all data or their end: the link alone may have been forwarded.
    address: String,
    #[serde(flatten)]
    cadence: cadence::Filled,
}

/// What the page says of what was done.
#[derive(Default)]
struct Said {
    notice: String,
    refusal: String,
}

/// Whether this is the address that the letters go to.
fn is_own(typed: &str, row: &SubscriptionRow) -> bool {
    let typed: Result<MailAddress, _> = typed.parse();
    typed.is_ok_and(|typed| token::is_same(&typed.key(), &row.subscriber.address.key()))
}

/// `GET /subscriptions/{token}`.
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
    Ok(shown(&state, visitor, &token, &row, Said::default()))
}

/// `POST /subscriptions/{token}`: does what one of its forms asks for.
pub async fn act(
    State(state): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    Path(token): Path<String>,
    Filled(wish): Filled<Wish>,
) -> Result<Response, Fault> {
    state.throttle.look(Act::Token, caller)?;
    let (desk, now) = (state.desk().await?, state.clock.now());
    let Some(row) = operations::opened(&desk, &token, now).await.map_err(trouble)? else {
        return Ok(telling::unknown_link(&state, visitor, caller));
    };
    let visitor = reading(visitor, row.subscriber.language);
    let locale = visitor.locale;
    let notice = match wish.act.as_str() {
        "change" => {
            let (cadence, language) = wish.cadence.read(locale)?;
            operations::change(&desk, &row, cadence, language, now).await.map_err(trouble)?;
            watching::changed(locale)
        }
        "pause" => {
            operations::pause(&desk, &row, "page", now).await.map_err(trouble)?;
            watching::paused(locale)
        }
        "resume" => {
            operations::resume(&desk, &row, "page", now).await.map_err(trouble)?;
            watching::resumed(locale)
        }
        "end" => {
            operations::end(&desk, &row, "page", now).await.map_err(trouble)?;
            return Ok(ending::ended(&state, visitor, &row));
        }
        "export" | "erase" if !is_own(&wish.address, &row) => {
            let said = Said { refusal: watching::not_the_address(locale), ..Said::default() };
            return Ok(shown(&state, visitor, &token, &row, said));
        }
        "export" => return export(&desk, &row).await,
        "erase" => {
            operations::erase(&desk, &row, "page", now).await.map_err(trouble)?;
            return Ok(erased(&state, visitor));
        }
        _ => return Err(Fault::Parameter("act", "change | pause | resume | end | export | erase")),
    };
    // As it is now, which is not always as it was asked for: what has ended is not resumed.
    let opened = operations::opened(&desk, &token, now).await.map_err(trouble)?;
    let Some(row) = opened else { return Ok(telling::unknown_link(&state, visitor, caller)) };
    Ok(shown(&state, visitor, &token, &row, Said { notice, ..Said::default() }))
}

/// All that is kept of the subscriber, as a file.
async fn export(desk: &Desk, row: &SubscriptionRow) -> Result<Response, Fault> {
    let kept = operations::export(desk, row).await.map_err(trouble)?.ok_or(Fault::UnknownLink)?;
    let written = serde_json::to_string_pretty(&kept).map_err(|error| trouble(error.into()))?;
    let head = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"utkik.json\""),
    ];
    Ok(unkept((head, written).into_response()))
}

fn erased(state: &AppState, visitor: Visitor) -> Response {
    let locale = visitor.locale;
    Telling::new(state, visitor, watching::erased_heading(locale))
        .says(watching::erased_text(locale))
        .leads(telling::list_address(visitor), watching::to_searches(locale))
        .answer(StatusCode::OK)
}

fn shown(
    state: &AppState,
    visitor: Visitor,
    token: &str,
    row: &SubscriptionRow,
    said: Said,
) -> Response {
    let visitor = reading(visitor, row.subscriber.language);
    let locale = visitor.locale;
    let status = if said.refusal.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    unkept(answer(status, locale, &view(state, visitor, token, row, said)))
}

fn view(
    state: &AppState,
    visitor: Visitor,
    token: &str,
    row: &SubscriptionRow,
    said: Said,
) -> ManagePage {
    let locale = visitor.locale;
    let path = format!("/subscriptions/{}", links::encode(token));
    let subscription = &row.subscription;
    let is_suspended = row.subscriber.suspended.is_some();
    let is_running = subscription.state == SubscriptionState::Confirmed;
    let next = date::spoken_minute(subscription.next_due, locale == Locale::Sv);
    let heading = watching::manage_heading(locale);
    ManagePage {
        frame: Frame::new(state, visitor, Section::Watching, heading).at(&path),
        title: telling::title(locale, row),
        notice: said.notice,
        refusal: said.refusal,
        state: watching::state(locale, subscription.state),
        cadence: crate::web::excerpt::capitalised(&letter::how_often(
            locale,
            &subscription.search,
            subscription.cadence,
        )),
        next: if is_running && !is_suspended && !telling::is_network_letter(row) {
            watching::next_letter(locale, &next)
        } else {
            String::new()
        },
        is_suspended,
        standing: subscription.state,
        to: watching::manage_to(locale, &row.subscriber.address.masked()),
        action: links::with_parameters(&path, &[("ui", visitor.ui())]),
        subscribe: saved::subscribe_address(&subscription.search, visitor.ui()),
        choices: Choices::new(locale, subscription.cadence, row.subscriber.language)
            .of_letters_on(&subscription.search),
    }
}

impl ManagePage {
    fn is(&self, state: SubscriptionState) -> bool {
        self.standing == state
    }
}
