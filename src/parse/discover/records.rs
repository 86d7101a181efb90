//! Records that a site holds for programs: schema.org projects and lists within a page (JSON-LD),
//! and the posts that the interface of `WordPress` answers with.

use dom_query::Document;
use serde_json::{Map, Value};

use crate::date;
use crate::markup;
use crate::model::Entry;
use crate::parse::wording;

/// Larger blocks are not looked through.
const LARGEST_BYTES: usize = 2 * 1024 * 1024;
/// Objects inside objects that are followed.
const DEEPEST: usize = 6;
/// More are not taken.
const MOST: usize = 2_000;

/// What a register of projects is made of.
const RECORDS: [&str; 4] = ["Project", "ResearchProject", "FundingScheme", "Grant"];

/// What the interface of every `WordPress` has.
const EVERYWHERE: [&str; 29] = [
    "posts",
    "pages",
    "media",
    "menu-items",
    "blocks",
    "templates",
    "template-parts",
    "global-styles",
    "navigation",
    "font-families",
    "font-collections",
    "types",
    "statuses",
    "taxonomies",
    "categories",
    "tags",
    "menus",
    "menu-locations",
    "users",
    "comments",
    "search",
    "block-renderer",
    "block-types",
    "settings",
    "themes",
    "plugins",
    "sidebars",
    "widget-types",
    "widgets",
];

/// The records that the JSON-LD of a page holds: projects, and elements of lists.
pub(super) fn of(document: &Document, url: &str) -> Vec<Entry> {
    let mut found = Vec::new();
    for script in document.select("script[type='application/ld+json' i]").nodes() {
        let text = script.text();
        if text.len() <= LARGEST_BYTES
            && let Ok(value) = serde_json::from_str::<Value>(text.trim())
        {
            take(&value, url, 0, &mut found);
        }
    }
    found
}

/// Posts of `WordPress` (`wp/v2/posts`); `None` for any other answer.
pub(in crate::parse) fn posts(text: &str, url: &str) -> Option<Vec<Entry>> {
    let values: Vec<Value> = serde_json::from_str(text.trim()).ok()?;
    let post = |value: &Value| {
        let post = value.as_object()?;
        let rendered = |name: &str| post.get(name)?.get("rendered")?.as_str();
        let moment = |name: &str| date::parse(post.get(name)?.as_str()?);
        post.get("id")?;
        Some(Entry {
            title: wording::short(markup::to_line(rendered("title")?)),
            // Kinds of its own may have no page.
            link: post.get("link").and_then(|link| markup::absolute(Some(url), link.as_str()?)),
            published: moment("date_gmt").or_else(|| moment("date")),
            updated: moment("modified_gmt"),
            summary: rendered("excerpt").map(markup::to_line).filter(|text| !text.is_empty()),
            ..Entry::default()
        })
    };
    let posts: Vec<Entry> = values.iter().take(MOST).filter_map(post).collect();
    (posts.len() == values.len().min(MOST)).then_some(posts)
}

/// Kinds of content that a `WordPress` has of its own beside posts and what every one has, as the
/// root of its interface names them: `project`, `event`.
pub(in crate::parse) fn own_kinds(text: &str) -> Vec<String> {
    let root: Value = serde_json::from_str(text.trim()).unwrap_or_default();
    let routes = root.get("routes").and_then(Value::as_object);
    let name = |route: &String| {
        let name = route.strip_prefix("/wp/v2/")?;
        let is_name = !name.is_empty()
            && name.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_'));
        (is_name && !EVERYWHERE.contains(&name)).then(|| name.to_owned())
    };
    routes.into_iter().flat_map(|routes| routes.keys()).filter_map(name).collect()
}

