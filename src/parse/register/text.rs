//! A register as text, from its beginning, as often as needed.

use std::io::{self, Read, SeekFrom};

use super::{File, archive};
use crate::markup::{Utf8Reader, encoding_of};
use crate::parse::ParseError;

/// As much as shows what it is.
const BEGINNING_BYTES: u64 = 64 * 1024;

pub(super) struct Text<'f> {
    file: &'f mut dyn File,
    /// Unpacked.
    most_bytes: u64,
    /// Which file of an archive.
    member: Option<&'f str>,
    pub encoding: &'static str,
}

impl<'f> Text<'f> {
    /// `declared` is the encoding that somebody names.
    pub(super) fn open(
        file: &'f mut dyn File,
        most_bytes: u64,
        member: Option<&'f str>,
        declared: Option<&str>,
    ) -> Result<Self, ParseError> {
        let mut text = Self { file, most_bytes, member, encoding: "UTF-8" };
        let encoding = encoding_of(&mut text.raw()?, declared).map_err(unreadable)?;
        text.encoding = encoding;
        Ok(text)
    }

    fn raw(&mut self) -> Result<Box<dyn Read + '_>, ParseError> {
        self.file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        archive::unpacked(self.file, self.most_bytes, self.member)
    }

    /// UTF-8, without its first bytes.
    pub(super) fn reader(
        &mut self,
        skip: u64,
    ) -> Result<Utf8Reader<Box<dyn Read + '_>>, ParseError> {
        let encoding = self.encoding;
        let mut reader = Utf8Reader::new(self.raw()?, encoding);
        io::copy(&mut reader.by_ref().take(skip), &mut io::sink()).map_err(unreadable)?;
        Ok(reader)
    }

    pub(super) fn beginning(&mut self) -> Result<String, ParseError> {
        self.first(BEGINNING_BYTES)
    }

    /// At most so much of it.
    pub(super) fn first(&mut self, bytes: u64) -> Result<String, ParseError> {
        let mut first = Vec::new();
        self.reader(0)?.take(bytes).read_to_end(&mut first).map_err(unreadable)?;
        Ok(String::from_utf8_lossy(&first).into_owned())
    }
}

/// A file that was just written cannot be read; or it unpacks into too much, which says so itself.
pub(super) fn unreadable(error: io::Error) -> ParseError {
    match error.downcast::<ParseError>() {
        Ok(error) => error,
        Err(error) => ParseError::Damaged(error.to_string()),
    }
}
