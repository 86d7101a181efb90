//! Text that is too large to be held as a whole: which encoding it is in, and reading it as UTF-8.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// So much is read at once.
const CHUNK: usize = 64 * 1024;

/// Finds the encoding of all that a reader gives: byte order mark, then UTF-8 where all of it is,
/// then what somebody says, then a guess. The name is one of the WHATWG standard.
pub fn encoding_of(reader: &mut dyn Read, declared: Option<&str>) -> io::Result<&'static str> {
    let declared = declared.and_then(|name| Encoding::for_label(name.trim().as_bytes()));
    let mut chunk = vec![0; CHUNK];
    let mut held = 0;
    let mut is_first = true;
    loop {
        let read = reader.read(chunk.get_mut(held..).unwrap_or_default())?;
        let filled = held + read;
        let bytes = chunk.get(..filled).unwrap_or_default();
        if is_first && let Some(encoding) = mark_of(bytes) {
            return Ok(encoding.name());
        }
        is_first = false;
        match std::str::from_utf8(bytes) {
            Ok(_) => held = 0,
            // A letter that goes on in the next chunk.
            Err(error) if error.error_len().is_none() && read > 0 => {
                let rest = error.valid_up_to();
                chunk.copy_within(rest..filled, 0);
                held = filled - rest;
            }
            Err(_) => return Ok(other_encoding(bytes, declared).name()),
        }
        if read == 0 {
            return Ok(UTF_8.name());
        }
    }
}

fn mark_of(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'{' | b'[', 0, letter, 0, ..] if *letter != 0 => Some(UTF_16LE),
        [0, b'{' | b'[', 0, letter, ..] if *letter != 0 => Some(UTF_16BE),
        _ => Encoding::for_bom(bytes).map(|(encoding, _)| encoding),
    }
}

/// The encoding of bytes that are no UTF-8.
fn other_encoding(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    if let Some(declared) = declared.filter(|encoding| *encoding != UTF_8) {
        return declared;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, false);
    detector.guess(None, Utf8Detection::Deny)
}

/// Reads text of any encoding as UTF-8, without its byte order mark. What means nothing becomes
/// U+FFFD.
pub struct Utf8Reader<R> {
    reader: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Of `raw`, what is still to be decoded.
    waiting: std::ops::Range<usize>,
    text: Vec<u8>,
    /// Of `text`, what is still to be handed out.
    ready: std::ops::Range<usize>,
    has_ended: bool,
}

impl<R: Read> Utf8Reader<R> {
    /// An encoding that is not known is read as UTF-8.
    pub fn new(reader: R, encoding: &str) -> Self {
        let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
        Self {
            reader,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; CHUNK],
            waiting: 0..0,
            // Three bytes for one of any single-byte encoding.
            text: vec![0; 3 * CHUNK + 16],
            ready: 0..0,
            has_ended: false,
        }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        while self.ready.is_empty() && !self.has_ended {
            let is_last = self.waiting.is_empty() && {
                let read = self.reader.read(&mut self.raw)?;
                self.waiting = 0..read;
                read == 0
            };
            let raw = self.raw.get(self.waiting.clone()).unwrap_or_default();
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(raw, &mut self.text, is_last);
            self.waiting.start += read;
            self.ready = 0..written;
            self.has_ended = is_last && result == CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.decode_more()?;
        let ready = self.text.get(self.ready.clone()).unwrap_or_default();
        let taken = ready.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(ready) {
            *to = *from;
        }
        self.ready.start += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], declared: Option<&str>) -> (&'static str, String) {
        let encoding = encoding_of(&mut &*bytes, declared).unwrap();
        let mut text = String::new();
        Utf8Reader::new(bytes, encoding).read_to_string(&mut text).unwrap();
        (encoding, text)
    }

    #[test]
    fn encodings_are_found_and_read() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        for (bytes, declared, expected) in [
            ("åäö".as_bytes().to_vec(), None, ("UTF-8", "åäö")),
            ("\u{feff}åäö".as_bytes().to_vec(), Some("iso-8859-1"), ("UTF-8", "åäö")),
            ("åäö".as_bytes().to_vec(), Some("iso-8859-1"), ("UTF-8", "åäö")),
            (b"sm\xE5 hus p\xE5 \xD6land".to_vec(), None, ("windows-1252", "små hus på Öland")),
            (b"\xE5".to_vec(), Some("latin1"), ("windows-1252", "å")),
            (wide("{\"a\":\"å\"}"), None, ("UTF-16LE", "{\"a\":\"å\"}")),
            (Vec::new(), None, ("UTF-8", "")),
            ("hälft".as_bytes()[..2].to_vec(), None, ("windows-1252", "hÃ")),
        ] {
            let found = read(&bytes, declared);
            assert_eq!((found.0, found.1.as_str()), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_letter_far_behind_decides_too() {
        let mut bytes = vec![b'a'; 3 * CHUNK - 1];
        bytes.extend("å".as_bytes());
        assert_eq!(read(&bytes, None).0, "UTF-8");
        bytes.extend(b" \xE5 \xE4 \xF6 ");
        let (encoding, text) = read(&bytes, None);
        assert_eq!(encoding, "windows-1252");
        assert!(text.ends_with(" å ä ö "));
    }
}
