//! What a page says of itself in JSON-LD (schema.org).

use dom_query::Document;
use serde_json::{Map, Value};

/// Types that are the story, not its site or its author.
const STORY_TYPES: [&str; 16] = [
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Report",
    "WebPage",
    "SocialMediaPosting",
    "TechArticle",
    "ScholarlyArticle",
    "Event",
    "Project",
    "ResearchProject",
    "ItemPage",
    "GovernmentService",
    "CreativeWork",
    "LiveBlogPosting",
    "ReportageNewsArticle",
];
/// Larger blocks are data, not description.
const LARGEST_BYTES: usize = 512 * 1024;

/// The fields of the story that we use.
#[derive(Clone, Debug, Default)]
pub(super) struct Structured {
    pub headline: Option<String>,
    pub author: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub site: Option<String>,
    pub image: Option<String>,
    pub language: Option<String>,
    /// `articleBody`.
    pub text: Option<String>,
}

/// Reads all JSON-LD of a page; the first thing that is a story speaks.
pub(super) fn of(document: &Document) -> Structured {
    let mut found = Structured::default();
    for script in document.select("script[type='application/ld+json']").nodes() {
        let text = script.text();
        if text.len() > LARGEST_BYTES {
            continue;
        }
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        if let Ok(value) = serde_json::from_str::<Value>(text) {
            walk(&value, &mut found, 0);
        }
    }
    found
}

fn walk(value: &Value, found: &mut Structured, depth: usize) {
    match value {
        _ if depth > 4 => {}
        Value::Array(values) => values.iter().for_each(|value| walk(value, found, depth + 1)),
        Value::Object(object) => {
            take(object, found);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(key) {
                    walk(inner, found, depth + 1);
                }
            }
        }
        _ => {}
    }
}

fn take(object: &Map<String, Value>, found: &mut Structured) {
    let kinds = texts(object.get("@type"));
    if kinds.iter().any(|kind| kind == "WebSite") {
        found.site = found.site.take().or_else(|| text(object.get("name")));
    }
    if !kinds.iter().any(|kind| STORY_TYPES.contains(&kind.as_str())) {
        return;
    }
    let fill = |slot: &mut Option<String>, value: Option<String>| {
        if slot.is_none() {
            *slot = value;
        }
    };
    fill(&mut found.headline, text(object.get("headline")));
    fill(&mut found.author, names(object.get("author")).or_else(|| names(object.get("creator"))));
    fill(&mut found.published, text(object.get("datePublished")));
    fill(&mut found.modified, text(object.get("dateModified")));
    fill(&mut found.site, names(object.get("publisher")));
    fill(&mut found.image, image(object.get("image")));
    fill(&mut found.text, text(object.get("articleBody")));
    fill(&mut found.language, text(object.get("inLanguage")));
}

fn text(value: Option<&Value>) -> Option<String> {
    texts(value).into_iter().next()
}

fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) if !text.trim().is_empty() => vec![text.trim().to_owned()],
        Some(Value::Array(values)) => values.iter().flat_map(|one| texts(Some(one))).collect(),
        _ => Vec::new(),
    }
}

/// Names of persons or organisations, written as text or as objects.
fn names(value: Option<&Value>) -> Option<String> {
    let name = |one: &Value| match one {
        Value::Object(object) => text(object.get("name")),
        other => text(Some(other)),
    };
    let names: Vec<String> = match value? {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        one => name(one).into_iter().collect(),
    };
    (!names.is_empty()).then(|| names.join(", "))
}

fn image(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Object(object) => text(object.get("url")),
        Value::Array(values) => image(values.first()),
        other => text(Some(other)),
    }
}
