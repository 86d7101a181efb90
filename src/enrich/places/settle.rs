//! Which of the names are places, and which place each of them is.

use std::collections::BTreeMap;

use crate::model::{Language, PlaceId};
use crate::place::{Place, PlaceKind, within};

use super::evidence::Evidence;
use super::mention::{Mention, Part};
use super::rows::{self, Joint, joint};
use super::text::{Text, Word};
use super::vocabulary::countries_of;

/// What is known of a document beside its words.
pub(super) struct Surroundings<'a> {
    pub(super) language: Language,
    /// Of the source.
    pub(super) country: Option<&'a str>,
    /// Places that source, address or author stand for.
    pub(super) home: &'a [&'static Place],
}

/// A name with the place that it means.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) mention: usize,
    pub(super) place: &'static Place,
    pub(super) confidence: u8,
    /// How many names stand in a row with it, itself among them.
    pub(super) row: usize,
}

/// Settles what is clear first; what is clear then helps with the rest.
pub(super) fn settle(
    texts: &[Text<'_>],
    mentions: &[Mention],
    surroundings: &Surroundings<'_>,
) -> Vec<Settled> {
    let mut is_place: Vec<bool> = mentions.iter().map(is_clear).collect();
    let mut countries = Countries::of(mentions, &is_place, surroundings);
    for (at, mention) in mentions.iter().enumerate() {
        let accepted = is_place.get(at) == Some(&true)
            || is_supported(texts, mentions, &is_place, at)
            || speaks_for_itself(mention, &countries, surroundings);
        if let Some(known) = is_place.get_mut(at).filter(|_| accepted) {
            *known = true;
        }
    }
    follow_the_first(texts, mentions, &mut is_place);
    countries = Countries::of(mentions, &is_place, surroundings);
    let meant = |at: usize, mention: &Mention| {
        let (place, margin) = choose(texts, mentions, at, &countries, surroundings)?;
        Some(Settled { mention: at, place, confidence: confidence(mention, margin), row: 1 })
    };
    let mut settled: Vec<Settled> = Vec::new();
    for (at, mention) in
        mentions.iter().enumerate().filter(|(at, _)| is_place.get(*at) == Some(&true))
    {
        // One name means one place in one document.
        let before = settled
            .iter()
            .find(|one| mentions.get(one.mention).is_some_and(|other| other.is_namesake(mention)));
        let place = before.map(|one| (one.place, one.confidence));
        match place {
            Some((place, confidence)) => {
                settled.push(Settled { mention: at, place, confidence, row: 1 });
            }
            None => settled.extend(meant(at, mention)),
        }
    }
    rows::look_at(texts, mentions, &mut settled);
    settled
}

fn is_clear(mention: &Mention) -> bool {
    let is_foreign_short = mention.places.iter().all(|place| place.kind <= PlaceKind::City)
        && mention.evidence < Evidence::Local
        && mention
            .places
            .iter()
            .all(|place| place.names.iter().all(|name| name.chars().count() < 3));
    mention.evidence > Evidence::Against && !mention.doubt.is_any() && !is_foreign_short
}

/// Whether a doubtful name stands as only a place does.
fn speaks_for_itself(
    mention: &Mention,
    countries: &Countries,
    surroundings: &Surroundings<'_>,
) -> bool {
    let is_near = mention.places.iter().any(|place| countries.holds(place.country));
    let is_home = surroundings.home.iter().any(|home| mention.can_be(&home.id));
    let is_of_source = mention.part == Part::Source
        && mention.places.iter().any(|place| surroundings.country == Some(place.country));
    if (is_home || is_of_source) && mention.evidence > Evidence::Against {
        return true;
    }
    match mention.evidence {
        Evidence::Against | Evidence::Begin | Evidence::Plain => false,
        Evidence::Loose => is_near && mention.doubt.word && !mention.doubt.person,
        Evidence::Institution => is_near,
        Evidence::Local => {
            let is_long = mention.places.iter().all(|place| place.name.chars().count() > 3);
            is_near || (is_long && surroundings.language != Language::DE) || mention.doubt.person
        }
        Evidence::Governed => true,
    }
}

/// A name in a row with clear places, or with its county or country behind it.
fn is_supported(texts: &[Text<'_>], mentions: &[Mention], is_place: &[bool], at: usize) -> bool {
    let Some(mention) = mentions.get(at).filter(|one| one.evidence > Evidence::Against) else {
        return false;
    };
    let beside = |other: Option<usize>| {
        let other_at = other?;
        let other = mentions.get(other_at)?;
        let (first, second) = if other_at < at { (other, mention) } else { (mention, other) };
        if is_place.get(other_at) != Some(&true) || first.text != second.text {
            return None;
        }
        let joint = joint(texts.get(first.text)?, first.to, second.from)?;
        // Cities of many lands stand in a row; people and cities do not.
        let is_mixed_row = joint == Joint::Row
            && !mention.doubt.word
            && other.places.iter().all(|near| near.kind <= PlaceKind::City);
        let fits = mention.places.iter().any(|place| {
            other.places.iter().any(|near| {
                place.country == near.country && (joint == Joint::Row || within(place, near))
            })
        });
        (fits || is_mixed_row).then_some(())
    };
    let has_state = || mention.places.iter().any(|place| is_state_behind(texts, mention, place));
    beside(at.checked_sub(1)).is_some() || beside(Some(at + 1)).is_some() || has_state()
}

/// Once a name is known to be a place, it is one wherever it has a capital of its own.
fn follow_the_first(texts: &[Text<'_>], mentions: &[Mention], is_place: &mut [bool]) {
    let known: Vec<usize> =
        (0..mentions.len()).filter(|at| is_place.get(*at) == Some(&true)).collect();
    for (at, mention) in mentions.iter().enumerate() {
        let says_nothing = mention.evidence == Evidence::Against
            || texts
                .get(mention.text)
                .and_then(|text| text.get(mention.from))
                .is_some_and(|word| word.in_headline && mention.doubt.word);
        let follows = !says_nothing
            && known
                .iter()
                .filter_map(|at| mentions.get(*at))
                .any(|first| first.is_namesake(mention));
        if let Some(is_place) = is_place.get_mut(at).filter(|_| follows) {
            *is_place = true;
        }
    }
}

/// The countries that a document speaks of, with how much.
struct Countries {
    weights: BTreeMap<&'static str, u32>,
    spoken: &'static [&'static str],
    source: Option<String>,
    /// The language is written in all countries.
    is_everywhere: bool,
}

impl Countries {
    fn of(mentions: &[Mention], is_place: &[bool], surroundings: &Surroundings<'_>) -> Self {
        let mut weights = BTreeMap::new();
        for (mention, _) in mentions.iter().zip(is_place).filter(|(_, is_place)| **is_place) {
            if let [place] = mention.places.as_slice() {
                *weights.entry(place.country).or_default() += 1;
            }
        }
        for home in surroundings.home {
            *weights.entry(home.country).or_default() += 3;
        }
        let spoken = countries_of(surroundings.language);
        let is_everywhere = surroundings.language == Language::EN;
        Self { weights, spoken, source: surroundings.country.map(str::to_owned), is_everywhere }
    }

    fn holds(&self, country: &str) -> bool {
        self.weights.contains_key(country)
            || self.spoken.contains(&country)
            || self.source.as_deref() == Some(country)
    }

    /// How likely a name is from a country.
    fn score(&self, country: &str) -> u32 {
        let named = self.weights.get(country).copied().unwrap_or_default().min(4);
        let is_spoken = self.spoken.first() == Some(&country) && !self.is_everywhere;
        let may_be_spoken = self.spoken.contains(&country) && !self.is_everywhere;
        let is_source = self.source.as_deref() == Some(country);
        named * 2 + u32::from(is_spoken) * 2 + u32::from(may_be_spoken) + u32::from(is_source) * 6
    }
}

/// The place that a name means here, and by how much it is likelier than the next.
fn choose(
    texts: &[Text<'_>],
    mentions: &[Mention],
    at: usize,
    countries: &Countries,
    surroundings: &Surroundings<'_>,
) -> Option<(&'static Place, u32)> {
    let mention = mentions.get(at)?;
    if let [place] = mention.places.as_slice() {
        return Some((place, u32::MAX));
    }
    let score = |place: &'static Place| {
        let is_home = surroundings.home.iter().any(|home| home.id == place.id);
        let is_explained = (0..mentions.len())
            .filter(|other| mentions.get(*other).is_some_and(|other| other.is_namesake(mention)))
            .any(|other| is_explained(texts, mentions, other, place));
        let state = is_state_behind(texts, mention, place);
        let is_large = place.population.unwrap_or_default() > 50_000;
        let is_metropolis = place.population.unwrap_or_default() > 500_000;
        // *Luxemburg* is the country, and *Stockholm* the town, unless the text says otherwise.
        let is_country = place.kind >= PlaceKind::Region && mention.evidence != Evidence::Governed;
        countries.score(place.country)
            + u32::from(is_home) * 10
            + u32::from(is_explained) * 20
            + u32::from(state) * 20
            + u32::from(is_large)
            + u32::from(is_metropolis) * 3
            + u32::from(is_country)
    };
    let mut scored: Vec<(u32, u32, &'static Place)> = mention
        .places
        .iter()
        .map(|place| (score(place), place.population.unwrap_or_default(), *place))
        .collect();
    scored.sort_by_key(|(score, population, _)| std::cmp::Reverse((*score, *population)));
    let best = scored.first()?;
    let next = scored.get(1).map_or(0, |(score, ..)| *score);
    Some((best.2, best.0 - next))
}

/// Whether the name of a wider place beside it says which namesake is meant.
fn is_explained(texts: &[Text<'_>], mentions: &[Mention], at: usize, place: &Place) -> bool {
    let beside = |first: Option<usize>, second: Option<usize>, wider: Option<usize>| {
        let (first, second) = (mentions.get(first?)?, mentions.get(second?)?);
        let wider = mentions.get(wider?)?;
        let is_near = first.text == second.text
            && joint(texts.get(first.text)?, first.to, second.from).is_some();
        let holds = wider.places.iter().any(|wider| wider.id != place.id && within(place, wider));
        (is_near && holds).then_some(())
    };
    let (before, after) = (at.checked_sub(1), Some(at + 1));
    beside(before, Some(at), before).is_some() || beside(Some(at), after, after).is_some()
}

/// *Portland, OR*.
fn is_state_behind(texts: &[Text<'_>], mention: &Mention, place: &Place) -> bool {
    let Some(state) = place.region.filter(|state| state.len() == 2) else { return false };
    let Some(text) = texts.get(mention.text) else { return false };
    text.gap_before(mention.to).trim() == ","
        && text.lower(mention.to).eq_ignore_ascii_case(state)
        && text.get(mention.to).is_some_and(Word::is_shouted)
}

/// In percent, that a place is meant, and this one.
fn confidence(mention: &Mention, margin: u32) -> u8 {
    let named: u8 = match mention.evidence {
        Evidence::Governed => 98,
        _ if !mention.doubt.is_any() => 95,
        Evidence::Local | Evidence::Institution => 85,
        _ => 70,
    };
    let lost = match margin {
        0 => 35,
        1..=2 => 20,
        3..=6 => 8,
        _ => 0,
    };
    if mention.part >= Part::Source { 70 } else { named - lost }
}

/// The places of a list of ids.
pub(super) fn is_listed(places: &[&'static Place], id: &PlaceId) -> bool {
    places.iter().any(|place| place.id == *id)
}
