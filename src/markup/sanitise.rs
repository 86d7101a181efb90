//! Foreign markup made harmless: no scripts, no forms, no images, no styles, absolute links.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use ammonia::{Builder, UrlRelative};
use url::Url;

use super::entities::decode_entities;
use super::flatten::flatten;
use super::plain::{is_control, strip_controls, to_text};
use super::usual;

/// What text needs and nothing that acts, loads or looks.
const TAGS: [&str; 51] = [
    "a",
    "abbr",
    "article",
    "b",
    "bdi",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "time",
    "u",
];
const TABLE_AND_LIST_TAGS: [&str; 7] = ["tfoot", "th", "thead", "tr", "ul", "var", "wbr"];

/// Their text is no text for readers either.
const TAGS_WITH_CONTENT_REMOVED: [&str; 15] = [
    "script", "style", "svg", "math", "iframe", "embed", "template", "noframes", "select",
    "textarea", "button", "audio", "video", "canvas", "head",
];

const ATTRIBUTES: [(&str, &[&str]); 6] = [
    ("a", &["href", "hreflang"]),
    ("abbr", &["title"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("ol", &["start"]),
];

pub(super) const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Markup with more tags is reduced to its text: its tree would fill the memory.
const MOST_TAGS: usize = 100_000;

/// Makes markup harmless. Relative links become absolute by `base`, or are dropped without it.
pub fn sanitise(html: &str, base: Option<&str>) -> String {
    Sanitiser::new(base).clean(html)
}

/// Makes the markup of one document harmless, piece by piece.
pub struct Sanitiser {
    base: Option<Url>,
    /// Built when the first relative link is met.
    with_base: OnceLock<Builder<'static>>,
}

impl Sanitiser {
    /// `base` is the address to which relative links belong.
    pub fn new(base: Option<&str>) -> Self {
        Self { base: base.and_then(|base| Url::parse(base).ok()), with_base: OnceLock::new() }
    }

    /// Harmless markup with the same text.
    pub fn clean(&self, html: &str) -> String {
        if !html.contains('<') {
            return clean_text(html).into_owned();
        }
        if let Some(clean) = usual::clean(html, self.base.as_ref()) {
            return trimmed(clean);
        }
        self.clean_by_tree(html)
    }

    /// The same by a parser that mends whatever comes.
    pub(super) fn clean_by_tree(&self, html: &str) -> String {
        let html = close_empty(html);
        let html = html.as_ref();
        if html.bytes().filter(|b| *b == b'<').nth(MOST_TAGS).is_some() {
            return escape(&to_text(html));
        }
        trimmed(self.builder(html).clean(&flatten(html)).to_string())
    }

    fn builder(&self, html: &str) -> &Builder<'static> {
        static WITHOUT_BASE: OnceLock<Builder<'static>> = OnceLock::new();
        match &self.base {
            Some(base) if has_link(html) => {
                self.with_base.get_or_init(|| strict(Some(base.clone())))
            }
            _ => WITHOUT_BASE.get_or_init(|| strict(None)),
        }
    }
}

/// Closes elements that are removed with their content where they are written as empty ones. HTML
/// knows no such `<iframe/>` and would take all that follows for its content; whoever writes it
/// means XML.
fn close_empty(html: &str) -> Cow<'_, str> {
    let mut closed = String::new();
    let (mut copied, mut seen) = (0, 0);
    for (end, _) in html.match_indices("/>") {
        let piece = html.get(seen..end).unwrap_or_default();
        seen = end + 2;
        let Some((_, tag)) = piece.rsplit_once('<') else { continue };
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let mut removed = TAGS_WITH_CONTENT_REMOVED.iter();
        if let Some(name) = removed.find(|other| other.eq_ignore_ascii_case(name)) {
            closed.push_str(html.get(copied..end).unwrap_or_default());
            closed.push_str("></");
            closed.push_str(name);
            closed.push('>');
            copied = seen;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    closed.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(closed)
}

fn trimmed(text: String) -> String {
    let trimmed = text.trim();
    if trimmed.len() == text.len() { text } else { trimmed.to_owned() }
}

/// Text as markup: `&`, `<` and `>` written as entities.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Markup without tags needs no parser.
fn clean_text(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.contains(['&', '>']) {
        Cow::Owned(escape(&decode_entities(text)))
    } else {
        Cow::Borrowed(text)
    }
}

fn has_link(html: &str) -> bool {
    html.as_bytes().windows(5).any(|five| five.eq_ignore_ascii_case(b"href="))
        || html.as_bytes().windows(5).any(|five| five.eq_ignore_ascii_case(b"href "))
}

fn strict(base: Option<Url>) -> Builder<'static> {
    let mut builder = Builder::empty();
    let attributes = ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect()));
    builder
        .tags(TAGS.into_iter().chain(TABLE_AND_LIST_TAGS).collect())
        .clean_content_tags(HashSet::from(TAGS_WITH_CONTENT_REMOVED))
        .tag_attributes(attributes.collect::<HashMap<_, _>>())
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(base.map_or(UrlRelative::Deny, UrlRelative::RewriteWithBase))
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(|_, name, value| match name {
            "href" => followed(value),
            _ => Some(Cow::Borrowed(value)),
        });
    builder
}

/// A link as a browser follows it: without the characters that it passes over and those that only
/// deceive the eye. `None` when what is left leads elsewhere than the whole did.
pub(super) fn followed(link: &str) -> Option<Cow<'_, str>> {
    let is_clean = !link.contains(is_control) && link.trim() == link;
    if is_clean && !link.contains(['\n', '\t']) {
        return Some(Cow::Borrowed(link));
    }
    let visible = strip_controls(link).replace(['\n', '\t'], "");
    let visible = visible.trim();
    let leads_on = match Url::parse(visible) {
        Ok(url) => SCHEMES.contains(&url.scheme()),
        Err(error) => error == url::ParseError::RelativeUrlWithoutBase,
    };
    leads_on.then(|| Cow::Owned(visible.to_owned()))
}
