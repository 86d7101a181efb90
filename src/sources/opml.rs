//! Lists of feeds (OPML) in and out of the source list.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::address;
use crate::config::{self, NewSource};
use crate::markup;
use crate::message::{Locale, sources as names};
use crate::model::{AddressFilter, CanonicalUrl, Group, Source, SourceId, SourceKind};
use crate::parse::{FeedList, Outline};

use super::entry;

/// Why a line of a list is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// The source list has it already, or the lines above do.
    Known(SourceId),
    /// It is no address that a source may have; some programs write commands there.
    NoAddress,
}

/// What a list of feeds amounts to.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    pub sources: Vec<NewSource>,
    /// What the list called it or where it points, and why it is left out.
    pub skipped: Vec<(String, Skipped)>,
}

/// The entries for a list of feeds. `comment` says where each comes from, and gets its folder.
pub fn import(
    list: &FeedList,
    known: &[Source],
    group: Option<Group>,
    comment: impl Fn(&str) -> String,
) -> Imported {
    let mut imported = Imported::default();
    let canonical = |source: &Source| Some((address::canonical(&source.url)?, source.id.clone()));
    let mut addresses: HashMap<CanonicalUrl, SourceId> =
        known.iter().filter_map(canonical).collect();
    let mut ids: Vec<String> = known.iter().map(|source| source.id.to_string()).collect();
    for outline in &list.outlines {
        let called = if outline.title.is_empty() { &outline.feed } else { &outline.title };
        let called = markup::strip_controls(called);
        let Some(url) = address::canonical(&outline.feed) else {
            imported.skipped.push((called, Skipped::NoAddress));
            continue;
        };
        if let Some(id) = addresses.get(&url) {
            imported.skipped.push((called, Skipped::Known(id.clone())));
            continue;
        }
        let source = new_source(outline, group, &ids, &comment);
        // What the reader of the list would refuse, such as a password in an address.
        let read = config::read_sources(Path::new("OPML"), source.written());
        if read.is_ok_and(|read| read.problems.is_empty() && read.sources.len() == 1) {
            addresses.insert(url, source.id.clone());
            ids.push(source.id.to_string());
            imported.sources.push(source);
        } else {
            imported.skipped.push((called, Skipped::NoAddress));
        }
    }
    imported
}

fn new_source(
    outline: &Outline,
    group: Option<Group>,
    ids: &[String],
    comment: impl Fn(&str) -> String,
) -> NewSource {
    let name = match outline.title.as_str() {
        "" => address::site_of(&outline.feed),
        title => title.to_owned(),
    };
    let of_folder = outline.folders.first().and_then(|folder| group_called(folder));
    NewSource {
        comments: vec![comment(&outline.folders.join(" / "))],
        id: entry::free_id(&name, &|id| ids.iter().any(|taken| taken == id)),
        name,
        url: outline.feed.trim().to_owned(),
        kind: SourceKind::Feed,
        format: None,
        language: None,
        country: entry::country(&outline.feed, None),
        group: group.or(of_folder),
        listing: None,
        sitemap: AddressFilter::default(),
    }
}

/// The group that a folder means: by its word, or by what we call it in the interface.
fn group_called(folder: &str) -> Option<Group> {
    let is = |group: &Group| {
        let names = [
            group.as_str().to_owned(),
            names::group(Locale::Sv, *group),
            names::group(Locale::En, *group),
        ];
        names.iter().any(|name| name.to_lowercase() == folder.trim().to_lowercase())
    };
    Group::ALL.into_iter().find(is)
}

