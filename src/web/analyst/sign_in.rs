//! Signing in with the admin token, and out again: `/sign-in` and `/sign-out`.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde::Deserialize;

use crate::message::{analyst as words, web as text};
use crate::token;
use crate::web::asked::Parameters;
use crate::web::caller::Caller;
use crate::web::fault::Fault;
use crate::web::pages::answer;
use crate::web::pages::frame::{Frame, Section};
use crate::web::session::{self, Fields, Perhaps, Posted, own_address, to_page};
use crate::web::state::AppState;
use crate::web::throttle::Act;
use crate::web::visitor::Visitor;

use super::inside::path_of;

#[derive(Template)]
#[template(path = "analyst/sign-in.html")]
struct SignInPage {
    frame: Frame,
    action: String,
    /// Where one wanted to go.
    to: String,
    /// There is a token that one could know.
    has_token: bool,
    /// A proxy may vouch for somebody, and did not.
    has_proxies: bool,
    trouble: Option<String>,
}

/// Where one wanted to go.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    to: String,
}

/// `GET /sign-in`.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Perhaps(analyst): Perhaps,
    Parameters(wanted): Parameters<Wanted>,
) -> Response {
    if analyst.is_some() {
        return to_page(own_address(&wanted.to, &path_of(visitor, "/analyst")));
    }
    shown(&state, visitor, &wanted.to, None)
}

/// `POST /sign-in`.
pub async fn enter(
    State(state): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    request: Request,
) -> Result<Response, Fault> {
    let fields = Fields::of(request).await?;
    state.throttle.pass(Act::SignIn, caller)?;
    let to = fields.raw("to");
    let given = fields.raw("token").trim();
    let is_right = state
        .doors
        .admin_token
        .as_deref()
        .is_some_and(|secret| token::is_same(given, secret.trim()));
    if !is_right {
        let trouble = words::wrong_token(visitor.locale);
        return Ok(shown(&state, visitor, to, Some(trouble)));
    }
    let cookie = session::begin(&state).await?;
    let mut response = to_page(own_address(to, &path_of(visitor, "/analyst")));
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// `POST /sign-out`.
pub async fn leave(
    State(state): State<AppState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Fault> {
    let cookie = session::end(&state, &posted.analyst).await?;
    let mut response = to_page(&path_of(visitor, "/"));
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

fn shown(state: &AppState, visitor: Visitor, to: &str, trouble: Option<String>) -> Response {
    let doors = &state.doors;
    let title = words::sign_in_heading(visitor.locale);
    let status = if trouble.is_some() { StatusCode::FORBIDDEN } else { StatusCode::OK };
    let page = SignInPage {
        frame: Frame::new(state, visitor, Section::Analyst, title).at("/sign-in"),
        action: path_of(visitor, "/sign-in"),
        to: own_address(to, "").to_owned(),
        has_token: doors.admin_token.is_some(),
        has_proxies: doors.user_header.is_some() && !doors.trusted_proxies.is_empty(),
        trouble,
    };
    answer(status, visitor.locale, &page)
}
