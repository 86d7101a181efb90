//! A newsletter in its items: a headline, some words, and where to read on.

use std::collections::HashMap;

use crate::markup;
use crate::model::Entry;

use super::blocks::{self, Block};
use super::letter::{Letter, LetterHead};
use super::{links, plain, private, wording};

/// A letter has no more items than this.
const MOST_ITEMS: usize = 100;
/// No more are put together, before repeats and those that lead nowhere are left out.
pub(super) const MOST_COLLECTED: usize = 2_000;
/// More lines are not read.
pub(super) const MOST_LINES: usize = 20_000;
/// Headlines are no longer than this …
const LONGEST_HEADLINE: usize = 200;
/// … and no shorter, with more than one word; where a heading is a link, it may be a short word.
const LEAST_HEADLINE: usize = 8;
const LEAST_HEADING: usize = 3;
/// A block that is so much link, in percent, is about what it links to.
const MOSTLY: usize = 60;
/// Words of an item beyond are left out: they lead to the article, they do not replace it.
const LONGEST_LEAD: usize = 1_000;
/// Words under a headline that leads nowhere, for it to be an announcement.
const LEAST_LEAD: usize = 60;
/// A letter of which so few items hold less than a third is one text with links in it, and kept as
/// a whole beside them.
const FEW_ITEMS: usize = 1;

/// An item that is being put together.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) link: Option<String>,
    /// Where the picture above its headline leads: there, where nothing else does.
    pub(super) picture: Option<String>,
}

/// Its items as entries, or the letter as one.
pub(super) fn of(letter: &Letter) -> Vec<Entry> {
    let mut items = match &letter.html {
        Some(html) => from_blocks(&blocks::of(html), &letter.head),
        None => plain::items(letter.text.as_deref().unwrap_or_default(), &letter.head),
    };
    for item in &mut items {
        // A picture above bare words is the letter's own.
        let picture = item.picture.take().filter(|_| !item.lead.is_empty());
        item.link = item.link.take().or(picture);
    }
    // Of what leads nowhere, an announcement is kept; a bare headline is the name of a part.
    items.retain(|item| item.link.is_some() || item.lead.chars().count() >= LEAST_LEAD);
    items = without_repeats(items);
    items.truncate(MOST_ITEMS);
    let whole = whole(letter);
    let told: usize = items.iter().map(|item| item.title.len() + item.lead.len()).sum();
    let all = whole.content.as_ref().map_or(0, String::len);
    let linked = items.iter().filter(|item| item.link.is_some()).count();
    if linked == 0 {
        return vec![whole];
    }
    let is_one_text = linked <= FEW_ITEMS && told * 3 < all;
    let items = items.into_iter().enumerate().map(|(number, item)| entry(letter, number, item));
    items.chain(is_one_text.then_some(whole)).collect()
}

/// The letter as one text.
pub(super) fn whole(letter: &Letter) -> Entry {
    let head = &letter.head;
    let lines: Vec<String> = match &letter.html {
        Some(html) => blocks::of(html).into_iter().map(|block| block.text).collect(),
        None => letter.plain_text().lines().map(str::to_owned).collect(),
    };
    let lines = lines.iter().take(MOST_LINES);
    let kept = lines.filter(|line| !is_left_out(line, head)).map(|line| {
        let line = private::without_reader(line, head);
        format!("<p>{}</p>", markup::escape(&line))
    });
    let content: String = kept.filter(|line| line != "<p></p>").collect();
    Entry {
        title: private::without_reader(head.subject.as_deref().unwrap_or_default(), head),
        id: head.message_id.clone(),
        published: head.date,
        author: sender(head),
        content: Some(content),
        ..Entry::default()
    }
}

/// Whom a letter is from: the name, else the address.
fn sender(head: &LetterHead) -> Option<String> {
    head.from_name.clone().or_else(|| head.from.clone())
}

fn entry(letter: &Letter, number: usize, item: Item) -> Entry {
    let head = &letter.head;
    let id = head.message_id.as_ref().map(|id| format!("{id}#{}", number + 1));
    let lead = private::without_reader(&item.lead, head);
    Entry {
        title: private::without_reader(&item.title, head),
        link: item.link,
        id,
        published: head.date,
        author: sender(head),
        summary: (!lead.is_empty()).then(|| format!("<p>{}</p>", markup::escape(&lead))),
        ..Entry::default()
    }
}