/// The feeds among these sources as OPML 2.0, one folder for each group.
pub fn export<'s>(
    locale: Locale,
    title: &str,
    sources: impl Iterator<Item = &'s Source>,
) -> String {
    let feeds: Vec<&Source> = sources.filter(|source| source.kind == SourceKind::Feed).collect();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    \
         <title>{}</title>\n  </head>\n  <body>\n",
        escaped(title)
    );
    for group in Group::ALL {
        let mut of_group = feeds.iter().filter(|source| source.group == group).peekable();
        if of_group.peek().is_none() {
            continue;
        }
        let name = escaped(&names::group(locale, group));
        let _ = writeln!(text, "    <outline text=\"{name}\" title=\"{name}\">");
        for source in of_group {
            let (name, url) = (escaped(&source.name), escaped(&source.url));
            let _ = writeln!(
                text,
                "      <outline type=\"rss\" text=\"{name}\" title=\"{name}\" xmlUrl=\"{url}\"/>"
            );
        }
        text.push_str("    </outline>\n");
    }
    text + "  </body>\n</opml>\n"
}

/// For an attribute within double quotes, without the characters that XML forbids.
fn escaped(text: &str) -> String {
    let legal: String = markup::strip_controls(text);
    markup::escape(&legal.replace(['\n', '\t'], " ")).replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    fn sources(text: &str) -> Vec<Source> {
        config::read_sources(Path::new("s"), text).unwrap().sources
    }

    fn list(inside: &str) -> FeedList {
        parse::opml(format!("<opml version=\"2.0\"><body>{inside}</body></opml>").as_bytes())
            .unwrap()
    }

    const KNOWN: &str =
        "[[source]]\nid = \"bjuv\"\nname = \"Bjuv\"\nurl = \"https://bjuv.se/rss\"\n";

    #[test]
    fn known_ones_and_commands_are_left_out_and_told() {
        let list = list(
            "<outline text='Bjuv igen' xmlUrl='https://BJUV.se/rss?utm_source=x'/>\
             <outline text='Sverige'><outline text='Bjuv' xmlUrl='https://bjuv.se/annat'/></outline>\
             <outline text='Kommando' xmlUrl='|~/x.py'/><outline xmlUrl='https://b.example/feed'/>\
             <outline text='Två gånger' xmlUrl='https://b.example/feed'/>\
             <outline text='Hemlig' xmlUrl='https://a:b@c.example/'/>\
             <outline text='Mall' xmlUrl='https://c.example/{x}'/>",
        );
        let imported = import(&list, &sources(KNOWN), None, |folder| format!("ur {folder}"));
        let ids: Vec<&str> = imported.sources.iter().map(|source| source.id.as_str()).collect();
        assert_eq!(ids, ["bjuv-2", "b-example"]);
        let bjuv = &imported.sources[0];
        assert_eq!((bjuv.group, bjuv.country.as_deref()), (Some(Group::Sweden), Some("SE")));
        assert_eq!(bjuv.comments, ["ur Sverige"]);
        let skipped: Vec<&str> = imported.skipped.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(skipped, ["Bjuv igen", "Kommando", "Två gånger", "Hemlig", "Mall"]);
        assert_eq!(imported.skipped[0].1, Skipped::Known("bjuv".parse().unwrap()));
        assert_eq!(imported.skipped[1].1, Skipped::NoAddress);
    }

    #[test]
    fn what_goes_out_comes_back() {
        let text = format!(
            "{KNOWN}country = \"SE\"\n[[source]]\nid = \"k\"\nname = 'Køge & \"co\" <x>'\n\
             url = \"https://k.example/?a=1&b=2\"\ncountry = \"DK\"\n\
             [[source]]\nid = \"karta\"\nname = \"Karta\"\nkind = \"sitemap\"\n\
             url = \"https://k.example/sitemap.xml\"\n"
        );
        let before = sources(&text);
        for locale in [Locale::Sv, Locale::En] {
            let opml = export(locale, "Vårt <nätverk>", before.iter());
            let list = parse::opml(opml.as_bytes()).unwrap();
            let imported = import(&list, &[], None, |_| String::new());
            let back: Vec<_> =
                imported.sources.iter().map(|s| (&s.name, &s.url, s.group)).collect();
            let feeds = before.iter().filter(|source| source.kind == SourceKind::Feed);
            let sent: Vec<_> = feeds.map(|s| (&s.name, &s.url, Some(s.group))).collect();
            assert_eq!(back, sent);
        }
    }
}
