//! Encodings that nobody names: what the detector knows, and what it cannot tell apart.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    EUC_KR, Encoding, ISO_8859_7, KOI8_R, KOI8_U, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, X_MAC_CYRILLIC,
};

/// So much of a document is looked at; more does not make the guess better.
const LOOK_BYTES: usize = 64 * 1024;

/// The encoding that the bytes are most likely in.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.get(..LOOK_BYTES).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(start, bytes.len() <= LOOK_BYTES);
    let guess = detector.guess(None, Utf8Detection::Allow);
    if guess == WINDOWS_1251 && is_mac_cyrillic(start) {
        return X_MAC_CYRILLIC;
    }
    // Of two that read the same, the one whose letters are there.
    if guess == KOI8_U && !start.iter().any(|byte| UKRAINIAN.contains(byte)) {
        return KOI8_R;
    }
    if guess == WINDOWS_1253 && !start.iter().any(|byte| matches!(byte, 0x80..=0x9F | 0xA2)) {
        return ISO_8859_7;
    }
    if guess == WINDOWS_1250 && has_only_signs(start) { WINDOWS_1252 } else { guess }
}

/// The letters by which KOI8-U differs from KOI8-R.
const UKRAINIAN: [u8; 8] = [0xA4, 0xA6, 0xA7, 0xAD, 0xB4, 0xB6, 0xB7, 0xBD];

/// Old Macintoshes have the capitals of Russian where Windows has signs, and я where it has Я.
fn is_mac_cyrillic(bytes: &[u8]) -> bool {
    let is_small = |byte: u8| (0xE0..=0xFE).contains(&byte);
    let (mut mac, mut windows) = (0, 0);
    for pair in bytes.windows(2) {
        match *pair {
            [0x80..=0x9F, next] if is_small(next) => mac += 1,
            [before, 0xDF] if is_small(before) => mac += 1,
            [_, 0xFF] | [0xC0..=0xDE, _] => windows += 1,
            _ => {}
        }
    }
    mac > windows
}

/// Signs of money and the like (`£825`, `4 §`): letters of eastern Europe stand in words.
fn has_only_signs(bytes: &[u8]) -> bool {
    let mut before = b' ';
    for (at, byte) in bytes.iter().enumerate() {
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        let is_sign = (0xA0..=0xBF).contains(byte)
            && !before.is_ascii_alphabetic()
            && !after.is_ascii_alphabetic();
        if !byte.is_ascii() && !is_sign {
            return false;
        }
        before = *byte;
    }
    true
}

/// UTF-16 without a byte order mark: every other byte of ASCII is zero.
pub(super) fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    const LOOK_UNITS: usize = 512;
    let (units, _) = bytes.as_chunks::<2>();
    let units = units.get(..LOOK_UNITS).unwrap_or(units);
    let zeros = |place: usize| units.iter().filter(|unit| unit.get(place) == Some(&0)).count();
    let (first, second) = (zeros(0), zeros(1));
    let is_most = |count: usize| units.len() >= 2 && count * 10 > units.len() * 6;
    if is_most(first) && second * 10 < units.len() {
        return Some(UTF_16BE);
    }
    (is_most(second) && first * 10 < units.len()).then_some(UTF_16LE)
}

/// Korean in seven bits, which the web has forgotten: `None` when this is not it.
pub(super) fn iso_2022_kr(bytes: &[u8]) -> Option<String> {
    const DESIGNATION: &[u8] = b"\x1b$)C";
    const SHIFT_OUT: u8 = 0x0E;
    const SHIFT_IN: u8 = 0x0F;
    if !bytes.is_ascii() {
        return None;
    }
    let start = bytes.get(..LOOK_BYTES).unwrap_or(bytes);
    let at = start.windows(DESIGNATION.len()).position(|four| four == DESIGNATION)?;
    let (before, after) = bytes.split_at_checked(at)?;
    let mut wide = Vec::with_capacity(bytes.len());
    wide.extend_from_slice(before);
    let mut is_korean = false;
    for byte in after.get(DESIGNATION.len()..)? {
        match *byte {
            SHIFT_OUT => is_korean = true,
            SHIFT_IN => is_korean = false,
            byte if is_korean && byte > b' ' => wide.push(byte | 0x80),
            byte => wide.push(byte),
        }
    }
    Some(EUC_KR.decode_without_bom_handling(&wide).0.into_owned())
}

#[cfg(test)]
mod tests {
    use crate::markup::decode;

    #[test]
    fn encodings_are_told_apart() {
        let russian = "Сегодня я видел новую библиотеку. Она большая и светлая. Дети читают, \
                       Большая семья и Она стоят у входа.";
        let mac: Vec<u8> = encoding_rs::X_MAC_CYRILLIC.encode(russian).0.into_owned();
        let windows = encoding_rs::WINDOWS_1251.encode(russian).0.into_owned();
        let koi = encoding_rs::KOI8_R.encode(russian).0.into_owned();
        let wide: Vec<u8> =
            "Dag, hög\n".repeat(4).encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, encoding) in [
            (mac, "x-mac-cyrillic"),
            (windows, "windows-1251"),
            (koi, "KOI8-R"),
            (wide, "UTF-16BE"),
            (b"<p>up to \xA3825. not for a \xA32 bet".to_vec(), "windows-1252"),
            (b"\x1b$)C\x0e?*;g@{\x0f hej".to_vec(), "ISO-2022-KR"),
            (b"hej".to_vec(), "UTF-8"),
        ] {
            assert_eq!(decode(&bytes, None).encoding, encoding, "{bytes:?}");
        }
        assert_eq!(decode(b"\x1b$)C\x0e?*;g\x0f hej", None).text, "역사 hej");
    }
}
