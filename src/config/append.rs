//! Writes new sources at the end of a source list, and changes no other byte of it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::edit::{EditError, Edited};
use super::source_list::read_sources;
use crate::model::{AddressFilter, Group, Language, ListingSelectors, SourceId, SourceKind};

/// A source as it is to stand in the list. What opens doors (logins, exceptions) is not among it:
/// that is for people to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSource {
    /// Lines above it: where it comes from, and when.
    pub comments: Vec<String>,
    pub id: SourceId,
    pub name: String,
    pub url: String,
    pub kind: SourceKind,
    pub format: Option<&'static str>,
    pub language: Option<Language>,
    pub country: Option<String>,
    /// `None` where its place or country says it.
    pub group: Option<Group>,
    pub listing: Option<ListingSelectors>,
    pub sitemap: AddressFilter,
}

impl NewSource {
    /// As it is written: comments, `[[source]]`, and the table of its kind.
    pub fn written(&self) -> String {
        let mut text = String::new();
        for comment in &self.comments {
            let line = comment.split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(text, "# {line}");
        }
        text.push_str("[[source]]\n");
        let mut key = |name: &str, value: &str| {
            let _ = writeln!(text, "{name} = {}", quoted(value));
        };
        key("id", self.id.as_str());
        key("name", &self.name);
        key("url", &self.url);
        if self.kind != SourceKind::Feed {
            key("kind", self.kind.as_str());
        }
        for (name, value) in [
            ("format", self.format),
            ("language", self.language.as_ref().map(Language::as_str)),
            ("country", self.country.as_deref()),
            ("group", self.group.map(Group::as_str)),
        ] {
            if let Some(value) = value {
                key(name, value);
            }
        }
        text + &self.table()
    }

    fn table(&self) -> String {
        let mut text = String::new();
        if let Some(selectors) = &self.listing {
            text.push_str("[source.listing]\n");
            for (name, selector) in selectors.named() {
                let _ = writeln!(text, "{name} = {}", quoted(selector));
            }
            if let Some(pages) = selectors.max_pages {
                let _ = writeln!(text, "max_pages = {pages}");
            }
        }
        let AddressFilter { include, exclude } = &self.sitemap;
        let lists = [("include", include), ("exclude", exclude)];
        for (number, (name, parts)) in
            lists.iter().filter(|(_, parts)| !parts.is_empty()).enumerate()
        {
            if number == 0 {
                text.push_str("[source.sitemap]\n");
            }
            let parts: Vec<String> = parts.iter().map(|part| quoted(part)).collect();
            let _ = writeln!(text, "{name} = [{}]", parts.join(", "));
        }
        text
    }
}

/// Reads the list and puts the sources behind its end, without writing it.
pub fn append_sources(file: &Path, sources: &[NewSource]) -> Result<Edited, EditError> {
    let bytes = fs::read(file).map_err(|cause| EditError::Disk { file: file.to_owned(), cause })?;
    let before =
        String::from_utf8(bytes).map_err(|_| EditError::NotText { file: file.to_owned() })?;
    let after = appended(&before, sources);
    if reads_as_intended(file, &before, &after, sources) {
        Ok(Edited { before, after })
    } else {
        Err(EditError::Misunderstood { file: file.to_owned() })
    }
}

/// Each with an empty line before it, and with the line ends of the file.
fn appended(before: &str, sources: &[NewSource]) -> String {
    let mut new = String::new();
    if !before.is_empty() && !before.ends_with('\n') {
        new.push('\n');
    }
    for source in sources {
        new.push('\n');
        new.push_str(&source.written());
    }
    if before.contains("\r\n") {
        new = new.replace('\n', "\r\n");
    }
    format!("{before}{new}")
}

/// Whether the new text says the same of all that was there, and what was meant of the rest.
fn reads_as_intended(file: &Path, before: &str, after: &str, new: &[NewSource]) -> bool {
    let Ok(after) = read_sources(file, after) else { return false };
    // A list without any source is no list yet.
    let before = read_sources(file, before).unwrap_or_default();
    let Some((old, added)) = after.sources.split_at_checked(before.sources.len()) else {
        return false;
    };
    let is_meant = added.len() == new.len()
        && added.iter().zip(new).all(|(read, meant)| {
            read.id == meant.id
                && read.name == meant.name
                && read.url == meant.url
                && read.kind == meant.kind
                && read.listing == meant.listing
                && read.sitemap == meant.sitemap
        });
    is_meant
        && old == before.sources
        && after.network == before.network
        && after.problems.len() <= before.problems.len()
}

pub(super) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(id: &str) -> NewSource {
        NewSource {
            comments: vec!["Hittad 2026-11-21\npå https://ekvik.example/".to_owned()],
            id: id.parse().unwrap(),
            name: "Ekvik \"nytt\" [x]".to_owned(),
            url: "https://ekvik.example/rss.xml".to_owned(),
            kind: SourceKind::Feed,
            format: None,
            language: Some(Language::SV),
            country: Some("SE".to_owned()),
            group: None,
            listing: None,
            sitemap: AddressFilter::default(),
        }
    }

    #[test]
    fn a_source_is_written_as_people_write_it() {
        let selectors = ListingSelectors {
            item: "li > a[href='x']".to_owned(),
            next: Some("a.more".to_owned()),
            max_pages: Some(5),
            ..ListingSelectors::default()
        };
        let listing = NewSource {
            kind: SourceKind::Listing,
            listing: Some(selectors),
            group: Some(Group::Skane),
            ..source("a")
        };
        assert_eq!(
            listing.written(),
            "# Hittad 2026-11-21 på https://ekvik.example/\n[[source]]\nid = \"a\"\n\
             name = 'Ekvik \"nytt\" [x]'\nurl = \"https://ekvik.example/rss.xml\"\n\
             kind = \"listing\"\nlanguage = \"sv\"\ncountry = \"SE\"\ngroup = \"skane\"\n\
             [source.listing]\nitem = \"li > a[href='x']\"\nnext = \"a.more\"\nmax_pages = 5\n"
        );
    }

    #[test]
    fn what_is_there_stays_byte_for_byte() {
        let old = "# Vår lista\n[[source]]\nid = 'b'  # kort\nname = \"B\"\n\
                   url = \"https://b.example/\"\n\n# sist";
        for list in [old.to_owned(), old.replace('\n', "\r\n"), format!("\u{feff}{old}\n\n")] {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("sources.toml");
            fs::write(&file, &list).unwrap();
            let edited = append_sources(&file, &[source("a"), source("c")]).unwrap();
            let new = edited.after.strip_prefix(list.as_str()).unwrap();
            assert_eq!(new.matches("[[source]]").count(), 2);
            assert_eq!(list.contains('\r'), new.contains("\r\n["));
            assert!(!list.contains('\r') || !new.replace("\r\n", "").contains('\n'));
        }
    }

    #[test]
    fn nothing_is_written_that_would_be_read_differently() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sources.toml");
        fs::write(&file, "[[source]]\nid = \"a\"\nname = \"A\"\nurl = \"https://a.example/\"\n")
            .unwrap();
        let of_two = append_sources(&file, &[source("a")]).unwrap_err();
        assert!(of_two.to_string().contains("would read differently"), "{of_two}");
        let no_address = NewSource { url: "not one".to_owned(), ..source("b") };
        assert!(append_sources(&file, &[no_address]).is_err());
        fs::write(&file, "[network]\nname = \"N\"\n").unwrap();
        assert!(append_sources(&file, &[source("a")]).is_ok(), "the first source of a list");
    }
}