/// A line that is about the letter or its reader.
pub(super) fn is_left_out(line: &str, head: &LetterHead) -> bool {
    line.trim().is_empty()
        || wording::is_greeting(line)
        || wording::is_frame(line)
        || private::names_address(line, head)
}

/// Goes through the blocks: each headline begins an item, what follows belongs to it.
fn from_blocks(blocks: &[Block], head: &LetterHead) -> Vec<Item> {
    let mut items = Vec::new();
    let mut open: Option<Item> = None;
    // A picture above a headline often leads where the headline should.
    let mut picture: Option<String> = None;
    for block in blocks {
        if items.len() >= MOST_COLLECTED {
            break;
        }
        let link = best_link(block, head);
        if block.text.is_empty() {
            picture = link.or(picture);
            continue;
        }
        if is_left_out(&block.text, head) {
            items.extend(open.take());
            picture = None;
        } else if let Some(title) = headline(block, link.as_deref()) {
            items.extend(open.take());
            let lead = if title == block.text { String::new() } else { block.text.clone() };
            open = Some(Item { title, lead, link, picture: picture.take() });
        } else if block.is_heading {
            // The name of a part of the letter.
            items.extend(open.take());
        } else if let Some(item) = &mut open {
            picture = None;
            add(item, block, link);
        }
    }
    items.extend(open);
    items
}

/// Words after a headline, and where to read on.
fn add(item: &mut Item, block: &Block, link: Option<String>) {
    if item.link.is_none() {
        item.link = link;
    }
    // "Read more", or a way to somewhere else.
    if block.is_link() || item.lead.len() + block.text.len() > LONGEST_LEAD {
        return;
    }
    let words = without_leading_on(block);
    if !words.is_empty() {
        if !item.lead.is_empty() {
            item.lead.push(' ');
        }
        item.lead.push_str(&words);
    }
}

/// "… on Thursday. Read more »" without its last words.
fn without_leading_on(block: &Block) -> String {
    let mut text = block.text.as_str();
    for (_, words) in &block.links {
        if !words.is_empty() && wording::leads_on(words) {
            text = text.trim_end().strip_suffix(words.as_str()).unwrap_or(text);
        }
    }
    text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '»' | '>' | '›' | '→'))
        .to_owned()
}

/// The headline that a block is, or that the link in it is, as in a list of dates and titles.
fn headline(block: &Block, link: Option<&str>) -> Option<String> {
    let letters = block.text.chars().count();
    let words = block.text.split_whitespace().count();
    if letters > LONGEST_HEADLINE || wording::leads_on(&block.text) {
        return None;
    }
    let is_loud_link = link.is_some() && (block.is_heading || block.is_loud && block.is_link());
    let is_loud = block.is_heading || block.is_loud;
    let is_long_enough = letters >= LEAST_HEADLINE && words >= 2;
    // Where a headline leads somewhere it may be one short word.
    if is_loud_link && letters >= LEAST_HEADING || is_loud && is_long_enough {
        return Some(block.text.clone());
    }
    let is_title =
        |words: &String| words.split_whitespace().count() >= 3 && !wording::leads_on(words);
    let mut titles = block.links.iter().map(|(_, words)| words).filter(|words| !words.is_empty());
    let title = titles.next().filter(|words| is_title(words))?;
    let is_alone = titles.next().is_none() && block.link_percent >= MOSTLY;
    (is_alone && link.is_some()).then(|| title.clone())
}

/// The first link of a block that leads to something to read.
fn best_link(block: &Block, head: &LetterHead) -> Option<String> {
    let is_readable = |words: &str| !wording::is_frame(words) && !wording::is_sharing(words);
    let mut readable = block.links.iter().filter(|(_, words)| is_readable(words));
    readable.find_map(|(href, _)| links::followable(href, head))
}

/// One link is one item: the one with the most to say.
fn without_repeats(items: Vec<Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for item in items {
        let link = item.link.as_ref();
        let place = link.and_then(|link| places.get(link)).copied();
        match place.and_then(|place| kept.get_mut(place)) {
            Some(other) if other.lead.len() < item.lead.len() => *other = item,
            Some(_) => {}
            None => {
                places.extend(link.map(|link| (link.clone(), kept.len())));
                kept.push(item);
            }
        }
    }
    kept
}
