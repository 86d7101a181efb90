//! What everything about letters needs at hand.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{Network, Source};
use crate::replay::Derived;
use crate::store::Store;
use crate::token::{self, KEY_BYTES, SigningKey};

/// The store, the key, and what is watched.
#[derive(Clone, Debug)]
pub struct Desk {
    pub store: Arc<Store>,
    pub key: SigningKey,
    /// Where links in letters lead, without a slash at its end: `[web] base_url`.
    pub base_url: Arc<str>,
    pub network: Arc<Network>,
    pub sources: Arc<[Source]>,
    pub derived: Derived,
}

/// Why the key of letters cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error(
        "the key of letters `{0}` cannot be read or made: {1}; look at the rights of its folder"
    )]
    Key(PathBuf, io::Error),
    #[error(
        "the key of letters `{0}` is damaged; remove it: links of earlier letters to answer hits \
         stop working, all others go on"
    )]
    Damaged(PathBuf),
    #[error(transparent)]
    NoChance(#[from] token::NoChance),
}

/// The key that signs links in letters, from `letters.key` in the folder of the database; made at
/// the first time, for its owner alone. It does not lie in the database, so that a stolen copy of
/// that opens nothing. Where it is lost, a new one is made: links to manage a subscription still
/// work, because the store knows their hashes; links to answer a hit do not.
pub fn load_key(data: &Path) -> Result<SigningKey, DeskError> {
    let file = data.join("letters.key");
    let trouble = |error| DeskError::Key(file.clone(), error);
    match fs::read(&file) {
        Ok(bytes) if bytes.len() == KEY_BYTES => return Ok(SigningKey::new(&bytes)),
        Ok(_) => return Err(DeskError::Damaged(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(trouble(error)),
    }
    let key = token::random_key()?;
    // Written whole beside its place and then linked into it: of two that begin at once one wins,
    // and nobody reads half a key.
    let beside = data.join(format!("letters.key.{}", token::random()?));
    let mut making = fs::OpenOptions::new();
    making.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut making, 0o600);
    let written = making.open(&beside).and_then(|mut made| {
        made.write_all(&key)?;
        made.sync_all()
    });
    let linked = written.and_then(|()| fs::hard_link(&beside, &file));
    // Left behind, it would be a key to nothing.
    let _ = fs::remove_file(&beside);
    match linked {
        Ok(()) => Ok(SigningKey::new(&key)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => load_key(data),
        Err(error) => Err(trouble(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let first = load_key(folder.path()).unwrap().sign("a", &[]);
        assert_eq!(load_key(folder.path()).unwrap().sign("a", &[]), first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode =
                fs::metadata(folder.path().join("letters.key")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        fs::write(folder.path().join("letters.key"), "short").unwrap();
        assert!(matches!(load_key(folder.path()), Err(DeskError::Damaged(_))));
    }
}
