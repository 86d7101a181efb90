//! One document: `GET /documents/{id}`. Facts and a way to the original, not a copy of it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::crawl::intake;
use crate::language::thesaurus::theme_name;
use crate::message::{
    Locale, add, analyst as inside, facts as labels, gist, sources as names,
    understanding as kinds, web as text,
};
use crate::model::{
    Document, FactFound, FactName, Hit, Republish, Source, Timestamp, Understanding,
};
use crate::web::analyst::{Pick, unshared};
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::filters::{self, Field};
use crate::web::pages::answer;
use crate::web::pages::frame::{Frame, Section};
use crate::web::pages::hit::{foreign, language_tag};
use crate::web::session::Perhaps;
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::{excerpt, links, words};

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage {
    frame: Frame,
    title: String,
    language: String,
    /// The original; empty where there is none that is safe to follow.
    link: String,
    site: String,
    /// What may be shown of the text, in paragraphs.
    paragraphs: Vec<String>,
    is_excerpt: bool,
    /// More than the public is shown.
    is_whole: bool,
    /// For analysts: putting it into a basket.
    pick: Option<Pick>,
    id: String,
    facts: Vec<Fact>,
    more_from_source: String,
    /// Others that tell the same.
    story: Vec<OtherView>,
    /// Others of the same project, as a search; empty when it names none.
    project: String,
    like: Vec<OtherView>,
}

/// Another document, by its page here.
struct OtherView {
    link: String,
    title: String,
    language: String,
    source: String,
    day: String,
}

/// How sure is what the source states in a field of its own, or a person said.
const STATED: u8 = 100;

/// One line of the facts.
struct Fact {
    name: String,
    value: String,
    /// For `<time datetime>`; empty where it is no moment.
    machine_day: String,
    /// Where it leads; empty where it leads nowhere.
    link: String,
}

/// `GET /documents/{id}`.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Perhaps(analyst): Perhaps,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let Some((document, understanding)) = state.library.document(&id).await? else {
        return Err(state.library.missing(&id).await);
    };
    let source = state.watch.source(document.source.as_str());
    let mut page = view(&state, visitor, (&document, &understanding), source);
    let story = state.library.story(&document.id).await?;
    page.story = story.iter().map(|other| page_of(&state, visitor, other)).collect();
    let like = state.library.like(&document.id, state.clock.now()).await?;
    page.like = like.iter().map(|hit| page_of_hit(visitor, hit)).collect();
    let here = (address(visitor, document.id.as_str()), "");
    page.pick = Pick::offered_to(&state, visitor, analyst.as_ref(), here).await?;
    if analyst.is_some() {
        page.frame.is_signed_in = true;
        page.show_whole(&document);
    }
    Ok(unshared(answer(StatusCode::OK, visitor.locale, &page), analyst.as_ref()))
}

impl DocumentPage {
    /// The whole text, for those who are signed in.
    fn show_whole(&mut self, document: &Document) {
        if self.is_excerpt {
            self.paragraphs = paragraphs(whole_text(document));
            (self.is_excerpt, self.is_whole) = (false, true);
        }
    }
}

/// What public answers may show of a document's text: all only where its source says so.
pub fn public_text(document: &Document, source: Option<&Source>) -> (String, bool) {
    let text = whole_text(document);
    if source.is_some_and(|source| source.republish == Republish::Full) {
        return (text.to_owned(), false);
    }
    let shown = excerpt::excerpt(text);
    let is_excerpt = shown.len() < text.len();
    (shown, is_excerpt)
}

