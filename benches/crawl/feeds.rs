//! The feeds of the benchmark: where they are, and what they say.

use std::fmt::Write as _;
use std::net::Ipv4Addr;

use crate::words::Words;

pub const ENTRIES_PER_FEED: usize = 25;

/// So many feeds share a host, and its robots.txt.
pub const FEEDS_PER_HOST: usize = 2;

/// The hosts of so many feeds.
pub fn hosts(feeds: usize) -> usize {
    feeds.div_ceil(FEEDS_PER_HOST)
}

/// The loopback address of a host.
pub fn host(number: usize) -> Ipv4Addr {
    let [high, low] = u16::try_from(number + 1).unwrap().to_be_bytes();
    Ipv4Addr::new(127, 8, high, low)
}

pub fn address(port: u16, feed: usize) -> String {
    format!("http://{}:{port}/feed/{feed}", host(feed / FEEDS_PER_HOST))
}

/// The text of one entry, with its title.
pub fn entry(words: &Words, number: usize) -> (String, String) {
    let title = format!("Nyhet {number}: {}", words.text(number, 50));
    (title, words.text(number + 7_919, 600))
}

pub fn rss(words: &Words, port: u16, feed: usize) -> String {
    let host = host(feed / FEEDS_PER_HOST);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel>\
         <title>Feed {feed}</title><link>http://{host}:{port}/</link><description>d</description>"
    );
    for position in 0..ENTRIES_PER_FEED {
        let number = feed * ENTRIES_PER_FEED + position;
        let (title, text) = entry(words, number);
        let _ = write!(
            xml,
            "<item><title>{title}</title><link>http://{host}:{port}/news/{number}</link>\
             <guid>news-{number}</guid><pubDate>Thu, 19 Nov 2026 08:{position:02}:00 +0100</pubDate>\
             <description>{text}</description></item>",
        );
    }
    xml.push_str("</channel></rss>");
    xml
}
