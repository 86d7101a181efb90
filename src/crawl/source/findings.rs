//! What a source had to say, and what becomes of it on the way.

use std::collections::HashMap;
use std::time::Duration;

use super::SourceError;
use crate::crawl::pages::PageCounts;
use crate::crawl::{RegisterLook, entries, intake};
use crate::model::{
    Document, DocumentId, Health, PageState, Repair, SourceKind, SourceState, Validators,
};

/// What a source had to say this time.
#[derive(Default)]
pub struct Findings {
    pub health: Health,
    pub validators: Validators,
    pub body_hash: Option<String>,
    pub moved_to: Option<String>,
    pub fresh_for: Option<Duration>,
    pub ttl: Option<Duration>,
    pub entries: usize,
    /// Entries that make a document, and those of them that are known from before.
    pub told_apart: usize,
    pub seen: usize,
    pub repairs: Vec<Repair>,
    pub warnings: Vec<String>,
    /// What came whole is kept; this came in the way of the rest.
    pub broken: Option<SourceError>,
    /// Documents were written before the end of the check.
    pub has_written: bool,
    /// Where in the pages of a register the next run goes on.
    pub resume: Option<String>,
    pub look: Option<Box<RegisterLook>>,
    pub documents: Vec<Document>,
    /// Edited documents as they were, for those whose page cannot be read again in this run.
    pub earlier: HashMap<DocumentId, Document>,
    pub pages: PageCounts,
    /// Pages of a list that were fetched behind the first; they take room from the others.
    pub more_pages: usize,
    /// More pages wait than this run could have read.
    pub more_wait: bool,
    /// Addresses that become documents when a later run has read their pages.
    pub addresses_left: usize,
}

impl Findings {
    /// A valid feed without entries. Where there were some before, that may well be a mistake of
    /// the site: then we go on asking for what has changed since it had entries.
    pub fn found_nothing(&mut self, kind: SourceKind, state: &SourceState) {
        self.health = Health::Empty;
        if state.documents > 0 {
            self.validators = state.validators.clone();
            self.body_hash.clone_from(&state.body_hash);
            self.moved_to.clone_from(&state.moved_to);
            let warning = format!("the {kind} is suddenly empty; what was collected stays");
            self.warnings.push(warning);
        }
    }

    /// The next check asks for the whole answer again, changed or not.
    pub fn ask_for_all(&mut self) {
        self.validators = Validators::default();
        self.body_hash = None;
    }

    /// An address alone is no document. Where its page was not read this time, a later run finds
    /// it in the sitemap again; where the page asks not to be indexed, it never becomes one, and
    /// is returned. A page that cannot be read at all, such as a file, is named after its address.
    pub fn leave_mere_addresses(&mut self) -> Vec<DocumentId> {
        self.more_wait |= self.addresses_left > 0;
        let addresses = self.documents.extract_if(.., |document| {
            document.page != PageState::Failed && entries::is_only_address(document)
        });
        let (waiting, unwanted): (Vec<Document>, Vec<Document>) =
            addresses.partition(|document| document.page == PageState::Waiting);
        self.addresses_left += waiting.len();
        if self.addresses_left > 0 {
            self.ask_for_all();
        }
        self.documents.iter_mut().for_each(entries::name_after_address);
        let read = unwanted.into_iter().filter(|document| document.page == PageState::Read);
        read.map(|document| document.id).collect()
    }

    /// What people have written about documents that are told anew.
    pub fn comments(&self) -> HashMap<DocumentId, String> {
        let documents = self.documents.iter().chain(self.earlier.values());
        let comment =
            |document: &Document| Some((document.id.clone(), intake::comment_of(&document.text)?));
        documents.filter_map(comment).collect()
    }

    pub fn keep_comments(&mut self, comments: &HashMap<DocumentId, String>) {
        for document in &mut self.documents {
            if let Some(comment) = comments.get(&document.id) {
                intake::put_comment(document, Some(comment));
            }
        }
    }

    /// Where the page of an edited document could not be read again, its earlier text stands
    /// until it can; and where only the page was said to have changed, nothing has.
    pub fn keep_read_texts(&mut self) {
        let earlier = &mut self.earlier;
        self.documents.retain_mut(|document| {
            let Some(before) = earlier.remove(&document.id) else { return true };
            if document.page == PageState::Read || before.page != PageState::Read {
                return true;
            }
            let was_edited = before.entry_hash != document.entry_hash;
            document.text = before.text;
            document.html = before.html;
            was_edited
        });
    }
}
