//! The page that says why there is no other.

use askama::Template;
use axum::response::Response;

use crate::message::web as text;
use crate::web::excerpt::{self, Stretch};
use crate::web::fault::Fault;
use crate::web::pages::frame::{Frame, Section};
use crate::web::pages::{answer, unkept};
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    frame: Frame,
    heading: String,
    message: Vec<Stretch>,
}

/// A page for people where a program would get JSON.
pub fn page(fault: &Fault, visitor: Visitor) -> Response {
    let locale = visitor.locale;
    let heading = match fault {
        Fault::NotFound | Fault::Forgotten(_) | Fault::SearchRemoved => {
            text::fault_heading_missing(locale)
        }
        _ => text::fault_heading(locale),
    };
    let frame = Frame::bare(visitor, Section::Elsewhere, heading.clone());
    let message = excerpt::sentence(&fault.message(locale));
    unkept(answer(fault.status(), locale, &FaultPage { frame, heading, message }))
}
