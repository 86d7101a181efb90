//! JSON records, one at a time: from a list or an object at a path, from values one behind the
//! other, from lines. Memory holds one record, whatever the size of the whole.

use std::io::{self, BufRead, BufReader, Read};

use serde::de::DeserializeSeed;
use serde_json::Value;
use serde_json::error::Category;

use super::Taken;
use super::strings::ShortStrings;
use super::walk::{Finds, Walk};
use crate::model::Step;
use crate::parse::ParseError;

/// A longer line is no line.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

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
    let mut finds = Finds { take, cursor: None, has_enough: false, is_reached: false };
    let (damage, broken_lines) = if places.is_lines {
        read_lines(reader, places, &mut finds)
    } else {
        (read_values(reader, places, &mut finds), 0)
    };
    let Finds { cursor, is_reached, .. } = finds;
    JsonEnd { damage, cursor, is_reached, broken_lines }
}

/// One value behind the other, mostly one.
fn read_values(reader: impl Read, places: Places<'_>, finds: &mut Finds<'_>) -> Option<Damage> {
    let mut json = serde_json::Deserializer::from_reader(reader);
    while json.end().is_err() {
        match Walk::to(places.records, places.cursor, finds).deserialize(&mut json) {
            Ok(()) if places.is_script => return None,
            Ok(()) => {}
            Err(_) if finds.has_enough => return None,
            Err(error) => return Some(damage_of(error)),
        }
    }
    None
}

/// A value a line; a broken one costs only itself. Returns how many there were.
fn read_lines(
    mut reader: impl BufRead,
    places: Places<'_>,
    finds: &mut Finds<'_>,
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
        match Walk::to(places.records, places.cursor, finds).deserialize(&mut json) {
            Ok(()) => {}
            Err(_) if finds.has_enough => return (None, broken),
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
