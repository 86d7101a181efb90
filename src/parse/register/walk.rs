//! The way down a JSON text to where the records are, and to where the cursor is.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::Taken;
use super::value::{Room, ValueSeed, object};
use crate::model::Step;

/// Levels that a path can lead down; a list of lists of lists is as deep.
const DEEPEST: usize = 40;

/// What is handed over and found on the way.
pub(super) struct Finds<'t> {
    pub(super) take: &'t mut dyn FnMut(Value) -> Taken,
    pub(super) cursor: Option<String>,
    pub(super) has_enough: bool,
    pub(super) is_reached: bool,
}

impl Finds<'_> {
    fn give<E: Error>(&mut self, record: Value) -> Result<(), E> {
        if (self.take)(record) == Taken::GoOn {
            return Ok(());
        }
        self.has_enough = true;
        Err(E::custom("enough"))
    }
}

/// Goes down to where the records are, and to where the cursor is.
pub(super) struct Walk<'w, 't> {
    /// What is left of the way; `None` when it does not lead here.
    records: Option<&'w [Step]>,
    cursor: Option<&'w [Step]>,
    finds: &'w mut Finds<'t>,
    depth: usize,
}

impl<'w, 't> Walk<'w, 't> {
    pub(super) fn to(
        records: &'w [Step],
        cursor: Option<&'w [Step]>,
        finds: &'w mut Finds<'t>,
    ) -> Self {
        Self { records: Some(records), cursor, finds, depth: 0 }
    }

    fn is_lost(&self) -> bool {
        (self.records.is_none() && self.cursor.is_none()) || self.depth > DEEPEST
    }

    /// The way of the records ends here.
    fn is_here(&self) -> bool {
        self.records.is_some_and(<[Step]>::is_empty)
    }
}

/// What is left of a way behind the field of this name.
fn behind<'p>(way: Option<&'p [Step]>, name: &str) -> Option<&'p [Step]> {
    match way? {
        [Step::Key(key), rest @ ..] if key == name => Some(rest),
        [Step::Each, rest @ ..] => Some(rest),
        _ => None,
    }
}

/// The same behind the element with this number.
fn behind_element(way: Option<&[Step]>, number: usize) -> Option<&[Step]> {
    match way? {
        [] => Some(&[]),
        [Step::Each, rest @ ..] => Some(rest),
        [Step::Key(key), rest @ ..] => match key.parse::<usize>() {
            Ok(wanted) => (wanted == number).then_some(rest),
            // The field of each element.
            Err(_) => way,
        },
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.is_lost() {
            deserializer.deserialize_ignored_any(IgnoredAny)?;
            return Ok(());
        }
        if self.cursor.is_some_and(<[Step]>::is_empty) {
            let value = ValueSeed::new(&mut Room::default()).deserialize(deserializer)?;
            self.finds.cursor = token(&value);
            return Ok(());
        }
        deserializer.deserialize_any(self)
    }
}

fn token(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if self.is_here() {
            self.finds.is_reached = true;
            let record = object(map, &mut Room::default())?;
            return self.finds.give(record);
        }
        while let Some(name) = map.next_key::<String>()? {
            map.next_value_seed(Walk {
                records: behind(self.records, &name),
                cursor: behind(self.cursor, &name),
                finds: &mut *self.finds,
                depth: self.depth + 1,
            })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.finds.is_reached |= self.is_here();
        for number in 0.. {
            let walk = Walk {
                records: behind_element(self.records, number),
                cursor: behind_element(self.cursor, number),
                finds: &mut *self.finds,
                depth: self.depth + 1,
            };
            if list.next_element_seed(walk)?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.finds.is_reached |= self.is_here();
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
}
