//! What the codes of a font mean, and how wide they are drawn.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Encoding, Object};

use super::{LARGEST_STREAM_BYTES, glyph};

/// More widths are not remembered: codes have two bytes.
const MOST_WIDTHS: usize = 65_536;
/// Width of a letter where nobody tells, in thousandths of its size.
const USUAL_WIDTH: f32 = 500.0;

/// A font as a page uses it.
pub(super) struct Font {
    pub is_bold: bool,
    /// Codes of two bytes.
    is_wide: bool,
    letters: Letters,
    widths: HashMap<u16, f32>,
    usual_width: f32,
    /// Nobody tells how wide its letters are.
    pub is_guessed: bool,
}

enum Letters {
    /// By the code of one byte.
    Table(Vec<String>),
    /// By codes of two bytes.
    Map(HashMap<u16, String>),
    /// Nobody can know.
    Unknown,
}

impl Font {
    pub(super) fn of(document: &Document, font: &Dictionary, used: &HashSet<[u8; 2]>) -> Self {
        let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or_default();
        let name = String::from_utf8_lossy(name).to_lowercase();
        let is_wide =
            font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        let mut read = Self {
            is_bold: ["bold", "black", "heavy"].iter().any(|word| name.contains(word)),
            is_wide,
            letters: letters(document, font, is_wide, used),
            widths: HashMap::new(),
            usual_width: USUAL_WIDTH,
            is_guessed: false,
        };
        if is_wide {
            read.read_wide_widths(document, font);
        } else {
            read.read_widths(document, font);
        }
        read
    }

    /// The text of a string, and how wide it is drawn: thousandths of the size, codes, and spaces.
    pub(super) fn read(&self, codes: &[u8]) -> (String, Drawn) {
        let mut text = String::new();
        let mut drawn = Drawn::default();
        let step = if self.is_wide { 2 } else { 1 };
        for code in codes.chunks(step) {
            let code = code.iter().fold(0_u16, |code, byte| (code << 8) | u16::from(*byte));
            let letters = match &self.letters {
                Letters::Table(table) => table.get(usize::from(code)).map(String::as_str),
                Letters::Map(map) => map.get(&code).map(String::as_str),
                Letters::Unknown => None,
            };
            let letters = letters.unwrap_or_default();
            text.push_str(letters);
            drawn.width += self.width(code, letters);
            drawn.codes += 1;
            drawn.spaces += usize::from(!self.is_wide && code == 32);
        }
        (glyph::plain(&text), drawn)
    }

    fn width(&self, code: u16, letters: &str) -> f32 {
        if self.is_guessed {
            return letters.chars().map(guess).sum();
        }
        self.widths.get(&code).copied().unwrap_or(self.usual_width)
    }

    fn read_widths(&mut self, document: &Document, font: &Dictionary) {
        let first = font.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0);
        let widths = font.get_deref(b"Widths", document).and_then(Object::as_array);
        let Ok(widths) = widths else {
            self.is_guessed = true;
            return;
        };
        // Type 3 fonts measure in units of their own.
        let scale = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
        let scale =
            scale.and_then(|matrix| matrix.first()?.as_float().ok()).map_or(1.0, |a| a * 1000.0);
        for (at, width) in widths.iter().take(256).enumerate() {
            let width =
                document.dereference(width).ok().and_then(|(_, width)| width.as_float().ok());
            if let (Ok(code), Some(width)) =
                (u16::try_from(first + i64::try_from(at).unwrap_or(0)), width)
            {
                self.widths.insert(code, width * scale);
            }
        }
    }

    fn read_wide_widths(&mut self, document: &Document, font: &Dictionary) {
        let inner = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
        let inner =
            inner.and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        let Some(inner) = inner else { return };
        self.usual_width = inner.get(b"DW").and_then(Object::as_float).unwrap_or(1000.0);
        let Ok(widths) = inner.get_deref(b"W", document).and_then(Object::as_array) else { return };
        let mut entries = widths.iter();
        let mut room = MOST_WIDTHS;
        while let Some(first) = entries.next().and_then(|first| first.as_i64().ok()) {
            let Some(next) = entries.next() else { return };
            let Ok((_, next)) = document.dereference(next) else { return };
            if let Ok(list) = next.as_array() {
                room = room.saturating_sub(list.len());
                for (at, width) in list.iter().take(MOST_WIDTHS).enumerate() {
                    self.put_width(first + i64::try_from(at).unwrap_or(0), width);
                }
            } else if let (Ok(last), Some(width)) = (next.as_i64(), entries.next()) {
                let last = last.min(0xFFFF);
                room = room.saturating_sub(usize::try_from(last - first + 1).unwrap_or(0));
                for code in first.max(0)..=last {
                    self.put_width(code, width);
                }
            }
            if room == 0 {
                return;
            }
        }
    }

    fn put_width(&mut self, code: i64, width: &Object) {
        if let (Ok(code), Ok(width)) = (u16::try_from(code), width.as_float()) {
            self.widths.insert(code, width);
        }
    }
}

