//! Content that Atom carries as base64.

/// The text behind base64; `None` when this is no base64, or no text.
pub(super) fn text(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    let digits = encoded.trim().trim_end_matches('=');
    for letter in digits.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        bits = (bits << 6) | u32::from(value(letter)?);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xFF).ok()?);
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    let is_text = |letter: char| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t');
    (!text.is_empty() && text.chars().all(is_text)).then_some(text)
}

fn value(letter: u8) -> Option<u8> {
    Some(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn only_text_comes_out() {
        for (encoded, expected) in [
            (" w6V0ZXJi\ncnVr ", Some("återbruk")),
            ("PGI+aGVqPC9iPg==", Some("<b>hej</b>")),
            ("aGVq", Some("hej")),
            ("", None),
            ("hej!", None),
            ("//79", None),
            ("AAAA", None),
        ] {
            assert_eq!(text(encoded).as_deref(), expected, "{encoded}");
        }
    }
}
