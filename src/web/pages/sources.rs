//! What is watched and how it is: `GET /sources`.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::crawl::Condition;
use crate::message::{Locale, sources as names, web as text};
use crate::model::{Group, Health, Source, SourceKind, SourceState, Timestamp};
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
    /// Whole sentences where somebody should know more than the state.
    sentence: Vec<Stretch>,
    /// What the program noted of a failure.
    detail: Vec<Stretch>,
    /// The address that it has moved to, as a link.
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

/// It answers as it should; that it has moved does not change that.
pub fn is_well(health: Health) -> bool {
    matches!(health, Health::Ok | Health::Unchanged | Health::Moved)
}

fn view(state: &AppState, visitor: Visitor, states: &HashMap<&str, &SourceState>) -> SourcesPage {
    let locale = visitor.locale;
    let watched: Vec<&Source> = state.watch.in_use(states).filter(|s| s.enabled).collect();
    let disabled: Vec<DisabledView> =
        state.watch.sources.iter().filter(|s| !s.enabled).map(disabled).collect();
    let now = state.clock.now();
    let count = |is: fn(Health) -> bool| {
        let known = watched.iter().filter_map(|source| states.get(source.id.as_str()));
        known.filter(|state| is(state.health_at(now))).count()
    };
    let (well, failing) = (count(is_well), count(Health::wants_a_look));
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
    let Condition { health, sentence } = Condition::of_source(locale, source, state, now);
    let is_by_hand = source.kind == SourceKind::Hand;
    let is_suddenly_empty = health == Health::Empty && state.is_some_and(|s| s.documents > 0);
    let says_more = health.wants_a_look() || is_suddenly_empty;
    let detail = state.filter(|_| health.is_trouble()).and_then(SourceState::public_error);
    let moved_to = state.filter(|_| health == Health::Moved).and_then(|s| s.moved_to.as_deref());
    let asked = Asked { ui: visitor.ui().to_owned(), ..Asked::default() };
    let query = filters::add("", Field::Source, source.id.as_str(), locale);
    let day = |moment: Timestamp| words::distance(locale, now, moment);
    SourceView {
        name: source.name.clone(),
        link: links::web_address(&source.url).unwrap_or_default().to_owned(),
        documents_link: asked.with_text(query).with_sort("date").address(),
        documents: words::number(locale, state.map_or(0, |state| state.documents)),
        health: excerpt::capitalised(&if is_by_hand {
            names::kind(locale, source.kind)
        } else {
            names::health(locale, health)
        }),
        tone: tone(health),
        last_check: state.and_then(|state| state.last_check).map_or_else(
            || if is_by_hand { "–".to_owned() } else { text::never_checked(locale) },
            day,
        ),
        next_check: state
            .map(|state| state.next_check)
            .filter(|next| *next > now && !is_by_hand)
            .map_or_else(|| if is_by_hand { "–".to_owned() } else { text::due_now(locale) }, day),
        sentence: if says_more { excerpt::sentence(&sentence) } else { Vec::new() },
        detail: excerpt::sentence(detail.unwrap_or_default()),
        moved_to: moved_to.and_then(links::web_address).unwrap_or_default().to_owned(),
    }
}

fn tone(health: Health) -> &'static str {
    match health {
        Health::Ok | Health::Unchanged => "well",
        _ if health.is_trouble() || health == Health::Silent => "trouble",
        _ => "waiting",
    }
}

fn disabled(source: &Source) -> DisabledView {
    DisabledView { name: source.name.clone(), reason: source.reason.clone().unwrap_or_default() }
}
