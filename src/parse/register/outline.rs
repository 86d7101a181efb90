//! What there is in a JSON document: the names of its fields, and where lists of objects are. For
//! finding the records without being told, and for saying what there is where nothing was found.

use std::fmt;
use std::io::{BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::strings::ShortStrings;
use crate::model::FieldPath;

/// Levels that are looked at.
const DEEPEST: usize = 4;
/// Names that are told; a dictionary of thousands is no help.
const MOST_NAMES: usize = 40;

/// The fields of a document, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    pub places: Vec<Place>,
    /// The document is a list itself.
    pub is_list: bool,
    /// More values follow behind the first.
    pub has_more: bool,
}

/// One field and how deep below others it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub path: FieldPath,
    /// How many objects, where it is a list of them.
    pub objects: usize,
    pub depth: usize,
}

/// The outline of the first value of a document. What is broken ends it.
pub(super) fn outline(reader: impl Read) -> Outline {
    let reader = BufReader::new(ShortStrings::new(BufReader::with_capacity(64 * 1024, reader)));
    let mut json = serde_json::Deserializer::from_reader(reader);
    let mut outline = Outline::default();
    let look = Look { way: None, depth: 0, outline: &mut outline };
    let first = look.deserialize(&mut json);
    outline.is_list = matches!(first, Ok(Seen::List(_)));
    outline.has_more = first.is_ok() && json.end().is_err();
    outline
}

impl Outline {
    /// Where the records probably are: the longest list of objects, the nearest of equals.
    pub(super) fn records(&self) -> Option<&FieldPath> {
        let lists = self.places.iter().filter(|place| place.objects > 0);
        let best = lists.rev().max_by_key(|place| (place.objects, DEEPEST - place.depth));
        best.map(|place| &place.path)
    }

    /// What there is, for a sentence: `results` (629), `meta`. Lists first.
    pub(super) fn told(&self) -> String {
        const TOLD: usize = 8;
        if self.is_list {
            return "a list of records itself; leave `items` out".to_owned();
        }
        let mut places: Vec<&Place> =
            self.places.iter().filter(|place| place.objects > 0 || place.depth == 1).collect();
        places.sort_by_key(|place| place.objects == 0);
        let tell = |place: &&Place| match place.objects {
            0 => format!("`{}`", place.path),
            objects => format!("`{}` ({objects})", place.path),
        };
        places.iter().take(TOLD).map(tell).collect::<Vec<_>>().join(", ")
    }
}

/// What a value turned out to be.
enum Seen {
    Object,
    /// A list with so many objects.
    List(usize),
    Other,
}

struct Look<'o> {
    way: Option<FieldPath>,
    depth: usize,
    outline: &'o mut Outline,
}

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = Seen;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Seen, D::Error> {
        if self.depth > DEEPEST {
            deserializer.deserialize_ignored_any(IgnoredAny)?;
            return Ok(Seen::Other);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = Seen;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Seen, A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if self.outline.places.len() >= MOST_NAMES {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let path = match &self.way {
                Some(way) => way.clone().then(&name),
                None => FieldPath::name(&name),
            };
            let place = self.outline.places.len();
            let depth = self.depth + 1;
            self.outline.places.push(Place { path: path.clone(), objects: 0, depth });
            let look = Look { way: Some(path), depth, outline: &mut *self.outline };
            let seen = map.next_value_seed(look)?;
            if let (Seen::List(objects), Some(place)) = (seen, self.outline.places.get_mut(place)) {
                place.objects = objects;
            }
        }
        Ok(Seen::Object)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Seen, A::Error> {
        let mut objects = 0;
        // What is inside of elements is told by their own names, not here.
        while let Some(is_object) = list.next_element_seed(IsObject)? {
            objects += usize::from(is_object);
        }
        Ok(Seen::List(objects))
    }

    fn visit_str<E>(self, _: &str) -> Result<Seen, E> {
        Ok(Seen::Other)
    }

    fn visit_unit<E>(self) -> Result<Seen, E> {
        Ok(Seen::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Seen, E> {
        Ok(Seen::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Seen, E> {
        Ok(Seen::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Seen, E> {
        Ok(Seen::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Seen, E> {
        Ok(Seen::Other)
    }
}

/// Whether a value is an object; what it holds is passed over.
struct IsObject;

impl<'de> DeserializeSeed<'de> for IsObject {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for IsObject {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_records_are_found_and_told() {
        for (text, records, told) in [
            (
                r#"{"meta":{"total":2},"data":{"projects":[{"a":1},{"a":2}]},"tags":["x"]}"#,
                Some("data.projects"),
                "`data.projects` (2), `meta`, `data`, `tags`",
            ),
            (
                r#"{"features":[{"a":1}],"links":[{"b":1}]}"#,
                Some("features"),
                "`features` (1), `links` (1)",
            ),
            (r#"{"error":"no"}"#, None, "`error`"),
            (r#"[{"a":[{"b":1}]}]"#, None, "a list of records itself; leave `items` out"),
            (r#"{"a":1"#, None, "`a`"),
            ("{}", None, ""),
        ] {
            let outline = outline(text.as_bytes());
            let found = outline.records().map(ToString::to_string);
            assert_eq!((found.as_deref(), outline.told().as_str()), (records, told), "{text}");
        }
        assert!(outline("[]".as_bytes()).is_list);
        assert!(outline("{}{}".as_bytes()).has_more);
        assert!(!outline("{} \n".as_bytes()).has_more);
    }
}
