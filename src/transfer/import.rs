//! Documents in: a batch per transaction, and a bad line costs that line alone.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{BufRead, Read as _};

use crate::model::{Document, Timestamp};
use crate::store::Store;

use super::TransferError;
use super::line::Line;

/// Longest line that is read.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;
/// A batch is stored when it has so many documents, or so many bytes of lines.
const BATCH_DOCUMENTS: usize = 500;
const BATCH_BYTES: usize = 32 * 1024 * 1024;
/// Problems that are told one by one; beyond them they are only counted.
const PROBLEMS: usize = 1000;

/// How an import went.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct ImportReport {
    /// Lines that were not blank.
    pub read: usize,
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// Kept away, because they were forgotten on request.
    pub forgotten: usize,
    /// Lines of which nothing was stored.
    pub failed: usize,
    /// What was wrong with the first thousand of them, by line.
    pub problems: Vec<Problem>,
}

/// A line of which nothing was stored.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// Counted from 1.
    pub line: usize,
    pub sentence: String,
}

/// An import under way.
struct Import<'a> {
    store: &'a Store,
    now: Timestamp,
    report: ImportReport,
    batch: Vec<(usize, Document)>,
    batch_bytes: usize,
    /// In which line an id stood first. Only a hash of it: files are long.
    seen: HashMap<u64, usize>,
    hasher: RandomState,
}

/// Reads documents, one JSON object a line, and stores them; `progress` hears after each batch
/// how many lines have been read. Importing the same file again changes nothing.
pub async fn import(
    store: &Store,
    mut reader: impl BufRead,
    now: Timestamp,
    mut progress: impl FnMut(usize),
) -> Result<ImportReport, TransferError> {
    let mut import = Import {
        store,
        now,
        report: ImportReport::default(),
        batch: Vec::new(),
        batch_bytes: 0,
        seen: HashMap::new(),
        hasher: RandomState::new(),
    };
    let mut line = Vec::new();
    for number in 1.. {
        let length = match read_line(&mut reader, &mut line) {
            Ok(length) => length,
            Err(error) => {
                // What could be read until here is kept.
                import.store_batch().await?;
                return Err(TransferError::Read(error));
            }
        };
        match length {
            Length::End => break,
            Length::TooLong => import.refuse(number, "longer than 16 MB".to_owned()),
            Length::Fits => import.take(number, without_mark(&line, number)),
        }
        if import.batch.len() >= BATCH_DOCUMENTS || import.batch_bytes >= BATCH_BYTES {
            import.store_batch().await?;
            progress(import.report.read);
        }
    }
    import.store_batch().await?;
    progress(import.report.read);
    let mut report = import.report;
    report.problems.sort_by_key(|problem| problem.line);
    Ok(report)
}

impl Import<'_> {
    fn take(&mut self, number: usize, line: &[u8]) {
        if line.trim_ascii().is_empty() {
            return;
        }
        let document = Line::read(line).and_then(|line| line.into_document(self.now));
        let document = match document {
            Ok(document) => document,
            Err(sentence) => return self.refuse(number, sentence),
        };
        let hash = self.hasher.hash_one(document.id.as_str());
        if let Some(first) = self.seen.insert(hash, number) {
            self.seen.insert(hash, first);
            return self.refuse(
                number,
                format!("the id `{}` stands in line {first} already", document.id),
            );
        }
        self.report.read += 1;
        self.batch_bytes += line.len();
        self.batch.push((number, document));
    }

    fn refuse(&mut self, line: usize, sentence: String) {
        self.report.read += 1;
        self.tell(line, sentence);
    }

    fn tell(&mut self, line: usize, sentence: String) {
        self.report.failed += 1;
        if self.report.problems.len() < PROBLEMS {
            self.report.problems.push(Problem { line, sentence });
        }
    }

    async fn store_batch(&mut self) -> Result<(), TransferError> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let batch = std::mem::take(&mut self.batch);
        self.batch_bytes = 0;
        let lines: Vec<_> =
            batch.iter().map(|(number, document)| (*number, document.id.clone())).collect();
        let documents: Vec<_> = batch.into_iter().map(|(_, document)| document).collect();
        let imported = self.store.import(documents, self.now).await?;
        self.report.new += imported.new.len();
        self.report.changed += imported.changed.len();
        self.report.unchanged += lines.len()
            - imported.new.len()
            - imported.changed.len()
            - imported.refused.len()
            - imported.forgotten.len();
        self.report.forgotten += imported.forgotten.len();
        for (number, id) in lines {
            if let Some(owner) = imported.refused.get(&id) {
                let sentence =
                    format!("the id `{id}` belongs to the source `{owner}`; give it another");
                self.tell(number, sentence);
            }
        }
        Ok(())
    }
}

/// What came of reading a line.
enum Length {
    Fits,
    /// Its rest was skipped.
    TooLong,
    End,
}

fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<Length> {
    line.clear();
    let read = reader.by_ref().take(LONGEST_LINE).read_until(b'\n', line)?;
    if read == 0 {
        return Ok(Length::End);
    }
    if line.ends_with(b"\n") || (read as u64) < LONGEST_LINE {
        return Ok(Length::Fits);
    }
    reader.skip_until(b'\n')?;
    Ok(Length::TooLong)
}

/// Some editors begin a file with a byte order mark.
fn without_mark(line: &[u8], number: usize) -> &[u8] {
    if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line }
}
