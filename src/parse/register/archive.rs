//! Packed answers: gzip, and the one file of a ZIP archive that is the register.

use std::io::{self, Read, SeekFrom};

use flate2::read::{DeflateDecoder, MultiGzDecoder};

use super::File;
use super::text::unreadable;
use crate::parse::ParseError;

/// How packed files begin, whatever they are called.
const GZIP_MAGIC: [u8; 2] = [0x1F, 0x8B];
const ZIP_MAGIC: [u8; 4] = *b"PK\x03\x04";

/// What files with records are called, where nobody says which one it is.
const ENDINGS: [&str; 5] = [".json", ".csv", ".geojson", ".tsv", ".jsonl"];

/// The list of an archive stands at its end, behind at most so much comment (APPNOTE, 4.3.16).
const END_BYTES: u64 = 22 + 65_535;
/// A longer list is no archive of a register.
const LIST_BYTES: u32 = 4 * 1024 * 1024;

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Member {
    name: String,
    is_deflated: bool,
    packed: u64,
    unpacked: u64,
    header_at: u64,
}

/// The file without its packing. More than `most` bytes are an error of the reader.
pub(super) fn unpacked<'f>(
    file: &'f mut dyn File,
    most: u64,
    member: Option<&str>,
) -> Result<Box<dyn Read + 'f>, ParseError> {
    let mut magic = Vec::new();
    (&mut *file).take(4).read_to_end(&mut magic).map_err(unreadable)?;
    file.rewind().map_err(unreadable)?;
    if magic.starts_with(&GZIP_MAGIC) {
        return Ok(Box::new(Capped { reader: MultiGzDecoder::new(file), left: most, most }));
    }
    if magic == ZIP_MAGIC {
        let found = members(file).map_err(unreadable)?;
        let chosen = choose(&found, member)?;
        let packed = start_of(file, chosen).map_err(unreadable)?;
        if chosen.is_deflated {
            return Ok(Box::new(Capped { reader: DeflateDecoder::new(packed), left: most, most }));
        }
        return Ok(Box::new(Capped { reader: packed, left: most, most }));
    }
    Ok(Box::new(file))
}

/// The one that is wanted: by the end of its name, else the largest that may hold records.
fn choose<'m>(members: &'m [Member], wanted: Option<&str>) -> Result<&'m Member, ParseError> {
    let may = |member: &&Member| {
        let name = member.name.to_lowercase();
        match wanted {
            Some(end) => member.name.ends_with(end),
            None => ENDINGS.iter().any(|ending| name.ends_with(ending)),
        }
    };
    let found = members.iter().filter(may).max_by_key(|member| member.unpacked);
    found.ok_or_else(|| {
        let names = members.iter().take(8).map(|member| format!("`{}`", member.name));
        ParseError::NoRecords {
            path: wanted.unwrap_or("*.csv, *.json").to_owned(),
            has: names.collect::<Vec<_>>().join(", "),
        }
    })
}

/// The files of an archive, by the list at its end (APPNOTE.TXT, 4.3.12).
fn members(file: &mut dyn File) -> io::Result<Vec<Member>> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(END_BYTES)))?;
    let mut end = Vec::new();
    (&mut *file).take(END_BYTES).read_to_end(&mut end)?;
    let at = end.windows(4).rposition(|four| four == b"PK\x05\x06").ok_or_else(damaged)?;
    let size = number_of_four(&end, at + 12)?;
    let start = number_of_four(&end, at + 16)?;
    if size > LIST_BYTES {
        return Err(damaged());
    }
    file.seek(SeekFrom::Start(u64::from(start)))?;
    let mut list = Vec::new();
    (&mut *file).take(u64::from(size)).read_to_end(&mut list)?;
    let mut found = Vec::new();
    let mut at = 0;
    while list.get(at..at + 4) == Some(b"PK\x01\x02") {
        let name_length = number_of_two(&list, at + 28)?;
        let more = number_of_two(&list, at + 30)? + number_of_two(&list, at + 32)?;
        let name = list.get(at + 46..at + 46 + name_length).ok_or_else(damaged)?;
        let method = number_of_two(&list, at + 10)?;
        if matches!(method, 0 | 8) {
            found.push(Member {
                name: String::from_utf8_lossy(name).into_owned(),
                is_deflated: method == 8,
                packed: number_of_four(&list, at + 20)?.into(),
                unpacked: number_of_four(&list, at + 24)?.into(),
                header_at: number_of_four(&list, at + 42)?.into(),
            });
        }
        at += 46 + name_length + more;
    }
    Ok(found)
}

