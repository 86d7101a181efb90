//! When a page was published, and which rule says so: what it tells machines first, then what
//! readers see.

use dom_query::{Document, NodeRef};

use super::address_day;
use super::boilerplate;
use super::facts::Meta;
use super::structured::Structured;
use super::survey::{Kind, Survey};
use crate::date;
use crate::markup;

/// A date with the rule that found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub date: String,
    pub from: String,
}

/// What says that it is the day of publishing …
const META_NAMES: [&str; 12] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "publish-date",
    "publishdate",
    "publish_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
];

/// … and what says only that it is a day.
const META_DAYS: [&str; 4] = ["dcterms.created", "dc.date.created", "dcterms.date", "dc.date"];

/// Asks one rule after the other.
pub(super) fn of(
    document: &Document,
    survey: &Survey,
    meta: &Meta,
    structured: &Structured,
    url: &str,
) -> Option<Found> {
    let headline = boilerplate::headline(document, survey);
    let found =
        |from: &str, date: Option<String>| Some(Found { date: date?, from: from.to_owned() });
    found("json-ld", structured.published.as_deref().and_then(machine))
        .or_else(|| of_meta(meta, &META_NAMES))
        .or_else(|| {
            let (name, date) = meta.published_somehow()?;
            found(&format!("meta {name}"), Some(date))
        })
        .or_else(|| found("microdata", marked_up(document)))
        .or_else(|| of_meta(meta, &META_DAYS))
        .or_else(|| found("time", near_time(survey, headline)))
        .or_else(|| found("address", address_day::of(url)))
        .or_else(|| found("text near the headline", near_line(survey, headline, false)))
        .or_else(|| found("meta date", meta.first(&["date"]).as_deref().and_then(machine)))
        .or_else(|| found("text", announced_day(document)))
        .or_else(|| found("text near the headline", near_line(survey, headline, true)))
        .or_else(|| found("text", named_day(document)))
        .or_else(|| found("script", in_script(document)))
        .or_else(|| found("time", any_time(document)))
        .or_else(|| found("title", date::find_day(&document.select_single("title").text())))
        .or_else(|| found("text", last_line(survey)))
}

fn of_meta(meta: &Meta, names: &[&str]) -> Option<Found> {
    names.iter().find_map(|name| {
        let date = machine(&meta.first(&[name])?)?;
        Some(Found { date, from: format!("meta {name}") })
    })
}

/// A date as programs write it.
fn machine(text: &str) -> Option<String> {
    if is_a_day(text) { date::parse_keeping_offset(text) } else { None }
}

/// Nobody tells when it was published: it was there when it was changed.
pub(super) fn of_change(modified: Option<&str>) -> Option<Found> {
    Some(Found { date: modified?.to_owned(), from: "modified".to_owned() })
}

/// A year or a month alone is no day.
fn is_a_day(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 5
}

/// `itemprop="datePublished"` and its elder relatives.
fn marked_up(document: &Document) -> Option<String> {
    let selectors =
        ["[itemprop='datePublished'], time[pubdate]", "abbr.published, .dt-published, .dtstamp"];
    selectors
        .iter()
        .find_map(|selector| document.select(selector).nodes().iter().find_map(|node| stated(node)))
}

/// What an element says to machines, else what it says to readers.
fn stated(node: &NodeRef) -> Option<String> {
    let text = node.text();
    // Programs put the last change into the attribute, and people write what they mean.
    if is_announced(&text.to_lowercase())
        && let Some(day) = date::find_day(&text)
    {
        return Some(day);
    }
    let attribute = ["datetime", "content", "title"].iter().find_map(|name| node.attr(name));
    let attribute = attribute.filter(|text| is_a_day(text));
    attribute
        .and_then(|text| date::parse_keeping_offset(&text))
        .or_else(|| date::parse_keeping_offset(&text).filter(|_| is_a_day(&text)))
        .or_else(|| date::find_day(&text))
}

/// Words that announce the day of publishing.
const ANNOUNCING: [&str; 18] = [
    "publicerad",
    "publicerat",
    "published",
    "posted on",
    "veröffentlicht",
    "veröffentlichung",
    "publiceret",
    "udgivet",
    "offentliggjort",
    "publisert",
    "julkaistu",
    "publié",
    "erstellt",
    "datum",
    "dato",
    "date",
    "päivämäärä",
    "opublikowano",
];
/// Words that announce a change, or another day.
const OTHERWISE: [&str; 16] = [
    "uppdaterad",
    "ändrad",
    "updated",
    "modified",
    "aktualisiert",
    "stand",
    "geändert",
    "opdateret",
    "oppdatert",
    "endret",
    "ændret",
    "päivitetty",
    "muokattu",
    "mis à jour",
    "sista ansökningsdag",
    "deadline",
];

fn is_announced(lower: &str) -> bool {
    ANNOUNCING.iter().any(|word| lower.contains(word))
}

/// Lines before the headline that may carry its date …
const LINES_BEFORE: usize = 8;
/// … and lines behind it.
const LINES_BEHIND: usize = 20;
/// A `<time>` farther away belongs to something else.
const LINES_TO_TIME: usize = 9;
/// Lines that are looked at where no headline is known.
const LINES_WITHOUT_HEADLINE: usize = 60;
/// Letters of a line that is a date with little else.
const LONGEST_DATE_LINE: usize = 70;

/// The `<time>` nearest to the headline.
fn near_time(survey: &Survey, headline: Option<usize>) -> Option<String> {
    let mut times = near(survey, headline.unwrap_or(0), Some("time"));
    times.sort_by_key(|(distance, _)| *distance);
    times.retain(|(distance, _)| *distance <= LINES_TO_TIME);
    times.iter().find_map(|(_, node)| stated(node))
}

