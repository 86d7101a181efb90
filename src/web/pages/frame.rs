//! What stands around every page: head, menu, foot.

use crate::message::Locale;
use crate::web::links;
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

/// Which entry of the menu a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Search,
    Watching,
    Sources,
    Analyst,
    Elsewhere,
}

/// The parts of a page that all pages have.
pub struct Frame {
    pub locale: Locale,
    /// Before the name of the service in the browser's title; empty on the start page.
    pub title: String,
    pub section: Section,
    /// The same page in the other language.
    pub other_language: String,
    /// The same search as Atom and as JSON Feed.
    pub feeds: Option<(String, String)>,
    /// Whether search engines may list the page: not where it mostly shows others' texts.
    pub may_be_listed: bool,
    /// Whoever reads it is signed in, so the menu leads to the pages of analysts.
    pub is_signed_in: bool,
    /// A search engine description can only be offered where our own address is known.
    pub has_description: bool,
    pub home: String,
    pub watching: String,
    pub sources: String,
    pub analyst: String,
    pub sign_in: String,
    /// Name of the network, when it has one.
    pub network: String,
    /// How to reach us: a link and its text.
    pub contact: Option<(String, String)>,
}

impl Frame {
    pub fn new(state: &AppState, visitor: Visitor, section: Section, title: String) -> Self {
        let network = &state.watch.network;
        Self {
            network: network.name.clone(),
            contact: network.contact.as_deref().map(contact),
            has_description: state.base_url.is_some(),
            ..Self::bare(visitor, section, title)
        }
    }

    /// For pages that must come out even when nothing else works.
    pub fn bare(visitor: Visitor, section: Section, title: String) -> Self {
        let parameters = [("ui", visitor.ui())];
        Self {
            locale: visitor.locale,
            title,
            section,
            other_language: links::with_parameters("/", &[("ui", other(visitor.locale).code())]),
            feeds: None,
            may_be_listed: false,
            is_signed_in: false,
            has_description: false,
            home: links::with_parameters("/", &parameters),
            watching: links::with_parameters("/searches", &parameters),
            sources: links::with_parameters("/sources", &parameters),
            analyst: links::with_parameters("/analyst", &parameters),
            sign_in: links::with_parameters("/sign-in", &parameters),
            network: String::new(),
            contact: None,
        }
    }

    /// The same frame for a page that stands at this path.
    #[must_use]
    pub fn at(mut self, path: &str) -> Self {
        let other = other(self.locale).code();
        self.other_language = links::with_parameters(path, &[("ui", other)]);
        self
    }

    /// Whether the page is in this section, for the menu.
    pub fn is_search(&self) -> bool {
        self.section == Section::Search
    }

    pub fn is_watching(&self) -> bool {
        self.section == Section::Watching
    }

    pub fn is_sources(&self) -> bool {
        self.section == Section::Sources
    }

    pub fn is_analyst(&self) -> bool {
        self.section == Section::Analyst
    }

    pub fn other_locale(&self) -> Locale {
        other(self.locale)
    }
}

pub fn other(locale: Locale) -> Locale {
    match locale {
        Locale::Sv => Locale::En,
        Locale::En => Locale::Sv,
    }
}

/// A contact is a web or a mail address; anything else is shown as it is.
fn contact(text: &str) -> (String, String) {
    let link = match links::web_address(text) {
        Some(address) => address.to_owned(),
        None if text.contains('@') => {
            let address = text.strip_prefix("mailto:").unwrap_or(text);
            format!("mailto:{}", links::encode(address).replace("%40", "@"))
        }
        None => String::new(),
    };
    (link, text.strip_prefix("mailto:").unwrap_or(text).to_owned())
}
