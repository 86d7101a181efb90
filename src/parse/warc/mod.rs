//! Web archives record by record: WARC (ISO 28500) and the older ARC, plain or packed member by
//! member. What is broken costs the record that it stands in, as far as the next one can be found.

mod arc;
mod exchange;
mod head;
mod source;

use std::io::{self, Read};

use crate::address;
use crate::model::Timestamp;

use arc::ArcHead;
use exchange::HttpHead;
use head::Head;
use source::{Line, Unpacked};

/// How much of one record is read, unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArchiveLimits {
    /// Pages, feeds and all other texts.
    pub page_bytes: usize,
    pub pdf_bytes: usize,
}

/// One answer of a web server, as the archive has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    pub url: String,
    /// When it was archived; `None` when the record does not say.
    pub at: Option<Timestamp>,
    pub content_type: Option<String>,
    /// `X-Robots-Tag`, one header to a line.
    pub robots_tag: Option<String>,
    /// Without chunks and packing.
    pub body: Vec<u8>,
}

/// What stands at one place of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it begins, in bytes of the file; in a packed file, where its member begins.
    pub offset: u64,
    pub found: Found,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Capture(Box<Capture>),
    /// An address that led to another one.
    Redirect {
        from: String,
        to: String,
    },
    /// About the archive, or a question to a server: nothing that is kept.
    Beside,
    /// The same answer as an earlier one, which the archive does not hold again.
    Repeated,
    /// Another answer than 200.
    Status(u16),
    /// No address of the web.
    NoWebAddress,
    /// A picture, a script, a film: nothing to read, by what its server calls it.
    NoText(String),
    TooLarge {
        most_bytes: usize,
    },
    /// In a form that nobody here can unpack.
    Packed(String),
    /// Why it cannot be read.
    Damaged(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Warc,
    Arc,
}

/// An archive that is being read. It takes memory for one record at a time.
pub struct Archive<R> {
    bytes: Unpacked<R>,
    form: Form,
    limits: ArchiveLimits,
    is_over: bool,
}

/// Whether bytes begin as an archive does, once they are unpacked.
pub fn is_archive(start: &[u8]) -> bool {
    form_of(start).is_some()
}

fn form_of(start: &[u8]) -> Option<Form> {
    let start = start.trim_ascii_start();
    if start.starts_with(b"WARC/") {
        Some(Form::Warc)
    } else if start.starts_with(b"filedesc:") {
        Some(Form::Arc)
    } else {
        None
    }
}

impl<R: Read> Archive<R> {
    /// `None` when the bytes are no archive.
    pub fn open(reader: R, limits: ArchiveLimits) -> io::Result<Option<Self>> {
        let mut bytes = Unpacked::new(reader)?;
        let form = form_of(bytes.look().unwrap_or_default());
        Ok(form.map(|form| Self { bytes, form, limits, is_over: false }))
    }

    /// The record, or what is wrong with the place where one should be.
    fn read(&mut self) -> Option<Record> {
        match self.bytes.skip_blank_lines() {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => return Some(self.damaged(self.bytes.offset(), &error)),
        }
        let offset = self.bytes.offset();
        let found = match self.form {
            Form::Warc => self.read_warc(),
            Form::Arc => self.read_arc(),
        };
        match found {
            Ok(found) => Some(Record { offset, found }),
            Err(error) => Some(self.damaged(offset, &error)),
        }
    }

    /// The packing is broken or the file ends: what follows is looked for in the next member.
    fn damaged(&mut self, offset: u64, error: &io::Error) -> Record {
        let is_end = !self.bytes.go_to_next_member();
        self.is_over = is_end || error.kind() == io::ErrorKind::FileTooLarge;
        Record { offset, found: Found::Damaged(why(error)) }
    }

    fn read_warc(&mut self) -> io::Result<Found> {
        let head = match Head::read(&mut self.bytes)? {
            Ok(head) => head,
            Err(problem) => {
                self.bytes.skip_to_line(|line| line.starts_with(b"WARC/"))?;
                return Ok(Found::Damaged(problem));
            }
        };
        let target = head.target.as_deref().and_then(web_address);
        match (head.kind.as_str(), target) {
            ("response", Some(url)) => self.read_answer(url, head.at, head.length),
            ("response", None) => self.pass(head.length, Found::NoWebAddress),
            ("revisit", _) => self.pass(head.length, Found::Repeated),
            _ => self.pass(head.length, Found::Beside),
        }
    }

    fn read_arc(&mut self) -> io::Result<Found> {
        let head = match ArcHead::read(&mut self.bytes)? {
            Ok(head) => head,
            Err(problem) => {
                self.bytes.skip_to_line(arc::is_head)?;
                return Ok(Found::Damaged(problem));
            }
        };
        if head.url.starts_with("filedesc:") {
            return self.pass(head.length, Found::Beside);
        }
        match web_address(&head.url) {
            Some(url) => self.read_answer(url, head.at, head.length),
            None => self.pass(head.length, Found::NoWebAddress),
        }
    }

    fn pass(&mut self, length: u64, found: Found) -> io::Result<Found> {
        self.bytes.skip(length)?;
        Ok(found)
    }

    fn read_answer(
        &mut self,
        url: String,
        at: Option<Timestamp>,
        length: u64,
    ) -> io::Result<Found> {
        let mut left = length;
        let head = match HttpHead::read(&mut self.bytes, &mut left)? {
            Ok(head) => head,
            Err(problem) => return self.pass(left, Found::Damaged(problem)),
        };
        if let Some(to) = head.redirect_from(&url) {
            return self.pass(left, Found::Redirect { from: url, to });
        }
        if head.status != 200 {
            return self.pass(left, Found::Status(head.status));
        }
        if let Some(kind) = head.other_than_text() {
            return self.pass(left, Found::NoText(kind));
        }
        let most = if head.is_pdf() { self.limits.pdf_bytes } else { self.limits.page_bytes };
        let too_large = Found::TooLarge { most_bytes: most };
        if usize::try_from(left).map_or(true, |left| left > most) {
            return self.pass(left, too_large);
        }
        let body = self.bytes.take(left)?;
        // Some archives count a little too much: then the answer itself knows better.
        if (body.len() as u64) < left && !head.is_whole(&body) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(match head.unpack(body, most) {
            Ok(body) => Found::Capture(Box::new(Capture {
                url,
                at,
                content_type: head.content_type.clone(),
                robots_tag: head.robots_tag,
                body,
            })),
            Err(exchange::Trouble::TooLarge) => too_large,
            Err(exchange::Trouble::Unknown(packing)) => Found::Packed(packing),
            Err(exchange::Trouble::Broken(problem)) => Found::Damaged(problem),
        })
    }
}

impl<R: Read> Iterator for Archive<R> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if self.is_over {
            return None;
        }
        let record = self.read();
        self.is_over |= record.is_none();
        record
    }
}

/// Archives also hold addresses with spaces in them, and wget puts `<…>` around them.
fn web_address(target: &str) -> Option<String> {
    let target = target.trim().trim_start_matches('<').trim_end_matches('>');
    address::join(target, target)
}

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the file breaks off in the middle of it".to_owned(),
        io::ErrorKind::FileTooLarge => {
            "the file unpacks to more than 200 times its size; it is not read further".to_owned()
        }
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            "its packing is damaged".to_owned()
        }
        _ => format!("it cannot be read: {error}"),
    }
}

/// A line as text, without what ends it.
fn text_of(line: &Line<'_>) -> String {
    String::from_utf8_lossy(line.bytes.trim_ascii_end()).into_owned()
}

#[cfg(test)]
mod tests;
