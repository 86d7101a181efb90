//! Names in running text: `Lunds universitet, RISE och Region Skåne`.

use super::programmes;

/// The names at the beginning of a text, as far as the list goes on.
pub(super) fn list(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = without_lead(text);
    while let Some(name) = listed(rest).or_else(|| name(rest)) {
        let after = rest.get(name.len()..).unwrap_or_default();
        // `In cooperation with Eurocities, ETSI is pleased`: another clause has begun.
        if !found.is_empty() && is_subject(after) {
            break;
        }
        if !is_begun(name, after) {
            found.push(name);
        }
        match after_separator(after) {
            Some(next) => rest = without_lead(next),
            None => break,
        }
    }
    found
}

/// A name that we know, though it goes on in small letters: `Verket för innovationssystem`.
fn listed(text: &str) -> Option<&str> {
    let first =
        programmes::find(text.get(..text.len().min(90)).unwrap_or(text)).into_iter().next()?;
    text.get(..first.to).filter(|_| first.from == 0)
}

/// A verb follows.
fn is_subject(after: &str) -> bool {
    const VERBS: &str = "is are was were has have had will can är var har hade ska kommer kan er \
        ist wird hat on ovat started startade";
    after.strip_prefix(' ').is_some_and(|next| {
        let word = first_word(next);
        VERBS.split_whitespace().any(|verb| verb == word)
    })
}

/// Only the beginning of a name, or the owner of what is named: `Statens energimyndighet`,
/// `Lunds resursteam`.
fn is_begun(name: &str, after: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "Statens",
        "Verket",
        "Myndigheten",
        "Institutet",
        "Department",
        "Ministry",
        "Ministeriet",
        "Stiftelsen",
        "Föreningen",
        "Svenska",
        "Europeiska",
        "Nationellt",
        "Nationella",
        "Kungl",
    ];
    if after.starts_with(":s ") {
        return true;
    }
    let Some(next) = after.strip_prefix([' ', '\u{a0}']) else { return false };
    let goes_on = next.starts_with(char::is_lowercase) && after_separator(after).is_none();
    let is_owner = name.ends_with('s') && !name.ends_with("ies") && !name.ends_with("us");
    goes_on && (is_owner || BEGINNINGS.contains(&name))
}

/// The name at the beginning of a text: words with capitals, and the small ones that belong to them.
pub(super) fn name(text: &str) -> Option<&str> {
    let mut end = 0;
    let mut pending = 0;
    for (at, word) in words(text) {
        let gap = text.get(pending..at).unwrap_or_default();
        if at > 0 && !matches!(gap, " " | "\u{a0}") {
            break;
        }
        // `Zentral- und Landesbibliothek` is named together with something else.
        if word.ends_with('-') {
            break;
        }
        let bare = word.trim_end_matches(['.', '\'', '’', '-', '/', '&']);
        let is_tail = end > 0 && TAILS.contains(&bare);
        if bare.starts_with(char::is_uppercase) || is_tail || (end > 0 && is_number(bare)) {
            end = at + bare.len();
        } else if !(end > 0 && CONNECTORS.contains(&word)) {
            break;
        }
        pending = at + word.len();
        // A full stop or the like ends the name.
        if bare.len() < word.len() {
            break;
        }
    }
    let name = text.get(..end)?;
    (name.len() >= 2 && name.len() <= 90).then_some(name)
}

/// Small words inside names: `Region Skåne`, `City of Malmö`, `Institutet för framtid`.
const CONNECTORS: [&str; 12] =
    ["of", "för", "for", "the", "de", "des", "der", "für", "von", "&", "del", "di"];

/// Small words at the end of names.
const TAILS: [&str; 24] = [
    "stad",
    "kommun",
    "kommuner",
    "kommune",
    "kommuner",
    "universitet",
    "högskola",
    "län",
    "landsting",
    "stift",
    "sjukhus",
    "bibliotek",
    "universitetssjukhus",
    "tekniska",
    "regionen",
    "kaupunki",
    "kunta",
    "yliopisto",
    "fylkeskommune",
    "universitetshospital",
    "energi",
    "tingsrätt",
    "museum",
    "lasarett",
];

