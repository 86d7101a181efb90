//! A newsletter in its items: a headline, some words, and where to read on.

use crate::markup;
use crate::model::Entry;

use super::blocks::{self, Block};
use super::letter::{Letter, LetterHead};
use super::{links, plain, private, wording};

/// A letter has no more items than this.
const MOST_ITEMS: usize = 100;
/// Headlines are no longer than this …
const LONGEST_HEADLINE: usize = 200;
/// … and no shorter, with more than one word; where a heading is a link, it may be a short word.
const LEAST_HEADLINE: usize = 8;
const LEAST_HEADING: usize = 3;
/// Words of an item beyond are left out: they lead to the article, they do not replace it.
const LONGEST_LEAD: usize = 1_000;
/// A letter of which so few items hold less than a third is one text with links in it.
const FEW_ITEMS: usize = 1;

/// An item that is being put together.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) link: Option<String>,
}

/// Its items as entries, or the letter as one.
pub(super) fn of(letter: &Letter) -> Vec<Entry> {
    let mut items = match &letter.html {
        Some(html) => from_blocks(&blocks::of(html), &letter.head),
        None => plain::items(letter.text.as_deref().unwrap_or_default(), &letter.head),
    };
    items.retain(|item| item.link.is_some());
    items = without_repeats(items);
    items.truncate(MOST_ITEMS);
    let whole = whole(letter);
    let told: usize = items.iter().map(|item| item.title.len() + item.lead.len()).sum();
    let all = whole.content.as_ref().map_or(0, String::len);
    if items.is_empty() || items.len() <= FEW_ITEMS && told * 3 < all {
        return vec![whole];
    }
    items.into_iter().enumerate().map(|(number, item)| entry(letter, number, item)).collect()
}

/// The letter as one text.
pub(super) fn whole(letter: &Letter) -> Entry {
    let head = &letter.head;
    let lines: Vec<String> = match &letter.html {
        Some(html) => blocks::of(html).into_iter().map(|block| block.text).collect(),
        None => letter.plain_text().lines().map(str::to_owned).collect(),
    };
    let kept = lines.iter().filter(|line| !is_left_out(line, head)).map(|line| {
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
        let link = best_link(block, head);
        if block.text.is_empty() {
            picture = link.or(picture);
            continue;
        }
        if is_left_out(&block.text, head) {
            items.extend(open.take());
            picture = None;
        } else if is_headline(block, link.as_deref()) {
            items.extend(open.take());
            let link = link.or_else(|| picture.take());
            open = Some(Item { title: block.text.clone(), lead: String::new(), link });
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
    if block.is_link || item.lead.len() + block.text.len() > LONGEST_LEAD {
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

fn is_headline(block: &Block, link: Option<&str>) -> bool {
    let letters = block.text.chars().count();
    let words = block.text.split_whitespace().count();
    if letters > LONGEST_HEADLINE || wording::leads_on(&block.text) {
        return false;
    }
    // A heading that leads somewhere may be one short word.
    if block.is_heading && link.is_some() {
        return letters >= LEAST_HEADING;
    }
    if letters < LEAST_HEADLINE || words < 2 {
        return false;
    }
    block.is_heading || block.is_loud || block.is_link && link.is_some() && words >= 3
}

/// The first link of a block that leads to something to read.
fn best_link(block: &Block, head: &LetterHead) -> Option<String> {
    let readable = block
        .links
        .iter()
        .filter(|(_, words)| !wording::is_frame(words) && !wording::is_sharing(words));
    readable.filter_map(|(href, _)| links::followable(href, head)).next()
}

/// One link is one item: the one with the most to say.
fn without_repeats(items: Vec<Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::new();
    for item in items {
        match kept.iter_mut().find(|other| other.link == item.link) {
            Some(other) if other.lead.len() < item.lead.len() => *other = item,
            Some(_) => {}
            None => kept.push(item),
        }
    }
    kept
}
