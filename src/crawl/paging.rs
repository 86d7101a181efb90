//! Walking through the pages of one source: which comes next, and when it is enough.
//!
//! Whoever reads pages asks for [`Walk::page`], reads it, and says with [`Walk::turn`] what it
//! brought and what comes behind it. Nothing is fetched here.

use std::collections::HashSet;

use crate::address;
use crate::fetch::limits::PAGES_PER_RUN;

/// A walk, page by page.
#[derive(Debug)]
pub struct Walk {
    /// All pages stay with this host: what is allowed there says nothing about another.
    first: String,
    asked: HashSet<String>,
    next: Option<String>,
    most: usize,
    read: usize,
    end: Option<End>,
}

/// Why a walk is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// There are no more pages, or the last one brought nothing that the earlier ones had not.
    All,
    /// So many pages as a run may read; more would follow.
    Enough,
    /// A page points to one that was read already, or to another host.
    Astray,
    /// The run has had its time.
    OutOfTime,
    /// A page behind the first could not be read.
    Broken,
}

impl Walk {
    /// `most` pages at the most, and never more than a run may fetch.
    pub fn begin(first: &str, most: usize) -> Self {
        Self {
            first: first.to_owned(),
            asked: HashSet::from([first.to_owned()]),
            next: Some(first.to_owned()),
            most: most.clamp(1, PAGES_PER_RUN),
            read: 0,
            end: None,
        }
    }

    /// The page to be read now; `None` when the walk is over.
    pub fn page(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// Pages that were read.
    pub fn read(&self) -> usize {
        self.read
    }

    /// The page was read: it brought so much that no earlier page had, and says what comes next.
    pub fn turn(&mut self, brought: usize, next: Option<String>) {
        self.read += 1;
        self.next = None;
        let Some(next) = next.filter(|_| brought > 0) else { return self.finish(End::All) };
        if !is_of_site(&next, &self.first) || !self.asked.insert(next.clone()) {
            return self.finish(End::Astray);
        }
        if self.read >= self.most {
            return self.finish(End::Enough);
        }
        self.next = Some(next);
    }

    /// Ends the walk before its time.
    pub fn finish(&mut self, end: End) {
        self.next = None;
        self.end.get_or_insert(end);
    }

    /// How it ended; `None` while there is a page to be read.
    pub fn end(&self) -> Option<End> {
        self.end
    }
}

/// Whether an address that an answer names is asked as the first one was: at the same origin, or at
/// the encrypted twin of it, where many old addresses lead.
pub fn is_of_site(named: &str, first: &str) -> bool {
    let twin = first.strip_prefix("http://").map(|rest| format!("https://{rest}"));
    address::is_same_origin(named, first)
        || twin.is_some_and(|twin| address::is_same_origin(named, &twin))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Walks through pages of which each says what it brings and what comes next.
    fn check(most: usize, pages: &[(usize, Option<&str>)], expected: (usize, Option<End>)) {
        let mut walk = Walk::begin("https://a.example/1", most);
        for (brought, next) in pages {
            assert!(walk.page().is_some(), "{pages:?}");
            walk.turn(*brought, next.map(str::to_owned));
        }
        assert_eq!((walk.read(), walk.end()), expected, "{pages:?}");
        assert_eq!(walk.page().is_none(), walk.end().is_some());
    }

    #[test]
    fn a_walk_ends_when_it_should() {
        let (two, three) = (Some("https://a.example/2"), Some("https://a.example/3"));
        check(10, &[(5, None)], (1, Some(End::All)));
        check(10, &[(5, two), (5, three), (5, None)], (3, Some(End::All)));
        check(10, &[(5, two), (0, three)], (2, Some(End::All)));
        check(10, &[(5, two)], (1, None));
        check(2, &[(5, two), (5, three)], (2, Some(End::Enough)));
        check(10, &[(5, Some("https://a.example/1"))], (1, Some(End::Astray)));
        check(10, &[(5, Some("https://b.example/2"))], (1, Some(End::Astray)));
        check(10, &[(5, Some("no address"))], (1, Some(End::Astray)));
        check(1, &[(5, Some("https://b.example/2"))], (1, Some(End::Astray)));
        check(10, &[(5, Some("https://a.example:8443/2"))], (1, Some(End::Astray)));
        check(10, &[(5, Some("http://a.example/2"))], (1, Some(End::Astray)));
    }

    #[test]
    fn no_walk_is_longer_than_a_run_allows() {
        let mut walk = Walk::begin("https://a.example/0", usize::MAX);
        let mut page = 0;
        while walk.page().is_some() {
            page += 1;
            walk.turn(1, Some(format!("https://a.example/{page}")));
        }
        assert_eq!((walk.read(), walk.end()), (PAGES_PER_RUN, Some(End::Enough)));
    }

    #[test]
    fn who_ends_it_first_has_said_why() {
        let mut walk = Walk::begin("https://a.example/1", 5);
        walk.turn(1, Some("https://a.example/2".to_owned()));
        walk.finish(End::Broken);
        walk.finish(End::OutOfTime);
        assert_eq!((walk.page(), walk.end()), (None, Some(End::Broken)));
    }
}
