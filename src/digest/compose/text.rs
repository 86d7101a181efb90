//! A letter as plain text: real sentences for terminal mail readers, each link on a line of its own.

use super::view::{Link, View};
use super::view_item::ItemView;
use super::wrap::{MOST_COLUMNS, push_wrapped};
use crate::message::letter as words;

/// Under the number of a hit.
const INDENT: &str = "   ";

pub(super) fn letter(view: &View) -> String {
    let mut out = String::with_capacity(8 * 1024);
    head(&mut out, view);
    let mut number = 0;
    for section in &view.sections {
        if let Some(heading) = &section.heading {
            push_heading(&mut out, heading, '=');
        }
        for item in &section.items {
            number += 1;
            push_item(&mut out, view, item, number);
        }
    }
    if let Some(more) = &view.more {
        push_link(&mut out, &format!("{}:", more.words), &more.address, "");
        out.push('\n');
    }
    if !view.signature.is_empty() {
        for line in &view.signature {
            push_wrapped(&mut out, line, "", "");
        }
        out.push('\n');
    }
    foot(&mut out, view);
    answers(&mut out, view);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn head(out: &mut String, view: &View) {
    push_wrapped(out, &format!("Utkik · {}", view.overline.join(" · ")), "", "");
    out.push('\n');
    push_heading(out, &view.title, '=');
    let sentences: Vec<&str> = view.head.iter().map(|sentence| sentence.words.as_str()).collect();
    if !sentences.is_empty() {
        push_wrapped(out, &sentences.join(" "), "", "");
        out.push('\n');
    }
    for paragraph in &view.introduction {
        push_wrapped(out, paragraph, "", "");
        out.push('\n');
    }
}

fn push_item(out: &mut String, view: &View, item: &ItemView, number: usize) {
    push_wrapped(out, &item.title, &format!("{number}. "), INDENT);
    push_wrapped(out, &item.origin.join(" · "), INDENT, INDENT);
    if let Some(remark) = &item.remark {
        let comment = remark.comment.join(" ");
        let said = if comment.is_empty() {
            remark.ask.clone()
        } else {
            format!("{}: {comment}", remark.ask)
        };
        push_wrapped(out, &said, "   > ", "   > ");
    }
    if !item.summary.is_empty() {
        push_wrapped(out, &item.summary, INDENT, INDENT);
    }
    for fact in &item.facts {
        push_wrapped(out, &fact.words, "   - ", "     ");
    }
    if let Some(matched) = &item.matched {
        push_wrapped(out, matched, "   - ", "     ");
    }
    if item.page.is_some() {
        push_link(out, &format!("{}:", words::to_original(view.locale)), &item.link, INDENT);
    }
    let page = item.page.as_ref().unwrap_or(&item.link);
    push_link(out, &format!("{}:", words::open_in_utkik(view.locale)), page, INDENT);
    out.push('\n');
}

/// They come last, behind the foot: four long lines under each hit would bury the news.
fn answers(out: &mut String, view: &View) {
    if !view.offers_answers() {
        return;
    }
    out.push('\n');
    push_heading(out, &words::answers_heading(view.locale), '=');
    let items = view.sections.iter().flat_map(|section| &section.items);
    for (number, item) in (1..).zip(items) {
        if item.answers.is_empty() {
            continue;
        }
        push_wrapped(out, &item.title, &format!("{number}. "), INDENT);
        for Link { words, address } in &item.answers {
            push_link(out, &format!("{words}:"), address, INDENT);
        }
        out.push('\n');
    }
}

fn foot(out: &mut String, view: &View) {
    out.push_str(&"-".repeat(MOST_COLUMNS));
    out.push_str("\n\n");
    let locale = view.locale;
    if !view.notes.is_empty() {
        push_wrapped(out, &view.notes.join(" "), "", "");
        out.push('\n');
    }
    let forwarded = format!("{} {}:", words::forwarded(locale), view.subscribe.words);
    push_link(out, &forwarded, &view.subscribe.address, "");
    out.push('\n');
    push_wrapped(out, &view.why, "", "");
    push_link(out, &format!("{}:", view.manage.words), &view.manage.address, "");
    out.push('\n');
    push_wrapped(out, &format!("{} {}", view.sender, words::not_measured(locale)), "", "");
    if view.offers_answers() {
        out.push('\n');
        let (about, place) = (words::about_answers(locale), words::answers_at_end(locale));
        push_wrapped(out, &format!("{about} {place}"), "", "");
    }
}

/// A line in capitals would be spelled out by some readers aloud; one that is underlined is not.
pub(super) fn push_heading(out: &mut String, heading: &str, line: char) {
    push_wrapped(out, heading, "", "");
    let width = heading.chars().count().min(MOST_COLUMNS);
    out.extend(std::iter::repeat_n(line, width));
    out.push_str("\n\n");
}

pub(super) fn push_link(out: &mut String, words: &str, address: &str, indent: &str) {
    push_wrapped(out, words, indent, indent);
    out.push_str(indent);
    out.push_str(address);
    out.push('\n');
}
