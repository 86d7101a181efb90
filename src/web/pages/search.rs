//! The search page: `GET /`. The address is the query.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::message::{Locale, analyst as inside, gist, watching, web as text};
use crate::model::{Expansion, QueryError, SearchAnswer, SearchRequest, Sort, Timestamp};
use crate::search::suggest::{Advice, Offer};
use crate::search::syntax::{
    self,
    boxes::{self, Boxes},
};
use crate::sources;
use crate::web::analyst::{Pick, unshared};
use crate::web::asked::{Asked, PAGE_HITS, Parameters};
use crate::web::excerpt::capitalised;
use crate::web::fault::Fault;
use crate::web::library::Widening;
use crate::web::pages::frame::{Frame, Section};
use crate::web::pages::hit::{self, HitView};
use crate::web::pages::mistake::Mistake;
use crate::web::pages::narrow::{self, FacetView, FilterView};
use crate::web::pages::paging::Paging;
use crate::web::pages::{answer, frame};
use crate::web::session::Perhaps;
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::words;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    query: String,
    /// As they stand in the address, to be kept when the form is sent.
    sort: String,
    ui: &'static str,
    mistake: Option<Mistake>,
    /// The query in boxes; `None` when it cannot be read.
    boxes: Option<Boxes>,
    start: Option<Start>,
    results: Option<Results>,
    /// For analysts: putting hits into a basket.
    pick: Option<Pick>,
    /// Where one subscribes to the search; empty on the start page, which is none.
    subscribe: String,
}

/// What only the start page says.
struct Start {
    watching: String,
    examples: [(String, String); 2],
}

