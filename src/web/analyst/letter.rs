//! A basket as a network letter: how it will look, and sending it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use crate::digest::letter::Composed;
use crate::digest::network_letter::{self, Sending};
use crate::digest::{self, Desk, links};
use crate::mail::{self, MailSettings, Outgoing, TransportSettings};
use crate::message::{Locale, analyst as words, web as text};
use crate::model::{Basket, MailAddress};
use crate::web::asked::Parameters;
use crate::web::exports::file;
use crate::web::fault::Fault;
use crate::web::guard::IsLetter;
use crate::web::options::LettersFrom;
use crate::web::pages::answer;
use crate::web::pages::frame::Frame;
use crate::web::session::{Analyst, Posted, internal};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::words as told;

use super::basket::trouble;
use super::baskets::{load, page_path};
use super::inside::{Inside, Tab, around, path_of};

/// Stands for a subscription in previews: its links lead to nobody's.
const NOBODY: &str = "preview";

#[derive(Template)]
#[template(path = "analyst/preview.html")]
struct PreviewPage {
    frame: Frame,
    inside: Inside,
    path: String,
    subject: String,
    letter: String,
    letter_language: &'static str,
    /// Language, its name, and whether it is the one that is shown.
    languages: [(&'static str, String, bool); 2],
    /// It can still be sent.
    is_open: bool,
}

#[derive(Template)]
#[template(path = "analyst/send.html")]
struct SendPage {
    frame: Frame,
    inside: Inside,
    path: String,
    title: String,
    subject: String,
    /// "Brevet går till 12 prenumeranter."
    sentence: String,
    /// Why it cannot be sent.
    obstacle: Option<String>,
    /// It has just been sent.
    is_done: bool,
}

/// In which language the letter is shown.
#[derive(Debug, Default, Deserialize)]
pub struct Shown {
    #[serde(default)]
    language: String,
}

impl Shown {
    fn locale(&self, visitor: Visitor) -> Locale {
        self.language.parse().unwrap_or(visitor.locale)
    }
}

/// `GET /analyst/baskets/{id}/preview`.
pub async fn preview(
    State(state): State<AppState>,
    visitor: Visitor,
    analyst: Analyst,
    Path(id): Path<String>,
    Parameters(asked): Parameters<Shown>,
) -> Result<Response, Fault> {
    let (locale, shown) = (visitor.locale, asked.locale(visitor));
    let basket = load(&state, &id).await?;
    let composed = composed(&state, &basket, shown).await?;
    let path = page_path(&id);
    let title = words::preview_of_letter(locale);
    let here = format!("{path}/preview");
    let (frame, inside) = around(&state, (visitor, &analyst), Tab::Baskets, title, &here);
    let language = |one: Locale, name: String| (one.code(), name, one == shown);
    let page = PreviewPage {
        frame,
        inside,
        path,
        subject: composed.subject,
        letter: composed.text,
        letter_language: shown.code(),
        languages: [
            language(Locale::Sv, words::in_swedish(locale)),
            language(Locale::En, words::in_english(locale)),
        ],
        is_open: basket.sent.is_none(),
    };
    Ok(answer(StatusCode::OK, locale, &page))
}

/// `GET /analyst/baskets/{id}/letter.html`: as mail programs show it.
pub async fn html(
    State(state): State<AppState>,
    visitor: Visitor,
    _: Analyst,
    Path(id): Path<String>,
    Parameters(asked): Parameters<Shown>,
) -> Result<Response, Fault> {
    let basket = load(&state, &id).await?;
    let composed = composed(&state, &basket, asked.locale(visitor)).await?;
    let mut response = Html(composed.html).into_response();
    response.extensions_mut().insert(IsLetter);
    Ok(response)
}

/// `GET /analyst/baskets/{id}/letter.eml`: to be opened in a mail program, and looked at there.
pub async fn eml(
    State(state): State<AppState>,
    visitor: Visitor,
    _: Analyst,
    Path(id): Path<String>,
    Parameters(asked): Parameters<Shown>,
) -> Result<Response, Fault> {
    let locale = asked.locale(visitor);
    let basket = load(&state, &id).await?;
    let composed = composed(&state, &basket, locale).await?;
    let desk = state.desk().await?;
    let LettersFrom { address: from, name: from_name } = sender(&state, &desk)?;
    let letter = Outgoing {
        message_id: format!("{id}.preview@{}", MailAddress::host(&from)),
        to: from.clone(),
        subject: composed.subject,
        text: composed.text,
        html: composed.html,
        language: locale.code().to_owned(),
        date: state.clock.now(),
        list: None,
        unsubscribe: None,
    };
    let settings = MailSettings {
        from,
        from_name,
        reply_to: None,
        transport: TransportSettings::Directory(std::path::PathBuf::new()),
        dkim: None,
        per_domain_a_minute: 0,
    };
    let message = mail::message(&letter, &settings).map_err(internal)?;
    Ok(file(message, "message/rfc822", "utkik-brev.eml"))
}

/// Whom it would come from; where no letters are sent, an address that shows at least the host.
fn sender(state: &AppState, desk: &Desk) -> Result<LettersFrom, Fault> {
    if let Some(from) = &state.doors.letters_from {
        return Ok(from.clone());
    }
    let host = desk.base_url.split_once("://").map_or("", |(_, host)| host);
    let host = host.split([':', '/']).next().unwrap_or_default();
    // A machine without a name of its own has no mail addresses either.
    let usual = || "utkik@utkik.example".parse::<MailAddress>();
    let address = format!("utkik@{host}").parse().or_else(|_| usual()).map_err(internal)?;
    Ok(LettersFrom { address, name: desk.network.name.clone() })
}

/// `GET /analyst/baskets/{id}/send`: who will get it.
pub async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    analyst: Analyst,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let locale = visitor.locale;
    let basket = load(&state, &id).await?;
    let desk = state.desk().await?;
    let readers = network_letter::readers(&desk).await.map_err(internal)?;
    let obstacle = obstacle(&state, locale, &basket, readers.len());
    let composed = compose(&desk, &state, &basket, locale).await?;
    let mut page = send_page(&state, (visitor, &analyst), &basket, composed.subject);
    page.sentence = words::goes_to(locale, readers.len() as u64);
    page.obstacle = obstacle;
    Ok(answer(StatusCode::OK, locale, &page))
}

/// `POST /analyst/baskets/{id}/send`.
pub async fn send(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Fault> {
    let locale = visitor.locale;
    let basket = load(&state, &id).await?;
    let desk = state.desk().await?;
    let composed = compose(&desk, &state, &basket, locale).await?;
    let mut page = send_page(&state, (visitor, &posted.analyst), &basket, composed.subject);
    // Who waits is found out by sending, in the same breath.
    page.obstacle = obstacle(&state, locale, &basket, 1);
    if page.obstacle.is_none() {
        let now = state.clock.now();
        match network_letter::send(&desk, &basket, now).await.map_err(internal)? {
            Sending::Queued(letters) => {
                state.bell.notify_one();
                page.is_done = true;
                page.sentence = words::letters_queued(locale, letters);
            }
            Sending::SentBefore => page.obstacle = Some(words::sent_before(locale)),
            Sending::NobodyWaits => page.obstacle = Some(words::nobody_waits(locale)),
        }
    }
    Ok(answer(StatusCode::OK, locale, &page))
}

fn obstacle(state: &AppState, locale: Locale, basket: &Basket, readers: usize) -> Option<String> {
    if let Some(sent) = basket.sent {
        return Some(words::was_sent(locale, &told::day(locale, sent)));
    }
    if !state.doors.sends_letters() {
        return Some(words::no_mail(locale));
    }
    if basket.items.is_empty() {
        return Some(words::nothing_to_send(locale));
    }
    if readers == 0 {
        return Some(words::nobody_waits(locale));
    }
    trouble(locale, basket)
}

fn send_page(
    state: &AppState,
    (visitor, analyst): (Visitor, &Analyst),
    basket: &Basket,
    subject: String,
) -> SendPage {
    let heading = words::send_heading(visitor.locale);
    let path = page_path(&basket.id);
    let here = format!("{path}/send");
    let (frame, inside) = around(state, (visitor, analyst), Tab::Baskets, heading, &here);
    SendPage {
        frame,
        inside,
        path: path_of(visitor, &path),
        title: basket.title.clone(),
        subject,
        sentence: String::new(),
        obstacle: None,
        is_done: false,
    }
}

/// The letter as nobody in particular gets it.
async fn composed(state: &AppState, basket: &Basket, locale: Locale) -> Result<Composed, Fault> {
    let desk = state.desk().await?;
    let mut composed = compose(&desk, state, basket, locale).await?;
    for part in [&mut composed.html, &mut composed.text] {
        *part = links::fill_in(part, &desk.key, NOBODY, 0);
    }
    Ok(composed)
}

async fn compose(
    desk: &Desk,
    state: &AppState,
    basket: &Basket,
    locale: Locale,
) -> Result<Composed, Fault> {
    let now = state.clock.now();
    let letter = network_letter::letter(desk, basket, locale, now).await.map_err(internal)?;
    Ok(digest::compose(&letter))
}
