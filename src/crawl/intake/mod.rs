//! What comes by hand: archives, folders of saved files, tips. From the bytes on it goes the way of
//! a crawl, so that the same entry has the same id, however it came.
//!
//! Files are read twice, each time as a stream: first the feeds, whose entries become documents;
//! then the pages, which fill the entries that link to them, or are documents of their own.

mod built_in;
mod feeds;
mod folder;
mod pages;
mod piece;
mod report;
mod shelf;
mod tips;

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::path::Path;
use std::sync::Arc;

pub use built_in::{built_in, built_in_use, tips};
pub use folder::{Saved, files};
pub use report::{IntakeProblem, IntakeReport, Place};
pub use tips::{Added, Tip, TipError, add, comment_of, disowned, put_comment};

use crate::address;
use crate::model::{CanonicalUrl, Document, DocumentId, Skipped, Source, SourceFacts, Timestamp};
use crate::parse::{Found, Nature};
use crate::store::{Store, StoreError};

use pages::Waiting;
use piece::{Piece, Pieces, Seen};
use shelf::Shelf;

/// Redirects that are remembered; more only cost what they would have joined.
const MOST_REDIRECTS: usize = 100_000;

/// What is to be taken in.
#[derive(Debug)]
pub struct Intake {
    /// The sources of the list, to which archived things may belong.
    pub sources: Vec<Source>,
    /// Everything belongs to this one.
    pub only: Option<Source>,
    pub now: Timestamp,
}

/// Taking in, under way.
struct Work<'a> {
    store: &'a Arc<Store>,
    shelf: Shelf,
    now: Timestamp,
    report: IntakeReport,
    /// Where addresses lead from: by the address that answered in the end, the one before it.
    led_from: HashMap<CanonicalUrl, CanonicalUrl>,
    /// Documents that are new since this began, so that each is counted once. Only hashes of them:
    /// archives are long.
    new: HashSet<u64>,
    hasher: RandomState,
    introduced: HashSet<String>,
}

/// Takes in what the files hold. What was stored before an error stays.
pub async fn take_in(
    store: &Arc<Store>,
    intake: Intake,
    files: &[Saved],
    mut progress: impl FnMut(&Path),
) -> Result<IntakeReport, StoreError> {
    let mut work = Work {
        store,
        shelf: Shelf::new(intake.sources, intake.only),
        now: intake.now,
        report: IntakeReport::default(),
        led_from: HashMap::new(),
        new: HashSet::new(),
        hasher: RandomState::new(),
        introduced: HashSet::new(),
    };
    for file in files {
        progress(&file.path);
        work.read_feeds(file).await?;
    }
    let mut waiting = Vec::new();
    for file in files {
        progress(&file.path);
        work.read_pages(file, &mut waiting).await?;
    }
    work.settle(&mut waiting).await?;
    Ok(work.report)
}

