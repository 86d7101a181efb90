//! What stands in one item of a list: its link, headline, date and lead.

use std::collections::{BTreeSet, HashMap};

use dom_query::{Document, Matcher, NodeId, NodeRef, Selection};

use super::around::name;
use super::block::is_same_page;
use super::classes;
use crate::address;
use crate::date;
use crate::markup;
use crate::parse::listing;

/// Text that a date is looked for in; longer is a text that speaks of one.
const LONGEST_DATED: usize = 120;
/// Elements above a date or a heading that are told of it.
const HIGHEST: usize = 10;
/// A lead has as many characters at least.
const LEAST_LEAD: usize = 30;

/// What classes call a headline.
const TITLES: [&str; 9] =
    ["title", "titel", "tittel", "rubrik", "heading", "headline", "name", "namn", "overskrift"];
/// A headline has as many characters at least, where nothing else tells it.
const LEAST_TITLE: usize = 10;

/// A page and what of it may belong to a list.
pub(super) struct Page<'a> {
    pub document: &'a Document,
    pub url: &'a str,
    base: String,
    /// Links to other pages of the site, in the order of the page.
    pub links: Vec<NodeRef<'a>>,
    /// The first element inside that holds a date, and the first heading.
    dates: HashMap<NodeId, NodeRef<'a>>,
    headings: HashMap<NodeId, NodeRef<'a>>,
    /// Links inside, in the order of the page.
    inside: HashMap<NodeId, Vec<NodeRef<'a>>>,
}

/// One item.
pub(super) struct Item<'a> {
    pub node: NodeRef<'a>,
    pub anchor: NodeRef<'a>,
    pub link: String,
    pub title_node: NodeRef<'a>,
    pub title: String,
    pub has_heading: bool,
    pub date: Option<NodeRef<'a>>,
    pub lead: Option<NodeRef<'a>>,
    /// Characters beside the headline.
    pub words_beside: usize,
    /// Different links inside.
    pub links: usize,
    pub is_same_page: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(document: &'a Document, url: &'a str) -> Self {
        let mut page = Self {
            document,
            url,
            base: listing::base(document, url),
            links: Vec::new(),
            dates: HashMap::new(),
            headings: HashMap::new(),
            inside: HashMap::new(),
        };
        let body = document.body().unwrap_or_else(|| document.root());
        let site = address::site_of(url);
        for node in body.descendants_it().filter(NodeRef::is_element) {
            match name(&node).as_str() {
                "a" | "area" => page.take_link(node, &site),
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => note(&mut page.headings, node),
                "script" | "style" | "noscript" | "template" | "option" => continue,
                _ => {}
            }
            if holds_date(&node) {
                note(&mut page.dates, node);
            }
        }
        page
    }

    fn take_link(&mut self, node: NodeRef<'a>, site: &str) {
        let Some(link) = self.link_of(&node) else { return };
        let leads_on = address::site_of(&link) == site && !address::is_home_page(&link);
        let is_here = link.split('#').next() == self.url.split('#').next();
        if leads_on && !is_here {
            self.links.push(node);
            for around in std::iter::once(node).chain(node.ancestors_it(Some(HIGHEST))) {
                self.inside.entry(around.id).or_default().push(node);
            }
        }
    }

    fn link_of(&self, node: &NodeRef) -> Option<String> {
        markup::absolute(Some(&self.base), &node.attr("href")?)
    }

    /// Whether any link stands inside an element.
    pub(super) fn leads(&self, id: NodeId) -> bool {
        self.inside.contains_key(&id)
    }

    /// The elements that a selector finds.
    pub(super) fn finds(&self, selector: &str) -> BTreeSet<NodeId> {
        let Ok(matcher) = Matcher::new(selector) else { return BTreeSet::new() };
        let found = self.document.select_matcher(&matcher);
        found.nodes().iter().map(|node| node.id).collect()
    }

    /// `None` for an element that leads nowhere or has no headline.
    pub(super) fn item(&self, node: &NodeRef<'a>) -> Option<Item<'a>> {
        let anchors = self.inside.get(&node.id)?;
        let heading = self.headings.get(&node.id).copied();
        let within = |outer: &NodeRef, inner: &NodeRef| {
            outer.id == inner.id || inner.ancestors_it(None).any(|above| above.id == outer.id)
        };
        let of_heading = heading.and_then(|heading| {
            let is_its = |anchor: &&NodeRef| within(&heading, anchor) || within(anchor, &heading);
            anchors.iter().find(is_its).copied()
        });
        let longest = || anchors.iter().max_by_key(|anchor| length(anchor)).copied();
        let anchor = of_heading.or_else(longest)?;
        let link = self.link_of(&anchor)?;
        let date = self.dates.get(&node.id).copied().filter(|date| {
            Some(date.id) != heading.map(|heading| heading.id) && date.id != anchor.id
        });
        let title_node = heading.or_else(|| part_of(&anchor, date)).unwrap_or(anchor);
        let title = listing::line(Some(&title_node)).or_else(|| {
            Some(anchor.attr("aria-label")?.trim().to_owned()).filter(|label| !label.is_empty())
        })?;
        let different: BTreeSet<String> =
            anchors.iter().filter_map(|anchor| self.link_of(anchor)).collect();
        let words_beside = length(node).saturating_sub(title.chars().count());
        Some(Item {
            node: *node,
            anchor,
            title_node,
            has_heading: heading.is_some(),
            lead: lead(node, &title_node, date.as_ref()),
            words_beside,
            links: different.len(),
            is_same_page: is_same_page(&link, self.url),
            date,
            link,
            title,
        })
    }
}