/// The packed bytes of a file.
fn start_of<'f>(file: &'f mut dyn File, member: &Member) -> io::Result<io::Take<&'f mut dyn File>> {
    file.seek(SeekFrom::Start(member.header_at))?;
    let mut header = [0; 30];
    file.read_exact(&mut header)?;
    let skipped = number_of_two(&header, 26)? + number_of_two(&header, 28)?;
    file.seek(SeekFrom::Start(member.header_at + 30 + skipped as u64))?;
    Ok(file.take(member.packed))
}

fn number_of_two(bytes: &[u8], at: usize) -> io::Result<usize> {
    let two = bytes.get(at..).and_then(<[u8]>::first_chunk::<2>).ok_or_else(damaged)?;
    Ok(u16::from_le_bytes(*two).into())
}

fn number_of_four(bytes: &[u8], at: usize) -> io::Result<u32> {
    let four = bytes.get(at..).and_then(<[u8]>::first_chunk::<4>).ok_or_else(damaged)?;
    Ok(u32::from_le_bytes(*four))
}

fn damaged() -> io::Error {
    io::Error::other("the archive is damaged")
}

/// Refuses to unpack without end.
struct Capped<R> {
    reader: R,
    left: u64,
    most: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let too_large = || {
            io::Error::other(ParseError::TooLarge(usize::try_from(self.most).unwrap_or(usize::MAX)))
        };
        self.left = self.left.checked_sub(read as u64).ok_or_else(too_large)?;
        Ok(read)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::{Cursor, Write as _};

    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use super::*;

    /// An archive of these files, as programs write them.
    pub fn zip(files: &[(&str, &str)]) -> Vec<u8> {
        let (mut archive, mut list) = (Vec::new(), Vec::new());
        for (number, (name, text)) in files.iter().enumerate() {
            let is_deflated = number % 2 == 0;
            let packed = if is_deflated {
                let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
                packer.write_all(text.as_bytes()).unwrap();
                packer.finish().unwrap()
            } else {
                text.as_bytes().to_vec()
            };
            let at = u32::try_from(archive.len()).unwrap();
            let mut fields = vec![20, 0, 0, 0, if is_deflated { 8 } else { 0 }, 0, 0, 0, 0, 0];
            fields.extend([0; 4]);
            fields.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
            fields.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
            fields.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
            fields.extend([0, 0]);
            archive.extend(b"PK\x03\x04");
            archive.extend(&fields);
            archive.extend(name.as_bytes());
            archive.extend(&packed);
            list.extend(b"PK\x01\x02\x14\x00");
            list.extend(&fields);
            list.extend([0; 10]);
            list.extend(at.to_le_bytes());
            list.extend(name.as_bytes());
        }
        let (start, size) = (archive.len(), list.len());
        archive.extend(list);
        archive.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
        archive.extend(u32::try_from(size).unwrap().to_le_bytes());
        archive.extend(u32::try_from(start).unwrap().to_le_bytes());
        archive.extend([0, 0]);
        archive
    }

    fn read(bytes: &[u8], member: Option<&str>) -> Result<String, ParseError> {
        let mut file = Cursor::new(bytes.to_vec());
        let mut text = String::new();
        let mut reader = unpacked(&mut file, 1000, member)?;
        reader.read_to_string(&mut text).map_err(unreadable)?;
        Ok(text)
    }

    #[test]
    fn the_right_file_is_taken_out() {
        let archive = zip(&[
            ("x/project.csv", "id;title"),
            ("organization.csv", "much longer"),
            ("a.txt", ""),
        ]);
        assert_eq!(read(&archive, Some("project.csv")).unwrap(), "id;title");
        assert_eq!(read(&archive, None).unwrap(), "much longer");
        let missing = read(&archive, Some("grants.csv")).unwrap_err().to_string();
        assert!(missing.contains("`x/project.csv`, `organization.csv`"), "{missing}");
        assert_eq!(read(b"id;title", None).unwrap(), "id;title");
    }

    #[test]
    fn what_is_damaged_or_too_large_is_refused() {
        let large = "x".repeat(2000);
        let archive = zip(&[("a.csv", &large)]);
        assert_eq!(read(&archive, None).unwrap_err(), ParseError::TooLarge(1000));
        for length in [4, 20, archive.len() - 4] {
            assert!(read(&archive[..length], None).is_err(), "{length}");
        }
        let mut other = archive.clone();
        for byte in other.iter_mut().skip(10) {
            *byte ^= 0x55;
        }
        assert!(read(&other, None).is_err());
    }
}
