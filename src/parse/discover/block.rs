//! The repeated block of links on a page that lists articles: found without being told where, and
//! turned into selectors that a person can read.
//!
//! Links are grouped by how the elements around them stand: same names and classes all the way up.
//! Each group is judged by how many different pages it leads to, and how much each item looks like
//! an article: a headline of some length, a date, a lead. Of equal groups the inner one counts.

use std::collections::{BTreeSet, HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};

use super::around::{Around, name};
use super::item::{Item, Page};
use super::{classes, within};
use crate::address;
use crate::markup;
use crate::model::ListingSelectors;
use crate::parse::next_page;

/// Fewer do not make a list.
const FEWEST: usize = 3;
/// More links are not looked at.
const MOST_LINKS: usize = 4_000;
/// So far above a link its item may begin.
const HIGHEST: usize = 8;
/// So many items of a group are looked at closely, and so many groups, the largest first.
const SAMPLE: usize = 60;
const MOST_GROUPS: usize = 150;
/// Worse blocks are not proposed.
const LEAST: f64 = 1.6;
/// Pages of a list that are read where it goes on, unless somebody says otherwise.
const PAGES: u16 = 5;

/// How the list of a page would be read, where there is one.
pub(super) fn of(document: &Document, url: &str) -> Option<ListingSelectors> {
    let page = Page::new(document, url);
    let groups = groups(&page);
    let mut judged: Vec<(f64, usize, &Vec<NodeRef>)> = groups
        .iter()
        .filter_map(|(depth, nodes)| Some((judge(&page, nodes)?, *depth, nodes)))
        .collect();
    // Of those that say the same, the element that items are made of, and else the inner one.
    judged.sort_by(|a, b| {
        let is_made_of = |nodes: &[NodeRef]| {
            nodes.first().is_some_and(|node| matches!(&*name(node), "li" | "article" | "tr"))
        };
        let own = is_made_of(b.2).cmp(&is_made_of(a.2));
        b.0.total_cmp(&a.0).then(own).then(b.1.cmp(&a.1))
    });
    judged.into_iter().take(8).find_map(|(_, _, nodes)| selectors(&page, nodes))
}

/// Elements that may be the items of a list, with how deep they stand.
type Groups<'a> = Vec<(usize, Vec<NodeRef<'a>>)>;

fn groups<'a>(page: &Page<'a>) -> Groups<'a> {
    let mut around = Around::default();
    let mut places: HashMap<(u64, String), usize> = HashMap::new();
    let mut groups: Groups = Vec::new();
    let mut seen: HashSet<NodeId> = HashSet::new();
    for link in page.links.iter().take(MOST_LINKS) {
        if around.is_in_frame(link) {
            continue;
        }
        let above = link.ancestors_it(Some(HIGHEST));
        for node in std::iter::once(*link).chain(above) {
            let Some(parent) = node.parent().filter(NodeRef::is_element) else { break };
            if matches!(name(&node).as_str(), "body" | "main" | "html") {
                break;
            }
            if !seen.insert(node.id) {
                break;
            }
            let key = (around.signature(&parent), name(&node));
            let place = *places.entry(key).or_insert_with(|| {
                groups.push((node.ancestors_it(None).count(), Vec::new()));
                groups.len() - 1
            });
            if let Some((_, nodes)) = groups.get_mut(place) {
                nodes.push(node);
            }
        }
    }
    let alike: Groups =
        groups.iter().flat_map(|(depth, nodes)| of_one_class(*depth, nodes)).collect();
    groups.extend(alike);
    groups.retain(|(_, nodes)| nodes.len() >= FEWEST);
    groups.sort_by_key(|(_, nodes)| std::cmp::Reverse(nodes.len()));
    groups.truncate(MOST_GROUPS);
    groups
}

/// Among siblings of all kinds, those that share a class: the cards, without what stands between.
fn of_one_class<'a>(depth: usize, nodes: &[NodeRef<'a>]) -> Groups<'a> {
    let mut by_class: HashMap<String, Vec<NodeRef<'a>>> = HashMap::new();
    for node in nodes {
        for class in classes::lasting(node) {
            by_class.entry(class).or_default().push(*node);
        }
    }
    let mut names: Vec<String> = by_class.keys().cloned().collect();
    names.sort();
    let some = names.into_iter().filter_map(|name| by_class.remove(&name));
    some.filter(|some| some.len() >= FEWEST && some.len() < nodes.len())
        .map(|some| (depth, some))
        .collect()
}

