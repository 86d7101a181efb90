//! What a check found: well, worth a look, or wrong.

use serde::Serialize;

use crate::cli::exit::Exit;
use crate::cli::output;
use crate::message::{Locale, doctor as message};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Ok,
    /// It works, but somebody should look.
    Warning,
    /// Something does not work, or soon will not.
    Error,
}

/// One line of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at: `database`, `disk`, `clock` …
    pub check: &'static str,
    pub level: Level,
    /// What is so, and where it is not well, what to do.
    pub message: String,
}

/// All that was found, in the order in which it was looked for.
#[derive(Debug, Default)]
pub struct Findings {
    pub list: Vec<Finding>,
    storage: bool,
    configuration: bool,
    network: bool,
}

impl Findings {
    pub fn ok(&mut self, check: &'static str, message: String) {
        self.list.push(Finding { check, level: Level::Ok, message });
    }

    pub fn warning(&mut self, check: &'static str, message: String) {
        self.list.push(Finding { check, level: Level::Warning, message });
    }

    /// `exit` is what a script learns of it.
    pub fn error(&mut self, check: &'static str, exit: Exit, message: String) {
        match exit {
            Exit::Storage => self.storage = true,
            Exit::Unreachable => self.network = true,
            _ => self.configuration = true,
        }
        self.list.push(Finding { check, level: Level::Error, message });
    }

    /// The messages of errors with the store or the index.
    pub fn problems(&self) -> Vec<&str> {
        let is_stored = |finding: &&Finding| matches!(finding.check, "database" | "index");
        let errors = self.list.iter().filter(|finding| finding.level == Level::Error);
        errors.filter(is_stored).map(|finding| finding.message.as_str()).collect()
    }

    /// Nothing but good news.
    pub fn all_well(&self) -> bool {
        self.list.iter().all(|finding| finding.level == Level::Ok)
    }

    /// The worst first: what endangers what is kept, then what keeps us from fetching.
    pub fn exit(&self) -> Exit {
        if self.storage {
            Exit::Storage
        } else if self.configuration {
            Exit::Configuration
        } else if self.network {
            Exit::Unreachable
        } else {
            Exit::Well
        }
    }

    /// What is well goes to stdout and what is not to stderr, so that cron mails only that.
    pub fn say(&self, locale: Locale, with_results: bool) -> std::io::Result<()> {
        for Finding { level, message, .. } in &self.list {
            match level {
                Level::Ok if with_results => {
                    output::line(&format!("{:<8} {message}", message::ok(locale)))?;
                }
                Level::Ok => {}
                Level::Warning => {
                    output::note(&format!("{:<8} {message}", message::warning(locale)));
                }
                Level::Error => output::note(&format!("{:<8} {message}", message::error(locale))),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_decides_how_it_ends() {
        let mut found = Findings::default();
        assert!(found.all_well());
        found.ok("clock", "c".to_owned());
        found.warning("disk", "d".to_owned());
        assert_eq!((found.exit(), found.all_well()), (Exit::Well, false));
        found.error("proxy", Exit::Unreachable, "p".to_owned());
        assert_eq!(found.exit(), Exit::Unreachable);
        found.error("sources", Exit::Configuration, "s".to_owned());
        assert_eq!(found.exit(), Exit::Configuration);
        found.error("index", Exit::Storage, "i".to_owned());
        assert_eq!(found.exit(), Exit::Storage);
        assert_eq!(found.problems(), ["i"]);
    }
}
