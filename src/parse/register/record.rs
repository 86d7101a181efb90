//! A record, and what stands at a path in it.

use std::sync::Arc;

use serde_json::Value;

use crate::model::{FieldPath, Step};

/// Texts of one field that are kept; a list of thousands is no field.
const MOST_TEXTS: usize = 200;

/// Fields of objects that hold what a reader would read, the likeliest first: `rendered` is
/// `WordPress`, `@value` is JSON-LD.
const NAMES_OF_TEXT: [&str; 9] =
    ["rendered", "name", "@value", "value", "title", "label", "sv", "en", "text"];

/// One record of a register.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Record {
    Json(Value),
    Rows(Rows),
}

/// Rows of a table that are one record.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rows {
    pub headings: Arc<Vec<String>>,
    pub rows: Vec<Vec<String>>,
}

impl Record {
    /// The texts at a path, in their order, none of them empty.
    pub(super) fn texts(&self, path: &FieldPath) -> Vec<String> {
        let mut texts = Vec::new();
        match self {
            Self::Json(value) => walk(value, path.steps(), &mut texts),
            Self::Rows(rows) => {
                if let [Step::Key(heading)] = path.steps() {
                    texts = rows.column(heading);
                }
            }
        }
        texts
    }

    /// The names of its fields; of a `GeoJSON` feature, those of its properties.
    pub(super) fn names(&self) -> Vec<FieldPath> {
        match self {
            Self::Json(Value::Object(fields)) => {
                let inner = ["properties", "attributes", "fields"];
                let inner = inner.iter().find_map(|name| {
                    let inside = fields.get(*name)?.as_object()?;
                    (!inside.is_empty()).then_some((name, inside))
                });
                let own = fields.keys().map(|key| FieldPath::name(key));
                let below = inner.into_iter().flat_map(|(name, inside)| {
                    inside.keys().map(move |key| FieldPath::name(name).then(key))
                });
                below.chain(own).collect()
            }
            Self::Json(_) => Vec::new(),
            Self::Rows(rows) => rows.headings.iter().map(|name| FieldPath::name(name)).collect(),
        }
    }
}

impl Rows {
    /// What the rows say in a column, each once.
    pub(super) fn column(&self, heading: &str) -> Vec<String> {
        let Some(place) = self.place(heading) else { return Vec::new() };
        let mut texts: Vec<String> = Vec::new();
        for cell in self.rows.iter().filter_map(|row| row.get(place)) {
            if !cell.is_empty() && texts.len() < MOST_TEXTS && !texts.contains(cell) {
                texts.push(cell.clone());
            }
        }
        texts
    }

    /// Headings are compared as they stand, else without regard to case.
    fn place(&self, heading: &str) -> Option<usize> {
        let exact = self.headings.iter().position(|known| known == heading);
        exact.or_else(|| {
            let wanted = heading.to_lowercase();
            self.headings.iter().position(|known| known.to_lowercase() == wanted)
        })
    }
}

fn walk(value: &Value, steps: &[Step], texts: &mut Vec<String>) {
    if texts.len() >= MOST_TEXTS {
        return;
    }
    match (steps, value) {
        ([], _) => read(value, texts),
        ([Step::Each, rest @ ..], Value::Array(list)) => {
            for value in list {
                walk(value, rest, texts);
            }
        }
        ([Step::Each, rest @ ..], Value::Object(fields)) => {
            for value in fields.values() {
                walk(value, rest, texts);
            }
        }
        ([Step::Key(key), rest @ ..], Value::Object(fields)) => {
            if let Some(value) = fields.get(key) {
                walk(value, rest, texts);
            }
        }
        ([Step::Key(key), rest @ ..], Value::Array(list)) => {
            if let Ok(place) = key.parse::<usize>() {
                if let Some(value) = list.get(place) {
                    walk(value, rest, texts);
                }
            } else {
                // The field of each element.
                for value in list {
                    walk(value, steps, texts);
                }
            }
        }
        _ => {}
    }
}

/// What a reader would read of a value.
fn read(value: &Value, texts: &mut Vec<String>) {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Array(list) => {
            for value in list.iter().take(MOST_TEXTS) {
                read(value, texts);
            }
            return;
        }
        Value::Object(fields) => {
            let found = NAMES_OF_TEXT.iter().find_map(|name| fields.get(*name));
            if let Some(found) = found.filter(|found| !found.is_object()) {
                read(found, texts);
            }
            return;
        }
        Value::Null => return,
    };
    if !text.is_empty() && texts.len() < MOST_TEXTS {
        texts.push(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_are_found_at_their_paths() {
        let record = Record::Json(json!({
            "id": 7,
            "title": { "rendered": "Ny bro" },
            "tags": ["a", null, " ", "b"],
            "partners": [{ "name": "X" }, { "name": "Y", "role": "z" }],
            "a": { "b": { "c": 1.5 } },
            "empty": {},
            "odd.name": true,
        }));
        for (path, expected) in [
            ("id", vec!["7"]),
            ("title", vec!["Ny bro"]),
            ("title.rendered", vec!["Ny bro"]),
            ("tags", vec!["a", "b"]),
            ("tags[1]", vec![]),
            ("tags[3]", vec!["b"]),
            ("partners", vec!["X", "Y"]),
            ("partners.name", vec!["X", "Y"]),
            ("partners[*].role", vec!["z"]),
            ("partners[0].name", vec!["X"]),
            ("a.b.c", vec!["1.5"]),
            ("a.*.c", vec!["1.5"]),
            ("empty", vec![]),
            ("a.x.c", vec![]),
            ("['odd.name']", vec!["true"]),
        ] {
            assert_eq!(record.texts(&path.parse().unwrap()), expected, "{path}");
        }
    }

    #[test]
    fn rows_that_are_one_record_say_each_thing_once() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let record = Record::Rows(Rows {
            headings: Arc::new(vec!["Nr".into(), "Namn".into(), "Ort".into()]),
            rows: vec![
                row(["1", "Bro", "Lund"]),
                row(["1", "Bro", "Eslöv"]),
                row(["1", "", "Lund"]),
            ],
        });
        assert_eq!(record.texts(&FieldPath::name("Namn")), ["Bro"]);
        assert_eq!(record.texts(&FieldPath::name("ort")), ["Lund", "Eslöv"]);
        assert!(record.texts(&FieldPath::name("x")).is_empty());
    }

    #[test]
    fn names_of_features_are_those_of_their_properties() {
        let record = Record::Json(json!({ "type": "Feature", "properties": { "title": "x" } }));
        let names: Vec<String> = record.names().iter().map(ToString::to_string).collect();
        assert_eq!(names, ["properties.title", "properties", "type"]);
        assert_eq!(record.texts(&record.names()[0]), ["x"]);
    }
}
