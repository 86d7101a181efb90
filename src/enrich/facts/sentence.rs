//! A text as sentences, with the cues that stand in them.

use super::cues::{self, Cue, CueAt};

/// A sentence that holds at least one cue.
#[derive(Debug)]
pub(super) struct Sentence<'t> {
    pub text: &'t str,
    /// Where it begins in its text.
    pub start: usize,
    pub is_title: bool,
    /// In the order in which they stand; places count from the sentence's beginning.
    pub cues: Vec<CueAt>,
}

impl Sentence<'_> {
    pub(super) fn has(&self, cue: Cue) -> bool {
        self.cues.iter().any(|at| at.cue == cue)
    }

    pub(super) fn all(&self, cue: Cue) -> impl Iterator<Item = &CueAt> {
        self.cues.iter().filter(move |at| at.cue == cue)
    }

    /// It begins with `if`: nothing in it has happened.
    pub(super) fn is_conditional(&self) -> bool {
        ["Om ", "If ", "Hvis ", "Wenn ", "Jos "].iter().any(|word| self.text.starts_with(word))
    }

    pub(super) fn after(&self, place: usize) -> &str {
        self.text.get(place..).unwrap_or_default()
    }

    pub(super) fn before(&self, place: usize) -> &str {
        self.text.get(..place).unwrap_or_default()
    }
}

/// Longer texts are books: what matters of them stands early.
pub(super) const LONGEST_TEXT_BYTES: usize = 60_000;

/// A longer sentence is a list or no text at all; it is read in pieces, because what is looked for in
/// a sentence is looked for at each of its cues.
const LONGEST_SENTENCE_BYTES: usize = 2_000;

/// The sentences of a text that hold a cue.
pub(super) fn with_cues(text: &str, is_title: bool) -> Vec<Sentence<'_>> {
    let text = beginning(text, LONGEST_TEXT_BYTES);
    let mut cues = cues::find(text);
    cues.sort_unstable_by_key(|at| (at.from, at.to));
    let mut cues = cues.into_iter().peekable();
    let mut sentences = Vec::new();
    let mut start = 0;
    while cues.peek().is_some() {
        let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) else { break };
        let end = start + end_of_piece(rest);
        if cues.peek().is_some_and(|at| at.from < end) {
            let mut mine = Vec::new();
            while let Some(at) = cues.next_if(|at| at.from < end) {
                mine.push(CueAt { cue: at.cue, from: at.from - start, to: at.to - start });
            }
            let whole = text.get(start..end).unwrap_or_default();
            sentences.push(Sentence { text: whole.trim_end(), start, is_title, cues: mine });
        }
        start = end;
    }
    sentences
}

fn beginning(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Where the first sentence is over, or a piece of it that ends with a word where it can.
fn end_of_piece(text: &str) -> usize {
    let near = beginning(text, LONGEST_SENTENCE_BYTES);
    let end = end_of_sentence(near);
    if near.len() == text.len() || end < near.len() {
        return end;
    }
    near.rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(end)
}

/// Where the first sentence of a text is over: at a line's end, or behind a mark that is followed
/// by a new beginning. A number's full stop (`15. mars`) and that of a short form end nothing.
fn end_of_sentence(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(step) = text
        .get(at..)
        .and_then(|rest| rest.bytes().position(|b| matches!(b, b'.' | b'!' | b'?' | b'\n')))
    {
        let mark = at + step;
        at = mark + 1;
        match bytes.get(mark) {
            Some(b'\n') => return at,
            Some(b'.') if is_short_form(text.get(..mark).unwrap_or_default()) => {}
            _ => {
                let rest = text.get(at..).unwrap_or_default();
                let rest = rest.trim_start_matches(['"', '”', '’', ')', '»']);
                let after = rest.trim_start_matches([' ', '\u{a0}']);
                let opens = |c: char| !c.is_lowercase();
                if after.is_empty() || (after.len() < rest.len() && after.starts_with(opens)) {
                    return text.len() - after.len();
                }
            }
        }
    }
    text.len()
}

/// What stands before a full stop is a day of the month, an initial or a usual short form.
fn is_short_form(before: &str) -> bool {
    const FORMS: [&str; 22] = [
        "kl", "ca", "bl.a", "bla", "t.ex", "dvs", "d.v.s", "m.m", "nr", "tel", "e.g", "i.e", "dr",
        "prof", "approx", "milj", "mio", "mrd", "mill", "osv", "z.B", "f.eks",
    ];
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let digits = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    digits || initial || FORMS.iter().any(|form| form.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut found = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (sentence, after) = rest.split_at(end_of_sentence(rest));
            found.push(sentence.trim());
            rest = after;
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_never_ends_is_read_in_pieces() {
        for unit in
            ["budget ", "budget", "finansieras av Vinnova, ", "ö budget1.", "\u{2028}budget"]
        {
            let text = unit.repeat(10_000);
            let sentences = with_cues(&text, false);
            assert!(sentences.iter().all(|one| one.text.len() <= LONGEST_SENTENCE_BYTES), "{unit}");
            let most = sentences.iter().map(|one| one.cues.len()).max();
            assert!(most <= Some(LONGEST_SENTENCE_BYTES), "{unit}: {most:?}");
        }
        let text = "budget ".repeat(1_000);
        let sentences = with_cues(&text, false);
        assert!(sentences.iter().all(|one| one.text.trim().ends_with("budget")));
        assert_eq!(
            sentences.iter().map(|one| one.cues.len()).sum::<usize>(),
            cues::find(&text).len()
        );
    }

    #[test]
    fn a_text_falls_into_sentences() {
        check("Ett. Två! Tre?", &["Ett.", "Två!", "Tre?"]);
        check(
            "Den 15. mars kl. 9 börjar det. Sen slutar det.",
            &["Den 15. mars kl. 9 börjar det.", "Sen slutar det."],
        );
        check("am 15. März. Danach", &["am 15. März.", "Danach"]);
        check("Rubrik\nText av J. Ek, bl.a. om el", &["Rubrik", "Text av J. Ek, bl.a. om el"]);
        check("utkik.se är 2.5 år. ”Bra.” Ja", &["utkik.se är 2.5 år.", "”Bra.”", "Ja"]);
    }
}
