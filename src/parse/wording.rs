//! The parts that feeds and entries share: lines, markup, moments, links, people.

use super::element::Element;
use super::space::Space;
use crate::date;
use crate::markup::{self, Sanitiser};
use crate::model::Timestamp;

use Space::{Atom, DublinCore, Itunes, Rss};

/// The elements of HTML, so that they can be told from `a <b` in a title.
const HTML: [&str; 84] = [
    "a",
    "abbr",
    "address",
    "applet",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "math",
    "meta",
    "nav",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "pre",
    "q",
    "s",
    "script",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "template",
    "textarea",
    "title",
    "u",
    "ul",
    "video",
];

/// Names in order of preference.
type Names<'a> = &'a [(Space, &'a str)];

/// Decoded text, trimmed; empty is missing.
pub(super) fn text(element: &Element, names: Names) -> Option<String> {
    const LONGEST_BYTES: usize = 4 * 1024;
    let text = element.first(names)?.text();
    some(text.trim().to_owned()).filter(|text| text.len() <= LONGEST_BYTES)
}

/// Plain text on one line.
pub(super) fn line(element: &Element, names: Names) -> Option<String> {
    let found = element.first(names)?;
    if found.has_elements {
        return some(short(markup::to_line(&found.markup())));
    }
    let text = found.text();
    // A title may be text or markup, whatever it declares; only known elements are markup.
    let plain = if is_markup(&text) || !text.contains('<') {
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

/// Sanitised markup.
pub(super) fn html(element: &Element, names: Names, sanitiser: &Sanitiser) -> Option<String> {
    let found = names.iter().find_map(|name| {
        let found = element.first(&[*name])?;
        let kind = found.attribute("type").unwrap_or_default().to_ascii_lowercase();
        let is_foreign = kind.starts_with("image/")
            || kind.starts_with("video/")
            || kind.starts_with("audio/")
            || found.attribute("mode").is_some_and(|mode| mode == "base64");
        (!is_foreign).then_some((found, kind))
    });
    let (found, kind) = found?;
    let markup = found.markup();
    let is_atom = found.space == Atom && !found.has_elements;
    let is_plain = is_atom && (kind == "text" || kind == "text/plain" || kind.is_empty());
    if is_plain && !is_markup(&markup) {
        return some(markup::escape(&markup::strip_controls(markup.trim())));
    }
    some(sanitiser.clean(without_wrapper(&markup)))
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
    if element.space == Atom { atom().or_else(plain) } else { plain().or_else(atom) }
}

/// Names of the people who wrote it, joined by commas; an address only where there is no name.
pub(super) fn authors(element: &Element) -> Option<String> {
    const NAMES: [(Space, &str); 6] = [
        (Atom, "author"),
        (DublinCore, "creator"),
        (Rss, "author"),
        (Itunes, "author"),
        (Rss, "managingeditor"),
        (DublinCore, "contributor"),
    ];
    let mut fallback = None;
    for (space, name) in NAMES {
        let mut names: Vec<String> = Vec::new();
        for person in element.all(space, name).take(20) {
            match self::name(person) {
                Some(name) if name.contains('@') => fallback = fallback.or(Some(name)),
                Some(name) if !names.contains(&name) => names.push(name),
                _ => {}
            }
        }
        if !names.is_empty() {
            return Some(names.join(", "));
        }
    }
    fallback
}

/// `<name>` of Atom, `mail@example.se (Anna Ek)` of RSS, or the whole text.
fn name(person: &Element) -> Option<String> {
    if person.has_elements {
        return line(person, &[(Atom, "name"), (Rss, "name"), (Atom, "email"), (Rss, "email")]);
    }
    let text = markup::to_line(&person.text());
    let in_brackets = text.split_once('(').and_then(|(mail, name)| {
        mail.contains('@').then(|| name.trim_end_matches(')').trim().to_owned())
    });
    let before_mail = || {
        let (name, mail) = text.split_once('<').or_else(|| text.split_once('('))?;
        mail.contains('@').then(|| name.trim().to_owned())
    };
    let name = in_brackets.or_else(before_mail).filter(|name| !name.is_empty());
    some(short(name.unwrap_or(text)))
}

/// Whether a text holds elements of HTML rather than signs for "less than".
fn is_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|after| {
        let after = after.strip_prefix('/').unwrap_or(after);
        let end = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
        let name = after.get(..end).unwrap_or_default();
        let closed = after.get(end..).is_some_and(|rest| rest.contains('>'));
        closed && HTML.iter().any(|known| known.eq_ignore_ascii_case(name))
    })
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
