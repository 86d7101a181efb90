//! Names of places where they stand in a text, before it is settled what they mean.

use crate::model::{Language, PlaceId};
use crate::place::{
    Meaning, Name, Place, names_by_finnish_stem, names_by_first_word, names_by_plain_word,
};

use super::evidence::{self, Evidence};
use super::text::{Text, Word};

/// Which part of a document a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Title,
    Summary,
    Body,
    Tags,
    /// What the source calls itself.
    Source,
    Author,
}

/// A name in a text.
#[derive(Debug)]
pub(super) struct Mention {
    /// The number of its text.
    pub(super) text: usize,
    pub(super) part: Part,
    /// Its first word, and the one behind its last.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The places that go by the name.
    pub(super) places: Vec<&'static Place>,
    /// What else it may be.
    pub(super) doubt: Doubt,
    pub(super) evidence: Evidence,
}

/// What a name may mean beside a place, in the language of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Doubt {
    pub(super) word: bool,
    pub(super) person: bool,
    pub(super) firm: bool,
}

impl Doubt {
    pub(super) fn is_any(self) -> bool {
        self != Self::default()
    }

    fn of(names: &[&Name], language: Language) -> Self {
        let may_be = |meaning| names.iter().any(|name| name.may_be(meaning, language));
        Self {
            word: may_be(Meaning::Word),
            person: may_be(Meaning::FirstName) || may_be(Meaning::Surname),
            firm: may_be(Meaning::Firm),
        }
    }
}

impl Mention {
    /// Whether another mention is of the same name.
    pub(super) fn is_namesake(&self, other: &Self) -> bool {
        let is_same = |(one, other): (&&'static Place, &&'static Place)| std::ptr::eq(*one, *other);
        self.places.len() == other.places.len()
            && self.places.first().zip(other.places.first()).is_some_and(is_same)
    }

    pub(super) fn can_be(&self, id: &PlaceId) -> bool {
        self.places.iter().any(|place| place.id == *id)
    }
}

/// Longer lists have said by then what they are.
const MOST_MENTIONS: usize = 500;

/// Adds the names that stand in a text.
pub(super) fn find(
    text: &Text<'_>,
    number: usize,
    part: Part,
    language: Language,
    mentions: &mut Vec<Mention>,
) {
    let mut at = 0;
    while at < text.words.len() && mentions.len() < MOST_MENTIONS {
        let Some((names, length, is_case)) = names_at(text, at, language) else {
            at += 1;
            continue;
        };
        let mut places: Vec<&'static Place> = Vec::new();
        for name in &names {
            if !places.iter().any(|known| known.id == name.place.id) {
                places.push(name.place);
            }
        }
        let doubt = Doubt::of(&names, language);
        let mut mention = Mention {
            text: number,
            part,
            from: at,
            to: at + length,
            places,
            doubt,
            evidence: Evidence::Plain,
        };
        mention.evidence = evidence::of(text, &mention, language, is_case);
        mentions.push(mention);
        at += length;
    }
}

/// The longest names that begin with a word, how many words they have, and whether a Finnish
/// ending says where something is.
fn names_at(
    text: &Text<'_>,
    at: usize,
    language: Language,
) -> Option<(Vec<&'static Name>, usize, bool)> {
    let word = text.get(at)?;
    let lower = text.lower(at);
    if !word.is_capital() {
        return inhabitants(lower, language).map(|names| (names, 1, false));
    }
    let direct = longest(text, at, names_by_first_word(lower));
    if direct.is_some() {
        return direct.map(|(names, length)| (names, length, false));
    }
    // *SOLAS* is no genitive.
    let may_be_genitive = !word.is_shouted() || lower.len() > 5;
    if let Some(stem) = lower.strip_suffix('s').filter(|_| may_be_genitive)
        && let Some(names) = single(names_by_first_word(stem))
    {
        return Some((names, 1, false));
    }
    if language == Language::EN {
        let stem = lower.strip_suffix('s').unwrap_or(lower);
        let plain =
            single(names_by_plain_word(lower)).or_else(|| single(names_by_plain_word(stem)));
        return plain.map(|names| (names, 1, false));
    }
    if language == Language::FI && lower.len() > 3 {
        let (names, ending) = names_by_finnish_stem(lower)?;
        return Some((single(names)?, 1, ending != "n"));
    }
    let is_german = language == Language::DE && lower.len() > 5;
    let demonym = is_german.then(|| german_demonym(lower)).flatten()?;
    Some((demonym, 1, false))
}