fn is_number(word: &str) -> bool {
    word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Words with where they begin; marks inside names belong to them (`E.ON`, `A/S`, `Göteborgs-`).
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '&' | '\'' | '’' | '+');
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(inside)?;
        let from = text.get(start..)?;
        let length = from.find(|c| !inside(c)).unwrap_or(from.len());
        at = start + length;
        Some((start, from.get(..length)?))
    })
}

fn without_lead(text: &str) -> &str {
    const LEADS: [&str; 22] = [
        "bland annat ",
        "bland andra ",
        "bl.a. ",
        "bl a ",
        "både ",
        "såväl ",
        "även ",
        "också ",
        "the ",
        "The ",
        "den ",
        "det ",
        "among others ",
        "företaget ",
        "bolaget ",
        "blandt andet ",
        "blant annet ",
        "bl.a. ",
        "unter anderem ",
        "dem ",
        "der ",
        "leverantören ",
    ];
    let mut text = text.trim_start_matches([' ', '\u{a0}', ':']);
    while let Some(rest) = LEADS.iter().find_map(|lead| text.strip_prefix(lead)) {
        text = rest;
    }
    text
}

fn after_separator(text: &str) -> Option<&str> {
    const SEPARATORS: [&str; 12] = [
        ", och ", ", and ", ", samt ", ", ", " och ", " and ", " samt ", " og ", " und ", " ja ",
        " & ", " sowie ",
    ];
    SEPARATORS.iter().find_map(|separator| text.strip_prefix(separator))
}

/// The words between quotation marks at the beginning of a text.
pub(super) fn quoted(text: &str) -> Option<&str> {
    const MARKS: [(char, &[char]); 8] = [
        ('”', &['”']),
        ('“', &['”', '“']),
        ('"', &['"']),
        ('„', &['“', '”']),
        ('»', &['«', '»']),
        ('«', &['»']),
        ('‘', &['’']),
        ('\'', &['\'']),
    ];
    let open = text.chars().next()?;
    let (_, close) = MARKS.iter().find(|(mark, _)| *mark == open)?;
    let inner = text.get(open.len_utf8()..)?;
    let end = inner.find(*close)?;
    let name = inner.get(..end)?.trim_end_matches([',', '.']);
    (2..=80).contains(&name.len()).then_some(name)
}

/// What is called by a name that goes on in small letters: `Hållbar rehabilitering`, `Digga Halland`.
/// `None` where it cannot be told how far it goes.
pub(super) fn title(text: &str) -> Option<&str> {
    let name = name(text)?;
    let after = text.get(name.len()..)?;
    let Some(next) = after.strip_prefix(' ').filter(|next| next.starts_with(char::is_lowercase))
    else {
        return Some(name);
    };
    let word = first_word(next);
    let then = next.get(word.len()..)?;
    if ends_a_title(word) {
        // `Vård i annans hem`, `Stress och balans`: small words within a name.
        let joins = matches!(word, "i" | "och" | "in" | "and" | "og" | "på");
        let follower = then.trim_start();
        let looks_whole = name.contains(' ') || name.chars().skip(1).any(char::is_uppercase);
        return (looks_whole || !joins || !follower.starts_with(char::is_lowercase))
            .then_some(name);
    }
    let whole = text.get(..name.len() + 1 + word.len())?;
    let follows = then.strip_prefix(' ').map(first_word);
    let is_over = match follows {
        None => true,
        Some(next) => ends_a_title(next) || next.starts_with(char::is_uppercase),
    };
    is_over.then_some(whole)
}

fn ends_a_title(word: &str) -> bool {
    ENDS_A_TITLE.split(' ').any(|one| one == word)
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Words that stand behind a name and do not belong to it.
const ENDS_A_TITLE: &str = "är har hade som i på och med för att ska kommer pågår pågick startade startar fick får \
    blev drivs drevs leds ledde genomförs genomfördes finansieras syftar handlar där under \
    vid av till från visar ger kan bidrar ingår samt eller men inom vill avslutas avslutades \
    avbröts omfattar testar testas utvecklar arbetar hos kring om mot var avbryts lades \
    läggs beviljades in on and is was has will for of by at with from to which that aims \
    started er og til fra ble skal vil hvor der ist wird wurde und im von hat soll mit zu ja \
    the are can ends runs began where through we vi bygger hjälper använder gör";
