//! Which places a document is about, and which it merely mentions.

use crate::place::{Place, PlaceKind, within};

use super::evidence::Evidence;
use super::mention::{Mention, Part};
use super::settle::Settled;

/// A place with all that speaks for the document being about it.
#[expect(clippy::struct_excessive_bools, reason = "each is told by another part of a document")]
#[derive(Debug)]
pub(super) struct Weighed {
    pub(super) place: &'static Place,
    pub(super) times: u16,
    /// In quarters of a mention.
    weight: u32,
    in_title: bool,
    pub(super) confidence: u8,
    /// The first mention, by number; `None` where only adjectives or the source name it.
    pub(super) first: Option<usize>,
    /// How often its adjective comes.
    pub(super) adjectives: u32,
    /// Title, summary, or first lines name it.
    in_lead: bool,
    /// Stated by the source.
    is_stated: bool,
    /// It is the country of a document of its government or parliament.
    is_governing: bool,
    pub(super) is_about: bool,
}

/// One mention.
const ONE: u32 = 4;
/// A name in the title says more than any that follow.
const IN_TITLE: u32 = 5 * ONE;
/// One in the first lines twice as much as one further down.
const IN_LEAD: u32 = 2 * ONE;
/// What the first sentence names is as a rule what it is about.
const AT_THE_START: u32 = 3 * ONE;
/// In tags, and in the name of the source.
const BESIDE: u32 = 6;
/// A row of so many names is a list: none of them is what it is about.
const LIST: usize = 4;
/// No more mentions further down than these count.
const MOST_IN_BODY: u32 = 5 * ONE;
/// The place of the source itself.
const AT_HOME: u32 = 3 * ONE;
/// What a document is about weighs at least this.
const ENOUGH: u32 = 3 * ONE;
/// A document is about no more places.
const MOST: usize = 3;
/// From here on a list of towns of one country is about the country.
const MANY_TOWNS: usize = 4;
/// Letters that are read as the first sentence.
const START: usize = 160;
/// Letters that are read as the first lines.
pub(super) const LEAD: usize = 400;

impl Weighed {
    pub(super) fn new(place: &'static Place) -> Self {
        Self {
            place,
            times: 0,
            weight: 0,
            in_title: false,
            confidence: 0,
            first: None,
            adjectives: 0,
            in_lead: false,
            is_stated: false,
            is_governing: false,
            is_about: false,
        }
    }

    /// Adds a mention; `at` is where it stands in its text.
    pub(super) fn add(&mut self, mention: &Mention, settled: &Settled, at: usize) {
        let (number, confidence) = (settled.mention, settled.confidence);
        let is_first = self.first.is_none();
        self.first = self.first.or(Some(number));
        self.confidence = self.confidence.max(confidence);
        let weight = match mention.part {
            Part::Title if self.in_title => ONE,
            Part::Title => {
                self.in_title = true;
                IN_TITLE
            }
            Part::Summary | Part::Body if at < START && !self.in_lead => AT_THE_START,
            // What is held *in Brussels* happens there, whoever else is named before.
            Part::Body if at < LEAD && mention.evidence == Evidence::Local && settled.row == 1 => {
                AT_THE_START
            }
            Part::Summary => IN_LEAD,
            Part::Body if at < LEAD => IN_LEAD,
            Part::Body => ONE,
            Part::Tags | Part::Source | Part::Author => BESIDE,
        };
        if mention.part < Part::Tags {
            self.times = self.times.saturating_add(1);
        }
        let is_listed = settled.row >= LIST && mention.part != Part::Title;
        self.in_lead |= weight >= IN_LEAD && !is_listed;
        let weight = if is_listed { ONE / 2 } else { weight };
        let weight = if mention.evidence == Evidence::Institution { weight / 2 } else { weight };
        let governed = u32::from(is_first && mention.evidence == Evidence::Governed) * ONE;
        let room = if weight > ONE { u32::MAX } else { self.room_in_body() };
        self.weight += weight.min(room) + governed;
    }

    fn room_in_body(&self) -> u32 {
        (MOST_IN_BODY + u32::from(self.in_title) * IN_TITLE + IN_LEAD).saturating_sub(self.weight)
    }

    pub(super) fn mark_home(&mut self) {
        self.weight += AT_HOME;
    }

    pub(super) fn mark_stated(&mut self, confidence: u8) {
        self.is_stated = true;
        self.confidence = confidence;
    }

