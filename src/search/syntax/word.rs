//! One word as it was typed, and what hangs on it: `belys*`, `ord~2`, `ord^3`, `NEAR/5`.

use crate::language::{fold, is_invisible};
use crate::message::{Locale, search as message};
use crate::model::Term;

/// Few enough words between two others that they still belong together.
pub(super) const FARTHEST: u32 = 100;
/// The lightest and the heaviest weight.
pub(super) const WEIGHTS: (f32, f32) = (0.1, 10.0);
/// Shorter beginnings would find nearly everything.
const SHORTEST_BEGINNING: usize = 2;
/// Shorter words differ from too many others by one letter.
const SHORTEST_MISTYPED: usize = 3;

/// What a word between two spaces is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word {
    /// Something to find: `Word`, `Exact`, `Prefix` or `Fuzzy`; and its weight, if it has one.
    Term(Term, Option<f32>),
    And,
    Or,
    Not,
    Near(u32),
    /// No letter and no digit.
    Nothing,
}

/// Why a word cannot be read, and what to write instead.
pub(super) struct Trouble {
    pub message: String,
    pub suggestion: Option<String>,
}

/// Reads a word that may be an operator.
pub(super) fn read(typed: &str, locale: Locale) -> Result<Word, Trouble> {
    if typed == "&&" {
        return Ok(Word::And);
    }
    let Some(core) = core(typed) else { return Ok(Word::Nothing) };
    match core.as_str() {
        "AND" | "OCH" => return Ok(Word::And),
        "OR" | "ELLER" => return Ok(Word::Or),
        "NOT" | "INTE" => return Ok(Word::Not),
        _ => {}
    }
    if let Some(distance) = near(&core) {
        return distance_of(distance, &core, locale).map(Word::Near);
    }
    term(&core, locale)
}

/// Reads a word that is no operator, whatever it looks like: the value of `title:`.
pub(super) fn read_value(typed: &str, locale: Locale) -> Result<Word, Trouble> {
    core(typed).map_or(Ok(Word::Nothing), |core| term(&core, locale))
}

/// Reads what follows `=`: a word in exactly this form.
pub(super) fn read_exact(typed: &str, locale: Locale) -> Result<Word, Trouble> {
    match read_value(typed, locale)? {
        Word::Term(Term::Word(word), weight) => Ok(Word::Term(Term::Exact(word), weight)),
        Word::Term(..) => Err(trouble(message::exact_and_more(locale, typed))),
        other => Ok(other),
    }
}

/// A word without invisible characters and without the punctuation around it; `None` when nothing
/// in it can be searched for. `C++` and `C#` keep their marks.
pub(super) fn bare(typed: &str) -> Option<String> {
    let visible: String = typed.chars().filter(|letter| !is_invisible(*letter)).collect();
    trimmed(&visible, "+#")
}

/// Would be read as something else than a word if it stood alone.
pub(super) fn is_operator(word: &str) -> bool {
    matches!(word, "AND" | "OCH" | "OR" | "ELLER" | "NOT" | "INTE") || near(word).is_some()
}

/// A weight as it was typed, within its bounds; a comma is a decimal point.
pub(super) fn weight(typed: &str) -> Option<f32> {
    let weight: f32 = typed.replace(',', ".").parse().ok().filter(|_| is_number(typed))?;
    (WEIGHTS.0..=WEIGHTS.1).contains(&weight).then_some(weight)
}

/// The number after `~` of a phrase or after `NEAR/`.
pub(super) fn distance(typed: &str) -> Option<u32> {
    typed.parse().ok().filter(|distance| *distance <= FARTHEST)
}

fn core(typed: &str) -> Option<String> {
    let visible: String = typed.chars().filter(|letter| !is_invisible(*letter)).collect();
    trimmed(&visible, "+#*~^")
}

fn trimmed(visible: &str, kept_at_end: &str) -> Option<String> {
    let begun = visible.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let ended = begun.trim_end_matches(|letter: char| {
        !letter.is_alphanumeric() && !kept_at_end.contains(letter) && !is_mark(letter)
    });
    (!ended.is_empty()).then(|| ended.to_owned())
}

