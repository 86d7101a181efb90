//! What a web page says, without its frame.

use serde::Serialize;

/// One fetched page. Dates keep the page's own precision and offset: `2026-11-21` or RFC 3339.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page {
    /// Plain text, without the name of the site; empty when the page has none.
    pub title: String,
    /// The main content as plain text, paragraphs parted by line feeds.
    pub text: String,
    /// The main content as sanitised markup.
    pub html: String,
    pub byline: Option<String>,
    /// As the page declares it (`<html lang>`).
    pub lang: Option<String>,
    pub published: Option<String>,
    /// Which rule found `published`: `json-ld`, `meta NAME`, `time`, `address`, `text`, …
    pub published_from: Option<String>,
    pub modified: Option<String>,
    /// Name of the site.
    pub site: Option<String>,
    pub image: Option<String>,
    /// `<link rel="canonical">`, absolute.
    pub canonical: Option<String>,
    /// Pages of paper, of a PDF document.
    pub pages: Option<usize>,
    /// The page asks not to be indexed (robots meta).
    pub noindex: bool,
    /// The page asks that no copy be shown (robots meta `noarchive`).
    pub noarchive: bool,
}