/// The day in a short line near the headline. A line that tells of a change is asked last.
fn near_line(survey: &Survey, headline: Option<usize>, of_change: bool) -> Option<String> {
    let lines = near(survey, headline.unwrap_or(0), None);
    let mut best: Option<(usize, String)> = None;
    for (distance, node) in lines {
        let text = markup::fold_space(&node.text());
        let lower = text.to_lowercase();
        let otherwise = OTHERWISE.iter().filter_map(|word| lower.find(word)).min();
        let announced = ANNOUNCING.iter().filter_map(|word| lower.find(word)).min();
        let tells_change = otherwise.is_some_and(|at| announced.is_none_or(|first| at < first));
        if tells_change != of_change
            || best.as_ref().is_some_and(|(nearest, _)| *nearest <= distance)
        {
            continue;
        }
        if let Some(day) = date::find_day(&text) {
            best = Some((distance, day));
        }
    }
    best.map(|(_, day)| day)
}

/// Short lines (or the elements that are asked for) around the headline, with their distance in
/// lines. What stands above it counts as three times as far.
fn near<'a>(
    survey: &Survey<'a>,
    headline: usize,
    wanted_name: Option<&str>,
) -> Vec<(usize, NodeRef<'a>)> {
    let mut lines: Vec<(usize, NodeRef<'a>, bool)> = Vec::new();
    let mut place = 0;
    for (at, element) in survey.elements.iter().enumerate() {
        if at == headline {
            place = lines.len();
        }
        let wanted = wanted_name.is_some_and(|name| element.node.has_name(name));
        let around_is_leaf =
            || survey.elements.get(element.parent).is_none_or(|around| around.is_leaf);
        let is_line = element.is_leaf
            && element.letters > 0
            && match element.kind {
                Kind::Block | Kind::Heading | Kind::Headline => true,
                Kind::Inline => !around_is_leaf(),
                _ => false,
            };
        if is_line || wanted {
            lines.push((element.letters, element.node, wanted));
        }
        if at > headline
            && lines.len()
                > place + if headline == 0 { LINES_WITHOUT_HEADLINE } else { LINES_BEHIND }
        {
            break;
        }
    }
    let from = place.saturating_sub(LINES_BEFORE);
    let around = lines.into_iter().enumerate().skip(from);
    around
        .filter(|(_, (letters, _, wanted))| {
            if wanted_name.is_some() { *wanted } else { (6..=LONGEST_DATE_LINE).contains(letters) }
        })
        .map(|(at, (_, node, _))| (if at < place { (place - at) * 3 } else { at - place }, node))
        .collect()
}

/// The first `<time>` that stands in a story, not in a list of others.
fn any_time(document: &Document) -> Option<String> {
    let selectors = ["article time, main time", "time"];
    selectors
        .iter()
        .find_map(|selector| document.select(selector).nodes().iter().find_map(|node| stated(node)))
}

/// A day in a small element that is called a date.
fn named_day(document: &Document) -> Option<String> {
    const LONGEST_CHARACTERS: usize = 60;
    const MOST: usize = 20;
    let selector = "body [class*='date'], body [class*='Date'], body [class*='datum'], \
        body [class*='publi'], body [class*='posted'], body [id*='date']";
    let found = document.select(selector);
    found.nodes().iter().take(MOST).find_map(|node| {
        let class = node.attr_or("class", "").to_lowercase();
        let is_other =
            ["update", "event", "calendar-day", "candidate"].iter().any(|c| class.contains(c));
        let is_short = node.normalized_char_count() <= LONGEST_CHARACTERS;
        if is_short && !is_other { date::find_day(&node.text()) } else { None }
    })
}

/// A day beside a word that announces it: `Publicerad 21 november 2026`.
fn announced_day(document: &Document) -> Option<String> {
    const LOOK_CHARACTERS: usize = 6_000;
    const NEAR_CHARACTERS: usize = 60;
    let text = markup::to_text(&document.select("body").html());
    let start: String = text.chars().take(LOOK_CHARACTERS).collect();
    let lower = start.to_lowercase();
    let mut places: Vec<(usize, &str)> =
        ANNOUNCING.iter().flat_map(|word| lower.match_indices(word)).collect();
    places.sort_unstable();
    places.into_iter().find_map(|(at, word)| {
        let before = lower.get(..at)?.chars().next_back();
        let after = lower.get(at + word.len()..)?;
        let whole =
            !before.is_some_and(char::is_alphabetic) && !after.starts_with(char::is_alphabetic);
        let near: String =
            after.trim_start_matches([':', ' ', '\n']).chars().take(NEAR_CHARACTERS).collect();
        if whole { date::find_day(&near) } else { None }
    })
}

/// What the program behind the page keeps in its scripts.
fn in_script(document: &Document) -> Option<String> {
    const NAMES: [&str; 5] = [
        "\"datePublished\":\"",
        "\"published_at\":\"",
        "\"publishedAt\":\"",
        "\"publicationDate\":\"",
        "\"created_at\":\"",
    ];
    let scripts = document.select("script");
    NAMES.iter().find_map(|name| {
        scripts.nodes().iter().find_map(|script| {
            let text = script.text();
            let (_, after) = text.split_once(name)?;
            date::parse_keeping_offset(after.split('"').next()?)
        })
    })
}

/// Some sign at the end, with the day.
fn last_line(survey: &Survey) -> Option<String> {
    let mut lines = survey.elements.iter().rev().filter(|element| {
        element.is_leaf
            && element.kind == Kind::Block
            && (6..=LONGEST_DATE_LINE).contains(&element.letters)
    });
    lines.find_map(|element| date::find_day(&markup::fold_space(&element.node.text())))
}
