//! What of a text may be shown: its beginning, and where the words that were found stand in it.

/// What public answers may show of somebody else's text.
pub const EXCERPT_CHARACTERS: usize = 300;

/// A stretch of text, marked or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub text: String,
    pub marked: bool,
}

/// Cuts a text at its highlights. Ranges that do not fit the text are left out.
pub fn stretches(text: &str, highlights: &[(usize, usize)]) -> Vec<Stretch> {
    let mut ranges = highlights.to_vec();
    ranges.sort_unstable();
    let mut cut = Vec::new();
    let mut at = 0;
    for (from, to) in ranges {
        let (Some(before), Some(found)) = (text.get(at..from), text.get(from..to)) else {
            continue;
        };
        push(&mut cut, before, false);
        push(&mut cut, found, true);
        at = to;
    }
    push(&mut cut, text.get(at..).unwrap_or_default(), false);
    cut
}

fn push(cut: &mut Vec<Stretch>, text: &str, marked: bool) {
    if !text.is_empty() {
        cut.push(Stretch { text: text.to_owned(), marked });
    }
}

/// A message as a sentence on a page: with a capital, and with what stands in backticks marked.
pub fn sentence(message: &str) -> Vec<Stretch> {
    let mut parts = Vec::new();
    for (number, part) in message.split('`').enumerate() {
        let text = if number == 0 { capitalised(part) } else { part.to_owned() };
        push(&mut parts, &text, number % 2 == 1);
    }
    parts
}

/// With a capital at its beginning.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().chars()).collect()
}

/// The beginning of a text: at most 300 characters, ended at a word.
pub fn excerpt(text: &str) -> String {
    let text = text.trim();
    let Some((limit, _)) = text.char_indices().nth(EXCERPT_CHARACTERS) else {
        return text.to_owned();
    };
    let room = text.char_indices().nth(EXCERPT_CHARACTERS - 1).map_or(0, |(at, _)| at);
    let beginning = text.get(..limit).unwrap_or_default();
    let end = match beginning.rfind(char::is_whitespace) {
        Some(space) if space > room / 2 => space,
        _ => room,
    };
    format!("{}…", text.get(..end).unwrap_or_default().trim_end())
}

/// At most 300 characters, cut where they end: for texts that were cut well already.
pub fn bounded(text: &str) -> &str {
    let end = text.char_indices().nth(EXCERPT_CHARACTERS).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_words_are_marked_and_bad_ranges_left_out() {
        let shown = |ranges: &[(usize, usize)]| {
            stretches("gång på gata", ranges)
                .iter()
                .map(|s| if s.marked { format!("[{}]", s.text) } else { s.text.clone() })
                .collect::<String>()
        };
        assert_eq!(shown(&[(0, 5)]), "[gång] på gata");
        assert_eq!(shown(&[(10, 14), (0, 5)]), "[gång] på [gata]");
        assert_eq!(shown(&[(0, 2), (3, 1), (90, 99), (0, 5), (0, 1)]), "[g]ång på gata");
        assert_eq!(shown(&[]), "gång på gata");
    }

    #[test]
    fn a_message_becomes_a_sentence() {
        let parts = sentence("fältet `kala:` finns inte");
        let marked: Vec<_> = parts.iter().map(|part| (part.text.as_str(), part.marked)).collect();
        assert_eq!(marked, [("Fältet ", false), ("kala:", true), (" finns inte", false)]);
        assert_eq!(sentence(""), []);
        assert_eq!(capitalised("ökad"), "Ökad");
    }

    #[test]
    fn an_excerpt_is_never_longer_than_we_may_show() {
        assert_eq!(excerpt(" kort "), "kort");
        for long in ["åäö ".repeat(200), "å".repeat(900), format!("a {}", "b".repeat(900))] {
            let shown = excerpt(&long);
            assert!(shown.chars().count() <= EXCERPT_CHARACTERS, "{shown}");
            assert!(shown.ends_with('…') && shown.chars().count() > 250, "{shown}");
        }
    }
}
