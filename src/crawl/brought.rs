//! What a register had to say, and what that means for the next time.

use std::collections::BTreeMap;
use std::time::Duration;

use super::asking::Position;
use super::batches::RegisterLook;
use super::paging::{End, Walk};
use super::source::SourceError;
use crate::fetch::Answer;
use crate::fetch::limits::PAGES_PER_RUN;
use crate::model::{Document, Source, Validators};

/// Warnings that are told; a page more does not make them clearer.
const MOST_WARNINGS: usize = 10;

/// What a register had to say this time.
#[derive(Default)]
pub struct Brought {
    pub answer: FirstAnswer,
    pub entries: usize,
    /// Entries that make a document, and those of them that are known from before.
    pub told_apart: usize,
    pub seen: usize,
    /// The last of what is new or changed; the rest is written already.
    pub documents: Vec<Document>,
    /// Something was written before the end.
    pub has_written: bool,
    pub warnings: Vec<String>,
    /// What came whole is kept; this came in the way of the rest.
    pub broken: Option<SourceError>,
    /// The run has had its time before the end.
    pub is_unfinished: bool,
    /// Where the next run goes on.
    pub resume: Option<String>,
    pub look: RegisterLook,
}

/// What the first answer says about the next time.
#[derive(Default)]
pub struct FirstAnswer {
    pub is_unchanged: bool,
    pub validators: Validators,
    pub body_hash: Option<String>,
    pub moved_to: Option<String>,
    pub fresh_for: Option<Duration>,
}

impl Brought {
    /// What the end of the walk means for the next run.
    pub fn conclude(&mut self, walk: &Walk, at: &Position, source: &Source) {
        let is_one_page = walk.read() == 1 && walk.end() == Some(End::All) && at.pages == 0;
        if !is_one_page {
            // An answer that is not all there is says nothing about the rest.
            self.answer.validators = Validators::default();
            self.answer.body_hash = None;
        }
        match walk.end() {
            Some(End::Enough) if at.pages < source.register.max_pages => {
                self.resume = serde_json::to_string(at).ok();
                self.warn(&[format!(
                    "{PAGES_PER_RUN} pages were read; the next run goes on behind them"
                )]);
            }
            Some(End::Enough) => {
                let most = source.register.max_pages;
                self.warn(&[format!("the first {most} pages were read (`max_pages`)")]);
            }
            // What was written is known the next time, and costs little then.
            Some(End::OutOfTime) => {
                self.is_unfinished = true;
                self.warn(&["the run has had its time; the next one goes on".to_owned()]);
            }
            Some(End::Astray) => self.warn(&[
                "a page names one as its next that was read already or is elsewhere; reading ended \
                 there"
                    .to_owned(),
            ]),
            _ => {}
        }
    }

    /// Something new or changed was found so far.
    pub fn has_news(&self) -> bool {
        self.has_written || !self.documents.is_empty()
    }

    pub fn warn(&mut self, warnings: &[String]) {
        for warning in warnings {
            if self.warnings.len() < MOST_WARNINGS && !self.warnings.contains(warning) {
                self.warnings.push(warning.clone());
            }
        }
    }

    pub fn add_look(&mut self, look: &RegisterLook) {
        if self.look.end.form.is_empty() {
            self.look.end = look.end.clone();
        }
        if self.look.entries.is_empty() {
            self.look.entries.clone_from(&look.entries);
        }
        let mut filled: BTreeMap<_, _> = std::mem::take(&mut self.look.filled);
        for (target, count) in &look.filled {
            *filled.entry(*target).or_default() += count;
        }
        self.look.filled = filled;
    }
}

impl FirstAnswer {
    pub fn of(answer: &Answer, hash: &str) -> Self {
        Self {
            is_unchanged: false,
            validators: answer.validators.clone(),
            body_hash: Some(hash.to_owned()),
            moved_to: answer.moved_to.clone(),
            fresh_for: answer.fresh_for,
        }
    }
}
