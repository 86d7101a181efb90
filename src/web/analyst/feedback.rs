//! What readers answered: `GET /analyst/feedback`, and the same as files.

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::date;
use crate::message::{Locale, analyst as words, web as text};
use crate::store::FeedbackRow;
use crate::transfer::hits;
use crate::web::exports::file;
use crate::web::fault::Fault;
use crate::web::links;
use crate::web::pages::answer;
use crate::web::pages::frame::Frame;
use crate::web::session::{Analyst, internal};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::words as told;

use super::inside::{Inside, Tab, around, path_of};

#[derive(Template)]
#[template(path = "analyst/feedback.html")]
struct FeedbackPage {
    frame: Frame,
    inside: Inside,
    groups: Vec<GroupView>,
    table: String,
    json: String,
}

/// Answers to the letters of one search.
struct GroupView {
    title: String,
    rows: Vec<RowView>,
}

struct RowView {
    title: String,
    link: String,
    source: String,
    /// Relevant, not for us, we do this, tell more.
    counts: [String; 4],
    last: String,
}

/// `GET /analyst/feedback`.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    analyst: Analyst,
) -> Result<Response, Fault> {
    let locale = visitor.locale;
    let rows = rows(&state).await?;
    let mut groups: Vec<GroupView> = Vec::new();
    for row in &rows {
        let title = search_title(locale, row);
        let view = row_view(&state, visitor, row);
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.rows.push(view),
            None => groups.push(GroupView { title, rows: vec![view] }),
        }
    }
    let title = words::feedback_heading(locale);
    let path = "/analyst/feedback";
    let (frame, inside) = around(&state, (visitor, &analyst), Tab::Feedback, title, path);
    let page = FeedbackPage {
        frame,
        inside,
        groups,
        table: path_of(visitor, "/analyst/feedback.csv"),
        json: path_of(visitor, "/analyst/feedback.json"),
    };
    Ok(answer(StatusCode::OK, locale, &page))
}

/// `GET /analyst/feedback.csv`.
pub async fn table(
    State(state): State<AppState>,
    visitor: Visitor,
    _: Analyst,
) -> Result<Response, Fault> {
    let locale = visitor.locale;
    let headings = words::feedback_headings(locale);
    let headings: Vec<String> = headings.split(',').map(str::to_owned).collect();
    let rows = rows(&state).await?;
    let cells = rows.iter().map(|row| {
        vec![
            search_title(locale, row),
            row.document.clone(),
            row.title.clone(),
            row.source.clone(),
            row.relevant.to_string(),
            row.not_for_us.to_string(),
            row.we_do_this.to_string(),
            row.tell_more.to_string(),
            date::day_in_stockholm(row.last),
        ]
    });
    let table = hits::table(locale, &headings, cells);
    Ok(file(table.into_bytes(), "text/csv; charset=utf-8", "utkik-svar.csv"))
}

/// `GET /analyst/feedback.json`.
pub async fn json(State(state): State<AppState>, _: Analyst) -> Result<Response, Fault> {
    let rows = rows(&state).await?;
    let answers: Vec<_> = rows
        .iter()
        .map(|row| {
            serde_json::json!({
                "search": row.search,
                "search_title": row.search_title,
                "document": row.document,
                "title": row.title,
                "source": row.source,
                "relevant": row.relevant,
                "not_for_us": row.not_for_us,
                "we_do_this": row.we_do_this,
                "tell_more": row.tell_more,
                "last": row.last.to_string(),
            })
        })
        .collect();
    Ok(Json(answers).into_response())
}

async fn rows(state: &AppState) -> Result<Vec<FeedbackRow>, Fault> {
    let store = state.library.writable_store().await?;
    store.feedback(None).await.map_err(internal)
}

fn row_view(state: &AppState, visitor: Visitor, row: &FeedbackRow) -> RowView {
    let locale = visitor.locale;
    let counts = [row.relevant, row.not_for_us, row.we_do_this, row.tell_more];
    RowView {
        title: title_of(locale, row),
        link: link_of(visitor, row),
        source: state.watch.source(&row.source).map_or(&row.source, |source| &source.name).clone(),
        counts: counts
            .map(|count| if count == 0 { "–".to_owned() } else { told::number(locale, count) }),
        last: told::day(locale, row.last),
    }
}

/// The title of a search; its key where it has none any more.
pub fn search_title(locale: Locale, row: &FeedbackRow) -> String {
    match (row.search.as_str(), row.search_title.as_str()) {
        (crate::model::NETWORK_LETTER, _) => words::network_letter(locale),
        (key, "") => key.to_owned(),
        (_, title) => title.to_owned(),
    }
}

/// The title of a document; that it is gone, where it is.
pub fn title_of(locale: Locale, row: &FeedbackRow) -> String {
    if row.title.is_empty() { words::document_gone(locale) } else { row.title.clone() }
}

/// Our page about it.
pub fn link_of(visitor: Visitor, row: &FeedbackRow) -> String {
    path_of(visitor, &format!("/documents/{}", links::encode(&row.document)))
}

/// "2 relevant, 1 vill veta mer".
pub fn answers_in_words(locale: Locale, row: &FeedbackRow) -> String {
    let counts = [
        (row.relevant, words::verdict_relevant(locale)),
        (row.not_for_us, words::verdict_not_for_us(locale)),
        (row.we_do_this, words::verdict_we_do_this(locale)),
        (row.tell_more, words::verdict_tell_more(locale)),
    ];
    let said = counts.into_iter().filter(|(count, _)| *count > 0);
    said.map(|(count, name)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
}
