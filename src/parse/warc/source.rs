//! The bytes of an archive as one stream, whether they are packed or not, with their places.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// So much is read at a time.
const PIECE_BYTES: usize = 64 * 1024;
/// The longest line that is looked at; more of it is passed over.
const LINE_BYTES: usize = 16 * 1024;
/// A packed archive may be so many times larger unpacked; pages are five to twenty times …
const MOST_TIMES: u64 = 200;
/// … beyond so much.
const ALWAYS_BYTES: u64 = 1 << 30;
/// How a packed member begins (RFC 1952).
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// One line.
pub(super) struct Line<'a> {
    pub(super) bytes: &'a [u8],
    /// In bytes, with those that end it and those that were passed over.
    pub(super) length: u64,
}

pub(super) struct Unpacked<R> {
    layer: Layer<R>,
    piece: Vec<u8>,
    /// What of the piece is not used yet.
    from: usize,
    to: usize,
    /// Where the member that the piece is of begins in the file; 0 where it is not packed.
    member_at: u64,
    /// Unpacked bytes that have been used.
    used: u64,
    /// Bytes that have been read, unpacked.
    made: u64,
    line: Vec<u8>,
}

enum Layer<R> {
    Plain(File<R>),
    Packed(Box<GzDecoder<File<R>>>),
    Gone,
}

impl<R: Read> Unpacked<R> {
    pub(super) fn new(reader: R) -> io::Result<Self> {
        let mut file = File { reader, piece: vec![0; PIECE_BYTES], from: 0, to: 0, used: 0 };
        let is_packed = file.look(MAGIC.len())?.starts_with(&MAGIC);
        let layer = if is_packed { Layer::packed(file) } else { Layer::Plain(file) };
        Ok(Self {
            layer,
            piece: vec![0; PIECE_BYTES],
            from: 0,
            to: 0,
            member_at: 0,
            used: 0,
            made: 0,
            line: Vec::new(),
        })
    }

    /// Where the next byte stands: in the file, or its member in a packed one.
    pub(super) fn offset(&self) -> u64 {
        match self.layer {
            Layer::Plain(_) => self.used,
            Layer::Packed(_) | Layer::Gone => self.member_at,
        }
    }

    /// The next bytes, without using them; none at the end.
    pub(super) fn look(&mut self) -> io::Result<&[u8]> {
        while self.from == self.to {
            let read = match &mut self.layer {
                Layer::Plain(file) => file.read(&mut self.piece)?,
                Layer::Packed(decoder) => decoder.read(&mut self.piece)?,
                Layer::Gone => 0,
            };
            if read > 0 {
                (self.from, self.to) = (0, read);
                self.refuse_bombs(read)?;
            } else if !self.begin_member()? {
                return Ok(&[]);
            }
        }
        Ok(self.piece.get(self.from..self.to).unwrap_or_default())
    }

    fn refuse_bombs(&mut self, read: usize) -> io::Result<()> {
        self.made += read as u64;
        let Layer::Packed(decoder) = &self.layer else { return Ok(()) };
        let allowed = ALWAYS_BYTES.saturating_add(decoder.get_ref().used * MOST_TIMES);
        if self.made > allowed { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(()) }
    }

    /// Behind the end of a packed member stands the next one, or nothing.
    fn begin_member(&mut self) -> io::Result<bool> {
        let Layer::Packed(decoder) = std::mem::replace(&mut self.layer, Layer::Gone) else {
            return Ok(false);
        };
        let mut file = decoder.into_inner();
        let found = file.skip_to_member();
        self.member_at = file.used;
        if matches!(found, Ok(true)) {
            self.layer = Layer::packed(file);
        }
        found
    }

    /// Leaves a broken member for the next one; false where there is none.
    pub(super) fn go_to_next_member(&mut self) -> bool {
        (self.from, self.to) = (0, 0);
        self.begin_member().unwrap_or(false)
    }

    fn use_up(&mut self, count: usize) {
        self.from = (self.from + count).min(self.to);
        self.used += count as u64;
    }

