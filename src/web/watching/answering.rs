//! What a reader says of a hit of their letter: `GET` and `POST /answer/{seal}`.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::digest::subscribing::{self as operations, Question};
use crate::message::{Locale, watching, web as text};
use crate::model::{NETWORK_LETTER, Verdict};
use crate::web::asked::Parameters;
use crate::web::caller::Caller;
use crate::web::fault::Fault;
use crate::web::form::Filled;
use crate::web::links;
use crate::web::pages::frame::{self, Frame, Section};
use crate::web::pages::hit::language_tag;
use crate::web::pages::{answer as rendered, unkept};
use crate::web::state::AppState;
use crate::web::throttle::Act;
use crate::web::visitor::Visitor;
use crate::web::watching::cadence::Choice;
use crate::web::watching::{reading, telling, trouble};

#[derive(Template)]
#[template(path = "answer.html")]
struct AnswerPage {
    frame: Frame,
    /// Thanks, after the answer was kept.
    thanks: Option<String>,
    title: String,
    language: String,
    source: String,
    about: String,
    action: String,
    effect: String,
    answers: Vec<Choice>,
}

/// Which answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    a: String,
}

/// `GET /answer/{seal}?a=relevant`: shows, with the answer of the link chosen.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    Path(seal): Path<String>,
    Parameters(chosen): Parameters<Chosen>,
) -> Result<Response, Fault> {
    state.throttle.look(Act::Token, caller)?;
    let desk = state.desk().await?;
    let Some(question) = operations::question(&desk, &seal).await.map_err(trouble)? else {
        return Ok(telling::unknown_link(&state, visitor, caller));
    };
    let view = view(&state, visitor, &seal, &question, chosen.a.parse().ok());
    Ok(unkept(rendered(StatusCode::OK, view.frame.locale, &view)))
}

/// `POST /answer/{seal}`: keeps it.
pub async fn answer(
    State(state): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    Path(seal): Path<String>,
    Filled(chosen): Filled<Chosen>,
) -> Result<Response, Fault> {
    state.throttle.look(Act::Token, caller)?;
    let verdict: Verdict = chosen
        .a
        .parse()
        .map_err(|_| Fault::Parameter("a", "relevant | not-for-us | we-do-this | tell-more"))?;
    let (desk, now) = (state.desk().await?, state.clock.now());
    let kept = operations::answer(&desk, &seal, verdict, now).await.map_err(trouble)?;
    let Some(question) = kept else { return Ok(telling::unknown_link(&state, visitor, caller)) };
    let mut view = view(&state, visitor, &seal, &question, Some(verdict));
    let locale = view.frame.locale;
    let said = watching::verdict(locale, verdict).to_lowercase();
    view.thanks = Some(watching::answer_kept(locale, &said));
    Ok(unkept(rendered(StatusCode::OK, locale, &view)))
}

fn view(
    state: &AppState,
    visitor: Visitor,
    seal: &str,
    question: &Question,
    chosen: Option<Verdict>,
) -> AnswerPage {
    let visitor = reading(visitor, question.row.subscriber.language);
    let locale = visitor.locale;
    let path = format!("/answer/{}", links::encode(seal));
    let code = chosen.map_or("", Verdict::code);
    let at = |ui: &str| links::with_parameters(&path, &[("a", code), ("ui", ui)]);
    let document = &question.document;
    let about = format!("/documents/{}", links::encode(document.id.as_str()));
    let source = state.watch.source(document.source.as_str());
    AnswerPage {
        frame: Frame {
            other_language: at(frame::other(locale).code()),
            ..Frame::new(state, visitor, Section::Watching, watching::answer_heading(locale))
        },
        thanks: None,
        title: document.title.clone(),
        language: language_tag(document.language),
        source: source.map_or_else(String::new, |source| source.name.clone()),
        about: links::with_parameters(&about, &[("ui", visitor.ui())]),
        action: links::with_parameters(&path, &[("ui", visitor.ui())]),
        effect: effect(locale, &question.row.subscription.search),
        answers: Verdict::ALL.into_iter().map(|verdict| choice(locale, verdict, chosen)).collect(),
    }
}

/// What the answer does.
fn effect(locale: Locale, search: &str) -> String {
    match search {
        NETWORK_LETTER => watching::answer_effect_network(locale),
        _ => watching::answer_effect(locale),
    }
}

fn choice(locale: Locale, verdict: Verdict, chosen: Option<Verdict>) -> Choice {
    Choice {
        value: verdict.code().to_owned(),
        words: watching::verdict(locale, verdict),
        is_chosen: chosen == Some(verdict),
    }
}
