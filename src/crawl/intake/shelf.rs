//! Which source something belongs to that did not come from one.

use crate::address;
use crate::model::{Source, SourceId, SourceKind};

use super::built_in;

/// The sources of the list, and the one for all the rest.
pub struct Shelf {
    sources: Vec<Source>,
    /// Everything belongs to this one.
    only: Option<Source>,
    rest: Source,
}

impl Shelf {
    pub fn new(sources: Vec<Source>, only: Option<Source>) -> Self {
        Self { sources, only, rest: built_in::archive() }
    }

    /// The source that all must belong to, where somebody says so.
    pub fn only(&self) -> Option<&SourceId> {
        self.only.as_ref().map(|source| &source.id)
    }

    /// The source with this address, else the one of its site that is nearest to it, else the one
    /// for all the rest.
    pub fn source_for(&self, url: Option<&str>) -> &Source {
        if let Some(only) = &self.only {
            return only;
        }
        let Some(url) = url else { return &self.rest };
        self.with_address(url).or_else(|| self.of_site(url)).unwrap_or(&self.rest)
    }

    /// The source whose own address this is.
    pub fn with_address(&self, url: &str) -> Option<&Source> {
        let wanted = address::canonical(url)?;
        self.sources.iter().find(|source| address::canonical(&source.url).as_ref() == Some(&wanted))
    }

    /// Of several sources of one site, the one that shares most of its path; of these the most
    /// important, then the first in the list.
    fn of_site(&self, url: &str) -> Option<&Source> {
        let site = address::site_of(url);
        let of_site = self.sources.iter().filter(|source| {
            source.kind != SourceKind::Mail
                && !site.is_empty()
                && address::site_of(&source.url) == site
        });
        let mut best: Option<(&Source, usize)> = None;
        for source in of_site {
            let shared = shared_folders(&source.url, url);
            let is_better = best.is_none_or(|(other, most)| {
                shared > most || shared == most && source.priority < other.priority
            });
            if is_better {
                best = Some((source, shared));
            }
        }
        best.map(|(source, _)| source)
    }
}

/// How many folders two addresses have in common, from the top.
fn shared_folders(one: &str, other: &str) -> usize {
    let folders = |url| path_of(url).split('/').filter(|folder| !folder.is_empty());
    folders(one).zip(folders(other)).take_while(|(a, b)| a == b).count()
}

fn path_of(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_scheme.split(['?', '#']).next().unwrap_or_default();
    path.split_once('/').map_or("", |(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(id: &str, url: &str) -> Source {
        Source {
            id: id.parse().unwrap(),
            url: url.to_owned(),
            kind: crate::model::SourceKind::Feed,
            ..built_in::archive()
        }
    }

    #[test]
    fn an_address_finds_the_nearest_source() {
        let shelf = Shelf::new(
            vec![
                source("news", "https://www.ekvik.example/nyheter/rss.xml"),
                source("jobs", "https://ekvik.example/jobb/rss.xml"),
                source("lund", "https://lund.example/feed?format=rss"),
            ],
            None,
        );
        for (url, expected) in [
            (Some("https://www.ekvik.example/nyheter/rss.xml"), "news"),
            (Some("https://ekvik.example/jobb/2026/chef"), "jobs"),
            (Some("https://ekvik.example/nyheter/2026/bro"), "news"),
            (Some("http://www.ekvik.example/om"), "news"),
            (Some("https://lund.example/feed?format=rss&utm_source=x"), "lund"),
            (Some("https://other.example/"), "arkiv"),
            (Some("https://sub.lund.example/"), "arkiv"),
            (None, "arkiv"),
        ] {
            assert_eq!(shelf.source_for(url).id.as_str(), expected, "{url:?}");
        }
        let only = Shelf::new(Vec::new(), Some(source("lund", "https://lund.example/")));
        assert_eq!(only.source_for(Some("https://ekvik.example/")).id.as_str(), "lund");
    }
}