fn note<'a>(notes: &mut HashMap<NodeId, NodeRef<'a>>, node: NodeRef<'a>) {
    for around in std::iter::once(node).chain(node.ancestors_it(Some(HIGHEST))) {
        notes.entry(around.id).or_insert(node);
    }
}

/// `<time>`, or a short text of its own with a day in it.
fn holds_date(node: &NodeRef) -> bool {
    if name(node) == "time" {
        let text = markup::to_line(&node.inner_html());
        let exact = node.attr("datetime");
        return exact.is_some_and(|text| date::parse(&text).is_some())
            || date::parse(&text).is_some()
            || date::find_day(&text).is_some();
    }
    let text = markup::fold_space(&node.immediate_text());
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    let is_short = text.len() <= LONGEST_DATED && text.len() >= 6;
    has_digit && is_short && date::find_day(&text).is_some()
}

fn length(node: &NodeRef) -> usize {
    markup::to_line(&node.inner_html()).chars().count()
}

/// The part of a link that is its headline, where the link is made of several.
fn part_of<'a>(anchor: &NodeRef<'a>, date: Option<NodeRef<'a>>) -> Option<NodeRef<'a>> {
    let holds_day = |part: &NodeRef| {
        date.is_some_and(|date| {
            let mut around = date.ancestors_it(Some(HIGHEST));
            date.id == part.id || around.any(|above| above.id == part.id)
        })
    };
    let is_part = |part: &NodeRef| length(part) > 0 && !holds_day(part);
    let mut around = *anchor;
    let parts = loop {
        let has_words = !markup::fold_space(&around.immediate_text()).is_empty();
        let inside = around.element_children();
        match inside.as_slice() {
            _ if has_words => return None,
            [only] => around = *only,
            _ => break inside,
        }
    };
    let mut parts: Vec<NodeRef> = parts.into_iter().filter(is_part).collect();
    let says_title = |part: &NodeRef| {
        let classes = part.class().unwrap_or_default();
        matches!(name(part).as_str(), "strong" | "b")
            || classes.split_whitespace().any(|class| classes::speaks_of(class, &TITLES))
    };
    let named = parts.iter().position(says_title);
    let long = || parts.iter().position(|part| length(part) >= LEAST_TITLE);
    let at = named.or_else(long).unwrap_or(0);
    (at < parts.len()).then(|| parts.swap_remove(at))
}

/// The longest text of its own beside headline and date.
fn lead<'a>(
    item: &NodeRef<'a>,
    title: &NodeRef<'a>,
    date: Option<&NodeRef<'a>>,
) -> Option<NodeRef<'a>> {
    let holds = |outer: &NodeRef, inner: &NodeRef| {
        outer.id == inner.id
            || inner.ancestors_it(Some(2 * HIGHEST)).any(|above| above.id == outer.id)
    };
    let is_free = |node: &NodeRef| {
        let is_text =
            matches!(name(node).as_str(), "p" | "div" | "span" | "dd" | "td" | "blockquote");
        let apart = !holds(node, title) && !holds(title, node);
        is_text && apart && date.is_none_or(|date| !holds(node, date))
    };
    let inside: Vec<NodeRef> =
        item.descendants_it().filter(NodeRef::is_element).take(500).collect();
    let free = inside.into_iter().filter(is_free);
    // Of a paragraph and what is around it, the paragraph.
    let (_, found) =
        free.map(|node| (length(&node), node)).fold((0, None), |best, (size, node)| {
            if size > best.0 || (size == best.0 && best.1.is_some()) {
                (size, Some(node))
            } else {
                best
            }
        });
    let found = found?;
    let Some(only) = Selection::from(found).select("p").nodes().first().copied() else {
        return (length(&found) >= LEAST_LEAD).then_some(found);
    };
    let chosen = if is_free(&only) { only } else { found };
    (length(&chosen) >= LEAST_LEAD).then_some(chosen)
}