impl Work<'_> {
    /// The first reading: feeds, and whatever is no page.
    async fn read_feeds(&mut self, file: &Saved) -> Result<(), StoreError> {
        let pieces = match Pieces::open(file) {
            Ok(pieces) => pieces,
            Err(error) => {
                self.report.read += 1;
                self.report.fail(&Place::file(&file.path), error.to_string());
                return Ok(());
            }
        };
        for seen in pieces {
            match seen {
                Seen::Passed(place, found) => self.pass(&place, found),
                Seen::Piece(piece) => {
                    self.report.read += 1;
                    match piece.nature {
                        Nature::Feed => self.take_feed(*piece).await?,
                        Nature::Page if self.is_listing(&piece) => self.take_feed(*piece).await?,
                        Nature::Page | Nature::Pdf | Nature::Mail => {}
                        Nature::Lines | Nature::Other => self.pass_unknown(file, &piece.place),
                    }
                }
            }
        }
        Ok(())
    }

    /// The second reading: pages and papers.
    async fn read_pages(
        &mut self,
        file: &Saved,
        waiting: &mut Vec<Waiting>,
    ) -> Result<(), StoreError> {
        // What could not be opened has been told.
        let Ok(pieces) = Pieces::open(file) else { return Ok(()) };
        for seen in pieces {
            let Seen::Piece(piece) = seen else { continue };
            let is_page = matches!(piece.nature, Nature::Page | Nature::Pdf | Nature::Mail);
            if is_page && !self.is_listing(&piece) {
                self.take_page(*piece, waiting).await?;
            }
        }
        Ok(())
    }

    /// Whether a page is one that a source of the list reads for its links.
    fn is_listing(&self, piece: &Piece) -> bool {
        let source = piece.url.as_deref().and_then(|url| self.shelf.with_address(url));
        source.is_some_and(|source| source.listing.is_some())
    }

    /// What an archive holds beside pieces.
    fn pass(&mut self, place: &Place, found: Found) {
        if found == Found::Beside {
            return;
        }
        self.report.read += 1;
        let why = match found {
            Found::Redirect { from, to } => {
                self.remember_redirect(&from, &to);
                Skipped::Redirect
            }
            Found::Repeated => Skipped::Repeated,
            Found::Status(_) => Skipped::Status,
            Found::NoWebAddress => Skipped::NoWebAddress,
            Found::TooLarge { most_bytes } => {
                let most = most_bytes / (1024 * 1024);
                self.report.tell(place, format!("larger than {most} MiB; it is left out"));
                Skipped::TooLarge
            }
            Found::Packed(name) => {
                self.report.tell(place, format!("packed as `{name}`, which cannot be unpacked"));
                Skipped::NotRead
            }
            Found::Damaged(why) => return self.report.fail(place, why),
            Found::NoText(_) | Found::Beside | Found::Capture(_) => Skipped::NoText,
        };
        self.report.skip(why);
    }

    /// In folders and archives much lies that is not to be read; a file that is named should be.
    fn pass_unknown(&mut self, file: &Saved, place: &Place) {
        if file.is_named && place.offset.is_none() {
            let what = "neither an archive nor a feed, a page, a PDF document or an export";
            return self.report.fail(place, what.to_owned());
        }
        self.report.skip(Skipped::NoText);
    }

    fn remember_redirect(&mut self, from: &str, to: &str) {
        let ends = address::canonical(from).zip(address::canonical(to));
        if let Some((from, to)) = ends.filter(|(from, to)| from != to)
            && self.led_from.len() < MOST_REDIRECTS
        {
            self.led_from.entry(to).or_insert(from);
        }
    }

    /// The addresses that lead to this one, itself first.
    fn addresses_of(&self, url: &CanonicalUrl) -> Vec<CanonicalUrl> {
        const MOST_HOPS: usize = 5;
        let mut addresses = vec![url.clone()];
        while let Some(before) = addresses.last().and_then(|last| self.led_from.get(last)) {
            if addresses.len() > MOST_HOPS || addresses.contains(before) {
                break;
            }
            addresses.push(before.clone());
        }
        addresses
    }

    /// Stores documents, and counts what became of them.
    async fn store(&mut self, documents: Vec<Document>, at: Timestamp) -> Result<(), StoreError> {
        if documents.is_empty() {
            return Ok(());
        }
        let count = documents.len();
        self.introduce(&documents).await?;
        let imported = self.store.take_in(documents, at).await?;
        let known_as_new = |id: &&DocumentId| self.new.contains(&self.hasher.hash_one(id.as_str()));
        self.report.changed += imported.changed.iter().filter(|id| !known_as_new(id)).count();
        self.report.new += imported.new.len();
        self.report.forgotten += imported.forgotten.len();
        self.report.unchanged += count
            - imported.new.len()
            - imported.changed.len()
            - imported.refused.len()
            - imported.forgotten.len();
        let hashes: Vec<u64> =
            imported.new.iter().map(|id| self.hasher.hash_one(id.as_str())).collect();
        self.new.extend(hashes);
        Ok(())
    }

    /// Makes the sources known that stand in no list.
    async fn introduce(&mut self, documents: &[Document]) -> Result<(), StoreError> {
        for document in documents {
            let id = document.source.as_str();
            let Some(source) = built_in(id).filter(|_| self.introduced.insert(id.to_owned()))
            else {
                continue;
            };
            let facts: SourceFacts = source.facts(&crate::model::Network::default());
            self.store.introduce(&facts, self.now).await?;
        }
        Ok(())
    }

    /// When something was archived; a clock that ran ahead does not count.
    fn moment_of(&self, piece: &Piece) -> Timestamp {
        piece.at.map_or(self.now, |at| at.min(self.now))
    }
}
