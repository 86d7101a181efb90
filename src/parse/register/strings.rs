//! JSON text whose longest strings are cut short while it streams by.
//!
//! The JSON reader holds a string as a whole before anybody can say that it is too long.

use std::io::{self, BufRead, Read};

/// A string is cut behind so many bytes, at a letter; nobody reads a field of a megabyte.
const LONGEST: usize = 1024 * 1024;

/// Where the reader stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Outside,
    /// In a string, behind so many bytes of it.
    Inside(usize),
    /// The same behind a backslash.
    Escape(usize),
    /// In a string that is too long: nothing of it goes on.
    Dropping,
    DroppingEscape,
}

/// Passes JSON on; bytes outside of long strings stay as they are.
pub(super) struct ShortStrings<R> {
    reader: R,
    state: State,
    /// Bytes behind the last `\u`: its four digits stay together.
    behind_u: usize,
    /// They are the first half of a surrogate pair, which stays together too.
    is_half: bool,
}

impl<R: BufRead> ShortStrings<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, state: State::Outside, behind_u: usize::MAX, is_half: false }
    }

    /// Whether the byte goes on.
    fn passes(&mut self, byte: u8) -> bool {
        let (state, passes) = match (self.state, byte) {
            (State::Outside, b'"') => (State::Inside(0), true),
            (State::Inside(_) | State::Dropping, b'"') | (State::Outside, _) => {
                (State::Outside, true)
            }
            (State::Inside(length), _) if self.may_end_here(length, byte) => {
                (if byte == b'\\' { State::DroppingEscape } else { State::Dropping }, false)
            }
            (State::Inside(length), b'\\') => (State::Escape(length + 1), true),
            (State::Inside(length), _) => (State::Inside(length + 1), true),
            (State::Escape(length), _) => {
                if byte == b'u' {
                    (self.behind_u, self.is_half) = (0, true);
                    self.state = State::Inside(length + 1);
                    return true;
                }
                (State::Inside(length + 1), true)
            }
            (State::Dropping, b'\\') => (State::DroppingEscape, false),
            (State::Dropping | State::DroppingEscape, _) => (State::Dropping, false),
        };
        self.state = state;
        self.is_half &= match self.behind_u {
            0 => matches!(byte, b'd' | b'D'),
            1 => matches!(byte, b'8' | b'9' | b'a' | b'b' | b'A' | b'B'),
            _ => true,
        };
        self.behind_u = self.behind_u.saturating_add(1);
        passes
    }

    /// At the first byte of a letter, not within an escape, and not within a pair of them.
    fn may_end_here(&self, length: usize, byte: u8) -> bool {
        let begins_letter = byte & 0b1100_0000 != 0b1000_0000;
        length >= LONGEST && begins_letter && self.behind_u >= 4 + usize::from(self.is_half)
    }
}

impl<R: BufRead> Read for ShortStrings<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written == 0 && !buffer.is_empty() {
            let chunk = self.reader.fill_buf()?;
            if chunk.is_empty() {
                return Ok(0);
            }
            let chunk: Vec<u8> = chunk.iter().take(buffer.len()).copied().collect();
            self.reader.consume(chunk.len());
            for byte in chunk {
                if self.passes(byte)
                    && let Some(place) = buffer.get_mut(written)
                {
                    *place = byte;
                    written += 1;
                }
            }
        }
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(text: &str) -> String {
        let mut out = String::new();
        ShortStrings::new(text.as_bytes()).read_to_string(&mut out).unwrap();
        out
    }

    #[test]
    fn what_is_short_stays_as_it_is() {
        for text in
            ["", "{\"a\": \"b\\\"c\\\\\", \"d\": [1, \"å\"]}", "\"open", "[\"\\ud83d\\ude00\"]"]
        {
            assert_eq!(through(text), text);
        }
    }

    #[test]
    fn long_strings_end_at_a_letter() {
        for filler in ["a", "å", "\\u00e5", "\\ud83d\\ude00", "\\\"", "\\\\", "😀"] {
            let long = filler.repeat(5 * LONGEST / filler.len());
            let short = through(&format!("{{\"a\":\"{long}\",\"b\":\"c\"}}"));
            assert!(short.len() < LONGEST + 100, "{filler}: {}", short.len());
            let value: serde_json::Value =
                serde_json::from_str(&short).unwrap_or_else(|error| panic!("{filler}: {error}"));
            assert_eq!(value["b"], "c");
        }
    }
}
