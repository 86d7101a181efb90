//! What the words around a name say for and against its being a place.

use crate::model::Language;
use crate::place::PlaceKind;

use super::mention::{Doubt, Mention, Part};
use super::text::{Text, Word};
use super::vocabulary::{
    is_governed, is_governing, is_governing_of, is_institution, is_institution_before, is_local,
    is_loose, is_named_for, may_stand_between,
};

/// Words behind the name of a place in the name of a treaty.
const LONGEST_TREATY: usize = 5;

/// How much speaks for a place, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// A person, a treaty, the beginning of some other name.
    Against,
    /// A capital letter where anything would have one.
    Begin,
    /// A capital letter within a sentence.
    Plain,
    /// Behind a preposition that people may stand behind, too: *till Nora*.
    Loose,
    /// A house named for the place: *Lunds universitet*.
    Institution,
    /// Behind *i*, *in* and the like, or in a Finnish case that means the same.
    Local,
    /// *Lunds kommun*, *City of Lund*, *Stadt Essen*.
    Governed,
}

/// What the text says of a name in it.
pub(super) fn of(
    text: &Text<'_>,
    mention: &Mention,
    language: Language,
    is_case: bool,
) -> Evidence {
    let (from, to) = (mention.from, mention.to);
    let next = if text.follows_closely(to) { text.lower(to) } else { "" };
    if is_in_name_of_treaty(text, to) || is_noble(text, from, language) {
        return Evidence::Against;
    }
    if mention.places.iter().any(|place| place.kind >= PlaceKind::Region) && !mention.doubt.is_any()
    {
        return if is_local_before(text, from, language) {
            Evidence::Local
        } else {
            Evidence::Plain
        };
    }
    if is_governed(next, language) || is_governed_before(text, from, mention.doubt, language) {
        return Evidence::Governed;
    }
    if is_institution(next) || is_of_institution(text, from) {
        return Evidence::Institution;
    }
    if is_other_name(text, mention, language) {
        return Evidence::Against;
    }
    let is_whole = from == 0 && to == text.words.len();
    let is_heading =
        mention.part == Part::Title || mention.part == Part::Tags && !mention.doubt.word;
    if is_case || (is_whole && is_heading) || is_local_before(text, from, language) {
        return Evidence::Local;
    }
    if is_person(text, mention) {
        return Evidence::Against;
    }
    let before = from.checked_sub(1).map(|before| text.lower(before)).unwrap_or_default();
    let says_nothing = text
        .get(from)
        .is_none_or(|word| word.begins || word.in_headline || language == Language::DE);
    if text.follows_closely(from)
        && is_loose(before)
        && !text.get(from).is_none_or(|w| w.in_headline)
    {
        return Evidence::Loose;
    }
    if says_nothing { Evidence::Begin } else { Evidence::Plain }
}

/// *Siri von Essen*: a name of a family, but in German.
fn is_noble(text: &Text<'_>, from: usize, language: Language) -> bool {
    let before = from.checked_sub(1).map(|before| text.lower(before));
    language != Language::DE && before == Some("von")
}

/// *Paris Agreement*, *Sendai Disaster Risk Reduction Framework*.
fn is_in_name_of_treaty(text: &Text<'_>, to: usize) -> bool {
    (to..to + LONGEST_TREATY)
        .take_while(|at| {
            let is_part = *at == to || text.get(*at).is_some_and(Word::is_capital);
            is_part && text.follows_closely(*at)
        })
        .any(|at| is_named_for(text.lower(at)))
}

/// *i Lund*, *in the Netherlands*.
fn is_local_before(text: &Text<'_>, from: usize, language: Language) -> bool {
    let Some(mut at) = from.checked_sub(1) else { return false };
    if !text.follows_closely(from) {
        return false;
    }
    if may_stand_between(text.lower(at)) && text.follows_closely(at) {
        at = at.saturating_sub(1);
    }
    is_local(text.lower(at), language)
}

/// *City of Lund*, *staden Lund*, *Stadt Essen*.
fn is_governed_before(text: &Text<'_>, from: usize, doubt: Doubt, language: Language) -> bool {
    let Some(at) = from.checked_sub(1).filter(|_| text.follows_closely(from)) else { return false };
    let before = text.lower(at);
    if is_governing(before) {
        // A sentence may go on behind the word: *kommunen Vara sig …*; a name of a person does not.
        return !doubt.word || language != Language::SV || !text.get(from).is_none_or(|w| w.begins);
    }
    let is_of = matches!(before, "of" | "de" | "di" | "of the");
    is_of && at > 0 && is_governing_of(text.lower(at - 1))
}

/// *TU Dresden*, *University of Vienna*, *Universitetet i Oslo*.
fn is_of_institution(text: &Text<'_>, from: usize) -> bool {
    let Some(at) = from.checked_sub(1).filter(|_| text.follows_closely(from)) else { return false };
    let is_joined = matches!(text.lower(at), "i" | "of" | "für") && text.follows_closely(at);
    let house = if is_joined { at.saturating_sub(1) } else { at };
    is_institution_before(text.lower(house))
}

/// *Mobile World Congress*, *Mark Zuckerberg*: the beginning or the end of another name.
fn is_other_name(text: &Text<'_>, mention: &Mention, language: Language) -> bool {
    if !mention.doubt.is_any() {
        return false;
    }
    // *CD-ROM* is not in Rome.
    if mention.doubt.word && mention.from > 0 && text.gap_before(mention.from) == "-" {
        return true;
    }
    let next = mention.to;
    let follows = text.follows_closely(next) && text.gap_before(next) != "-";
    let Some(word) = text.get(next).filter(|_| follows) else { return false };
    if word.in_headline {
        return false;
    }
    // *Halle 5*, but *Lund 2030*.
    let number = text.lower(next);
    let is_number = number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    // In German every noun has a capital; only what looks like a number is told.
    is_number || (word.is_capital() && language != Language::DE)
}

/// *Anna Lund*: a surname behind a name with a capital of its own.
fn is_person(text: &Text<'_>, mention: &Mention) -> bool {
    let Some(at) = mention.from.checked_sub(1).filter(|_| text.follows_closely(mention.from))
    else {
        return false;
    };
    let Some(before) = text.get(at) else { return false };
    mention.doubt.person && before.is_capital() && !is_function_word(text.lower(at))
}

/// Words that begin sentences before a name.
fn is_function_word(word: &str) -> bool {
    is_loose(word)
        || matches!(
            word,
            "i" | "in"
                | "och"
                | "og"
                | "and"
                | "und"
                | "men"
                | "but"
                | "när"
                | "when"
                | "som"
                | "as"
                | "även"
                | "också"
                | "för"
                | "for"
                | "med"
                | "with"
                | "av"
                | "by"
                | "både"
                | "nu"
                | "här"
                | "where"
                | "der"
                | "in the"
                | "samt"
                | "the"
                | "så"
        )
}
