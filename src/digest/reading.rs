//! The query of a saved search, read as it is asked today.

use std::path::Path;

use crate::enrich::Knowledge;
use crate::message::Locale;
use crate::model::{Filter, Query, QueryError, SavedSearch, Timestamp, UnderstoodQuery};
use crate::replay;
use crate::search::{Audience, Filling, SavedQueries, fill_in, syntax, widen};

/// Reads queries with the thesaurus, and with all saved searches that they may name.
pub(super) struct Reader {
    saved: SavedQueries,
    knowledge: Knowledge,
    now: Timestamp,
}

impl Reader {
    pub fn new(searches: &[SavedSearch], thesaurus: &Path, now: Timestamp) -> Self {
        let saved = SavedQueries::of(searches, Audience::Ourselves);
        Self { saved, knowledge: replay::knowledge(thesaurus), now }
    }

    pub fn read(&self, query: &str, locale: Locale) -> Result<UnderstoodQuery, QueryError> {
        let thesaurus = self.knowledge.thesaurus();
        let mut understood = syntax::parse(query, locale, self.now)?;
        understood.expansions = widen(&understood.query, thesaurus);
        let thesaurus = Some(thesaurus);
        let filling = Filling { saved: &self.saved, thesaurus, locale, now: self.now };
        fill_in(&mut understood, query, &filling)?;
        Ok(understood)
    }
}

/// The same query, narrowed; its words stay side by side.
pub(super) fn narrowed(query: Query, by: Filter) -> Query {
    match query {
        Query::And(mut parts) => {
            parts.push(Query::Filter(by));
            Query::And(parts)
        }
        other => Query::And(vec![other, Query::Filter(by)]),
    }
}
