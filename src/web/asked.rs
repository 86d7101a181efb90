//! What was asked: a search with its order and place in the list, as it stands in the address.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::Deserialize;

use crate::message::Locale;
use crate::model::Sort;
use crate::web::fault::Fault;
use crate::web::library::Widening;
use crate::web::links;

/// Hits on one page.
pub const PAGE_HITS: usize = 20;

/// Hits in a feed.
pub const FEED_HITS: usize = 50;

/// Hits in one answer of the API.
pub const MOST_HITS: usize = 100;

/// How deep one may leaf: who wants everything exports it.
pub const DEEPEST: usize = crate::search::DEEPEST_HIT;

/// Reads the query string into `T`; what cannot be read is a fault, not a guess.
pub struct Parameters<T>(pub T);

/// A search as a person asks for it. Everything may be missing.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub sort: String,
    /// From 1.
    #[serde(default)]
    pub page: String,
    /// `0`: only the words themselves, not their concepts in other languages.
    #[serde(default)]
    pub expand: String,
    /// Language of the interface, kept in links when it was asked for.
    #[serde(default)]
    pub ui: String,
}

impl<S: Sync, T: for<'a> Deserialize<'a>> FromRequestParts<S> for Parameters<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        let read = Query::<T>::try_from_uri(&parts.uri);
        let Query(parameters) = read.map_err(|error| {
            tracing::debug!(%error, "a query string cannot be read");
            Fault::Parameter("?", "name=value&…")
        })?;
        Ok(Self(parameters))
    }
}

impl Asked {
    pub fn text(&self) -> &str {
        self.q.trim()
    }

    /// Nothing was searched for: the start page.
    pub fn is_start(&self) -> bool {
        self.text().is_empty()
    }

    /// By relevance where there is something to be relevant to, else newest first.
    pub fn sort(&self) -> Result<Sort, Fault> {
        match self.sort.as_str() {
            "" if self.is_start() => Ok(Sort::Date),
            "" | "relevance" => Ok(Sort::Relevance),
            "date" => Ok(Sort::Date),
            "closes" => Ok(Sort::Closes),
            _ => Err(Fault::Parameter("sort", "relevance | date | closes")),
        }
    }

    pub fn widening(&self) -> Result<Widening, Fault> {
        widening(&self.expand)
    }

    /// From 1, and never deeper than one may leaf.
    pub fn page(&self) -> Result<usize, Fault> {
        let page = if self.page.is_empty() { Some(1) } else { self.page.parse().ok() };
        page.filter(|page| (1..=DEEPEST / PAGE_HITS).contains(page))
            .ok_or(Fault::Parameter("page", "1–500"))
    }

    /// The same search with another text, from its first page.
    #[must_use]
    pub fn with_text(&self, text: impl Into<String>) -> Self {
        Self { q: text.into(), page: String::new(), ..self.clone() }
    }

    /// The same search with, or without, the concepts of its words.
    #[must_use]
    pub fn with_widening(&self, widening: Widening) -> Self {
        let expand = if widening == Widening::WordsAlone { "0" } else { "" };
        Self { expand: expand.to_owned(), page: String::new(), ..self.clone() }
    }

    #[must_use]
    pub fn with_sort(&self, sort: &str) -> Self {
        Self { sort: sort.to_owned(), page: String::new(), ..self.clone() }
    }

    #[must_use]
    pub fn with_page(&self, page: usize) -> Self {
        let page = if page > 1 { page.to_string() } else { String::new() };
        Self { page, ..self.clone() }
    }

    #[must_use]
    pub fn with_ui(&self, locale: Locale) -> Self {
        Self { ui: locale.code().to_owned(), ..self.clone() }
    }

    /// The address of this search on the search page.
    pub fn address(&self) -> String {
        links::with_parameters(
            "/",
            &[
                ("q", self.text()),
                ("sort", &self.sort),
                ("expand", &self.expand),
                ("page", &self.page),
                ("ui", &self.ui),
            ],
        )
    }

    /// Where one subscribes to this search.
    pub fn subscribe_address(&self) -> String {
        let asked = [("q", self.text()), ("expand", &self.expand), ("ui", &self.ui)];
        links::with_parameters("/subscribe", &asked)
    }

    /// The same search as a feed.
    pub fn feed_address(&self, path: &str) -> String {
        links::with_parameters(
            path,
            &[("q", self.text()), ("expand", &self.expand), ("ui", &self.ui)],
        )
    }
}

/// Reads `expand`, which is on unless it is switched off.
pub fn widening(text: &str) -> Result<Widening, Fault> {
    match text {
        "" | "1" | "true" => Ok(Widening::Concepts),
        "0" | "false" => Ok(Widening::WordsAlone),
        _ => Err(Fault::Parameter("expand", "true | false")),
    }
}
