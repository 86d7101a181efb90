//! What stands around every page of analysts: the frame, their menu, and who is signed in.

use crate::message::{Locale, analyst as text};
use crate::web::links;
use crate::web::pages::frame::{Frame, Section};
use crate::web::session::Analyst;
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

/// Which entry of the menu a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Overview,
    Searches,
    Feedback,
    Baskets,
}

/// What the menu shows, and what forms carry.
pub struct Inside {
    /// Address, words, and whether one is there.
    pub menu: [(String, String, bool); 4],
    /// "Inloggad som anna".
    pub who: String,
    /// Who was let in by a proxy cannot sign out here.
    pub can_leave: bool,
    pub form: String,
    /// `?ui=en` where the language was asked for, to be put behind addresses.
    pub ui: &'static str,
}

/// Both for a page that stands at this path.
pub fn around(
    state: &AppState,
    (visitor, analyst): (Visitor, &Analyst),
    tab: Tab,
    title: String,
    path: &str,
) -> (Frame, Inside) {
    let locale = visitor.locale;
    let frame = Frame {
        is_signed_in: true,
        ..Frame::new(state, visitor, Section::Analyst, title).at(path)
    };
    let entry = |to: &str, words: String, of: Tab| (path_of(visitor, to), words, of == tab);
    let inside = Inside {
        menu: [
            entry("/analyst", text::menu_overview(locale), Tab::Overview),
            entry("/analyst/searches", text::menu_searches(locale), Tab::Searches),
            entry("/analyst/feedback", text::menu_feedback(locale), Tab::Feedback),
            entry("/analyst/baskets", text::menu_baskets(locale), Tab::Baskets),
        ],
        who: who(locale, analyst),
        can_leave: analyst.session.is_some(),
        form: analyst.form.clone(),
        ui: asked_for(visitor),
    };
    (frame, inside)
}

/// An address of ours in the language that was asked for.
pub fn path_of(visitor: Visitor, path: &str) -> String {
    links::with_parameters(path, &[("ui", visitor.ui())])
}

fn who(locale: Locale, analyst: &Analyst) -> String {
    if analyst.who.is_empty() {
        text::signed_in(locale)
    } else {
        text::signed_in_as(locale, &analyst.who)
    }
}

fn asked_for(visitor: Visitor) -> &'static str {
    match visitor.ui() {
        "sv" => "?ui=sv",
        "en" => "?ui=en",
        _ => "",
    }
}
