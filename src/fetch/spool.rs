//! A body that may be larger than memory: the beginning is held, the rest goes to a file without
//! a name, which is gone when nobody holds it any more.

use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use tokio::task::spawn_blocking;

/// So much is held before anything is written.
const HELD: usize = 1024 * 1024;

/// A body while it comes in.
#[derive(Default)]
pub(super) struct Incoming {
    held: Vec<u8>,
    file: Option<File>,
    length: u64,
    folder: Option<PathBuf>,
}

/// A body that is complete, to be read as often as needed.
pub struct Spool {
    place: Place,
    length: u64,
}

enum Place {
    Memory(Cursor<Vec<u8>>),
    File(File),
}

impl Incoming {
    /// The file is made in the folder, else where the system has its temporary files.
    pub(super) fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, ..Self::default() }
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) async fn add(&mut self, chunk: &[u8]) -> io::Result<()> {
        self.length += chunk.len() as u64;
        self.held.extend_from_slice(chunk);
        if self.held.len() < HELD { Ok(()) } else { self.write().await }
    }

    pub(super) async fn finish(mut self) -> io::Result<Spool> {
        if self.file.is_some() {
            self.write().await?;
        }
        let length = self.length;
        let place = match self.file.take() {
            Some(file) => Place::File(file),
            None => Place::Memory(Cursor::new(std::mem::take(&mut self.held))),
        };
        Ok(Spool { place, length })
    }

    /// Writing may have to wait for the disk, and does that off the async threads.
    async fn write(&mut self) -> io::Result<()> {
        let (file, folder) = (self.file.take(), self.folder.clone());
        let mut held = std::mem::take(&mut self.held);
        let written = spawn_blocking(move || {
            let mut file = match (file, folder) {
                (Some(file), _) => file,
                (None, Some(folder)) => tempfile::tempfile_in(folder)?,
                (None, None) => tempfile::tempfile()?,
            };
            file.write_all(&held)?;
            held.clear();
            Ok::<_, io::Error>((file, held))
        });
        let (file, held) = written.await.map_err(io::Error::other)??;
        self.file = Some(file);
        self.held = held;
        Ok(())
    }
}

impl Spool {
    /// A body that is held already.
    pub fn of(bytes: Vec<u8>) -> Self {
        Self { length: bytes.len() as u64, place: Place::Memory(Cursor::new(bytes)) }
    }

    pub fn length(&self) -> u64 {
        self.length
    }
}

impl Read for Spool {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.place {
            Place::Memory(bytes) => bytes.read(buffer),
            Place::File(file) => file.read(buffer),
        }
    }
}

impl Seek for Spool {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        match &mut self.place {
            Place::Memory(bytes) => bytes.seek(position),
            Place::File(file) => file.seek(position),
        }
    }
}

impl fmt::Debug for Spool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Spool({} bytes)", self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_goes_in_comes_out_as_often_as_wanted() {
        let folder = tempfile::tempdir().unwrap();
        for size in [0, 1000, 3 * HELD + 17] {
            let bytes: Vec<u8> = (0..=u8::MAX).cycle().take(size).collect();
            let mut incoming = Incoming::new(Some(folder.path().to_owned()));
            for chunk in bytes.chunks(60_000) {
                incoming.add(chunk).await.unwrap();
            }
            let mut spool = incoming.finish().await.unwrap();
            assert_eq!(spool.length(), size as u64);
            assert_eq!(matches!(spool.place, Place::File(_)), size > HELD);
            for _ in 0..2 {
                spool.rewind().unwrap();
                let mut read = Vec::new();
                spool.read_to_end(&mut read).unwrap();
                assert_eq!(read, bytes);
            }
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "it has no name");
    }
}