fn take(value: &Value, url: &str, depth: usize, found: &mut Vec<Entry>) {
    match value {
        _ if depth > DEEPEST || found.len() >= MOST => {}
        Value::Array(values) => values.iter().for_each(|one| take(one, url, depth + 1, found)),
        Value::Object(object) => {
            if is(object, "ItemList") {
                let elements = object.get("itemListElement").and_then(Value::as_array);
                let elements = elements.into_iter().flatten().filter_map(Value::as_object);
                let entry = |element: &Map<String, Value>| {
                    let item = element.get("item").and_then(Value::as_object);
                    entry(item.unwrap_or(element), url)
                };
                found.extend(elements.map(entry).take(MOST));
            } else if RECORDS.into_iter().any(|kind| is(object, kind)) {
                found.push(entry(object, url));
            } else {
                let inside = ["@graph", "mainEntity", "hasPart", "dataset"];
                inside
                    .iter()
                    .filter_map(|key| object.get(*key))
                    .for_each(|one| take(one, url, depth + 1, found));
            }
        }
        _ => {}
    }
}

fn is(object: &Map<String, Value>, kind: &str) -> bool {
    match object.get("@type") {
        Some(Value::String(word)) => word == kind,
        Some(Value::Array(words)) => words.iter().any(|word| word == kind),
        _ => false,
    }
}

fn entry(object: &Map<String, Value>, url: &str) -> Entry {
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    let link = text("url").or_else(|| text("@id")).or_else(|| text("item"));
    let day = ["datePublished", "startDate", "dateModified"].iter().find_map(|name| text(name));
    Entry {
        title: wording::short(markup::to_line(
            text("name").or_else(|| text("headline")).unwrap_or(""),
        )),
        link: link.and_then(|link| markup::absolute(Some(url), link)),
        published: day.and_then(date::parse),
        summary: text("description").map(markup::to_line),
        ..Entry::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://www.ekvik.example/projekt";

    #[test]
    fn projects_and_lists_are_taken() {
        let page = |json: &str| {
            format!("<html><script type='application/ld+json'>{json}</script><p>a</p></html>")
        };
        let list = r#"{"@type":"CollectionPage","mainEntity":{"@type":"ItemList",
            "itemListElement":[{"@type":"ListItem","item":{"name":"Bro","url":"/bro"}}]}}"#;
        for (json, expected) in [
            (r#"{"@type":"Project","name":"A"}"#, vec!["A"]),
            (r#"{"@graph":[{"@type":["Thing","ResearchProject"]},{"@type":"WebSite"}]}"#, vec![""]),
            (list, vec!["Bro"]),
            (r#"{"@type":"NewsArticle","headline":"Nytt"}"#, vec![]),
            (r#"{"@type":"#, vec![]),
        ] {
            let found = of(&Document::from(page(json)), URL);
            let titles: Vec<&str> = found.iter().map(|entry| entry.title.as_str()).collect();
            assert_eq!(titles, expected, "{json}");
        }
        let found = of(&Document::from(page(list)), URL);
        assert_eq!(found[0].link.as_deref(), Some("https://www.ekvik.example/bro"));
    }

    #[test]
    fn posts_of_wordpress_are_told_from_other_answers() {
        let post = r#"[{"id":1,"date_gmt":"2026-11-20T08:00:00","link":"https://e.example/a",
            "title":{"rendered":"Ny &#8211; bro"},"excerpt":{"rendered":"<p>Kort.</p>"}}]"#;
        let posts = posts(post, URL).unwrap();
        assert_eq!(posts[0].title, "Ny – bro");
        assert_eq!(posts[0].summary.as_deref(), Some("Kort."));
        assert_eq!(posts[0].published.unwrap().to_string(), "2026-11-20T08:00:00Z");
        assert_eq!(super::posts("[]", URL), Some(vec![]));
        let root = r#"{"routes":{"/":{},"/wp/v2":{},"/wp/v2/posts":{},"/wp/v2/project":{},
            "/wp/v2/project/(?P<id>[\\d]+)":{},"/oembed/1.0":{}}}"#;
        assert_eq!(own_kinds(root), ["project"]);
        assert_eq!(own_kinds("[]"), [""; 0]);
        for other in ["{}", "[1]", r#"[{"name":"A"}]"#, "<html>", ""] {
            assert_eq!(super::posts(other, URL), None, "{other}");
        }
    }
}