/// Belongs to the letter before it (`a` and a ring above), as some keyboards write it.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

fn term(core: &str, locale: Locale) -> Result<Word, Trouble> {
    let (rest, weight) = split_weight(core, locale)?;
    let (rest, mistakes) = split_mistakes(rest, locale)?;
    let has_star = rest.contains('*');
    let Some(word) = trimmed(rest.trim_end_matches('*'), "+#") else { return Ok(Word::Nothing) };
    let term = match mistakes {
        Some(_) if has_star => return Err(trouble(message::star_and_tilde(locale, core))),
        Some(_) if letters(&word) < SHORTEST_MISTYPED => {
            return Err(trouble(message::too_short_for_tilde(locale, SHORTEST_MISTYPED)));
        }
        Some(most) => Term::Fuzzy(word, most),
        None if has_star => Term::Prefix(beginning(rest, word, locale)?),
        None => Term::Word(word),
    };
    Ok(Word::Term(term, weight))
}

/// `ord^3`. What follows `^` without being a number is text: `x^y`.
fn split_weight(core: &str, locale: Locale) -> Result<(&str, Option<f32>), Trouble> {
    let Some((before, typed)) = core.rsplit_once('^') else { return Ok((core, None)) };
    if !is_number(typed) {
        return Ok((core, None));
    }
    let weight = weight(typed);
    if weight.is_none() {
        return Err(trouble(message::not_a_weight(locale, typed)));
    }
    let before = before
        .trim_end_matches(|letter: char| !letter.is_alphanumeric() && !"+#*~^".contains(letter));
    let is_weighed_twice = before.rsplit_once('^').is_some_and(|(_, more)| is_number(more));
    if is_weighed_twice {
        return Err(trouble(message::not_a_weight(locale, typed)));
    }
    Ok((before, weight))
}

fn is_number(typed: &str) -> bool {
    typed.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

/// `ord~` and `ord~2`.
fn split_mistakes(core: &str, locale: Locale) -> Result<(&str, Option<u8>), Trouble> {
    let Some((before, typed)) = core.rsplit_once('~') else { return Ok((core, None)) };
    match typed {
        "" | "1" => Ok((before, Some(1))),
        "2" => Ok((before, Some(2))),
        _ if typed.bytes().all(|byte| byte.is_ascii_digit()) => {
            Err(trouble(message::not_so_many_mistakes(locale, typed)))
        }
        _ => Ok((core, None)),
    }
}

fn beginning(typed: &str, word: String, locale: Locale) -> Result<String, Trouble> {
    if typed.trim_end_matches('*').contains('*') {
        let begun = typed.split('*').next().unwrap_or_default();
        let is_enough = letters(begun) >= SHORTEST_BEGINNING;
        let suggestion = is_enough.then(|| format!("{begun}*"));
        return Err(Trouble { suggestion, ..trouble(message::star_inside(locale, typed)) });
    }
    if letters(&word) < SHORTEST_BEGINNING {
        return Err(trouble(message::beginning_too_short(locale, SHORTEST_BEGINNING)));
    }
    Ok(word)
}

/// What follows `NEAR` or `NÄRA`; `None` when the word is another.
fn near(word: &str) -> Option<&str> {
    let (operator, distance) =
        word.split_once('/').map_or((word, None), |(operator, rest)| (operator, Some(rest)));
    let is_shouted = !operator.chars().any(char::is_lowercase);
    let is_near = is_shouted && matches!(fold(operator).as_str(), "near" | "nära");
    is_near.then_some(distance.unwrap_or_default())
}

fn distance_of(typed: &str, operator: &str, locale: Locale) -> Result<u32, Trouble> {
    distance(typed).ok_or_else(|| {
        let name = operator.split('/').next().unwrap_or_default();
        let suggestion = Some(format!("{name}/5"));
        Trouble { suggestion, ..trouble(message::near_without_number(locale, name, FARTHEST)) }
    })
}

fn letters(word: &str) -> usize {
    word.chars().filter(|letter| letter.is_alphanumeric()).count()
}

fn trouble(message: String) -> Trouble {
    Trouble { message, suggestion: None }
}
