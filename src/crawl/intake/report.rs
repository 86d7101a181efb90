//! How taking in went, in numbers and sentences.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::model::Skipped;

/// Problems that are told one by one; beyond them they are only counted.
const PROBLEMS: usize = 1000;

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: PathBuf,
    /// In an archive: where the record begins, in bytes.
    pub offset: Option<u64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct IntakeReport {
    /// Records of archives and files of folders, without those that only say something about the
    /// archive.
    pub read: usize,
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// Kept away, because they were forgotten on request.
    pub forgotten: usize,
    /// What nothing was taken from, by reason.
    pub skipped: BTreeMap<Skipped, usize>,
    /// What could not be read at all.
    pub failed: usize,
    /// What was wrong with the first thousand of them.
    pub problems: Vec<IntakeProblem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IntakeProblem {
    pub file: PathBuf,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    pub sentence: String,
}

impl IntakeReport {
    pub fn skip(&mut self, why: Skipped) {
        *self.skipped.entry(why).or_default() += 1;
    }

    pub fn fail(&mut self, place: &Place, sentence: String) {
        self.failed += 1;
        self.tell(place, sentence);
    }

    /// Says what is wrong without counting it as lost.
    pub fn tell(&mut self, place: &Place, sentence: String) {
        if self.problems.len() < PROBLEMS {
            let Place { file, offset } = place.clone();
            self.problems.push(IntakeProblem { file, offset, sentence });
        }
    }
}

impl Place {
    pub fn file(file: &Path) -> Self {
        Self { file: file.to_owned(), offset: None }
    }
}
