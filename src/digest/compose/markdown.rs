//! A letter as Markdown, to be pasted where people write together. It is nobody's own: no link in
//! it manages a subscription or answers for a reader.

use std::fmt::Write as _;

use super::view::{View, view};
use super::view_item::ItemView;
use crate::digest::letter::Letter;
use crate::message::letter as words;

pub fn markdown(letter: &Letter) -> String {
    let view = view(letter);
    let mut out = format!("# {}\n\n", plain(&view.title));
    paragraph(&mut out, &format!("Utkik · {}", plain(&view.overline.join(" · "))));
    let head: Vec<&str> = view.head.iter().map(|sentence| sentence.words.as_str()).collect();
    paragraph(&mut out, &head.join(" "));
    for text in &view.introduction {
        paragraph(&mut out, &plain(text));
    }
    for section in &view.sections {
        if let Some(heading) = &section.heading {
            paragraph(&mut out, &format!("## {heading}"));
        }
        for item in &section.items {
            push_item(&mut out, &view, item);
        }
    }
    if let Some(more) = &view.more {
        paragraph(&mut out, &format!("[{}]({})", more.words, target(&more.address)));
    }
    // A backslash at the end keeps the line (CommonMark 6.7).
    let signature: Vec<String> = view.signature.iter().map(|line| plain(line)).collect();
    paragraph(&mut out, &signature.join("\\\n"));
    paragraph(&mut out, &view.notes.join(" "));
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn push_item(out: &mut String, view: &View, item: &ItemView) {
    let marks = if view.item_level() == 3 { "###" } else { "##" };
    paragraph(out, &format!("{marks} [{}]({})", plain(&item.title), target(&item.link)));
    paragraph(out, &plain(&item.origin.join(" · ")));
    if let Some(remark) = &item.remark {
        let mut said = format!("> **{}**", plain(&remark.ask));
        for text in &remark.comment {
            // Writing to a string cannot fail.
            let _ = write!(said, "\n>\n> {}", plain(text));
        }
        paragraph(out, &said);
    }
    paragraph(out, &plain(&item.summary));
    let facts = item.facts.iter().map(|fact| &fact.words).chain(&item.matched);
    let list: Vec<String> = facts.map(|words| format!("- {}", plain(words))).collect();
    paragraph(out, &list.join("\n"));
    if let Some(page) = &item.page {
        paragraph(out, &format!("[{}]({})", words::open_in_utkik(view.locale), target(page)));
    }
}

fn paragraph(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push_str(text);
        out.push_str("\n\n");
    }
}

/// Text in which nothing is a sign of Markdown or HTML.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for (at, letter) in text.char_indices() {
        let is_sign = matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '!'
        );
        let begins_block = at == 0 && matches!(letter, '#' | '+' | '-' | '=');
        // `1986. Ett år` would begin a list.
        let ends_number = matches!(letter, '.' | ')')
            && at > 0
            && text.bytes().take(at).all(|byte| byte.is_ascii_digit());
        if is_sign || begins_block || ends_number {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// An address that ends where it should.
fn target(address: &str) -> String {
    address.replace('(', "%28").replace(')', "%29").replace('<', "%3C").replace('>', "%3E")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let check = |text: &str, escaped: &str| assert_eq!(plain(text), escaped);
        check("[x](javascript:1) <b> *y*", "\\[x\\](javascript:1) \\<b\\> \\*y\\*");
        check("# a", "\\# a");
        check("1986. Ett år", "1986\\. Ett år");
        check("Ca 3.5 - 4", "Ca 3.5 - 4");
    }
}
