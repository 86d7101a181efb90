//! Pages that say one thing, and what one may do next.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::message::{Locale, watching, web as text};
use crate::model::NETWORK_LETTER;
use crate::store::SubscriptionRow;
use crate::web::caller::Caller;
use crate::web::links;
use crate::web::pages::frame::{Frame, Section};
use crate::web::pages::{answer, unkept};
use crate::web::state::AppState;
use crate::web::throttle::Act;
use crate::web::visitor::Visitor;
use crate::web::watching::saved;

/// One thing to say.
#[derive(Template)]
#[template(path = "telling.html")]
pub struct Telling {
    frame: Frame,
    pub heading: String,
    /// The first one is what matters.
    pub paragraphs: Vec<String>,
    /// A form of one button: its address, and what stands on it.
    pub button: Option<(String, String)>,
    /// Where to go on: an address and its words.
    pub onwards: Vec<(String, String)>,
}

impl Telling {
    pub fn new(state: &AppState, visitor: Visitor, heading: String) -> Self {
        Self {
            frame: Frame::new(state, visitor, Section::Watching, heading.clone()).at("/searches"),
            heading,
            paragraphs: Vec::new(),
            button: None,
            onwards: Vec::new(),
        }
    }

    /// The same page in the other language stands here.
    #[must_use]
    pub fn at(mut self, path: &str) -> Self {
        self.frame = self.frame.at(path);
        self
    }

    #[must_use]
    pub fn says(mut self, paragraph: String) -> Self {
        self.paragraphs.push(paragraph);
        self
    }

    #[must_use]
    pub fn leads(mut self, address: String, words: String) -> Self {
        self.onwards.push((address, words));
        self
    }

    pub fn answer(&self, status: StatusCode) -> Response {
        unkept(answer(status, self.frame.locale, self))
    }
}

/// A link that opens nothing: the same page whatever is wrong with it, and not any number of times.
pub fn unknown_link(state: &AppState, visitor: Visitor, caller: Caller) -> Response {
    state.throttle.count(Act::Token, caller);
    Telling::new(state, visitor, watching::unknown_heading(visitor.locale))
        .says(watching::unknown_link(visitor.locale))
        .leads(list_address(visitor), watching::to_searches(visitor.locale))
        .answer(StatusCode::NOT_FOUND)
}

/// `GET` of the page of the network letter, which no search makes.
pub fn network_letter(state: &AppState, visitor: Visitor) -> Response {
    let locale = visitor.locale;
    Telling::new(state, visitor, watching::network_letter(locale))
        .at(&saved::address(NETWORK_LETTER, ""))
        .says(watching::network_letter_about(locale))
        .says(watching::network_letter_waits(locale))
        .leads(saved::subscribe_address(NETWORK_LETTER, visitor.ui()), watching::watch_this(locale))
        .answer(StatusCode::OK)
}

pub fn list_address(visitor: Visitor) -> String {
    links::with_parameters("/searches", &[("ui", visitor.ui())])
}

/// What a subscription is to, as pages call it.
pub fn title(locale: Locale, row: &SubscriptionRow) -> String {
    if is_network_letter(row) { watching::network_letter(locale) } else { row.title.clone() }
}

/// The network letter comes when it is written, and has no search.
pub fn is_network_letter(row: &SubscriptionRow) -> bool {
    row.subscription.search == NETWORK_LETTER
}
