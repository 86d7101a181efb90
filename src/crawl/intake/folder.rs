//! The files of a folder, and what their place says about where they came from.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::address;

/// More files are not looked at.
const MOST_FILES: usize = 200_000;
/// Folders inside each other; no saved site comes near.
const MOST_DEPTH: usize = 64;

/// A file that somebody has saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub path: PathBuf,
    /// The address that its place in a mirrored site stands for.
    pub mirrored: Option<String>,
    /// Somebody has named this very file, and not a folder that it lies in.
    pub is_named: bool,
}

/// The file, or all files of the folder in the order of their names. Links are not followed, and
/// hidden files are left out.
pub fn files(path: &Path) -> io::Result<Vec<Saved>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![Saved { path: path.to_owned(), mirrored: None, is_named: true }]);
    }
    let mut found = Vec::new();
    walk(path, path, 0, &mut found)?;
    Ok(found)
}

fn walk(top: &Path, folder: &Path, depth: usize, found: &mut Vec<Saved>) -> io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if found.len() >= MOST_FILES {
            return Ok(());
        }
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let kind = entry.file_type()?;
        let path = entry.path();
        if is_hidden {
            continue;
        }
        if kind.is_dir() && depth < MOST_DEPTH {
            walk(top, &path, depth + 1, found)?;
        } else if kind.is_file() {
            let mirrored = path.strip_prefix(top).ok().and_then(mirrored);
            found.push(Saved { path, mirrored, is_named: false });
        }
    }
    Ok(())
}

/// `www.ekvik.example/nyheter/index.html` as wget mirrors it, also with `http` or `https` in front.
fn mirrored(path: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    let names = names?;
    let (scheme, rest) = match names.as_slice() {
        [scheme @ ("http" | "https"), rest @ ..] => (*scheme, rest),
        rest => ("https", rest),
    };
    let [host, folders @ .., name] = rest else { return None };
    if !is_host(host) {
        return None;
    }
    let name = if matches!(*name, "index.html" | "index.htm") { "" } else { *name };
    let mut url = format!("{scheme}://{host}/");
    for folder in folders {
        url.push_str(&folder.replace('%', "%25").replace('#', "%23"));
        url.push('/');
    }
    url.push_str(&name.replace('%', "%25").replace('#', "%23"));
    address::join(&url, &url)
}

/// Whether a folder is called like a host: `www.ekvik.example`, perhaps with a port.
fn is_host(name: &str) -> bool {
    let host = name.split_once(':').map_or(name, |(host, _)| host);
    let labels: Vec<&str> = host.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let [_, .., last] = labels.as_slice() else { return false };
    labels.iter().all(is_label) && last.len() >= 2 && !last.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirrored_site_tells_its_addresses() {
        for (path, expected) in [
            ("www.ekvik.example/nyheter/bro.html", "https://www.ekvik.example/nyheter/bro.html"),
            ("http/ekvik.example/index.html", "http://ekvik.example/"),
            ("ekvik.example:8080/a/index.html", "https://ekvik.example:8080/a/"),
            ("ekvik.example/sida?id=3", "https://ekvik.example/sida?id=3"),
            ("ekvik.example/50%/år", "https://ekvik.example/50%25/%C3%A5r"),
            ("sparat/bro.html", ""),
            ("v1.2/bro.html", ""),
            ("bro.html", ""),
        ] {
            assert_eq!(mirrored(Path::new(path)).unwrap_or_default(), expected, "{path}");
        }
    }

    #[test]
    fn files_come_in_their_order_without_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("a");
        fs::create_dir(&inside).unwrap();
        for name in ["b.html", ".dold", "a/å.xml"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let names: Vec<_> = files(folder.path())
            .unwrap()
            .into_iter()
            .map(|file| file.path.strip_prefix(folder.path()).unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["a/å.xml", "b.html"]);
        assert_eq!(files(&inside.join("å.xml")).unwrap().len(), 1);
        assert!(files(&folder.path().join("nothing")).is_err());
    }
}
