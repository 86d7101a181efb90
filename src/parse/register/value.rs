//! One JSON value of bounded size and depth: what is too much of it is left out.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Objects and lists inside each other; what lies deeper is left out.
const DEEPEST: usize = 48;
/// Values of one record.
const MOST_VALUES: usize = 50_000;
/// Bytes of texts and names of one record; the longest single text is cut before it comes here.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What a record may still hold.
#[derive(Debug)]
pub(super) struct Room {
    values: usize,
    bytes: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { values: MOST_VALUES, bytes: MOST_BYTES }
    }
}

impl Room {
    /// Takes room for a value of so many bytes; `false` when there is none.
    fn take(&mut self, bytes: usize) -> bool {
        let fits = self.values > 0 && bytes <= self.bytes;
        self.values = self.values.saturating_sub(1);
        if fits {
            self.bytes -= bytes;
        }
        fits
    }
}

/// Reads one value; `Null` for what does not fit.
pub(super) struct ValueSeed<'r> {
    room: &'r mut Room,
    depth: usize,
}

impl<'r> ValueSeed<'r> {
    pub(super) fn new(room: &'r mut Room) -> Self {
        Self { room, depth: 0 }
    }
}

/// The object whose fields `map` gives.
pub(super) fn object<'de, A: MapAccess<'de>>(map: A, room: &mut Room) -> Result<Value, A::Error> {
    ValueSeed::new(room).visit_map(map)
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.depth >= DEEPEST || self.room.values == 0 {
            deserializer.deserialize_ignored_any(IgnoredAny)?;
            return Ok(Value::Null);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        let fits = self.room.take(text.len());
        Ok(if fits { Value::String(text.to_owned()) } else { Value::Null })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        loop {
            let has_room = self.room.take(0);
            let seed = ValueSeed { room: self.room, depth: self.depth + 1 };
            match list.next_element_seed(seed)? {
                Some(value) if has_room => values.push(value),
                Some(_) => {}
                None => return Ok(Value::Array(values)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let has_room = self.room.take(name.len());
            let value =
                map.next_value_seed(ValueSeed { room: self.room, depth: self.depth + 1 })?;
            if has_room {
                fields.insert(name, value);
            }
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Value {
        let mut json = serde_json::Deserializer::from_str(text);
        ValueSeed::new(&mut Room::default()).deserialize(&mut json).unwrap()
    }

    #[test]
    fn values_are_read_as_they_are() {
        let text = r#"{"a":[1,-2,2.5,true,null,"å"],"b":{"c":{}}}"#;
        assert_eq!(read(text), serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn what_is_too_deep_or_too_much_is_left_out() {
        let deep = format!("{{\"a\":{}1{},\"b\":2}}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(read(&deep)["b"], 2);
        let many = format!("{{\"a\":[{}1],\"b\":2}}", "1,".repeat(MOST_VALUES * 2));
        let value = read(&many);
        assert!(value["a"].as_array().unwrap().len() <= MOST_VALUES);
        let long = format!("{{\"a\":\"{}\",\"b\":\"x\"}}", "y".repeat(MOST_BYTES + 1));
        assert_eq!(read(&long), serde_json::json!({ "a": null, "b": "x" }));
    }
}