/// How a string is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Drawn {
    /// In thousandths of the size of the letters.
    pub width: f32,
    pub codes: usize,
    pub spaces: usize,
}

/// Widths as in Helvetica, roughly.
fn guess(letter: char) -> f32 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '|' => 222.0,
        ' ' | '.' | ',' | ':' | ';' | '!' | '/' | 'f' | 't' | 'I' => 278.0,
        'r' | '(' | ')' | '-' => 333.0,
        'm' | 'M' => 833.0,
        'W' | '—' => 944.0,
        'w' => 722.0,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500.0,
        _ if letter.is_uppercase() => 690.0,
        _ => 556.0,
    }
}

fn letters(
    document: &Document,
    font: &Dictionary,
    is_wide: bool,
    used: &HashSet<[u8; 2]>,
) -> Letters {
    let tells = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).is_ok();
    let mut bare = font.clone();
    bare.set("Type", Object::Name(b"Font".to_vec()));
    if tells {
        // What the font says of its letters is truer than how it is encoded.
        bare.remove(b"Encoding");
    } else if is_wide {
        return Letters::Unknown;
    }
    let differences = if tells { None } else { take_differences(document, &mut bare) };
    let Ok(encoding) = bare.get_font_encoding_with_limit(document, LARGEST_STREAM_BYTES) else {
        return Letters::Unknown;
    };
    if is_wide {
        return Letters::Map(used_codes(&encoding, used));
    }
    let mut table: Vec<String> =
        (0..=u8::MAX).map(|code| encoding.bytes_to_string(&[code]).unwrap_or_default()).collect();
    for (code, letters) in differences.into_iter().flatten() {
        if let Some(slot) = table.get_mut(usize::from(code)) {
            *slot = letters;
        }
    }
    Letters::Table(table)
}

/// Only the codes that a page draws are looked up: there may be 65,536.
fn used_codes(encoding: &Encoding, used: &HashSet<[u8; 2]>) -> HashMap<u16, String> {
    let read = |code: &[u8; 2]| {
        (u16::from_be_bytes(*code), encoding.bytes_to_string(code).unwrap_or_default())
    };
    used.iter().map(read).collect()
}

/// Takes the differences out of an encoding, so that one unknown name costs one letter.
fn take_differences(document: &Document, font: &mut Dictionary) -> Option<Vec<(u8, String)>> {
    let encoding = font.get_deref(b"Encoding", document).and_then(Object::as_dict).ok()?.clone();
    let list = encoding.get_deref(b"Differences", document).and_then(Object::as_array).ok()?;
    let mut differences = Vec::new();
    let mut code = 0_u8;
    for entry in list {
        match entry {
            Object::Integer(next) => code = u8::try_from(*next).unwrap_or(0),
            Object::Name(name) => {
                let letters = glyph::letters(&String::from_utf8_lossy(name));
                differences.push((code, letters.unwrap_or_default()));
                code = code.wrapping_add(1);
            }
            _ => {}
        }
    }
    let mut bare = encoding.clone();
    bare.remove(b"Differences");
    font.set("Encoding", Object::Dictionary(bare));
    Some(differences)
}
