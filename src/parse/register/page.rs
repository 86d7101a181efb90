//! Records in the JSON-LD of a page (schema.org): projects, events, data sets, and lists of them.

use dom_query::Document;
use serde::de::DeserializeSeed;
use serde_json::{Map, Value, json};

use super::value::{Room, ValueSeed};
use crate::markup;

/// Types that are records of a register; site, organisation and breadcrumbs are not.
const RECORDS: [&str; 14] = [
    "Project",
    "ResearchProject",
    "FundingScheme",
    "Grant",
    "MonetaryGrant",
    "Event",
    "EducationEvent",
    "BusinessEvent",
    "Dataset",
    "Report",
    "Course",
    "CreativeWork",
    "Product",
    "Service",
];
/// Things that hold others.
const HOLDERS: [&str; 5] = ["@graph", "mainEntity", "itemListElement", "item", "hasPart"];
/// Levels of things inside things.
const DEEPEST: usize = 6;

/// The records of a page, in its order.
pub(super) fn records(html: &str) -> Vec<Value> {
    let document = Document::from(markup::flatten(html).as_ref());
    let mut found = Vec::new();
    for script in document.select("script[type='application/ld+json']").nodes() {
        let text = script.text();
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        let mut json = serde_json::Deserializer::from_str(text);
        if let Ok(value) = ValueSeed::new(&mut Room::default()).deserialize(&mut json) {
            walk(&value, false, 0, &mut found);
        }
    }
    found
}

/// `is_listed`: the thing is an element of a list, and therefore a record of whatever type.
fn walk(value: &Value, is_listed: bool, depth: usize, found: &mut Vec<Value>) {
    match value {
        _ if depth > DEEPEST => {}
        Value::Array(list) => {
            for value in list {
                walk(value, is_listed, depth + 1, found);
            }
        }
        Value::String(link) if is_listed && link.starts_with("http") => {
            found.push(json!({ "url": link }));
        }
        Value::Object(thing) => object(thing, is_listed, depth, found),
        _ => {}
    }
}

fn object(thing: &Map<String, Value>, is_listed: bool, depth: usize, found: &mut Vec<Value>) {
    let is = |names: &[&str]| types(thing).any(|name| names.contains(&name));
    let is_holder = is(&["ItemList", "ListItem", "BreadcrumbList"]);
    if is(&["BreadcrumbList"]) {
        return;
    }
    if (is_listed && !is_holder) || is(&RECORDS) {
        found.push(Value::Object(thing.clone()));
        return;
    }
    // A list element that names its page instead of holding a thing.
    if is(&["ListItem"]) && !thing.contains_key("item") {
        found.push(Value::Object(thing.clone()));
        return;
    }
    for holder in HOLDERS {
        let is_list = holder == "itemListElement" || (holder == "item" && is(&["ListItem"]));
        if let Some(inner) = thing.get(holder) {
            walk(inner, is_list, depth + 1, found);
        }
    }
}

fn types(thing: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let (one, several) = match thing.get("@type") {
        Some(Value::String(name)) => (Some(name.as_str()), [].as_slice()),
        Some(Value::Array(names)) => (None, names.as_slice()),
        _ => (None, [].as_slice()),
    };
    one.into_iter().chain(several.iter().filter_map(Value::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(json: &str) -> Vec<String> {
        let page =
            format!("<html><script type=\"application/ld+json\">{json}</script><p>Text</p></html>");
        let name = |record: &Value| {
            let found = record.get("name").or_else(|| record.get("url"));
            found.and_then(Value::as_str).unwrap_or("?").to_owned()
        };
        records(&page).iter().map(name).collect()
    }

    #[test]
    fn projects_and_lists_of_them_are_found() {
        for (json, expected) in [
            (r#"{"@type":"Project","name":"A"}"#, vec!["A"]),
            (
                r#"[{"@type":"Organization","name":"X"},{"@type":["Thing","Event"],"name":"A"}]"#,
                vec!["A"],
            ),
            (
                r#"{"@graph":[{"@type":"WebSite","name":"X"},{"@type":"Project","name":"A"}]}"#,
                vec!["A"],
            ),
            (
                r#"{"@type":"ItemList","itemListElement":[
                    {"@type":"ListItem","position":1,"item":{"@type":"Project","name":"A"}},
                    {"@type":"ListItem","position":2,"item":{"name":"B"}},
                    {"@type":"ListItem","position":3,"url":"https://x.example/c"},
                    {"@type":"ListItem","position":4,"item":"https://x.example/d"}]}"#,
                vec!["A", "B", "https://x.example/c", "https://x.example/d"],
            ),
            (
                r#"{"@type":"WebPage","mainEntity":{"@type":"ItemList","itemListElement":["https://x.example/a"]}}"#,
                vec!["https://x.example/a"],
            ),
            (
                r#"{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","name":"X"}]}"#,
                vec![],
            ),
            (r#"{"@type":"Project","name":"#, vec![]),
        ] {
            assert_eq!(names(json), expected, "{json}");
        }
    }
}
