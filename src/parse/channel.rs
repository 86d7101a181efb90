//! What a feed says of itself: `<channel>` of RSS, `<feed>` of Atom.

use super::element::Element;
use super::space::Space;
use super::{people, wording};
use crate::model::Feed;

use Space::{Atom, DublinCore, Itunes, Rss, Syndication};

/// Reads everything but the entries.
pub(super) fn read(root: &Element) -> Feed {
    let channel = root.first(&[(Rss, "channel")]).unwrap_or(root);
    let language = wording::text(channel, &[(Rss, "language"), (DublinCore, "language")])
        .or_else(|| channel.language.as_deref().map(str::to_owned));
    let people = people::authors(channel);
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
                (Atom, "info"),
                (Rss, "abstract"),
                (DublinCore, "description"),
                (Itunes, "summary"),
                (Itunes, "subtitle"),
            ],
        ),
        language: language.as_deref().and_then(|code| code.parse().ok()),
        language_tag: language.as_deref().and_then(wording::language_tag),
        id: wording::id(channel, &[(Atom, "id"), (Rss, "id"), (Rss, "guid")]),
        author: people.names,
        author_mail: people.mail,
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
                (DublinCore, "date"),
            ],
        ),
        published: wording::moment(
            channel,
            &[
                (Rss, "pubdate"),
                (Atom, "published"),
                (DublinCore, "issued"),
                (DublinCore, "date"),
                (DublinCore, "created"),
                (Rss, "published"),
            ],
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

#[cfg(test)]
mod tests {
    use crate::parse::{Limits, feed};

    #[test]
    fn the_longest_wait_that_a_feed_asks_for_counts() {
        for (asked, expected) in [
            ("", None),
            ("<ttl>60</ttl>", Some(60)),
            ("<ttl>soon</ttl>", None),
            ("<sy:updatePeriod> hourly </sy:updatePeriod>", Some(60)),
            ("<sy:updatePeriod>daily</sy:updatePeriod><ttl>60</ttl>", Some(1440)),
            (
                "<sy:updatePeriod>daily</sy:updatePeriod>\
                 <sy:updateFrequency>4</sy:updateFrequency><ttl>60</ttl>",
                Some(360),
            ),
            (
                "<sy:updatePeriod>weekly</sy:updatePeriod>\
                 <sy:updateFrequency>0</sy:updateFrequency>",
                Some(7 * 1440),
            ),
            ("<sy:updateFrequency>4</sy:updateFrequency>", None),
            ("<sy:updatePeriod>now and then</sy:updatePeriod>", None),
        ] {
            let text = format!(
                "<rss version=\"2.0\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">\
                 <channel><title>T</title>{asked}</channel></rss>"
            );
            let read = feed(text.as_bytes(), None, "https://a.example/", Limits::default());
            assert_eq!(read.unwrap().ttl_minutes, expected, "{asked}");
        }
    }
}
