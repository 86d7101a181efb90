//! Bytes to text: byte order marks, what the server says, what the document says, and guessing.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{declared, guess};

/// Text, and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// Name by the WHATWG standard, such as `windows-1252`.
    pub encoding: &'static str,
    /// Some bytes meant nothing and became U+FFFD.
    pub malformed: bool,
    /// The document or its server named another one.
    pub is_misnamed: bool,
}

/// Decodes XML and JSON: byte order mark, `charset` of the answer, XML declaration, guess.
pub fn decode(bytes: &[u8], http_charset: Option<&str>) -> Decoded {
    choose(bytes, http_charset, declared::in_xml)
}

/// Whether this is the name of an encoding, by the WHATWG standard.
pub fn is_encoding(name: &str) -> bool {
    Encoding::for_label(name.trim().as_bytes()).is_some()
}

/// Decodes a page: byte order mark, `charset` of the answer, `<meta>`, guess.
pub fn decode_html(bytes: &[u8], http_charset: Option<&str>) -> Decoded {
    choose(bytes, http_charset, declared::in_html)
}

fn choose(
    bytes: &[u8],
    http_charset: Option<&str>,
    in_document: fn(&[u8]) -> Option<&'static Encoding>,
) -> Decoded {
    if let Some(wide) = utf_32(bytes) {
        return wide;
    }
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        return decoded(encoding, bytes.get(mark_bytes..).unwrap_or_default());
    }
    if let Some(encoding) = utf_16_without_mark(bytes).or_else(|| guess::utf_16(bytes)) {
        return decoded(encoding, bytes);
    }
    if let Some(text) = guess::iso_2022_kr(bytes) {
        return Decoded { text, encoding: "ISO-2022-KR", malformed: false, is_misnamed: false };
    }
    // Text that reads as UTF-8 and is not plain ASCII is UTF-8, whatever anybody says: by
    // chance this happens in no other encoding.
    let named = http_charset.and_then(|name| Encoding::for_label(name.trim().as_bytes()));
    if !bytes.is_ascii()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        // A header that contradicts is the server's habit; the document's own word is a mistake.
        let is_misnamed = in_document(bytes).is_some_and(|encoding| encoding != UTF_8);
        let encoding = UTF_8.name();
        return Decoded { text: text.to_owned(), encoding, malformed: false, is_misnamed };
    }
    let declared = in_document(bytes);
    for (encoding, is_misnamed) in
        [(named, declared.is_some() && declared != named), (declared, named.is_some())]
    {
        let Some(encoding) = encoding else { continue };
        let claim = decoded(single_byte_where_wide(encoding), bytes);
        if !claim.malformed {
            return Decoded { is_misnamed: is_misnamed && !bytes.is_ascii(), ..claim };
        }
    }
    let guessed = guessed(bytes, declared.or(named));
    let is_misnamed = declared.or(named).is_some_and(|named| named.name() != guessed.encoding);
    Decoded { is_misnamed: is_misnamed && !bytes.is_ascii(), ..guessed }
}

/// A document whose declaration could be read as ASCII is not UTF-16.
fn single_byte_where_wide(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding }
}

/// Nobody said anything that fits. A damaged document keeps the encoding that it names, unless
/// so much is wrong with it that the name must be.
fn guessed(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    if let Some(encoding) = declared.map(single_byte_where_wide) {
        let claim = decoded(encoding, bytes);
        let wrong = claim.text.matches('\u{FFFD}').count();
        let foreign = claim.text.chars().filter(|c| !c.is_ascii()).count();
        if wrong * 4 < foreign {
            return claim;
        }
    }
    decoded(guess::guess(bytes), bytes)
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let text = match text {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => text,
    };
    Decoded { text, encoding: encoding.name(), malformed, is_misnamed: false }
}

/// `<?` or `<r` in units of two bytes.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<' | b'{', 0, letter, 0, ..] if *letter != 0 => Some(UTF_16LE),
        [0, b'<' | b'{', 0, letter, ..] if *letter != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-32 is no encoding of the web, yet a few feeds use it.
fn utf_32(bytes: &[u8]) -> Option<Decoded> {
    let (unit, name): (fn([u8; 4]) -> u32, _) = match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [b'<', 0, 0, 0, _, 0, 0, 0, ..] => {
            (u32::from_le_bytes, "UTF-32LE")
        }
        [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, b'<', 0, 0, 0, _, ..] => {
            (u32::from_be_bytes, "UTF-32BE")
        }
        _ => return None,
    };
    let (units, rest) = bytes.as_chunks::<4>();
    let letters = units.iter().map(|four| char::from_u32(unit(*four)).unwrap_or('\u{FFFD}'));
    let text: String = letters.filter(|letter| *letter != '\u{FEFF}').collect();
    let malformed = !rest.is_empty() || text.contains('\u{FFFD}');
    Some(Decoded { text, encoding: name, malformed, is_misnamed: false })
}
