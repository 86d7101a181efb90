//! The part of a page that is the story.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use crate::markup;

/// Elements beyond are not weighed against each other; the page is then taken as a whole.
const MOST_ELEMENTS: usize = 60_000;
/// Boilerplate is removed only while at least so much of the text remains.
const LEAST_PERCENT: usize = 15;
/// A story has at least so many characters, else the page is looked at once more.
const SHORT_CHARACTERS: usize = 140;

/// Never part of a story, wherever they stand.
const BOILERPLATE: &str = "script:not([type='application/ld+json']), style, noscript, template, \
    iframe, dialog, form, nav, [role='navigation'], [role='dialog'], [role='alertdialog'], \
    [role='search'], [role='contentinfo'], [role='banner'], [aria-hidden='true'], [hidden]";
/// Frames of the page, unless they stand inside the story.
const FRAMES: &str = "body > header, body > footer, body > aside, body > * > footer, \
    main ~ footer, aside[role='complementary']";
/// Words in `id` and `class` that give a frame away.
const TELLTALES: [&str; 34] = [
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "kakor",
    "newsletter",
    "nyhetsbrev",
    "nyhedsbrev",
    "subscribe",
    "share",
    "sharing",
    "sharethis",
    "social",
    "comment",
    "comments",
    "disqus",
    "related",
    "breadcrumb",
    "breadcrumbs",
    "crumbs",
    "skip",
    "sidebar",
    "sidfot",
    "pagination",
    "pager",
    "menu",
    "mainmenu",
    "toolbar",
    "popup",
    "modal",
    "advert",
    "promo",
    "dela",
    "brodsmulor",
];
/// Longer blocks are never a notice about cookies or newsletters.
const LONGEST_NOTICE_CHARACTERS: usize = 350;
/// What such notices say. A block must hold all words of one row.
const NOTICES: [&[&str]; 22] = [
    &["vi använder", "kakor"],
    &["vi använder", "cookies"],
    &["we use cookies"],
    &["uses cookies"],
    &["vi bruger", "cookies"],
    &["vi bruker", "informasjonskapsler"],
    &["vi bruker", "cookies"],
    &["verwendet cookies"],
    &["verwenden", "cookies"],
    &["käyt", "evästeitä"],
    &["prenumerera på", "nyhetsbrev"],
    &["subscribe to", "newsletter"],
    &["tilmeld dig", "nyhedsbrev"],
    &["meld deg på", "nyhetsbrev"],
    &["newsletter", "abonnieren"],
    &["tilaa", "uutiskirje"],
    &["share this page"],
    &["dela sidan på"],
    &["del denne side"],
    &["diese seite teilen"],
    &["hjälpte informationen på den här sidan"],
    &["was this page helpful"],
];

/// The markup of the main content; not yet sanitised.
pub(super) fn of(document: Document, url: &str) -> String {
    let whole = body_html(&document);
    remove_boilerplate(&document);
    let cleaned = body_html(&document);
    let config =
        Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let story = Readability::with_document(document, Some(url), Some(config))
        .and_then(|mut readability| readability.parse())
        .map(|article| article.content.to_string())
        .unwrap_or_default();
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
    remove_notices(document);
    let total = text_length(document.select("body").nodes().first());
    let least = total * LEAST_PERCENT / 100;
    let mut remaining = total;
    let mut candidates: Vec<NodeRef> = document.select(FRAMES).nodes().to_vec();
    let named = document.select("body [id], body [class]");
    candidates.extend(named.nodes().iter().copied().filter(is_named_boilerplate));
    for node in candidates {
        let length = text_length(Some(&node));
        if remaining.saturating_sub(length) >= least && !holds_story(&node) {
            node.remove_from_parent();
            remaining = remaining.saturating_sub(length);
        }
    }
}

fn is_named_boilerplate(node: &NodeRef) -> bool {
    let names = format!("{} {}", node.attr_or("id", ""), node.attr_or("class", "")).to_lowercase();
    names.split(|c: char| !c.is_alphanumeric()).any(|word| TELLTALES.contains(&word))
}

/// Short blocks that say what cookie banners and subscription boxes say.
fn remove_notices(document: &Document) {
    for node in
        document.select("body div, body p, body td, body li, body section, body span").nodes()
    {
        if node.normalized_char_count() > LONGEST_NOTICE_CHARACTERS {
            continue;
        }
        let text = markup::fold_space(&node.text()).to_lowercase();
        if NOTICES.iter().any(|words| words.iter().all(|word| text.contains(word))) {
            node.remove_from_parent();
        }
    }
}

/// A container around the whole story may carry any class.
fn holds_story(node: &NodeRef) -> bool {
    let holds = |name: &str| node.has_name(name) || !node.find(&[name]).is_empty();
    ["article", "main", "h1", "body"].iter().any(|name| holds(name))
}

fn text_length(node: Option<&NodeRef>) -> usize {
    node.map_or(0, NodeRef::normalized_char_count)
}
