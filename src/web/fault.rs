//! Why a request is not answered as asked, in one shape: JSON for programs, a page for people.

use std::time::Duration;

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::date;
use crate::message::{Locale, analyst, watching, web as text};
use crate::model::{QueryError, Timestamp};
use crate::web::pages;
use crate::web::visitor::Visitor;

/// What stands in the way of an answer.
#[derive(Clone, Debug)]
pub enum Fault {
    NotFound,
    /// A document that was removed on request, and when.
    Forgotten(Timestamp),
    MethodNotAllowed,
    AddressTooLong,
    /// A parameter that does not say what it should: its name, and what would do.
    Parameter(&'static str, &'static str),
    /// The query text cannot be read: why, and where in characters.
    Query(QueryError, [usize; 2]),
    /// Nothing has been collected yet.
    NothingCollected,
    /// No letters can be sent: nobody has said where we are reached, or how mail leaves.
    NoLetters,
    /// More than one caller, or all together, may do in so short a time; when to come again.
    TooMany(Duration),
    /// A form that is too long.
    TooLarge,
    /// Another site had a browser send it.
    CrossSite,
    /// Only for who is signed in.
    NotSignedIn,
    /// A form of another session.
    StaleForm,
    /// A saved search that was taken away.
    SearchRemoved,
    /// A saved search whose query can no longer be read: its title, and why.
    SearchUnreadable(String, String),
    /// A link out of a letter that has expired, or was never in one.
    UnknownLink,
    TooSlow,
    /// Details stand in the log.
    Internal,
}

/// Every failure of the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorAnswer {
    pub error: ErrorDetails,
}

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorDetails {
    /// A word for programs; it stays the same when the message is improved.
    #[schema(example = "query")]
    pub code: &'static str,
    /// A sentence for people, in the language that was asked for.
    pub message: String,
    /// For `query`: the nearest thing that would work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// For `query`: where in the text, in characters, first and one past the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[usize; 2]>,
}

impl Fault {
    /// A query text that cannot be read; the place is told as a person counts.
    pub fn query(text: &str, error: QueryError) -> Self {
        let characters = |end: usize| text.char_indices().take_while(|(at, _)| *at < end).count();
        let at = [characters(error.span.start), characters(error.span.end)];
        Self::Query(error, at)
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::UnknownLink => StatusCode::NOT_FOUND,
            Self::Forgotten(_) | Self::SearchRemoved => StatusCode::GONE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::Parameter(..) | Self::Query(..) => StatusCode::BAD_REQUEST,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::CrossSite | Self::NotSignedIn | Self::StaleForm => StatusCode::FORBIDDEN,
            Self::NothingCollected
            | Self::NoLetters
            | Self::SearchUnreadable(..)
            | Self::TooSlow => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Forgotten(_) | Self::SearchRemoved => "gone",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::AddressTooLong => "address_too_long",
            Self::Parameter(..) => "parameter",
            Self::Query(..) => "query",
            Self::NothingCollected => "nothing_collected",
            Self::NoLetters => "no_letters",
            Self::TooMany(_) => "too_many",
            Self::TooLarge => "too_large",
            Self::CrossSite => "cross_site",
            Self::NotSignedIn => "not_signed_in",
            Self::StaleForm => "stale_form",
            Self::SearchUnreadable(..) => "search_unreadable",
            Self::UnknownLink => "unknown_link",
            Self::TooSlow => "too_slow",
            Self::Internal => "internal",
        }
    }

    pub fn message(&self, locale: Locale) -> String {
        match self {
            Self::NotFound => text::fault_not_found(locale),
            Self::Forgotten(moment) => {
                let day = date::long_day(*moment, locale == Locale::Sv);
                text::fault_forgotten(locale, &day)
            }
            Self::MethodNotAllowed => text::fault_method(locale),
            Self::AddressTooLong => text::fault_address_too_long(locale),
            Self::Parameter(name, wanted) => text::fault_parameter(locale, name, wanted),
            Self::Query(error, _) => error.message.clone(),
            Self::NothingCollected => text::fault_nothing_collected(locale),
            Self::NoLetters => text::fault_no_letters(locale),
            Self::TooMany(wait) => watching::too_many(locale, wait.as_secs().div_ceil(60).max(1)),
            Self::TooLarge => watching::too_large(locale),
            Self::CrossSite => watching::cross_site(locale),
            Self::NotSignedIn => analyst::not_signed_in(locale),
            Self::StaleForm => analyst::stale_form(locale),
            Self::SearchRemoved => watching::search_removed(locale),
            Self::SearchUnreadable(title, why) => watching::search_unreadable(locale, title, why),
            Self::UnknownLink => watching::unknown_link(locale),
            Self::TooSlow => text::fault_too_slow(locale),
            Self::Internal => text::fault_internal(locale),
        }
    }
}

impl IntoResponse for Fault {
    /// An empty answer that carries the fault; `render` gives it its words.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives every fault its words, in the shape that whoever asked can read.
pub async fn render(request: Request, next: Next) -> Response {
    let visitor = Visitor::of(request.uri(), request.headers());
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let Some(fault) = response.extensions_mut().remove::<Fault>() else { return response };
    let mut rendered = if is_for_programs(&path) {
        (fault.status(), Json(details(&fault, visitor.locale))).into_response()
    } else {
        pages::fault::page(&fault, visitor)
    };
    for (name, value) in response.headers() {
        if name == header::ALLOW {
            rendered.headers_mut().insert(name, value.clone());
        }
    }
    let wait = match &fault {
        Fault::TooMany(wait) => Some(wait.as_secs().max(1)),
        _ if fault.status() == StatusCode::SERVICE_UNAVAILABLE => Some(30),
        _ => None,
    };
    if let Some(wait) = wait {
        rendered.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    rendered
}

/// Programs ask for these; everything else is asked for by people.
fn is_for_programs(path: &str) -> bool {
    let is_feed_of_search = path.strip_prefix("/searches/").is_some_and(|rest| {
        rest.split_once('/')
            .is_some_and(|(_, file)| file.starts_with("feed.") || file == "hits.csv")
    });
    is_feed_of_search
        || ["/api", "/feeds", "/healthz", "/metrics"].iter().any(|prefix| {
            path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
}

fn details(fault: &Fault, locale: Locale) -> ErrorAnswer {
    let (suggestion, at) = match fault {
        Fault::Query(error, at) => (error.suggestion.clone(), Some(*at)),
        _ => (None, None),
    };
    let (code, message) = (fault.code(), fault.message(locale));
    ErrorAnswer { error: ErrorDetails { code, message, suggestion, at } }
}