/// How much a group looks like a list of articles; `None` when it is none.
fn judge(page: &Page, nodes: &[NodeRef]) -> Option<f64> {
    let looked_at = nodes.len().min(SAMPLE);
    let items: Vec<Item> = nodes.iter().take(SAMPLE).filter_map(|node| page.item(node)).collect();
    let links: HashSet<&str> = items.iter().map(|item| item.link.as_str()).collect();
    let titles: HashSet<&str> = items.iter().map(|item| item.title.as_str()).collect();
    if links.len() < FEWEST || links.len() * 10 < items.len() * 8 {
        return None;
    }
    let share = |is: &dyn Fn(&Item) -> bool| {
        ratio(items.iter().filter(|item| is(item)).count(), items.len())
    };
    let mean = ratio(items.iter().map(|item| item.title.chars().count()).sum(), items.len());
    let dates = share(&|item| item.date.is_some());
    let headings = share(&|item| item.has_heading);
    let leads = share(&|item| item.words_beside >= 40);
    let spread = share(&|item| ratio(item.title.chars().count(), 1) < mean * 0.8);
    let mut worth = dates * 2.0
        + headings
        + leads
        + (mean.min(50.0) / 50.0)
        + if spread > 0.1 { 0.3 } else { 0.0 }
        + ratio(titles.len(), items.len()) * 0.5;
    // Links of one or two words without a date are a menu, wherever they stand.
    if mean < 12.0 && dates < 0.5 {
        worth -= 1.5;
    }
    // A picture that is a link has no headline: it is a part of an item, not one.
    worth -= ratio(looked_at - items.len(), looked_at) * 2.0;
    // Facets and page numbers lead to the same page with another question.
    worth -= share(&|item| item.is_same_page) * 1.5;
    // An item with many links of its own is a part of the page that holds several.
    let crowd = ratio(items.iter().map(|item| item.links).sum(), items.len());
    worth -= ((crowd - 2.0) / 4.0).clamp(0.0, 2.0);
    (worth >= LEAST).then(|| worth * ratio(links.len().min(40), 1).sqrt())
}

#[expect(clippy::cast_precision_loss, reason = "numbers of items of a page are small")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// How a group is read; `None` where no selector finds it and nothing else.
fn selectors(page: &Page, nodes: &[NodeRef]) -> Option<ListingSelectors> {
    let item = item_selector(page, nodes)?;
    let items: Vec<Item> = nodes.iter().take(SAMPLE).filter_map(|node| page.item(node)).collect();
    let own = item.rsplit([' ', '>']).next().unwrap_or(&item).to_owned();
    let inner = within::selectors(&items, &own);
    let next = next_page::selector(page.document, page.url);
    Some(ListingSelectors {
        item,
        link: inner.link,
        title: inner.title,
        date: inner.date,
        summary: inner.summary,
        max_pages: next.as_ref().map(|_| PAGES),
        next,
    })
}

/// The simplest selector that finds these elements. It may find others that lead nowhere, such as
/// the head of a table: they are left out when the list is read.
fn item_selector(page: &Page, nodes: &[NodeRef]) -> Option<String> {
    let wanted: BTreeSet<NodeId> = nodes.iter().map(|node| node.id).collect();
    let first = nodes.first()?;
    let shared = |node: &NodeRef| -> Vec<String> {
        let is_shared = |class: &String| nodes.iter().all(|one| one.has_class(class));
        classes::lasting(node).into_iter().filter(is_shared).collect()
    };
    let tag = name(first);
    let own = shared(first);
    let simple = own.iter().filter(|class| classes::meaning(class) > 0);
    let mut candidates: Vec<String> = simple.map(|class| format!("{tag}.{class}")).collect();
    let mut tail = own.first().map_or_else(|| tag.clone(), |class| format!("{tag}.{class}"));
    let plain = tail.clone();
    for (level, above) in first.ancestors_it(Some(HIGHEST)).enumerate() {
        let above_name = name(&above);
        let holds = if level == 0 { " > " } else { " " };
        let by_class = classes::lasting(&above);
        let id = above.id_attr().filter(|id| is_lasting_id(id));
        let marks = id.map(|id| format!("#{id}")).into_iter();
        let marks = marks.chain(by_class.iter().map(|class| format!("{above_name}.{class}")));
        candidates.extend(marks.map(|mark| format!("{mark}{holds}{plain}")));
        if above_name == "body" {
            break;
        }
        if matches!(above_name.as_str(), "main" | "article" | "section" | "ul" | "ol" | "table") {
            candidates.push(format!("{above_name}{holds}{plain}"));
        }
    }
    candidates.push(plain);
    // The whole way up, where nothing has a name.
    for above in first.ancestors_it(Some(HIGHEST)) {
        let class = classes::lasting(&above).into_iter().next();
        let above_name = name(&above);
        let step = class.map_or(above_name.clone(), |class| format!("{above_name}.{class}"));
        tail = format!("{step} > {tail}");
        candidates.push(tail.clone());
        if above_name == "body" {
            break;
        }
    }
    candidates.retain(|selector| markup::check_selector(selector).is_ok());
    let exact = candidates.iter().find(|selector| page.finds(selector) == wanted);
    let nearly = || {
        candidates.iter().find(|selector| {
            let found = page.finds(selector);
            found.is_superset(&wanted)
                && found.iter().all(|id| wanted.contains(id) || !page.leads(*id))
        })
    };
    exact.or_else(nearly).cloned()
}

/// Numbers in ids are those of the day or of the part of the page; they change.
fn is_lasting_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_'))
        && id.len() <= 40
}

/// Whether two addresses differ only in what they ask the page.
pub(super) fn is_same_page(one: &str, other: &str) -> bool {
    let plain = |url: &str| url.split(['?', '#']).next().unwrap_or_default().to_owned();
    plain(one) == plain(other) && address::is_same_origin(one, other)
}
