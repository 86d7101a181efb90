//! One basket: `GET /analyst/baskets/{id}`, and what its form does.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::date::Day;
use crate::message::{Locale, analyst as words, web as text};
use crate::model::{Ask, Basket, BasketItem, Document};
use crate::web::fault::Fault;
use crate::web::links;
use crate::web::pages::answer;
use crate::web::pages::frame::Frame;
use crate::web::pages::hit::language_tag;
use crate::web::session::{Analyst, Fields, Posted, internal, to_page};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::words as told;

use super::baskets::{LONGEST_TITLE, load, page_path};
use super::inside::{Inside, Tab, around, path_of};

/// Longest texts, in characters. A letter is read in a minute.
const LONGEST_INTRODUCTION: usize = 3000;
const LONGEST_SIGNATURE: usize = 300;
const LONGEST_COMMENT: usize = 1000;

#[derive(Template)]
#[template(path = "analyst/basket.html")]
struct BasketPage {
    frame: Frame,
    inside: Inside,
    /// `/analyst/baskets/…`
    path: String,
    title: String,
    introduction: String,
    signature: String,
    /// The day on which it went out; it cannot be changed any more.
    sent: Option<String>,
    items: Vec<ItemView>,
    trouble: Option<String>,
}

struct ItemView {
    /// From 1.
    number: usize,
    document: String,
    title: String,
    language: String,
    link: String,
    about: String,
    asks: [(&'static str, String, bool); 3],
    /// What is asked, once the letter has gone.
    asked: String,
    answer_by: String,
    lacks_day: bool,
    comment: String,
    is_first: bool,
    is_last: bool,
}

/// `GET /analyst/baskets/{id}`.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    analyst: Analyst,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let basket = load(&state, &id).await?;
    shown(&state, (visitor, &analyst), &basket, None).await
}

/// `POST /analyst/baskets/{id}`: keeps the texts, and does what the button says.
pub async fn save(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Fault> {
    let mut basket = load(&state, &id).await?;
    let here = path_of(visitor, &page_path(&basket.id));
    if basket.sent.is_some() {
        return Ok(to_page(&here));
    }
    fill(&mut basket, &posted.fields);
    let act = posted.fields.raw("do");
    let moved = apply(&mut basket.items, act);
    basket.changed = state.clock.now();
    let store = state.library.writable_store().await?;
    store.save_basket(&basket).await.map_err(internal)?;
    if let Some(trouble) = trouble(visitor.locale, &basket) {
        let analyst = &posted.analyst;
        return shown(&state, (visitor, analyst), &basket, Some(trouble)).await;
    }
    if act == "preview" {
        return Ok(to_page(&path_of(visitor, &format!("{}/preview", page_path(&basket.id)))));
    }
    let anchor = moved.map_or_else(String::new, |number| format!("#item-{number}"));
    Ok(to_page(&format!("{here}{anchor}")))
}

/// Takes what the form says. Hits that the form did not show, because they came meanwhile, stay.
fn fill(basket: &mut Basket, fields: &Fields) {
    let title = fields.line("title", LONGEST_TITLE);
    if !title.is_empty() {
        basket.title = title;
    }
    basket.introduction = fields.text("introduction", LONGEST_INTRODUCTION);
    basket.signature = fields.text("signature", LONGEST_SIGNATURE);
    for number in 1..=basket.items.len() {
        let document = fields.raw(&format!("document-{number}"));
        let item = basket.items.iter_mut().find(|item| item.document.as_str() == document);
        let Some(item) = item else { continue };
        item.comment = fields.text(&format!("comment-{number}"), LONGEST_COMMENT);
        item.ask = fields.raw(&format!("ask-{number}")).parse().unwrap_or_default();
        let day = Day::read(fields.raw(&format!("by-{number}")));
        item.answer_by = match (item.ask, day) {
            (Ask::Answer, Some(day)) => day.to_string(),
            _ => String::new(),
        };
    }
}

/// `up-3`, `down-3` or `remove-3`; gives where what was moved lies now.
fn apply(items: &mut Vec<BasketItem>, act: &str) -> Option<usize> {
    let (what, number) = act.split_once('-')?;
    let at: usize = number.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < items.len())?;
    let to = match what {
        "up" => at.checked_sub(1)?,
        "down" => Some(at + 1).filter(|to| *to < items.len())?,
        "remove" => {
            items.remove(at);
            return None;
        }
        _ => return None,
    };
    items.swap(at, to);
    Some(to + 1)
}

/// What has to be mended before the letter can go.
pub fn trouble(locale: Locale, basket: &Basket) -> Option<String> {
    let lacks_day = |item: &BasketItem| item.ask == Ask::Answer && item.answer_by.is_empty();
    basket.items.iter().any(lacks_day).then(|| words::lacks_day(locale))
}

async fn shown(
    state: &AppState,
    (visitor, analyst): (Visitor, &Analyst),
    basket: &Basket,
    trouble: Option<String>,
) -> Result<Response, Fault> {
    let locale = visitor.locale;
    let path = page_path(&basket.id);
    let title = basket.title.clone();
    let (frame, inside) = around(state, (visitor, analyst), Tab::Baskets, title, &path);
    let mut items = Vec::new();
    for (at, item) in basket.items.iter().enumerate() {
        let document = state.library.document(item.document.as_str()).await?;
        let mut view =
            item_view(state, visitor, item, document.as_ref().map(|(document, _)| document));
        (view.number, view.is_first) = (at + 1, at == 0);
        view.is_last = at + 1 == basket.items.len();
        items.push(view);
    }
    let page = BasketPage {
        frame,
        inside,
        path,
        title: basket.title.clone(),
        introduction: basket.introduction.clone(),
        signature: basket.signature.clone(),
        sent: basket.sent.map(|sent| told::day(locale, sent)),
        items,
        trouble,
    };
    Ok(answer(StatusCode::OK, locale, &page))
}

fn item_view(
    state: &AppState,
    visitor: Visitor,
    item: &BasketItem,
    document: Option<&Document>,
) -> ItemView {
    let locale = visitor.locale;
    let (title, language, about) = match document {
        Some(document) => {
            let source = state.watch.source(document.source.as_str());
            let source = source.map_or(document.source.as_str(), |source| source.name.as_str());
            let about = format!("{source}, {}", told::day(locale, document.date()));
            (document.title.clone(), language_tag(document.language), about)
        }
        None => (words::document_gone(locale), String::new(), String::new()),
    };
    let asks = Ask::ALL.map(|ask| (ask.code(), ask_words(locale, ask), ask == item.ask));
    ItemView {
        number: 0,
        document: item.document.to_string(),
        title,
        language,
        link: path_of(visitor, &format!("/documents/{}", links::encode(item.document.as_str()))),
        about,
        asks,
        asked: match (item.ask, item.answer_by.as_str()) {
            (Ask::Answer, day) if !day.is_empty() => {
                words::ask_answer_by(locale, &told::written_day(locale, day))
            }
            (ask, _) => ask_words(locale, ask),
        },
        lacks_day: item.ask == Ask::Answer && item.answer_by.is_empty(),
        answer_by: item.answer_by.clone(),
        comment: item.comment.clone(),
        is_first: false,
        is_last: false,
    }
}

fn ask_words(locale: Locale, ask: Ask) -> String {
    match ask {
        Ask::Know => words::ask_know(locale),
        Ask::Discuss => words::ask_discuss(locale),
        Ask::Answer => words::ask_answer_before(locale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DocumentId;

    #[test]
    fn a_button_moves_or_removes_one_hit() {
        let item = |id: char| BasketItem {
            document: DocumentId::new(id.to_string()),
            ask: Ask::Know,
            answer_by: String::new(),
            comment: String::new(),
        };
        let check = |act: &str, expected: &str, moved: Option<usize>| {
            let mut items: Vec<BasketItem> = "abc".chars().map(item).collect();
            assert_eq!(apply(&mut items, act), moved, "{act}");
            let order: String = items.iter().map(|item| item.document.as_str()).collect();
            assert_eq!(order, expected, "{act}");
        };
        check("up-2", "bac", Some(1));
        check("down-2", "acb", Some(3));
        check("up-1", "abc", None);
        check("down-3", "abc", None);
        check("remove-2", "ac", None);
        check("remove-4", "abc", None);
        check("remove-0", "abc", None);
        check("save", "abc", None);
    }
}
