//! What was typed becomes checked settings once, and we never look back.

use std::fs::DirBuilder;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;

use super::arguments::Everywhere;
use super::{clock, locale_of_environment, output, saved_queries};
use crate::config::{self, ConfigError, Problem, Settings};
use crate::crawl::{PATIENCE, WorkLock};
use crate::message::Locale;
use crate::model::Clock;
use crate::replay::Derived;
use crate::store::Store;

/// Where things are, what time it is, and which language is spoken.
#[derive(Clone, Debug)]
pub struct Context {
    pub sources_file: PathBuf,
    config_file: Option<PathBuf>,
    pub data: PathBuf,
    pub index: PathBuf,
    pub clock: Clock,
    pub locale: Locale,
    pub json: bool,
}

/// Settings, and whether the files they came from had problems (which are reported already).
pub struct Loaded {
    pub settings: Settings,
    pub had_problems: bool,
}

impl Context {
    pub fn new(everywhere: Everywhere) -> anyhow::Result<Self> {
        let clock = clock::from(everywhere.now.as_deref())?;
        let base = folder_of(&everywhere.sources);
        Ok(Self {
            config_file: everywhere.config,
            data: everywhere.data.unwrap_or_else(|| base.join("data")),
            index: everywhere.index.unwrap_or_else(|| base.join("index")),
            sources_file: everywhere.sources,
            clock,
            locale: everywhere.language.unwrap_or_else(locale_of_environment),
            json: everywhere.json,
        })
    }

    /// The same moment and language in another folder.
    pub fn moved_to(&self, folder: &Path) -> Self {
        Self {
            config_file: None,
            data: folder.join("data"),
            index: folder.join("index"),
            sources_file: folder.join("sources.toml"),
            ..*self
        }
    }

    /// Reads `sources.toml` and `utkik.toml`, and gives their problems.
    pub fn load(&self) -> Result<(Settings, Vec<Problem>), ConfigError> {
        let (settings, mut problems) =
            config::load(&self.sources_file, self.config_file.as_deref())?;
        problems.extend(saved_queries::problems(&self.sources_file, &settings, self.clock.now()));
        problems.sort_by_key(|problem| (problem.file != self.sources_file, problem.line));
        Ok((settings, problems))
    }

    /// Reads `sources.toml` and `utkik.toml`; their problems go to stderr, all at once.
    pub fn settings(&self) -> anyhow::Result<Loaded> {
        let (settings, problems) = self.load()?;
        for problem in &problems {
            output::note(&problem.to_string());
        }
        Ok(Loaded { settings, had_problems: !problems.is_empty() })
    }

    /// `utkik.toml`, which need not be there.
    pub fn settings_file(&self) -> PathBuf {
        let beside = || self.sources_file.with_file_name("utkik.toml");
        self.config_file.clone().unwrap_or_else(beside)
    }

    /// Where the index lies, and what it is made with.
    pub fn derived(&self) -> Derived {
        let thesaurus = self.sources_file.with_file_name("thesaurus.tsv");
        Derived { index: self.index.clone(), thesaurus }
    }

    pub fn database(&self) -> PathBuf {
        self.data.join("utkik.db")
    }

    /// Opens the database, making it when there is none, in a folder for its owner alone.
    pub async fn store(&self) -> anyhow::Result<Arc<Store>> {
        let mut making = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
        // Where that fails, opening the database says what is wrong.
        let _ = making.recursive(true).create(&self.data);
        Ok(Arc::new(Store::open(&self.database()).await?))
    }

    /// The database, with nobody else at work as long as the lock is held. It is opened under the
    /// lock: a restore may have put another one in its place meanwhile.
    pub async fn locked_store(&self, who: &str) -> anyhow::Result<(WorkLock, Arc<Store>)> {
        // Nobody waits for what is not there.
        self.existing_store().await?.close().await;
        let lock = WorkLock::acquire(&self.data, who, self.clock.now(), PATIENCE).await?;
        Ok((lock, self.existing_store().await?))
    }

    /// Opens the database to look only.
    pub async fn existing_store(&self) -> anyhow::Result<Arc<Store>> {
        let store = Store::open_existing(&self.database()).await;
        Ok(Arc::new(store.context("opening the database")?))
    }
}

/// The folder that relative paths start from, so that cron finds the same store.
fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A variable of the environment, when it is set and not empty.
#[expect(clippy::disallowed_methods, reason = "settings of the environment enter here")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A secret: a variable of the environment, else what systemd was told to hand over under the name
/// `credential` (`LoadCredential=`, `systemd.exec(5)`).
pub fn secret(name: &str, credential: &str) -> Option<String> {
    variable(name).or_else(|| {
        let folder = variable("CREDENTIALS_DIRECTORY")?;
        let text = std::fs::read_to_string(Path::new(&folder).join(credential)).ok()?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    })
}