fn whole_text(document: &Document) -> &str {
    if document.text.is_empty() { document.summary.trim() } else { document.text.trim() }
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// The facts that public answers may show: names, days and amounts, and of the sentences in which
/// results and lessons are told no more than of the text.
pub fn public_facts(found: &Understanding, source: Option<&Source>) -> Vec<FactFound> {
    let is_full = source.is_some_and(|source| source.republish == Republish::Full);
    let mut room = excerpt::EXCERPT_CHARACTERS;
    let mut fits = |fact: &&FactFound| {
        let is_told = matches!(fact.name, FactName::Effect | FactName::Lesson);
        if is_full || !is_told || fact.confidence >= STATED {
            return true;
        }
        let left = room.checked_sub(fact.value.chars().count());
        room = left.unwrap_or(room);
        left.is_some()
    };
    found.facts.iter().filter(|fact| fits(fact)).cloned().collect()
}

fn view(
    state: &AppState,
    visitor: Visitor,
    (document, understanding): (&Document, &Understanding),
    source: Option<&Source>,
) -> DocumentPage {
    let locale = visitor.locale;
    let path = format!("/documents/{}", links::encode(document.id.as_str()));
    let (shown, is_excerpt) = public_text(document, source);
    let query = filters::add("", Field::Source, document.source.as_str(), locale);
    let asked = Asked { ui: visitor.ui().to_owned(), ..Asked::default() };
    let url = document.url.as_ref().map_or("", |url| url.as_str());
    DocumentPage {
        frame: Frame::new(state, visitor, Section::Elsewhere, document.title.clone()).at(&path),
        title: document.title.clone(),
        language: language_tag(document.language),
        link: links::web_address(url).unwrap_or_default().to_owned(),
        site: document.site().to_owned(),
        paragraphs: paragraphs(&shown),
        is_excerpt,
        is_whole: false,
        pick: None,
        id: document.id.to_string(),
        facts: facts(locale, document, understanding, source),
        more_from_source: asked.with_text(query).with_sort("date").address(),
        story: Vec::new(),
        project: project(&asked, understanding),
        like: Vec::new(),
    }
}

/// A search for all that is told of the same project.
fn project(asked: &Asked, understanding: &Understanding) -> String {
    let name = understanding.facts(FactName::Project).next().map(|fact| fact.value.as_str());
    let Some(name) = name.filter(|name| !name.contains('"')) else { return String::new() };
    asked.with_text(format!("projekt:\"{name}\"")).address()
}

fn page_of(state: &AppState, visitor: Visitor, other: &Document) -> OtherView {
    let source = state.watch.source(other.source.as_str());
    OtherView {
        link: address(visitor, other.id.as_str()),
        title: other.title.clone(),
        language: language_tag(other.language),
        source: source.map_or_else(|| other.source.to_string(), |source| source.name.clone()),
        day: words::day(visitor.locale, other.date()),
    }
}

fn page_of_hit(visitor: Visitor, hit: &Hit) -> OtherView {
    OtherView {
        link: address(visitor, hit.id.as_str()),
        title: hit.title.clone(),
        language: language_tag(hit.language),
        source: hit.source_name.clone(),
        day: words::day(visitor.locale, hit.date),
    }
}

fn address(visitor: Visitor, id: &str) -> String {
    let path = format!("/documents/{}", links::encode(id));
    links::with_parameters(&path, &[("ui", visitor.ui())])
}

fn facts(
    locale: Locale,
    document: &Document,
    understanding: &Understanding,
    source: Option<&Source>,
) -> Vec<Fact> {
    let name = source.map_or(document.source.as_str(), |source| source.name.as_str());
    let country = source.and_then(|source| source.country.as_deref());
    let place = source.and_then(|source| source.place.clone());
    let language = foreign(document.language, locale)
        .unwrap_or_else(|| words::language_label(locale, document.language));
    let mut facts = vec![Fact::text(text::fact_source(locale), name.to_owned())];
    facts.push(match document.published {
        Some(moment) => Fact::day(locale, text::fact_published(locale), moment),
        None => Fact::text(text::fact_published(locale), text::not_stated(locale)),
    });
    facts.extend(
        document
            .updated
            .filter(|updated| Some(*updated) != document.published)
            .map(|moment| Fact::day(locale, text::fact_updated(locale), moment)),
    );
    facts.extend(document.author.clone().map(|who| Fact::text(text::fact_author(locale), who)));
    facts.extend(understood(locale, understanding, source));
    facts.extend(comment(document).map(|words| Fact::text(add::comment(locale), words)));
    facts.push(Fact::text(text::fact_language(locale), language));
    facts.extend(
        country
            .map(|code| Fact::text(text::fact_country(locale), names::country_name(locale, code))),
    );
    facts.extend(place.map(|place| Fact::text(text::fact_place(locale), place)));
    facts.push(Fact::day(locale, text::fact_first_seen(locale), document.first_seen));
    facts.push(Fact::text(text::fact_revision(locale), version(locale, document)));
    facts.push(Fact::text(text::fact_id(locale), document.id.to_string()));
    facts
}

/// What was made out: kind, places, themes, and the facts that the source states or the text gives.
fn understood(locale: Locale, found: &Understanding, source: Option<&Source>) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(kind) = &found.kind {
        let word = excerpt::capitalised(kinds::kind(locale, kind.kind));
        facts.push(Fact::text(gist::facet_kind(locale), word));
    }
    let about: Vec<String> =
        found.places.iter().filter(|p| p.about).map(|p| words::place(&p.place)).collect();
    if !about.is_empty() {
        facts.push(Fact::text(gist::facet_place(locale), about.join(", ")));
    }
    let themes: Vec<&str> =
        found.themes.iter().map(|found| theme_name(&found.theme, locale.language())).collect();
    if !themes.is_empty() {
        facts.push(Fact::text(gist::facet_theme(locale), themes.join(", ")));
    }
    for fact in public_facts(found, source) {
        let label = labels::label(locale, fact.name).to_owned();
        let value = kinds::fact(locale, &fact);
        facts.push(match fact.name {
            FactName::Contact => Fact::contact(label, value),
            FactName::Deadline | FactName::Event | FactName::Start | FactName::End => {
                Fact::text(label, words::written_day(locale, &value))
            }
            FactName::Status | FactName::Phase => Fact::text(label, excerpt::capitalised(&value)),
            _ => Fact::text(label, value),
        });
    }
    facts
}

