//! What a backup and its return need of the store: a copy of one moment, a new name, and to know
//! when another file has taken its place.

use std::path::Path;

use crate::model::DocumentId;

use super::migrate::random_name;
use super::{ForgottenList, Store, StoreError};

/// Tells a file from another one at the same path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileIdentity {
    device: u64,
    number: u64,
}

/// What is carried over from the store that a backup replaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarriedOver {
    /// Requests to forget that the backup did not know.
    pub requests: usize,
    /// Documents of the backup that were removed or redacted for them.
    pub documents: Vec<DocumentId>,
}

impl FileIdentity {
    #[cfg(unix)]
    pub(super) fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let metadata = std::fs::metadata(path).ok()?;
        Some(Self { device: metadata.dev(), number: metadata.ino() })
    }

    /// Elsewhere a file that is open cannot be replaced.
    #[cfg(not(unix))]
    pub(super) fn of(_path: &Path) -> Option<Self> {
        None
    }
}

impl Store {
    /// Writes a copy into `file`, which is empty: all as it is at one moment, while others go on
    /// writing. It is one file without a log, and smaller than the database where that has gaps.
    pub async fn copy_into(&self, file: &Path) -> Result<(), StoreError> {
        let cannot_open = |detail| StoreError::CannotOpen { path: file.to_owned(), detail };
        // From the root, so that SQLite does not take it for a URI.
        let absolute = std::path::absolute(file).map_err(|error| cannot_open(error.to_string()))?;
        let Some(name) = absolute.to_str() else {
            return Err(cannot_open("its name is not UTF-8".to_owned()));
        };
        let copied = sqlx::query("VACUUM INTO $1").bind(name).execute(&self.readers).await;
        copied.map(|_| ()).map_err(self.trouble())
    }

    /// Whether the file at its path is another one by now, or gone. What is read is then of
    /// yesterday, and writing is refused.
    pub fn is_replaced(&self) -> bool {
        self.file != FileIdentity::of(&self.path)
    }

    /// Gives the store another name, so that no index from before is taken for its own: the same
    /// sequence number may now mean another change.
    pub async fn rename(&self) -> Result<(), StoreError> {
        let renamed: sqlx::Result<()> = async {
            let mut transaction = self.begin().await?;
            sqlx::query("UPDATE counters SET store = $1 WHERE id = 1")
                .bind(random_name())
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await
        }
        .await;
        renamed.map_err(self.trouble())
    }

    /// Forgets what another store was asked to forget: a backup brings nothing back.
    pub async fn carry_over(&self, list: &ForgottenList) -> Result<CarriedOver, StoreError> {
        let requests = self.import_forgotten(list).await?;
        let applied = self.apply_forgotten().await?;
        let documents = applied.documents.into_iter().map(|document| document.id).collect();
        Ok(CarriedOver { requests, documents })
    }
}
