//! Saved searches.

use crate::model::{SavedSearch, SearchDefinition, Timestamp};

use crate::store::{Store, StoreError};

/// What to do with a saved search that analysts look after.
#[derive(Clone, Debug)]
pub enum SearchChange {
    /// A new one, or other words for the one with this name.
    Put(SearchDefinition),
    /// By its name.
    Remove(String),
}

impl Store {
    /// Makes the searches that come from the source list what the list says. One that is listed no
    /// more is marked as removed; one whose query changed looks from now on. Of two with one name
    /// the list wins over the analysts'. Writes nothing where nothing differs.
    pub async fn sync_searches(
        &self,
        listed: &[SearchDefinition],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let _ = (listed, now);
        todo!()
    }

    /// Changes what analysts look after; false where the name belongs to the source list, or is not
    /// there to be removed. A new private one takes `key` for its address, a shared one its name.
    pub async fn change_search(
        &self,
        change: &SearchChange,
        key: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let _ = (change, key, now);
        todo!()
    }

    /// The search of subscribers with this query text, made with the key `key` when nobody follows
    /// it yet. It begins at the present: what is there already is no news.
    pub async fn subscribers_search(
        &self,
        query: &str,
        title: &str,
        key: &str,
        now: Timestamp,
    ) -> Result<SavedSearch, StoreError> {
        let _ = (query, title, key, now);
        todo!()
    }

    /// All that are not removed, those with names first, by title.
    pub async fn searches(&self) -> Result<Vec<SavedSearch>, StoreError> {
        todo!()
    }

    /// By its key.
    pub async fn search(&self, key: &str) -> Result<Option<SavedSearch>, StoreError> {
        let _ = key;
        todo!()
    }

    /// By its name, as queries call it.
    pub async fn search_named(&self, name: &str) -> Result<Option<SavedSearch>, StoreError> {
        let _ = name;
        todo!()
    }

    /// Keeps why the query of a search can no longer be read; empty when it can again.
    pub async fn save_trouble(&self, key: &str, trouble: &str) -> Result<(), StoreError> {
        let _ = (key, trouble);
        todo!()
    }
}
