//! JSON records, one at a time: from a list or an object at a path, from values one behind the
//! other, from lines. Memory holds one record, whatever the size of the whole.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;

use super::Taken;
use super::strings::ShortStrings;
use super::value::{Room, ValueSeed, object};
use crate::model::Step;
use crate::parse::ParseError;

/// How the reading ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct JsonEnd {
    /// The text breaks off, or is no JSON from some place on.
    pub damage: Option<Damage>,
    /// What stands at the path of the cursor.
    pub cursor: Option<String>,
    /// The path leads to something, be it an empty list.
    pub is_reached: bool,
    /// Lines that are no JSON.
    pub broken_lines: usize,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    CutOff,
    Broken(String),
    /// It unpacks into more than this.
    TooLarge(usize),
}

/// Where records and cursor are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places<'p> {
    pub records: &'p [Step],
    pub cursor: Option<&'p [Step]>,
    /// Behind the first value comes the rest of a script.
    pub is_script: bool,
    /// Each line is a value of its own.
    pub is_lines: bool,
}

/// Hands over each record; reads on until the taker has enough.
pub(super) fn read(
    reader: impl Read,
    places: Places<'_>,
    take: &mut dyn FnMut(Value) -> Taken,
) -> JsonEnd {
    let reader = BufReader::new(ShortStrings::new(BufReader::with_capacity(64 * 1024, reader)));
    let mut hands = Hands { take, cursor: None, has_enough: false, is_reached: false };
    let (damage, broken_lines) = if places.is_lines {
        read_lines(reader, places, &mut hands)
    } else {
        (read_values(reader, places, &mut hands), 0)
    };
    let Hands { cursor, is_reached, .. } = hands;
    JsonEnd { damage, cursor, is_reached, broken_lines }
}

/// One value behind the other, mostly one.
fn read_values(reader: impl Read, places: Places<'_>, hands: &mut Hands<'_>) -> Option<Damage> {
    let mut json = serde_json::Deserializer::from_reader(reader);
    while json.end().is_err() {
        match Walk::of(places, hands).deserialize(&mut json) {
            Ok(()) if places.is_script => return None,
            Ok(()) => {}
            Err(_) if hands.has_enough => return None,
            Err(error) => return Some(damage_of(error)),
        }
    }
    None
}

/// A value a line; a broken one costs only itself. Returns how many there were.
fn read_lines(
    mut reader: impl BufRead,
    places: Places<'_>,
    hands: &mut Hands<'_>,
) -> (Option<Damage>, usize) {
    let (mut line, mut broken) = (Vec::new(), 0);
    loop {
        line.clear();
        match reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
            Ok(0) => return (None, broken),
            Ok(_) => {}
            Err(error) => return (Some(damage_of_io(error)), broken),
        }
        let is_whole = line.ends_with(b"\n");
        if line.trim_ascii().is_empty() {
            continue;
        }
        let mut json = serde_json::Deserializer::from_slice(&line);
        match Walk::of(places, hands).deserialize(&mut json) {
            Ok(()) => {}
            Err(_) if hands.has_enough => return (None, broken),
            Err(error) if !is_whole => return (Some(damage_of(error)), broken),
            Err(_) => broken += 1,
        }
    }
}

fn damage_of(error: serde_json::Error) -> Damage {
    match error.classify() {
        Category::Eof => Damage::CutOff,
        Category::Io => damage_of_io(error.into()),
        Category::Syntax | Category::Data => Damage::Broken(error.to_string()),
    }
}

fn damage_of_io(error: io::Error) -> Damage {
    match error.downcast::<ParseError>() {
        Ok(ParseError::TooLarge(most)) => Damage::TooLarge(most),
        Ok(other) => Damage::Broken(other.to_string()),
        Err(other) => Damage::Broken(other.to_string()),
    }
}

struct Hands<'t> {
    take: &'t mut dyn FnMut(Value) -> Taken,
    cursor: Option<String>,
    has_enough: bool,
    is_reached: bool,
}

impl Hands<'_> {
    fn give<E: Error>(&mut self, record: Value) -> Result<(), E> {
        if (self.take)(record) == Taken::GoOn {
            return Ok(());
        }
        self.has_enough = true;
        Err(E::custom("enough"))
    }
}

/// Goes down to where the records are, and to where the cursor is.
struct Walk<'w, 't> {
    /// What is left of the way; `None` when it does not lead here.
    records: Option<&'w [Step]>,
    cursor: Option<&'w [Step]>,
    hands: &'w mut Hands<'t>,
    depth: usize,
}

/// A longer line is no line.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

/// Levels that a path can lead down; a list of lists of lists is as deep.
const DEEPEST: usize = 40;

