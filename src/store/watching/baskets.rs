//! Baskets of hits.

use crate::model::{Basket, Timestamp};

use crate::store::{Store, StoreError};

impl Store {
    /// Writes a basket as a whole, in the place of an earlier one with its id.
    pub async fn save_basket(&self, basket: &Basket) -> Result<(), StoreError> {
        let _ = basket;
        todo!()
    }

    pub async fn basket(&self, id: &str) -> Result<Option<Basket>, StoreError> {
        let _ = id;
        todo!()
    }

    /// The last changed first.
    pub async fn baskets(&self) -> Result<Vec<Basket>, StoreError> {
        todo!()
    }

    pub async fn remove_basket(&self, id: &str) -> Result<bool, StoreError> {
        let _ = id;
        todo!()
    }

    /// Notes that it was sent; false when it was before.
    pub async fn mark_sent(&self, id: &str, now: Timestamp) -> Result<bool, StoreError> {
        let _ = (id, now);
        todo!()
    }
}