    /// Goes to the first byte of a line that is not blank; false at the end.
    pub(super) fn skip_blank_lines(&mut self) -> io::Result<bool> {
        loop {
            let ahead = self.look()?;
            let blank = ahead.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let (is_end, goes_on) = (ahead.is_empty(), blank < ahead.len());
            self.use_up(blank);
            if is_end || goes_on {
                return Ok(!is_end);
            }
        }
    }

    /// The next line; `None` at the end.
    pub(super) fn line(&mut self) -> io::Result<Option<Line<'_>>> {
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        let mut length = 0;
        loop {
            let ahead = self.look()?;
            let end = ahead.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
            let count = end.unwrap_or(ahead.len());
            let room = LINE_BYTES.saturating_sub(line.len());
            line.extend(ahead.iter().take(count.min(room)));
            self.use_up(count);
            length += count as u64;
            if end.is_some() || count == 0 {
                break;
            }
        }
        self.line = line;
        Ok((length > 0).then_some(Line { bytes: &self.line, length }))
    }

    /// Goes to the beginning of the next line that is one; to the end where there is none.
    pub(super) fn skip_to_line(&mut self, is_one: impl Fn(&[u8]) -> bool) -> io::Result<()> {
        loop {
            let ahead = self.look()?;
            if ahead.is_empty() {
                return Ok(());
            }
            // A line that reaches into the next piece is judged by its beginning.
            let end = ahead.iter().position(|byte| *byte == b'\n').unwrap_or(ahead.len());
            if is_one(ahead.get(..end).unwrap_or_default()) {
                return Ok(());
            }
            self.line()?;
        }
    }

    pub(super) fn skip(&mut self, mut count: u64) -> io::Result<()> {
        while count > 0 {
            let ahead = self.look()?.len();
            if ahead == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let used = usize::try_from(count).map_or(ahead, |count| count.min(ahead));
            self.use_up(used);
            count -= used as u64;
        }
        Ok(())
    }

    /// The next bytes; fewer where the file ends.
    pub(super) fn take(&mut self, count: u64) -> io::Result<Vec<u8>> {
        let mut taken = Vec::new();
        while (taken.len() as u64) < count {
            let wanted = usize::try_from(count - taken.len() as u64).unwrap_or(usize::MAX);
            let ahead = self.look()?;
            let used = wanted.min(ahead.len());
            if used == 0 {
                break;
            }
            taken.extend(ahead.iter().take(used));
            self.use_up(used);
        }
        Ok(taken)
    }
}

impl<R: Read> Layer<R> {
    fn packed(file: File<R>) -> Self {
        Self::Packed(Box::new(GzDecoder::new(file)))
    }
}

/// The file itself, read piece by piece.
struct File<R> {
    reader: R,
    piece: Vec<u8>,
    from: usize,
    to: usize,
    used: u64,
}

impl<R: Read> File<R> {
    /// At least so many of the next bytes, fewer at the end.
    fn look(&mut self, least: usize) -> io::Result<&[u8]> {
        while self.to - self.from < least {
            self.piece.copy_within(self.from..self.to, 0);
            (self.from, self.to) = (0, self.to - self.from);
            let room = self.piece.get_mut(self.to..).unwrap_or_default();
            match self.reader.read(room) {
                Ok(0) => break,
                Ok(read) => self.to += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(self.piece.get(self.from..self.to).unwrap_or_default())
    }

    /// Goes to where a packed member begins; false where none follows.
    fn skip_to_member(&mut self) -> io::Result<bool> {
        loop {
            let ahead = self.look(MAGIC.len())?;
            if ahead.len() < MAGIC.len() {
                return Ok(false);
            }
            let found = ahead.windows(MAGIC.len()).position(|three| three == MAGIC);
            let passed = found.unwrap_or(ahead.len() - (MAGIC.len() - 1));
            self.consume(passed);
            if found.is_some() {
                return Ok(true);
            }
        }
    }
}

impl<R: Read> Read for File<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ahead = self.fill_buf()?;
        let count = ahead.len().min(into.len());
        into.iter_mut().zip(ahead).for_each(|(to, from)| *to = *from);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for File<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.look(1)
    }

    fn consume(&mut self, count: usize) {
        self.from = (self.from + count).min(self.to);
        self.used += count as u64;
    }
}
