//! What the sample sites tell: texts of our own, one embedded file for each site.
//!
//! A file is a row of records parted by lines of `---`. A record is lines of `key: value`, an
//! empty line, and a body. The first record is the site, each other one an article. In a body,
//! empty lines part paragraphs, `## ` begins a heading, `- ` an item of a list, and `{+30}` is
//! the day in thirty days.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::time::Duration;

use crate::model::{Language, Timestamp};

const DAY: Duration = Duration::from_hours(24);

const FILES: [&str; 8] = [
    include_str!("content/exempelkoping.txt"),
    include_str!("content/ekvik.txt"),
    include_str!("content/provbladet.txt"),
    include_str!("content/provekobing.txt"),
    include_str!("content/eksempelvik.txt"),
    include_str!("content/esimerkkila.txt"),
    include_str!("content/musterstadt.txt"),
    include_str!("content/sample-city-news.txt"),
];

/// A sample site and all that its pages need.
#[derive(Debug)]
pub(super) struct Site {
    pub id: &'static str,
    pub name: &'static str,
    pub language: Language,
    pub country: &'static str,
    /// Where it is about one place.
    pub place: Option<&'static str>,
    pub group: &'static str,
    pub themes: Vec<&'static str>,
    pub door: Door,
    pub feed_path: &'static str,
    /// Begins and ends with a slash; article pages lie below.
    pub section: &'static str,
    pub frame: Frame,
    pub labels: Labels,
    /// Newest first.
    pub articles: Vec<Article>,
}

/// How the site tells what is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Door {
    /// RSS 2.0 with summaries only.
    RssSummaries,
    /// RSS 2.0 with `content:encoded`.
    RssContent,
    Atom,
    JsonFeed,
}

impl Door {
    pub fn media_type(self) -> &'static str {
        match self {
            Self::RssSummaries | Self::RssContent => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::JsonFeed => "application/feed+json",
        }
    }
}

/// How the site builds its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// `main` and `article`, with JSON-LD.
    Semantic,
    /// Nested `div`s with portlet classes.
    Portlets,
    /// A blog with `entry-content`.
    Blog,
}

/// The texts around the articles, in the language of the site.
#[derive(Debug)]
pub(super) struct Labels {
    pub menu: Vec<&'static str>,
    pub author: &'static str,
    pub published: &'static str,
    pub cookies: &'static str,
    pub accept: &'static str,
    pub related: &'static str,
    pub share: &'static str,
    pub contact: &'static str,
    /// Says that all of it is made up.
    pub notice: &'static str,
}

#[derive(Debug)]
pub(super) struct Article {
    pub slug: &'static str,
    pub title: &'static str,
    pub summary: &'static str,
    pub tags: Vec<&'static str>,
    days_ago: u32,
    body: &'static str,
}

/// A piece of a body.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    Heading(String),
    Paragraph(String),
    List(Vec<String>),
}

/// All sample sites.
pub(super) fn sites() -> Result<Vec<Site>, String> {
    FILES.into_iter().map(site).collect()
}

impl Site {
    /// The path of an article's page.
    pub fn path_of(&self, article: &Article) -> String {
        format!("{}{}", self.section, article.slug)
    }

    /// When the newest article came.
    pub fn changed(&self, now: Timestamp) -> Timestamp {
        self.articles.first().map_or(now, |article| article.published(now))
    }
}

impl Article {
    /// When it was published, seen from `now`; never on the full hour, as in life.
    pub fn published(&self, now: Timestamp) -> Timestamp {
        let minutes = self.slug.bytes().fold(0_u64, |sum, byte| sum + u64::from(byte)) % 600;
        let whole_second = Timestamp::from_millis(now.as_secs().saturating_mul(1000));
        whole_second.minus(DAY * self.days_ago).minus(Duration::from_mins(minutes))
    }

    /// The body in pieces, with dates filled in.
    pub fn blocks(&self, now: Timestamp) -> Vec<Block> {
        let body = with_days(self.body, now);
        body.split("\n\n").filter(|piece| !piece.trim().is_empty()).map(block).collect()
    }

    /// The summary with dates filled in.
    pub fn summary(&self, now: Timestamp) -> String {
        with_days(self.summary, now)
    }
}

