//! Where a saved file came from, as it says itself.

use crate::markup;

/// So much of a file is looked at: what it says of itself stands at its beginning.
const LOOK_BYTES: usize = 256 * 1024;

/// The address of a page that somebody has saved: the note that a browser leaves, the address that
/// it calls canonical, the one it is shared by, the base of its links.
pub fn saved_address(bytes: &[u8]) -> Option<String> {
    let text = beginning(bytes);
    let web = |address: String| markup::absolute(None, &markup::decode_entities(&address));
    noted(&text)
        .or_else(|| attribute_of(&text, "link", ("rel", "canonical"), "href"))
        .or_else(|| attribute_of(&text, "meta", ("property", "og:url"), "content"))
        .and_then(web)
        .or_else(|| base_of(&text).and_then(web))
}

/// The address that a saved feed calls its own.
pub fn feed_address(bytes: &[u8]) -> Option<String> {
    let text = beginning(bytes);
    let own = ["link", "atom:link"]
        .iter()
        .find_map(|name| attribute_of(&text, name, ("rel", "self"), "href"));
    markup::absolute(None, &markup::decode_entities(&own.or_else(|| feed_url(&text))?))
}

/// `"feed_url": "https://…"` of a JSON Feed.
fn feed_url(text: &str) -> Option<String> {
    let (_, after) = text.split_once("\"feed_url\"")?;
    let value = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    Some(value.split('"').next()?.replace("\\/", "/"))
}

fn beginning(bytes: &[u8]) -> String {
    markup::decode_html(bytes.get(..LOOK_BYTES).unwrap_or(bytes), None).text
}

/// `<!-- saved from url=(0023)https://ekvik.example/ -->` of browsers, `url: https://…` of
/// `SingleFile`.
fn noted(text: &str) -> Option<String> {
    if let Some((_, after)) = text.split_once("saved from url=") {
        let after = after.strip_prefix('(').map_or(after, |counted| {
            counted.split_once(')').map_or(counted, |(_, address)| address)
        });
        return Some(up_to_comment_end(after));
    }
    let (_, after) = text.split_once("saved with SingleFile")?;
    let (note, _) = after.split_once("-->")?;
    let line = note.lines().find_map(|line| line.trim().strip_prefix("url:"))?;
    Some(line.trim().to_owned())
}

/// Addresses may hold hyphens: the end of the comment is the end of the address.
fn up_to_comment_end(text: &str) -> String {
    let end = text.split("-->").next().unwrap_or_default();
    end.split_whitespace().next().unwrap_or_default().to_owned()
}

/// A base is often the top of the site, which says nothing of the page.
fn base_of(text: &str) -> Option<String> {
    let base = tags(text, "base").find_map(|tag| attribute(tag, "href"))?;
    (!crate::address::is_home_page(&base)).then_some(base)
}

/// The attribute `wanted` of the first such tag that has another attribute with this value.
fn attribute_of(
    text: &str,
    name: &str,
    (other, value): (&str, &str),
    wanted: &str,
) -> Option<String> {
    tags(text, name)
        .find(|tag| attribute(tag, other).is_some_and(|said| said.eq_ignore_ascii_case(value)))
        .and_then(|tag| attribute(tag, wanted))
}

/// What stands between `<name` and `>`, for each such tag.
fn tags<'t>(text: &'t str, name: &str) -> impl Iterator<Item = &'t str> {
    let name = name.to_owned();
    text.split('<').filter_map(move |tag| {
        let rest = tag.get(name.len()..)?;
        let is_it = tag.get(..name.len())?.eq_ignore_ascii_case(&name)
            && rest.starts_with(|c: char| c.is_whitespace());
        is_it.then(|| rest.split('>').next().unwrap_or_default())
    })
}

/// The value of an attribute, with or without quotes.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let found = before.split_whitespace().next_back().unwrap_or_default();
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, next) = match quote {
            Some(quote) => after.get(1..)?.split_once(quote).unwrap_or((after.get(1..)?, "")),
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(value.trim().to_owned());
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_it_was_saved_from() {
        for (html, expected) in [
            (
                "<!DOCTYPE html>\n<!-- saved from url=(0034)https://ekvik.example/ny-bro-2026 -->\n\
                 <html><link rel=canonical href='https://ekvik.example/other'>",
                "https://ekvik.example/ny-bro-2026",
            ),
            (
                "<!-- \n Page saved with SingleFile \n url: https://ekvik.example/a?b=1 \n \
                 saved date: Fri -->",
                "https://ekvik.example/a?b=1",
            ),
            (
                "<LINK href=\"https://ekvik.example/a?b=1&amp;c=2\" rel=\"canonical\" />",
                "https://ekvik.example/a?b=1&c=2",
            ),
            (
                "<meta property='og:url' content='https://ekvik.example/b'>",
                "https://ekvik.example/b",
            ),
            (
                "<base href='https://ekvik.example/nyheter/bro'>",
                "https://ekvik.example/nyheter/bro",
            ),
            ("<base href='https://ekvik.example/'>", ""),
            ("<link rel=canonical href='/relative'>", ""),
            ("<linked rel=canonical href='https://ekvik.example/no'>", ""),
            ("<p>", ""),
        ] {
            assert_eq!(saved_address(html.as_bytes()).unwrap_or_default(), expected, "{html}");
        }
    }

    #[test]
    fn a_feed_says_its_own_address() {
        for (feed, expected) in [
            (
                "<feed><link rel='self' href='https://ekvik.example/atom'/>",
                "https://ekvik.example/atom",
            ),
            (
                "<rss><channel><link>https://ekvik.example/</link>\
                 <atom:link href=\"https://ekvik.example/rss\" rel=\"self\"/>",
                "https://ekvik.example/rss",
            ),
            (
                "{\"feed_url\": \"https:\\/\\/ekvik.example\\/feed.json\"}",
                "https://ekvik.example/feed.json",
            ),
            ("<rss/>", ""),
        ] {
            assert_eq!(feed_address(feed.as_bytes()).unwrap_or_default(), expected, "{feed}");
        }
    }
}
