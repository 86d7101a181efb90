//! A walk over the tokens of one object, as the reader would take it, that builds nothing.

/// What an empty array or dictionary holds: the reader keeps room for four objects.
const NEST: usize = 700;
/// What any other token holds, with the growth of the list that it stands in.
const TOKEN: usize = 200;

/// Names that say what a stream is and how it is packed; filters have short names, too.
const MATTERS: &[&[u8]] = &[b"ObjStm", b"Predictor", b"AHx", b"A85", b"LZW", b"Fl", b"RL"];

/// What a walk over one object has met.
#[derive(Default)]
pub(super) struct Walk {
    /// How many bytes the object has, with the space before it.
    pub length: usize,
    /// What the object will hold, and no less than its length.
    pub cost: usize,
    /// The first names of those that matter, unescaped.
    pub names: Vec<Vec<u8>>,
    /// The numbers after each `/First`.
    pub firsts: Vec<usize>,
    depth: usize,
}

impl Walk {
    /// Walks over one object; `None` means that it costs more than this.
    pub(super) fn over(bytes: &[u8], most: usize) -> Option<Self> {
        let mut walk = Self::default();
        loop {
            let rest = bytes.get(walk.length..).unwrap_or_default();
            let space = rest.len() - without_space(rest).len();
            let rest = rest.get(space..).unwrap_or_default();
            let (length, cost) = walk.step(rest);
            walk.length += space + length;
            walk.cost += space + length + cost;
            if walk.cost > most {
                return None;
            }
            if walk.depth == 0 || length == 0 {
                return Some(walk);
            }
        }
    }

    pub(super) fn has_name(&self, name: &[u8]) -> bool {
        self.names.iter().any(|met| met == name)
    }

    /// The length and the cost of the next token.
    fn step(&mut self, rest: &[u8]) -> (usize, usize) {
        match rest {
            [] => (0, 0),
            [b'<', b'<', ..] => self.open(2),
            [b'[', ..] => self.open(1),
            [b'>', b'>', ..] => self.close(2),
            [b']', ..] => self.close(1),
            [b'(', ..] => (string(rest), TOKEN),
            [b'<', ..] => (rest.iter().take_while(|byte| **byte != b'>').count() + 1, TOKEN),
            [b'/', ..] => self.name(rest),
            // Nothing that the reader goes on from; it ends the object.
            [b'>' | b')' | b'{' | b'}', ..] => {
                self.depth = 0;
                (0, 0)
            }
            // Numbers may follow each other without space, each an object of its own.
            _ => {
                let run = rest.iter().take_while(|byte| is_regular(**byte)).count();
                let signs = |byte: &&u8| matches!(**byte, b'+' | b'-' | b'.');
                let more = rest.iter().take(run).filter(signs).count();
                let words = rest.iter().take(run).filter(|byte| **byte == b'l' || **byte == b'e');
                (run, TOKEN * (1 + more + words.count()))
            }
        }
    }

    fn open(&mut self, length: usize) -> (usize, usize) {
        self.depth += 1;
        (length, NEST)
    }

    fn close(&mut self, length: usize) -> (usize, usize) {
        self.depth = self.depth.saturating_sub(1);
        (length, 0)
    }

    fn name(&mut self, rest: &[u8]) -> (usize, usize) {
        const MOST_NAMES: usize = 1_000;
        let length = 1 + rest.iter().skip(1).take_while(|byte| is_regular(**byte)).count();
        let name = name(rest);
        if name == b"First" {
            self.firsts.extend(number(rest.get(length..).unwrap_or_default()));
        }
        if (MATTERS.contains(&&*name) || name.ends_with(b"Decode")) && self.names.len() < MOST_NAMES
        {
            self.names.push(name);
        }
        (length, TOKEN)
    }
}

/// The name at the start, unescaped.
pub(super) fn name(bytes: &[u8]) -> Vec<u8> {
    let mut name = Vec::new();
    let mut rest = bytes.get(1..).unwrap_or_default();
    // Longer names mean nothing to us.
    while name.len() < 32 {
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
        match rest {
            [b'#', high, low, after @ ..] => {
                let (Some(high), Some(low)) = (digit(*high), digit(*low)) else { break };
                name.push(high << 4 | low);
                rest = after;
            }
            [byte, after @ ..] if *byte != b'#' && is_regular(*byte) => {
                name.push(*byte);
                rest = after;
            }
            _ => break,
        }
    }
    name
}

/// What follows white space and comments.
pub(super) fn without_space(mut bytes: &[u8]) -> &[u8] {
    loop {
        let length = match bytes.first() {
            Some(b'%') => bytes.iter().take_while(|byte| !b"\r\n".contains(byte)).count(),
            Some(_) => bytes.iter().take_while(|byte| is_space(**byte)).count(),
            None => 0,
        };
        if length == 0 {
            return bytes;
        }
        bytes = bytes.get(length..).unwrap_or_default();
    }
}

fn number(bytes: &[u8]) -> Option<usize> {
    let bytes = without_space(bytes);
    let bytes = bytes.strip_prefix(b"+").unwrap_or(bytes);
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(None, |number, digit| {
        Some(number.unwrap_or(0_usize).saturating_mul(10).saturating_add(usize::from(digit - b'0')))
    })
}

/// How long the string at the start is, with its brackets.
fn string(bytes: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return at + 1,
            b')' => depth -= 1,
            _ => {}
        }
    }
    bytes.len()
}

fn is_space(byte: u8) -> bool {
    b" \t\n\r\0\x0C".contains(&byte)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}
