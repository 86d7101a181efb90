//! A PDF document to a `Page`: its text without running heads and feet, title, dates, pages.
//!
//! The objects are read by `lopdf`; how text is put together from where letters are drawn is ours.
//! It all happens in a thread of its own: with a stack that deep nesting may use, and a deadline.

mod block;
mod budget;
mod facts;
mod font;
mod furniture;
mod glyph;
mod line;
mod matrix;
mod operator;
mod paper;
mod pen;
mod token;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use lopdf::Document;

use super::ExtractError;
use crate::markup;
use crate::model::Page;
use line::Sheet;

/// A document that takes longer is given up: it costs itself and nothing else.
const PATIENCE: Duration = Duration::from_secs(15);
/// For nested objects; the reader of objects allows a hundred levels or so.
const STACK_BYTES: usize = 16 * 1024 * 1024;
/// What one stream of the document may unpack to.
const LARGEST_STREAM_BYTES: usize = 16 * 1024 * 1024;
/// Larger documents are refused, as they are when they are fetched.
const LARGEST_BYTES: usize = 30 * 1024 * 1024;
/// Pages beyond are counted, not read: no agenda is so long.
const MOST_PAGES: usize = 3_000;
/// Text beyond is left out.
const LONGEST_TEXT_BYTES: usize = 8 * 1024 * 1024;

/// Whether these bytes are a PDF, whatever they are called.
pub fn is_pdf(bytes: &[u8]) -> bool {
    const MAGIC: &[u8] = b"%PDF-";
    // Readers allow some junk before it.
    let start = bytes.get(..1024).unwrap_or(bytes);
    start.windows(MAGIC.len()).any(|window| window == MAGIC)
}

/// Reads a PDF document. It takes CPU time and belongs on a blocking thread.
pub fn pdf(bytes: Vec<u8>) -> Result<Page, ExtractError> {
    pdf_within(bytes, PATIENCE)
}

fn pdf_within(bytes: Vec<u8>, patience: Duration) -> Result<Page, ExtractError> {
    if bytes.len() > LARGEST_BYTES {
        return Err(ExtractError::PdfTooLarge(bytes.len()));
    }
    let is_given_up = Arc::new(AtomicBool::new(false));
    let watch = Watch { until: Instant::now() + patience, is_given_up: Arc::clone(&is_given_up) };
    let (sender, receiver) = mpsc::channel();
    let work = move || {
        let read = catch_unwind(AssertUnwindSafe(|| read(&bytes, &watch)));
        // Nobody listens any more when the time is up.
        let _ = sender.send(read.unwrap_or(Err(ExtractError::Panicked)));
    };
    let started = thread::Builder::new().name("pdf".to_owned()).stack_size(STACK_BYTES).spawn(work);
    if started.is_err() {
        return Err(ExtractError::Pdf("no thread could be started for it".to_owned()));
    }
    receiver.recv_timeout(patience).unwrap_or_else(|_| {
        is_given_up.store(true, Ordering::Relaxed);
        Err(ExtractError::PdfTooSlow)
    })
}

/// Tells work that nobody waits for it any more.
struct Watch {
    until: Instant,
    is_given_up: Arc<AtomicBool>,
}

impl Watch {
    fn is_over(&self) -> bool {
        self.is_given_up.load(Ordering::Relaxed) || Instant::now() >= self.until
    }
}

fn read(bytes: &[u8], watch: &Watch) -> Result<Page, ExtractError> {
    let document = budget::load(bytes)?;
    if document.is_encrypted() {
        return Err(ExtractError::PdfLocked);
    }
    let pages: Vec<_> = document.page_iter().take(MOST_PAGES * 10).collect();
    let mut sheets = Vec::new();
    let mut length = 0;
    for page in pages.iter().take(MOST_PAGES) {
        if watch.is_over() {
            return Err(ExtractError::PdfTooSlow);
        }
        let sheet = paper::read(&document, *page, watch);
        length += sheet.lines.iter().map(|line| line.text.len()).sum::<usize>();
        sheets.push(sheet);
        if length > LONGEST_TEXT_BYTES {
            break;
        }
    }
    let page = page_of(&document, sheets, pages.len());
    if page.text.is_empty() { Err(ExtractError::PdfWithoutText) } else { Ok(page) }
}

fn page_of(document: &Document, mut sheets: Vec<Sheet>, pages: usize) -> Page {
    let body = block::body_size(&sheets);
    let first_line = facts::headline(&sheets, body);
    furniture::remove(&mut sheets, body);
    let blocks = block::blocks(&sheets, body);
    let html = markup::sanitise(&block::markup(&blocks), None);
    let mut page = facts::of(document);
    if page.title.is_empty() {
        page.title = first_line.unwrap_or_default();
    }
    page.text = markup::to_text(&html);
    page.html = html;
    page.pages = Some(pages);
    page
}

#[cfg(test)]
mod tests;
