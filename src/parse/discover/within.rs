//! Selectors for what stands in each item of a list: the simplest that find it in nearly all.

use dom_query::{Matcher, NodeRef};

use super::around::name;
use super::classes;
use super::item::Item;
use crate::markup;
use crate::parse::listing;

/// What the items were asked about; `None` where what is found without a selector is right.
#[derive(Debug, Default)]
pub(super) struct Inner {
    pub link: Option<String>,
    pub title: Option<String>,
    pub date: Option<String>,
    pub summary: Option<String>,
}

/// In so many of ten items a selector must find what was meant.
const IN_TEN: usize = 9;
/// Items whose own selectors are tried.
const MODELS: usize = 3;

/// The selectors for these items; `own` is the last part of theirs.
pub(super) fn selectors(items: &[Item], own: &str) -> Inner {
    let link: Pairs = items.iter().map(|item| (item.node, Some(item.anchor))).collect();
    let title: Pairs = items.iter().map(|item| (item.node, Some(item.title_node))).collect();
    let date: Pairs = items.iter().map(|item| (item.node, item.date)).collect();
    let summary: Pairs = items.iter().map(|item| (item.node, item.lead)).collect();
    let is_found = |pairs: &Pairs, selector: &str| finds(pairs, selector);
    let title_is_plain = is_found(&title, listing::HEADINGS)
        || items.iter().all(|item| !item.has_heading && item.title_node.id == item.anchor.id);
    Inner {
        link: (!is_found(&link, listing::LINKS)).then(|| simplest(&link, own)).flatten(),
        title: (!title_is_plain).then(|| simplest(&title, own)).flatten(),
        date: if is_found(&date, "time") { Some("time".to_owned()) } else { simplest(&date, own) },
        summary: simplest(&summary, own),
    }
}

/// Items, each with what is meant in it.
type Pairs<'a> = Vec<(NodeRef<'a>, Option<NodeRef<'a>>)>;

fn simplest(pairs: &Pairs, own: &str) -> Option<String> {
    // In a list where few items have it, the rest would be read wrong.
    let meant = pairs.iter().filter(|(_, meant)| meant.is_some()).count();
    if meant * 2 < pairs.len() || meant == 0 {
        return None;
    }
    let models = pairs.iter().filter_map(|(item, meant)| Some((item, (*meant)?))).take(MODELS);
    let candidates = models.flat_map(|(item, meant)| candidates(item, &meant, own));
    let mut good = candidates.filter(|one| markup::check_selector(one).is_ok());
    good.find(|selector| finds(pairs, selector))
}

/// Whether a selector finds what is meant, in nearly all items that have it, as a list is read.
fn finds(pairs: &Pairs, selector: &str) -> bool {
    let Ok(matcher) = Matcher::new(selector) else { return false };
    let (mut meant, mut found) = (0, 0);
    for (item, wanted) in pairs {
        let Some(wanted) = wanted else { continue };
        meant += 1;
        found += usize::from(listing::first(item, &matcher).is_some_and(|one| one.id == wanted.id));
    }
    meant > 0 && found * 10 >= meant * IN_TEN
}

/// Selectors for an element within its item, the most readable first.
fn candidates(item: &NodeRef, meant: &NodeRef, own: &str) -> Vec<String> {
    let tag = name(meant);
    let mut candidates = Vec::new();
    if meant.id == item.id {
        candidates.push(own.to_owned());
    }
    let by_class = classes::lasting(meant);
    let telling = by_class.iter().filter(|class| classes::meaning(class) > 0);
    candidates.extend(telling.map(|class| format!(".{class}")));
    for attribute in ["itemprop", "datetime"] {
        if let Some(value) = meant.attr(attribute).filter(|value| value.len() < 40) {
            let is_word = value.chars().all(|c| c.is_ascii_alphanumeric());
            let is_date = attribute == "datetime";
            candidates.extend(is_date.then(|| format!("{tag}[datetime]")));
            candidates.extend((is_word && !is_date).then(|| format!("[{attribute}={value}]")));
        }
    }
    candidates.push(tag.clone());
    if meant.class().is_none() {
        candidates.push(format!("{tag}:not([class])"));
    }
    for above in meant.ancestors_it(Some(4)).take_while(|above| above.id != item.id) {
        let above_name = name(&above);
        let classes = classes::lasting(&above);
        candidates.extend(classes.iter().map(|class| format!(".{class} {tag}")));
        candidates.push(format!("{above_name} {tag}"));
    }
    if let Some(before) = meant.prev_element_sibling() {
        let classes = classes::lasting(&before);
        candidates.extend(classes.iter().map(|class| format!(".{class} + {tag}")));
        candidates.push(format!("{} + {tag}", name(&before)));
    }
    candidates.extend(by_class.iter().map(|class| format!("{tag}.{class}")));
    candidates.push(format!("{tag}:nth-child({})", place(meant)));
    candidates
}

/// The place of an element among its siblings, from 1.
fn place(node: &NodeRef) -> usize {
    let mut place = 1;
    let mut before = node.prev_element_sibling();
    while let Some(sibling) = before {
        place += 1;
        before = sibling.prev_element_sibling();
    }
    place
}
