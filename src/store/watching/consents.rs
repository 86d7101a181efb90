//! On what grounds somebody gets letters.

use crate::model::Consent;

use crate::store::{Store, StoreError};

/// The log of consent of one subscription, or of all.
#[derive(Clone, Copy, Debug)]
pub enum Grounds<'a> {
    Of(&'a str),
    All,
}

impl Store {
    /// Oldest first.
    pub async fn consents(&self, of: Grounds<'_>) -> Result<Vec<Consent>, StoreError> {
        let _ = of;
        todo!()
    }
}
