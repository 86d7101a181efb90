//! The part of a page that is the story.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use crate::markup;

/// Elements beyond are not weighed against each other; the page is then taken as a whole.
const MOST_ELEMENTS: usize = 60_000;
/// Boilerplate is removed only while at least so much of the text remains.
const LEAST_PERCENT: usize = 25;
/// A story has at least so many characters, else the page is looked at once more.
const SHORT_CHARACTERS: usize = 140;

/// Never part of a story, and nothing of the story can stand in them.
const SILENT: &str = "script:not([type='application/ld+json']), style, noscript, template, iframe";
/// Frames of the page, unless they hold the story: old systems wrap the whole page in a form.
const FRAMES: &str = "nav, form, dialog, [role='navigation'], [role='dialog'], \
    [role='alertdialog'], [role='search'], [role='contentinfo'], [role='banner'], \
    [aria-hidden='true'], [hidden], body > header, body > aside, footer, \
    aside[role='complementary']";
/// Headings over what other people wrote, or over other stories.
const OTHER_HEADINGS: [&str; 26] = [
    "kommentar",
    "comments",
    "leave a comment",
    "kommentit",
    "kommentoi",
    "läs också",
    "läs mer om",
    "relaterat",
    "relaterade",
    "related",
    "read also",
    "you may also like",
    "read more",
    "lue myös",
    "les også",
    "læs også",
    "lesen sie auch",
    "das könnte",
    "ähnliche",
    "mehr zum thema",
    "weitere artikel",
    "more news",
    "fler nyheter",
    "share this",
    "dela ",
    "nyhetsbrev",
];
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
const NOTICES: [&[&str]; 30] = [
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
    &["jaa tämä sivu"],
    &["imprint", "privacy"],
    &["impressum", "datenschutz"],
    &["tillgänglighetsredogörelse", "personuppgifter"],
    &["tilgængelighedserklæring", "privatliv"],
    &["tilgjengelighetserklæring", "personvern"],
    &["saavutettavuusseloste", "tietosuoja"],
    &["all rights reserved"],
    &["hjälpte informationen på den här sidan"],
    &["was this page helpful"],
];

/// The markup of the main content; not yet sanitised.
pub(super) fn of(document: Document, url: &str) -> String {
    remove_boilerplate(&document);
    let around_heading = around_heading(&document);
    let config =
        Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let story = Readability::with_document(document, Some(url), Some(config))
        .and_then(|mut readability| readability.parse())
        .map(|article| rows_without_table(&article.content))
        .unwrap_or_default();
    if markup::to_text(&story).chars().count() >= SHORT_CHARACTERS {
        return story;
    }
    // A short story is taken for a frame; but where the headline stands, there it is.
    around_heading
}

/// Where the story was found to be a table's body, its rows stand without a table; parsers would
/// drop them and glue their cells together.
fn rows_without_table(html: &str) -> String {
    if html.contains("<table") || !html.contains("<td") {
        return html.to_owned();
    }
    let rows = html.replace("<tr", "<p").replace("</tr>", "</p>");
    rows.replace("<td", " <span").replace("</td>", "</span>")
}

/// The element that holds the headline and the paragraphs under it, without the headline.
fn around_heading(document: &Document) -> String {
    const LEAST_PARAGRAPH_CHARACTERS: usize = 40;
    let headings = document.select("h1");
    let Some(heading) = headings.nodes().first() else { return body_html(document) };
    let has_paragraph = |node: &NodeRef| {
        let mut paragraphs = node.find(&["p"]).into_iter();
        paragraphs.any(|p| p.normalized_char_count() >= LEAST_PARAGRAPH_CHARACTERS)
    };
    let mut around = heading.ancestors_it(None).filter(NodeRef::is_element);
    let found = around.find(|node| {
        node.has_name("article")
            || node.has_name("main")
            || node.has_name("body")
            || has_paragraph(node)
    });
    let Some(found) = found else { return body_html(document) };
    found.inner_html().replacen(heading.html().as_ref(), "", 1)
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
    document.select(SILENT).remove();
    remove_notices(document);
    let total = text_length(document.select("body").nodes().first());
    let least = total * LEAST_PERCENT / 100;
    let mut remaining = total;
    let mut candidates: Vec<NodeRef> = document.select(FRAMES).nodes().to_vec();
    let named = document.select("body [id], body [class]");
    candidates.extend(named.nodes().iter().copied().filter(is_named_boilerplate));
    candidates.extend(document.select("h2, h3, h4").nodes().iter().filter_map(other_section));
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
        if node.normalized_char_count() > LONGEST_NOTICE_CHARACTERS || !is_leaf(node) {
            continue;
        }
        let text = markup::fold_space(&node.text()).to_lowercase();
        if NOTICES.iter().any(|words| words.iter().all(|word| text.contains(word))) {
            node.remove_from_parent();
        }
    }
}

/// Only text and what stands in lines of text is inside.
fn is_leaf(node: &NodeRef) -> bool {
    const IN_LINES: [&str; 13] = [
        "a", "b", "strong", "em", "i", "span", "br", "button", "font", "small", "img", "u", "label",
    ];
    let mut inside = node.element_children().into_iter();
    inside.all(|child| IN_LINES.iter().any(|name| child.has_name(name)))
}

/// The section under a heading that announces comments or other stories.
fn other_section<'a>(heading: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let text = markup::fold_space(&heading.text()).to_lowercase();
    let announces = OTHER_HEADINGS.iter().any(|start| text.starts_with(start));
    if announces { heading.parent() } else { None }
}

/// A container around the whole story may carry any class.
fn holds_story(node: &NodeRef) -> bool {
    let holds = |name: &str| node.has_name(name) || !node.find(&[name]).is_empty();
    ["main", "h1", "body"].iter().any(|name| holds(name))
}

fn text_length(node: Option<&NodeRef>) -> usize {
    node.map_or(0, NodeRef::normalized_char_count)
}