fn block(piece: &str) -> Block {
    let piece = piece.trim();
    if let Some(heading) = piece.strip_prefix("## ") {
        return Block::Heading(heading.to_owned());
    }
    let items: Option<Vec<String>> =
        piece.lines().map(|line| line.strip_prefix("- ").map(str::to_owned)).collect();
    items.map_or_else(|| Block::Paragraph(piece.replace('\n', " ")), Block::List)
}

/// Replaces `{+N}` and `{-N}` by the day that many days from `now`, as `2026-11-21`.
pub(super) fn with_days(text: &str, now: Timestamp) -> String {
    let mut pieces = text.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let day = piece.split_once('}').and_then(|(days, rest)| {
            let days: i32 = days.parse().ok()?;
            let distance = DAY * days.unsigned_abs();
            let moment = if days < 0 { now.minus(distance) } else { now.plus(distance) };
            Some((moment.to_string().get(..10)?.to_owned(), rest))
        });
        match day {
            Some((day, rest)) => filled.extend([day.as_str(), rest]),
            None => filled.extend(["{", piece]),
        }
    }
    filled
}

fn site(text: &'static str) -> Result<Site, String> {
    let mut records = text.split("\n---\n").map(record);
    let (head, _) = records.next().ok_or("a site without a head")??;
    let mut articles =
        records.map(|record| article(&record?)).collect::<Result<Vec<Article>, String>>()?;
    articles.sort_by_key(|article| article.days_ago);
    Ok(Site {
        id: value(&head, "id")?,
        name: value(&head, "name")?,
        language: value(&head, "language")?.parse()?,
        country: value(&head, "country")?,
        place: head.get("place").copied(),
        group: value(&head, "group")?,
        themes: list(value(&head, "themes")?),
        door: value(&head, "door")?.parse()?,
        feed_path: value(&head, "feed_path")?,
        section: value(&head, "section")?,
        frame: value(&head, "frame")?.parse()?,
        labels: Labels {
            menu: list(value(&head, "menu")?),
            author: value(&head, "author")?,
            published: value(&head, "published")?,
            cookies: value(&head, "cookies")?,
            accept: value(&head, "accept")?,
            related: value(&head, "related")?,
            share: value(&head, "share")?,
            contact: value(&head, "contact")?,
            notice: value(&head, "notice")?,
        },
        articles,
    })
}

fn article((head, body): &(Head, &'static str)) -> Result<Article, String> {
    let days_ago = value(head, "days_ago")?;
    Ok(Article {
        slug: value(head, "slug")?,
        title: value(head, "title")?,
        summary: value(head, "summary")?,
        tags: list(value(head, "tags")?),
        days_ago: days_ago.parse().map_err(|_| format!("`{days_ago}` is not a number of days"))?,
        body,
    })
}

type Head = BTreeMap<&'static str, &'static str>;

fn record(text: &'static str) -> Result<(Head, &'static str), String> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut values = Head::new();
    for line in head.lines() {
        let (key, value) =
            line.split_once(": ").ok_or_else(|| format!("`{line}` is not `key: value`"))?;
        values.insert(key, value.trim());
    }
    Ok((values, body.trim()))
}

fn value(head: &Head, key: &str) -> Result<&'static str, String> {
    let name = head.get("slug").or_else(|| head.get("id")).copied().unwrap_or_default();
    head.get(key).copied().ok_or_else(|| format!("sample `{name}` has no `{key}`"))
}

fn list(text: &'static str) -> Vec<&'static str> {
    text.split(',').map(str::trim).collect()
}

impl FromStr for Door {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "rss-summaries" => Ok(Self::RssSummaries),
            "rss-content" => Ok(Self::RssContent),
            "atom" => Ok(Self::Atom),
            "json-feed" => Ok(Self::JsonFeed),
            _ => Err(format!("`{text}` is not a kind of feed")),
        }
    }
}

impl FromStr for Frame {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "semantic" => Ok(Self::Semantic),
            "portlets" => Ok(Self::Portlets),
            "blog" => Ok(Self::Blog),
            _ => Err(format!("`{text}` is not a kind of page frame")),
        }
    }
}
