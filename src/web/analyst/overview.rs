//! What an analyst sees first: `GET /analyst`.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::message::{Locale, analyst as words, web as text};
use crate::model::{OutboxCounts, SavedSearch, Timestamp};
use crate::store::{FeedbackRow, Store};
use crate::web::excerpt::{self, Stretch};
use crate::web::fault::Fault;
use crate::web::pages::answer;
use crate::web::pages::frame::Frame;
use crate::web::session::{Analyst, internal};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::words as told;

use super::baskets::{BasketView, basket_views};
use super::feedback::answers_in_words;
use super::inside::{Inside, Tab, around, path_of};

/// Answers and baskets that are shown here; the rest stands on pages of its own.
const SHOWN: usize = 5;

#[derive(Template)]
#[template(path = "analyst/overview.html")]
struct OverviewPage {
    frame: Frame,
    inside: Inside,
    /// What wants a look: letters that failed, searches that cannot be read, sources in trouble.
    troubles: Vec<Trouble>,
    figures: Vec<(String, String)>,
    searches: Vec<SearchLine>,
    answers: Vec<AnswerLine>,
    baskets: Vec<BasketView>,
    new_search: String,
    all_answers: String,
}

struct Trouble {
    words: Vec<Stretch>,
    link: String,
    link_words: String,
}

struct SearchLine {
    title: String,
    link: String,
    subscribers: String,
    last_news: String,
    trouble: String,
}

struct AnswerLine {
    title: String,
    link: String,
    search: String,
    answers: String,
}

/// `GET /analyst`.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    analyst: Analyst,
) -> Result<Response, Fault> {
    let (locale, now) = (visitor.locale, state.clock.now());
    let store = state.library.writable_store().await?;
    let searches = store.searches().await.map_err(internal)?;
    let outbox = store.outbox_counts().await.map_err(internal)?;
    let answers = store.feedback(None).await.map_err(internal)?;
    let baskets = store.baskets().await.map_err(internal)?;
    let in_trouble = sources_in_trouble(&state).await;
    let named = searches.iter().filter(|search| search.name.is_some());
    let mut lines = Vec::new();
    for search in named {
        let last = last_news(&store, search).await?;
        lines.push(search_line(visitor, search, last, now));
    }
    let title = words::overview_heading(locale);
    let (frame, inside) = around(&state, (visitor, &analyst), Tab::Overview, title, "/analyst");
    let page = OverviewPage {
        frame,
        inside,
        troubles: troubles(visitor, &searches, outbox, in_trouble),
        figures: figures(locale, &searches, outbox, now),
        searches: lines,
        answers: answers.iter().take(SHOWN).map(|row| answer_line(visitor, row)).collect(),
        baskets: basket_views(visitor, baskets.get(..SHOWN.min(baskets.len())).unwrap_or_default()),
        new_search: path_of(visitor, "/analyst/searches/new"),
        all_answers: path_of(visitor, "/analyst/feedback"),
    };
    Ok(answer(StatusCode::OK, locale, &page))
}

/// When something was last news to a search.
pub async fn last_news(store: &Store, search: &SavedSearch) -> Result<Option<Timestamp>, Fault> {
    if search.last_news == 0 {
        return Ok(None);
    }
    let news = store.news_after(&search.key, search.last_news - 1).await.map_err(internal)?;
    Ok(news.last().map(|news| news.found))
}

async fn sources_in_trouble(state: &AppState) -> usize {
    let now = state.clock.now();
    let states = state.library.standing().await.sources;
    let is_watched = |id: &str| state.watch.source(id).is_some_and(|source| source.enabled);
    let in_trouble = states
        .iter()
        .filter(|source| is_watched(source.id.as_str()) && source.health_at(now).wants_a_look());
    in_trouble.count()
}

fn troubles(
    visitor: Visitor,
    searches: &[SavedSearch],
    outbox: OutboxCounts,
    sources: usize,
) -> Vec<Trouble> {
    let locale = visitor.locale;
    let mut troubles = Vec::new();
    if outbox.failed > 0 {
        troubles.push(Trouble {
            words: excerpt::sentence(&words::letters_failed(locale, outbox.failed)),
            link: String::new(),
            link_words: String::new(),
        });
    }
    for search in searches.iter().filter(|search| !search.trouble.is_empty()) {
        troubles.push(Trouble {
            words: excerpt::sentence(&words::search_in_trouble(
                locale,
                &search.title,
                &search.trouble,
            )),
            link: path_of(visitor, "/analyst/searches"),
            link_words: words::menu_searches(locale),
        });
    }
    if sources > 0 {
        troubles.push(Trouble {
            words: excerpt::sentence(&words::sources_in_trouble(
                locale,
                &told::sources(locale, sources),
            )),
            link: path_of(visitor, "/sources"),
            link_words: text::nav_sources(locale),
        });
    }
    troubles
}

fn figures(
    locale: Locale,
    searches: &[SavedSearch],
    outbox: OutboxCounts,
    now: Timestamp,
) -> Vec<(String, String)> {
    let number = |number: u64| told::number(locale, number);
    let named = searches.iter().filter(|search| search.name.is_some()).count() as u64;
    let subscribed = searches.iter().map(|search| search.subscribers).sum();
    let waiting = outbox.queued + outbox.sending;
    let waits = match outbox.oldest.filter(|_| waiting > 0) {
        Some(oldest) => {
            words::since(locale, &number(waiting), &told::distance(locale, now, oldest))
        }
        None => number(waiting),
    };
    vec![
        (words::figure_searches(locale), number(named)),
        (words::figure_subscriptions(locale), number(subscribed)),
        (words::figure_waiting(locale), waits),
        (words::figure_sent(locale), number(outbox.sent)),
        (words::figure_failed(locale), number(outbox.failed)),
    ]
}

fn search_line(
    visitor: Visitor,
    search: &SavedSearch,
    last: Option<Timestamp>,
    now: Timestamp,
) -> SearchLine {
    let locale = visitor.locale;
    SearchLine {
        title: search.title.clone(),
        link: path_of(visitor, &format!("/searches/{}", search.key)),
        subscribers: told::number(locale, search.subscribers),
        last_news: last
            .map_or_else(|| words::none_yet(locale), |at| told::distance(locale, now, at)),
        trouble: search.trouble.clone(),
    }
}

fn answer_line(visitor: Visitor, row: &FeedbackRow) -> AnswerLine {
    AnswerLine {
        title: super::feedback::title_of(visitor.locale, row),
        link: super::feedback::link_of(visitor, row),
        search: super::feedback::search_title(visitor.locale, row),
        answers: answers_in_words(visitor.locale, row),
    }
}