    pub(super) fn mark_governing(&mut self, confidence: u8) {
        self.is_governing = true;
        self.confidence = self.confidence.max(confidence);
    }

    fn is_country(&self) -> bool {
        self.place.kind == PlaceKind::Country
    }
}

/// Marks what the document is about, and puts that first.
pub(super) fn settle(places: &mut [Weighed]) {
    let has_stated = places.iter().any(|one| one.is_stated);
    mark_towns(places, has_stated);
    mark_countries(places, has_stated);
    places.sort_by_key(|one| {
        let kind = one.is_country() && !one.is_stated;
        (
            std::cmp::Reverse(one.is_about),
            std::cmp::Reverse(one.is_stated),
            std::cmp::Reverse(one.in_title),
            kind,
            std::cmp::Reverse(one.weight),
            one.first,
        )
    });
}

/// Municipalities, cities and regions.
fn mark_towns(places: &mut [Weighed], has_stated: bool) {
    let towns = || places.iter().filter(|one| !one.is_country());
    let heaviest = towns().map(|one| one.weight).max().unwrap_or_default();
    let is_only = towns().count() == 1;
    // The one place that is named at all, if it is named again.
    let is_alone = |town: &Weighed| {
        let is_around =
            |one: &Weighed| one.place.id == town.place.id || within(town.place, one.place);
        is_only && town.times > 1 && places.iter().all(|one| one.times == 0 || is_around(one))
    };
    let is_heavy = |one: &Weighed| {
        let weight = one.weight + u32::from(is_only && (one.in_lead || is_alone(one))) * ONE;
        !one.is_country() && weight >= ENOUGH && one.weight * 2 >= heaviest
    };
    let heavy = places.iter().filter(|one| is_heavy(one)).count();
    let is_list = heavy > MOST;
    let is_about: Vec<bool> = places
        .iter()
        .map(|one| {
            let has_lead = is_list && one.weight == heaviest && is_alone_on_top(places, heaviest);
            one.is_stated
                || (is_heavy(one)
                    && (one.in_title || has_lead || !is_list)
                    && (!has_stated || one.in_title))
        })
        .collect();
    for (one, is_about) in places.iter_mut().zip(is_about) {
        one.is_about = is_about;
    }
    // A county or landscape around a town that it is about is only where that town lies.
    let about: Vec<&'static Place> =
        places.iter().filter(|one| one.is_about).map(|one| one.place).collect();
    for one in places.iter_mut().filter(|one| one.is_about && !one.in_title && !one.is_stated) {
        let is_around =
            about.iter().any(|place| place.id != one.place.id && within(place, one.place));
        one.is_about = !is_around;
    }
    let mut about: Vec<&mut Weighed> =
        places.iter_mut().filter(|one| one.is_about && !one.is_stated).collect();
    about.sort_by_key(|one| std::cmp::Reverse(one.weight));
    for one in about.into_iter().skip(MOST) {
        one.is_about = false;
    }
}

fn is_alone_on_top(places: &[Weighed], heaviest: u32) -> bool {
    places.iter().filter(|one| !one.is_country() && one.weight * 3 > heaviest * 2).count() == 1
}

/// A document is about a country that its title names, or that much in it belongs to.
fn mark_countries(places: &mut [Weighed], has_stated: bool) {
    let about: Vec<&'static Place> =
        places.iter().filter(|one| one.is_about).map(|one| one.place).collect();
    let towns: Vec<&'static str> = places
        .iter()
        .filter(|one| one.place.kind < PlaceKind::Region && one.times > 0)
        .map(|one| one.place.country)
        .collect();
    let heaviest = places.iter().filter(|one| one.is_country()).map(country_weight).max();
    for one in places.iter_mut().filter(|one| one.is_country() && !one.is_stated) {
        let is_around = about.iter().any(|place| place.country == one.place.country);
        let of_its_towns = towns.iter().filter(|country| **country == one.place.country).count();
        let weight = country_weight(one);
        let is_heaviest = Some(weight) == heaviest;
        let is_frame = of_its_towns >= MANY_TOWNS || (of_its_towns >= 2 && one.times > 0);
        let is_heavy = weight >= ENOUGH && is_heaviest;
        let is_only = about.is_empty() && (is_frame || is_heavy);
        one.is_about = one.is_governing || (!has_stated && !is_around && (one.in_title || is_only));
    }
}

fn country_weight(one: &Weighed) -> u32 {
    one.weight + one.adjectives
}
