//! The part of a page that is the story: a first reader, a guard that doubts it where that is
//! cheap to see, and a second reader for those pages alone.

use std::borrow::Cow;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::survey::{Kind, Survey};
use super::words::PAYWALLS;
use super::{boilerplate, lead};
use crate::markup;

/// Elements beyond are not weighed against each other; the page is then taken as a whole.
const MOST_ELEMENTS: usize = 60_000;
/// A story has at least so many characters, else the page is looked at once more.
const SHORT_CHARACTERS: usize = 140;
/// The first reader must find this share of the prose around the headline, in percent.
const LEAST_SHARE_PERCENT: usize = 55;
/// A longer story is doubted no more: what else the page holds are other stories.
const DOUBTED_CHARACTERS: usize = 2_500;
/// The second reader must find so much more text to be believed, in percent.
const CLEARLY_MORE_PERCENT: usize = 130;
/// A container with this share of the prose around it holds the story.
const CONTAINER_PERCENT: usize = 80;
/// A notice to those who do not pay stands in a short text, and near its end.
const LONGEST_TEASER_CHARACTERS: usize = 2_500;

/// The main content: sanitised markup and its text.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub html: String,
    pub text: String,
}

impl Content {
    fn of(markup: &str, url: &str) -> Self {
        let html = markup::sanitise(&rows_without_table(markup), Some(url));
        let trimmed = without_last_headings(&html);
        let text = markup::to_text(&trimmed);
        // Some pages are nothing but headings.
        if text.is_empty() {
            return Self { text: markup::to_text(&html), html };
        }
        let html = trimmed.into_owned();
        Self { html, text }
    }

    fn characters(&self) -> usize {
        self.text.chars().count()
    }
}

/// The main content of `document`, which was parsed from `html`. `article_body` is what the page
/// says in JSON-LD to be its text.
pub(super) fn of(html: &str, document: Document, url: &str, article_body: Option<&str>) -> Content {
    let survey = boilerplate::remove(&document);
    let prose = around_headline(&survey)
        .and_then(|at| survey.elements.get(at))
        .map_or(0, |around| around.prose);
    let lead = lead::of(&survey);
    drop(survey);
    let mut first = Content::of(&first_reader(document, url), url);
    lead.put_before(&mut first.html, &mut first.text);
    if is_sound(&first, prose, article_body) {
        return first;
    }
    let mut second = second_reader(html, url);
    lead.put_before(&mut second.html, &mut second.text);
    let stated = article_body.map(|body| Content::of(&paragraphs(body), url));
    better(first, [Some(second), stated].into_iter().flatten())
}

fn first_reader(document: Document, url: &str) -> String {
    let config =
        Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    Readability::with_document(document, Some(url), Some(config))
        .and_then(|mut readability| readability.parse())
        .map(|article| article.content.to_string())
        .unwrap_or_default()
}

/// The guard: cheap signs that the first reader took the wrong part.
fn is_sound(story: &Content, prose: usize, article_body: Option<&str>) -> bool {
    let characters = story.characters();
    let stated = article_body.map_or(0, |body| body.chars().count());
    characters >= SHORT_CHARACTERS
        && (characters > DOUBTED_CHARACTERS
            || letters(&story.text) * 100 >= prose * LEAST_SHARE_PERCENT)
        && characters * CLEARLY_MORE_PERCENT >= stated * 100
        && !is_paywalled(story)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|letter| !letter.is_whitespace()).count()
}

fn is_paywalled(story: &Content) -> bool {
    if story.text.len() > LONGEST_TEASER_CHARACTERS {
        return false;
    }
    let text = story.text.to_lowercase();
    PAYWALLS.iter().any(|words| text.contains(words))
}

/// Chooses by measure: text that is not in links. Another reader must find clearly more.
fn better(first: Content, others: impl Iterator<Item = Content>) -> Content {
    let mut best = first;
    let mut most = quality(&best);
    for other in others {
        let found = quality(&other);
        if found > most * CLEARLY_MORE_PERCENT / 100 {
            (best, most) = (other, found);
        }
    }
    best
}