impl<'w, 't> Walk<'w, 't> {
    fn of(places: Places<'w>, hands: &'w mut Hands<'t>) -> Self {
        Self { records: Some(places.records), cursor: places.cursor, hands, depth: 0 }
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
            self.hands.cursor = token(&value);
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
            self.hands.is_reached = true;
            let record = object(map, &mut Room::default())?;
            return self.hands.give(record);
        }
        while let Some(name) = map.next_key::<String>()? {
            map.next_value_seed(Walk {
                records: behind(self.records, &name),
                cursor: behind(self.cursor, &name),
                hands: &mut *self.hands,
                depth: self.depth + 1,
            })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.hands.is_reached |= self.is_here();
        for number in 0.. {
            let walk = Walk {
                records: behind_element(self.records, number),
                cursor: behind_element(self.cursor, number),
                hands: &mut *self.hands,
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
        self.hands.is_reached |= self.is_here();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FieldPath;

    /// The ids of the records at a path, and how it ended.
    fn ids(text: &str, path: &str, most: usize) -> (Vec<u64>, JsonEnd) {
        let path: FieldPath = path.parse().unwrap();
        let cursor: FieldPath = "meta.next".parse().unwrap();
        let places = Places {
            records: path.steps(),
            cursor: Some(cursor.steps()),
            is_script: false,
            is_lines: false,
        };
        let mut found = Vec::new();
        let end = read(text.as_bytes(), places, &mut |record| {
            found.push(record["id"].as_u64().unwrap());
            if found.len() < most { Taken::GoOn } else { Taken::Enough }
        });
        (found, end)
    }

    #[test]
    fn records_are_found_at_their_path() {
        for (text, path, expected) in [
            (r#"[{"id":1},{"id":2}]"#, "$", vec![1, 2]),
            (
                r#"{"data":{"projects":[{"id":1},{"id":2}]},"x":[{"id":9}]}"#,
                "data.projects",
                vec![1, 2],
            ),
            (r#"{"data":[{"x":{"id":1}},{"x":{"id":2}}]}"#, "$.data[*].x", vec![1, 2]),
            (r#"{"data":[{"x":{"id":1}},{"x":{"id":2}}]}"#, "/data/1/x", vec![2]),
            (r#"{"data":{"a":{"id":1},"b":{"id":2}}}"#, "data.*", vec![1, 2]),
            (r#"[[{"id":1}],[{"id":2},{"id":3}]]"#, "$", vec![1, 2, 3]),
            (r#"{"id":1}{"id":2}"#, "$", vec![1, 2]),
            ("{\"id\":1}\n{\"id\":2}\n\n", "$", vec![1, 2]),
            (r#"{"a":[{"id":1}]}{"a":[{"id":2}]}"#, "a", vec![1, 2]),
            (r#"{"a":[1,"x",null,true,2.5,{"id":1}]}"#, "a", vec![1]),
            (r#"{"a":"no list"}"#, "a", vec![]),
            (r#"{"b":[]}"#, "a.b.c", vec![]),
        ] {
            let (found, end) = ids(text, path, 100);
            assert_eq!((found, end.damage), (expected, None), "{text} at {path}");
        }
    }

    #[test]
    fn the_cursor_is_read_beside_them_wherever_it_stands() {
        for (text, expected) in [
            (r#"{"meta":{"next":"abc"},"a":[{"id":1}]}"#, Some("abc")),
            (r#"{"a":[{"id":1}],"meta":{"next":17}}"#, Some("17")),
            (r#"{"a":[{"id":1}],"meta":{"next":null}}"#, None),
            (r#"{"a":[{"id":1}],"meta":{"next":" "}}"#, None),
        ] {
            let (found, end) = ids(text, "a", 100);
            assert_eq!((found, end.cursor.as_deref()), (vec![1], expected), "{text}");
        }
    }

    #[test]
    fn what_is_whole_is_read_before_what_is_broken() {
        let (found, end) = ids(r#"[{"id":1},{"id":2},{"id""#, "$", 100);
        assert_eq!((found, end.damage), (vec![1, 2], Some(Damage::CutOff)));
        let (found, end) = ids(r#"[{"id":1},{"id":2},oops"#, "$", 100);
        assert_eq!(found, [1, 2]);
        assert!(matches!(end.damage, Some(Damage::Broken(_))), "{end:?}");
    }

    #[test]
    fn who_has_enough_is_given_no_more() {
        let text = format!("[{}", r#"{"id":1},"#.repeat(1000));
        let end = JsonEnd { is_reached: true, ..JsonEnd::default() };
        assert_eq!(ids(&text, "$", 3), (vec![1, 1, 1], end));
    }

    #[test]
    fn depth_is_bounded() {
        for open in ["[", "{\"a\":"] {
            let text = open.repeat(100_000);
            let (found, end) = ids(&text, "$", 3);
            assert!(found.is_empty() && end.damage.is_some(), "{end:?}");
        }
    }
}
