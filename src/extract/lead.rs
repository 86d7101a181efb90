//! The paragraphs between headline and story, which readers for main content tend to lose.

use super::survey::{Kind, Survey};
use crate::markup;

/// Leads are looked for in so many lines behind the headline.
const LOOK_LINES: usize = 12;
/// Shorter lines are labels.
const LEAST_LETTERS: usize = 40;
/// Longer ones belong to the story, and whoever lost them lost more.
const LONGEST_LETTERS: usize = 1_200;
/// So much of a line's beginning tells whether it stands in the story.
const BEGINNING_CHARACTERS: usize = 60;
/// What other lines above a story are called.
const OTHER_NAMES: [&str; 14] = [
    "byline",
    "author",
    "meta",
    "date",
    "caption",
    "tags",
    "category",
    "toc",
    "credit",
    "copyright",
    "tool",
    "breadcrumb",
    "share",
    "teaser-list",
];

/// Lines in the order of the page: their markup and their text.
pub(super) struct Lead {
    lines: Vec<(String, String)>,
}

pub(super) fn of(survey: &Survey) -> Lead {
    let headline =
        |element: &&super::survey::Element| element.kind == Kind::Headline && !element.is_gone;
    let Some(headline) = survey.elements.iter().find(headline) else {
        return Lead { lines: Vec::new() };
    };
    let mut lines = Vec::new();
    for element in survey.elements.get(headline.end..).into_iter().flatten() {
        if lines.len() >= LOOK_LINES {
            break;
        }
        let is_line = element.is_leaf
            && !element.is_gone
            && matches!(element.kind, Kind::Block | Kind::Heading);
        let fits = (LEAST_LETTERS..LONGEST_LETTERS).contains(&element.letters);
        if !is_line || !fits || element.linked * 3 > element.letters || is_other(element) {
            continue;
        }
        let html = element.node.inner_html();
        let text = markup::to_line(&html);
        // A line of dates and names.
        if text.chars().filter(char::is_ascii_digit).count() * 7 > element.letters {
            continue;
        }
        let tag = if element.node.has_name("li") { "li" } else { "p" };
        lines.push((format!("<{tag}>{html}</{tag}>"), text));
    }
    Lead { lines }
}

fn is_other(element: &super::survey::Element) -> bool {
    let named = |node: &dom_query::NodeRef| {
        let names =
            format!("{} {}", node.attr_or("class", ""), node.attr_or("id", "")).to_lowercase();
        OTHER_NAMES.iter().any(|name| names.contains(name))
    };
    ["figcaption", "td", "th", "dt", "dd", "address", "label"]
        .iter()
        .any(|name| element.node.has_name(name))
        || named(&element.node)
        || element.node.parent().is_some_and(|parent| {
            named(&parent) || parent.has_name("figure") || parent.has_name("aside")
        })
}

impl Lead {
    /// Puts the lines that stand above the story before it, if it begins soon after them.
    pub(super) fn put_before(&self, html: &mut String, text: &mut String) {
        let is_in_story = |line: &str| {
            let beginning: String = line.chars().take(BEGINNING_CHARACTERS).collect();
            text.contains(beginning.trim())
        };
        let Some(first) = self.lines.iter().position(|(_, line)| is_in_story(line)) else { return };
        let lost = self.lines.get(..first).unwrap_or_default();
        if lost.is_empty() {
            return;
        }
        let markup: String = lost.iter().map(|(markup, _)| markup.as_str()).collect();
        let markup = markup::sanitise(&markup, None);
        let lines = markup::to_text(&markup);
        *html = format!("{markup}{html}");
        *text = format!("{lines}\n{text}");
    }
}
