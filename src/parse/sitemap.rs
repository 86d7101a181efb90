//! Sitemaps: the addresses of a site with the days of their last change, and lists of such lists
//! (sitemaps.org, protocol 0.9).
//!
//! Read in one pass without a tree, so that no nesting costs anything.

use std::io::Read;

use flate2::read::GzDecoder;

use super::{ParseError, looks, tag};
use crate::address;
use crate::date;
use crate::markup;
use crate::model::{AddressFilter, Entry, Feed, Timestamp};

/// How gzip begins (RFC 1952, section 2.3.1).
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// So many addresses with the very same day of change were all generated on that day, and the day
/// tells nothing about any of them.
const MADE_TOGETHER: usize = 20;

/// What is refused or left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SitemapLimits {
    /// Bytes of a sitemap that came packed.
    pub bytes: usize,
    /// Addresses beyond are left out, with a warning.
    pub addresses: usize,
}

/// What a sitemap lists.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one at a time, and it is taken apart at once"
)]
#[derive(Clone, Debug, PartialEq)]
pub enum Sitemap {
    /// Pages. Most entries have an address and nothing else.
    Pages(Feed),
    /// Other sitemaps of the site, in the order of the file.
    Index(Vec<ChildSitemap>),
}

/// A sitemap that an index names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildSitemap {
    /// Absolute.
    pub url: String,
    pub modified: Option<Timestamp>,
}

/// The bytes of a packed sitemap, unpacked; others as they are.
pub(super) fn unpacked(bytes: Vec<u8>, limits: SitemapLimits) -> Result<Vec<u8>, ParseError> {
    if !bytes.starts_with(&GZIP) {
        return Ok(bytes);
    }
    let most = u64::try_from(limits.bytes).unwrap_or(u64::MAX);
    let mut text = Vec::new();
    let read = GzDecoder::new(bytes.as_slice()).take(most.saturating_add(1)).read_to_end(&mut text);
    match read {
        Ok(_) if text.len() > limits.bytes => Err(ParseError::TooLarge(limits.bytes)),
        Ok(_) => Ok(text),
        Err(error) => Err(ParseError::Damaged(format!("gzip, {error}"))),
    }
}

/// Reads a decoded sitemap: XML, or one address to a line.
pub(super) fn read(
    text: &str,
    url: &str,
    filter: &AddressFilter,
    limits: SitemapLimits,
) -> Result<Sitemap, ParseError> {
    if text.starts_with("http") {
        let blocks =
            text.lines().map(|line| Block { address: line.to_owned(), ..Block::default() });
        return Ok(Sitemap::Pages(pages(blocks.take(limits.addresses + 1), url, filter, limits)));
    }
    let mut scan = Scan { text, at: 0 };
    let root = scan.root().ok_or_else(|| looks::not(looks::A_SITEMAP, text))?;
    let blocks = if root.is_empty { Vec::new() } else { scan.blocks(root, limits.addresses)? };
    if root.is_index {
        return Ok(Sitemap::Index(
            blocks.into_iter().filter_map(|block| child(&block, url)).collect(),
        ));
    }
    Ok(Sitemap::Pages(pages(blocks.into_iter(), url, filter, limits)))
}

/// Other sites have sitemaps of their own: only what is on the site of the sitemap is taken.
fn own(address: &str, url: &str) -> Option<String> {
    let address = markup::absolute(Some(url), address)?;
    (address::site_of(&address) == address::site_of(url)).then_some(address)
}

fn child(block: &Block, url: &str) -> Option<ChildSitemap> {
    Some(ChildSitemap { url: own(&block.address, url)?, modified: date::parse(&block.modified) })
}

fn pages(
    blocks: impl Iterator<Item = Block>,
    url: &str,
    filter: &AddressFilter,
    limits: SitemapLimits,
) -> Feed {
    let mut feed = Feed::default();
    let (mut elsewhere, mut filtered) = (0, 0);
    for block in blocks {
        let Some(address) = own(&block.address, url) else {
            elsewhere += 1;
            continue;
        };
        // A home page is no article.
        if address::is_home_page(&address) {
            continue;
        }
        if !filter.lets_through(&address) {
            filtered += 1;
            continue;
        }
        if feed.entries.len() >= limits.addresses {
            feed.warnings.push(format!("only the first {} addresses were read", limits.addresses));
            break;
        }
        feed.entries.push(Entry {
            title: super::wording::short(markup::fold_space(&markup::strip_controls(&block.title))),
            link: Some(address),
            published: date::parse(&block.published),
            updated: date::parse(&block.modified),
            language: block.language.parse().ok(),
            tags: block.keywords(),
            ..Entry::default()
        });
    }
    if elsewhere > 0 {
        feed.warnings.push(format!("{elsewhere} addresses belong to other sites, or are none"));
    }
    if filtered > 0 && feed.entries.is_empty() {
        let warning = format!("`include` and `exclude` leave out all {filtered} addresses");
        feed.warnings.push(warning);
    }
    forget_day_of_making(&mut feed.entries);
    feed
}

