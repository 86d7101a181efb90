//! The contents of a page as operators with their operands, one at a time: a page of a million
//! operators takes no more memory than one.

/// What an operator works on.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    Number(f32),
    Text(Vec<u8>),
    Name(Vec<u8>),
    /// The strings and numbers of `TJ`; what else stands in arrays is left out.
    List(Vec<Operand>),
}

/// Operands that are kept for an operator, and entries of a list.
const MOST_OPERANDS: usize = 64;
const MOST_ENTRIES: usize = 20_000;
/// Brackets inside the brackets of a string.
const LONGEST_STRING_BYTES: usize = 64 * 1024;

/// Reads contents from the front.
pub(super) struct Operators<'a> {
    rest: &'a [u8],
    pub operands: Vec<Operand>,
}

impl<'a> Operators<'a> {
    pub(super) fn of(content: &'a [u8]) -> Self {
        Self { rest: content, operands: Vec::new() }
    }

    /// The next operator; its operands stand in `operands`.
    pub(super) fn next(&mut self) -> Option<&'a [u8]> {
        self.operands.clear();
        let mut list: Option<Vec<Operand>> = None;
        loop {
            self.skip_space();
            let byte = *self.rest.first()?;
            let operand = match byte {
                b'(' => Some(Operand::Text(self.string())),
                b'<' if self.rest.get(1) == Some(&b'<') => self.pass(2),
                b'>' if self.rest.get(1) == Some(&b'>') => self.pass(2),
                b'<' => Some(Operand::Text(self.hexadecimal())),
                b'/' => Some(Operand::Name(self.name())),
                b'[' => {
                    list.get_or_insert_default();
                    self.pass(1)
                }
                b']' => {
                    self.pass(1);
                    list.take().map(Operand::List)
                }
                b'+' | b'-' | b'.' | b'0'..=b'9' => Some(Operand::Number(self.number())),
                b')' | b'>' | b'{' | b'}' => self.pass(1),
                _ => {
                    let word = self.word();
                    if word == b"BI" {
                        self.skip_image();
                        self.operands.clear();
                        continue;
                    }
                    return Some(word);
                }
            };
            match (operand, &mut list) {
                (Some(operand), Some(list)) if list.len() < MOST_ENTRIES => list.push(operand),
                (Some(operand), None) if self.operands.len() < MOST_OPERANDS => {
                    self.operands.push(operand);
                }
                _ => {}
            }
        }
    }

    fn pass(&mut self, bytes: usize) -> Option<Operand> {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
        None
    }

    fn take_while(&mut self, fits: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.rest.iter().position(|byte| !fits(*byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    fn skip_space(&mut self) {
        loop {
            self.take_while(is_space);
            if self.rest.first() != Some(&b'%') {
                return;
            }
            self.take_while(|byte| !matches!(byte, b'\n' | b'\r'));
        }
    }

    /// An operator: one letter at least, so that the reader goes on.
    fn word(&mut self) -> &'a [u8] {
        let before = self.rest;
        let word = self.take_while(|byte| !is_space(byte) && !is_delimiter(byte));
        if word.is_empty() {
            self.pass(1);
            return before.get(..1).unwrap_or_default();
        }
        word
    }

    fn number(&mut self) -> f32 {
        let digits =
            self.take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.'));
        let text = std::str::from_utf8(digits).unwrap_or_default();
        // `--5` and `5.-3` were written by well-known programs.
        text.parse()
            .or_else(|_| text.trim_start_matches('-').parse().map(|n: f32| -n))
            .unwrap_or(0.0)
    }

    fn name(&mut self) -> Vec<u8> {
        self.pass(1);
        let raw = self.take_while(|byte| !is_space(byte) && !is_delimiter(byte));
        let mut name = Vec::with_capacity(raw.len());
        let mut bytes = raw.iter().copied();
        while let Some(byte) = bytes.next() {
            if byte == b'#'
                && let (Some(high), Some(low)) =
                    (bytes.clone().next().and_then(digit), bytes.clone().nth(1).and_then(digit))
            {
                name.push(high * 16 + low);
                bytes.nth(1);
            } else {
                name.push(byte);
            }
        }
        name
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.pass(1);
        let digits = self.take_while(|byte| byte != b'>');
        self.pass(1);
        let digits: Vec<u8> =
            digits.iter().copied().filter_map(digit).take(LONGEST_STRING_BYTES).collect();
        digits
            .chunks(2)
            .map(|pair| pair.first().unwrap_or(&0) * 16 + pair.get(1).unwrap_or(&0))
            .collect()
    }

    fn string(&mut self) -> Vec<u8> {
        self.pass(1);
        let mut text = Vec::new();
        let mut depth = 1_usize;
        let mut bytes = self.rest.iter().copied().enumerate().peekable();
        let mut end = self.rest.len();
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        end = at + 1;
                        break;
                    }
                }
                b'\\' => {
                    let Some((_, escaped)) = bytes.next() else { break };
                    match escaped {
                        b'n' => text.push(b'\n'),
                        b'r' => text.push(b'\r'),
                        b't' => text.push(b'\t'),
                        b'b' => text.push(8),
                        b'f' => text.push(12),
                        b'\r' | b'\n' => {}
                        b'0'..=b'7' => {
                            let mut code = u32::from(escaped - b'0');
                            for _ in 0..2 {
                                let Some((_, next @ b'0'..=b'7')) = bytes.peek().copied() else {
                                    break;
                                };
                                code = code * 8 + u32::from(next - b'0');
                                bytes.next();
                            }
                            text.push(u8::try_from(code & 0xFF).unwrap_or(0));
                        }
                        other => text.push(other),
                    }
                    continue;
                }
                _ => {}
            }
            if text.len() < LONGEST_STRING_BYTES {
                text.push(byte);
            }
        }
        self.pass(end);
        text
    }

    /// A picture in the middle of the contents, up to its `EI`.
    fn skip_image(&mut self) {
        let mut at = 0;
        while let Some(found) =
            self.rest.get(at..).and_then(|rest| rest.windows(2).position(|two| two == b"EI"))
        {
            let place = at + found;
            let before = place.checked_sub(1).and_then(|before| self.rest.get(before));
            let after = self.rest.get(place + 2);
            if before.is_none_or(|byte| is_space(*byte)) && after.is_none_or(|byte| is_space(*byte))
            {
                self.pass(place + 2);
                return;
            }
            at = place + 2;
        }
        self.rest = &[];
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0 | 12)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &[u8]) -> Vec<(String, Vec<Operand>)> {
        let mut operators = Operators::of(content);
        let mut all = Vec::new();
        while let Some(word) = operators.next() {
            all.push((String::from_utf8_lossy(word).into_owned(), operators.operands.clone()));
        }
        all
    }

    #[test]
    fn operators_come_with_their_operands() {
        use Operand::{List, Name, Number, Text};
        let text = |text: &[u8]| Text(text.to_vec());
        for (content, word, operands) in [
            (&b"/F#31 12 Tf"[..], "Tf", vec![Name(b"F1".to_vec()), Number(12.0)]),
            (b"(a\\(b\\)(c)\\344\\\n) Tj", "Tj", vec![text(b"a(b)(c)\xE4")]),
            (b"<48 656A> Tj % end", "Tj", vec![text(b"Hej")]),
            (b"[(A)-120.5(B)]TJ", "TJ", vec![List(vec![text(b"A"), Number(-120.5), text(b"B")])]),
            (b"--3 .5 Td", "Td", vec![Number(-3.0), Number(0.5)]),
            (b"BI /W 1 ID xEIx EI\nT*", "T*", vec![]),
            (
                b"/P <</MCID 0>> BDC",
                "BDC",
                vec![Name(b"P".to_vec()), Name(b"MCID".to_vec()), Number(0.0)],
            ),
        ] {
            assert_eq!(read(content), [(word.to_owned(), operands)]);
        }
        assert_eq!(read(b"(never closed").len(), 0);
        assert_eq!(read(b"q ) > } Q").len(), 2);
    }
}