/// What a colleague wrote about it: the day, and the words.
fn comment(document: &Document) -> Option<String> {
    let line = intake::comment_of(&document.text)?;
    line.split_once(' ').map(|(_, words)| words.to_owned())
}

fn version(locale: Locale, document: &Document) -> String {
    match document.revision {
        0 | 1 => text::first_version(locale),
        later => text::later_version(locale, later, &words::day(locale, document.changed)),
    }
}

impl Fact {
    fn text(name: String, value: String) -> Self {
        Self { name, value, machine_day: String::new(), link: String::new() }
    }

    /// Somebody to write to, where an address is told.
    fn contact(name: String, value: String) -> Self {
        let mut parts = value.split([',', ' ', ';']);
        let mail = parts.find(|part| links::is_mail_address(part)).unwrap_or_default();
        let link = if mail.is_empty() { String::new() } else { format!("mailto:{mail}") };
        Self { link, ..Self::text(name, value) }
    }

    fn day(locale: Locale, name: String, moment: Timestamp) -> Self {
        let machine_day = words::machine_day(moment);
        Self { name, value: words::day(locale, moment), machine_day, link: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_told_in_sentences_than_of_a_text() {
        let fact = |name, length: usize, confidence| FactFound {
            name,
            value: "x".repeat(length),
            number: None,
            sentence: String::new(),
            confidence,
        };
        let understanding = Understanding {
            facts: vec![
                fact(FactName::Funder, 400, 70),
                fact(FactName::Effect, 200, 65),
                fact(FactName::Effect, 101, 65),
                fact(FactName::Lesson, 400, 100),
                fact(FactName::Lesson, 100, 65),
                fact(FactName::Lesson, 1, 65),
            ],
            ..Understanding::default()
        };
        let shown = public_facts(&understanding, None);
        let lengths: Vec<_> = shown.iter().map(|fact| fact.value.len()).collect();
        assert_eq!(lengths, [400, 200, 400, 100]);
    }
}
