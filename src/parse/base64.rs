//! Content that Atom carries as base64.

use crate::markup::decode_base64;

/// The text behind base64; `None` when this is no base64, or no text.
pub(super) fn text(encoded: &str) -> Option<String> {
    let text = String::from_utf8(decode_base64(encoded)?).ok()?;
    let is_text = |letter: char| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t');
    (!text.is_empty() && text.chars().all(is_text)).then_some(text)
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
