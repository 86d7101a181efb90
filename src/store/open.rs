//! Opening: a new file with its folder, an existing one, or one that may only be read.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use tracing::log::LevelFilter;

use super::backup::FileIdentity;
use super::{Store, StoreError, migrate};

/// Readers beside the one writer; each has a thread and at most 8 MB of cache.
const READERS: u32 = 4;
/// A writer waits so long for the others of its own process; those of other processes are waited
/// for five seconds (`SQLite`'s busy timeout, which sqlx sets).
const QUEUE: Duration = Duration::from_mins(2);

/// `NORMAL` with a write-ahead log loses no committed transaction when the program dies, and at
/// most the last ones when the machine does. A longer log means fewer copies of the same page.
/// What is deleted is written over, so that who is erased leaves no bytes behind.
const SETTINGS: &str = "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF; \
    PRAGMA secure_delete = ON; \
    PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000; \
    PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;";

/// How `SQLite` is told to open the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    ReadWrite,
    /// The file may not be written, but its log and shared memory can be used.
    ReadOnly,
    /// Neither the file nor its folder may be written: it is read as it stands.
    Immutable,
}

impl Store {
    /// Opens the database, and creates it with its folder when there is none.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        refuse_directory(path)?;
        create_file(path)?;
        let store = Self::connect(path, Access::ReadWrite)?;
        migrate::run(&store).await.map_err(|error| error.with_rights_of(path))?;
        store.try_writing().await.map_err(store.trouble())?;
        Ok(store)
    }

    /// Opens the database that is there; also where only reading is allowed.
    pub async fn open_existing(path: &Path) -> Result<Self, StoreError> {
        refuse_directory(path)?;
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        let mut refused = None;
        for access in [Access::ReadWrite, Access::ReadOnly, Access::Immutable] {
            if access == Access::Immutable && has_log(path) {
                // What stands in the log would be overlooked.
                break;
            }
            match Self::open_as(path, access).await {
                Err(error @ (StoreError::ReadOnly { .. } | StoreError::CannotOpen { .. })) => {
                    refused.get_or_insert_with(|| error.with_rights_of(path));
                }
                opened => return opened,
            }
        }
        Err(refused.unwrap_or_else(|| StoreError::ReadOnly { path: path.to_owned() }))
    }

    /// Opens what is there and never writes, not even what a newer version would bring up to date.
    pub async fn open_to_look(path: &Path) -> Result<Self, StoreError> {
        refuse_directory(path)?;
        match Self::open_as(path, Access::ReadOnly).await {
            // Without the right to write beside it, a log that is not there cannot be made.
            Err(StoreError::ReadOnly { .. } | StoreError::CannotOpen { .. }) if !has_log(path) => {
                Self::open_as(path, Access::Immutable).await
            }
            opened => opened,
        }
    }

    /// A file that cannot be written says so here, and not after an hour of fetching. The lock
    /// alone would not tell: `SQLite` grants it on a file that may only be read.
    async fn try_writing(&self) -> sqlx::Result<()> {
        let mut transaction = self.begin().await?;
        let sql = "UPDATE counters SET sequence = sequence WHERE id = 1";
        sqlx::query(sql).execute(&mut *transaction).await?;
        transaction.rollback().await
    }

    pub(super) async fn open_as(path: &Path, access: Access) -> Result<Self, StoreError> {
        let store = Self::connect(path, access)?;
        match access {
            Access::ReadWrite => migrate::run(&store).await?,
            Access::ReadOnly | Access::Immutable => migrate::verify(&store).await?,
        }
        Ok(store)
    }

    fn connect(path: &Path, access: Access) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let options = connect_options(path, access)?;
        let writer = pool_options(1).connect_lazy_with(options.clone());
        let readers = pool_options(READERS).connect_lazy_with(options);
        let facts = Arc::new(RwLock::default());
        let file = FileIdentity::of(path);
        Ok(Self { path: Arc::new(path.to_owned()), file, writer, readers, facts })
    }
}

fn pool_options(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(QUEUE)
        .acquire_slow_level(LevelFilter::Off)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            Box::pin(async move {
                // A pool tries again and again when this fails, until it gives up without the
                // reason. A file that is not well says so at the first statement.
                let _ = sqlx::raw_sql(SETTINGS).execute(connection).await;
                Ok(())
            })
        })
}

fn connect_options(path: &Path, access: Access) -> Result<AnyConnectOptions, StoreError> {
    let cannot_open = |detail: String| StoreError::CannotOpen { path: path.to_owned(), detail };
    let absolute = absolute(path).map_err(|error| StoreError::from_io(path, &error))?;
    let mut url = "sqlite://".to_owned();
    for byte in absolute.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'_' | b'-' => {
                url.push(char::from(*byte));
            }
            _ => write!(url, "%{byte:02X}").map_err(|error| cannot_open(error.to_string()))?,
        }
    }
    url.push_str(match access {
        Access::ReadWrite => "?mode=rw",
        Access::ReadOnly => "?mode=ro",
        Access::Immutable => "?mode=ro&immutable=true",
    });
    let options: AnyConnectOptions =
        url.parse().map_err(|error: sqlx::Error| cannot_open(error.to_string()))?;
    Ok(options.disable_statement_logging())
}

/// The folder is resolved, because a URL would fold `a/../b` without looking at links.
fn absolute(path: &Path) -> std::io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => Ok(folder.canonicalize()?.join(name)),
        _ => Ok(path),
    }
}

impl StoreError {
    /// `SQLite` only says that it cannot open the database where it cannot make a log beside it.
    fn with_rights_of(self, path: &Path) -> Self {
        let Self::CannotOpen { .. } = self else { return self };
        let mut probe = path.as_os_str().to_owned();
        probe.push(".probe");
        let probe = PathBuf::from(probe);
        if let Err(error) = OpenOptions::new().write(true).create_new(true).open(&probe) {
            return match Self::from_io(path, &error) {
                read_only @ Self::ReadOnly { .. } => read_only,
                _ => self,
            };
        }
        // Nobody else knows of it.
        let _ = fs::remove_file(&probe);
        self
    }
}

fn refuse_directory(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Err(StoreError::Directory { path: path.to_owned() });
    }
    Ok(())
}

/// Creates an empty file that only its owner may read; `SQLite` gives its companions the same mode.
fn create_file(path: &Path) -> Result<(), StoreError> {
    let failed = |error: std::io::Error| StoreError::from_io(path, &error);
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(failed(error)),
        Err(_) => Ok(()),
        Ok(file) => {
            // It stays open until the program ends: closing it would drop the locks that another
            // part of this program may have on the file by now (POSIX), and `SQLite` relies on them.
            std::mem::forget(file);
            Ok(())
        }
    }
}

/// Whether a write-ahead log with something in it lies beside the database.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).is_ok_and(|log| log.len() > 0)
}
