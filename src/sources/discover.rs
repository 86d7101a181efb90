//! Finds the ways in which a site can be read: fetches its page, follows what that names, tries a
//! few usual addresses, and puts the best first.

use std::collections::HashSet;
use std::sync::Arc;

use crate::address;
use crate::fetch::{Answer, BodyKind, FetchError, Fetcher};
use crate::model::{Feed, Language, SourceKind};
use crate::parse::{self, Finds, Limits, Named};

use super::candidate::{Candidate, How};
use super::guess;
use super::scout::Scout;
use super::tried::{feed, looked_through, off_thread, posts, register, sitemap};

/// Feeds that a page names which are tried, and links that look like feeds.
const ALTERNATES_TRIED: usize = 4;
const LINKED_TRIED: usize = 3;
/// Requests that are kept for interface and sitemaps while feeds are guessed.
const KEPT_FOR_THE_REST: usize = 3;

/// Pages behind a home page that are looked at.
const LIST_PAGES_TRIED: usize = 2;
/// Feeds that each of them names which are tried.
const ALTERNATES_BEHIND: usize = 2;
/// Kinds of content that a `WordPress` has of its own which are tried.
const KINDS_TRIED: usize = 2;

/// What was found at a site.
#[derive(Clone, Debug, Default)]
pub struct Discovery {
    /// Where the page came from, after redirects.
    pub url: String,
    pub title: Option<String>,
    pub language: Option<Language>,
    /// The best first.
    pub candidates: Vec<Candidate>,
    /// What the page names and cannot be read, with the reason.
    pub dead: Vec<(String, String)>,
}

/// Looks at a site: at most a dozen requests, by the rules of every fetch.
pub async fn discover(fetcher: &Fetcher, url: &str) -> Result<Discovery, FetchError> {
    // robots.txt is read on the way; what it names is looked up there.
    fetcher.watch();
    let mut scout = Scout::new(fetcher);
    let answer = scout.first(url).await?;
    let mut search = Search { scout, found: Discovery::default(), asked: HashSet::new() };
    search.found.url.clone_from(&answer.url);
    search.asked.extend([url.to_owned(), answer.url.clone()]);
    if !search.take_itself(&answer).await {
        search.take_page(answer).await;
    }
    let mut found = search.found;
    found.candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.worth()));
    Ok(found)
}

struct Search<'f> {
    scout: Scout<'f>,
    found: Discovery,
    asked: HashSet<String>,
}

