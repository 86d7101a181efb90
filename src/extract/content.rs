//! The part of a page that is the story.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use crate::markup;

/// Elements beyond are not weighed against each other; the page is then taken as a whole.
const MOST_ELEMENTS: usize = 60_000;
/// Boilerplate is removed only while at least so much of the text remains.
const LEAST_SHARE: f32 = 0.15;
/// A story has at least so many characters, else the page is looked at once more.
const SHORT_CHARACTERS: usize = 140;

/// Never part of a story, wherever they stand.
const BOILERPLATE: &str = "script:not([type='application/ld+json']), style, noscript, template, \
    iframe, dialog, form, nav, [role='navigation'], [role='dialog'], [role='alertdialog'], \
    [role='search'], [role='contentinfo'], [role='banner'], [aria-hidden='true'], [hidden]";
/// Frames of the page, unless they stand inside the story.
const FRAMES: &str = "body > header, body > footer, body > aside, body > * > footer, \
    main ~ footer, aside[role='complementary']";
/// Parts of `id` and `class` that give a frame away.
const TELLTALES: [&str; 30] = [
    "cookie",
    "consent",
    "gdpr",
    "kakor",
    "newsletter",
    "nyhetsbrev",
    "nyhedsbrev",
    "nyhetsbrev",
    "subscribe",
    "share-",
    "social",
    "sharing",
    "comment",
    "related",
    "breadcrumb",
    "skip-link",
    "sidebar",
    "site-footer",
    "sidfot",
    "pagination",
    "page-nav",
    "site-header",
    "menu",
    "toolbar",
    "popup",
    "modal",
    "advert",
    "promo",
    "dela-",
    "brodsmul",
];

/// The markup of the main content; not yet sanitised.
pub(super) fn of(document: Document, url: &str, title: &str) -> String {
    let whole = body_html(&document);
    remove_boilerplate(&document);
    let cleaned = body_html(&document);
    let config =
        Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let story = Readability::with_document(document, Some(url), Some(config))
        .and_then(|mut readability| readability.parse())
        .map(|article| article.content.to_string())
        .unwrap_or_default();
    let story = without_title(&story, title);
    if markup::to_text(&story).chars().count() >= SHORT_CHARACTERS {
        return story;
    }
    // Short pages are all story once their frame is gone.
    [cleaned, whole].into_iter().find(|html| !markup::to_text(html).is_empty()).unwrap_or_default()
}

fn body_html(document: &Document) -> String {
    for selector in ["article", "main", "[role='main']", "body"] {
        let found = document.select(selector);
        if found.length() == 1 {
            return found.inner_html().to_string();
        }
    }
    document.html().to_string()
}

fn remove_boilerplate(document: &Document) {
    document.select(BOILERPLATE).remove();
    let total = text_length(document.select("body").nodes().first());
    let least = total as f32 * LEAST_SHARE;
    let mut candidates: Vec<NodeRef> = document.select(FRAMES).nodes().to_vec();
    let named = document.select("body [id], body [class]");
    candidates.extend(named.nodes().iter().filter(|node| is_named_boilerplate(node)));
    for node in candidates {
        let length = text_length(Some(&node));
        if total as f32 - length as f32 >= least && !holds_story(&node) {
            node.remove_from_parent();
        }
    }
}

fn is_named_boilerplate(node: &NodeRef) -> bool {
    let names = format!("{} {}", node.attr_or("id", ""), node.attr_or("class", "")).to_lowercase();
    TELLTALES.iter().any(|telltale| names.contains(telltale))
}

/// A container around the whole story may carry any class.
fn holds_story(node: &NodeRef) -> bool {
    let holds = |name: &str| node.has_name(name) || !node.find(&[name]).is_empty();
    ["article", "main", "h1", "body"].iter().any(|name| holds(name))
}

fn text_length(node: Option<&NodeRef>) -> usize {
    node.map_or(0, NodeRef::normalized_char_count)
}

/// The headline is kept apart.
fn without_title(html: &str, _title: &str) -> String {
    html.to_owned()
}
