//! Which news a letter tells, in which order, and what it says of each.

use std::sync::Arc;

use super::Desk;
use super::heeded::Heeded;
use super::letter::{Content, Counts, Item, Letter};
use super::links;
use super::matched::matched;
use crate::date::Day;
use crate::message::Locale;
use crate::model::{
    DocumentId, Filter, Group, Health, Hit, HitFacts, Query, SavedSearch, SearchRequest, Sort,
    Timestamp, UnderstoodQuery,
};
use crate::place::{self, PlaceKind};
use crate::search::{Engine, SearchError};
use crate::store::FeedbackRow;

/// What a letter tells of the own network, and of the world, at most.
const MOST_OWN: usize = 3;
const MOST_WORLD: usize = 5;
/// Of very many news the newest so many are weighed; the others are only counted.
const MOST_WEIGHED: usize = 1_000;
/// Answers that are heeded: the latest.
const MOST_ANSWERS: usize = 500;
/// A call that closes within so many days comes first, and is counted in the head.
const SOON_DAYS: i64 = 14;
/// Further sources that are named under a hit.
const MOST_ALSO: usize = 3;

/// Makes letters out of news.
#[derive(Clone)]
pub(super) struct Selector {
    pub desk: Desk,
    pub engine: Arc<Engine>,
    pub now: Timestamp,
    /// Of listed sources.
    pub silent_sources: usize,
}

/// A search with all that its letters need.
pub(super) struct Subject {
    pub search: SavedSearch,
    pub query: UnderstoodQuery,
    pub answers: Vec<FeedbackRow>,
}

impl Selector {
    pub async fn new(desk: &Desk, engine: &Arc<Engine>, now: Timestamp) -> anyhow::Result<Self> {
        let silent_sources = silent_sources(desk, now).await?;
        Ok(Self { desk: desk.clone(), engine: Arc::clone(engine), now, silent_sources })
    }

    /// How readers of a search see what it found earlier.
    pub fn heeded(&self, subject: &Subject) -> Result<Heeded, SearchError> {
        let answers = subject.answers.get(..MOST_ANSWERS).unwrap_or(&subject.answers);
        let ids: Vec<DocumentId> =
            answers.iter().map(|row| DocumentId::new(row.document.as_str())).collect();
        if ids.is_empty() {
            return Ok(Heeded::default());
        }
        let request = self.request(&Query::All, ids.len());
        let request = SearchRequest { fold: false, ..request };
        Ok(Heeded::new(answers, &self.engine.chosen(&request, &ids)?))
    }

    /// A letter of these documents, which are news that were not told yet, the oldest first;
    /// `None` when none of them is kept any more.
    pub fn letter(
        &self,
        subject: &Subject,
        heeded: &Heeded,
        news: &[DocumentId],
        head: (i64, Locale),
    ) -> Result<Option<Letter>, SearchError> {
        let weighed = news.get(news.len().saturating_sub(MOST_WEIGHED)..).unwrap_or(news);
        let uncounted = news.len() - weighed.len();
        let request = self.asking(subject, weighed.len());
        let mut hits = self.engine.chosen(&request, weighed)?;
        if hits.is_empty() {
            return Ok(None);
        }
        let heeds_answers = self.order(&mut hits, heeded);
        let (own, world): (Vec<&Hit>, Vec<&Hit>) = hits.iter().partition(|hit| is_own(hit));
        let counts = Counts {
            hits: hits.len() + uncounted,
            told: own.len().min(MOST_OWN) + world.len().min(MOST_WORLD),
            in_network: own.len(),
            nordic: world.iter().filter(|hit| is_nordic(hit)).count(),
            closing_soon: hits.iter().filter(|hit| self.closing_soon(hit).is_some()).count(),
            heeds_answers,
        };
        let mut letter = self.empty(subject, head);
        letter.content = Content::Digest(counts);
        letter.more = counts.hits - counts.told;
        letter.own = self.items(subject, own.get(..MOST_OWN).unwrap_or(&own))?;
        letter.world = self.items(subject, world.get(..MOST_WORLD).unwrap_or(&world))?;
        Ok(Some(letter))
    }

    /// A letter that tells nothing yet. `told` is the number of the last news that its reader knows.
    pub fn empty(&self, subject: &Subject, (told, locale): (i64, Locale)) -> Letter {
        let base = &*self.desk.base_url;
        let page = links::search_page(base, &subject.search);
        Letter {
            locale,
            title: subject.search.title.clone(),
            network: self.desk.network.name.clone(),
            now: self.now,
            content: Content::Digest(Counts::default()),
            own: Vec::new(),
            world: Vec::new(),
            more: 0,
            rest: format!("{page}?since={told}"),
            silent_sources: self.silent_sources,
            home: base.to_owned(),
            manage: links::manage_page(base, links::MANAGE),
            subscribe: format!("{base}/subscribe?search={}", subject.search.key),
        }
    }

