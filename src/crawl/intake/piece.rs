//! The pieces that a file holds: the answers in an archive, or itself.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::extract;
use crate::fetch::{Answer, limits};
use crate::model::{Timestamp, Validators};
use crate::parse::{Archive, ArchiveLimits, Capture, Found, Nature, Record, mail, nature};

use super::folder::Saved;
use super::report::Place;

const LIMITS: ArchiveLimits =
    ArchiveLimits { page_bytes: limits::PAGE_BYTES, pdf_bytes: limits::PDF_BYTES };

/// One feed, page, paper or mail, as a server would have answered it.
#[derive(Debug)]
pub struct Piece {
    pub place: Place,
    pub nature: Nature,
    pub url: Option<String>,
    /// When it was archived, where that is known.
    pub at: Option<Timestamp>,
    pub content_type: Option<String>,
    pub robots_tag: Option<String>,
    pub body: Vec<u8>,
}

/// What stands at one place: a piece, or what an archive has instead of one.
#[derive(Debug)]
pub enum Seen {
    Piece(Box<Piece>),
    Passed(Place, Found),
}

/// Reads a file piece by piece. An archive takes memory for one record at a time.
pub enum Pieces<'f> {
    Archive(&'f Path, Box<Archive<File>>),
    File(Option<Box<Piece>>),
}

impl<'f> Pieces<'f> {
    pub fn open(file: &'f Saved) -> io::Result<Self> {
        if let Some(archive) = Archive::open(File::open(&file.path)?, LIMITS)? {
            return Ok(Self::Archive(&file.path, Box::new(archive)));
        }
        let mut body = Vec::new();
        File::open(&file.path)?.take(limits::PDF_BYTES as u64 + 1).read_to_end(&mut body)?;
        Ok(Self::File(Some(Box::new(Piece::of_file(file, body)))))
    }
}

impl Iterator for Pieces<'_> {
    type Item = Seen;

    fn next(&mut self) -> Option<Seen> {
        match self {
            Self::File(piece) => piece.take().map(|piece| match piece.too_large() {
                Some(most_bytes) => Seen::Passed(piece.place, Found::TooLarge { most_bytes }),
                None => Seen::Piece(piece),
            }),
            Self::Archive(file, archive) => {
                let Record { offset, found } = archive.next()?;
                let place = Place { file: file.to_path_buf(), offset: Some(offset) };
                Some(match found {
                    Found::Capture(capture) => {
                        Seen::Piece(Box::new(Piece::of_capture(place, *capture)))
                    }
                    other => Seen::Passed(place, other),
                })
            }
        }
    }
}

impl Piece {
    fn of_capture(place: Place, capture: Capture) -> Self {
        let Capture { url, at, content_type, robots_tag, body } = capture;
        let nature = nature(&body);
        Self { place, nature, url: Some(url), at, content_type, robots_tag, body }
    }

    /// A file that somebody has saved. Where it came from it may say itself, or its folder does.
    pub fn of_file(file: &Saved, mut body: Vec<u8>) -> Self {
        let mut nature = nature(&body);
        let mut address = None;
        if nature == Nature::Mail
            && let Some((url, html)) = mail::saved_page(&body)
        {
            (nature, address, body) = (Nature::Page, Some(url), html.into_bytes());
        }
        let said = match nature {
            Nature::Page => extract::saved_address(&body),
            Nature::Feed => extract::feed_address(&body),
            _ => None,
        };
        Self {
            place: Place::file(&file.path),
            nature,
            url: address.or(said).or_else(|| file.mirrored.clone()),
            at: None,
            content_type: None,
            robots_tag: None,
            body,
        }
    }

    fn too_large(&self) -> Option<usize> {
        let most = match self.nature {
            Nature::Pdf | Nature::Mail => limits::PDF_BYTES,
            _ => limits::PAGE_BYTES,
        };
        (self.body.len() > most).then_some(most)
    }

    /// The answer that a crawl would have had.
    pub fn into_answer(self) -> Answer {
        let charset = self.content_type.as_deref().and_then(crate::markup::charset_of);
        let charset = charset.map(|name| format!("; charset={name}")).unwrap_or_default();
        // What it holds counts, not what a server called it.
        let content_type = match self.nature {
            Nature::Page => Some(format!("text/html{charset}")),
            Nature::Pdf => Some("application/pdf".to_owned()),
            _ => self.content_type,
        };
        Answer {
            url: self.url.unwrap_or_default(),
            moved_to: None,
            content_type,
            body: self.body,
            validators: Validators::default(),
            fresh_for: None,
            robots_tag: self.robots_tag,
            next: None,
            spool: None,
        }
    }
}