/// Letters outside of links.
fn quality(content: &Content) -> usize {
    let mut linked = 0;
    for link in content.html.split("<a ").skip(1) {
        let inside = link.split("</a>").next().unwrap_or_default();
        linked += inside.split_once('>').map_or(0, |(_, label)| letters(label));
    }
    letters(&content.text).saturating_sub(linked)
}

/// The second reader: what stands around the headline, else the smallest part of the page that
/// holds nearly all of its prose.
fn second_reader(html: &str, url: &str) -> Content {
    let document = Document::from(html);
    let survey = boilerplate::remove(&document);
    let around = around_headline(&survey).unwrap_or(0);
    let most = survey.elements.get(around).map_or(0, |element| element.prose);
    let (mut best, mut at) = (around, around + 1);
    // Down to where the prose parts.
    while let Some(element) = survey.elements.get(at) {
        if survey.elements.get(best).is_none_or(|around| at >= around.end) {
            break;
        }
        let holds = most > 0 && element.prose * 100 >= most * CONTAINER_PERCENT;
        if holds && !element.is_gone && !element.is_leaf {
            best = at;
        }
        at = if holds { at + 1 } else { element.end.max(at + 1) };
    }
    let Some(element) = survey.elements.get(best) else { return Content::default() };
    for headline in survey.elements.iter().filter(|element| element.kind == Kind::Headline) {
        headline.node.remove_from_parent();
    }
    Content::of(&element.node.inner_html(), url)
}

/// The innermost element that holds the headline and most of the prose that is left.
fn around_headline(survey: &Survey) -> Option<usize> {
    let (_, _, prose) = survey.total();
    let is_headline = |(_, element): &(usize, &super::survey::Element)| {
        element.kind == Kind::Headline && !element.is_gone
    };
    let (mut at, _) = survey.elements.iter().enumerate().find(is_headline)?;
    loop {
        let element = survey.elements.get(at)?;
        let is_place = element.node.has_name("article") || element.node.has_name("main");
        if element.prose * 2 >= prose || (is_place && element.prose > 0) || at == 0 {
            return Some(at);
        }
        at = element.parent;
    }
}

/// Plain text with line feeds as markup.
fn paragraphs(text: &str) -> String {
    if text.contains("</p>") || text.contains("<br") {
        return text.to_owned();
    }
    let mut html = String::with_capacity(text.len());
    for line in text.lines() {
        html.push_str("<p>");
        html.push_str(&markup::escape(line));
        html.push_str("</p>");
    }
    html
}

/// Headings with nothing below them were over something that is gone.
fn without_last_headings(html: &str) -> Cow<'_, str> {
    let mut kept = Cow::Borrowed(html);
    let mut end = kept.len();
    while let Some((start, tag)) = last_tag(&kept, end) {
        let name = tag.trim_matches(['<', '>', '/']);
        if tag.starts_with("</h") && name.len() == 2 {
            let Some(opened) =
                kept.get(..start).and_then(|before| before.rfind(&format!("<{name}")))
            else {
                break;
            };
            kept.to_mut().replace_range(opened..start + tag.len(), "");
            end = opened;
        } else if ["div", "section", "article", "span", "br", "hr"].contains(&name) {
            end = start;
        } else {
            break;
        }
    }
    kept
}

/// The tag that ends the markup before `end`, with its place.
fn last_tag(html: &str, end: usize) -> Option<(usize, String)> {
    let before = html.get(..end)?.trim_end();
    let start = before.rfind('<')?;
    let tag = before.get(start..)?;
    tag.ends_with('>').then(|| (start, tag.to_owned()))
}

/// Where the story was found to be a table's body, its rows stand without a table; parsers would
/// drop them and glue their cells together.
fn rows_without_table(html: &str) -> Cow<'_, str> {
    if html.contains("<table") || !html.contains("<td") {
        return html.into();
    }
    let rows = html.replace("<tr", "<p").replace("</tr>", "</p>");
    rows.replace("<td", " <span").replace("</td>", "</span>").into()
}
