//! Words as they are typed on a keyboard without å, ä, ö, ø and æ.

use super::stem::LONGEST_ACRONYM;

/// A folded word without its marks; `None` when it has none, or is so short that the marks are
/// what tells it apart (`för` is no `for`).
pub fn ascii_twin(word: &str) -> Option<String> {
    if word.is_ascii() || word.chars().nth(LONGEST_ACRONYM).is_none() {
        return None;
    }
    let twin: String = word.chars().map(without_mark).collect();
    (twin != word).then_some(twin)
}

fn without_mark(letter: char) -> char {
    match letter {
        'å' | 'ä' | 'æ' | 'á' | 'à' => 'a',
        'ö' | 'ø' | 'ó' => 'o',
        'ü' => 'u',
        'é' | 'è' => 'e',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_of_longer_words() {
        for (word, twin) in [
            ("malmö", Some("malmo")),
            ("överföring", Some("overforing")),
            ("rådgivning", Some("radgivning")),
            ("affaldsløsning", Some("affaldslosning")),
            ("bæredygtig", Some("baredygtig")),
            ("mülleimer", Some("mulleimer")),
            ("idén", Some("iden")),
            ("för", None),
            ("kommun", None),
            ("øl", None),
            ("город", None),
        ] {
            assert_eq!(ascii_twin(word).as_deref(), twin, "{word}");
        }
    }
}
