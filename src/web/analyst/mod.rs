//! The pages of analysts: signing in, saved searches, answers of readers, baskets, network letters.
//!
//! Whoever is not signed in is shown the way in at a GET, and refused at a POST
//! ([`Analyst`](crate::web::session::Analyst), [`Posted`](crate::web::session::Posted)).

mod basket;
mod baskets;
mod exports;
mod feedback;
mod inside;
mod letter;
mod overview;
mod picking;
mod removing;
mod searches;
mod searching;
mod sign_in;

pub use picking::{Pick, unshared};

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};

use crate::web::state::AppState;

/// The longest form: a basket of a hundred hits with a comment to each.
const FORM_BYTES: usize = 512 * 1024;

/// The routes that a session is needed for, and those that open one.
pub fn routes() -> Vec<(&'static str, MethodRouter<AppState>)> {
    let routes = [
        ("/sign-in", get(sign_in::page).post(sign_in::enter)),
        ("/sign-out", post(sign_in::leave)),
        ("/analyst", get(overview::page)),
        ("/analyst/searches", get(searches::page).post(searching::save)),
        ("/analyst/searches/new", get(searching::new)),
        ("/analyst/searches/{name}", get(searching::edit)),
        ("/analyst/searches/{name}/remove", get(removing::ask).post(removing::remove)),
        ("/analyst/feedback", get(feedback::page)),
        ("/analyst/feedback.csv", get(feedback::table)),
        ("/analyst/feedback.json", get(feedback::json)),
        ("/analyst/baskets", get(baskets::page).post(baskets::make)),
        ("/analyst/baskets/add", post(picking::add)),
        ("/analyst/baskets/{id}", get(basket::page).post(basket::save)),
        ("/analyst/baskets/{id}/remove", get(baskets::ask).post(baskets::remove)),
        ("/analyst/baskets/{id}/basket.md", get(exports::markdown)),
        ("/analyst/baskets/{id}/basket.csv", get(exports::table)),
        ("/analyst/baskets/{id}/basket.txt", get(exports::list)),
        ("/analyst/baskets/{id}/preview", get(letter::preview)),
        ("/analyst/baskets/{id}/letter.html", get(letter::html)),
        ("/analyst/baskets/{id}/letter.eml", get(letter::eml)),
        ("/analyst/baskets/{id}/send", get(letter::ask).post(letter::send)),
    ];
    let limited = |(path, route): (_, MethodRouter<AppState>)| {
        (path, route.layer(DefaultBodyLimit::max(FORM_BYTES)))
    };
    routes.into_iter().map(limited).collect()
}
