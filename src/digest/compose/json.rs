//! A letter as JSON, for programs. Names of fields are stable: they are added to, not changed. It
//! holds no token and no link that is of one reader alone.

use serde::Serialize;
use serde_json::Value;

use super::{clean, subject};
use crate::date::{day_in_stockholm, week_in_stockholm};
use crate::digest::letter::{Content, Item, Letter, Remark};
use crate::message::Locale;
use crate::model::Kind;

/// What [`json`] gives.
#[derive(Serialize)]
struct LetterJson {
    /// `digest` or `network`.
    kind: &'static str,
    /// `sv` or `en`.
    language: &'static str,
    subject: String,
    title: String,
    /// Who sends; may be empty.
    network: String,
    /// RFC 3339.
    composed: String,
    /// By ISO 8601, in Stockholm.
    week: i8,
    /// Of digests only.
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<CountsJson>,
    /// Of network letters only: paragraphs.
    #[serde(skip_serializing_if = "Option::is_none")]
    introduction: Option<Vec<String>>,
    /// Of network letters only.
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<String>,
    /// Hits of the own network.
    own: Vec<ItemJson>,
    /// Hits from elsewhere.
    world: Vec<ItemJson>,
    /// How many further new hits there are, at `rest`.
    more: usize,
    rest: String,
    silent_sources: usize,
    /// Our start page.
    home: String,
    subscribe: String,
}

#[derive(Serialize)]
struct CountsJson {
    hits: usize,
    told: usize,
    in_network: usize,
    nordic: usize,
    /// Calls that close within 14 days.
    closing_soon: usize,
    /// Answers of readers have changed the order.
    heeds_answers: bool,
}

#[derive(Serialize)]
struct ItemJson {
    document: String,
    title: String,
    summary: String,
    /// The original; our own page where it has none.
    url: String,
    /// Our page about it.
    page: String,
    /// Municipality that it is about; may be empty.
    place: String,
    source: String,
    /// `2026-11-20`, in Stockholm.
    date: String,
    /// ISO 639; `und` where nobody knows.
    language: String,
    kind: Option<Kind>,
    matched: Vec<String>,
    /// As the source words it.
    cost: Option<String>,
    /// Last day to apply, `2026-12-11`.
    closes: Option<String>,
    /// Day on which it takes place.
    event: Option<String>,
    needs_login: bool,
    also_in: Vec<String>,
    /// What an analyst wrote to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<RemarkJson>,
}

#[derive(Serialize)]
struct RemarkJson {
    /// `know`, `discuss` or `answer`.
    ask: &'static str,
    answer_by: Option<String>,
    comment: String,
}

pub fn json(letter: &Letter) -> Value {
    let (kind, counts, introduction, signature) = match &letter.content {
        Content::Digest(counts) => {
            let counts = CountsJson {
                hits: counts.hits,
                told: counts.told,
                in_network: counts.in_network,
                nordic: counts.nordic,
                closing_soon: counts.closing_soon,
                heeds_answers: counts.heeds_answers,
            };
            ("digest", Some(counts), None, None)
        }
        Content::Network { introduction, signature } => {
            let introduction = clean::paragraphs(introduction);
            ("network", None, Some(introduction), Some(clean::lines(signature).join("\n")))
        }
    };
    let letter = LetterJson {
        kind,
        language: Locale::code(letter.locale),
        subject: subject::subject(letter),
        title: clean::line(&letter.title),
        network: clean::line(&letter.network),
        composed: letter.now.to_string(),
        week: week_in_stockholm(letter.now),
        counts,
        introduction,
        signature,
        own: letter.own.iter().map(item).collect(),
        world: letter.world.iter().map(item).collect(),
        more: letter.more,
        rest: letter.rest.clone(),
        silent_sources: letter.silent_sources,
        home: letter.home.clone(),
        subscribe: letter.subscribe.clone(),
    };
    // Only a map with other keys than texts could not be written.
    serde_json::to_value(letter).unwrap_or_default()
}

fn item(item: &Item) -> ItemJson {
    let lines = |texts: &[String]| texts.iter().map(|text| clean::line(text)).collect();
    ItemJson {
        document: item.document.to_string(),
        title: clean::line(&item.title),
        summary: clean::line(&item.summary),
        url: clean::link(&item.link).unwrap_or_else(|| item.page.clone()),
        page: item.page.clone(),
        place: clean::line(&item.place),
        source: clean::line(&item.source),
        date: day_in_stockholm(item.date),
        language: item.language.as_str().to_owned(),
        kind: item.kind,
        matched: lines(&item.matched),
        cost: item.cost.as_deref().map(clean::line),
        closes: item.closes.map(|day| day.to_string()),
        event: item.event.map(|day| day.to_string()),
        needs_login: item.needs_login,
        also_in: lines(&item.also_in),
        remark: item.remark.as_ref().map(remark),
    }
}

fn remark(remark: &Remark) -> RemarkJson {
    RemarkJson {
        ask: remark.ask.code(),
        answer_by: remark.answer_by.map(|day| day.to_string()),
        comment: clean::paragraphs(&remark.comment).join("\n\n"),
    }
}
