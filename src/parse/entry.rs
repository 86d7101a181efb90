//! One entry of RSS or Atom, whichever words it uses for its parts.

use super::element::Element;
use super::space::Space;
use super::{people, wording};
use crate::date;
use crate::markup::{self, Sanitiser};
use crate::model::{Entry, Facts};

use Space::{Atom, Content, DublinCore, FeedBurner, Itunes, Media, Rss, Xhtml};

const TITLE: [(Space, &str); 5] =
    [(Rss, "title"), (Atom, "title"), (DublinCore, "title"), (Media, "title"), (Itunes, "title")];
const ID: [(Space, &str); 4] =
    [(Rss, "guid"), (Atom, "id"), (Rss, "id"), (DublinCore, "identifier")];
const PUBLISHED: [(Space, &str); 10] = [
    (Rss, "pubdate"),
    (Atom, "published"),
    (Rss, "published"),
    (Atom, "issued"),
    (DublinCore, "date"),
    (DublinCore, "issued"),
    (DublinCore, "created"),
    (Atom, "pubdate"),
    (Rss, "issued"),
    (Rss, "date"),
];
const UPDATED: [(Space, &str); 5] = [
    (Atom, "updated"),
    (Rss, "updated"),
    (Atom, "modified"),
    (Rss, "modified"),
    (DublinCore, "modified"),
];
const SUMMARY: [(Space, &str); 8] = [
    (Rss, "description"),
    (Atom, "summary"),
    (Rss, "summary"),
    (DublinCore, "description"),
    (Itunes, "summary"),
    (Media, "description"),
    (Itunes, "subtitle"),
    // The Channel Definition Format.
    (Rss, "abstract"),
];
const CONTENT: [(Space, &str); 6] = [
    (Content, "encoded"),
    (Atom, "content"),
    (Xhtml, "body"),
    (Rss, "content"),
    (Rss, "body"),
    (Rss, "fullitem"),
];
const RIGHTS: [(Space, &str); 4] =
    [(Atom, "rights"), (DublinCore, "rights"), (Rss, "copyright"), (Atom, "copyright")];

/// Reads an entry; `sanitiser` belongs to the feed's own address.
pub(super) fn read(element: &Element, sanitiser: &Sanitiser, document_base: &str) -> Entry {
    let own = (*element.base != *document_base).then(|| Sanitiser::new(Some(&element.base)));
    let sanitiser = own.as_ref().unwrap_or(sanitiser);
    let language = wording::text(element, &[(DublinCore, "language"), (Rss, "language")]);
    let people = people::authors(element);
    let (summary, content) = texts(element, sanitiser);
    let last_change = || element.attribute("lastmod").and_then(|text| date::parse(&text));
    Entry {
        title: wording::line(element, &TITLE).unwrap_or_default(),
        link: link(element),
        original_link: original_link(element),
        id: id(element),
        published: wording::moment(element, &PUBLISHED),
        updated: wording::moment(element, &UPDATED).or_else(last_change),
        author: people.names,
        author_mail: people.mail,
        summary,
        content,
        tags: tags(element),
        facts: Facts::new(),
        rights: wording::line(element, &RIGHTS),
        language: language
            .or_else(|| element.language.as_deref().map(str::to_owned))
            .and_then(|code| code.parse().ok()),
    }
}

/// Whether the entry says a date that nobody can read.
pub(super) fn has_unread_date(element: &Element, entry: &Entry) -> bool {
    entry.published.is_none() && entry.updated.is_none() && element.first(&PUBLISHED).is_some()
}

fn id(element: &Element) -> Option<String> {
    wording::id(element, &ID).or_else(|| element.attribute("rdf:about"))
}

/// Summary and content. A feed that has both a `summary` and a `description` means the second as
/// the content.
fn texts(element: &Element, sanitiser: &Sanitiser) -> (Option<String>, Option<String>) {
    const BRIEF: [(Space, &str); 1] = [(Rss, "summary")];
    const FULL: [(Space, &str); 1] = [(Rss, "description")];
    let content = wording::html(element, &CONTENT, sanitiser);
    if content.is_none() && element.first(&BRIEF).is_some() && element.first(&FULL).is_some() {
        let text = |names| wording::html(element, names, sanitiser);
        return (text(&BRIEF), text(&FULL));
    }
    (wording::html(element, &SUMMARY, sanitiser), content)
}

/// The real address behind that of a counting service.
fn original_link(element: &Element) -> Option<String> {
    let link = wording::text(element, &[(FeedBurner, "origlink")])?;
    markup::absolute(None, &link)
}

/// Where the entry can be read: a link before an id that is one.
fn link(element: &Element) -> Option<String> {
    let absolute = |link: String| markup::absolute(Some(&element.base), &link);
    let permalink = || {
        let guid = element.first(&[(Rss, "guid")])?;
        let says_no = guid.attribute("ispermalink").is_some_and(|said| said.trim() == "false");
        let text = guid.text();
        let is_address = text.trim().starts_with("http");
        (is_address && !says_no).then(|| absolute(text)).flatten()
    };
    let about = || element.attribute("rdf:about").filter(|about| about.starts_with("http"));
    wording::link(element).or_else(permalink).or_else(|| about().and_then(absolute))
}

fn tags(element: &Element) -> Vec<String> {
    const MOST: usize = 100;
    let mut tags = Vec::new();
    for child in element.children.iter().take(1_000) {
        let name = child.name();
        let is_tag = matches!(
            (child.space, name.as_ref()),
            (Rss | Atom, "category") | (DublinCore, "subject")
        );
        if !is_tag {
            continue;
        }
        let said = child.attribute("label").or_else(|| child.attribute("term"));
        let tag = markup::to_line(&said.unwrap_or_else(|| child.text()));
        if !tag.is_empty() && tags.len() < MOST && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}