fn forget_day_of_making(entries: &mut [Entry]) {
    let day = |entry: &Entry| Some(entry.updated?.to_string().split('T').next()?.to_owned());
    let Some(first) = entries.first().and_then(day) else { return };
    let are_same = entries.iter().all(|entry| day(entry).as_ref() == Some(&first));
    if entries.len() >= MADE_TOGETHER && are_same {
        for entry in entries {
            entry.updated = None;
        }
    }
}

/// One `<url>` or `<sitemap>`, as written.
#[derive(Debug, Default)]
struct Block {
    address: String,
    modified: String,
    title: String,
    published: String,
    language: String,
    keywords: String,
}

#[derive(Clone, Copy)]
struct Root<'a> {
    /// `sm:` where the file writes `<sm:urlset>`.
    prefix: &'a str,
    name: &'a str,
    is_index: bool,
    /// `<urlset/>`
    is_empty: bool,
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    /// The next tag, `/` first when it ends something, with what follows it. `Err` when the text
    /// ends within a tag.
    fn next(&mut self) -> Result<Option<(&'a str, &'a str)>, ()> {
        loop {
            let Some(found) = self.text.get(self.at..).and_then(|rest| rest.find('<')) else {
                return Ok(None);
            };
            self.at += found;
            let from = self.text.get(self.at..).unwrap_or_default();
            let past = |end: &str| from.find(end).map(|found| found + end.len()).ok_or(());
            if from.starts_with("<!--") {
                self.at += past("-->")?;
            } else if from.starts_with("<![CDATA[") {
                self.at += past("]]>")?;
            } else if from.starts_with("<?") || from.starts_with("<!") {
                self.at += past(">")?;
            } else {
                let length = tag::tag_length(from).ok_or(())?;
                self.at += length;
                let name = from.get(1..).unwrap_or_default();
                let after_slash = name.strip_prefix('/').unwrap_or(name);
                let end = after_slash.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
                let end = end.unwrap_or(0) + (name.len() - after_slash.len());
                let rest = from.get(length..).unwrap_or_default();
                return Ok(Some((name.get(..end).unwrap_or_default(), rest)));
            }
        }
    }

    fn root(&mut self) -> Option<Root<'a>> {
        let (tag, _) = self.next().ok()??;
        let (prefix, name) = tag.split_at(tag.find(':').map_or(0, |colon| colon + 1));
        let is_index = name.eq_ignore_ascii_case("sitemapindex");
        let is_empty = self.text.get(..self.at).is_some_and(|tag| tag.ends_with("/>"));
        let is_root = is_index || name.eq_ignore_ascii_case("urlset");
        is_root.then_some(Root { prefix, name, is_index, is_empty })
    }

    /// One block more than `most` at the most.
    fn blocks(&mut self, root: Root<'_>, most: usize) -> Result<Vec<Block>, ParseError> {
        let mut blocks = Vec::new();
        let mut block = None;
        loop {
            let truncated = ParseError::Truncated { entries: blocks.len() };
            let Ok(Some((tag, rest))) = self.next() else { return Err(truncated) };
            let ours = |tag: &'a str| tag.strip_prefix(root.prefix).unwrap_or_default();
            if let Some(end) = tag.strip_prefix('/') {
                match ours(end).to_ascii_lowercase().as_str() {
                    "url" | "sitemap" => blocks.extend(block.take()),
                    end if end.eq_ignore_ascii_case(root.name) => return Ok(blocks),
                    _ => {}
                }
                if blocks.len() > most {
                    return Ok(blocks);
                }
                continue;
            }
            let name = ours(tag).to_ascii_lowercase();
            if matches!(name.as_str(), "url" | "sitemap") {
                block = Some(Block::default());
            } else if let Some(block) = &mut block {
                block.take(&name, tag, rest);
            }
        }
    }
}

impl Block {
    fn take(&mut self, name: &str, tag: &str, rest: &str) {
        match (name, tag) {
            ("loc", _) if self.address.is_empty() => self.address = text(rest),
            ("lastmod", _) => self.modified = text(rest),
            (_, "news:title") => self.title = text(rest),
            (_, "news:publication_date") => self.published = text(rest),
            (_, "news:language") => self.language = text(rest),
            (_, "news:keywords") => self.keywords = text(rest),
            _ => {}
        }
    }

