//! Headlines: with and without the name of the site, and whether two say the same.

use super::keys::{START, added};
use super::scan::{self, Word};
use super::shingles::{common, share};

/// A title, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// What stands between ` | `, ` – ` and the like, without names of the site.
    parts: Vec<Part>,
    /// All its words, sorted, each once.
    words: Vec<u64>,
    numbers: Vec<u64>,
    /// Minutes, agendas and notices have the same titles again and again, in every town.
    pub(super) is_formal: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    hash: u64,
    words: usize,
    has_number: bool,
}

/// What parts of a title are told apart by, each with white space around it.
const DIVIDERS: [char; 9] = ['|', '–', '—', '-', '·', '»', '«', '•', '/'];

/// A part that only one of two titles has may be the name of a site that nobody told us.
const LONGEST_SITE_NAME: usize = 5;

/// Beginnings of words in titles of papers that come out again and again.
const FORMAL: [&str; 26] = [
    "protokoll",
    "kallelse",
    "föredragningslista",
    "dagordning",
    "mötesanteckning",
    "anslagsbevis",
    "kungörelse",
    "minnesanteckning",
    "tillkännagivande",
    "nyhetsbrev",
    "minutes",
    "agenda",
    "newsletter",
    "niederschrift",
    "tagesordnung",
    "bekanntmachung",
    "referat",
    "dagsorden",
    "nyhedsbrev",
    "møteprotokoll",
    "møteinnkalling",
    "saksliste",
    "sakliste",
    "pöytäkirja",
    "esityslista",
    "kokouskutsu",
];

impl Title {
    /// `names` are what the site and its source are called.
    pub(super) fn of(title: &str, names: &[&str]) -> Self {
        let mut read = Self { is_formal: is_formal(title), ..Self::default() };
        let names: Vec<u64> =
            names.iter().map(|name| Part::of(name, &mut Vec::new()).hash).collect();
        let mut all = Vec::new();
        for text in divided(title) {
            let part = Part::of(text, &mut all);
            if part.words > 0 && !names.contains(&part.hash) {
                read.parts.push(part);
            }
        }
        read.numbers = all.iter().filter(|word| word.is_number).map(|word| word.hash).collect();
        read.words = all.iter().map(|word| word.hash).collect();
        for list in [&mut read.numbers, &mut read.words] {
            list.sort_unstable();
            list.dedup();
        }
        read
    }

    /// Of the part that says most, and of the whole.
    pub(super) fn keys(&self) -> Vec<u64> {
        let whole = self.parts.iter().fold(START, |hash, part| added(hash, part.hash));
        let mut keys: Vec<u64> = self.main().map(|part| part.hash).into_iter().collect();
        if self.parts.len() > 1 {
            keys.push(whole);
        }
        keys
    }

    pub(super) fn words(&self) -> usize {
        self.words.len()
    }

    /// The same but for what one of them adds, such as the name of a site.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let (Some(main), Some(other_main)) = (self.main(), other.main()) else { return false };
        main.hash == other_main.hash
            && (self.adds_little(other) && other.adds_little(self))
            && (self.has_all_of(other) || other.has_all_of(self))
    }

    /// Each has a number that the other has not: another year, another meeting.
    pub(super) fn contradicts(&self, other: &Self) -> bool {
        contradict(&self.numbers, &other.numbers)
    }

    /// Which part of the words of both the two share, 0 to 1.
    pub(super) fn nearness(&self, other: &Self) -> f32 {
        let both = self.common(other);
        share(both, self.words.len() + other.words.len() - both)
    }

    fn common(&self, other: &Self) -> usize {
        common(self.words.iter(), other.words.iter())
    }

    /// The longest part; of several the first.
    fn main(&self) -> Option<&Part> {
        self.parts.iter().rev().max_by_key(|part| part.words)
    }

    fn has_all_of(&self, other: &Self) -> bool {
        other.parts.iter().all(|part| self.parts.iter().any(|own| own.hash == part.hash))
    }

    /// What it has besides could be the name of a site.
    fn adds_little(&self, other: &Self) -> bool {
        let mut added =
            self.parts.iter().filter(|part| !other.parts.iter().any(|o| o.hash == part.hash));
        added.all(|part| part.words <= LONGEST_SITE_NAME && !part.has_number)
    }
}

impl Part {
    fn of(text: &str, all: &mut Vec<Word>) -> Self {
        let mut part = Self { hash: START, words: 0, has_number: false };
        scan::words(text, |word| {
            part.hash = added(part.hash.rotate_left(5), word.hash);
            part.words += 1;
            part.has_number |= word.is_number;
            all.push(word);
        });
        part
    }
}

/// Each of two sorted lists has something that the other has not.
pub(super) fn contradict(one: &[u64], other: &[u64]) -> bool {
    let both = common(one.iter(), other.iter());
    both < one.len() && both < other.len()
}

fn divided(title: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(title);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some((at, after)) = divider(text) else { return rest.take() };
        rest = text.get(after..);
        text.get(..at)
    })
}

/// Where the next divider stands: its beginning and its end.
fn divider(text: &str) -> Option<(usize, usize)> {
    let mut was_space = false;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let is_space_behind = letters.peek().is_some_and(|(_, next)| next.is_whitespace());
        if DIVIDERS.contains(&letter) && was_space && is_space_behind {
            return Some((at, at + letter.len_utf8()));
        }
        was_space = letter.is_whitespace();
    }
    None
}

fn is_formal(title: &str) -> bool {
    let lower = title.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| FORMAL.iter().any(|formal| word.starts_with(formal)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_the_same_without_the_name_of_the_site() {
        for (one, other, is_same) in [
            ("Ny bro i Malmö", "Ny bro i Malmö | Malmö stad", true),
            ("Ny bro i Malmö – Sydsvenskan", "NY BRO I MALMÖ", true),
            ("Ny bro - nu öppen", "Ny bro - nu stängd", false),
            ("Ny bro i Malmö", "Ny bro i Lund", false),
            ("Protokoll kommunstyrelsen - 2026-10-12", "Protokoll kommunstyrelsen", false),
            ("Nyhetsbrev – oktober", "Nyhetsbrev – november", false),
            ("Ett-årig plan", "Ett - årig plan", false),
            ("", "", false),
            ("Källan: nyheter om vatten", "Källans nyheter om vatten", false),
        ] {
            let (a, b) = (Title::of(one, &[]), Title::of(other, &[]));
            assert_eq!(a.is_same(&b), is_same, "{one} / {other}");
            assert_eq!(b.is_same(&a), is_same, "{other} / {one}");
        }
        let long = "Regeringens nyheter från hela landet och EU";
        let suffixed = Title::of(&format!("Ny bro | {long}"), &[long]);
        assert!(suffixed.is_same(&Title::of("Ny bro", &[])));
    }

    #[test]
    fn other_numbers_contradict() {
        let title = |text| Title::of(text, &[]);
        assert!(title("Budget 2026").contradicts(&title("Budget 2027")));
        assert!(!title("Budget 2026").contradicts(&title("Budget")));
        assert!(title("Protokoll för kommunstyrelsen").is_formal);
        assert!(!title("Ny bro").is_formal);
    }
}
