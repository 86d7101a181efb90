//! Text that was UTF-8, read as windows-1252 and written again: `FÃ¶retag â€“ BorÃ¥s`.
//!
//! Such text comes in pieces, one field or sentence beside others that are right. So each
//! character is mended by itself, and only where its bytes cannot have been meant as they stand.

use std::borrow::Cow;

use super::scan;

/// Text that was mangled more often than this stays as it is.
const MOST_ROUNDS: usize = 3;

/// Text with its double-encoded characters put right; right text is borrowed as it is.
pub fn repair_mojibake(text: &str) -> Cow<'_, str> {
    let mut repaired = Cow::Borrowed(text);
    for _ in 0..MOST_ROUNDS {
        match once(&repaired) {
            Some(better) => repaired = Cow::Owned(better),
            None => break,
        }
    }
    repaired
}

/// One round; `None` when there is nothing to mend.
fn once(text: &str) -> Option<String> {
    let mut repaired = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = text.as_bytes().get(at..).and_then(next_lead) {
        at += found;
        let piece = text.get(at..).unwrap_or_default();
        let before = text.get(copied..at).unwrap_or_default();
        let Some(meant) = meant(before, piece) else {
            at += 2;
            continue;
        };
        repaired.push_str(before);
        repaired.extend(meant.letter);
        at += meant.length;
        copied = at;
    }
    if copied == 0 {
        return None;
    }
    repaired.push_str(text.get(copied..).unwrap_or_default());
    Some(repaired)
}

/// Where the next letter stands that may have been the first byte of a character: one of
/// `ÂÃÄÅâïð`, all of which are written with C3 in UTF-8; or a control of latin-1.
fn next_lead(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += scan::position(bytes.get(at..)?, |byte| matches!(byte, 0xC2 | 0xC3))?;
        let is_lead = matches!(
            bytes.get(at..at + 2)?,
            [0xC3, 0x82..=0x85 | 0xA2 | 0xAF | 0xB0] | [0xC2, 0x80..=0x9F]
        );
        if is_lead {
            return Some(at);
        }
        at += 2;
    }
}

struct Meant {
    /// `None` for a byte order mark in the middle of a text, which means nothing.
    letter: Option<char>,
    /// So many bytes stand in its place.
    length: usize,
}

/// The character whose bytes a text begins with, where they are nothing else.
fn meant(before: &str, text: &str) -> Option<Meant> {
    let mut letters = text.chars();
    let lead = letters.next()?;
    let mut bytes = [u8::try_from(u32::from(lead)).ok()?, 0, 0, 0];
    let count = match bytes.first()? {
        // A byte of windows-1252 that was taken for latin-1.
        0x80..=0x9F => return Some(Meant { letter: windows_letter(lead), length: 2 }),
        0xC2..=0xC5 => 2,
        0xE2 | 0xEF => 3,
        _ => 4,
    };
    let mut length = lead.len_utf8();
    let mut second = None;
    for place in bytes.get_mut(1..count)? {
        let letter = letters.next();
        match letter.and_then(windows_byte) {
            Some(byte @ 0x80..=0xBF) => *place = byte,
            // The last byte of `”` is none in windows-1252, and is often lost.
            _ if second == Some('€') && lead == 'â' => {
                let is_between = letter.is_none_or(|letter| !letter.is_alphanumeric());
                return is_between.then_some(Meant { letter: Some('”'), length });
            }
            _ => return None,
        }
        second = second.or(letter);
        length += letter?.len_utf8();
    }
    let letter = std::str::from_utf8(bytes.get(..count)?).ok()?.chars().next()?;
    if !is_certain(before, lead, second?, letter, letters.next()) {
        return None;
    }
    // The quote that ends a mangled dash is sometimes tidied into a dash itself.
    let letter = if letter == '‖' { '–' } else { letter };
    Some(Meant { letter: (letter != '\u{FEFF}').then_some(letter), length })
}

/// Whether nobody would write this `lead` and `second` to be read as they stand.
fn is_certain(before: &str, lead: char, second: char, letter: char, next: Option<char>) -> bool {
    let is_before = |test: fn(char) -> bool| before.chars().next_back().is_some_and(test);
    let is_in_word = || is_before(char::is_lowercase) || next.is_some_and(char::is_lowercase);
    let second = windows_letter(second).unwrap_or(second);
    match lead {
        'Â' => letter >= '\u{A0}',
        // No language of ours has this letter; Portuguese may end a quoted word with it.
        'Ã' => {
            let ends_a_word = matches!(second, '‘' | '’' | '“' | '”' | '»' | '\u{A0}');
            !ends_a_word || next.is_some_and(char::is_alphabetic) || is_before(char::is_lowercase)
        }
        // `UMEÅ”` and `10 Å²` are right, `KovaÄ\u{8d}` and `Å½eljko` are not.
        'Ä' | 'Å' => is_lost(second) || (is_in_word() && !may_follow_a_capital(second)),
        // Punctuation, arrows, signs of money and mathematics.
        'â' => {
            matches!(second, '€' | '‚' | '„' | '†' | 'ˆ' | '‰' | '™' | 'œ' | 'š' | 'ž')
                || is_lost(second)
        }
        // A byte order mark, and the mark behind a sign that makes it a picture.
        'ï' => matches!(letter, '\u{FEFF}' | '\u{FE0F}' | '\u{FFFD}'),
        // Pictures.
        _ => second == 'Ÿ',
    }
}

