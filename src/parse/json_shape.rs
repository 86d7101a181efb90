//! The shape of a JSON Feed, with only those fields that we use, none of them required, and a
//! value of the wrong type read as missing. Nothing else is kept in memory.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// So many authors or tags of one item are kept.
const MOST_IN_LIST: usize = 100;

#[derive(Debug, Default)]
pub(super) struct Document {
    pub title: Option<String>,
    pub home_page_url: Option<String>,
    pub feed_url: Option<String>,
    pub description: Option<String>,
    pub language: Option<String>,
    pub author: Option<Author>,
    pub authors: Vec<Author>,
    /// `None`: this is other JSON.
    pub items: Option<Items>,
}

#[derive(Debug, Default)]
pub(super) struct Items {
    pub kept: Vec<Item>,
    /// There were more than the limit.
    pub cut: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Item {
    #[serde(deserialize_with = "words")]
    pub id: Option<String>,
    #[serde(deserialize_with = "words")]
    pub url: Option<String>,
    #[serde(deserialize_with = "words")]
    pub external_url: Option<String>,
    #[serde(deserialize_with = "words")]
    pub title: Option<String>,
    #[serde(deserialize_with = "words")]
    pub content_html: Option<String>,
    #[serde(deserialize_with = "words")]
    pub content_text: Option<String>,
    #[serde(deserialize_with = "words")]
    pub summary: Option<String>,
    #[serde(deserialize_with = "words")]
    pub date_published: Option<String>,
    #[serde(deserialize_with = "words")]
    pub date_modified: Option<String>,
    #[serde(deserialize_with = "words")]
    pub language: Option<String>,
    #[serde(deserialize_with = "author")]
    pub author: Option<Author>,
    #[serde(deserialize_with = "authors")]
    pub authors: Vec<Author>,
    #[serde(deserialize_with = "tags")]
    pub tags: Vec<String>,
}

/// An object with a name, or a bare name.
#[derive(Debug, Default)]
pub(super) struct Author {
    pub name: Option<String>,
}

impl Document {
    /// Reads a document and at most so many of its items.
    pub(super) fn read(text: &str, most_items: usize) -> Result<Self, serde_json::Error> {
        let mut json = serde_json::Deserializer::from_str(text);
        let document = DocumentSeed { most_items }.deserialize(&mut json)?;
        json.end()?;
        Ok(document)
    }
}

struct DocumentSeed {
    most_items: usize,
}

impl<'de> DeserializeSeed<'de> for DocumentSeed {
    type Value = Document;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Document, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for DocumentSeed {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON Feed")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
        let mut document = Document::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "title" => document.title = map.next_value::<Loose>()?.words,
                "home_page_url" => document.home_page_url = map.next_value::<Loose>()?.words,
                "feed_url" => document.feed_url = map.next_value::<Loose>()?.words,
                "description" => document.description = map.next_value::<Loose>()?.words,
                "language" => document.language = map.next_value::<Loose>()?.words,
                "author" => document.author = map.next_value::<Loose>()?.into_author(),
                "authors" => document.authors = map.next_value::<Loose>()?.into_authors(),
                "items" => {
                    document.items = map.next_value_seed(ItemsSeed { most: self.most_items })?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(document)
    }
}

struct ItemsSeed {
    most: usize,
}

impl<'de> DeserializeSeed<'de> for ItemsSeed {
    type Value = Option<Items>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ItemsSeed {
    type Value = Option<Items>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Items::default();
        while items.kept.len() < self.most {
            let Some(item) = list.next_element::<Item>()? else { return Ok(Some(items)) };
            items.kept.push(item);
        }
        while list.next_element::<IgnoredAny>()?.is_some() {
            items.cut = true;
        }
        Ok(Some(items))
    }
}

/// Any value, of which only text, numbers, `name`, and lists of such are kept.
#[derive(Debug, Default)]
struct Loose {
    words: Option<String>,
    name: Option<String>,
    list: Vec<Loose>,
}

impl Loose {
    fn into_author(self) -> Option<Author> {
        let name = self.name.or(self.words)?;
        Some(Author { name: Some(name) })
    }

    fn into_authors(self) -> Vec<Author> {
        self.list.into_iter().filter_map(Self::into_author).collect()
    }
}

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Loose;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Loose, E> {
        let text = text.trim();
        let words = (!text.is_empty()).then(|| text.to_owned());
        Ok(Loose { words, ..Loose::default() })
    }

    fn visit_i64<E>(self, number: i64) -> Result<Loose, E> {
        Ok(Loose { words: Some(number.to_string()), ..Loose::default() })
    }

    fn visit_u64<E>(self, number: u64) -> Result<Loose, E> {
        Ok(Loose { words: Some(number.to_string()), ..Loose::default() })
    }

    fn visit_f64<E>(self, number: f64) -> Result<Loose, E> {
        Ok(Loose { words: Some(number.to_string()), ..Loose::default() })
    }

    fn visit_bool<E>(self, _: bool) -> Result<Loose, E> {
        Ok(Loose::default())
    }

    fn visit_unit<E>(self) -> Result<Loose, E> {
        Ok(Loose::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Loose, A::Error> {
        let mut kept = Vec::new();
        while kept.len() < MOST_IN_LIST {
            let Some(value) = list.next_element::<Loose>()? else { break };
            kept.push(value);
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Loose { list: kept, ..Loose::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
        let mut name = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == "name" {
                name = map.next_value::<Loose>()?.words;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Loose { name, ..Loose::default() })
    }
}

fn words<'de, D: Deserializer<'de>>(json: D) -> Result<Option<String>, D::Error> {
    Ok(Loose::deserialize(json)?.words)
}

fn author<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Author>, D::Error> {
    Ok(Loose::deserialize(json)?.into_author())
}

fn authors<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<Author>, D::Error> {
    Ok(Loose::deserialize(json)?.into_authors())
}

fn tags<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<String>, D::Error> {
    let list = Loose::deserialize(json)?.list;
    Ok(list.into_iter().filter_map(|tag| tag.words).collect())
}
