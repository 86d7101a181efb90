//! Text that was UTF-8, was read as windows-1252 and written as UTF-8 again: made whole, letter by
//! letter, so that a text in which only some sentences went that way keeps the others.

use std::borrow::Cow;

/// Some texts have gone the wrong way twice.
const ROUNDS: usize = 2;

/// The characters of windows-1252 from 0x80 on that are not those of Latin-1.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text as it was meant.
pub(super) fn repair(text: &str) -> String {
    let mut text = Cow::Borrowed(text);
    for _ in 0..ROUNDS {
        let Some(better) = repaired_once(&text) else { break };
        text = Cow::Owned(better);
    }
    text.into_owned()
}

/// `None` where nothing shows that the text went the wrong way.
fn repaired_once(text: &str) -> Option<String> {
    if !text.contains(['Ã', 'Â', 'â']) || !pieces(text).any(|(piece, _)| is_proof(piece)) {
        return None;
    }
    Some(pieces(text).fold(String::with_capacity(text.len()), |mut whole, (piece, meant)| {
        match meant {
            Some(letter) => whole.push(letter),
            None => whole.push_str(piece),
        }
        whole
    }))
}

/// The text in pieces: each is one character, or several that are the bytes of the one behind it.
fn pieces(text: &str) -> impl Iterator<Item = (&str, Option<char>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let first = rest.chars().next()?;
        let (length, meant) = match torn(rest) {
            Some((length, letter)) => (length, Some(letter)),
            None => (first.len_utf8(), None),
        };
        at += length;
        Some((rest.get(..length)?, meant))
    })
}

/// How long the characters are that are the bytes of one letter, and that letter.
fn torn(text: &str) -> Option<(usize, char)> {
    let lead = byte_of(text.chars().next()?)?;
    let count = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [0; 4];
    let mut length = 0;
    let mut found = 0;
    for (place, letter) in bytes.iter_mut().zip(text.chars().take(count)) {
        *place = byte_of(letter)?;
        length += letter.len_utf8();
        found += 1;
    }
    let bytes = bytes.get(..count).filter(|_| found == count)?;
    let letter = std::str::from_utf8(bytes).ok()?.chars().next()?;
    Some((length, letter))
}

/// Nobody writes `Ã¤`, `Â°` or `â€™` on purpose; `Å…` somebody might.
fn is_proof(piece: &str) -> bool {
    let mut letters = piece.chars();
    let first = letters.next();
    letters.next().is_some() && matches!(first, Some('Ã' | 'Â' | 'â'))
}

/// The byte above 0x7F that this character is in windows-1252.
fn byte_of(letter: char) -> Option<u8> {
    match u32::from(letter) {
        number @ 0xA0..=0xFF => u8::try_from(number).ok(),
        _ => {
            let place = HIGH.iter().position(|high| *high == letter)?;
            u8::try_from(0x80 + place).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_wrong_is_made_whole_and_the_rest_stays() {
        for (text, expected) in [
            ("beneficiariesâ€™ â€œcostsâ€\u{9d}", "beneficiaries’ “costs”"),
            ("smÃ¥ hus pÃ¥ Ã–land", "små hus på Öland"),
            ("små hus; smÃ¥ hus", "små hus; små hus"),
            ("20Â°C", "20°C"),
            ("Ãƒ¥", "å"),
            ("ðŸ˜€ â€“ x", "😀 – x"),
            ("PÅ… gång", "PÅ… gång"),
            ("Ã och Â och â", "Ã och Â och â"),
            ("räksmörgås – ”så”", "räksmörgås – ”så”"),
            ("plain", "plain"),
            ("Ã", "Ã"),
            ("", ""),
        ] {
            assert_eq!(repair(text), expected, "{text}");
        }
    }
}