    /// Calls that close soon come first, then what ranks high, then calls that have closed, which
    /// nobody can answer; what readers have answered stands before all. Gives whether answers
    /// changed anything.
    fn order(&self, hits: &mut [Hit], heeded: &Heeded) -> bool {
        hits.sort_by_key(|hit| match self.closing_soon(hit) {
            Some(day) => (0, Some(day)),
            None if self.has_closed(hit) => (2, None),
            None => (1, None),
        });
        let before: Vec<DocumentId> = hits.iter().map(|hit| hit.id.clone()).collect();
        hits.sort_by_key(|hit| heeded.place(hit));
        hits.iter().map(|hit| &hit.id).ne(before.iter())
    }

    /// The last day to apply, when that is near.
    fn closing_soon(&self, hit: &Hit) -> Option<Day> {
        let day = Day::read(hit.facts.closes.as_deref()?)?;
        let today = Day::of(self.now);
        (day >= today && day <= today.plus_days(SOON_DAYS)?).then_some(day)
    }

    fn has_closed(&self, hit: &Hit) -> bool {
        let day = hit.facts.closes.as_deref().and_then(Day::read);
        day.is_some_and(|day| day < Day::of(self.now))
    }

    fn items(&self, subject: &Subject, hits: &[&Hit]) -> Result<Vec<Item>, SearchError> {
        let ids: Vec<DocumentId> = hits.iter().map(|hit| hit.id.clone()).collect();
        let request = self.asking(subject, ids.len());
        let request = SearchRequest { snippets: true, explain: true, fold: false, ..request };
        let mut told = self.engine.chosen(&request, &ids)?;
        told.sort_by_key(|hit| ids.iter().position(|id| *id == hit.id));
        told.iter().map(|hit| self.item(subject, hit)).collect()
    }

    fn item(&self, subject: &Subject, hit: &Hit) -> Result<Item, SearchError> {
        let page = links::document_page(&self.desk.base_url, &hit.id);
        let source = self.desk.sources.iter().find(|source| source.id.as_str() == hit.source);
        let UnderstoodQuery { query, expansions, .. } = &subject.query;
        let day = |text: &Option<String>| text.as_deref().and_then(Day::read);
        Ok(Item {
            document: hit.id.clone(),
            title: hit.title.clone(),
            summary: hit.snippet.text.clone(),
            link: if hit.url.is_empty() { page.clone() } else { hit.url.clone() },
            page,
            place: town(&hit.facts),
            source: hit.source_name.clone(),
            date: hit.date,
            language: hit.language,
            kind: hit.facts.kind,
            matched: matched(hit, query, expansions),
            cost: hit.facts.budget.clone(),
            closes: day(&hit.facts.closes),
            event: day(&hit.facts.event),
            needs_login: source.is_some_and(|source| source.login.is_some()),
            also_in: self.also_in(hit)?,
            remark: None,
            answer: links::answer_placeholder(&hit.id),
        })
    }

    /// Further sources that tell the story.
    fn also_in(&self, hit: &Hit) -> Result<Vec<String>, SearchError> {
        if hit.story_size < 2 {
            return Ok(Vec::new());
        }
        let story = Query::Filter(Filter::Story(hit.id.as_str().to_owned()));
        let others = self.engine.search(&self.request(&story, 20))?.hits;
        let mut names: Vec<String> = Vec::new();
        for other in others {
            if other.source_name != hit.source_name && !names.contains(&other.source_name) {
                names.push(other.source_name);
            }
        }
        names.truncate(MOST_ALSO);
        Ok(names)
    }

    /// The search itself.
    pub fn asking(&self, subject: &Subject, limit: usize) -> SearchRequest {
        let expansions = subject.query.expansions.clone();
        SearchRequest { expansions, ..self.request(&subject.query.query, limit) }
    }

    fn request(&self, query: &Query, limit: usize) -> SearchRequest {
        SearchRequest {
            query: query.clone(),
            expansions: Vec::new(),
            sort: Sort::Relevance,
            offset: 0,
            limit,
            now: self.now,
            facets: false,
            snippets: false,
            fold: true,
            explain: false,
        }
    }
}

async fn silent_sources(desk: &Desk, now: Timestamp) -> anyhow::Result<usize> {
    let states = desk.store.source_states().await?;
    let is_listed =
        |id: &str| desk.sources.iter().any(|source| source.enabled && source.id.as_str() == id);
    let is_quiet = |health: Health| matches!(health, Health::Silent | Health::Failing);
    let quiet = states.iter().filter(|state| is_quiet(state.health_at(now)));
    Ok(quiet.filter(|state| is_listed(state.id.as_str())).count())
}

fn is_own(hit: &Hit) -> bool {
    hit.group == Group::Network
}

fn is_nordic(hit: &Hit) -> bool {
    match hit.country.as_deref() {
        Some(country) => place::is_nordic(country),
        None => matches!(hit.group, Group::Skane | Group::Sweden | Group::Nordic),
    }
}

/// The municipality or city that something is about.
pub(super) fn town(facts: &HitFacts) -> String {
    let mut about = facts.about.iter().filter_map(place::by_id);
    let town = about.find(|place| matches!(place.kind, PlaceKind::Municipality | PlaceKind::City));
    town.map(|place| place.name.to_owned()).unwrap_or_default()
}
