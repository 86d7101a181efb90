//! The vocabularies that feeds are written in, told apart by their XML namespaces.

/// Which vocabulary an element belongs to, however its prefix is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS of any version, and elements without a namespace.
    Rss,
    Atom,
    /// Dublin Core, elements and terms.
    DublinCore,
    /// `content:encoded`.
    Content,
    Media,
    /// `sy:updatePeriod`.
    Syndication,
    Itunes,
    Xhtml,
    Rdf,
    FeedBurner,
    Other,
}

impl Space {
    /// The vocabulary behind a namespace. Feeds misspell them, so parts of them decide.
    pub(super) fn of(uri: &str) -> Self {
        const PARTS: [(&str, Space); 17] = [
            ("www.w3.org/2005/atom", Space::Atom),
            ("purl.org/atom/ns", Space::Atom),
            ("rss/1.0/modules/content", Space::Content),
            ("rss/1.0/modules/syndication", Space::Syndication),
            ("purl.org/rss/1.0/modules", Space::Other),
            ("purl.org/rss", Space::Rss),
            ("purl.org/net/rss", Space::Rss),
            ("netscape.com/rdf/simple", Space::Rss),
            ("netscape.com/publish/formats/rss", Space::Rss),
            ("backend.userland.com", Space::Rss),
            ("purl.org/dc/", Space::DublinCore),
            ("search.yahoo.com/mrss", Space::Media),
            ("itunes.com/dtds/podcast", Space::Itunes),
            ("www.w3.org/1999/xhtml", Space::Xhtml),
            ("1999/02/22-rdf-syntax", Space::Rdf),
            ("feedburner", Space::FeedBurner),
            ("blogs.law.harvard.edu/tech/rss", Space::Rss),
        ];
        if uri.trim().is_empty() {
            return Space::Rss;
        }
        let uri = uri.to_ascii_lowercase();
        PARTS.iter().find(|(part, _)| uri.contains(part)).map_or(Space::Other, |(_, space)| *space)
    }

    /// What a prefix usually means, where the feed forgot to say.
    pub(super) fn undeclared(prefix: &str) -> Self {
        match prefix {
            "" => Space::Rss,
            "atom" | "a10" => Space::Atom,
            "dc" | "dcterms" => Space::DublinCore,
            "content" => Space::Content,
            "media" => Space::Media,
            "sy" => Space::Syndication,
            "itunes" => Space::Itunes,
            "xhtml" => Space::Xhtml,
            "rdf" => Space::Rdf,
            "feedburner" => Space::FeedBurner,
            _ => Space::Other,
        }
    }
}
