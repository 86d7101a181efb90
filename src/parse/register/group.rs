//! Rows that are one record: those with the same value in a field.

use std::collections::HashMap;

use serde_json::Value;

use super::Taken;
use super::record::{Record, Rows};
use crate::model::FieldPath;

/// Bytes of rows that are held to be joined: their order is anybody's guess.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Records in the order of their first rows.
pub(super) struct Groups {
    by: FieldPath,
    records: Vec<Record>,
    places: HashMap<String, usize>,
    room: usize,
}

impl Groups {
    pub(super) fn by(by: FieldPath) -> Self {
        Self { by, records: Vec::new(), places: HashMap::new(), room: MOST_BYTES }
    }

    /// Adds a row; one without a value in the field stays alone.
    pub(super) fn add(&mut self, record: Record) -> Taken {
        let size = size_of(&record);
        if size > self.room {
            self.room = 0;
            return Taken::Enough;
        }
        self.room -= size;
        let name = record.texts(&self.by).into_iter().next();
        let place = name.as_ref().and_then(|name| self.places.get(name)).copied();
        if let Some(first) = place.and_then(|place| self.records.get_mut(place)) {
            join(first, record);
        } else {
            if let Some(name) = name {
                self.places.insert(name, self.records.len());
            }
            self.records.push(record);
        }
        Taken::GoOn
    }

    /// Whether something had no room.
    pub(super) fn is_full(&self) -> bool {
        self.room == 0
    }

    pub(super) fn into_records(self) -> Vec<Record> {
        self.records
    }
}

fn join(first: &mut Record, other: Record) {
    match (first, other) {
        (Record::Rows(first), Record::Rows(Rows { rows, .. })) => first.rows.extend(rows),
        (Record::Json(Value::Array(list)), Record::Json(other)) => list.push(other),
        (Record::Json(first), Record::Json(other)) => {
            *first = Value::Array(vec![first.take(), other]);
        }
        _ => {}
    }
}

/// What a record takes in memory, roughly.
fn size_of(record: &Record) -> usize {
    fn of_value(value: &Value) -> usize {
        32 + match value {
            Value::String(text) => text.len(),
            Value::Array(list) => list.iter().map(of_value).sum(),
            Value::Object(fields) => {
                fields.iter().map(|(name, value)| 32 + name.len() + of_value(value)).sum()
            }
            _ => 0,
        }
    }
    match record {
        Record::Json(value) => of_value(value),
        Record::Rows(rows) => rows.rows.iter().flatten().map(|cell| 24 + cell.len()).sum(),
    }
}
