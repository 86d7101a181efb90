//! The parts that feeds and entries share: lines, markup, moments, links.

use super::base64;
use super::element::Element;
use super::known::is_markup;
use super::space::Space;
use crate::date;
use crate::markup::{self, Sanitiser};
use crate::model::Timestamp;

use Space::{Atom, Rss};

/// Names in order of preference.
type Names<'a> = &'a [(Space, &'a str)];

/// Decoded text, trimmed; empty is missing.
pub(super) fn text(element: &Element, names: Names) -> Option<String> {
    const LONGEST_BYTES: usize = 4 * 1024;
    let text = element.first(names)?.text();
    some(text.trim().to_owned()).filter(|text| text.len() <= LONGEST_BYTES)
}

/// An id. Atom wants an address; one that begins with a path belongs to the feed's host.
pub(super) fn id(element: &Element, names: Names) -> Option<String> {
    let id = text(element, names)?;
    if element.space == Atom && id.starts_with('/') {
        return markup::absolute(Some(&element.base), &id).or(Some(id));
    }
    Some(id)
}

/// A language as feeds declare it, in the letters of BCP 47; `None` when it is none.
pub(super) fn language_tag(declared: &str) -> Option<String> {
    const LONGEST_BYTES: usize = 35;
    let tag = declared.trim().replace('_', "-");
    let is_tag = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (!tag.is_empty() && tag.len() <= LONGEST_BYTES && tag.bytes().all(is_tag)).then_some(tag)
}

/// Plain text on one line.
pub(super) fn line(element: &Element, names: Names) -> Option<String> {
    let found = element.first(names)?;
    if let Some(text) = packed(found) {
        return some(short(markup::to_line(&text)));
    }
    if found.has_elements {
        return some(short(markup::to_line(&found.markup())));
    }
    let text = found.text();
    // A title may be text or markup, whatever it declares; only known elements are markup.
    let plain = if is_markup(&text) || !text.contains('<') || text.contains("<!--") {
        markup::to_line(&text)
    } else {
        markup::strip_controls(&markup::fold_space(&text))
    };
    some(short(plain))
}

/// Lines that are longer than anybody writes are cut.
pub(super) fn short(line: String) -> String {
    const LONGEST_CHARACTERS: usize = 1_000;
    match line.char_indices().nth(LONGEST_CHARACTERS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// Sanitised markup; empty when there is some and nothing harmless is left of it.
pub(super) fn html(element: &Element, names: Names, sanitiser: &Sanitiser) -> Option<String> {
    let found = names.iter().find_map(|name| {
        let found = element.first(&[*name])?;
        let kind = found.attribute("type").unwrap_or_default().to_ascii_lowercase();
        let packed = packed(found);
        let is_foreign = ["image/", "video/", "audio/"].iter().any(|media| kind.starts_with(media));
        let is_text = packed.is_some() || !(is_foreign || is_base64(found));
        is_text.then_some((found, kind, packed))
    });
    let (found, kind, packed) = found?;
    if let Some(text) = packed {
        return Some(sanitiser.clean(&text));
    }
    let markup = found.markup();
    let is_atom = found.space == Atom && !found.has_elements;
    let is_plain = is_atom && (kind == "text" || kind == "text/plain" || kind.is_empty());
    if is_plain && !is_markup(&markup) {
        return some(markup::escape(&markup::strip_controls(markup.trim())));
    }
    Some(sanitiser.clean(without_wrapper(&markup)))
}

/// The text of an Atom element that carries it as base64: by `mode` in Atom 0.3, by a type of
/// media that is no text in Atom 1.0.
fn packed(element: &Element) -> Option<String> {
    if element.attributes.is_empty() || element.has_elements {
        return None;
    }
    let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let is_text = kind.starts_with("text/") || kind.ends_with("xml") || !kind.contains('/');
    let is_packed = is_base64(element) || (element.space == Atom && !is_text);
    is_packed.then(|| base64::text(&element.text())).flatten()
}

fn is_base64(element: &Element) -> bool {
    element.attribute("mode").is_some_and(|mode| mode == "base64")
}

/// A moment; texts that are none are passed over.
pub(super) fn moment(element: &Element, names: Names) -> Option<Timestamp> {
    names.iter().find_map(|(space, name)| {
        let mut moments = element.all(*space, name).filter_map(|found| date::parse(&found.text()));
        moments.next()
    })
}

/// The address of the thing itself, not of its picture, its comments or its feed.
pub(super) fn link(element: &Element) -> Option<String> {
    let absolute = |base: &str, link: &str| markup::absolute(Some(base), link);
    let plain = || {
        let mut links = element.all(Rss, "link");
        links.find_map(|link| absolute(&link.base, &link.text()))
    };
    // A link without content and without a relation was written as one.
    let bare = || {
        let mut links = element.all(Rss, "link").filter(|link| link.inner.is_empty());
        let link = links.find(|link| link.attribute("rel").is_none())?;
        absolute(&link.base, &link.attribute("href")?)
    };
    // The Channel Definition Format.
    let own = || absolute(&element.base, &element.attribute("href")?);
    let atom = || {
        let links = element
            .children
            .iter()
            .filter(|child| matches!(child.space, Atom | Rss) && child.name() == "link");
        let pages = links.filter(|link| {
            let rel = link.attribute("rel").unwrap_or_default();
            rel.is_empty() || rel == "alternate"
        });
        let pages: Vec<&Element> = pages.filter(|link| link.attribute("href").is_some()).collect();
        let html = pages
            .iter()
            .find(|link| link.attribute("type").is_none_or(|kind| kind.contains("html")));
        let best = html.or_else(|| pages.first())?;
        absolute(&best.base, &best.attribute("href")?)
    };
    if element.space == Atom {
        return atom().or_else(plain);
    }
    bare().or_else(plain).or_else(atom).or_else(own)
}

/// XHTML in Atom stands in a `<div>` that is not part of it.
fn without_wrapper(markup: &str) -> &str {
    let inner = || {
        let after = markup.strip_prefix("<div")?;
        let (attributes, rest) = after.split_once('>')?;
        let inner = rest.strip_suffix("</div>")?;
        let is_wrapper = attributes.contains("xmlns") && !attributes.ends_with('/');
        is_wrapper.then_some(inner)
    };
    inner().unwrap_or(markup)
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
