//! What is watched and how it is: `GET /sources`.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::message::{Locale, sources as names, web as text};
use crate::model::{Group, Health, Source, SourceState, Timestamp};
use crate::web::asked::Asked;
use crate::web::excerpt::{self, Stretch};
use crate::web::fault::Fault;
use crate::web::filters::{self, Field};
use crate::web::pages::answer;
use crate::web::pages::frame::{Frame, Section};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::{links, words};

#[derive(Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    frame: Frame,
    intro: String,
    failing: Option<String>,
    groups: Vec<GroupView>,
    disabled_heading: String,
    disabled: Vec<DisabledView>,
}

/// The sources of one group.
struct GroupView {
    name: String,
    sources: Vec<SourceView>,
}

/// A source that is watched.
struct SourceView {
    name: String,
    link: String,
    /// All that has come from it.
    documents_link: String,
    documents: String,
    health: String,
    /// For the colour of the mark; the words say the same.
    tone: &'static str,
    last_check: String,
    next_check: String,
    error: Vec<Stretch>,
    moved_to: String,
}

/// A source that stands in the list without being watched.
struct DisabledView {
    name: String,
    reason: String,
}

/// `GET /sources`.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Fault> {
    let standing = state.library.standing().await;
    let states: HashMap<&str, &SourceState> =
        standing.sources.iter().map(|state| (state.id.as_str(), state)).collect();
    let page = view(&state, visitor, &states);
    Ok(answer(StatusCode::OK, visitor.locale, &page))
}

/// A check that brought what was hoped for, or may yet.
pub fn is_well(health: Health) -> bool {
    matches!(health, Health::Ok | Health::Unchanged)
}

pub fn is_trouble(health: Health) -> bool {
    matches!(health, Health::Failing | Health::Blocked | Health::Gone)
}

fn view(state: &AppState, visitor: Visitor, states: &HashMap<&str, &SourceState>) -> SourcesPage {
    let locale = visitor.locale;
    let watched: Vec<&Source> = state.watch.sources.iter().filter(|s| s.enabled).collect();
    let disabled: Vec<DisabledView> =
        state.watch.sources.iter().filter(|s| !s.enabled).map(disabled).collect();
    let count = |is: fn(Health) -> bool| {
        watched.iter().filter_map(|s| states.get(s.id.as_str())).filter(|s| is(s.health)).count()
    };
    let (well, failing) = (count(is_well), count(is_trouble));
    let now = state.clock.now();
    let group = |group: Group| {
        let sources = watched.iter().filter(|source| source.group == group);
        let rows = sources.map(|s| row(s, states.get(s.id.as_str()).copied(), visitor, now));
        GroupView { name: names::group(locale, group), sources: rows.collect() }
    };
    let title = text::sources_heading(locale);
    SourcesPage {
        frame: Frame {
            may_be_listed: true,
            ..Frame::new(state, visitor, Section::Sources, title).at("/sources")
        },
        intro: intro(locale, watched.len(), well),
        failing: (failing > 0)
            .then(|| text::sources_failing(locale, &words::sources(locale, failing))),
        groups: Group::ALL.map(group).into_iter().filter(|g| !g.sources.is_empty()).collect(),
        disabled_heading: text::disabled_heading(locale, &words::sources(locale, disabled.len())),
        disabled,
    }
}

fn intro(locale: Locale, watched: usize, well: usize) -> String {
    match (watched, well) {
        (0, _) => text::sources_none(locale),
        (_, 0) => text::sources_intro(locale, &words::sources(locale, watched)),
        _ => {
            let watched = text::sources_intro(locale, &words::sources(locale, watched));
            format!("{watched} {}", text::sources_well(locale, well))
        }
    }
}

fn row(
    source: &Source,
    state: Option<&SourceState>,
    visitor: Visitor,
    now: Timestamp,
) -> SourceView {
    let locale = visitor.locale;
    let health = state.map_or(Health::New, |state| state.health);
    let asked = Asked { ui: visitor.ui().to_owned(), ..Asked::default() };
    let query = filters::add("", Field::Source, source.id.as_str(), locale);
    let day = |moment: Timestamp| words::distance(locale, now, moment);
    let cause = state.and_then(|state| state.error.clone());
    let error = match cause {
        Some(cause) => format!("{} ({cause})", explained(locale, health)),
        None => explained(locale, health),
    };
    SourceView {
        name: source.name.clone(),
        link: links::web_address(&source.url).unwrap_or_default().to_owned(),
        documents_link: asked.with_text(query).with_sort("date").address(),
        documents: words::number(locale, state.map_or(0, |state| state.documents)),
        health: excerpt::capitalised(&names::health(locale, health)),
        tone: tone(health),
        last_check: state
            .and_then(|state| state.last_check)
            .map_or_else(|| text::never_checked(locale), day),
        next_check: state
            .map(|state| state.next_check)
            .filter(|next| *next > now)
            .map_or_else(|| text::due_now(locale), day),
        error: excerpt::sentence(&error),
        moved_to: state.and_then(|state| state.moved_to.clone()).unwrap_or_default(),
    }
}

/// Where a state wants an explanation and the check left none.
fn explained(locale: Locale, health: Health) -> String {
    if is_trouble(health) { names::health_sentence(locale, health) } else { String::new() }
}

fn tone(health: Health) -> &'static str {
    match health {
        _ if is_well(health) => "well",
        _ if is_trouble(health) => "trouble",
        _ => "waiting",
    }
}

fn disabled(source: &Source) -> DisabledView {
    DisabledView { name: source.name.clone(), reason: source.reason.clone().unwrap_or_default() }
}
