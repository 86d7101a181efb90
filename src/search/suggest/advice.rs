//! What to offer when nothing was found: what may have been meant, and looser searches that find
//! something.

use super::looser;
use crate::message::Locale;
use crate::model::SearchRequest;
use crate::search::{Engine, SearchError, syntax};

/// So many looser searches are offered, and so many tried.
const MOST_OFFERED: usize = 3;
const MOST_TRIED: usize = 8;

/// Another search, and what it finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it leaves out; empty for another spelling.
    pub description: String,
    /// The query as a text.
    pub text: String,
    /// Hits with all its words.
    pub total: usize,
}

/// What may help.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// The same words in another spelling.
    pub meant: Option<Offer>,
    /// Looser searches, the nearest first.
    pub looser: Vec<Offer>,
}

impl Engine {
    /// Offers searches that find something where this one did not.
    pub fn advise(&self, request: &SearchRequest, locale: Locale) -> Result<Advice, SearchError> {
        let mut advice = Advice::default();
        if let Some(query) = self.did_you_mean(&request.query)? {
            let text = syntax::write_in(&query, locale);
            let total = self.count(SearchRequest { query, ..request.clone() })?;
            advice.meant = (total > 0).then_some(Offer { description: String::new(), text, total });
        }
        for looser in looser(&request.query, locale).into_iter().take(MOST_TRIED) {
            if advice.looser.len() == MOST_OFFERED {
                break;
            }
            let total = self.count(SearchRequest { query: looser.query, ..request.clone() })?;
            if total > 0 {
                let (description, text) = (looser.description, looser.text);
                advice.looser.push(Offer { description, text, total });
            }
        }
        Ok(advice)
    }

    fn count(&self, request: SearchRequest) -> Result<usize, SearchError> {
        let counted = SearchRequest {
            offset: 0,
            limit: 0,
            facets: false,
            snippets: false,
            explain: false,
            ..request
        };
        Ok(self.search(&counted)?.total)
    }
}