/// What was found.
struct Results {
    heading: String,
    /// Of the headings of hits: one below the heading above them.
    level: u8,
    /// "and 12 more that lack some of the words".
    further: Option<String>,
    explanation: String,
    hits: Vec<HitView>,
    /// Before which hit the line stands, and what those below it lack.
    line: Option<Line>,
    filters: Vec<FilterView>,
    facets: Vec<FacetView>,
    paging: Option<Paging>,
    by_relevance: SortLink,
    by_date: SortLink,
    /// Where some hits have a last day to apply.
    by_closing: Option<SortLink>,
    also_searched: Vec<String>,
    /// The same search for the words alone.
    words_alone: String,
    offers: Vec<OfferView>,
    /// What is watched of the places that nothing was found from.
    watched: Vec<String>,
    /// The hits for a spreadsheet and a calendar.
    downloads: [(String, &'static str); 4],
    nothing: Option<Nothing>,
}

/// The line above hits that lack some of the wanted words.
struct Line {
    before: usize,
    /// Words that some of them lack.
    lacks: Vec<String>,
    /// All of them lack the same, so that it need not be said of each.
    is_same: bool,
}

/// Another search that finds something.
struct OfferView {
    words: String,
    link: String,
    query: String,
    hits: String,
}

struct SortLink {
    link: String,
    is_chosen: bool,
}

/// Why there are no hits, and what to try.
enum Nothing {
    Collected,
    Found { without_filters: Option<String> },
    SoDeep { first_page: String },
}

/// `GET /`.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Perhaps(analyst): Perhaps,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Fault> {
    let (locale, now) = (visitor.locale, state.clock.now());
    let understood = match state.library.understand(asked.text(), locale, now, asked.widening()?) {
        Ok(understood) => understood,
        Err(error) => return Ok(unreadable(&state, visitor, &asked, &error)),
    };
    let here = asked.page()?;
    let request = SearchRequest {
        query: understood.query,
        expansions: understood.expansions,
        sort: asked.sort()?,
        offset: (here - 1) * PAGE_HITS,
        limit: PAGE_HITS,
        now,
        facets: true,
        snippets: true,
        fold: true,
        explain: false,
    };
    let (expansions, query) = (request.expansions.clone(), request.query.clone());
    let found = state.library.search(request.clone()).await?;
    let has_none = found.as_ref().is_some_and(|found| found.total == 0) && !asked.is_start();
    let advice =
        if has_none { state.library.advise(request, locale).await? } else { Advice::default() };
    let mut watched = Vec::new();
    if has_none {
        let places = sources::watched(&query, &state.watch.sources);
        watched.extend(places.iter().map(|(place, count)| gist::watched(locale, place, *count)));
    }
    let explanation = understood.explanation;
    let around = Around { explanation, expansions, advice, watched, now };
    let here = (asked.address(), asked.text());
    let pick = Pick::offered_to(&state, visitor, analyst.as_ref(), here).await?;
    let mut page = SearchPage {
        pick,
        start: if asked.is_start() { Some(start(&state, visitor).await) } else { None },
        results: Some(results(&state, visitor, &asked, found, &around)?),
        ..empty(&state, visitor, &asked)
    };
    page.frame.is_signed_in = analyst.is_some();
    Ok(unshared(answer(StatusCode::OK, locale, &page), analyst.as_ref()))
}

/// The page around a query that cannot be read: the mistake is marked, nothing is guessed.
fn unreadable(state: &AppState, visitor: Visitor, asked: &Asked, error: &QueryError) -> Response {
    let mistake = Some(Mistake::new(asked, error));
    let page = SearchPage { mistake, ..empty(state, visitor, asked) };
    answer(StatusCode::BAD_REQUEST, visitor.locale, &page)
}

fn empty(state: &AppState, visitor: Visitor, asked: &Asked) -> SearchPage {
    SearchPage {
        frame: search_frame(state, visitor, asked),
        query: asked.text().to_owned(),
        sort: asked.sort.clone(),
        ui: visitor.ui(),
        mistake: None,
        boxes: boxes_of(asked.text(), visitor.locale, state.clock.now()),
        start: None,
        results: None,
        pick: None,
        subscribe: if asked.is_start() { String::new() } else { asked.subscribe_address() },
    }
}

/// The query in boxes, its conditions as this reader would type them.
fn boxes_of(text: &str, locale: Locale, now: Timestamp) -> Option<Boxes> {
    let boxes = boxes::from_query(text, now)?;
    Some(Boxes { rest: syntax::spoken(&boxes.rest, locale), ..boxes })
}

fn search_frame(state: &AppState, visitor: Visitor, asked: &Asked) -> Frame {
    let locale = visitor.locale;
    let title = match (asked.is_start(), asked.page().unwrap_or(1)) {
        (true, 1) => String::new(),
        (true, page) => text::page_title(locale, page),
        (false, 1) => text::results_title(locale, asked.text()),
        (false, page) => {
            format!(
                "{}, {}",
                text::results_title(locale, asked.text()),
                text::page_title(locale, page)
            )
        }
    };
    Frame {
        other_language: asked.with_ui(frame::other(locale)).address(),
        feeds: Some((
            asked.feed_address("/feeds/search.atom"),
            asked.feed_address("/feeds/search.json"),
        )),
        may_be_listed: asked.is_start() && asked.page.is_empty(),
        ..Frame::new(state, visitor, Section::Search, title)
    }
}

async fn start(state: &AppState, visitor: Visitor) -> Start {
    let locale = visitor.locale;
    let documents = state.library.standing().await.documents.unwrap_or_default();
    let example = |text: String| {
        let asked = Asked { ui: visitor.ui().to_owned(), ..Asked::default() };
        (asked.with_text(text.clone()).address(), text)
    };
    let sources = words::sources(locale, state.watch.enabled());
    Start {
        watching: text::watching(locale, &sources, &words::documents(locale, documents)),
        examples: [example(text::example_words(locale)), example(text::example_filter(locale))],
    }
}

fn results(
    state: &AppState,
    visitor: Visitor,
    asked: &Asked,
    found: Option<SearchAnswer>,
    around: &Around,
) -> Result<Results, Fault> {
    let locale = visitor.locale;
    let is_collected = found.is_some();
    let found = found.unwrap_or_default();
    let hits_in_all = found.total + found.partial_total;
    let sort = asked.sort()?;
    let closes = found.hits.iter().any(|hit| hit.facts.closes.is_some());
    let nothing = match (is_collected, hits_in_all, found.hits.is_empty()) {
        (_, 1.., true) => Some(Nothing::SoDeep { first_page: asked.with_page(1).address() }),
        (true, 0, _) if !asked.is_start() => Some(Nothing::Found {
            without_filters: narrow::without_filters(asked.text())
                .map(|text| asked.with_text(text).address()),
        }),
        (_, 0, _) => Some(Nothing::Collected),
        _ => None,
    };
    let line = line(&found);
    let mut hits: Vec<HitView> =
        found.hits.iter().map(|hit| HitView::new(hit, visitor, around.now)).collect();
    if sort == Sort::Closes {
        hit::fold_closed(&mut hits, line.as_ref().map(|line| line.before));
    }
    Ok(Results {
        explanation: around.explanation.clone(),
        heading: heading(locale, asked, &found),
        level: if asked.is_start() { 3 } else { 2 },
        further: further(locale, &found),
        hits,
        line,
        also_searched: also_searched(locale, &around.expansions),
        words_alone: asked.with_widening(Widening::WordsAlone).address(),
        offers: offers(locale, asked, &around.advice),
        watched: around.watched.clone(),
        downloads: downloads(asked),
        filters: narrow::active(asked, locale, &state.watch),
        facets: narrow::facets(&found.facets, asked, locale, &state.watch),
        paging: Paging::new(asked, asked.page()?, hits_in_all),
        by_relevance: SortLink {
            link: asked.with_sort("").address(),
            is_chosen: sort == Sort::Relevance,
        },
        by_date: SortLink {
            link: asked.with_sort("date").address(),
            is_chosen: sort == Sort::Date,
        },
        by_closing: (closes || sort == Sort::Closes).then(|| SortLink {
            link: asked.with_sort("closes").address(),
            is_chosen: sort == Sort::Closes,
        }),
        nothing,
    })
}

/// What the page says besides the answer.
struct Around {
    explanation: String,
    expansions: Vec<Expansion>,
    advice: Advice,
    watched: Vec<String>,
    now: Timestamp,
}

/// Terms of other languages that are named; there are dozens.
const SHOWN_TERMS: usize = 6;

fn also_searched(locale: Locale, expansions: &[Expansion]) -> Vec<String> {
    let sentence = |expansion: &Expansion| {
        let also = expansion.also.iter().take(SHOWN_TERMS).map(String::as_str);
        let mut terms = also.collect::<Vec<_>>().join(", ");
        if expansion.also.len() > SHOWN_TERMS {
            terms.push_str(" …");
        }
        gist::also_searched(locale, &expansion.words.join(" "), &terms)
    };
    expansions.iter().map(sentence).collect()
}

fn offers(locale: Locale, asked: &Asked, advice: &Advice) -> Vec<OfferView> {
    let view = |offer: &Offer, words: String| OfferView {
        words,
        link: asked.with_text(offer.text.clone()).address(),
        query: offer.text.clone(),
        hits: words::hits(locale, offer.total),
    };
    let meant = advice.meant.iter().map(|offer| view(offer, text::meant_instead(locale)));
    let looser = advice.looser.iter().map(|offer| view(offer, capitalised(&offer.description)));
    meant.chain(looser).collect()
}

fn downloads(asked: &Asked) -> [(String, &'static str); 4] {
    [
        (asked.feed_address("/export/search.xlsx"), "Excel"),
        (asked.feed_address("/export/search.csv"), "CSV"),
        (asked.feed_address("/export/search.md"), "Markdown"),
        (asked.feed_address("/feeds/search.ics"), "iCalendar"),
    ]
}

fn heading(locale: Locale, asked: &Asked, found: &SearchAnswer) -> String {
    match (asked.is_start(), found.total, found.partial_total) {
        (true, ..) => text::newest_heading(locale),
        (false, 0, 1..) => text::no_full_hits(locale),
        (false, total, _) => words::hits(locale, total),
    }
}

fn further(locale: Locale, found: &SearchAnswer) -> Option<String> {
    let number = words::number(locale, found.partial_total as u64);
    match (found.total, found.partial_total) {
        (_, 0) => None,
        (0, _) => Some(text::only_further_hits(locale, &number)),
        _ => Some(text::further_hits(locale, &number)),
    }
}

impl Results {
    /// Whether each hit below the line says itself what it lacks.
    fn tells_lacks(&self) -> bool {
        self.line.as_ref().is_some_and(|line| !line.is_same)
    }
}

/// Where the line stands on this page, if it does.
fn line(found: &SearchAnswer) -> Option<Line> {
    let before = found.hits.iter().position(|hit| !hit.missing.is_empty())?;
    let below = found.hits.iter().skip(before).map(|hit| &hit.missing);
    let is_same = below.clone().zip(below.clone().skip(1)).all(|(one, next)| one == next);
    let mut lacks: Vec<String> = Vec::new();
    for word in below.flatten() {
        if !lacks.contains(word) {
            lacks.push(word.clone());
        }
    }
    Some(Line { before, lacks, is_same })
}