/// Of the names that go on as the text does, those with the most words.
fn longest(
    text: &Text<'_>,
    at: usize,
    names: &'static [Name],
) -> Option<(Vec<&'static Name>, usize)> {
    let mut fitting: Vec<&'static Name> = Vec::new();
    for name in names {
        let known = fitting.first().map_or(0, |first| first.rest.len());
        if name.rest.len() >= known && goes_on(text, at, name) {
            fitting.push(name);
        }
    }
    let length = 1 + fitting.first()?.rest.len();
    Some((fitting, length))
}

/// Whether the words behind the first are those of the name; the last may be a genitive.
fn goes_on(text: &Text<'_>, at: usize, name: &Name) -> bool {
    let is_shouted = |at: usize| text.get(at).is_some_and(Word::is_shouted);
    // *US*, but neither *us* nor *ABOUT US*.
    let is_small = name.rest.is_empty() && (!is_shouted(at) || at > 0 && is_shouted(at - 1));
    if name.is_acronym && is_small {
        return false;
    }
    let last = name.rest.len();
    name.rest.iter().enumerate().all(|(number, wanted)| {
        let next = at + 1 + number;
        let found = text.lower(next);
        let is_near = text.gap_before(next).len() <= 3 && !text.gap_before(next).contains('\n');
        let is_genitive = || number + 1 == last && found.strip_suffix('s') == Some(wanted);
        is_near && (found == wanted || is_genitive())
    })
}

/// The names that have one word only.
fn single(names: &'static [Name]) -> Option<Vec<&'static Name>> {
    let single: Vec<&Name> =
        names.iter().filter(|name| name.rest.is_empty() && !name.is_acronym).collect();
    (!single.is_empty()).then_some(single)
}

/// *malmöborna*, *helsingborgare*: the Swedish word for those who live there has no capital.
fn inhabitants(lower: &str, language: Language) -> Option<Vec<&'static Name>> {
    const ENDINGS: [&str; 7] = ["bornas", "borna", "arnas", "arna", "ares", "are", "bor"];
    if language != Language::SV || lower.len() < 7 {
        return None;
    }
    let stem = ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending))?;
    let stem =
        if stem.len() < 5 && stem.ends_with('a') { stem.trim_end_matches('a') } else { stem };
    certain(
        names_by_first_word(stem).iter().chain(names_by_first_word(stem.trim_end_matches('s'))),
        language,
    )
}

/// *Berliner*, *Münchner*, *Bremer*: an adjective with a capital.
fn german_demonym(lower: &str) -> Option<Vec<&'static Name>> {
    if lower == "zürcher" {
        return single(names_by_first_word("zürich"));
    }
    let stem = lower.strip_suffix("er")?;
    let shorter = stem.strip_suffix('n').unwrap_or(stem);
    [stem.to_owned(), format!("{stem}en"), format!("{shorter}en")]
        .iter()
        .find_map(|stem| certain(names_by_first_word(stem).iter(), Language::DE))
}

/// The names of one word that mean nothing else.
fn certain(
    names: impl Iterator<Item = &'static Name>,
    language: Language,
) -> Option<Vec<&'static Name>> {
    let certain: Vec<&Name> = names
        .filter(|name| name.rest.is_empty() && !name.is_acronym)
        .filter(|name| name.meanings(language).next().is_none())
        .collect();
    (!certain.is_empty()).then_some(certain)
}
