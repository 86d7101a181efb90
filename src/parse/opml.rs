//! Lists of feeds (OPML 1.0 to 2.0), as programs exchange them: outlines within outlines.
//!
//! Read in one pass without a tree, so that no nesting costs anything; no entity is expanded.

use super::element::attribute;
use super::{ParseError, looks, tag, wording};
use crate::markup;

/// More are left out.
const MOST_OUTLINES: usize = 5_000;
/// Folders inside folders whose names are kept.
const DEEPEST: usize = 10;

/// One line of a list: a feed, or something else that has an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub title: String,
    /// `xmlUrl`, as written; some programs put commands there.
    pub feed: String,
    /// `htmlUrl`: the page of the feed.
    pub page: Option<String>,
    /// The folders that it lies in, the outermost first.
    pub folders: Vec<String>,
}

/// A list of feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedList {
    pub outlines: Vec<Outline>,
    /// There were more than are read.
    pub is_cut: bool,
}

/// Reads a decoded list.
pub(super) fn read(text: &str) -> Result<FeedList, ParseError> {
    let mut list = FeedList::default();
    let mut folders: Vec<String> = Vec::new();
    // Folders that lie too deep have no name, and are counted.
    let mut deeper: usize = 0;
    let mut has_root = false;
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let from = rest.get(start..).unwrap_or_default();
        let Some(length) = markup_length(from) else { break };
        let tag = from.get(1..length).unwrap_or_default().trim_end_matches('>');
        rest = from.get(length..).unwrap_or_default();
        if let Some(end) = tag.strip_prefix('/') {
            if is_outline(end) {
                match deeper.checked_sub(1) {
                    Some(less) => deeper = less,
                    None => _ = folders.pop(),
                }
            }
            continue;
        }
        if !has_root && !tag.starts_with(['!', '?']) {
            has_root = name(tag).eq_ignore_ascii_case("opml");
            if !has_root {
                return Err(looks::not(looks::A_LIST_OF_FEEDS, text));
            }
        }
        if !is_outline(tag) {
            continue;
        }
        let is_closed = tag.ends_with('/');
        let attributes = tag.get(name(tag).len()..).unwrap_or_default().trim_end_matches('/');
        let outline = outline(attributes, &folders);
        if !is_closed {
            let title = outline.title.clone();
            match folders.len() {
                DEEPEST.. => deeper += 1,
                _ => folders.push(title),
            }
        }
        if outline.feed.is_empty() {
            continue;
        }
        if list.outlines.len() >= MOST_OUTLINES {
            list.is_cut = true;
            break;
        }
        list.outlines.push(outline);
    }
    if has_root { Ok(list) } else { Err(looks::not(looks::A_LIST_OF_FEEDS, text)) }
}

fn outline(attributes: &str, folders: &[String]) -> Outline {
    let text = |name: &str| attribute(attributes, name).filter(|text| !text.is_empty());
    let line = |text: String| wording::short(markup::fold_space(&markup::strip_controls(&text)));
    Outline {
        title: text("title").or_else(|| text("text")).map(line).unwrap_or_default(),
        feed: text("xmlUrl").unwrap_or_default(),
        page: text("htmlUrl"),
        folders: folders.iter().filter(|name| !name.is_empty()).cloned().collect(),
    }
}

/// A tag, comment or declaration from its `<` on; `None` when the text ends in it.
fn markup_length(from: &str) -> Option<usize> {
    let past = |end: &str| from.find(end).map(|found| found + end.len());
    if from.starts_with("<!--") {
        past("-->")
    } else if from.starts_with("<![CDATA[") {
        past("]]>")
    } else if from.starts_with("<!DOCTYPE")
        && from.split('>').next().is_some_and(|t| t.contains('['))
    {
        // Declarations of entities stand inside; none is used.
        past("]>").or_else(|| past(">"))
    } else if from.starts_with("<?") || from.starts_with("<!") {
        past(">")
    } else {
        tag::tag_length(from)
    }
}

