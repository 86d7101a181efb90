//! What a feed says of itself: `<channel>` of RSS, `<feed>` of Atom.

use super::element::Element;
use super::space::Space;
use super::wording;
use crate::model::Feed;

use Space::{Atom, DublinCore, Itunes, Rss, Syndication};

/// Reads everything but the entries.
pub(super) fn read(root: &Element) -> Feed {
    let channel = root.first(&[(Rss, "channel")]).unwrap_or(root);
    let language = wording::text(channel, &[(Rss, "language"), (DublinCore, "language")])
        .or_else(|| channel.language.as_deref().map(str::to_owned));
    Feed {
        title: wording::line(channel, &[(Rss, "title"), (Atom, "title"), (DublinCore, "title")]),
        link: wording::link(channel),
        description: wording::line(
            channel,
            &[
                (Rss, "description"),
                (Atom, "subtitle"),
                (Atom, "tagline"),
                (Rss, "subtitle"),
                (Rss, "tagline"),
                (DublinCore, "description"),
                (Itunes, "summary"),
                (Itunes, "subtitle"),
            ],
        ),
        language: language.and_then(|code| code.parse().ok()),
        id: wording::text(channel, &[(Atom, "id"), (Rss, "id"), (Rss, "guid")]),
        author: wording::authors(channel),
        rights: wording::line(
            channel,
            &[
                (Atom, "rights"),
                (Rss, "copyright"),
                (Atom, "copyright"),
                (DublinCore, "rights"),
                (Rss, "rights"),
            ],
        ),
        updated: wording::moment(
            channel,
            &[
                (Rss, "lastbuilddate"),
                (Atom, "updated"),
                (Rss, "updated"),
                (Atom, "modified"),
                (Rss, "modified"),
                (DublinCore, "modified"),
            ],
        ),
        published: wording::moment(
            channel,
            &[(Rss, "pubdate"), (Atom, "published"), (DublinCore, "date"), (Rss, "published")],
        ),
        ttl_minutes: ttl_minutes(channel).max(update_minutes(channel)),
        ..Feed::default()
    }
}

fn ttl_minutes(channel: &Element) -> Option<u32> {
    wording::text(channel, &[(Rss, "ttl")])?.trim().parse().ok()
}

/// The RSS 1.0 module "Syndication": so many updates (1 where it does not say) in a period.
fn update_minutes(channel: &Element) -> Option<u32> {
    const HOUR: u32 = 60;
    let period = wording::text(channel, &[(Syndication, "updateperiod")])?;
    let minutes = match period.trim().to_ascii_lowercase().as_str() {
        "hourly" => HOUR,
        "daily" => 24 * HOUR,
        "weekly" => 7 * 24 * HOUR,
        "monthly" => 30 * 24 * HOUR,
        "yearly" => 365 * 24 * HOUR,
        _ => return None,
    };
    let updates = wording::text(channel, &[(Syndication, "updatefrequency")]);
    let updates = updates.and_then(|updates| updates.trim().parse::<u32>().ok()).unwrap_or(1);
    Some(minutes / updates.max(1))
}
