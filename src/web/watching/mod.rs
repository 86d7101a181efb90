//! Following a search without an account: saved searches, subscribing, changing, answering.
//!
//! A GET shows, a POST does. Pages behind a token are kept by no cache and listed nowhere.

mod answering;
mod cadence;
mod confirming;
mod ending;
mod files;
mod letter;
pub mod list;
mod managing;
mod opml;
pub mod saved;
mod search;
mod subscribing;
mod telling;

use axum::routing::{MethodRouter, get};

use crate::message::Locale;
use crate::model::Language;
use crate::web::fault::Fault;
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

/// The routes that everybody may use.
pub fn routes() -> Vec<(&'static str, MethodRouter<AppState>)> {
    vec![
        ("/searches", get(list::page)),
        ("/searches.opml", get(list::opml)),
        ("/searches/{key}", get(search::page)),
        ("/searches/{key}/feed.atom", get(files::atom)),
        ("/searches/{key}/feed.rss", get(files::rss)),
        ("/searches/{key}/feed.json", get(files::json)),
        ("/searches/{key}/feed.ics", get(files::calendar)),
        ("/searches/{key}/feed.opml", get(files::opml)),
        ("/searches/{key}/hits.csv", get(files::table)),
        ("/searches/{key}/letter", get(letter::page)),
        ("/subscribe", get(subscribing::page).post(subscribing::subscribe)),
        ("/confirm/{token}", get(confirming::page).post(confirming::confirm)),
        ("/subscriptions/{token}", get(managing::page).post(managing::act)),
        ("/subscriptions/{token}/end", get(ending::page).post(ending::end)),
        ("/answer/{seal}", get(answering::page).post(answering::answer)),
    ]
}

/// What went wrong stands in the log; it names no address.
#[expect(clippy::needless_pass_by_value, reason = "the signature is that of `map_err`")]
fn trouble(error: anyhow::Error) -> Fault {
    tracing::error!(error = %format!("{error:#}"), "a subscription cannot be seen to: {error:#}");
    Fault::Internal
}

/// Whoever comes by a link of a letter reads on in its language, unless they chose another.
fn reading(visitor: Visitor, language: Language) -> Visitor {
    if visitor.chosen {
        return visitor;
    }
    let locale = if language == Language::EN { Locale::En } else { Locale::Sv };
    Visitor { locale, ..visitor }
}