/// What is nothing in windows-1252 either.
fn is_lost(letter: char) -> bool {
    ('\u{80}'..'\u{A0}').contains(&letter)
}

fn may_follow_a_capital(letter: char) -> bool {
    matches!(letter, '‘' | '’' | '“' | '”' | '«' | '»' | '‹' | '›' | '–' | '—' | '…' | '•' | '·')
        || matches!(letter, '\u{A0}' | '\u{AD}' | '®' | '™' | '°' | '¹' | '²' | '³')
}

/// What windows-1252 has where latin-1 has controls.
const SIGNS: [(char, u8); 27] = [
    ('€', 0x80),
    ('‚', 0x82),
    ('ƒ', 0x83),
    ('„', 0x84),
    ('…', 0x85),
    ('†', 0x86),
    ('‡', 0x87),
    ('ˆ', 0x88),
    ('‰', 0x89),
    ('Š', 0x8A),
    ('‹', 0x8B),
    ('Œ', 0x8C),
    ('Ž', 0x8E),
    ('‘', 0x91),
    ('’', 0x92),
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('—', 0x97),
    ('˜', 0x98),
    ('™', 0x99),
    ('š', 0x9A),
    ('›', 0x9B),
    ('œ', 0x9C),
    ('ž', 0x9E),
    ('Ÿ', 0x9F),
];

/// The byte that windows-1252 (or latin-1) reads as this letter.
fn windows_byte(letter: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(letter)) {
        return Some(byte);
    }
    SIGNS.iter().find(|(sign, _)| *sign == letter).map(|(_, byte)| *byte)
}

/// The sign behind a control of latin-1; `None` where there is none.
fn windows_letter(control: char) -> Option<char> {
    SIGNS.iter().find(|(_, byte)| char::from(*byte) == control).map(|(sign, _)| *sign)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a reader of windows-1252 makes of UTF-8.
    fn misread(text: &str) -> String {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn double_encoded_text_is_repaired() {
        for (mangled, meant) in [
            ("BorÃ¥s fÃ¶rnyar Ã¶ppna data", "Borås förnyar öppna data"),
            ("UMEÃ… och Ã–STERSUND", "UMEÅ och ÖSTERSUND"),
            ("Borås fÃ¶rnyar â€\u{201c} och Växjö", "Borås förnyar – och Växjö"),
            ("2020â€\u{2013}2025, 4 Â§ och 20 Â°C", "2020–2025, 4 § och 20 °C"),
            ("â€œHejâ€\u{9d}, â€™tâ€¦ 5 â‚¬", "“Hej”, ’t… 5 €"),
            ("â€œHejâ€ sa hon", "“Hej” sa hon"),
            ("ÃƒÂ¥terbruk", "återbruk"),
            ("GrÃ¼ÃŸe aus KÃ¶ln", "Grüße aus Köln"),
            ("Å½eljko KovaÄ\u{8d} i Å\u{81}Ã³dÅº", "Željko Kovač i Łódź"),
            ("ï»¿Rubrik ðŸ˜€", "Rubrik 😀"),
            ("Ã\u{85}re", "Åre"),
            ("don\u{92}t \u{96} ”BRÅ\u{94}\u{81}", "don’t – ”BRÅ”"),
        ] {
            assert_eq!(repair_mojibake(mangled), meant, "{mangled}");
        }
    }

    #[test]
    fn right_text_is_left_alone() {
        for text in [
            "",
            "Malmö, Umeå och Örebro – ”så gör vi”",
            "”UMEÅ” »ÅRE« 10 Å² och 5 °C, 4 §",
            "ÅÄÖ… Å– Ä’ Å\u{a0}B",
            "château «CHÂTEAU» SÃO PAULO ‘IRMÃ’",
            "Straße, Grüße, „Ä“ und ‚Ö‘",
            "Ãland",
        ] {
            assert!(matches!(repair_mojibake(text), Cow::Borrowed(_)), "{text}");
        }
    }

    proptest! {
        /// Swedish, Norwegian, Danish, Finnish, German, English, with all that stands in print.
        #[test]
        fn print_is_left_alone(
            text in "(([a-zåäöæøüßé]{1,9}|[A-ZÅÄÖÆØÜÉ]{1,9}|[A-ZÅÄÖÆØÜÉ][a-zåäöæøüßé]{1,9}|[0-9]{1,4})\
                     ( |, |\\. |: |\\? |\\) |–| – |…|… |/|-|’s |” |” ”|»| » | «|’ | „|® |™ |²,|³ |° | §|\u{a0}€ |\u{a0}| ½ |·| • )){0,30}"
        ) {
            let left_alone = matches!(repair_mojibake(&text), Cow::Borrowed(_));
            prop_assert!(left_alone, "{text}");
        }

        /// However it is mangled, words come back.
        #[test]
        fn words_come_back(text in "([a-zåäöæøüßé]{2,9}[ ,.] ?|[A-ZÅÄÖÆØÜÉ][a-zåäöæøüßé]{1,9} |[–—…”“’»«§°€£½] ){0,40}") {
            let misread = misread(&text);
            let repaired = repair_mojibake(&misread);
            prop_assert_eq!(repaired.as_ref(), text.as_str());
        }

        #[test]
        fn anything_is_bounded(text in "\\PC{0,200}") {
            prop_assert!(repair_mojibake(&text).len() <= text.len());
        }
    }
}
