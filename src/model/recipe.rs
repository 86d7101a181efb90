//! How a source that is no feed is read: the tables below its `[[source]]`.

use std::fmt;
use std::path::PathBuf;

/// Where the articles stand on a page that lists them: CSS selectors, checked when the source list
/// is read. All but the first count from the item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListingSelectors {
    /// Each article in the list.
    pub item: String,
    /// The link to it; `None` is the first link of the item, or the item itself.
    pub link: Option<String>,
    /// The headline; `None` is the first heading of the item, else the words of the link.
    pub title: Option<String>,
    /// The date; `None` is the first `<time>` of the item.
    pub date: Option<String>,
    /// The lead; `None` is no lead.
    pub summary: Option<String>,
    /// The link to the next page, which counts from the page; `None` is found by the habits of
    /// many sites where `max_pages` asks for it.
    pub next: Option<String>,
    /// Pages that one run reads at most; `None` is ten where `next` is given, else one.
    pub max_pages: Option<u16>,
}

/// Pages of a list that a run reads where only the link to the next one is given.
const USUAL_PAGES: u16 = 10;

impl ListingSelectors {
    /// Pages that one run reads at most.
    pub fn pages(&self) -> u16 {
        self.max_pages.unwrap_or(if self.next.is_some() { USUAL_PAGES } else { 1 })
    }

    /// The selectors that are given, under their names.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("item", Some(&self.item)),
            ("link", self.link.as_ref()),
            ("title", self.title.as_ref()),
            ("date", self.date.as_ref()),
            ("summary", self.summary.as_ref()),
            ("next", self.next.as_ref()),
        ];
        all.into_iter().filter_map(|(name, selector)| Some((name, selector?.as_str())))
    }
}

/// As they are written into the source list, on one line.
impl fmt::Display for ListingSelectors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (name, selector)) in self.named().enumerate() {
            let comma = if number > 0 { ", " } else { "" };
            write!(f, "{comma}{name} = \"{selector}\"")?;
        }
        Ok(())
    }
}

/// Which addresses of a sitemap are read, by parts of the address. Empty lists leave nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressFilter {
    /// Only addresses that hold one of these.
    pub include: Vec<String>,
    /// No address that holds one of these.
    pub exclude: Vec<String>,
}

/// Where the letters of a source lie, and which of them may be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// What the folder is called in `[mail] maildirs` of `utkik.toml`.
    pub name: String,
    /// The folder that the name stands for; `None` while `utkik.toml` does not say.
    pub folder: Option<PathBuf>,
    /// Only letters from these addresses, or from these domains (`@ekvik.example`). Empty: from all.
    pub from: Vec<String>,
    /// Only letters of these lists, by `List-Id`. Empty: of all.
    pub list_id: Vec<String>,
}

impl AddressFilter {
    pub fn lets_through(&self, address: &str) -> bool {
        let holds_one = |parts: &[String]| parts.iter().any(|part| address.contains(part));
        (self.include.is_empty() || holds_one(&self.include)) && !holds_one(&self.exclude)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_let_through_by_their_parts() {
        let list = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
        let filter = |include: &[&str], exclude: &[&str]| AddressFilter {
            include: list(include),
            exclude: list(exclude),
        };
        let address = "https://www.ekvik.example/nyheter/2026/bro";
        for (filter, expected) in [
            (filter(&[], &[]), true),
            (filter(&["/nyheter/", "/projekt/"], &[]), true),
            (filter(&["/projekt/"], &[]), false),
            (filter(&[], &["/2026/"]), false),
            (filter(&["/nyheter/"], &["/2025/"]), true),
        ] {
            assert_eq!(filter.lets_through(address), expected, "{filter:?}");
        }
    }
}