impl Search<'_> {
    /// Whether the address that was asked about is a feed, a sitemap or an interface itself.
    async fn take_itself(&mut self, answer: &Arc<Answer>) -> bool {
        let candidate = match feed(Arc::clone(answer), How::Itself).await {
            Ok(candidate) => Some(candidate),
            Err(_) => match posts(answer, Feed::default()) {
                Some(candidate) => Some(candidate),
                None => match sitemap(Arc::clone(answer), How::Itself, &self.found.url).await {
                    Some(candidate) => Some(candidate),
                    None => register(Arc::clone(answer)).await,
                },
            },
        };
        let is_one = candidate.is_some();
        self.found.title = candidate.as_ref().and_then(|candidate| candidate.title.clone());
        self.found.candidates.extend(candidate);
        is_one
    }

    async fn take_page(&mut self, answer: Arc<Answer>) {
        let speaks_of = words_in(&answer.body);
        let Ok(finds) = looked_through(&answer).await else { return };
        self.found.title.clone_from(&finds.title);
        self.found.language = finds.language;
        self.try_named_feeds(&finds).await;
        if !self.has_good_feed() {
            let guesses = guess::feeds(&answer.url, &finds.generator, speaks_of);
            self.try_guesses(guesses).await;
        }
        if let Some(root) = &finds.wordpress {
            self.try_wordpress(root, &finds).await;
        }
        self.take_records(&finds);
        self.take_list(answer, &finds).await;
        if !self.has_good_feed() && address::is_home_page(&self.found.url) {
            self.try_list_pages(&finds).await;
        }
        self.try_sitemaps().await;
    }

    async fn try_named_feeds(&mut self, finds: &Finds) {
        for (named, how, most) in [
            (Named::Alternate, How::Alternate, ALTERNATES_TRIED),
            (Named::Linked, How::Linked, LINKED_TRIED),
        ] {
            for link in finds.feeds.iter().filter(|link| link.named == named).take(most) {
                // A page is full of links that only speak of feeds.
                let problem = self.try_feed(&link.url, how, Some(&link.title)).await;
                if let Some(problem) = problem.filter(|_| named == Named::Alternate) {
                    self.found.dead.push((link.url.clone(), problem));
                }
            }
        }
    }

    async fn try_guesses(&mut self, guesses: Vec<String>) {
        for guess in guesses {
            if self.scout.left() <= KEPT_FOR_THE_REST || self.has_good_feed() {
                return;
            }
            let _ = self.try_feed(&guess, How::Guessed, None).await;
        }
    }

    /// The problem, where it can be told.
    async fn try_feed(&mut self, url: &str, how: How, title: Option<&str>) -> Option<String> {
        if !self.asked.insert(url.to_owned()) {
            return None;
        }
        match self.scout.get(url, BodyKind::Feed).await? {
            Ok(answer) => match feed(answer, how).await {
                Ok(mut candidate) => {
                    let called = title.filter(|title| !title.is_empty()).map(str::to_owned);
                    candidate.title = candidate.title.or(called);
                    self.add(candidate);
                    None
                }
                Err(error) => Some(error.to_string()),
            },
            Err(problem) => Some(problem),
        }
    }

    /// Its posts, and what it has of its own, such as projects.
    async fn try_wordpress(&mut self, root: &str, finds: &Finds) {
        self.try_posts(&guess::wordpress(root, "posts"), finds).await;
        if self.scout.left() <= KEPT_FOR_THE_REST {
            return;
        }
        let Some(Ok(answer)) = self.scout.get(root, BodyKind::Feed).await else { return };
        for kind in parse::wordpress_kinds(&answer.body).into_iter().take(KINDS_TRIED) {
            self.try_posts(&guess::wordpress(root, &kind), finds).await;
        }
    }

    async fn try_posts(&mut self, url: &str, finds: &Finds) {
        if !self.asked.insert(url.to_owned()) {
            return;
        }
        let Some(Ok(answer)) = self.scout.get(url, BodyKind::Feed).await else { return };
        let (title, language) = (finds.title.clone(), finds.language);
        let candidate = posts(&answer, Feed { title, language, ..Feed::default() });
        if let Some(candidate) = candidate {
            self.add(candidate);
        }
    }

    fn take_records(&mut self, finds: &Finds) {
        if finds.records.is_empty() {
            return;
        }
        let (title, language) = (finds.title.clone(), finds.language);
        let feed = Feed { title, language, entries: finds.records.clone(), ..Feed::default() };
        let url = self.found.url.clone();
        let candidate = Candidate::new(How::Records, SourceKind::Register, &url, feed);
        self.add(Candidate { format: Some("schema-org-project"), ..candidate });
    }

    async fn take_list(&mut self, answer: Arc<Answer>, finds: &Finds) {
        let Some(selectors) = finds.listing.clone() else { return };
        let forbidden = parse::check_robots_tag(answer.robots_tag.as_deref().unwrap_or_default());
        if forbidden.is_err() {
            return;
        }
        let url = answer.url.clone();
        let reading = selectors.clone();
        let read = off_thread(move || {
            let content_type = answer.content_type.as_deref();
            parse::listing(&answer.body, content_type, &answer.url, &reading, Limits::default())
        });
        let Some(Ok(feed)) = read.await else { return };
        let how = if url == self.found.url { How::Block } else { How::Linked };
        let candidate = Candidate::new(how, SourceKind::Listing, &url, feed);
        self.add(Candidate { listing: Some(selectors), ..candidate });
    }

    /// The pages behind a home page where its lists go on.
    async fn try_list_pages(&mut self, finds: &Finds) {
        for page in finds.list_pages.iter().take(LIST_PAGES_TRIED) {
            if self.scout.left() < 2 || !self.asked.insert(page.clone()) {
                continue;
            }
            let Some(Ok(answer)) = self.scout.get(page, BodyKind::Page).await else { return };
            let Ok(finds) = looked_through(&answer).await else { continue };
            let named = finds.feeds.iter().filter(|link| link.named == Named::Alternate);
            for link in named.take(ALTERNATES_BEHIND) {
                let _ = self.try_feed(&link.url, How::Alternate, Some(&link.title)).await;
            }
            self.take_list(answer, &finds).await;
        }
    }

    async fn try_sitemaps(&mut self) {
        let url = self.found.url.clone();
        let robots = self.scout.robots(&url).await;
        for map in guess::sitemaps(&robots, &url) {
            if !self.asked.insert(map.clone()) {
                continue;
            }
            let Some(answer) = self.scout.get(&map, BodyKind::Sitemap).await else { return };
            let Ok(answer) = answer else { continue };
            if let Some(candidate) = sitemap(answer, How::Sitemap, &url).await {
                self.add(candidate);
            }
        }
    }

    fn has_good_feed(&self) -> bool {
        let mut candidates = self.found.candidates.iter();
        candidates.any(|one| one.kind == SourceKind::Feed && one.worth() >= 100)
    }

    fn add(&mut self, candidate: Candidate) {
        if !self.found.candidates.iter().any(|known| known.is_same_as(&candidate)) {
            self.found.candidates.push(candidate);
        }
    }
}

/// Whether the page speaks of something anywhere, in lower case.
fn words_in(body: &[u8]) -> impl Fn(&str) -> bool + use<> {
    let text = String::from_utf8_lossy(body).to_lowercase();
    move |words| text.contains(words)
}
