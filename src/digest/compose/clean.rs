//! What comes from outside, made harmless for letters: text and addresses.

use crate::address::web_address;
use crate::markup;

/// What all placeholders of letters begin with ([`links`](crate::digest::links)). From outside
/// nobody may bring one: in a foreign address the token of a reader would be filled in.
const PLACEHOLDER: &str = "utkik--";

/// One line of text, without characters that steer or turn around, and without placeholders.
pub(super) fn line(text: &str) -> String {
    let folded = markup::fold_space(text);
    if folded.contains(PLACEHOLDER) { folded.replace(PLACEHOLDER, "utkik- -") } else { folded }
}

/// Paragraphs, which empty lines part.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for row in text.lines() {
        match paragraphs.last_mut() {
            Some(last) if !row.trim().is_empty() => {
                last.push(' ');
                last.push_str(row);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.iter().map(|text| line(text)).filter(|text| !text.is_empty()).collect()
}

/// The lines that somebody wrote, each as one; empty ones are none.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(line).filter(|line| !line.is_empty()).collect()
}

/// An address of the outside that may become a link. What would open anything but a web page, or
/// has characters that hide where it leads, does not; signs of markup are written as RFC 3986 wants
/// them, so that no form of a letter has to fear them.
pub(super) fn link(address: &str) -> Option<String> {
    let address = web_address(address.trim())?;
    let is_plain = !address.contains(char::is_whitespace)
        && markup::strip_controls(address).len() == address.len();
    if !is_plain {
        return None;
    }
    let mut link = String::with_capacity(address.len());
    for letter in address.chars() {
        match letter {
            '"' => link.push_str("%22"),
            '\'' => link.push_str("%27"),
            '<' => link.push_str("%3C"),
            '>' => link.push_str("%3E"),
            '`' => link.push_str("%60"),
            other => link.push(other),
        }
    }
    Some(link.replace(PLACEHOLDER, "utkik-%2D"))
}

/// At most so many characters, ended at a word, and not at one that leads to the next.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let room = text.char_indices().nth(most.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
    let short = text.get(..room).unwrap_or_default();
    // The word that stands at the cut goes, unless it ends there, or is half of all.
    let ends_there = text.get(room..).is_some_and(|rest| rest.starts_with(' '));
    let whole = match short.rsplit_once(' ') {
        Some((words, last)) if !ends_there && last.len() * 2 < short.len() => words,
        _ => short,
    };
    let whole = without_small_words(whole);
    let bare = whole.trim_end_matches(|c: char| !c.is_alphanumeric() && !"”\"’)!?%".contains(c));
    format!("{bare}…")
}

/// `testar nattillsyn i…` looks as if something were missing; `testar nattillsyn…` does not.
fn without_small_words(text: &str) -> &str {
    let is_small = |word: &str| word.len() <= 2 && word.chars().all(char::is_lowercase);
    match text.rsplit_once(' ') {
        Some((words, last)) if is_small(last) => words,
        _ => text,
    }
}

/// The words of somebody whom nobody knows, who could write to anybody through us: what a mail program would make a link of is left out.
pub(super) fn without_addresses(text: &str) -> String {
    // The other three are dots in names of hosts, too (UTS 46).
    let is_address = |word: &str| {
        let mut parts = word.split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']);
        let ends = |part: &str| part.chars().next_back().is_some_and(char::is_alphanumeric);
        let first = parts.next().is_some_and(ends);
        let begins = |part: &str| part.chars().next().is_some_and(char::is_alphabetic);
        word.contains(['@', '/']) || (first && parts.any(begins))
    };
    let words = text.split(' ').map(|word| if is_address(word) { "…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_is_one_harmless_line() {
        assert_eq!(line(" a\u{202e}b\r\nBcc: x\u{7}  y "), "ab Bcc: x y");
        assert_eq!(line("utkik-\u{202e}-manage--token"), "utkik- -manage--token");
    }

    #[test]
    fn a_foreign_address_gets_no_token() {
        let hostile = "https://x.example/?t=utkik--manage--token&a=\"><b>";
        let harmless = "https://x.example/?t=utkik-%2Dmanage--token&a=%22%3E%3Cb%3E";
        assert_eq!(link(hostile).as_deref(), Some(harmless));
        for other in ["javascript:x", "https://x.example/ y", "https://x\u{202e}.example/", ""] {
            assert_eq!(link(other), None, "{other}");
        }
    }

    #[test]
    fn a_cut_ends_at_a_word() {
        assert_eq!(cut("Landskrona testar digital nattillsyn", 36).chars().count(), 36);
        assert_eq!(cut("Landskrona testar digital nattillsyn", 35), "Landskrona testar digital…");
        assert_eq!(cut("Landskrona testar, digital", 19), "Landskrona testar…");
        assert_eq!(cut("Digitaliseringsmyndigheten", 10), "Digitalis…");
        assert_eq!(cut("Landskrona testar digital", 18), "Landskrona testar…");
        assert_eq!(cut("Testar nattillsyn i Landskrona", 22), "Testar nattillsyn…");
        assert_eq!(cut("åäö", 3), "åäö");
    }

    #[test]
    fn strangers_send_no_addresses_through_us() {
        let check = |text: &str, left: &str| assert_eq!(without_addresses(text), left);
        check("Vinn på www.spel.example nu!", "Vinn på … nu!");
        check("se https://x.example/a eller a@b.se", "se … eller …");
        check("se x。example och (x．example)", "se … och …");
        check("t.ex. kl. 7.30, 3.5 mnkr. Och", "… kl. 7.30, 3.5 mnkr. Och");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(lines(" Anna Lind\r\n\nEkviks  kommun\n"), ["Anna Lind", "Ekviks kommun"]);
    }

    #[test]
    fn empty_lines_part_paragraphs() {
        assert_eq!(paragraphs("Hej!\n\nEn\nrad.\r\n\r\n\n"), ["Hej!", "En rad."]);
    }
}