    /// What the article is about, as its site says.
    fn keywords(&self) -> Vec<String> {
        const MOST: usize = 20;
        let words = self.keywords.split(',').map(markup::fold_space);
        words.filter(|word| !word.is_empty() && word.len() <= 100).take(MOST).collect()
    }
}

/// The text up to the next tag.
fn text(rest: &str) -> String {
    const LONGEST_BYTES: usize = 8 * 1024;
    let rest = rest.trim_start();
    if let Some(data) = rest.strip_prefix("<![CDATA[") {
        return data.split_once("]]>").map_or("", |(data, _)| data.trim()).to_owned();
    }
    let end = rest.find('<').unwrap_or(rest.len());
    let raw = rest.get(..end).filter(|raw| raw.len() <= LONGEST_BYTES);
    markup::decode_entities(raw.unwrap_or_default().trim()).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;
    use crate::parse::sitemap;

    const URL: &str = "https://www.ekvik.example/sitemap.xml";
    const LIMITS: SitemapLimits = SitemapLimits { bytes: 1024 * 1024, addresses: 50_000 };

    fn read(text: impl Into<Vec<u8>>) -> Result<Sitemap, ParseError> {
        sitemap(text.into(), Some("application/xml"), URL, &AddressFilter::default(), LIMITS)
    }

    fn pages(text: impl Into<Vec<u8>>) -> Feed {
        match read(text) {
            Ok(Sitemap::Pages(feed)) => feed,
            other => panic!("{other:?}"),
        }
    }

    fn urlset(inside: &str) -> String {
        format!(
            "<?xml version='1.0' encoding='UTF-8'?><!-- made by <url> -->\
             <urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='n'>\
             {inside}</urlset>"
        )
    }

    #[test]
    fn addresses_are_read_with_what_is_known_of_them() {
        let text = urlset(
            "<url><loc> https://www.ekvik.example/n?a=1&amp;b=2 </loc>\
             <lastmod>2026-11-20</lastmod><image:loc>https://www.ekvik.example/i.png</image:loc>\
             </url><url><image:image><image:loc>x</image:loc></image:image>\
             <loc><![CDATA[/rel]]></loc><news:news><news:publication><news:name>T</news:name>\
             <news:language>sv</news:language></news:publication>\
             <news:keywords>broar, , gång &amp; cykel</news:keywords><news:publication_date>2026-11-21T08:00:00+01:00\
             </news:publication_date><news:title>Bro &amp; bad</news:title></news:news>\
             <video:title>Film</video:title></url>\
             <url><loc>https://ekvik.example/</loc></url><url><loc>https://b.example/x</loc></url>",
        );
        let feed = pages(text);
        let entry = |at: usize| &feed.entries[at];
        assert_eq!(feed.entries.len(), 2, "a home page and another site are left out");
        assert_eq!(entry(0).link.as_deref(), Some("https://www.ekvik.example/n?a=1&b=2"));
        assert_eq!(entry(0).updated.unwrap().to_string(), "2026-11-20T00:00:00Z");
        assert_eq!((entry(0).title.as_str(), entry(0).published), ("", None));
        assert_eq!(entry(1).link.as_deref(), Some("https://www.ekvik.example/rel"));
        assert_eq!(entry(1).title, "Bro & bad");
        assert_eq!(entry(1).language, Some(crate::model::Language::SV));
        assert_eq!(entry(1).tags, ["broar", "gång & cykel"]);
        assert_eq!(entry(1).published.unwrap().to_string(), "2026-11-21T07:00:00Z");
        assert_eq!(feed.warnings, ["1 addresses belong to other sites, or are none"]);
    }

    #[test]
    fn a_filter_that_leaves_nothing_says_so() {
        let filter = AddressFilter { include: vec!["/nyheter/".to_owned()], ..Default::default() };
        let text = urlset("<url><loc>/a</loc></url><url><loc>/b</loc></url>");
        let read = sitemap(text.into_bytes(), None, URL, &filter, LIMITS);
        let Ok(Sitemap::Pages(feed)) = read else { panic!("{read:?}") };
        assert_eq!(feed.warnings, ["`include` and `exclude` leave out all 2 addresses"]);
    }

    #[test]
    fn prefixes_lists_of_lines_and_packed_files_are_read_too() {
        let prefixed = "<sm:urlset><sm:url><sm:loc>/a</sm:loc><loc>/no</loc></sm:url></sm:urlset>";
        assert_eq!(pages(prefixed).entries.len(), 1);
        let lines = "https://www.ekvik.example/a\nhttps://www.ekvik.example/b\n\n";
        assert_eq!(pages(lines).entries.len(), 2);
        assert_eq!(pages(packed(urlset("<url><loc>/a</loc></url>").as_bytes())).entries.len(), 1);
        let bomb = packed(&vec![b' '; LIMITS.bytes + 1]);
        assert_eq!(read(bomb), Err(ParseError::TooLarge(LIMITS.bytes)));
        let mut half = packed(urlset("<url><loc>/a</loc></url>").as_bytes());
        half.truncate(half.len() / 2);
        assert!(matches!(read(half), Err(ParseError::Damaged(_))));
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn an_index_names_sitemaps_of_its_site() {
        let text = "<sitemapindex><sitemap><loc>/a.xml.gz</loc><lastmod>2026-11-20</lastmod>\
                    </sitemap><sitemap><loc>https://b.example/b.xml</loc></sitemap></sitemapindex>";
        let Ok(Sitemap::Index(children)) = read(text) else { panic!("an index") };
        assert_eq!(children.len(), 1);
        assert_eq!(children[0].url, "https://www.ekvik.example/a.xml.gz");
        assert!(children[0].modified.is_some());
    }

    #[test]
    fn what_is_no_sitemap_says_what_it_is() {
        for (text, error) in [
            ("", ParseError::Empty),
            ("<html><title>Karta</title>", looks::not(looks::A_SITEMAP, "<html><title>Karta")),
            ("<rss><channel/></rss>", looks::not(looks::A_SITEMAP, "<rss>")),
            ("<urlset><url><loc>/a</loc></url><url><lo", ParseError::Truncated { entries: 1 }),
            ("<urlset><url><loc>/a</loc></url>", ParseError::Truncated { entries: 1 }),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
        assert_eq!(pages("<urlset></urlset>").entries, []);
        assert_eq!(pages("<urlset/>").entries, []);
    }

    #[test]
    fn a_day_that_all_addresses_share_is_the_day_of_their_making() {
        let block = |n: usize, day: usize| {
            format!("<url><loc>/{n}</loc><lastmod>2026-11-{day:02}T08:0{}Z</lastmod></url>", n % 9)
        };
        let same: String = (0..30).map(|n| block(n, 20)).collect();
        assert!(pages(urlset(&same)).entries.iter().all(|entry| entry.updated.is_none()));
        let various: String = (0..30).map(|n| block(n, n / 10 + 1)).collect();
        assert!(pages(urlset(&various)).entries.iter().all(|entry| entry.updated.is_some()));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_written_gives_addresses_of_the_site(
            parts in proptest::collection::vec(
                "<(/?(urlset|sitemapindex|url|loc|lastmod|news:title|!--)|\\?xml)>?|<!\\[CDATA\\[|\\]\\]>|\
                 https?://(www\\.ekvik|b)\\.example/[a-z]{0,3}|2026-11-2[0-9]|[&;å\"' ]{1,3}",
                0..40,
            )
        ) {
            let text = format!("<urlset>{}</urlset>", parts.concat());
            let read = read(text);
            proptest::prop_assert!(read != Err(ParseError::Panicked));
            if let Ok(Sitemap::Pages(feed)) = read {
                for entry in feed.entries {
                    let link = entry.link.unwrap();
                    proptest::prop_assert_eq!(address::site_of(&link), "ekvik.example");
                }
            }
        }
    }

    #[test]
    fn floods_are_cut_and_traps_end_in_time() {
        let few = SitemapLimits { addresses: 100, ..LIMITS };
        let flood = urlset(&"<url><loc>/a</loc></url>".repeat(200_000));
        let read = sitemap(flood.into_bytes(), None, URL, &AddressFilter::default(), few);
        let Ok(Sitemap::Pages(feed)) = read else { panic!("{read:?}") };
        assert_eq!((feed.entries.len(), feed.warnings.len()), (100, 1));
        for trap in [
            "<urlset>".to_owned() + &"<a>".repeat(1_000_000),
            "<urlset>".to_owned() + &"<url><loc>".repeat(300_000),
            "<urlset>".to_owned() + &"<![CDATA[".repeat(300_000),
            "<urlset>".to_owned() + &"<".repeat(2_000_000),
            urlset(&format!("<url><loc>{}</loc></url>", "a".repeat(3_000_000))),
            urlset(&format!("<url {}/>", "a='b' ".repeat(300_000))),
            "<!DOCTYPE a [<!ENTITY b \"c\">]>".to_owned() + &urlset("<url><loc>&b;</loc></url>"),
        ] {
            let _ =
                super::super::sitemap(trap.into(), None, URL, &AddressFilter::default(), LIMITS);
        }
    }
}