fn name(tag: &str) -> &str {
    tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default()
}

fn is_outline(tag: &str) -> bool {
    name(tag).eq_ignore_ascii_case("outline")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlines(inside: &str) -> Vec<(String, String, String)> {
        let text =
            format!("<?xml version='1.0'?><!-- <opml> --><opml version='2.0'>{inside}</opml>");
        let of = |outline: Outline| (outline.title, outline.feed, outline.folders.join("/"));
        read(&text).unwrap().outlines.into_iter().map(of).collect()
    }

    fn said(title: &str, feed: &str, folders: &str) -> (String, String, String) {
        (title.to_owned(), feed.to_owned(), folders.to_owned())
    }

    #[test]
    fn outlines_are_read_with_their_folders() {
        let found = outlines(
            "<head><title>Våra</title></head><body>\
             <outline text='Norden'><outline title='Bjuv' text='x' type='rss' \
             xmlUrl='https://bjuv.example/rss?a=1&amp;b=2' htmlUrl='https://bjuv.example/'/>\
             <outline text='Danmark'><OUTLINE TEXT=\"Køge &amp; co\" XMLURL='https://k.example/' />\
             </outline></outline>\
             <outline text='Ett > två' xmlUrl='https://e.example/'></outline>\
             <outline text='länk' type='link' url='https://l.example/'/>\
             <outline xmlUrl='|~/bin/x.py'/></body>\
             <outline xmlUrl='https://efter.example/' text='Efter'/>",
        );
        assert_eq!(
            found,
            [
                said("Bjuv", "https://bjuv.example/rss?a=1&b=2", "Norden"),
                said("Køge & co", "https://k.example/", "Norden/Danmark"),
                said("Ett > två", "https://e.example/", ""),
                said("", "|~/bin/x.py", ""),
                said("Efter", "https://efter.example/", ""),
            ]
        );
        assert_eq!(outlines("<head/>"), [], "a list without a body is empty");
        let cut = outlines("</outline></outline><outline xmlUrl='https://e.example/'");
        assert_eq!(cut, [said("", "https://e.example/", "")]);
    }

    #[test]
    fn other_files_are_told_from_lists() {
        for (text, looks_like) in [
            ("<not-opml><outline xmlUrl='https://e.example/'/></not-opml>", "other XML"),
            ("<rss version='2.0'><channel/></rss>", "a feed"),
            ("https://e.example/rss", "plain text"),
            ("<?xml version='1.0'?>", "plain text"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(looks_like) && error.contains("OPML"), "{text}: {error}");
        }
    }

    #[test]
    fn traps_end_in_time() {
        let bomb = "<!DOCTYPE opml [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>\
                    <opml><outline text='&b;' xmlUrl='https://e.example/'/></opml>";
        assert_eq!(read(bomb).unwrap().outlines[0].title, "&b;");
        let many = "<outline xmlUrl='https://e.example/'/>".repeat(100_000);
        let list = read(&format!("<opml>{many}</opml>")).unwrap();
        assert_eq!((list.outlines.len(), list.is_cut), (MOST_OUTLINES, true));
        let deep = "<outline text='a'>".repeat(100_000);
        let list = read(&format!("<opml>{deep}<outline xmlUrl='https://e.example/'/>")).unwrap();
        assert_eq!(list.outlines[0].folders.len(), DEEPEST);
        let long = format!("<opml><outline text='{}' xmlUrl='x'/></opml>", "a".repeat(5_000_000));
        assert!(read(&long).is_ok());
        assert!(read(&format!("<opml>{}", "<".repeat(300_000))).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_written_ends(text in "(<opml>)?(</?(outline|body)( (text|xmlUrl)=['\"]?[a-z:/&;]{0,9}['\"]?)*/?>?|<!--|-->|<!DOCTYPE|\\[|\\]){0,30}") {
            let _ = read(&text);
        }
    }
}
